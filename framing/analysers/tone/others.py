"""Which words of an article are its sources': what the report promises to leave out of the tone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from framing.models import Statement
from framing.text.parse import ParsedArticle

if TYPE_CHECKING:
    from spacy.tokens import Token

# How the writer says that it was said ('wrongfully accused') stays the writer's.
_MANNER = frozenset({"ADV", "ADJ"})
# Nouns whose 'that' clause is what somebody says: 'the firm's claims that it abuses its position'.
_SAYINGS = frozenset(
    "accusation allegation argument assertion charge claim complaint contention insistence "
    "report statement suggestion warning assurance message".split()
)
# Nouns whose clause is what somebody believes, hopes or fears.
_BELIEFS = frozenset(
    "assumption belief concern fear feeling hope impression rumor rumour suspicion view "
    "worry".split()
)
# Of these nouns what follows 'of' is charged, too: 'allegations of armed threats'.
_CHARGES = frozenset(
    {"accusation", "allegation", "charge", "claim", "rumor", "rumour", "suspicion"}
)
# Verbs with which somebody charges or warns, and the prepositions before what.
_CHARGED = {
    "accuse": frozenset({"of"}),
    "charge": frozenset({"with"}),
    "complain": frozenset({"of", "about"}),
    "suspect": frozenset({"of"}),
    "warn": frozenset({"of", "about", "against"}),
}
_SAYS = frozenset({"add", "report", "say", "tell", "write"})
# Verbs whose clause is what their subject believes.
_THINKS = frozenset(
    "assume believe consider deem fear feel hope judge regard suspect think".split()
)
_FEELS = frozenset({"feel", "feels", "felt"})
_TAKEN_AS = frozenset({"consider", "perceive", "regard", "see", "view"})  # 'is seen as X'
_THOUGHT = frozenset({"acomp", "ccomp", "oprd", "xcomp"})
_OWN = frozenset({"i", "we"})  # who writes
_BY_OTHERS = frozenset({"by", "commonly", "generally", "widely"})
# Words that withhold belief from the thing that they stand before.
_WITHHELD = frozenset({"alleged", "purported", "reputed", "supposed", "suspected"})
_ASKED = frozenset({"acl", "ccomp", "pcomp"})  # where a clause with 'whether' is a question
_WISHED = frozenset({"dobj", "dative"})
_CLAUSES = frozenset({"acl", "relcl", "ccomp"})
_THOUGHTS, _TOLD = _THINKS | _TAKEN_AS, _CHARGES | _BELIEFS | _CHARGED.keys()
_BETWEEN = frozenset({"pobj", "prep", "dobj", "nmod", "poss", "conj"})


def others_words(doc: ParsedArticle) -> frozenset[int]:
    """The positions of words that somebody is reported to have said or written, whether or not they
    stand in quotation marks, and of the verb or noun that reports it ('criticised', 'warned'): it
    tells what the speaker did. So are what somebody believes, is charged with, is warned of or
    asks, and a thing from which belief is withheld ('so-called')."""
    found: set[int] = set()
    for statement in doc.statements:
        if not statement.speech:
            continue
        for span in statement.content:
            said = doc.tokens(span)
            found.update(range(said.start, said.end))
        if statement.cue:
            found.update(t.i for t in doc.tokens(statement.cue) if t.pos_ not in _MANNER)
        found.update(_cut_off(doc, statement))
    for token in doc.doc:
        if token.dep_ == "mark" and token.lower_ == "that":
            found.update(_said_by_noun(token))
        elif token.pos_ == "VERB" and token.lemma_ == "wish":
            objects = (child for child in token.children if child.dep_ in _WISHED)
            found.update(word.i for thing in objects for word in thing.subtree)
        if token.lower_ == "whether" and token.dep_ == "mark" and token.head.dep_ in _ASKED:
            found.update(word.i for word in token.head.subtree)
        lemma = token.lemma_.lower()
        if lemma in _SAYS:
            found.update(_said(token))
        if lemma in _THOUGHTS or token.dep_ == "auxpass":
            found.update(_thought(token))
        if lemma in _TOLD:
            found.update(_charged(token))
        if token.lower_ == "called" or token.lower_ in _WITHHELD:
            found.update(_withheld(token))
    return frozenset(found)


def _said(verb: Token) -> Iterator[int]:
    """What a plain verb of saying reports, by the grammar alone: some of it is no statement of
    anyone's for want of a comma or of a speaker with a name."""
    subjects = {c.lower_ for c in verb.children if c.dep_ == "nsubj"}
    if not subjects or subjects & _OWN:
        return
    clauses = [child for child in verb.children if child.dep_ == "ccomp"]
    beside = verb.dep_ == "parataxis" or (
        verb.dep_ == "conj" and not any(c.dep_ == "cc" and c.i < verb.i for c in verb.head.children)
    )
    if beside and not clauses:  # 'the rooms, they wrote, were damp', 'nine were hurt a clerk said'
        clauses = [verb.head]
    for clause in clauses:
        yield from _whole(clause)


