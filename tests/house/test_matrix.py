"""Every address of the product, walked as everybody: a matrix written by hand.

`+` gets in (whatever the state then says: 200, 303, 409, 422), `F` is told it is not theirs (403),
`.` is told it does not exist (404), `L` is asked to sign in (401 or the sign-in page). An address
without a row fails the test, and so does a row without an address.
"""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts import absences, oncall
from accounts.absences import Away
from accounts.models import Position, Unit
from accounts.oncall import NewShift
from accounts.organisation import drafts
from accounts.organisation.importing import TableFile
from files import intake
from instructions import actions, printing
from memos import actions as memos
from memos.body import texts
from tests.accounts.reshuffle import offices
from tests.api.calls import app
from tests.files.samples import picture
from tests.instructions.carried import as_silent, courier, give
from tests.instructions.orders import order_to, share_of
from tests.instructions.oversight import inspectorate, registered
from tests.memos.letters import disposed
from tests.memos.letters import letter as incoming_letter
from tests.memos.memos import register
from tests.people import AT, Member, Outsider, actor, cast
from workflow.models import Entry

# A anonymous, X stranger, R recipient, K co-recipient, G giver, C pengendali, J aide of the giver,
# S superior of the recipient (also the memo's signer), D secretariat (administers its unit, with S
# in it), M administrator of the system
WHO = "AXRKGCJSDM"

