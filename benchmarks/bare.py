"""The least work that answers the same questions: one set of plain Django views, one of DRF.

No hats, no rights beyond "addressed to me", no history, no replay of an answer, no refusals.
"""

import json
from typing import Any, ClassVar
from uuid import UUID

from django.db import transaction
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.authentication import SessionAuthentication
from rest_framework.generics import ListAPIView
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import Position
from benchmarks.models import BareOrder, BareShare
from instructions.clock import deadlines
from instructions.models import Urgency

# What a plain project needs for a session and a signed-in person.
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
PAGE = 50


def mine(person_id: int | None) -> "QuerySet[BareShare]":
    """Shares addressed to a position the person holds."""
    return BareShare.objects.filter(position__appointments__person=person_id)


def inbox(person_id: int | None) -> "QuerySet[BareShare]":
    """The first page, what waits for an answer first and then the newest."""
    group = Case(When(status="sent", then=Value(0)), default=Value(1), output_field=IntegerField())
    return mine(person_id).order_by(group, "-id")[:PAGE]


def acknowledge(person_id: int | None, key: UUID) -> BareShare:
    """Get the row, set the status, save."""
    rows = mine(person_id).select_related("order__giver", "position")
    share = get_object_or_404(rows, public_id=key)
    share.status, share.answered_at = "acknowledged", timezone.now()
    share.save(update_fields=["status", "answered_at"])
    return share


def issue(person_id: int | None, text: str, recipients: list[UUID]) -> BareOrder:
    """One order and a row for each recipient."""
    at = timezone.now()
    finish_by = deadlines(Urgency.NORMAL, at=at).finish_by
    giver = Position.objects.get(appointments__person=person_id)
    positions = Position.objects.filter(public_id__in=recipients)
    with transaction.atomic():
        order = BareOrder.objects.create(giver=giver, text=text, issued_at=at, finish_by=finish_by)
        BareShare.objects.bulk_create(
            BareShare(order=order, position=position, finish_by=finish_by) for position in positions
        )
    return order


# --- Plain Django ------------------------------------------------------------------------------------


def django_inbox(request: HttpRequest) -> HttpResponse:
    """The list as the database gives it."""
    columns = (
        *("public_id", "status", "finish_by", "answered_at", "position__title"),
        *("order__public_id", "order__text", "order__issued_at", "order__giver__title"),
    )
    return JsonResponse({"results": list(inbox(request.user.pk).values(*columns))})


def django_acknowledge(request: HttpRequest, key: UUID) -> HttpResponse:
    """The new state of the share."""
    share = acknowledge(request.user.pk, key)
    return JsonResponse(
        {
            "public_id": share.public_id,
            "status": share.status,
            "answered_at": share.answered_at,
            "position": share.position.title,
            "order": {"text": share.order.text, "giver": share.order.giver.title},
        }
    )


def django_issue(request: HttpRequest) -> HttpResponse:
    """The new order."""
    given = json.loads(request.body)
    order = issue(request.user.pk, given["text"], given["recipients"])
    said = {"public_id": order.public_id, "text": order.text, "finish_by": order.finish_by}
    return JsonResponse(said, status=201)


# --- Django REST framework ---------------------------------------------------------------------------


class OrderOut(serializers.ModelSerializer[BareOrder]):
    """An order with its giver."""

    giver = serializers.CharField(source="giver.title")

    class Meta:
        model = BareOrder
        fields: ClassVar = ["public_id", "text", "issued_at", "finish_by", "giver"]


class ShareOut(serializers.ModelSerializer[BareShare]):
    """A share with its order."""

    order = OrderOut()
    position = serializers.CharField(source="position.title")

    class Meta:
        model = BareShare
        fields: ClassVar = [
            *("public_id", "status", "finish_by", "answered_at", "position", "order")
        ]


class OrderIn(serializers.Serializer[Any]):
    """What is needed to give an order."""

    text = serializers.CharField()
    recipients = serializers.ListField(child=serializers.UUIDField())


class DrfInbox(ListAPIView[BareShare]):
    """The list through a nested ModelSerializer."""

    authentication_classes = (SessionAuthentication,)
    renderer_classes = (JSONRenderer,)
    serializer_class = ShareOut

    def get_queryset(self) -> "QuerySet[BareShare]":
        """The first page, joined."""
        return inbox(self.request.user.pk).select_related("order__giver", "position")


class DrfAcknowledge(APIView):
    """Siap."""

    authentication_classes = (SessionAuthentication,)
    renderer_classes = (JSONRenderer,)

    def post(self, request: Request, key: UUID) -> Response:
        """The share as it stands then."""
        return Response(ShareOut(acknowledge(request.user.pk, key)).data)


class DrfIssue(APIView):
    """A new order."""

    authentication_classes = (SessionAuthentication,)
    renderer_classes = (JSONRenderer,)

    def post(self, request: Request) -> Response:
        """The order as it stands then."""
        given = OrderIn(data=request.data)
        given.is_valid(raise_exception=True)
        order = issue(request.user.pk, **given.validated_data)
        return Response(OrderOut(order).data, status=201)
