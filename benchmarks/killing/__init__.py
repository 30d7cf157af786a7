"""`python -m benchmarks.killing`: workers killed with -9, and what was lost by it.

providers.py is the other side of every channel, office.py the people and their orders, workers.py
who is killed, tally.py what came of it.
"""
