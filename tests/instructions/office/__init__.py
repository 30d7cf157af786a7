"""A second, plain account of what an office does with its orders: dictionaries and loops, no Django.

Posts and their line, who sits where on which day, the clocks, and what a verb does to an order and
its parts. The stateful test holds the real thing against it after every step. Nothing in here may
import from the product: written once more, or it proves nothing.
"""
