"""The working time of the regency: which hours count, and what follows from them for a deadline.

Pure reckoning and the words for it; `instructions.clock` reads the rules in force and is what others
call.
"""
