"""What a phrase names: a person, a place, an organisation, a name of which nothing tells whose, or
something common."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.head_nouns import in_camel_case, lemma_of, names_a_body
from framing.analysers.sources.reading import noun_phrase, text_of

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token


def sort_of(head: Token, tokens: DocSpan, name: str | None) -> str:
    """What the phrase around a head names (``Phrase.sort``)."""
    text = tokens.text
    # 'the president-elect', 'one of the staff at the café'
    of_many = head.lower_ == "elect" or (head.lower_ == "one" and " of " in text)
    if name or of_many or one_by_nation_or_age(text):
        return "person" if name else "common"
    known = lexicon.roles()
    own = re.sub(r"^[Tt]he ", "", text)
    if own.lower() in known.body and own[:1].isupper() and len(tokens) > 2:
        return "organisation"  # 'Doctors Without Borders'
    if head.pos_ == "PROPN" or head.ent_type_:
        noun = lemma_of(head)
        opens = len(tokens) == 1 and head.is_sent_start and noun in known.kinds
        if noun in known.person or noun in known.plain or one_of_a_people(head) or opens:
            return "common"  # 'Research' opens a sentence
        bare = text.removeprefix("the ").removeprefix("The ")
        alone = noun_phrase(head, joint=False).of(text_of(tokens.doc))
        places = {bare, alone.removeprefix("the ").removeprefix("The ")}
        if places & lexicon.places().keys() or head.ent_type_ == "GPE":
            return "place"
        if head.ent_type_ == "NORP" and head.tag_ == "NNPS":
            return "common"  # 'Muslims'
        labelled = head.ent_type_ in ("ORG", "GPE", "FAC", "NORP", "LOC")
        if (labelled and not _in_title_case(head)) or _named_body(text) or in_camel_case(head.text):
            return "organisation"
        if head.pos_ == "PROPN":
            return "name"
    return "organisation" if _CAMEL.fullmatch(head.text) else "common"


_CAMEL = re.compile(r"[A-Z][a-z]+[A-Z]\w*")  # 'SpaceX', which is no plain word


def one_of_a_people(head: Token) -> bool:
    """Whether the head names one or several of a people: 'Germans', 'an Afghan'. 'The Russians'
    may be their government."""
    if lexicon.places().get(head.text, ("", ""))[1] != "people":
        return False
    before = [c.lower_ for c in head.lefts]
    one = any(word in ("a", "an", "one", "another") for word in before)
    return one or ("the" not in before and head.text.endswith("s"))


_AGED = re.compile(r"(?i:the) (?:[a-z]+ )?\d{1,3}-year-old\b(?P<behind>.*)")
_OF_A_NATION = re.compile(r"(?i:the) (?P<nation>[A-Z]\w+(?: [A-Z]\w+)?)")
# 'The Chinese', 'the British' are many, or their government.
_OF_MANY = ("ese", "sh", "ch", "ss", "s")


def one_by_nation_or_age(words: str) -> bool:
    """Whether copy calls a person by nation or age alone: 'the Norwegian', 'the 29-year-old', 'the
    46-year-old South African'."""
    aged = _AGED.fullmatch(words)
    nation = aged.group("behind").strip() if aged else ""
    if not aged:
        match = _OF_A_NATION.fullmatch(words)
        nation = match.group("nation") if match else ""
    elif not nation:
        return True
    people = lexicon.places().get(nation, ("", ""))[1] == "people"
    return people and not nation.endswith(_OF_MANY)


_TITLE_CASE = 0.7  # share of a sentence's words that are capitalised in a headline's style
_MIN_TITLE = 4


def _in_title_case(token: Token) -> bool:
    """Whether the sentence is set as some headlines are: 'Trump Declares Victory In Trade Fight'.
    What is a name there, and whose, the entity recogniser cannot tell."""
    words = [t for t in token.sent if t.is_alpha]
    capitals = sum(t.text[:1].isupper() for t in words)
    return len(words) >= _MIN_TITLE and capitals >= _TITLE_CASE * len(words)


_ACRONYM = re.compile(r"\b(?:[A-Z]{2,6}|(?:[A-Z]\.){2,})\b")


def _named_body(text: str) -> bool:
    """Whether a proper name is a body's by its own words: it has an article, an acronym, a known
    medium's name or a word such as 'council'."""
    bare = text.removeprefix("the ").removeprefix("The ")
    acronym = _ACRONYM.search(text) is not None and not text.isupper()
    short = text.isupper() and len(text) <= _LONGEST_ACRONYM
    return bare != text or acronym or short or names_a_body(text) or bare in lexicon.media()


_LONGEST_ACRONYM = 5
