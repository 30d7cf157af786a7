"""Figures of one's own and of what one gave, and the papers of both."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django.http import HttpResponse
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request

from api import figure_shapes, outputs, shapes
from api.endpoint import Endpoint
from api.figure_outputs import figure_out, group_out, period_out, point_out, proof_out
from api.schema import Contract
from instructions.figures import evidence, recap, summary
from instructions.figures.evidence import Proof
from memos import reports

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
YEARS = range(2000, 2200)
BY = ("unit", "position")


class Days(serializers.Serializer[Any]):
    """How far back, in days of the regency."""

    period = serializers.IntegerField(
        required=False, default=summary.PERIOD, min_value=1, max_value=summary.LONGEST
    )


class GivenAsked(Days):
    """How far back, and by what."""

    by = serializers.ChoiceField(BY, required=False, default="unit")


class MonthAsked(serializers.Serializer[Any]):
    """A calendar month; without one this month."""

    month = serializers.RegexField(r"^20[0-9]{2}-(0[1-9]|1[0-2])$", required=False)


class WeekAsked(serializers.Serializer[Any]):
    """Any day of a week; without one the last whole week."""

    week = serializers.DateField(required=False)

    def validate_week(self, value: date) -> date:
        """Within the years a regency has orders of."""
        if value.year not in YEARS:
            raise serializers.ValidationError(code="date_out_of_range")
        return value


class Mine(Endpoint):
    """One's own figures."""

    contracts: ClassVar = {
        "GET": Contract(
            "figures_mine",
            "Angka sendiri: waktu menjawab dan menyelesaikan, dalam jabatan apa pun",
            figure_shapes.FiguresMine,
            query=Days,
        )
    }

    def get(self, request: Request) -> HttpResponse:
        """Of the person, whatever the hat; seven statements."""
        days = self.asked()["period"]
        mine = summary.mine(self.actor, days=days, at=self.at)
        return self.reply(
            {
                "period": period_out(days, mine.window),
                "total": figure_out(mine.total),
                "weeks": [point_out(point) for point in mine.weeks],
                "months": [point_out(point) for point in mine.months],
            }
        )


class Given(Endpoint):
    """Figures of what one gave."""

    contracts: ClassVar = {
        "GET": Contract(
            "figures_given",
            "Angka perintah yang diberikan, menurut unit atau jabatan",
            figure_shapes.FiguresGiven,
            query=GivenAsked,
        )
    }

    def get(self, request: Request) -> HttpResponse:
        """Of the named hat, or of all that are not lent; six statements."""
        asked = self.asked()
        given = summary.given(self.actor, days=asked["period"], at=self.at)
        lines = given.units if asked["by"] == "unit" else given.positions
        return self.reply(
            {
                "period": period_out(asked["period"], given.window),
                "by": asked["by"],
                "total": figure_out(given.total),
                "groups": [group_out(line) for line in lines],
                "weeks": [point_out(point) for point in given.weeks],
            }
        )


class EvidenceEndpoint(Endpoint):
    """What the three forms of bukti dukung share."""

    def month(self) -> date:
        """The first day of the month asked for."""
        asked = self.asked().get("month")
        today = timezone.localdate(self.at)
        return date.fromisoformat(f"{asked}-01") if asked else today.replace(day=1)

    def proofs(self, month: date) -> list[Proof]:
        """What the caller completed in a month; nine statements."""
        return evidence.of_month(self.actor, month, at=self.at)


class Evidence(EvidenceEndpoint):
    """Bukti dukung of a month."""

    contracts: ClassVar = {
        "GET": Contract(
            "figures_evidence",
            "Bukti dukung: perintah yang selesai dalam satu bulan",
            shapes.paged(figure_shapes.Proof),
            query=MonthAsked,
        )
    }

    def get(self, request: Request) -> HttpResponse:
        """The whole month at once, by time of acceptance."""
        return self.reply(outputs.listed(map(proof_out, self.proofs(self.month()))))


class EvidencePdf(EvidenceEndpoint):
    """Bukti dukung to print."""

    contracts: ClassVar = {
        "GET": Contract(
            "figures_evidence_pdf", "Bukti dukung sebagai PDF", query=MonthAsked, media=PDF
        )
    }

    def get(self, request: Request) -> HttpResponse:
        """A4 landscape."""
        month = self.month()
        proofs = self.proofs(month)
        data = reports.evidence_pdf(proofs, person=self.actor.person, month=month, at=self.at)
        return _file(data, f"bukti-{month:%Y-%m}.pdf", PDF)


class EvidenceXlsx(EvidenceEndpoint):
    """Bukti dukung as a workbook."""

    contracts: ClassVar = {
        "GET": Contract(
            "figures_evidence_xlsx", "Bukti dukung sebagai XLSX", query=MonthAsked, media=XLSX
        )
    }

    def get(self, request: Request) -> HttpResponse:
        """One sheet, a row per order."""
        month = self.month()
        proofs = self.proofs(month)
        data = reports.evidence_xlsx(proofs, person=self.actor.person, month=month, at=self.at)
        return _file(data, f"bukti-{month:%Y-%m}.xlsx", XLSX)


class RecapPdf(Endpoint):
    """The recap of a week."""

    contracts: ClassVar = {
        "GET": Contract(
            "figures_recap_pdf", "Rekap mingguan untuk apel sebagai PDF", query=WeekAsked, media=PDF
        )
    }

    def get(self, request: Request) -> HttpResponse:
        """Of one hat. Raises Refused `not_yours`, `choose_hat`."""
        today = timezone.localdate(self.at)
        day = self.asked().get("week") or today - timedelta(days=7)
        actor = recap.for_giver(self.actor)
        shown = recap.of_week(actor, day, at=self.at)
        data = reports.recap_pdf(shown, actor=actor)
        monday = timezone.localdate(shown.window.start)
        return _file(data, f"rekap-{monday:%Y-%m-%d}.pdf", PDF)


def _file(data: bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Type": kind, "Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, headers=headers)
