"""Which words name a place, as joining needs it."""

from __future__ import annotations

from framing.analysers.sources import lexicon


def place(words: str) -> tuple[str, str]:
    """Country (ISO 3166 alpha-2) and kind ('name', 'people', 'seat', 'city') of a place's name; two
    empty strings where it is none."""
    return lexicon.places().get(words, ("", ""))
