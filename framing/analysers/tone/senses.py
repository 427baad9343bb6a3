"""Whether a word stands in the sense that the lexicon scores: a lexicon knows forms, and 'touching
down' touches nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_FINITE = frozenset({"VB", "VBD", "VBP", "VBZ"})
# Where a participle in -ing tells what somebody does: 'returned, touching down'.
_DOING = frozenset({"advcl", "acl", "ccomp", "csubj", "pcomp", "xcomp"})
_GRADED = frozenset({"ADJ", "ADV", "NUM", "DET"})


def describes(word: Token) -> bool:
    """Whether a word that the lexicon knows as an adjective is one here, and no verb: 'the defeat
    was crushing', not 'crushing dozens', 'appealed to', 'touching down', 'did not elaborate'."""
    if word.pos_ != "VERB":
        return True
    if word.tag_ in _FINITE or is_phrasal(word):
        return False
    if any(child.i > word.i and child.dep_ in ("dobj", "agent") for child in word.children):
        return False
    if word.tag_ != "VBG":
        return True
    to_somebody = any(child.i > word.i and child.dep_ == "prep" for child in word.children)
    return word.dep_ not in _DOING and not to_somebody


def is_phrasal(verb: Token) -> bool:
    """Whether a verb has a particle, with which it means something else."""
    return verb.pos_ == "VERB" and any(child.dep_ == "prt" for child in verb.children)


def is_degree(word: Token) -> bool:
    """Whether a word that the lexicon knows as an adjective says how much of what follows: 'pretty
    much', 'mighty cold'."""
    return word.pos_ == "ADV" and word.dep_ == "advmod" and word.head.pos_ in _GRADED


def in_phrases(tokens: Sequence[Token], phrases: Collection[tuple[str, ...]]) -> frozenset[int]:
    """The positions of words that stand in one of the phrases.

    Args:
        tokens: words of one sentence beside each other.
        phrases: each as its words in dictionary form or as they are written. One of two words is
            found with words between an adjective and its noun, too.
    """
    forms = [{token.lower_, token.lemma_.lower()} for token in tokens]
    at = {token.i: position for position, token in enumerate(tokens)}
    return frozenset(_found(tokens, forms, at, phrases))


def _found(
    tokens: Sequence[Token],
    forms: Sequence[Collection[str]],
    at: dict[int, int],
    phrases: Collection[tuple[str, ...]],
) -> Iterator[int]:
    for start, token in enumerate(tokens):
        head = at.get(token.head.i) if token.dep_ in ("amod", "compound", "advmod") else None
        for phrase in phrases:
            if phrase[0] not in forms[start]:
                continue
            beside = forms[start : start + len(phrase)]
            if len(beside) == len(phrase) and all(map(_holds, beside, phrase)):
                yield from range(start, start + len(phrase))
            elif head is not None and len(phrase) == 2 and phrase[1] in forms[head]:
                yield start


def _holds(forms: Collection[str], word: str) -> bool:
    return word in forms


def outweighed(adjective: Token, polarity: float, noun: float | None) -> bool:
    """Whether praise stands before a noun that blames, where it says how much: 'a perfect storm',
    'a great loss'."""
    return adjective.dep_ == "amod" and polarity > 0 and noun is not None and noun < 0
