"""Bytes kept safely: blobs, what they really are, and unfinished uploads; imports no other app."""
