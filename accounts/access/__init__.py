"""How a person gets in: activation card, PIN or passkey, devices, and what a unit's administrator may do.

One `Access` per person. Start with lifecycle.py; the rules of a PIN and of a code are in pins.py and
codes.py, the count of wrong tries in tries.py, the printed cards in cards.py.
"""
