"""What is issued is append-only in the database itself, on both databases.

Numbers, final sheets, codes of papers and hand-overs.
"""

from workflow.triggers import append_only

MESSAGE = "numbers, final sheets, codes of papers and hand-overs are append-only"


def register_triggers() -> None:
    """Enter the rules in the registry that every migrate installs from."""
    append_only(
        "memos_registernumber",
        prefix="memos_registernumber",
        keys=[
            ["id"],
            ["memo_id"],
            ["letter_id"],
            ["reservation_id"],
            ["register_id", "year", "number", "suffix"],
        ],
        message=MESSAGE,
    )
    append_only(
        "memos_memoissue",
        prefix="memos_memoissue",
        keys=[["id"], ["memo_id"]],
        message=MESSAGE,
    )
    append_only(
        "memos_verificationcode",
        prefix="memos_verificationcode",
        keys=[["id"], ["memo_id"], ["code"]],
        message=MESSAGE,
    )
    append_only(
        "memos_transfer",
        prefix="memos_transfer",
        keys=[["id"], ["public_id"]],
        message=MESSAGE,
    )
    append_only(
        "memos_transferline",
        prefix="memos_transferline",
        keys=[["id"], ["transfer_id", "n"], ["transfer_id", "memo_id"]],
        message=MESSAGE,
    )
    append_only(
        "memos_signedissue",
        prefix="memos_signedissue",
        keys=[["id"], ["memo_id"]],
        message=MESSAGE,
    )
    append_only(
        "memos_reservednumber",
        prefix="memos_reservednumber",
        keys=[["id"], ["public_id"], ["register_id", "year", "number"]],
        message=MESSAGE,
    )
    append_only(
        "memos_disposition",
        prefix="memos_disposition",
        keys=[["id"], ["public_id"], ["order_id"]],
        message="dispositions are append-only",
    )
    append_only(
        "memos_profileversion",
        prefix="memos_profileversion",
        keys=[["id"], ["label"]],
        message="versions of the profile are append-only",
    )
