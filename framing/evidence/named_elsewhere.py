"""Whether another outlet names a speaker, quoted or not.

'Speaks here alone' is a claim about all the other copy, and statements are missed in some of it.
So it is made only of speakers whom no other outlet so much as names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from framing.models import Naming

_WORD = re.compile(r"\w[\w’']*")
_POSSESSIVE = re.compile(r"['’]s?$")
_SMALL = frozenset("a an and at by for from in of on or the to with".split())
_TITLES = frozenset(
    "admiral archbishop bishop captain chief colonel congressman dr general gen governor judge "
    "king lady lieutenant lord lt major mayor minister mr mrs ms president prime prince princess "
    "professor prof queen rep representative sen senator sergeant sir".split()
)


def plain(texts: Iterable[str]) -> str:
    """Texts as a row of small words between spaces, without articles and prepositions."""
    words = (w for text in texts for w in _words(text) if w not in _SMALL)
    return f" {' '.join(words)} "


def is_named_in(speaker: str, naming: str | None, text: str) -> bool:
    """Whether a speaker is named in a text that ``plain`` gave: a person by the surname, anyone
    else by two words of the name that stand side by side, or by its only word."""
    words = [w for w in _words(speaker) if w not in _SMALL and w not in _TITLES]
    if not words:
        return True  # nothing to tell them by
    if naming == Naming.NAMED or len(words) == 1:
        return f" {words[-1]} " in text
    return any(f" {one} {other} " in text for one, other in pairwise(words))


def _words(text: str) -> list[str]:
    words = _WORD.findall(text.casefold())
    return [_POSSESSIVE.sub("", w) if "'" in w or "’" in w else w for w in words]
