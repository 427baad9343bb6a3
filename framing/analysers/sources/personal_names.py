"""Where the personal name stands in a phrase: by the entity recogniser, else by shape."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.bare_names import is_bare_name
from framing.analysers.sources.head_nouns import (
    entities_in,
    in_camel_case,
    lemma_of,
    names_a_body,
    of_a_thing,
)
from framing.analysers.sources.persons import given_names, is_firm, opens_with_given_name, people_of
from framing.analysers.sources.places import cities
from framing.analysers.sources.reading import text_of
from framing.analysers.sources.titles import COURTESY
from framing.clean.known_outlets import known_outlet
from framing.models import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan


_NAME_DEPS = frozenset({"appos", "compound", "nmod", "flat", "dep", "amod"})
_WORD = re.compile(r"[^\W\d_][\w.'’&-]*")
# What copy calls one of a people beside the name ('Brit Jan Lund'), though it is a given name, too.
_PEOPLES = frozenset({"Brit", "Aussie", "Kiwi"})


# 'Lena Brandt, CTO, Finance', which the recogniser may take for one name; no 'Jan Lund, Jr'
_APPOSED = re.compile(r"(?<=[a-z]), (?!(?:Jr|Sr|II|III)\b).*$")


def clean_name(text: str) -> str:
    """The personal name without titles in front and without a possessive ending."""
    known = lexicon.roles()
    bare = _APPOSED.sub("", text.strip())
    words = re.sub(r"['’]s?$", "", bare).split()
    while len(words) > 1:
        bare = words[0].lower().strip(".")
        titled = bare in known.person or bare in known.plain or bare in COURTESY
        place = words[0] in lexicon.places() and words[0] not in given_names()
        place = place or _is_heading(words)
        place = place or words[0] in lexicon.PLATFORMS  # the credit of a picture before the name
        place = place or (words[0] in _PEOPLES and len(words) > 2)
        if not titled and not place:
            break
        words = words[1:]
    # 'Vancouver Archbishop Michael Miller': a title within, and no given name before it.
    inner = [
        at for at, word in enumerate(words[:-1]) if at and word.lower().strip(".") in known.person
    ]
    if inner and not any(word in given_names() for word in words[: inner[-1]]):
        words = words[inner[-1] + 1 :]
    return " ".join(words)


_LONGEST_INITIALS = 3  # letters: 'JD Vance'


def _is_heading(words: list[str]) -> bool:
    """Whether the first word is a credit or a heading in capitals that runs into a name: 'GETTY
    Lund'. 'JAN Lund' opens an article."""
    first = words[0]
    capitals = first.isupper() and len(first) > _LONGEST_INITIALS
    return capitals and not words[-1].isupper() and first.title() not in given_names()


_LEGAL = frozenset("Inc Ltd Corp Co plc PLC LLC LLP AG SA NV SE GmbH Holdings".split())


def name_in(doc: Doc, tokens: DocSpan, head: Token) -> Span | None:
    """Where the personal name stands in the phrase, which may be one word."""
    if is_bare_name(head):
        return Span(head.idx, head.idx + len(head.text))
    return _longer_name_in(doc, tokens, head)


def _longer_name_in(doc: Doc, tokens: DocSpan, head: Token) -> Span | None:
    """Where a name of a person stands: by the entity recogniser, else by shape."""
    media, places = lexicon.media(), lexicon.places()
    for entity in entities_in(tokens):
        if entity.label_ != "PERSON" or not _WORD.search(entity.text):
            continue
        if any(char.isdigit() for char in entity.text):
            continue  # 'February 2022'
        root = entity.root
        if entity.text in media or entity.text in places:
            continue
        if len(entity) == 1 and (names_a_body(entity.text) or in_camel_case(entity.text)):
            continue
        if entity[-1].text.strip(".") in _LEGAL and len(entity) > 1:
            continue  # 'Qualcomm Inc'
        if entity[-1].text.isupper() and entity[-1].lower_ in lexicon.roles().person:
            continue  # 'Garissa MP'
        whole = people_of(doc).last.get(entity.text, entity.text)
        if (
            len(entity) == 1
            and whole == entity.text
            and lemma_of(entity[0]) in lexicon.roles().person
        ):
            continue  # 'Pope', of whom no name is given
        if entity.text in people_of(doc).never:
            continue
        own = root.i == head.i or head in entity
        tied = root.dep_ in _NAME_DEPS and root.head.i == head.i
        tied = tied or _closes(tokens, entity, head)
        whose = _of_an_office(doc, head, entity.start) or _of_a_body(head, entity)
        if not own and (whose or of_a_thing(head, entity)):
            continue
        if (own or tied) and root.dep_ != "poss":
            first = _from_place(doc, entity, head)
            return _hyphened(doc, Span(doc[first].idx, entity.end_char))
    return (
        _apposed(doc, head)
        or _behind_a_place(tokens, head)
        or _behind_body(tokens, head)
        or _shaped(doc, tokens, head)
        or _trailing(tokens, head)
        or _reporter(tokens)
        or _after_office(tokens, head)
    )


