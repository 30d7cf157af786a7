"""Numbers and final sheets are append-only in the database itself, on both databases."""

from workflow.triggers import append_only

MESSAGE = "numbers and final sheets are append-only"


def register_triggers() -> None:
    """Enter the rules in the registry that every migrate installs from."""
    append_only(
        "memos_registernumber",
        prefix="memos_registernumber",
        keys=[["id"], ["memo_id"], ["register_id", "year", "number"]],
        message=MESSAGE,
    )
    append_only(
        "memos_memoissue",
        prefix="memos_memoissue",
        keys=[["id"], ["memo_id"]],
        message=MESSAGE,
    )
    append_only(
        "memos_profileversion",
        prefix="memos_profileversion",
        keys=[["id"], ["label"]],
        message="versions of the profile are append-only",
    )