MATRIX = """
                                      A X R K G C J S D M
GET  api:me                           L + + + + + + + + +
GET  api:morning                      L + + + + + + + + +
GET  api:channels                     L + + + + + + + + +
PUT  api:channels                     L + + + + + + + + +
GET  api:digest                       L + + + + + + + + +
PUT  api:digest                       L + + + + + + + + +
GET  api:devices                      L + + + + + + + + +
POST api:devices                      L + + + + + + + + +
DELETE api:device                     L . . . . . . . . .
GET  api:units                        L + + + + + + + + +
GET  api:positions                    L + + + + + + + + +
GET  api:groups                       L + + + + + + + + +
GET  api:group                        L + + + + + + + + +
POST api:groups                       L + + + + + F + + F
PUT  api:group                        L F F F F F F F + F
DELETE api:group                      L F F F F F F F + F
GET  api:deadlines                    L + + + + + + + + +
GET  api:instructions                 L + + + + + + + + +
GET  api:instructions-export          L + + + + + + + + +
POST api:instructions                 L + + + + + + + + F
GET  api:instruction                  L . + + + + + . + .
GET  api:instruction-timeline         L . + + + + + . + .
GET  api:instruction-chronology       L . + + + + + . F .
GET  api:instruction-assignments      L . + + + + + . + .
POST api:instruction-remind           L . F F + + + . F .
POST api:instruction-formalise        L . F F + + + . + .
POST api:instruction-issue            L . F F + F + . F .
POST api:instruction-comment          L . F F + + + . F .
POST api:instruction-prepare_memo     L . F F + + + . F .
POST api:instruction-close            L . F F + + F . F .
POST api:instruction-revoke           L . F F + F F . F .
POST api:instruction-accept_all       L . F F + + F . F .
POST api:instruction-confirm          L . F F + F F . F .
POST api:instruction-extend           L . F F + + F . F .
POST api:instruction-add_recipients   L . F F + + F . F .
POST api:instruction-reclassify       L . F F + + F . F .
POST api:instruction-reopen           L . F F + F F . F .
GET  api:assignments                  L + + + + + + + + +
GET  api:assignment                   L . + . + + + . . .
GET  api:assignment-timeline          L . + . + + + . . .
POST api:assignment-seen              L . + . + + + . . .
POST api:assignment-acknowledge       L . + . F F F . . .
POST api:assignment-promise           L . + . F F F . . .
POST api:assignment-ask               L . + . F F F . . .
POST api:assignment-answer            L . F . + + F . . .
POST api:assignment-start             L . + . F F F . . .
POST api:assignment-progress          L . + . F F F . . .
POST api:assignment-report            L . + . F F F . . .
POST api:assignment-withdraw_report   L . + . F F F . . .
POST api:assignment-accept            L . F . + + F . . .
POST api:assignment-return            L . F . + + F . . .
POST api:assignment-remind            L . F . + + + . . .
POST api:assignment-comment           L . + . + + + . . .
POST api:assignment-revoke            L . F . + + F . . .
POST api:assignment-withdraw_question L . + . F F F . . .
POST api:assignment-decline           L . + . F F F . . .
POST api:assignment-propose_redirect  L . + . F F F . . .
POST api:assignment-confirm_redirect  L . F . + + F . . .
POST api:assignment-refuse_redirect   L . F . + + F . . .
POST api:assignment-pass_down         L . + . F F F . . .
POST api:assignment-request_formal    L . + . F F F . . .
POST api:assignment-refuse_formal     L . F . + + F . . .
POST api:assignment-extend            L . F . + + F . . .
POST api:assignment-pause             L . F . + + F . . .
POST api:assignment-resume            L . F . + + F . . .
POST api:assignment-rework            L . F . + + F . . .
GET  api:assignment-assignments       L . + . + + + . . .
POST api:attachments                  L + + + + + + + + +
GET  api:attachment                   L . + . + + + . . .
GET  api:attachment-content           L . + . + + + . . .
GET  api:attachment-thumbnail         L . + . + + + . . .
GET  api:assignment-offers            L . . . + + + . . .
GET  api:hand-deliveries              L + + + + + + + + +
POST api:hand-deliveries              L . F . + + F . . .
GET  api:hand-delivery                L . . . + + + . + .
POST api:hand-delivery-take           L . . . F F F . F .
POST api:hand-delivery-record         L . . . F F F . F .
POST api:hand-delivery-cancel         L . . . + + F . F .
POST api:hand-delivery-print          L . . . + + F . + .
GET  api:hand-delivery-signature      L . . . . . . . . .
GET  api:hand-delivery-photo          L . . . . . . . . .
GET  api:memos                        L + + + + + + + + +
GET  api:memo                         L . . . + + + + + .
GET  api:memo-pdf                     L . . . + + + + + .
POST api:memos                        L + + + + + + + + F
POST api:memo-route                   L . . . F F F F + .
POST api:memo-submit                  L . . . F F F F + .
POST api:memo-initial                 L . . . F F F F F .
POST api:memo-release                 L . . . + + F F + .
POST api:memo-return_for_repair       L . . . F F F + + .
POST api:memo-number_and_scan         L . . . F F F F + .
POST api:memo-scan                    L . . . F F F F + .
POST api:memo-dispatch                L . . . F F F + + .
POST api:memo-agree                   L . . . F F F F F .
POST api:memo-agree_with_notes        L . . . F F F F F .
POST api:memo-disagree                L . . . F F F F F .
POST api:memo-dispose                 L . . . F F F F F .
POST api:memo-archive                 L . . . F F F F + .
POST api:memo-void                    L . . . F F F + + .
POST api:memo-approve                 L . . . F F F + + .
POST api:memo-number                  L . . . F F F F + .
POST api:memo-insert_number           L . . . F F F F + .
POST api:memo-print_for_signing       L . . . F F F F + .
POST api:memo-sign                    L . . . F F F + F .
POST api:memo-withdraw                L . . . F F F F + .
GET  api:letters                      L + + + + + + + + +
POST api:letters                      L F F F F F F F + F
GET  api:letter                       L . + . + . + . + .
GET  api:letter-scan                  L . . . . . . . . .
POST api:letter-print                 L . . . + . F . + .
GET  api:memo-working-copy            L . . . F F F F + .
PUT  api:memo-working-copy            L . . . F F F F + .
DELETE api:memo-working-copy          L . . . F F F F + .
POST api:memo-preview                 L . . . F F F F + .
GET  api:texts                        L + + + + + + + + +
POST api:texts                        L + + + + + + + + F
GET  api:text                         L . . . . . . . + .
PUT  api:text                         L . . . . . . . + .
DELETE api:text                       L . . . . . . . + .
GET  api:memo_profile                 L F F F F F F F + +
GET  api:memo_profile-versions        L F F F F F F F + +
POST api:memo_profile-versions        L F F F F F F F + +
POST api:letter-correct               L . F . F . F . + .
POST api:letter-dispose               L . F . + . F . F .
POST api:letter-file                  L . F . + . F . + .
GET  api:books                        L . . . . . . . + +
POST api:books                        L . . . . . . . + +
GET  api:book                         L . . . . . . . + +
PUT  api:book                         L . . . . . . . + +
GET  api:book-lines                   L . . . . . . . + .
GET  api:book-reserved                L . . . . . . . + .
POST api:book-reserved                L . . . . . . . + .
GET  api:book-pdf                     L . . . . . . . + .
GET  api:book-xlsx                    L . . . . . . . + .
GET  api:expedition                   L . . . . . . . + .
GET  api:expedition-pdf               L . . . . . . . + .
GET  api:expedition-xlsx              L . . . . . . . + .
GET  api:check                        . . . . . . . . . .
POST api:checks                       + + + + + + + + + +
GET  api:transfers                    L . . . . . . . + .
POST api:transfers                    L . . . . . . . + .
GET  api:transfers-count              L . . . . . . . + .
GET  api:transfer-package             L . . . . . . . . .
GET  api:absences                     L + + + + + + + + +
POST api:absences                     L + F F F F F F F F
GET  api:absence                      L . + . . . . . . .
POST api:absence-shorten              L . + . . . . . . .
POST api:absence-cancel               L . + . . . . . . .
GET  api:delegations                  L + + + + + + + + +
POST api:delegations                  L + + + + + F + + F
POST api:delegations-end              L . . . . . F . . F
GET  api:me-chronology                L + + + + + + + + +
GET  api:inspections                  L + + + + + + + + +
POST api:inspections                  L F F F F F F F + F
GET  api:inspection                   L . . . + . . + + .
GET  api:inspection-scope             L . . . F . . F F .
GET  api:inspection-looks             L . . . + . . + + .
POST api:inspection-look              L . . . F . . F F .
GET  api:inspection-reading           L . . . . . . . . .
POST api:inspection-extend            L . . . F . . F + .
POST api:inspection-end               L . . . + . . + + .
GET  api:classification-codes         L + + + + + + + + +
GET  api:figures-mine                 L + + + + + + + + +
GET  api:figures-given                L + + + + + + + + +
GET  api:figures-evidence             L + + + + + + + + +
GET  api:figures-evidence-pdf         L + + + + + + + + +
GET  api:figures-evidence-xlsx        L + + + + + + + + +
GET  api:figures-recap-pdf            L + + + + + F + + F
GET  api:notices                      L + + + + + + + + +
POST api:notices-read                 L + + + + + + + + +
GET  api:changes                      L + + + + + + + + +
GET  api:schema                       + + + + + + + + + +
GET  api:docs                         + + + + + + + + + +
GET  web:home                         L + + + + + + + + +
GET  web:sign_in                      + + + + + + + + + +
POST web:passkey_sign_in              + + + + + + + + + +
POST web:passkey_sign_in_options      + + + + + + + + + +
GET  web:activation                   + + + + + + + + + +
GET  web:sign_out                     L + + + + + + + + +
GET  web:account                      L + + + + + + + + +
GET  web:own_nik                      L + + + + + + + + +
GET  web:pin                          L + + + + + + + + +
GET  web:channels                     L + + + + + + + + +
POST web:channels                     L + + + + + + + + +
POST web:push_on                      L + + + + + + + + +
POST web:push_off                     L . . . . . . . . .
GET  web:service_worker               + + + + + + + + + +
GET  web:push_words                   L . . . . . . . . .
POST web:push_receipt                 . . . . . . . . . .
POST web:devices_out                  L + + + + + + + + +
POST web:device_out                   L . . . . . . . . .
GET  web:passkey                      L + + + + + + + + +
POST web:passkey_options              L + + + + + + + + +
POST web:passkey_out                  L . . . . . . . . .
GET  web:worktime                     L F F F F F F F F +
GET  web:worktime_hours               L F F F F F F F F +
POST web:worktime_hours               L F F F F F F F F +
GET  web:worktime_ramadan             L F F F F F F F F +
POST web:worktime_ramadan             L F F F F F F F F +
POST web:worktime_ramadan_gone        L F F F F F F F F .
GET  web:worktime_days                L F F F F F F F F +
POST web:worktime_days                L F F F F F F F F +
POST web:worktime_day_gone            L F F F F F F F F +
GET  web:worktime_policy              L F F F F F F F F +
POST web:worktime_policy              L F F F F F F F F +
GET  web:rosters                      L . + + + . . + + .
GET  web:roster                       L . . . . . . + + .
POST web:roster                       L . . . . . . + + .
POST web:shift_gone                   L . . . . . . + + .
GET  web:office                       L . . . . . . . + .
GET  web:office_unit                  L . . . . . . . + .
GET  web:office_person                L . . . . . . . + .
POST web:office_person_verb sign_out  L . . . . . . . + .
POST web:office_cards                 L . . . . . . . + .
GET  web:hats                         L + + + + + + + + +
GET  web:compose                      L + + + + + + + + +
GET  web:recipients                   L + + + + + + + + +
GET  web:reference                    L . + + + + + . + .
GET  web:groups                       L + + + + + + + + +
GET  web:new_group                    L + + + + + F + + F
POST web:new_group                    L + + + + + F + + F
GET  web:group_preview                L + + + + + + + + +
GET  web:group                        L + + + + + + + + +
POST web:group                        L F F F F F F F + F
POST web:delete_group                 L F F F F F F F + F
GET  web:order                        L . + + + + + . + .
GET  web:order_form                   L . + + + + + . + .
GET  web:share                        L . . . + + + . . .
GET  web:outside                      + + + + + + + + + +
GET  hooks:whatsapp                   F F F F F F F F F F
POST hooks:telegram                   . . . . . . . . . .
POST hooks:sms                        . . . . . . . . . .
GET  web:telegram                     L . . . . . . . . .
POST web:formalise                    L . F F + + + . + .
POST web:order_verb close             L . F F + + F . F .
POST web:order_verb comment           L . F F + + + . F .
GET  web:assignment                   L . + . + + + . . .
GET  web:report                       L . + . + + + . . .
POST web:seen                         L . + . + + + . . .
POST web:assignment_verb report       L . + . F F F . . .
POST web:assignment_verb accept       L . F . + + F . . .
GET  web:attachment                   L . + . + + + . . .
GET  web:thumbnail                    L . + . + + + . . .
GET  web:memos                        L + + + + + + + + +
GET  web:to_sign                      L + + + + + + + + +
POST web:sign_memos                   L + + + + + + + + +
GET  web:profile                      L F F F F F F F + +
GET  web:profile_edit                 L F F F F F F F + +
POST web:profile_edit                 L F F F F F F F + +
GET  web:profile_emblems              L F F F F F F F + +
POST web:profile_emblems              L F F F F F F F + +
GET  web:profile_preview              L F F F F F F F + +
GET  web:profile_sample               L F F F F F F F + +
POST web:memo_begin                   L + + + + + + + + +
GET  web:memo                         L . . . + + + + + .
GET  web:memo_pdf                     L . . . + + + + + .
GET  web:memo_file_copy               L . . . . . . . . .
POST web:memo_verb number             L . . . F F F F + .
GET  web:letters                      L + + + + + + + + +
GET  web:new_letter                   L . . . . . . . + .
POST web:new_letter                   L . . . . . . . + .
GET  web:letter                       L . + . + . + . + .
GET  web:letter_form                  L . . . + . . . . .
GET  web:letter_scan                  L . . . . . . . . .
POST web:letter_sheet                 L . . . + . F . + .
POST web:letter_verb file             L . F . + . F . + .
POST web:letter_verb dispose          L . F . + . F . F .
GET  web:books                        L . . . . . . . + +
GET  web:new_book                     L . . . . . . . + +
POST web:new_book                     L . . . . . . . + +
GET  web:book                         L . . . . . . . + .
GET  web:book_change                  L . . . . . . . + +
POST web:book_change                  L . . . . . . . + +
POST web:book_reserve                 L . . . . . . . + .
GET  web:book_file                    L . . . . . . . + .
GET  web:expedition                   L . . . . . . . + .
GET  web:expedition_file              L . . . . . . . + .
GET  web:codes                        L . . . . . . . + +
GET  web:codes_import                 L . . . . . . . + +
POST web:codes_import                 L . . . . . . . + +
GET  web:codes_checked                L . . . . . . . . +
POST web:codes_checked                L . . . . . . . + +
POST web:codes_discard                L . . . . . . . + +
GET  web:transfers                    L . . . . . . . + .
POST web:transfers                    L . . . . . . . + .
GET  web:transfer_package             L . . . . . . . . .
POST web:memo_copy                    L . . . F F F F + .
POST web:memo_copy_drop               L . . . + + + + + .
POST web:memo_preview                 L . . . F F F F + .
GET  web:memo_texts                   L + + + + + + + + +
GET  web:memo_text_new                L + + + + + + + + +
POST web:memo_text_new                L + + + + + + + + F
GET  web:memo_text                    L . . . . . . . + .
POST web:memo_text                    L . . . . . . . + F
GET  web:memo_text_words              L . . . . . . . + .
POST web:memo_text_remove             L . . . . . . . + .
GET  web:chronology                   L . + + + + + . F .
POST web:chronology_print             L . + + + + F . F .
GET  web:my_chronology                L + + + + + + + + +
POST web:my_chronology_print          L + + + + + + + + F
GET  web:printout                     L . . . + . . . . .
GET  web:inspections                  L + + + + + + + + +
GET  web:inspection_register          L . . . . . . . + .
POST web:inspection_register          L F F F F F F F + F
GET  web:inspection                   L . . . + . . + + .
POST web:inspection_look              L . . . F . . F F .
GET  web:inspection_reading 1         L . . . . . . . . .
GET  web:inspection_pdf 1             L . . . . . . . . .
POST web:inspection_verb extend       L . . . F . . F + .
POST web:inspection_verb end          L . . . + . . + + .
GET  web:figures                      L + + + + + + + + +
GET  web:figures_given                L + + + + + + + + +
GET  web:figures_recap                L + + + + + F + + F
GET  web:evidence_pdf                 L + + + + + + + + +
GET  web:evidence_xlsx                L + + + + + + + + +
GET  web:absences                     L + + + + + + + + +
GET  web:new_absence                  L + + + + + + + + +
GET  web:absence                      L . + . . . . . . .
POST web:absence_verb shorten         L . + . . . . . . .
POST web:absence_verb cancel          L . + . . . . . . .
GET  web:delegations                  L + + + + + + + + +
GET  web:new_delegation               L + + + + + F + + F
POST web:end_delegation               L + + + + + + + + +
GET  web:organisation                 L F F F F F F F F +
GET  web:organisation_import          L F F F F F F F F +
GET  web:organisation_checked         L F F F F F F F F +
POST web:organisation_discard         L F F F F F F F F +
GET  web:organisation_faults          L F F F F F F F F +
GET  web:organisation_changes         L F F F F F F F F +
GET  web:organisation_blank           L F F F F F F F F +
GET  web:reshuffles                   L . . . . . . . . .
GET  web:reshuffle_new                L . . . . . . . . .
POST web:reshuffle_new                L . . . . . . . . .
GET  web:reshuffle_sample             L . . . . . . . . .
GET  web:reshuffle                    L . . . . . . . . .
POST web:reshuffle_verb decide        L . . . . . . . . .
POST web:reshuffle_verb withdraw      L . . . . . . . . .
GET  web:reshuffle_sheets             L . . . . . . . . .
GET  web:handover                     L . . + . . . + . .
GET  web:handovers                    L + + + + + + + + +
GET  web:silent                       L + + + + + + + + +
GET  web:link                         . . . . . . . . . .
POST web:link                         . . . . . . . . . .
POST web:link_close                   + + + + + + + + + +
GET  web:verify                       + + + + + + + + + +
POST web:verify                       + + + + + + + + + +
GET  web:verify_code                  . . . . . . . . . .
GET  web:morning                      L + + + + + + + + +
POST web:morning_switch               L + + + + + + + + +
GET  web:deliveries                   L + + + + + + + + +
GET  web:delivery                     L . . . + + + . + .
POST web:delivery_record              L . . . F F F . F .
POST web:delivery_print               L . . . + + F . + .
POST web:delivery_verb take           L . . . F F F . F .
POST web:delivery_verb cancel         L . . . + + F . F .
GET  web:delivery_signature           L . . . . . . . . .
GET  web:delivery_photo               L . . . . . . . . .
GET  web:send_by_hand                 L . . . + + + . . .
POST web:send_by_hand                 L . . . + + F . . .
POST web:ask_explanation              L . . . + + + . . .
GET  web:trial                        L . . . + . . + + .
GET  web:notices                      L + + + + + + + + +
GET  web:search                       L + + + + + + + + +
GET  web:search_memos                 L + + + + + + + + +
GET  web:search_filter                L + + + + + + + + +
GET  web:export                       L + + + + + + + + +
GET  web:more                         L + + + + + + + + +
GET  healthz                          + + + + + + + + + +
GET  readyz                           + + + + + + + + + +
GET  metrics                          . . . . . . . . . .
GET  admin:login                      L F F F F F F F F +
"""

