"""Regular expressions of outlet profiles: a stranger wrote them, so each search ends in time.

Some expressions, such as ``(a+)+$``, take longer than anyone can wait on lines that they do not
match. Python's own engine cannot be stopped; the ``regex`` package's can.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import regex

from framing.errors import ProfileError

SECONDS = 2.0  # a thousand times what any expression takes that ships


def check(pattern: str) -> str:
    """The expression as it is, if it is one.

    Raises:
        ValueError: it is not; the message says why.
    """
    try:
        _compiled(pattern)
    except regex.error as exc:
        raise ValueError(f"is not a valid regular expression: {exc}") from exc
    return pattern


def search(pattern: str, text: str) -> Any:
    """The first match of an expression in a text, as ``re.search`` gives it.

    Raises:
        ProfileError: it takes too long.
    """
    return _bounded(_compiled(pattern).search, pattern, text)


def fullmatch(pattern: str, text: str) -> Any:
    """The match of an expression with a whole text, as ``re.fullmatch`` gives it.

    Raises:
        ProfileError: it takes too long.
    """
    return _bounded(_compiled(pattern).fullmatch, pattern, text)


def _bounded(match: Callable[..., Any], pattern: str, text: str) -> Any:
    try:
        return match(text, timeout=SECONDS)
    except TimeoutError as exc:
        raise _too_slow(pattern, text) from exc


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> Any:
    return regex.compile(pattern)


def _too_slow(pattern: str, text: str) -> ProfileError:
    return ProfileError(
        f"The pattern '{pattern}' of an outlet profile takes more than {SECONDS:g} seconds on "
        f"{len(text)} characters.",
        "Write it without a repetition inside a repetition, such as (a+)+.",
    )
