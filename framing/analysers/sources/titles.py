"""Titles before a name, and the gender that the words for a person tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan


COURTESY = {"mr": "man", "mrs": "woman", "ms": "woman", "miss": "woman", "sir": "man",
             "dame": "woman", "lord": "man", "lady": "woman", "madame": "woman"}  # fmt: skip
_MEN = frozenset(
    "son father husband brother grandfather grandson uncle nephew boyfriend widower dad boy king "
    "prince duke pope".split()
)
_WOMEN = frozenset(
    "daughter mother wife sister grandmother granddaughter aunt niece girlfriend widow mum mom "
    "girl queen princess duchess nun actress".split()
)


_BESIDE = frozenset({"rev", "sheikh"})  # titles that tell neither gender nor office


def without_titles(words: Sequence[str]) -> list[str]:
    """A name's words without the titles in front of it: 'Gen. Jan Lund'."""
    offices = lexicon.roles().person
    for at, word in enumerate(words[:-1]):
        bare = word.lower().strip(".")
        if not (bare in COURTESY or bare in offices or bare in _BESIDE):
            return list(words[at:])
    return list(words[-1:])


def gender_told(tokens: DocSpan, words: tuple[str, ...], noun: str) -> str:
    """'man' or 'woman' by a title of courtesy, the head or a word beside it; empty for none."""
    for token in tokens:
        courtesy = COURTESY.get(token.lower_.strip("."))
        if courtesy:
            return courtesy
    if noun in _MEN or noun in _WOMEN:
        return "man" if noun in _MEN else "woman"
    for word in _own(words):
        if word in _WOMEN or word.endswith("woman"):
            return "woman"
        if word in _MEN or (word.endswith("man") and word not in _NO_MEN):
            return "man"
    return ""


_NO_MEN = frozenset({"german", "human", "chairman", "roman"})


def _own(words: tuple[str, ...]) -> Iterator[str]:
    """The words that are not of whom the person belongs to: 'a girl's teacher'."""
    for word, after in pairwise((*words, "")):
        if after not in ("'s", "’s", "'", "’"):
            yield word