# Walked elsewhere: sign-in itself (tests/accounts), Django's own admin pages (their
# door stands for them), the catch-all of unknown addresses, the gallery (invented data, demo only), and the page
# of a draft, which has nobody but its giver (tests/web).
ELSEWHERE = {"login", "session", "nowhere", "gallery", "gallery_page", "edit_draft"}


@dataclass(frozen=True)
class World:
    """What the matrix is walked over."""

    people: dict[str, Member | Outsider]
    keys: dict[str, str]
    given: dict[str, Any]


def rows() -> Iterator[tuple[str, str, str, list[str]]]:
    """Method, URL name, verb and cells of every row."""
    for line in MATRIX.strip().splitlines()[1:]:
        method, name, *rest = line.split()
        cells = rest[-len(WHO) :]
        verb = rest[0] if len(rest) > len(WHO) else ""
        yield method, name, verb, cells


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """What is walked, made once for all rows: whatever a call changes is rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield made()
        transaction.set_rollback(True)


def made() -> World:
    """An order of the bupati with a reported share, a photo, a memo in draft, and K retiring."""
    people = cast()
    setda = Unit.objects.get(code="setda")
    Position.objects.filter(pk=people.kabag_umum.position.pk).update(administers=setda)
    book = register()
    order = order_to(
        people.camat_pelawan,
        people.camat_limun,
        giver=people.bupati,
        controller=str(people.asisten.position.public_id),
        needs_paper=True,
    )
    share = share_of(order, people.camat_pelawan)
    photo = intake.receive(
        io.BytesIO(picture()), name="foto.jpg", person_id=people.camat_pelawan.person.pk, at=AT
    )
    actions.report(
        str(share.public_id),
        actor=actor(people.camat_pelawan.person),
        at=AT,
        note="Selesai.",
        attachments=[photo.public_id],
    )
    memo = memos.formalise(str(order.public_id), actor=actor(people.kabag_umum.person), at=AT)
    desk = actor(people.kabag_umum.person)
    text = texts.keep(
        texts.Text(name="Penutup", html="<p>Demikian.</p>"), actor=desk, hat=desk.hats[0], at=AT
    )
    group = people_group(people.camat_pelawan)
    inspection = registered(people, inspectorate().inspector)
    paper = printing.print_order(
        str(order.public_id), actor=actor(people.bupati.person), at=AT, as_of=AT
    )
    away = absences.register(
        Away("cuti", AT.date(), AT.date() + timedelta(days=4)),
        actor=actor(people.camat_pelawan.person),
        at=AT,
    )
    lists = [TableFile("unit.csv", b"kode,nama,jenis,induk\n")]
    batch = drafts.hand_in(lists, person=people.administrator.person, at=timezone.now())
    office = offices.office_for(people)
    retires = offices.line(people.camat_limun, leaves=people.camat_limun, note="pensiun")
    reshuffle = offices.decided(office, retires)
    left = people.camat_limun.position.public_id
    watch = NewShift(people.sekda.person.public_id, AT, AT + timedelta(hours=8))
    (shift,) = oncall.plan(setda.public_id, [watch], actor=actor(people.kabag_umum.person), at=AT)
    carrier = courier(people)
    hand = give(
        as_silent(share_of(order, people.camat_limun)), people.bupati, carrier.position, at=AT
    )
    incoming = incoming_letter(people)
    disposed(incoming, people, people.camat_pelawan)
    return World(
        {
            "X": people.stranger,
            "R": people.camat_pelawan,
            "K": people.camat_limun,
            "G": people.bupati,
            "C": people.asisten,
            "J": people.ajudan,
            "S": people.sekda,
            "D": people.kabag_umum,
            "M": people.administrator,
        },
        {
            "instruction": str(order.public_id),
            "assignment": str(share.public_id),
            "attachment": str(photo.public_id),
            "memo": str(memo.subject.public_id),
            "text": str(text.public_id),
            "group": group,
            "inspection": str(inspection.public_id),
            "printout": str(paper.public_id),
            "reference": order.reference,
            "format": "xlsx",
            "absence": str(away.public_id),
            "batch": str(batch),
            "blank": "unit.csv",
            "reshuffle": str(reshuffle.public_id),
            "handover": f"{reshuffle.public_id} {left}",
            "unit": str(setda.public_id),
            "person": str(people.sekda.person.public_id),
            "season": "biasa",
            "memo_type": "nota_dinas",
            "shift": str(shift.public_id),
            "device": str(uuid4()),
            "passkey": "1",
            "link": "A" * 22,
            "code": "A" * 10,
            "check": "A" * 10,
            "transfer": str(uuid4()),
            "hand": str(hand.public_id),
            "letter": str(incoming.public_id),
            "book": str(book.public_id),
            "book_file": f"{book.public_id} xlsx",
        },
        {
            **INPUT,
            "recipients": [{"position": str(people.sekcam_pelawan.position.public_id)}],
            "target": str(people.kadis_kesehatan.position.public_id),
            "shares": [str(share.public_id)],
            "assignment": str(share.public_id),
            "carrier": str(carrier.position.public_id),
            "addressee": str(people.bupati.position.public_id),
            "sender": "Balai",
            "hal": "Data",
            "passphrase": "Bukan-Rahasia-7",
            "unit": str(setda.public_id),
            "types": ["nota_dinas"],
            "count": 1,
            "person": str(people.stranger.person.public_id),
            "why": "cuti",
        },
    )


def people_group(member: Member) -> str:
    """A recipient list with one position; its public id."""
    from accounts.models import RecipientList

    made = RecipientList.objects.create(name="Semua camat", noun="camat")
    made.positions.add(member.position)
    return str(made.public_id)


KIND_OF_WEB = {
    "reference": "reference",
    "outside": "reference",
    "share": "instruction",
    "export": "format",
    "group": "group",
    "delete_group": "group",
    "order": "instruction",
    "order_form": "instruction",
    "formalise": "instruction",
    "order_verb": "instruction",
    "assignment": "assignment",
    "report": "assignment",
    "seen": "assignment",
    "assignment_verb": "assignment",
    "attachment": "attachment",
    "thumbnail": "attachment",
    "chronology": "instruction",
    "chronology_print": "instruction",
    "printout": "printout",
    "inspection": "inspection",
    "inspection_look": "inspection",
    "inspection_reading": "inspection",
    "inspection_pdf": "inspection",
    "inspection_verb": "inspection",
    "absence": "absence",
    "absence_verb": "absence",
    "profile_sample": "memo_type",
    "memo": "memo",
    "memo_pdf": "memo",
    "memo_file_copy": "memo",
    "memo_verb": "memo",
    "memo_copy": "memo",
    "memo_copy_drop": "memo",
    "memo_preview": "memo",
    "memo_text": "text",
    "memo_text_words": "text",
    "memo_text_remove": "text",
    "organisation_checked": "batch",
    "organisation_discard": "batch",
    "organisation_faults": "batch",
    "organisation_changes": "batch",
    "organisation_blank": "blank",
    "reshuffle": "reshuffle",
    "reshuffle_verb": "reshuffle",
    "reshuffle_sheets": "reshuffle",
    "handover": "handover",
    "office_unit": "unit",
    "office_person": "person",
    "office_person_verb": "person",
    "worktime_hours": "season",
    "roster": "unit",
    "shift_gone": "shift",
    "device_out": "device",
    "push_off": "device",
    "push_words": "device",
    "push_receipt": "device",
    "delivery": "hand",
    "delivery_record": "hand",
    "delivery_print": "hand",
    "delivery_verb": "hand",
    "delivery_signature": "hand",
    "delivery_photo": "hand",
    "send_by_hand": "assignment",
    "ask_explanation": "assignment",
    "passkey_out": "passkey",
    "letter": "letter",
    "letter_form": "letter",
    "letter_scan": "letter",
    "letter_sheet": "letter",
    "letter_verb": "letter",
    "book": "book",
    "book_change": "book",
    "book_reserve": "book",
    "book_file": "book_file",
    "expedition_file": "format",
    "codes_checked": "batch",
    "codes_discard": "batch",
    "link": "link",
    "verify_code": "code",
    "transfer_package": "device",
}


def address(name: str, verb: str, keys: dict[str, str]) -> str:
    """The URL of a row."""
    space, _, short = name.rpartition(":")
    if space == "api":
        kind = short.partition("-")[0]
        plural = short in {
            "instructions",
            "instructions-export",
            "assignments",
            "attachments",
            "memos",
            "letters",
            "texts",
            "groups",
            "devices",
            "hand-deliveries",
        }
        takes = kind in keys and not plural
        url = reverse(name, kwargs={"key": keys[kind]}) if takes else reverse(name)
        return url + QUERY.get(name, "")
    kind = KIND_OF_WEB.get(short, "") if space == "web" else ""
    arguments = [*keys[kind].split(), *([verb] if verb else [])] if kind else []
    # The page of a verb's form says which verb in its query.
    query = {"order_form": "?untuk=reopen", "letter_form": "?untuk=dispose"}.get(short, "")
    return reverse(name, args=arguments) + query


# What an address cannot do without: the first entry of a surat tugas, which is no look.
QUERY = {"api:inspection-reading": "?look=1"}

# Every verb takes what it needs of this; without it the shape is refused before anybody looks.
INPUT = {
    "outcome": "tidak_di_tempat",
    "note": "Baik.",
    "reason": "Cukup.",
    "question": "Sampai kapan?",
    "answer": "Sampai besok.",
    "name": "Kelompok baru",
    "promised_at": "2099-01-01T08:00:00+07:00",
    "number": "700/1/2026",
    "basis": "PKPT",
    "dated": "2026-11-20",
    "day": "2026-11-20",
    "starts_on": "2026-11-23",
    "ends_on": "2099-01-01",
    "finish_by": "2099-01-01T08:00:00+07:00",
    "until": "2099-01-01T08:00:00+07:00",
    "classification": "terbatas",
    "html": "<p>Isi.</p>",
    "base": 1,
    "effective_on": "2026-12-01",
}


def call(
    method: str, name: str, url: str, client: Client, headers: dict[str, str], given: dict[str, Any]
) -> Any:
    """Send what a client would: JSON to the API, a form to a page."""
    if method == "GET":
        return client.get(url, headers=headers)
    if name.startswith("api:"):
        return client.generic(method, url, json.dumps(given), "application/json", headers=headers)
    return client.post(url, {"kunci": str(uuid4()), **INPUT})


def verdict(response: Any) -> str:
    """The letter of an answer."""
    status = response.status_code
    assert status < 500, response.content[:2000]
    if response.streaming:
        b"".join(response.streaming_content)
    to_sign_in = status == 302 and "/masuk/" in response["Location"]
    if status == 401 or to_sign_in:
        return "L"
    return {403: "F", 404: "."}.get(status, "+")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "name", "verb", "cells"), list(rows()), ids=lambda value: str(value)[:40]
)
def test_walk(method: str, name: str, verb: str, cells: list[str], world: World) -> None:
    url = address(name, verb, world.keys)
    seen = {}
    for letter in WHO:
        client, headers = Client(), {}
        member = world.people.get(letter)
        if member is not None and name.startswith("api:"):
            headers = app(member).headers
        elif member is not None:
            client.force_login(member.person)
        with transaction.atomic():
            before = Entry.objects.count()
            seen[letter] = verdict(call(method, name, url, client, headers, world.given))
            if seen[letter] != "+":
                assert Entry.objects.count() == before, letter
            transaction.set_rollback(True)
    assert seen == dict(zip(WHO, cells, strict=True))


def names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    """Names of all addresses, Django's admin left to its one row."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{space}:{entry.name}" if space else str(entry.name)
        elif entry.namespace != "admin":
            yield from names(entry, entry.namespace or space)


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    walked = {name for _method, name, _verb, _cells in rows()} - {"admin:login"}
    there = {name for name in names(get_resolver()) if name.rpartition(":")[2] not in ELSEWHERE}
    assert walked == there
