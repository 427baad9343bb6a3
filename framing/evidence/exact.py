"""The numbers of a text, as it prints them and as what they are."""

from __future__ import annotations

import re

from framing.wording import IN_LETTERS

# Not of the clock: '3:30' is news of nothing; nor 'one', which mostly counts nothing.
_LETTERS = "|".join(word for word, n in IN_LETTERS.items() if n > 1)
_NUMBER = re.compile(
    rf"(?<![\d:])(?:\d[\d,.]*\d|\d)(?![\d:])|\b(?:{_LETTERS})\b(?!-)", re.IGNORECASE
)


def numbers_in(text: str) -> list[tuple[str, str]]:
    """Its numbers in digits, and those from two to twelve in letters, in text order: what each is,
    in digits without commas, and the words that print it."""
    found = (match.group() for match in _NUMBER.finditer(text))
    return [(str(IN_LETTERS.get(each.lower()) or each.replace(",", "")), each) for each in found]
