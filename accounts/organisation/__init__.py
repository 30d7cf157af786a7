"""An organisation from CSV or XLSX: units, positions, people and who holds what, all or nothing.

`importing.read_files` reads, `importing.check` is the dry run, `importing.bring_in` writes.
What a file leaves out is listed and never deleted; a blank cell changes nothing.
"""
