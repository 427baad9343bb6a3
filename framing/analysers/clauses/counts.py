"""How many: what is counted in headline and first sentences, and what is told of it.

'Twelve dockers were injured' counts people who are injured; so do 'injuring 12' and '12 people
hurt'. A part of more ('including two children'), what is over a time, and what did not happen are
left out, for they are no figure of the event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from framing.analysers.clauses.acts import TRANSITIVE
from framing.analysers.clauses.tree import span_of, voice_of
from framing.models import Span, Voice
from framing.text.mood import is_told_as_happened
from framing.text.parse import ParsedArticle
from framing.wording import IN_LETTERS

if TYPE_CHECKING:
    from spacy.tokens import Token

_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_AT_LEAST = re.compile(r"(?:at least|more than|over|upwards of|no fewer than)\W*$", re.IGNORECASE)
_AT_MOST = re.compile(r"(?:up to|less than|fewer than|under|as many as|at most)\W*$", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:about|around|some|nearly|almost|roughly|approximately|an estimated|close to)\W*$",
    re.IGNORECASE,
)
_AS_MUCH = 0.15  # by which 'about 100' may be off
_PART = re.compile(r"(?:\bincluding|\bamong|\bof|\bof the|\bof whom|\bof them)\W*$", re.IGNORECASE)
_TIMES = frozenset(
    "second minute hour day night week month year decade century time percent p.m. a.m.".split()
)
_MORE = frozenset("additional another extra further more next other same such".split())
_PEOPLE = frozenset("civilian individual other people person victim".split())
_SAME = {"wound": "injure", "hurt": "injure"}  # said of people alike
_EMPTY = frozenset("be do get go have include leave make say see tell".split())
_MEMBER = frozenset({"dobj", "nsubj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things, and what is told of them: ``low`` and ``high`` are the least and the most
    that the words allow ('at least 12': from 12 on); ``high`` is None where there is no most."""

    table: ClassVar[str] = ""
    columns: ClassVar[tuple[str, ...]] = ()

    span: Span
    sentence: int
    voice: Voice
    number: float
    low: float
    high: float | None
    thing: str
    told: str


def counts_of(tokens: Sequence[Token], sentence: int, doc: ParsedArticle) -> Iterator[Count]:
    """The numbers of things in a sentence of which a verb tells something that happened."""
    held = {token.i for token in tokens}
    for token in tokens:
        if token.pos_ != "NUM" or token.i not in held:
            continue
        noun = token.head if token.dep_ == "nummod" else token
        number = _value(token)
        verb = _verb_of(noun)
        if number is None or verb is None or verb.i not in held or not _is_event(noun, verb):
            continue
        thing = "people" if noun is token else noun.lemma_.lower()
        if thing in _PEOPLE:
            thing = "people"
        before = doc.text[max(0, _first(token).idx - 30) : _first(token).idx]
        if _PART.search(before) or not _is_whole(token, noun, verb):
            continue
        lemma = verb.lemma_.lower()
        yield Count(
            span_of([_first(token), noun, verb]),
            sentence,
            voice_of(token, doc),
            number,
            *_range(number, before),
            thing,
            _SAME.get(lemma, lemma),
        )


def _first(number: Token) -> Token:
    """The first word of a number: '3.5' of '3.5 million'."""
    parts = [c for c in number.children if c.dep_ in ("compound", "quantmod") and c.pos_ == "NUM"]
    return parts[0] if parts else number


def _value(number: Token) -> float | None:
    words = [w.text for w in (_first(number), number)][: 1 if _first(number) is number else 2]
    total = 1.0
    for word in words:
        plain = word.lower()
        if plain in _SCALES:
            total *= _SCALES[plain]
        elif plain in IN_LETTERS:
            total *= IN_LETTERS[plain]
        elif _DIGITS.fullmatch(plain):
            total *= float(plain.replace(",", ""))
        else:
            return None
    return total


def _range(number: float, before: str) -> tuple[float, float | None]:
    if _AT_LEAST.search(before):
        return number, None
    if _AT_MOST.search(before):
        return 0.0, number
    if _ABOUT.search(before):
        return number * (1 - _AS_MUCH), number * (1 + _AS_MUCH)
    return number, number


def _verb_of(noun: Token) -> Token | None:
    """What is told of a counted noun: the verb that it is subject or object of, or a participle
    that stands behind it ('12 people injured')."""
    if noun.dep_ in _MEMBER and noun.head.pos_ in ("VERB", "AUX"):
        return noun.head
    return next((c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN"), None)


def _is_event(noun: Token, verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    words = {c.lower_ for c in noun.children if c.dep_ in ("amod", "det", "advmod", "nmod")}
    return (
        lemma not in _EMPTY
        and noun.lemma_.lower() not in _TIMES
        and not words & _MORE
        and not any(c.dep_ == "prep" and c.lower_ == "of" for c in noun.children)
        and not any(_in_another(word) for word in (verb, noun))
        and is_told_as_happened(verb)
    )


def _is_whole(number: Token, noun: Token, verb: Token) -> bool:
    """Whether a number is of one thing alone: not of 'regime and rebel fighters', nor, without a
    noun, anything but people beside a verb of what is done to them ('injuring 12'), as 'seven' is
    in 'seven dead and 12 injured'."""
    if noun is not number:
        return not any(c.dep_ == "conj" for c in noun.children)
    first, last = sorted((number.i, verb.i))
    between = number.doc[first + 1 : last]
    alone = all(t.dep_ in ("aux", "auxpass", "advmod", "quantmod", "amod") for t in between)
    return alone and verb.lemma_.lower() in TRANSITIVE


def _in_another(word: Token) -> bool:
    """Whether a word stands in a clause that tells of something else: 'the group that killed 12 in
    May', 'after two were hurt'."""
    while word.head != word:
        if word.dep_ == "relcl":
            return True
        opened = any(c.dep_ in ("mark", "advmod") and c.i < word.i for c in word.children)
        if word.dep_ == "advcl" and opened:
            return True
        if word.dep_ in ("pcomp", "pobj") and word.head.lower_ in ("after", "before", "since"):
            return True
        word = word.head
    return False
