"""Penyerahan: final papers leave for SRIKANDI and the archive, as one package with its metadata."""
