"""Passwords of local accounts: hashed with argon2id, and refused when they are among those that anyone would try first."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Iterator
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

LONGEST = 1024
_LEAST_DIFFERENT = 4
_SHORTEST_RUN = 4
_GUESSED = (
    "administrator", "hospital", "imaging", "letmein", "overread", "password", "passwort", "radiologist", "radiology",
    "welcome",
)  # fmt: skip
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "qwertzuiop",
    "azertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "yxcvbnm",
)


@cache
def hasher() -> PasswordHasher:
    """Return what hashes passwords: argon2id with the work that RFC 9106 recommends for little memory."""
    return PasswordHasher()


@cache
def nobody() -> str:
    """Return the hash of a password that nobody has, so that an unknown name takes as long to refuse as a known one."""
    return hasher().hash(secrets.token_hex())


def matches(password_hash: str | None, password: str) -> bool:
    """Tell whether a password is the one of the hash; without a hash it never is, and finding out takes as long."""
    try:
        return len(password) <= LONGEST and hasher().verify(password_hash or nobody(), _same(password)) and bool(password_hash)
    except VerificationError:
        return False


def renewed(password_hash: str, password: str) -> str:
    """Return the hash to keep for a password that matched: a new one when today's work is more than its own."""
    return hasher().hash(_same(password)) if hasher().check_needs_rehash(password_hash) else password_hash


def hashed(password: str, username: str, shortest: int) -> str:
    """Return the hash of a new password; ValueError says why one is refused, after NIST SP 800-63B, 5.1.1.2.

    It must be `shortest` to 1024 characters long, and more than the user name, words that are tried first, and runs along
    the alphabet or the keyboard. No mixture of kinds of characters is asked for.
    """
    if not shortest <= len(password) <= LONGEST:
        raise ValueError(f"a password of {len(password)} characters; expected {shortest} to {LONGEST}")
    left = _same(password).casefold()
    for word in (username.casefold(), username.casefold().split("@")[0], *_GUESSED):
        left = left.replace(word, "") if len(word) >= _SHORTEST_RUN else left
    for run in _runs():
        left = left.replace(run, "")
    if len(set(left)) < _LEAST_DIFFERENT:
        raise ValueError("this password is easily guessed; expected more than a name, a common word or a row of keys")
    return hasher().hash(_same(password))


def _same(password: str) -> str:
    """Return the one form of a text that keyboards write in several ways."""
    return unicodedata.normalize("NFKC", password)


@cache
def _runs() -> tuple[str, ...]:
    """Return every run along the alphabet, the digits and the keyboard, forwards and backwards, the longest first."""
    return tuple(sorted(set(_found()), key=len, reverse=True))


def _found() -> Iterator[str]:
    for row in (*_ROWS, *(row[::-1] for row in _ROWS)):
        for length in range(_SHORTEST_RUN, len(row) + 1):
            for start in range(len(row) - length + 1):
                yield row[start : start + length]
