"""Letters that come in: recorded in the agenda, disposed by the leader they are for, filed.

A disposition gives an order that rests on the letter: same tables, same clocks as every order.
"""
