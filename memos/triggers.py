"""What is issued is append-only in the database itself, on both databases."""

from workflow.triggers import append_only

# Table, its unique keys, and what is said to whoever tries to change a row.
RULES = (
    (
        "registernumber",
        [
            ["id"],
            ["memo_id"],
            ["letter_id"],
            ["reservation_id"],
            ["register_id", "year", "number", "suffix"],
        ],
        "numbers",
    ),
    ("memoissue", [["id"], ["memo_id"]], "final sheets"),
    ("signedissue", [["id"], ["memo_id"]], "signed sheets"),
    ("verificationcode", [["id"], ["memo_id"], ["code"]], "codes of papers"),
    ("transfer", [["id"], ["public_id"]], "hand-overs"),
    ("transferline", [["id"], ["transfer_id", "n"], ["transfer_id", "memo_id"]], "hand-overs"),
    ("reservednumber", [["id"], ["public_id"], ["register_id", "year", "number"]], "numbers"),
    ("disposition", [["id"], ["public_id"], ["order_id"]], "dispositions"),
    ("profileversion", [["id"], ["label"]], "versions of the profile"),
)


def register_triggers() -> None:
    """Enter the rules in the registry that every migrate installs from."""
    for name, keys, noun in RULES:
        table = f"memos_{name}"
        append_only(table, prefix=table, keys=keys, message=f"{noun} are append-only")
