"""Regular expressions of outlet profiles: a stranger wrote them, so each search ends in time.

Some expressions, such as ``(a+)+$``, take longer than anyone can wait on lines that they do not
match. Python's own engine cannot be stopped; the ``regex`` package's can. One that stays just
below the bound on line after line is stopped by what it has taken in all. Either ends the run: a
pattern left out from some article on would make figures depend on how fast the machine is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from functools import lru_cache
from time import thread_time
from typing import Any

import regex

from framing.errors import ProfileError

SECONDS = 2.0  # a thousand times what any expression takes that ships
TOTAL_SECONDS = 20.0  # of all searches of an expression …
MEAN_SECONDS = 0.01  # … if each takes as much: many articles alone are no fault of it

_spent: defaultdict[str, float] = defaultdict(float)  # seconds, by expression
_searches: Counter[str] = Counter()


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
    started = thread_time()
    try:
        found = match(text, timeout=SECONDS)
    except TimeoutError as exc:
        raise _too_slow(pattern, f"{SECONDS:g} seconds on {len(text)} characters") from exc
    _spent[pattern] += thread_time() - started
    _searches[pattern] += 1
    mean = _spent[pattern] / _searches[pattern]
    if _spent[pattern] > TOTAL_SECONDS and mean > MEAN_SECONDS:
        raise _too_slow(
            pattern, f"{TOTAL_SECONDS:g} seconds on {_searches[pattern]} lines or texts"
        )
    return found


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> Any:
    return regex.compile(pattern)


def _too_slow(pattern: str, taken: str) -> ProfileError:
    return ProfileError(
        f"The pattern '{pattern}' of an outlet profile takes more than {taken}.",
        "Write it without a repetition inside a repetition, such as (a+)+.",
    )
