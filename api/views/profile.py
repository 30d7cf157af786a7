"""The profile of memos: what holds and why, who adopted what, and adopting a version."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from api import inputs, outputs, profile_shapes, shapes
from api.endpoint import Endpoint, answer_of
from api.outputs import Json
from api.paging import page
from api.schema import Contract
from memos.profiles import editing, keeper, reading
from memos.profiles.models import LetterProfile, ProfileVersion
from workflow.refusals import Refused
from workflow.requests import Answer


class ProfileEndpoint(Endpoint):
    """What the endpoints of the profile share; for its keepers alone."""

    def version(self) -> int:
        """How often something was adopted, for If-Match; 0 where only the built-in one is there."""
        return LetterProfile.objects.values_list("version", flat=True).first() or 0

    def shown(self, version: int) -> Json:
        """What holds today; five statements."""
        today = timezone.localdate(self.at)
        held = reading.on_day(today)
        row = ProfileVersion.objects.filter(label=held.label).first()
        later = [each for each in reading.versions() if each.effective_on > today]
        return profile_shapes.profile_out(held, row, version=version, later=later)


class MemoProfile(ProfileEndpoint):
    """The version in force."""

    contracts: ClassVar = {
        "GET": Contract(
            "get_memo_profile",
            "Profil naskah yang berlaku, setiap nilai dengan sumbernya",
            profile_shapes.MemoProfile,
        )
    }

    def get(self, request: Request) -> HttpResponse:
        """Every value, and what waits to hold."""
        keeper.require(self.actor, at=self.at)
        version = self.version()
        return self.reply(self.shown(version), version=version)


class Versions(ProfileEndpoint):
    """All versions; adopting one."""

    contracts: ClassVar = {
        "GET": Contract(
            "list_memo_profile_versions",
            "Riwayat profil naskah, yang terbaru lebih dahulu",
            shapes.paged(profile_shapes.ProfileVersionOut),
            query=inputs.Paged,
        ),
        "POST": Contract(
            "adopt_memo_profile",
            "Tetapkan profil naskah; nilai yang tidak dikirim tetap",
            profile_shapes.MemoProfile,
            request=profile_shapes.VersionIn,
            status=201,
            versioned=True,
        ),
    }

    def get(self, request: Request) -> HttpResponse:
        """Who adopted what when, on what basis; two statements."""
        keeper.require(self.actor, at=self.at)
        asked = self.asked()
        rows = ProfileVersion.objects.select_related("made_by", "position")
        found = page(rows, by=("-id",), cursor=asked["cursor"], limit=asked["limit"])
        before = None
        if found.next:
            older = ProfileVersion.objects.filter(pk__lt=found.rows[-1].pk)
            before = older.order_by("-pk").first()
        results = profile_shapes.versions_out(found.rows, before)
        return self.reply(outputs.listed(results, found.next))

    def post(self, request: Request) -> HttpResponse:
        """From today or later; papers that have a number stay as they are."""
        keeper.require(self.actor, at=self.at)
        given, version = self.given(), self.if_version

        def work() -> Answer:
            now = self._adopted(given, version)
            return answer_of(self.shown(now), status=201, version=now)

        return self.write(work)

    def _adopted(self, given: Mapping[str, Any], version: int | None) -> int:
        """The version after it; a refused value is named where it was sent."""
        day = given["effective_on"]
        values = {**reading.on_day(day).values, **given["values"]}
        try:
            done = editing.adopt(
                values,
                effective_on=day,
                basis=given["basis"],
                actor=self.actor,
                at=self.at,
                if_version=version,
            )
        except Refused as found:
            refusal = found.refusal
            if refusal.field not in values:
                raise
            raise Refused(replace(refusal, field=f"values/{refusal.field}")) from found
        return done.subject.version
