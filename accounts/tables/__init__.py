"""Tables that offices hand in, CSV or XLSX: read row by row, every fault named with its place.

    faults = Faults()
    for sheet in open_sheets(data, "mutasi.csv", faults):
        for row in read(sheet, COLUMNS, faults):
            nip, start = row.nip("nip"), row.date("mulai")

Nothing here raises for what a file holds: faults are collected, so that a person mends all of them
at once. Knows no noun of the organisation; what a value means, the caller says.
"""

from accounts.tables.columns import Column, Kind
from accounts.tables.faults import Fault, Faults
from accounts.tables.rows import Row, read
from accounts.tables.sheets import Sheet, open_sheets

__all__ = ["Column", "Fault", "Faults", "Kind", "Row", "Sheet", "open_sheets", "read"]
