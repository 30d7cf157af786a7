"""Kronologi: who knew what when, as of a moment.

`of_order` tells one order whole, `of_window` a page of several, `of_person` a page of one's own.
What may be read is decided before: `access.py` for people's own orders, `scope.py` within a surat
tugas. Every line says who, in what hat, over which channel, at the server's time and at the time
the device claimed; what an entry no longer proves is said at that line.
"""

from instructions.chronology.access import Basis, Footing, basis_of
from instructions.chronology.lines import (
    Chronology,
    Event,
    File,
    Knower,
    Page,
    ProvenSubject,
    Standing,
    Word,
)
from instructions.chronology.parts import count_of, part_of
from instructions.chronology.reading import of_order, of_person, of_window

__all__ = [
    "Basis",
    "Chronology",
    "Event",
    "File",
    "Footing",
    "Knower",
    "Page",
    "ProvenSubject",
    "Standing",
    "Word",
    "basis_of",
    "count_of",
    "of_order",
    "of_person",
    "of_window",
    "part_of",
]
