"""Which words of a sentence a negation reaches, by the parse."""

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
    {
        "think",
        "believe",
        "expect",
        "suppose",
        "seem",
        "appear",
        "consider",
        "make",
        "guarantee",
        "get",
        "let",
    }
)
_CAUSING = frozenset({"get", "have"})  # 'cannot get the deal approved'
_NO_NEGATION = frozenset({"only", "just", "merely", "simply", "least", "until"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_PREDICATES = frozenset({"acomp", "attr", "oprd", "xcomp", "advmod", "npadvmod", "dobj", "amod"})
_LOST = 7  # words within which an infinitive is looked for
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
        denies = following not in _NO_NEGATION and not _leaves_open(token)
        if denies and token.head.pos_ in ("VERB", "AUX", "ADJ", "ADV"):
            yield from _clause(token.head, token.i)
    elif word in _DETERMINERS and token.dep_ == "det" and not says_the_most(token):
        yield from _noun(token.head)
        yield from _predicate_of(token.head)
    elif word == "neither" and token.dep_ in ("preconj", "cc"):
        yield from _predicate_of(token.head)  # 'neither the mayor nor the council reported …'
    elif word in _PRONOUNS:
        yield from (c for c in token.children if c.dep_ == "amod" and not _compares(c))
        yield from _predicate_of(token)
    elif word == "without":
        yield from _below(token)
    elif word in _EXCEPT:
        for child in token.children:
            if child.lower_ == _EXCEPT[word]:
                yield from _below(child)
    elif lemma in _NOUNS | _GOVERNORS or (lemma == "lack" and token.pos_ == "VERB"):
        yield from _governed(token, lemma)


def _leaves_open(negation: Token) -> bool:
    """Whether a 'not' only names the other case: 'whether or not', 'a feint or not'."""
    return negation.i > 0 and negation.nbor(-1).lower_ == "or"


def says_the_most(negation: Token) -> bool:
    """Whether a 'no' stands with a comparative before its noun: 'there is no better way'."""
    if negation.lower_ != "no":
        return False
    following = negation.doc[negation.i + 1 : negation.i + 2]
    return any(t.tag_ == "JJR" and t.dep_ == "amod" for t in following)


def _compares(word: Token) -> bool:
    """Whether a word is held against another: 'none as painful', 'nobody cheered louder' say the
    most, and deny nothing."""
    return word.tag_ in ("JJR", "RBR") or any(
        child.dep_ in ("advmod", "acomp") and (child.lower_ == "as" or child.tag_ in ("JJR", "RBR"))
        for child in word.children
    )


def _governed(token: Token, lemma: str) -> Iterator[Token]:
    if lemma in _GOVERNORS and not any(_is_infinitive(child) for child in token.children):
        yield from _after_to(token)
    for child in token.children:
        infinitive = child.dep_ in ("xcomp", "ccomp", "acl") and _is_infinitive(child)
        if lemma in _GOVERNORS and infinitive:
            yield from _clause(child, token.i)
        elif lemma in _NOUNS and child.lower_ == "of":
            yield from _below(child)
        elif lemma == "lack" and child.dep_ == "dobj":
            yield from _noun(child)


def _after_to(governor: Token) -> Iterator[Token]:
    """The infinitive that follows where the parse lost it: 'unlikely to soon, if ever, approve'."""
    following = governor.doc[governor.i + 1 : governor.i + 2 + _LOST]
    if not following or following[0].lower_ != "to":
        return
    for token in following[1:]:
        if token.tag_ == "VB":
            yield from _clause(token, governor.i)
        if token.pos_ in ("VERB", "AUX", "NOUN", "PROPN"):
            return


def _predicate_of(subject: Token) -> Iterator[Token]:
    if subject.dep_ in _SUBJECTS and not _compares(subject.head):
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
        if child.dep_ == "dobj" and head.lemma_.lower() in _CAUSING:
            yield from (c for c in child.children if c.dep_ == "acl" and c.tag_ == "VBN")
        if child.dep_ in _PREDICATES or alternative or passed:
            yield from _phrase(child, after)
        elif child.dep_ == "prep" and (
            child.lower_ == "as" or (child.lower_ == "in" and head.lemma_ == "be")
        ):
            yield from _below(child)  # 'not as an enemy', 'are not in danger'


def _noun(head: Token) -> Iterator[Token]:
    """A noun, its adjectives and the noun after 'of'; nothing of a noun phrase that is known."""
    children = list(head.children)
    if any(c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in _KNOWN) for c in children):
        return
    yield head
    for child in children:
        if child.dep_ in ("amod", "compound"):  # 'no warning signs'
            yield child
            yield from (c for c in child.children if c.dep_ == "advmod")
        elif child.dep_ == "prep" and child.lower_ == "of":
            yield from _below(child)
        elif child.dep_ == "acl" and _is_infinitive(child):
            yield from _clause(child, head.i)


def _is_infinitive(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)
