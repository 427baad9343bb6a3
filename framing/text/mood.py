"""Whether a sentence says that something happened.

'Should the North attack', 'fears of an attack' and 'to stop any attack' name an attack that nobody
says there was. What is conditional, possible, planned, feared or denied is read off the structure
of the clause: its auxiliaries, the word that opens it, and what governs it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_MODALS = frozenset(
    "can ca could may might must ought shall should will wo would 'd 'll ’d ’ll".split()
)
_OPENERS = frozenset("if lest unless whether".split())
_NOT_ANY = frozenset("any no neither either never whatever".split())
# Verbs whose infinitive is done: 'began to attack', 'went on to attack'.
_DONE = frozenset("begin cease come continue dare fail go happen help manage proceed start".split())
# What governs a thing that is not there yet, or not at all. It is a closed set: verbs and nouns of
# fear, plan, prevention, denial and chance.
_GOVERNS = frozenset(
    "anticipate avert avoid await call case chance consider contemplate danger deny deter "
    "discourage doubt event expect fear foil foresee forestall hypothetical imminent "
    "likelihood likely oppose plan plot possibility possible potential preclude predict "
    "prepare prevent probability prospect protect rehearse risk stop suspect threat threaten "
    "unlikely vow want warn warning wish worried worry".split()
)
# A headline's capitals hide the dictionary form.
_FORMS = {
    form
    for word in _GOVERNS
    for form in (word, f"{word}s", f"{word.removesuffix('e')}ed", f"{word.removesuffix('e')}ing")
}
_WITHOUT = frozenset({"against", "barring", "instead", "without"})
_CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl", "pcomp"})
_PHRASE = frozenset({"pobj", "prep", "amod", "compound", "nmod", "poss", "conj", "appos"})


def is_told_as_happened(word: Token) -> bool:
    """Whether the clause of a verb or noun says that it happened.

    Args:
        word: the head of the words that name an event.
    """
    if _is_supposed(word):
        return False
    if word.pos_ in ("VERB", "AUX"):
        return _verb_happened(word)
    chain = list(_up(word))
    if any(_is_kept_open(each) for each in chain):
        return False
    return any(_is_known(each) for each in chain) or _is_clause_so(chain[-1])


def _is_supposed(word: Token) -> bool:
    """Whether 'should' before its subject, or 'in case', opens the words before it: the parse often
    takes what follows for a noun ('should the North attack')."""
    for before in reversed(word.doc[word.sent.start : word.i]):
        if before.text in ",;:–—":
            return False
        after = before.nbor()
        if before.lower_ == "should" and after.pos_ in ("DET", "PRON", "PROPN", "NOUN", "ADJ"):
            return True
        if before.lower_ == "case" and before.i and before.nbor(-1).lower_ == "in":
            return True
    return False


def _up(word: Token) -> Iterator[Token]:
    """A noun and what it hangs from, up to the verb of its clause."""
    yield word
    while word.dep_ in _PHRASE and word.head != word:
        word = word.head
        yield word
        if word.pos_ in ("VERB", "AUX"):
            return
    if word.head != word:
        yield word.head


def _is_kept_open(word: Token) -> bool:
    """Whether a word on the way from a noun to its verb leaves open whether it happened."""
    if _governs(word) or word.lower_ in _WITHOUT:
        return True
    return any(
        c.lower_ in _NOT_ANY or (c.dep_ in ("amod", "compound") and _governs(c))
        for c in word.children
        if c.dep_ in ("det", "neg", "amod", "compound", "preconj")
    )


def _governs(word: Token) -> bool:
    return word.lemma_.lower() in _GOVERNS or word.lower_ in _FORMS


def _is_known(noun: Token) -> bool:
    """Whether a noun speaks of something that is known: 'the attack would be avenged'."""
    known = ("the", "this", "that", "these", "those", "such")
    return noun.pos_ in ("NOUN", "PROPN") and any(
        c.dep_ == "poss" or c.lower_ in known for c in noun.children
    )


def _is_clause_so(word: Token) -> bool:
    while word.pos_ not in ("VERB", "AUX") and word.head != word:
        word = word.head
    return word.pos_ not in ("VERB", "AUX") or _verb_happened(word)


def _verb_happened(verb: Token) -> bool:
    """Whether a verb's clause is so: no modal, no denial, no condition, and so for what governs
    it."""
    seen: set[int] = set()
    while verb.i not in seen:
        seen.add(verb.i)
        if _leaves_open(verb):
            return False
        if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
            own = any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
            if own:
                return True
            verb = verb.head  # 'would sail and attack': the auxiliary is of both
        else:
            open_ = _is_open_clause(verb) or _is_ungranted(verb)
            return not (verb.dep_ in _CLAUSES and open_)
    return True


def _leaves_open(verb: Token) -> bool:
    return any(
        (c.dep_ == "aux" and c.lower_ in _MODALS)
        or c.dep_ == "neg"
        or (c.dep_ in ("mark", "advmod") and c.lower_ in _OPENERS)
        for c in verb.children
    )


def _is_open_clause(verb: Token) -> bool:
    """Whether a clause names what may be done: an infinitive, but for 'began to'; 'without
    attacking', 'instead of attacking'."""
    if any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.children):
        return verb.head.lemma_.lower() not in _DONE
    return verb.dep_ == "pcomp" and any(
        word.lower_ in _WITHOUT for word in (verb.head, verb.head.head)
    )


def _is_ungranted(verb: Token) -> bool:
    """Whether what governs a clause does not grant it: 'denied that it attacked', 'fears that'."""
    governing = verb.head
    if _governs(governing):
        return True
    return verb.dep_ == "ccomp" and any(c.dep_ == "neg" for c in governing.children)