def _from_place(doc: Doc, entity: DocSpan, head: Token) -> int:
    """Where a name begins behind the place of an office, which the recogniser may take for a part
    of it, or with which it may leave out the first name: 'ambassador to Oslo MaryJo Lund'."""
    office = lemma_of(head) in lexicon.roles().person
    at = next((t.i for t in doc[head.i + 1 : entity.end] if t.pos_ == "ADP"), None)
    if not office or at is None or entity.start - at > _LONGEST_PLACE + 1:
        return entity.start
    for end in range(min(at + _LONGEST_PLACE, entity.end - 2), at, -1):
        rest = doc[end + 1 : entity.end]
        named = len(rest) > 1 and all(t.pos_ == "PROPN" for t in rest)
        if doc[at + 1 : end + 1].text in lexicon.places() and named:
            return end + 1
    return entity.start


_LONGEST_PLACE = 3  # words


def _behind_body(tokens: DocSpan, head: Token) -> Span | None:
    """The name that closes 'spokeswoman for the festival Anja Dahl', 'Head of the House's Trade
    Committee Jan Lund', 'Mayor of Kelm Otto Dahl': a person's behind a noun that names no office,
    and so is not whose the office is."""
    known = lexicon.roles()
    offices = known.person.keys() | known.plain
    if lemma_of(head) not in offices:
        return None
    named = next((e for e in entities_in(tokens) if e.end == tokens.end), None)
    start = tokens.end
    while start - 1 > head.i and tokens.doc[start - 1].pos_ == "PROPN":
        start -= 1
    inside = _within_run(tokens, start, head)
    if inside is not None:
        return inside
    if named is not None and named.label_ == "PERSON":
        start = named.start
    run = tokens.doc[start : tokens.end]
    if len(run) < 2 or not (run[-1].ent_type_ == "PERSON" or opens_with_given_name(run.text)):
        return None
    before = tokens.doc[start - 1]
    plain = before.pos_ == "NOUN" and before.text.islower() and lemma_of(before) not in offices
    proper = before.pos_ == "PROPN" and before.lower_ in known.body
    own = head.i < before.i - 1
    return Span(run.start_char, run.end_char) if (plain or proper) and own else None


def _within_run(tokens: DocSpan, start: int, head: Token) -> Span | None:
    """The person's name that a place's or a body's runs into, behind an office: 'ambassador to the
    United Nations Jan Lund'. No title stands between, which would make it whose the office is."""
    known, doc = lexicon.roles(), tokens.doc
    if not any(t.pos_ == "ADP" for t in doc[head.i + 1 : start]):
        return None
    for first in range(start + 1, tokens.end - 1):
        before, name = doc[first - 1], doc[first : tokens.end].text
        if doc[start : first + 1].text in lexicon.places():
            continue  # the 'Angeles' of 'Los Angeles'
        if not opens_with_given_name(name) and not people_of(doc).has(name):
            continue
        titled = before.lower_.strip(".") in {*known.person, *known.plain, *COURTESY}
        if titled or names_a_body(name) or name in lexicon.media() or name in lexicon.places():
            return None
        return Span(doc[first].idx, tokens.end_char)
    return None


_CAPITALISED_END = re.compile(r"\b([a-z]+)\s+((?:[A-Z][\w'’-]+\s+){1,2}[A-Z][\w'’-]+)$")


