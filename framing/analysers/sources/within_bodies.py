"""Who speaks for a body from within: its board, which is the body itself, and the one who holds its
highest office, whom the article may name elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.identity import Speaker
from framing.analysers.sources.persons import opens_with_given_name, people_of
from framing.analysers.sources.phrases import Phrase
from framing.models import Span

if TYPE_CHECKING:
    from framing.text.parse import ParsedArticle

_NAME = (
    r"(?!(?:The|A|An|Its|His|Her|Their|This|That|Current|Former|Some)\b)"
    r"[A-Z][\w&-]*(?: [A-Z][\w&-]*){0,3}"
)
_BOARD = re.compile(
    rf"(?P<body>{_NAME})(?:['’]s?)? (?:(?:own|entire|current|full) )?"
    r"(?:board|management(?: team)?|leadership team)"
    r"(?: of directors)?(?: and (?:its )?(?:board|management(?: team)?))?"
)
_ITS_BOARD = re.compile(r"\b(?:its|the company['’]s|the firm['’]s) (?:own )?board\b")
# Of a body one person holds these, whom copy calls so without a name.
SOLE_IN_A_BODY = frozenset(
    "founder co-founder cofounder ceo executive boss owner chairman chairwoman frontman".split()
)


def body_of_board(parsed: ParsedArticle, phrase: Phrase, last: Speaker | None) -> Phrase | None:
    """The body that its own board, or 'the board' of the last one to speak, stands for; None where
    the board is a person's or nobody's that the copy tells."""
    text = parsed.text
    match = _BOARD.fullmatch(text, phrase.span.start, phrase.span.end)
    if match is not None and not people_of(parsed.doc).has(match.group("body")):
        words = tuple(match.group("body").lower().split())
        return replace(
            phrase,
            span=Span(*match.span("body")),
            noun=words[-1],
            words=words,
            sort="organisation",
            plural=False,
            definite=False,
        )
    if phrase.words != ("the", "board") or last is None or last.name:
        return None
    sentence = parsed.sentence_at(phrase.span.start)
    before = parsed.text[max(0, phrase.span.start - _NEAR) : phrase.span.start]
    proper = [p for p in last.phrases if p.sort in ("organisation", "name")]
    near = sentence is not None and sentence.index - last.last_sentence <= 1
    return proper[0] if near and proper and _ITS_BOARD.search(before) else None


_NEAR = 400  # characters


def holder_named(parsed: ParsedArticle, phrase: Phrase) -> Phrase | None:
    """The one person whom the article names in the office that a description tells: 'the Orbex
    founder', where it has 'Lena Brandt founded Orbex' or 'Orbex founder Lena Brandt'."""
    if phrase.plural or phrase.indefinite or phrase.noun not in SOLE_IN_A_BODY:
        return None
    body = body_in(parsed, phrase)
    if not body:
        return None
    found = dict(_holders(parsed.text, body, phrase.noun))
    if len({name.split()[-1] for name in found}) != 1:
        return None
    name, span = max(found.items(), key=lambda item: len(item[0]))
    full = people_of(parsed.doc).last.get(name, name)
    if " " not in full and not people_of(parsed.doc).has(full):
        return None
    return replace(phrase, span=span, name=full, words=(), sort="person", office=None)


def body_in(parsed: ParsedArticle, phrase: Phrase) -> str:
    """The name of the body in the words for an office: 'Orbex' of 'the Orbex founder'."""
    words = phrase.span.of(parsed.text)
    before = re.match(rf"(?:[Tt]he )?(?P<body>{_NAME})(?:['’]s?)? (?=[a-z])", words)
    behind = re.search(rf"\b(?:of|at) (?:[a-z][\w-]* ){{0,4}}(?P<body>{_NAME})$", words)
    match = before or behind
    name = match.group("body").removeprefix("The ") if match else ""
    known = lexicon.places()
    return "" if name in known or opens_with_given_name(name) else name


@lru_cache(maxsize=64)
def _patterns(body: str, office: str) -> tuple[re.Pattern[str], ...]:
    own, held = re.escape(body), "chief executive" if office in ("ceo", "executive") else office
    offices = rf"(?i:{re.escape(held)}{'|ceo' if held == 'chief executive' else ''})"
    person = r"(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’.-]*){0,2})"
    ways = [
        rf"\b{own}(?:['’]s?)? (?:and \w+ )?{offices} {person}",
        rf"\b{person}, (?:\w+, )?(?:the |an? )?{offices} (?:and \w+ )?of (?:[a-z]+ )?{own}\b",
    ]
    if office in ("founder", "co-founder", "cofounder"):
        ways.append(rf"\b{person} (?:co-)?founded {own}\b")
    return tuple(re.compile(way) for way in ways)


def _holders(text: str, body: str, office: str) -> Iterator[tuple[str, Span]]:
    for pattern in _patterns(body, office):
        for match in pattern.finditer(text):
            yield match.group("name"), Span(*match.span("name"))
