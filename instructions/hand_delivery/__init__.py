"""Delivery by hand: a courier brings a closed envelope to whoever stayed silent, and proof back.

START HERE: lifecycle.py, then offers.py (when it may be ordered at all). It changes no status of the
share. The carrier reads addressee and address, and nothing of the order.
"""
