"""Whether a paper is what it seems: the code on it, its public address, and the check of a file."""

from memos.verification.codes import address_of, code_of, kept_address_of

__all__ = ["address_of", "code_of", "kept_address_of"]
