"""The noun at the head of a phrase, as the role lists have it; the entities in a phrase."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token


def lemma_of(head: Token) -> str:
    """The head's lemma; the tagger leaves capitalised plurals ('Officials') as they are."""
    lemma = head.lemma_.lower()
    known = lexicon.roles()
    if head.lower_ in known.body and not (lemma in known.body or lemma in known.person):
        return head.lower_  # 'forces', 'media'
    if lemma == "corp" and head.lower_ == "corps":
        return "corps"
    if lemma == "datum":
        return "data"
    if lemma.endswith("s") and lemma[:-1] in known.person.keys() | known.plain:
        return lemma[:-1]
    if lemma.endswith("sses") and lemma[:-2] in known.person.keys() | known.plain:
        return lemma[:-2]
    if lemma.endswith("ies") and lemma[:-3] + "y" in known.person.keys() | known.plain:
        return lemma[:-3] + "y"
    return "spokesman" if lemma == "spokesmen" else lemma


def entities_in(tokens: DocSpan) -> Sequence[DocSpan]:
    """The entities that lie within some tokens. spaCy looks through all of the article's for each
    span that asks; here they are listed once an article."""
    data = tokens.doc.user_data
    if "entities" not in data:
        found = list(tokens.doc.ents)
        data["entities"] = ([entity.start for entity in found], found)
    starts, entities = data["entities"]
    first = bisect_left(starts, tokens.start)
    last = bisect_left(starts, tokens.end)
    return [entity for entity in entities[first:last] if entity.end <= tokens.end]


def in_camel_case(word: str) -> bool:
    """Whether a word is written as bodies' names are and no surname is: 'CoinTracker', 'OpenSeaTV';
    'McDonald', 'LeBron' and 'DiCaprio' are people's."""
    humps = _HUMP.findall(word)
    return "".join(humps) == word and len(humps) > 1 and (len(humps) > 2 or len(humps[0]) > 3)


_HUMP = re.compile(r"[A-Z][a-z]+")


def names_a_body(text: str) -> bool:
    """Whether a word of the name, or several together, say that it is an organisation."""
    known = lexicon.roles()
    words = text.lower().split()
    pairs = {" ".join(pair) for pair in pairwise(words)}
    return any(word in known.body for word in words) or bool(pairs & known.body.keys())


def ends_a_place(head: Token) -> bool:
    """Whether the names before a plain plural are where something is: 'near the town of Hald
    rebels say'."""
    at = head.i
    while at > 0 and head.doc[at - 1].pos_ == "PROPN":
        at -= 1
    return head.text.islower() and 0 < at < head.i and head.doc[at - 1].pos_ == "ADP"


def of_a_thing(head: Token, entity: DocSpan) -> bool:
    """Whether a name only tells of what kind a thing is: 'no Jan Lund calibre'."""
    known, noun = lexicon.roles(), lemma_of(head)
    person = noun in known.person or noun in known.plain or noun.endswith(_OF_PEOPLE)
    thing = head.tag_ == "NN" and head.text.islower() and not head.ent_type_ and not person
    return thing and entity.end == head.i and entity.root.dep_ in ("compound", "nmod")


_OF_PEOPLE = ("er", "or", "ist", "ian", "man", "woman")
