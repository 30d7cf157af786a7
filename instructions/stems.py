"""Stems of words, so that 'laksana' finds 'pelaksanaan', alike on both databases.

PostgreSQL stems Indonesian by itself and SQLite does not; one stemmer of our own gives one answer.
"""

import re
import unicodedata

from snowballstemmer import stemmer

LONGEST = 40  # letters of a stem; what is longer is no word
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """The words and numbers of a text, in lower case, each once, in order."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return list(dict.fromkeys(word[:LONGEST] for word in _WORD.findall(plain)))


def stems_of(text: str) -> list[str]:
    """The stems of those words, each once, in order."""
    # A stemmer holds the word it works on, so each call has its own: threads share none.
    stem = stemmer("indonesian")
    return list(dict.fromkeys(stem.stemWord(word) for word in words_of(text)))
