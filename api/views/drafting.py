"""Writing a memo: what the editor keeps on the way, the paper while it is written, saved texts."""

import hashlib
from typing import ClassVar
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.request import Request

from api import drafting_shapes as forms
from api import outputs, shapes
from api.endpoint import Endpoint, answer_of
from api.group_shapes import Deleted
from api.outputs import ROOT
from api.paging import page
from api.schema import Contract
from memos.body import texts, working
from memos.body.models import TextTemplate
from memos.body.previewing import preview
from memos.body.working import Typed
from workflow import door
from workflow.actors import Hat
from workflow.refusals import HAT_ENDED, Refused
from workflow.requests import Answer

PDF = "application/pdf"


class WorkingCopy(Endpoint):
    """The caller's own working copy of one memo; it is no history and changes no memo."""

    http_method_names = ("get", "head", "put", "delete")
    contracts: ClassVar = {
        "GET": Contract("get_working_copy", "Salinan kerja saya", forms.WorkingCopyOut),
        "PUT": Contract(
            "keep_working_copy",
            "Simpan salinan kerja; yang disimpan di tempat lain tidak ditimpa",
            forms.WorkingCopyOut,
            request=forms.CopyIn,
        ),
        "DELETE": Contract("drop_working_copy", "Buang salinan kerja", forms.WorkingCopyOut),
    }

    def get(self, request: Request, key: UUID) -> HttpResponse:
        """What the editor opens with; for whoever may change the memo now."""
        return self.reply(self._shown(key))

    def put(self, request: Request, key: UUID) -> HttpResponse:
        """412 `copy_stale` where a newer revision was kept elsewhere: both are there."""
        typed = Typed(**self.given())

        def work() -> Answer:
            working.keep(str(key), typed, actor=self.actor, at=self.at)
            return answer_of(self._shown(key))

        return self.write(work)

    def delete(self, request: Request, key: UUID) -> HttpResponse:
        """The memo's own words come back."""

        def work() -> Answer:
            memo = working.writable(str(key), actor=self.actor, at=self.at)
            working.drop(str(key), self.actor.person_id)
            return answer_of(forms.copy_out(memo, None))

        return self.write(work)

    def _shown(self, key: UUID) -> outputs.Json:
        memo = working.writable(str(key), actor=self.actor, at=self.at)
        return forms.copy_out(memo, working.copy_of(memo, self.actor.person_id))


class MemoPreview(Endpoint):
    """The paper of words that are not saved."""

    contracts: ClassVar = {
        "POST": Contract(
            "preview_memo",
            "Pratinjau PDF dari kata-kata yang belum disimpan",
            request=forms.PreviewIn,
            media=PDF,
        )
    }

    def post(self, request: Request, key: UUID) -> HttpResponse:
        """Marked KONSEP; nothing is kept, neither the paper nor an entry."""
        memo = working.writable(str(key), actor=self.actor, at=self.at)
        typed = forms.typed_of(memo, dict(self.given()))
        data = preview(memo, typed, on=timezone.localdate(self.at))
        headers = {
            "Content-Type": PDF,
            "Content-Disposition": 'inline; filename="konsep.pdf"',
            "ETag": f'"{hashlib.sha256(data).hexdigest()[:32]}"',
        }
        return HttpResponse(data, headers=headers)


class TextEndpoint(Endpoint):
    """What the endpoints of saved texts share."""

    http_method_names = ("get", "head", "post", "put", "delete")

    def done(self, row: TextTemplate, *, status: int = 200) -> Answer:
        """The answer to a write."""
        location = f"{ROOT}/memo-texts/{row.public_id}" if status == 201 else ""  # noqa: PLR2004 - Created
        return answer_of(forms.text_out(row, self.actor), status=status, location=location)

    def owner(self, *, for_all: bool) -> Hat:
        """The hat whose unit gets a new text. Raises Refused `choose_hat`, `hat_ended`."""
        hats = [self.actor.hat] if self.actor.hat is not None else list(self.actor.hats)
        desk = [hat for hat in hats if "registers" in hat.duties]
        if for_all and desk:
            return desk[0]
        ask = _("Pilih jabatan pemilik teks.")
        return door.one_hat(hats, self.actor, otherwise=lambda: HAT_ENDED, ask=ask)


class MemoTexts(TextEndpoint):
    """All texts one may begin from; keeping one."""

    contracts: ClassVar = {
        "GET": Contract(
            "list_memo_texts",
            "Teks tersimpan unit saya dan untuk semua unit",
            shapes.paged(forms.MemoText),
            query=forms.TextsAsked,
        ),
        "POST": Contract(
            "create_memo_text", "Simpan teks", forms.MemoText, request=forms.TextIn, status=201
        ),
    }

    def get(self, request: Request) -> HttpResponse:
        """By name; one statement."""
        asked = self.asked()
        rows = texts.readable(self.actor, memo_type=asked.get("memo_type", ""))
        found = page(rows, by=("name", "id"), cursor=asked["cursor"], limit=asked["limit"])
        results = [forms.text_out(row, self.actor) for row in found.rows]
        return self.reply(outputs.listed(results, found.next))

    def post(self, request: Request) -> HttpResponse:
        """For the unit of the hat, or from the sekretariat for all."""
        text = forms.text_of(dict(self.given()))
        hat = self.owner(for_all=text.for_all)
        return self.write(
            lambda: self.done(texts.keep(text, actor=self.actor, hat=hat, at=self.at), status=201)
        )


class MemoText(TextEndpoint):
    """One text; replacing and deleting it."""

    contracts: ClassVar = {
        "GET": Contract("get_memo_text", "Satu teks tersimpan", forms.MemoText),
        "PUT": Contract(
            "replace_memo_text", "Ganti teks tersimpan", forms.MemoText, request=forms.TextIn
        ),
        "DELETE": Contract("delete_memo_text", "Hapus teks; naskahnya tetap", Deleted),
    }

    def get(self, request: Request, key: UUID) -> HttpResponse:
        """With its words."""
        return self.reply(forms.text_out(texts.find(key, self.actor), self.actor))

    def put(self, request: Request, key: UUID) -> HttpResponse:
        """Everything but whose it is; `for_all` gives a text of one's unit to everybody."""
        texts.find(key, self.actor)
        if not self.actor.hats:
            raise Refused(HAT_ENDED)
        text, hat = forms.text_of(dict(self.given())), self.actor.hats[0]
        return self.write(
            lambda: self.done(texts.keep(text, actor=self.actor, hat=hat, at=self.at, key=key))
        )

    def delete(self, request: Request, key: UUID) -> HttpResponse:
        """Memos that began from it stay."""

        def work() -> Answer:
            texts.remove(key, actor=self.actor)
            return answer_of({"id": str(key)})

        return self.write(work)
