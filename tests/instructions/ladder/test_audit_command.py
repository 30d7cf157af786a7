"""`manage.py audit_clock` says what it finds, in words, and by its exit."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from instructions.models import Assignment
from tests.instructions.orders import order_to
from tests.people import cast

pytestmark = pytest.mark.django_db


def test_nothing_to_find_and_then_one_share_is_mended() -> None:
    people = cast()
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    out = StringIO()
    call_command("audit_clock", stdout=out)
    assert "Setiap bagian" in out.getvalue()
    Assignment.objects.filter(position=people.camat_limun.position).update(look_at=None)
    out = StringIO()
    with pytest.raises(CommandError, match="1 bagian salah"):
        call_command("audit_clock", "--look-only", stdout=out)
    assert order.reference in out.getvalue()
    with pytest.raises(CommandError, match="1 bagian dibetulkan"):
        call_command("audit_clock", stdout=StringIO())
    call_command("audit_clock", stdout=StringIO())
