"""The addresses of the API, version 1. Verbs come from the registry in verbs.py."""

from django.urls import path, re_path

from api.endpoint import Nowhere
from api.oversight_verbs import INSPECTION_VERBS
from api.verbs import MEMO_VERBS, ORDER_VERBS, SHARE_VERBS
from api.views import (
    books,
    changes,
    channels,
    checks,
    docs,
    drafting,
    figures,
    files,
    groups,
    hand_deliveries,
    letters,
    memos,
    mornings,
    notices,
    orders,
    oversight,
    people,
    presence,
    profile,
    shares,
    signing,
    transfers,
)
from memos.books.files import Format

app_name = "api"

ORDER = "instructions/<uuid:key>"
SHARE = "assignments/<uuid:key>"
FILE = "attachments/<uuid:key>"
MEMO = "memos/<uuid:key>"
INSPECTION = "inspections/<uuid:key>"
LETTER = "letters/<uuid:key>"
ABSENCE = "absences/<uuid:key>"
BOOK = "books/<uuid:key>"
HAND = "hand-deliveries/<uuid:key>"

urlpatterns = [
    path("me", people.Me.as_view(), name="me"),
    path("morning", mornings.Morning.as_view(), name="morning"),
    path("me/digest", mornings.MyDigest.as_view(), name="digest"),
    path("me/channels", channels.MyChannels.as_view(), name="channels"),
    path("devices", channels.Devices.as_view(), name="devices"),
    path("devices/<uuid:key>", channels.Device.as_view(), name="device"),
    path("units", people.Units.as_view(), name="units"),
    path("positions", people.Positions.as_view(), name="positions"),
    path("groups", groups.Groups.as_view(), name="groups"),
    path("groups/<uuid:key>", groups.Group.as_view(), name="group"),
    path("deadlines", people.Deadlines.as_view(), name="deadlines"),
    path("instructions", orders.Orders.as_view(), name="instructions"),
    path("instructions/export", orders.OrdersExport.as_view(), name="instructions-export"),
    path(ORDER, orders.Order.as_view(), name="instruction"),
    path(f"{ORDER}/timeline", orders.OrderTimeline.as_view(), name="instruction-timeline"),
    path(f"{ORDER}/chronology", oversight.OrderChronology.as_view(), name="instruction-chronology"),
    path(f"{ORDER}/assignments", orders.OrderShares.as_view(), name="instruction-assignments"),
    path(f"{ORDER}/remind", orders.OrderReminder.as_view(), name="instruction-remind"),
    path(f"{ORDER}/accept_all", orders.OrderAcceptance.as_view(), name="instruction-accept_all"),
    path(f"{ORDER}/formalise", memos.Formalise.as_view(), name="instruction-formalise"),
    *(
        path(
            f"{ORDER}/{verb.name}",
            orders.OrderVerb.as_view(verb=verb),
            name=f"instruction-{verb.name}",
        )
        for verb in ORDER_VERBS
    ),
    path("assignments", shares.Inbox.as_view(), name="assignments"),
    path(SHARE, shares.Share.as_view(), name="assignment"),
    path(f"{SHARE}/assignments", orders.SharesBelow.as_view(), name="assignment-assignments"),
    path(f"{SHARE}/timeline", shares.ShareTimeline.as_view(), name="assignment-timeline"),
    *(
        path(
            f"{SHARE}/{verb.name}",
            shares.ShareVerb.as_view(verb=verb),
            name=f"assignment-{verb.name}",
        )
        for verb in SHARE_VERBS
    ),
    path("attachments", files.Uploads.as_view(), name="attachments"),
    path(FILE, files.File.as_view(), name="attachment"),
    path(f"{FILE}/content", files.FileContent.as_view(), name="attachment-content"),
    path(f"{FILE}/thumbnail", files.FileThumbnail.as_view(), name="attachment-thumbnail"),
    path(f"{SHARE}/offers", hand_deliveries.ShareOffers.as_view(), name="assignment-offers"),
    path("hand-deliveries", hand_deliveries.HandDeliveries.as_view(), name="hand-deliveries"),
    path(HAND, hand_deliveries.HandDeliveryItem.as_view(), name="hand-delivery"),
    path(
        f"{HAND}/record", hand_deliveries.HandDeliveryRecord.as_view(), name="hand-delivery-record"
    ),
    path(f"{HAND}/print", hand_deliveries.HandDeliveryPrint.as_view(), name="hand-delivery-print"),
    *(
        path(
            f"{HAND}/{which}",
            hand_deliveries.HandDeliveryPicture.as_view(which=which),
            name=f"hand-delivery-{which}",
        )
        for which in ("signature", "photo")
    ),
    *(
        path(
            f"{HAND}/{verb.name}",
            hand_deliveries.HandDeliveryVerb.as_view(verb=verb),
            name=f"hand-delivery-{verb.name}",
        )
        for verb in hand_deliveries.HAND_VERBS
    ),
    path("letters", letters.Letters.as_view(), name="letters"),
    path(LETTER, letters.Letter.as_view(), name="letter"),
    path(f"{LETTER}/scan", letters.LetterScan.as_view(), name="letter-scan"),
    path(f"{LETTER}/print", letters.LetterPrint.as_view(), name="letter-print"),
    *(
        path(
            f"{LETTER}/{verb.name}",
            letters.LetterVerb.as_view(verb=verb),
            name=f"letter-{verb.name}",
        )
        for verb in letters.LETTER_VERBS
    ),
    path("checks", checks.Checks.as_view(), name="checks"),
    path("checks/<slug:key>", checks.Check.as_view(), name="check"),
    path("transfers", transfers.Transfers.as_view(), name="transfers"),
    path("transfers/count", transfers.TransferCounted.as_view(), name="transfers-count"),
    path(
        "transfers/<uuid:key>/package",
        transfers.TransferPackage.as_view(),
        name="transfer-package",
    ),
    path("absences", presence.Absences.as_view(), name="absences"),
    path(ABSENCE, presence.AbsenceItem.as_view(), name="absence"),
    *(
        path(
            f"{ABSENCE}/{verb.name}",
            presence.AbsenceVerb.as_view(verb=verb),
            name=f"absence-{verb.name}",
        )
        for verb in presence.ABSENCE_VERBS
    ),
    path("delegations", presence.Delegations.as_view(), name="delegations"),
    path("delegations/end", presence.DelegationsEnd.as_view(), name="delegations-end"),
    path("books", books.Books.as_view(), name="books"),
    path("books/expedition", books.Expedition.as_view(), name="expedition"),
    *(
        path(
            f"books/expedition.{kind.value}",
            books.ExpeditionFile.as_view(kind=kind),
            name=f"expedition-{kind.value}",
        )
        for kind in Format
    ),
    path(BOOK, books.BookItem.as_view(), name="book"),
    path(f"{BOOK}/lines", books.BookLines.as_view(), name="book-lines"),
    path(f"{BOOK}/reserved", books.BookReserve.as_view(), name="book-reserved"),
    *(
        path(
            f"{BOOK}/file.{kind.value}",
            books.BookFile.as_view(kind=kind),
            name=f"book-{kind.value}",
        )
        for kind in Format
    ),
    path("memos", memos.Memos.as_view(), name="memos"),
    path(MEMO, memos.MemoItem.as_view(), name="memo"),
    path(f"{MEMO}/working-copy", drafting.WorkingCopy.as_view(), name="memo-working-copy"),
    path(f"{MEMO}/preview", drafting.MemoPreview.as_view(), name="memo-preview"),
    path("memo-texts", drafting.MemoTexts.as_view(), name="texts"),
    path("memo-texts/<uuid:key>", drafting.MemoText.as_view(), name="text"),
    path("memo-profile", profile.MemoProfile.as_view(), name="memo_profile"),
    path("memo-profile/versions", profile.Versions.as_view(), name="memo_profile-versions"),
    path(f"{MEMO}/pdf", memos.MemoPdf.as_view(), name="memo-pdf"),
    path(f"{MEMO}/sign", signing.MemoSign.as_view(), name="memo-sign"),
    path(f"{MEMO}/print_for_signing", memos.MemoPrint.as_view(), name="memo-print_for_signing"),
    *(
        path(f"{MEMO}/{verb.name}", memos.MemoVerb.as_view(verb=verb), name=f"memo-{verb.name}")
        for verb in MEMO_VERBS
    ),
    path("me/chronology", oversight.MyChronology.as_view(), name="me-chronology"),
    path("inspections", oversight.Inspections.as_view(), name="inspections"),
    path(INSPECTION, oversight.InspectionItem.as_view(), name="inspection"),
    path(f"{INSPECTION}/scope", oversight.Scope.as_view(), name="inspection-scope"),
    path(f"{INSPECTION}/looks", oversight.Looks.as_view(), name="inspection-looks"),
    path(f"{INSPECTION}/look", oversight.Look.as_view(), name="inspection-look"),
    path(f"{INSPECTION}/reading", oversight.Reading.as_view(), name="inspection-reading"),
    *(
        path(
            f"{INSPECTION}/{verb.name}",
            oversight.InspectionVerb.as_view(verb=verb),
            name=f"inspection-{verb.name}",
        )
        for verb in INSPECTION_VERBS
    ),
    path("classification-codes", memos.ClassificationCodes.as_view(), name="classification-codes"),
    path("figures/mine", figures.Mine.as_view(), name="figures-mine"),
    path("figures/given", figures.Given.as_view(), name="figures-given"),
    path("figures/evidence", figures.Evidence.as_view(), name="figures-evidence"),
    path("figures/evidence.pdf", figures.EvidencePdf.as_view(), name="figures-evidence-pdf"),
    path("figures/evidence.xlsx", figures.EvidenceXlsx.as_view(), name="figures-evidence-xlsx"),
    path("figures/recap.pdf", figures.RecapPdf.as_view(), name="figures-recap-pdf"),
    path("notices", notices.Notices.as_view(), name="notices"),
    path("notices/read", notices.NoticesRead.as_view(), name="notices-read"),
    path("changes", changes.Changes.as_view(), name="changes"),
    path("schema", docs.Schema.as_view(), name="schema"),
    path("docs", docs.Docs.as_view(), name="docs"),
    re_path("", Nowhere.as_view(), name="nowhere"),
]
