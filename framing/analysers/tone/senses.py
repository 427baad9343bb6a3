"""Whether a word stands in the sense that the lexicon scores: a lexicon knows forms, and 'touching
down' touches nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from framing.text.dictionary import dictionary

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


def is_a_verb_here(word: Token) -> bool:
    """Whether a word that is tagged as an adjective or a participle before a noun does something to
    that noun: 'could fine firms', 'a deal to smooth deliveries', 'spoke, challenging readers to
    answer'."""
    noun = word.head
    if word.dep_ != "amod" or noun.i < word.i or word.i == 0:
        return False
    before = word.nbor(-1)
    if any(child.dep_ in ("det", "poss") for child in noun.children):
        return False
    if before.text == ",":
        asked = noun.dep_ == "nsubj" and any(c.lower_ == "to" for c in noun.head.children)
        return word.tag_ == "VBG" and asked and before.i > 0 and before.nbor(-1).pos_ != "ADJ"
    if word.lower_ not in dictionary()["verb"]:
        return False
    to_do = before.lower_ == "to" and before.i > 0 and before.nbor(-1).pos_ == "NOUN"
    return before.tag_ == "MD" or to_do


def says_how(word: Token) -> bool:
    """Whether a comparative stands before the verb that it belongs to, and so tells what is wanted:
    'to better protect the coast'."""
    return word.tag_ in ("RBR", "RBS") and word.head.pos_ == "VERB" and word.i < word.head.i


# Harm that is meant to be harmless, or that nobody comes to.
_HARMLESS = frozenset({"controlled", "fictional", "imaginary", "mock", "simulated"})


def is_harmless(noun: Token) -> bool:
    """Whether a noun of harm names none: 'a controlled explosion', 'a mock attack'."""
    return any(child.dep_ == "amod" and child.lower_ in _HARMLESS for child in noun.children)


def is_printed_twice(word: Token) -> bool:
    """Whether a noun only repeats the word before it, a slip of the pen: 'the scandal scandal'."""
    return word.i > 0 and word.is_alpha and word.nbor(-1).lower_ == word.lower_


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
