"""The morning digest: one message to each person for whom something is open, at seven.

`digest.run` makes it, `words.body` says it; docs/adr/0026-digest.md says why it is so.
"""