def _thought(verb: Token) -> Iterator[int]:
    """What somebody other than the writer believes or feels: 'felt that it was a good plan', 'which
    feels unfairly treated', 'is seen as a threat'."""
    lemma = verb.lemma_.lower()
    if verb.dep_ == "auxpass" and verb.lower_ in _FEELS:  # 'feels unfairly treated', by the parse
        yield verb.head.i
        for child in verb.head.children:
            if child.i > verb.i:
                yield from _whole(child)
    if lemma not in _THOUGHTS or verb.pos_ != "VERB":
        return
    if any(c.lower_ in _OWN for c in verb.children if c.dep_ == "nsubj"):
        return
    by_whom = {c.lower_ for c in verb.children if c.dep_ in ("agent", "advmod")}
    if any(c.dep_ == "auxpass" for c in verb.children) and by_whom.isdisjoint(_BY_OTHERS):
        return  # 'was never seen as fair': by the writer, too
    for child in verb.children:
        believed = lemma in _THINKS and child.dep_ in _THOUGHT
        taken = lemma in _TAKEN_AS and child.dep_ == "prep" and child.lower_ == "as"
        if child.i > verb.i and (believed or taken):
            yield from _whole(child)


def _charged(word: Token) -> Iterator[int]:
    """What somebody is charged with or warned of, and the warning: it is told, not found."""
    lemma = word.lemma_.lower()
    if word.pos_ == "NOUN" and lemma in _CHARGES:
        for child in word.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                yield from _whole(child)
    elif word.pos_ == "NOUN" and lemma in _BELIEFS:
        for child in word.children:
            # 'in the hope he would win': a clause of its own without 'that'
            if child.dep_ == "acl" and any(c.dep_ == "nsubj" for c in child.children):
                yield from (word.i, *_whole(child))
        following = word.doc[word.i + 1] if word.i + 1 < len(word.doc) else word
        if following.dep_ == "nsubj" and following.head.dep_ == "ccomp":
            yield from (word.i, *_whole(following.head))
    elif word.pos_ == "VERB" and lemma in _CHARGED:
        for child in word.children:
            if child.dep_ == "prep" and child.lower_ in _CHARGED[lemma]:
                yield from _whole(child)
                if lemma == "warn":
                    yield word.i


def _withheld(word: Token) -> Iterator[int]:
    """The words of a thing that the writer calls by another's name: 'so-called clean coal'."""
    so_called = word.lower_ == "called" and word.i > 1 and word.nbor(-1).text in "-‐‑"
    if not (so_called and word.nbor(-2).lower_ == "so") and word.lower_ not in _WITHHELD:
        return
    if word.dep_ == "amod" and word.head.i > word.i:
        yield from range(word.i + 1, word.head.i + 1)


def _whole(clause: Token) -> Iterator[int]:
    """A clause or phrase without what is told of a thing in it ('which …')."""
    for child in clause.children:
        if child.dep_ not in ("relcl", "advcl"):
            yield from _whole(child)
    yield clause.i


def _cut_off(doc: ParsedArticle, statement: Statement) -> Iterator[int]:
    """The infinitive behind the content of a statement, where a parenthesis parts it from its 'to':
    'argued that they were unlikely to soon, if ever, approve it'."""
    said = doc.tokens(statement.content[-1])
    if not said:
        return
    for token in doc.doc[said.end :]:
        if token.is_sent_start:
            return
        if token.pos_ in ("VERB", "AUX"):
            alone = not any(c.dep_ in ("aux", "nsubj", "nsubjpass") for c in token.children)
            if token.tag_ == "VB" and alone:
                yield from (word.i for word in token.subtree)
            return


def _said_by_noun(that: Token) -> Iterator[int]:
    """The words of a 'that' clause, if a noun of saying stands on the way to it."""
    verb = that.head
    around: list[Token] = []
    if verb.dep_ == "ccomp" and verb.head.lemma_ == "be":  # 'the latest charge was that …'
        for subject in (c for c in verb.head.children if c.dep_ == "nsubj"):
            around += [subject, *(t for t in subject.subtree if t.dep_ in _BETWEEN)]
    elif verb.dep_ in _CLAUSES and verb.head.pos_ in ("NOUN", "PROPN"):
        around = [verb.head, *(t for t in verb.head.subtree if t.i < that.i and t.dep_ in _BETWEEN)]
    if that.i > 0:
        around.append(that.nbor(-1))  # 'held under suspicion that …', hung from the verb
    nouns = [token for token in around if token.pos_ != "VERB"]
    if any(token.lemma_.lower() in _SAYINGS | _BELIEFS for token in nouns):
        yield from (token.i for token in verb.subtree)
    yield from (token.i for token in nouns if token.lemma_.lower() in _BELIEFS)
