"""Every page drawn from invented data; see `views.py`."""
