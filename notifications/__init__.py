"""Who is told what, on which channel. Reads the ledger through its outbox; imports domain apps, never api or web."""
