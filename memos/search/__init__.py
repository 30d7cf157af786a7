"""Finding memos: by number, by words, by where they stand; on both databases alike (ADR 0018)."""
