"""The word lists that the sources analyser rests on, read once from the packaged TOML files.

They are data, so that a reader of the report can look up why a speaker got a role or a country.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from framing.analysers.sources.phrases import Phrase
from framing.files import PACKAGE
from framing.models import Role, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from framing.text.parse import ParsedArticle

DATA = PACKAGE / "data" / "sources"
COUNTRIES = PACKAGE / "data" / "countries.toml"


@dataclass(frozen=True, slots=True)
class Cues:
    """Lemmas that introduce a statement, by what they take as content."""

    speech: frozenset[str]
    thought: frozenset[str]
    infinitive: frozenset[str]
    object: frozenset[str]
    preposition: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Roles:
    """Nouns that tell what a speaker is. Entries of several words are joined by single spaces."""

    person: Mapping[str, Role]
    body: Mapping[str, Role]
    plain: frozenset[str]
    document: frozenset[str]
    longest: int  # words in the longest entry


@dataclass(frozen=True, slots=True)
class Medium:
    """A news agency or outlet that copy names as a source or channel."""

    name: str
    country: str
    agency: bool


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def cues() -> Cues:
    """The cue verbs (``cues.toml``)."""
    data = _read("cues.toml")
    return Cues(
        frozenset(data["speech"].split()),
        frozenset(data["thought"].split()),
        frozenset(data["infinitive"].split()),
        frozenset(data["object"].split()),
        {verb: frozenset(words) for verb, words in data["preposition"].items()},
    )


@lru_cache(maxsize=1)
def roles() -> Roles:
    """The role nouns (``roles.toml``)."""
    data = _read("roles.toml")

    def words(text: str) -> list[str]:
        return [word.replace("-", " ") for word in text.split()]

    person = {w: Role(role) for role, text in data["person"].items() for w in words(text)}
    body = {w: Role(role) for role, text in data["body"].items() for w in words(text)}
    longest = max(len(entry.split()) for entry in (*person, *body))
    return Roles(
        person,
        body,
        frozenset(words(data["plain"]["words"])),
        frozenset(words(data["document"]["words"])),
        longest,
    )


@lru_cache(maxsize=1)
def media() -> Mapping[str, Medium]:
    """Agencies and outlets by each form of their names (``media.toml``)."""
    data = _read("media.toml")
    return {
        form: Medium(name, entry["country"], kind == "agencies")
        for kind in ("agencies", "outlets")
        for name, entry in data[kind].items()
        for form in entry["names"]
    }


@lru_cache(maxsize=1)
def media_lower() -> Mapping[str, Medium]:
    """Agencies and outlets by each form of their names in lower case, without 'the'."""
    return {form.lower().removeprefix("the "): medium for form, medium in media().items()}


@lru_cache(maxsize=1)
def sides() -> tuple[tuple[str, str, str], ...]:
    """Countries named by a side: ('South', 'South Korea', 'KR')."""
    return tuple(
        (side, phrase, code)
        for side in ("South", "North", "East", "West")
        for phrase, (code, kind) in places().items()
        if kind == "name" and phrase.startswith(side + " ")
    )


@lru_cache(maxsize=1)
def places() -> Mapping[str, tuple[str, str]]:
    """Country (ISO 3166 alpha-2) and kind ('name', 'people', 'seat', 'city') by word or phrase."""
    found: dict[str, tuple[str, str]] = {}
    data = tomllib.loads(COUNTRIES.read_text(encoding="utf-8"))
    kinds = {"names": "name", "people": "people", "seats": "seat", "cities": "city"}
    for key, kind in kinds.items():
        for code, entry in data.items():
            for phrase in entry.get(key, ()):
                found.setdefault(phrase, (code, kind))
                if kind == "people" and not phrase.endswith(("ese", "sh", "ch", "s")):
                    found.setdefault(phrase + "s", (code, kind))
    return found


_MAX_WORDS = 5
# 'director of Japanese studies', 'envoy for North Korea policy', 'ambassador to France': what the
# office deals with is not where it sits.
_SUBJECT_MATTER = frozenset(
    "studies policy affairs relations history literature language politics expert specialist "
    "analyst watcher scholar issues desk correspondent programme program strategy economy".split()
)
_EXPERTS = frozenset({"expert", "specialist", "analyst", "scholar", "watcher"})
_ABOUT = frozenset({"for", "on", "to", "against", "about", "with", "over", "covering", "into"})
_WEAK_SEATS = frozenset({"Washington", "Geneva", "Vienna", "Brussels"})


def country_of(
    parsed: ParsedArticle, phrase: Phrase, local: Mapping[str, str], named: Set[str] = frozenset()
) -> tuple[str | None, str]:
    """Country (ISO 3166 alpha-2) that a phrase tells, with the words it rests on.

    Args:
        local: phrases such as 'here' or 'the south' with the country that the outlet means.
        named: words of the speaker's own name, which are no places ('Lund', 'Jordan').
    """
    found = _mentions(parsed, phrase.span, local, named)
    if not found and phrase.office:
        found = _mentions(parsed, phrase.office, local, named)
    if not found:
        return None, ""
    # Nationality and possessor before the noun say most, then 'of', then 'at' and 'in'.
    rank, _, words, code = min(found)
    several = len({code for rank, _, _, code in found if rank < 9}) > 1
    if _joint(parsed, found) or (phrase.sort == "persons" and several):
        return None, ""  # 'South Korea and Japan', 'South Korea's and Japan's ministries'
    return (code, f"'{words}'") if rank < 9 else (None, "")


def _joint(parsed: ParsedArticle, found: list[tuple[int, int, str, str]]) -> bool:
    """Whether two countries stand side by side as possessors or names."""
    in_order = sorted((at, words, code) for _, at, words, code in found)
    for (at, words, code), (following, _, other) in pairwise(in_order):
        between = parsed.text[at + len(words) : following].replace("’", "'").split()
        if code != other and between and set(between) <= {"'s", "and", ",", "or", "the"}:
            return True
    return False


def _mentions(
    parsed: ParsedArticle, span: Span, local: Mapping[str, str], named: Set[str]
) -> list[tuple[int, int, str, str]]:
    known = places()
    tokens = [t for t in parsed.tokens(span) if not t.is_space]
    found = []
    at = 0
    while at < len(tokens):
        hit = 0
        for length in range(min(_MAX_WORDS, len(tokens) - at), 0, -1):
            first, last = tokens[at], tokens[at + length - 1]
            words = parsed.text[first.idx : last.idx + len(last.text)]
            code, kind = known.get(words, ("", ""))
            if code and named >= set(words.split()):
                code = ""  # 'Sven Lund' is no town
            if not code and words.lower() in local:
                code, kind = local[words.lower()], "local"
            if code:
                rank = _rank(tokens, at, length, kind)
                found.append((rank, first.idx, words, code))
                hit = length
                break
        at += hit or 1
    return found


def _rank(tokens: list[Token], at: int, length: int, kind: str) -> int:
    """How directly a place word tells the speaker's country: 0 best, 9 not at all."""
    governed = next((t.lower_ for t in reversed(tokens[:at]) if t.pos_ == "ADP"), "")
    if kind == "local" and tokens[at].lower_ == "here":
        return 3
    remote = _subject_matter(tokens, at, length, kind, governed)
    if remote:
        return remote
    if kind in ("city", "seat"):
        weak = tokens[at].text in _WEAK_SEATS and governed in ("in", "based")
        return 5 if kind == "city" else 6 if weak else 4
    if not governed:
        return 0
    return 1 if tokens[at + length - 1].dep_ in ("poss", "amod", "compound", "nmod") else 2


def _subject_matter(tokens: list[Token], at: int, length: int, kind: str, governed: str) -> int:
    """7 or 9 where the place is what the office deals with, 0 where it is not."""
    preceding = tokens[at - 1].lower_ if at else ""
    if preceding == "the" and at > 1:
        preceding = tokens[at - 2].lower_
    if preceding in _ABOUT or (governed in _ABOUT and governed != "with"):
        return 9
    following = [t.lower_ for t in tokens[at + length : at + length + 2]]
    if following and following[0] in _SUBJECT_MATTER:
        if kind != "people":
            return 9
        if following[0] not in _EXPERTS:  # a 'Chinese expert' is Chinese, a 'China expert' may be
            return 9 if following[0] in ("studies", "policy", "affairs") else 7
    subjects = _SUBJECT_MATTER - _EXPERTS
    return 9 if governed == "of" and subjects.intersection(following) else 0
