"""The Telegram bot: sending (sender.py), and what comes back (webhook.py)."""
