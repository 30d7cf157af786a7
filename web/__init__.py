"""Phone-first pages: parse, act, respond; no rules of its own."""
