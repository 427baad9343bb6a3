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
    "statement suggestion".split()
)
_WISHED = frozenset({"dobj", "dative"})
_CLAUSES = frozenset({"acl", "relcl", "ccomp"})
_BETWEEN = frozenset({"pobj", "prep", "dobj", "nmod", "poss", "conj"})


def others_words(doc: ParsedArticle) -> frozenset[int]:
    """The positions of words that somebody is reported to have said or written, whether or not they
    stand in quotation marks, and of the verb or noun that reports it ('criticised', 'warned'): it
    tells what the speaker did. A clause hung from such a noun counts, too."""
    found: set[int] = set()
    for statement in doc.statements:
        if not statement.speech:
            continue
        for span in statement.content:
            found.update(token.i for token in doc.tokens(span))
        if statement.cue:
            found.update(t.i for t in doc.tokens(statement.cue) if t.pos_ not in _MANNER)
        found.update(_cut_off(doc, statement))
    for token in doc.doc:
        if token.dep_ == "mark" and token.lower_ == "that":
            found.update(_said_by_noun(token))
        elif token.pos_ == "VERB" and token.lemma_ == "wish":
            objects = (child for child in token.children if child.dep_ in _WISHED)
            found.update(word.i for thing in objects for word in thing.subtree)
    return frozenset(found)


def _cut_off(doc: ParsedArticle, statement: Statement) -> Iterator[int]:
    """The infinitive behind the content of a statement, where a parenthesis parts it from its 'to':
    'argued that they were unlikely to soon, if ever, approve it'."""
    said = doc.tokens(statement.content[-1])
    if not said:
        return
    for token in doc.doc[said.end : said[-1].sent.end]:
        if token.pos_ in ("VERB", "AUX"):
            alone = not any(c.dep_ in ("aux", "nsubj", "nsubjpass") for c in token.children)
            if token.tag_ == "VB" and alone:
                yield from (word.i for word in token.subtree)
            return


def _said_by_noun(that: Token) -> Iterator[int]:
    """The words of a 'that' clause, if a noun of saying stands on the way to it."""
    verb = that.head
    if verb.dep_ not in _CLAUSES or verb.head.pos_ not in ("NOUN", "PROPN"):
        return
    around = [verb.head, *(t for t in verb.head.subtree if t.i < that.i and t.dep_ in _BETWEEN)]
    if any(token.lemma_.lower() in _SAYINGS for token in around):
        yield from (token.i for token in verb.subtree)
