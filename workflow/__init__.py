"""The one door for every status change, the ledger and the outbox. Knows no product noun, imports no other app."""
