"""Commands of the memos app."""
