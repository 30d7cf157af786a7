"""Backup and restore of a whole installation: tables, files, seals and, if asked, keys.

An archive is a folder. `manifest.json` names every part with its SHA-256 and is itself under an
HMAC of the ledger key; whoever changes a part or the manifest without the key is found out. Tables
are JSON lines, one file per table, the same from both databases.

    manifest.json
    tables/<table>.jsonl       first the names of the columns, then one list per row
    files.jsonl                one [stored name, SHA-256, size] per file of evidence
    files/<ab>/<SHA-256>       the bytes
    seals/<month>.jsonl        the seals of the ledger
    keys/secret_key, keys/ledger_key   only with --with-keys
"""
