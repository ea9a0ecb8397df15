"""Password hashing with the parameters OWASP names for Argon2id: 19 MB, two passes, one lane."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id with 19 MiB of memory, time cost 2, parallelism 1 (about 20 ms on the reference machine)."""

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1
