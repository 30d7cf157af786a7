"""Sessions in the database, as Django keeps them; a key that no session can have is not looked up."""

from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    """Django's own, which would ask PostgreSQL for a NUL that a quoted cookie may hold."""

    def _validate_session_key(self, key: str) -> bool:
        """Only letters and digits, of which Django makes its keys."""
        return bool(key) and key.isascii() and key.isalnum() and super()._validate_session_key(key)  # type: ignore[misc]
