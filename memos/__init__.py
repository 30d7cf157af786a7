"""Formal documents: drafting, registers and numbers, printing. Imports instructions and what is below it."""
