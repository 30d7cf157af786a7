"""Being away, and lending what a position may do: one's own, and those of one's unit."""

from typing import ClassVar
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from accounts import absences, delegations
from accounts.absences import Away
from accounts.delegations import Lending
from accounts.lifecycle import ABSENCE
from accounts.models import Absence, Delegation
from api import outputs, presence_shapes, shapes, verb_inputs
from api.endpoint import Endpoint, answer_of
from api.paging import page
from api.schema import Contract
from api.verbs import Verb
from api.views.verb import VerbEndpoint
from workflow.refusals import NOT_FOUND, Refused
from workflow.requests import Answer

MOST = 200
ABSENCE_VERBS = (
    Verb(
        "shorten", str(ABSENCE.move("shorten").label), presence_shapes.ShortenIn, absences.shorten
    ),
    Verb("cancel", str(ABSENCE.move("cancel").label), verb_inputs.Nothing, absences.cancel),
)


class AbsenceEndpoint(Endpoint):
    """What the endpoints of absences share."""

    def absence(self, key: UUID) -> Absence:
        """One that is the caller's to see. Raises Refused `not_found`."""
        row = Absence.objects.visible_to(self.actor).filter(public_id=key).first()
        if row is None:
            raise Refused(NOT_FOUND)
        return row

    def done(self, subject: Absence, *, status: int = 200, location: str = "") -> Answer:
        """The answer to a write."""
        row = self.absence(subject.public_id)
        data = presence_shapes.absence_detail(row, self.reader)
        return answer_of(data, status=status, version=row.version, location=location)


class Absences(AbsenceEndpoint):
    """Absences of oneself, of those one stands in for, and of one's unit; registering one."""

    contracts: ClassVar = {
        "GET": Contract(
            "list_absences",
            "Ketidakhadiran yang boleh dilihat",
            shapes.paged(presence_shapes.AbsenceOut),
            query=presence_shapes.AbsencesAsked,
        ),
        "POST": Contract(
            "register_absence",
            "Catat ketidakhadiran",
            presence_shapes.AbsenceDetail,
            request=presence_shapes.AbsenceIn,
            status=201,
        ),
    }

    def get(self, request: Request) -> HttpResponse:
        """The last registered first; two statements."""
        asked = self.asked()
        rows = Absence.objects.visible_to(self.actor).registered()
        if not asked["past"]:
            rows = rows.filter(ends_on__gte=timezone.localdate(self.at))
        found = page(rows, by=("-id",), cursor=asked["cursor"], limit=asked["limit"])
        results = [presence_shapes.absence_out(row, self.reader) for row in found.rows]
        return self.reply(outputs.listed(results, found.next))

    def post(self, request: Request) -> HttpResponse:
        """For oneself, or for somebody one administers."""
        away = Away(**self.given())

        def work() -> Answer:
            row = absences.register(away, actor=self.actor, at=self.at)
            return self.done(row, status=201, location=outputs.href(row))

        return self.write(work)


class AbsenceItem(AbsenceEndpoint):
    """One absence."""

    contracts: ClassVar = {
        "GET": Contract("get_absence", "Satu ketidakhadiran", presence_shapes.AbsenceDetail)
    }

    def get(self, request: Request, key: UUID) -> HttpResponse:
        """With what may be done about it."""
        row = self.absence(key)
        data = presence_shapes.absence_detail(row, self.reader)
        return self.reply(data, version=row.version)


class AbsenceVerb(AbsenceEndpoint, VerbEndpoint):
    """Coming back earlier, cancelling."""

    noun = "absence"
    shape = presence_shapes.AbsenceDetail


class Delegations(Endpoint):
    """What stands lent by the caller and to the caller; lending."""

    contracts: ClassVar = {
        "GET": Contract(
            "list_delegations",
            "Pelimpahan dari saya dan kepada saya",
            presence_shapes.Delegations,
        ),
        "POST": Contract(
            "grant_delegation",
            "Limpahkan wewenang jabatan",
            presence_shapes.Lent,
            request=presence_shapes.LendIn,
            status=201,
        ),
    }

    def get(self, request: Request) -> HttpResponse:
        """What is over is left out; one statement, at most 200."""
        today, person = timezone.localdate(self.at), self.actor.person_id
        held = {hat.position_id for hat in self.actor.hats if hat.is_held}
        rows = list(
            Delegation.objects.filter(
                Q(ends_on__isnull=True) | Q(ends_on__gte=today),
                Q(principal__in=held) | Q(person=person),
            )
            .select_related("principal", "person")
            .order_by("principal__rank", "person__name", "starts_on", "pk")[:MOST]
        )
        lent = presence_shapes.lent_out
        return self.reply(
            {
                "given": [lent(row, row) for row in rows if row.principal_id in held],
                "got": [lent(row, row) for row in rows if row.person_id == person],
            }
        )

    def post(self, request: Request) -> HttpResponse:
        """Of the acting position."""
        given = dict(self.given())
        lending = Lending(**{**given, "verbs": tuple(given["verbs"])})

        def work() -> Answer:
            made = delegations.grant(lending, actor=self.actor, at=self.at)
            row = Delegation.objects.get(grant=made)
            return answer_of(presence_shapes.lent_out(made, row), status=201)

        return self.write(work)


class DelegationsEnd(Endpoint):
    """Taking back."""

    contracts: ClassVar = {
        "POST": Contract(
            "end_delegation",
            "Akhiri pelimpahan kepada satu orang",
            presence_shapes.Ended,
            request=presence_shapes.EndIn,
        )
    }

    def post(self, request: Request) -> HttpResponse:
        """Everything lent of the acting position to this person, at once."""
        person = self.given()["person"]

        def work() -> Answer:
            ended = delegations.end(person, actor=self.actor, at=self.at)
            return answer_of({"ended": len(ended)})

        return self.write(work)