def _after_office(tokens: DocSpan, head: Token) -> Span | None:
    """The name that closes 'her Chinese counterpart Wang Yi', whatever it was taken for."""
    known = lexicon.roles()
    match = _CAPITALISED_END.search(tokens.text)
    if match is None or match.group(1) not in known.person.keys() | known.plain:
        return None
    name = match.group(2)
    at = tokens.start_char + match.start(2)
    start = next((t.i for t in tokens if t.idx >= at), tokens.end)
    if head.i < start and _of_an_office(tokens.doc, head, start):
        return None  # 'a lawyer for the actress Eva Lund'
    first = name.split()[0]
    foreign = first in lexicon.places() or name in lexicon.media() or names_a_body(name)
    if foreign or name.isupper() or tokens.text[: match.start()].rstrip().endswith(("'s", "’s")):
        return None
    return Span(at, at + len(name))


def _of_a_body(head: Token, entity: DocSpan) -> bool:
    """Whether a name only tells whose a body is: 'the Obama administration'."""
    known, noun = lexicon.roles(), lemma_of(head)
    listed = noun in known.body and noun not in known.person and noun not in known.plain
    return entity.end <= head.i and head.pos_ == "NOUN" and listed


def _of_an_office(doc: Doc, head: Token, start: int) -> bool:
    """Whether a name is that of an office behind the head: 'a spokesman for the President Lund'."""
    known = lexicon.roles()
    between = doc[head.i + 1 : start]
    office = len(between) > 1 and lemma_of(between[-1]) in known.person.keys() | known.plain
    return (
        office
        and any(t.pos_ == "ADP" for t in between)
        and not any(t.dep_ == "cc" or t.text == "," for t in between)
    )


def _closes(tokens: DocSpan, entity: DocSpan, head: Token) -> bool:
    """Whether a name closes 'company chairman and chief executive Richard Smith'."""
    known = lexicon.roles()
    if entity.end != tokens.end or entity.start - 1 <= head.i:
        return False
    joined = {t.i for t in head.conjuncts}
    before = tokens.doc[entity.start - 1]
    offices = known.person.keys() | known.plain
    if lemma_of(head) in known.person and _ends_a_place(tokens, entity.start):
        return True  # 'the ambassador to the US Eva Lund'
    return lemma_of(before) in offices and before.i in joined | {
        c.i for t in (head, *head.conjuncts) for c in t.children
    }


def _behind_a_place(tokens: DocSpan, head: Token) -> Span | None:
    """The name that closes 'his ambassador to the United Nations Eva Lund', whatever it was taken
    for."""
    if lemma_of(head) not in lexicon.roles().person:
        return None
    first = max(head.i + 2, tokens.end - _MOST_OF_A_NAME)
    for start in range(first, tokens.end - 1):
        run = tokens.doc[start : tokens.end]
        named = all(t.pos_ == "PROPN" for t in run) and opens_with_given_name(run.text)
        if named and _ends_a_place(tokens, start):
            return Span(run.start_char, run.end_char)
    return None


_MOST_OF_A_NAME = 4  # words


def _ends_a_place(tokens: DocSpan, end: int) -> bool:
    """Whether the words before a token are those of a place or of the United Nations."""
    known = lexicon.places().keys() | {"United Nations"}
    first = max(tokens.start, end - 3)
    return any(tokens.doc[start:end].text in known for start in range(first, end))


_OF_A_MEDIUM = re.compile(
    r"(?P<medium>[\w .&]+?)['’]s\s+(?P<name>[A-Z][\w'’]+(?:[ -][A-Z][\w'’]+){1,3})$"
)


def _reporter(tokens: DocSpan) -> Span | None:
    """The name in 'NPR's Ofeibea Quist-Arcton'."""
    match = _OF_A_MEDIUM.match(tokens.text)
    if match is None or names_a_body(match.group("name")):
        return None
    medium = re.sub(r"^[Tt]he\s+", "", match.group("medium"))
    if medium not in lexicon.media() and known_outlet(medium) is None:
        return None
    return Span(tokens.start_char + match.start("name"), tokens.start_char + match.end("name"))


def _apposed(doc: Doc, head: Token) -> Span | None:
    """The name in 'its spokeswoman, Ingrid Dahl', whatever the entity recogniser took it for."""
    known = lexicon.roles()
    if lemma_of(head) not in known.person and lemma_of(head) not in known.plain:
        return None
    for child in head.children:
        if child.dep_ != "appos" or child.pos_ != "PROPN" or child.i < head.i:
            continue
        start = child.i
        while doc[start - 1].pos_ == "PROPN" and start - 1 > head.i:
            start -= 1
        text = doc[start : child.i + 1].text
        if text not in lexicon.media() and text not in lexicon.places() and not names_a_body(text):
            return _hyphened(doc, Span(doc[start].idx, child.idx + len(child.text)))
    return None


