"""Numbers and lists in words, for every message and report."""

from __future__ import annotations

from collections.abc import Sequence

from framing.localised import number

_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()


def in_words(n: int) -> str:
    """A whole number as prose writes it: in letters up to twelve."""
    return _NUMBERS[n] if 0 <= n < len(_NUMBERS) else str(n)


def plural(n: int, noun: str) -> str:
    """'1 sentence', '3 sentences'."""
    return f"{number(n)} {noun}" if n == 1 else f"{number(n)} {noun}s"


def joined(items: Sequence[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    if len(items) <= 1:
        return items[0] if items else "none"
    return f"{', '.join(items[:-1])} and {items[-1]}"


def capital(text: str) -> str:
    """The text with its first letter in upper case, the rest as it is."""
    return text[:1].upper() + text[1:]
