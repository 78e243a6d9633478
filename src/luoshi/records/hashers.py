"""The hash of initial passwords."""

from __future__ import annotations

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class InitialPasswordHasher(PBKDF2PasswordHasher):
    """A quick hash, for passwords that the program draws itself and nothing else.

    Slow hashes protect words that people choose. Sixteen characters drawn at random (91 bits) need none, and a list of
    a thousand people is taken in within one request. The first sign-in replaces it by the usual slow one.
    """

    algorithm = "pbkdf2_sha256_initial"
    iterations = 1_000
