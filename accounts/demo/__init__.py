"""The demo regency: Sarolangun's real units with invented people, made by `manage.py seed_demo`."""
