"""What somebody breaks: a violated truce is no good news, and broken sanctions are none either."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from framing.analysers.tone.lexicon import Entry
from framing.analysers.tone.negation import reaches

if TYPE_CHECKING:
    from spacy.tokens import Token

# Nouns that undo a thing, also one that is known: 'a breach of the agreement'.
_NOUNS = frozenset({"breach", "violation", "collapse", "breakdown", "erosion"})
# Verbs that undo their object.
_VERBS = frozenset(
    "breach break derail flout jeopardise jeopardize scuttle shatter torpedo undermine violate"
    .split()
)  # fmt: skip
# Verbs that tell of their subject that it is undone, alone or with a particle.
_ENDS = frozenset({"collapse", "crumble", "founder", "unravel"})
_ENDS_WITH = {"break": frozenset({"off", "down"}), "fall": frozenset({"apart", "through"})}
_IN_NAME = frozenset({"compound", "amod", "nmod"})
_OBJECTS = frozenset({"dobj", "nsubjpass"})


def undone(tokens: Sequence[Token]) -> dict[int, frozenset[int]]:
    """For words that name what is undone, by position: the positions of what undoes them.

    Args:
        tokens: words of one sentence beside each other; what lies outside is not undone.
    """
    at = {token.i: position for position, token in enumerate(tokens)}
    found: dict[int, set[int]] = {}
    for position, token in enumerate(tokens):
        for thing in _things(token):
            for word in (thing, *(c for c in thing.children if c.dep_ in _IN_NAME)):
                if word.i in at and word.i != token.i:
                    found.setdefault(at[word.i], set()).add(position)
    return {position: frozenset(undoing) for position, undoing in found.items()}


def _things(token: Token) -> Iterator[Token]:
    lemma = token.lemma_.lower()
    if token.pos_ == "NOUN" and lemma in _NOUNS:
        for child in token.children:
            if child.dep_ == "compound":
                yield child
            elif child.lower_ == "of":
                yield from (c for c in child.children if c.dep_ == "pobj")
    elif token.pos_ == "VERB":
        particles = {child.lower_ for child in token.children if child.dep_ in ("prt", "advmod")}
        ends = lemma in _ENDS or not particles.isdisjoint(_ENDS_WITH.get(lemma, ()))
        for child in token.children:
            undoes = lemma in _VERBS and not particles & {"off", "down"}
            if (undoes and child.dep_ in _OBJECTS) or (ends and child.dep_ in ("nsubj", "dobj")):
                yield child


def reached_by(
    tokens: Sequence[Token], entries: list[Entry | None]
) -> dict[int, frozenset[int]] | None:
    """Which negations reach the scored words. Takes the score of a word that says nothing where it
    is denied ('gave no warning'); a thing is undone only if it is good ('violated the truce')."""
    if not any(entries):
        return None
    found = reaches(tokens)
    for at, entry in enumerate(entries):
        if entry is not None and not entry.denied and len(found.get(at, ())) % 2:
            entries[at] = None
    for at, undoing in undone(tokens).items():
        entry = entries[at]
        if entry is not None and entry.polarity > 0:
            found[at] = found.get(at, frozenset()) | undoing
    return found
