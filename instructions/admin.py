"""Administration pages of orders: where they stand, without what they say."""

from django.contrib import admin

from instructions.models import Assignment, Instruction
from workflow.admin import ReadOnly


@admin.register(Instruction)
class InstructionAdmin(ReadOnly):
    """Orders by reference."""

    fields = (
        "public_id", "year", "number", "status", "giver", "controller", "urgency",
        "classification", "issued_at", "answer_by", "finish_by", "closed_at", "version",
    )  # fmt: skip
    list_display = ("reference", "giver", "status", "urgency", "issued_at")
    list_filter = ("status", "urgency", "form")
    list_select_related = ("giver",)
    search_fields = ("=number",)


@admin.register(Assignment)
class AssignmentAdmin(ReadOnly):
    """Shares of orders by recipient."""

    fields = (
        "public_id", "instruction", "position", "role", "status", "answered_at", "promised_at",
        "reported_at", "settled_at", "answer_by", "finish_by", "version",
    )  # fmt: skip
    list_display = ("instruction", "position", "role", "status")
    list_filter = ("status", "role")
    list_select_related = ("instruction", "position")
    search_fields = ("=instruction__number", "position__title")
