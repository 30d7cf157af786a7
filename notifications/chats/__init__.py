"""What people write back: WhatsApp, Telegram and SMS alike. START HERE: grammar.py, then acting.py.

A webhook writes one `Inbound` row per message and answers at once; the worker acts on it, in one
transaction with the `Reply` that it then sends. See docs/adr/0022-chats.md.
"""
