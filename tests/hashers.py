"""Password hashing for tests."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """Argon2 as in production, with the least time and memory it accepts."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
