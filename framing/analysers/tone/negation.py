"""How far a negation reaches, by the parse: further than to the next word.

TextBlob lets a negation turn the scored word beside it alone; 'not guaranteed to proceed smoothly'
then counts as smooth. Here it reaches through its own clause:

- 'not', 'never', 'hardly' …: the verb or adjective that they stand by, its predicate, object and
  adverbs, and the infinitive that it governs. After verbs of thinking ('does not think that …') the
  clause that they govern, too, as English moves the negation forward there.
- 'no', 'nothing', 'neither', 'without', 'lack of': their noun, its adjectives, and the noun after
  'of' ('no sign of …'); where such a noun is the subject, its clause.
- 'fail', 'refuse', 'unlikely', 'unable', 'impossible': the infinitive that they govern.
- 'far from' and 'anything but': what follows.

It does not reach into a relative or adverbial clause, nor into a noun phrase that is known ('did
not condemn the brutal regime': it is brutal all the same), nor over a comma to an adverb of the
whole sentence, nor to a comparison ('not as bad as' is bad). Two negations cancel out. 'Not only'
and its like negate nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

ADVERBS = frozenset(
    {"not", "n't", "n’t", "never", "barely", "hardly", "rarely", "scarcely", "seldom", "cannot"}
)
_DETERMINERS = frozenset({"no", "neither"})
_PRONOUNS = frozenset({"nothing", "nobody", "none", "neither"})
_EXCEPT = {"far": "from", "anything": "but"}
_NOUNS = frozenset({"lack", "absence", "failure"})
_GOVERNORS = frozenset(
    {"fail", "refuse", "decline", "neglect", "unlikely", "unable", "impossible", "failure"}
)
# Verbs that a negation passes over: 'does not think that it is good' thinks that it is not.
_PASSED = frozenset(
    {"think", "believe", "expect", "suppose", "seem", "appear", "consider", "make", "guarantee"}
)
_NO_NEGATION = frozenset({"only", "just", "merely", "simply", "least", "until"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_PREDICATES = frozenset({"acomp", "attr", "oprd", "xcomp", "advmod", "npadvmod", "dobj", "amod"})
_KNOWN = frozenset({"the", "this", "that", "these", "those"})


def reaches(tokens: Sequence[Token]) -> dict[int, frozenset[int]]:
    """For the words that negations reach, by position: the positions of those negations.

    Args:
        tokens: words of one sentence beside each other; what lies outside is not reached.
    """
    at = {token.i: position for position, token in enumerate(tokens)}
    found: dict[int, set[int]] = {}
    for position, token in enumerate(tokens):
        for word in _scope(token):
            if word.i in at and word.i != token.i:
                found.setdefault(at[word.i], set()).add(position)
    return {position: frozenset(negations) for position, negations in found.items()}


def _scope(token: Token) -> Iterator[Token]:
    """The words that the token negates; none if it is no negation."""
    word, lemma = token.lower_, token.lemma_.lower()
    if word in ADVERBS:
        following = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
        if following not in _NO_NEGATION and token.head.pos_ in ("VERB", "AUX", "ADJ", "ADV"):
            yield from _clause(token.head, token.i)
    elif word in _DETERMINERS and token.dep_ == "det":
        yield from _noun(token.head)
        yield from _predicate_of(token.head)
    elif word in _PRONOUNS:
        yield from (child for child in token.children if child.dep_ == "amod")
        yield from _predicate_of(token)
    elif word == "without":
        yield from _below(token)
    elif word in _EXCEPT:
        for child in token.children:
            if child.lower_ == _EXCEPT[word]:
                yield from _below(child)
    elif lemma in _NOUNS | _GOVERNORS or (lemma == "lack" and token.pos_ == "VERB"):
        yield from _governed(token, lemma)


def _governed(token: Token, lemma: str) -> Iterator[Token]:
    for child in token.children:
        infinitive = child.dep_ in ("xcomp", "ccomp", "acl") and _is_infinitive(child)
        if lemma in _GOVERNORS and infinitive:
            yield from _clause(child, token.i)
        elif lemma in _NOUNS and child.lower_ == "of":
            yield from _below(child)
        elif lemma == "lack" and child.dep_ == "dobj":
            yield from _noun(child)


def _predicate_of(subject: Token) -> Iterator[Token]:
    if subject.dep_ in _SUBJECTS:
        yield from _clause(subject.head, subject.i)


def _below(preposition: Token) -> Iterator[Token]:
    for child in preposition.children:
        if child.dep_ in ("pobj", "amod", "acomp", "pcomp"):
            yield from _phrase(child, preposition.i)


def _phrase(head: Token, after: int) -> Iterator[Token]:
    if head.pos_ in ("NOUN", "PROPN", "PRON"):
        yield from _noun(head)
    else:
        yield from _clause(head, after)


def _clause(head: Token, after: int) -> Iterator[Token]:
    """A verb or adjective and what it governs after the negation, within its clause."""
    if any(child.dep_ == "advmod" and child.lower_ == "as" for child in head.children):
        return
    yield head
    for child in head.children:
        if child.i < after or child.doc[child.i - 1].text == ",":
            continue
        alternative = child.dep_ == "conj" and any(
            c.lower_ in ("or", "nor") for c in head.children if c.dep_ == "cc"
        )
        passed = child.dep_ == "ccomp" and head.lemma_.lower() in _PASSED
        if child.dep_ in _PREDICATES or alternative or passed:
            yield from _phrase(child, after)
        elif child.dep_ == "prep" and child.lower_ == "as":
            yield from _below(child)


def _noun(head: Token) -> Iterator[Token]:
    """A noun, its adjectives and the noun after 'of'; nothing of a noun phrase that is known."""
    children = list(head.children)
    if any(c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in _KNOWN) for c in children):
        return
    yield head
    for child in children:
        if child.dep_ == "amod":
            yield child
            yield from (c for c in child.children if c.dep_ == "advmod")
        elif child.dep_ == "prep" and child.lower_ == "of":
            yield from _below(child)
        elif child.dep_ == "acl" and _is_infinitive(child):
            yield from _clause(child, head.i)


def _is_infinitive(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)
