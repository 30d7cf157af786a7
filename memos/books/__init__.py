"""The books of an office: registers that number, the agenda, the expedition, the codes.

`numbering` takes the numbers; here is who opens and changes a book, reserves numbers in it, and
what the books say when they are read, printed or exported.
"""