_AFTER_COMMA = re.compile(r",\s+((?:[A-Z][\w'’.-]+\s+){1,3}[A-Z][\w'’-]+),?$")


def _trailing(tokens: DocSpan, head: Token) -> Span | None:
    """The name that closes the phrase: 'a spokesperson for Buhari, Mallam Garba Shehu'."""
    known = lexicon.roles()
    if lemma_of(head) not in known.person and lemma_of(head) not in known.plain:
        return None
    match = _AFTER_COMMA.search(tokens.text)
    if match is None or names_a_body(match.group(1)) or match.group(1) in lexicon.places():
        return None
    before = tokens.text[: match.start()].split()[-1].lower()
    if before in known.person and before != lemma_of(head):
        return None  # 'the spokesman for the President, Eva Lund'
    return Span(tokens.start_char + match.start(1), tokens.start_char + match.end(1))


_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")  # within a name: 'Le'Veon'


def _shaped(doc: Doc, tokens: DocSpan, head: Token) -> Span | None:
    """A personal name that the entity recogniser missed: capitalised words after a title, or an
    unknown capitalised pair with an appositive that tells a person."""
    known = lexicon.roles()
    run = [t for t in tokens if t.pos_ == "PROPN" or (t.text[:1].isupper() and t.is_alpha)]
    surname = people_of(doc).last.get(head.text, head.text) != head.text
    people = head.ent_type_ in ("GPE", "NORP") and not surname
    if not run or people or tokens.text in lexicon.media():
        return None
    start = head.i
    while start > tokens.start and (
        (doc[start - 1].pos_ == "PROPN" or doc[start - 1].text[:1].isupper())
        and _APOSTROPHE.sub("", doc[start - 1].text).isalpha()
        and doc[start - 1].lower_ not in known.person
        and doc[start - 1].lower_ not in known.plain
        and doc[start - 1].lower_ not in COURTESY
        and (doc[start - 1].text not in lexicon.places() or doc[start - 1].text in given_names())
    ):
        start -= 1
    if head.pos_ not in ("PROPN", "NOUN") or not head.text[:1].isupper():
        return None
    before = doc[start : head.i].text.removeprefix("The ")
    placed = not before or before in lexicon.places() or before in cities()
    if placed and not surname and head.lower_ in known.person:
        return None  # 'the Chief Minister', 'a Tory MP', 'the Kelm Mayor'
    text = doc[start : head.i + 1].text
    article = start > tokens.start and doc[start - 1].lower_ in ("the", "a", "an")
    if (
        not article
        and not names_a_body(text)
        and (known_name := _known(doc, start, head)) is not None
    ):
        return known_name
    body = names_a_body(text) or in_camel_case(text) or is_firm(text_of(doc), text)
    if head.pos_ != "PROPN" or body or text in lexicon.places():
        return None
    aged = start - 2 > tokens.start and doc[start - 3 : start].text.lower().endswith("year-old")
    titled = aged or (
        start > tokens.start
        and (
            doc[start - 1].lower_.strip(".") in known.person
            or doc[start - 1].lower_.strip(".") in known.plain
            or doc[start - 1].lower_.strip(".") in COURTESY
        )
    )
    apposed = any(
        c.dep_ == "appos" and (lemma_of(c) in known.person or lemma_of(c) in known.plain)
        for c in head.children
    )
    if titled or apposed:
        return _hyphened(doc, Span(doc[start].idx, head.idx + len(head.text)))
    return None


def _known(doc: Doc, start: int, head: Token) -> Span | None:
    """The end of the run that is the name of a person of the article, or opens with a given name:
    'Tory Brexiteer Andrea Jenkyns', 'Ford' of an article that names Christine Ford."""
    people = people_of(doc)
    for first in range(start, head.i + 1):
        text = " ".join(t.text for t in doc[first : head.i + 1])
        if text in lexicon.places() or text in lexicon.media():
            return None  # the 'Korea' of 'North Korea' is no surname
        if people.has(text) or opens_with_given_name(text):
            return _hyphened(doc, Span(doc[first].idx, head.idx + len(head.text)))
    return None


def _hyphened(doc: Doc, span: Span) -> Span:
    end = span.end
    match = re.compile(r"-[^\W\d_]+").match(text_of(doc), end)
    return Span(span.start, match.end() if match else end)
