"""Why an entry of the clock stands there, as its facts name it."""

NOT_RETURNED = "not_returned"
"""A report was accepted because nobody gave it back in time."""
