"""Orders: the instruction, one assignment per recipient, answers, evidence, the clock. Never imports memos or above."""
