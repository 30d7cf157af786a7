"""Who is who: units, positions, people, appointments, delegations, hats, sign-in.

Imports only files and workflow. Start with models.py, then hats.py.
"""
