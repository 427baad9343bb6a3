"""The entries of the role lists that stand in a speaker's words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from framing.analysers.sources import lexicon


def entries(words: Sequence[str]) -> list[tuple[int, str]]:
    """Entries of the role lists that stand in ``words``, longest first at each place."""
    return list(_entries(tuple(words)))


@lru_cache(maxsize=4096)
def _entries(given: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    known = lexicon.roles()
    found, at = [], 0
    words = [plain(word) for word in given]
    while at < len(words):
        for length in range(min(known.longest, len(words) - at), 0, -1):
            entry = " ".join(words[at : at + length])
            single = singular(entry)
            hit = next((e for e in (entry, single) if _known(e)), None)
            if hit:
                found.append((at, hit))
                at += length - 1
                break
        at += 1
    return tuple(found)


def plain(word: str) -> str:
    """The word without full stops: 'sen.', 'u.n.'."""
    return word.replace(".", "") if _DOTTED.fullmatch(word) else word.strip(".")


_DOTTED = re.compile(r"(?:\w\.)+\w?\.?")


def _known(entry: str) -> bool:
    known = lexicon.roles()
    return entry in known.person or entry in known.body or entry in known.plain


def singular(entry: str) -> str:
    """The entry in the singular, as the lists have it."""
    if entry.endswith("corps"):
        return entry
    if entry.endswith("ies"):
        return entry[:-3] + "y"
    if entry.endswith("men"):
        return entry[:-3] + "man"
    if entry.endswith(("ches", "shes", "sses")):
        return entry[:-2]
    return entry[:-1] if entry.endswith("s") else entry


def parts_of(word: str) -> Sequence[str]:
    """The parts of 'U.S.-led', which the parser leaves whole."""
    return word.split("-") if ".-" in word else (word,)


def spoken(word: str) -> str:
    """The word without a possessive ending."""
    return word.replace("’", "'").removesuffix("'s")
