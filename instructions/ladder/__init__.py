"""The ladder: what happens, by itself, while somebody stays silent.

`rungs` is the ladder as data, `reckoning` says which rung of a share is due, `aims` whom a rung
reaches and whom it must not, `clock` climbs, `audit` proves that no share was forgotten.
"""
