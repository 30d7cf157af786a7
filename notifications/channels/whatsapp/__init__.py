"""The WhatsApp Business Cloud API: sending (sender.py), and what comes back (webhook.py)."""
