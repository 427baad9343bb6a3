"""The countries that the words for a speaker tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.named_places import (
    MIN_NAMED,
    PLACE_LABELS,
    ambiguous,
    named_places,
)
from framing.analysers.sources.phrases import Phrase
from framing.analysers.sources.places import (
    cities,
    parties,
    places,
    regions,
    small_cities,
)
from framing.models import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from framing.text.parse import ParsedArticle

Told = tuple[tuple[str, ...], str]
NONE: Told = ((), "")
_MAX_WORDS = 5
# 'director of Japanese studies', 'envoy for North Korea policy', 'ambassador to France': what the
# office deals with is not where it sits.
_SUBJECT_MATTER = frozenset(
    "studies policy affairs relations history literature language politics expert specialist "
    "analyst watcher scholar issues desk correspondent programme program strategy economy".split()
)
_EXPERTS = frozenset({"expert", "specialist", "analyst", "scholar", "watcher"})
_ABOUT = frozenset({"for", "on", "to", "against", "about", "with", "over", "covering", "into"})
# Where bodies of several countries sit: who speaks 'in Brussels' need not be Belgian.
_WEAK_SEATS = frozenset({"Geneva", "Vienna", "Brussels", "New York", "The Hague", "Strasbourg"})
_BEFORE_CITY = frozenset({"in", "of", "from", "near", "at", "outside", "around"})
_REMOTE = 9
_PARTY = 8  # other countries have parties of that name, too
BASED = "-based"  # behind the words for a country where somebody only sits


@dataclass(frozen=True, slots=True)
class _Found:
    rank: int  # how directly it tells the speaker's country: 0 best, 9 not at all
    at: int
    words: str
    code: str
    based: bool  # 'Britain-based': where it sits, beside what it is of


def countries_of(
    parsed: ParsedArticle, phrase: Phrase, local: Mapping[str, str], named: Set[str] = frozenset()
) -> Told:
    """Countries (ISO 3166 alpha-2) that a phrase tells, with the words that they rest on.

    Args:
        local: phrases such as 'here' or 'the south' with the country that the outlet means.
        named: words of the speaker's own name, which are no places ('Lund', 'Jordan').
    """
    found = list(_mentions(parsed, phrase.span, local, named))
    if not found and phrase.office:
        found = list(_mentions(parsed, phrase.office, local, named))
    told = [each for each in found if each.rank < _REMOTE]
    if not told:
        return NONE
    joint = _joint(parsed, told)
    if joint or (phrase.sort == "persons" and len({f.code for f in told}) > 1):
        codes = joint or tuple(dict.fromkeys(f.code for f in told))
        return codes, " and ".join(f"'{f.words}'" for f in told if f.code in codes)
    # Nationality and possessor before the noun say most, then 'of', then 'at' and 'in'.
    best = min(told, key=lambda f: (f.based, f.rank, f.at))
    seat = next((f for f in told if f.based and f.code != best.code), None)
    if seat is not None and not best.based:
        return (best.code, seat.code), f"'{best.words}' and '{seat.words}-based'"
    return (best.code,), f"'{best.words}{BASED if best.based else ''}'"


def span_countries(parsed: ParsedArticle, span: Span, local: Mapping[str, str]) -> Told:
    """The country that tells most in a stretch of text."""
    told = [f for f in _mentions(parsed, span, local, frozenset()) if f.rank < _REMOTE]
    best = min(told, key=lambda f: (f.rank, f.at), default=None)
    return ((best.code,), f"'{best.words}'") if best else NONE


def _joint(parsed: ParsedArticle, found: Sequence[_Found]) -> tuple[str, ...]:
    """Countries that stand side by side as possessors or names: 'Seoul and Tokyo'."""
    together: dict[str, None] = {}
    for one, other in pairwise(sorted(found, key=lambda f: f.at)):
        between = parsed.text[one.at + len(one.words) : other.at].replace("’", "'")
        words = re.findall(r"'s|'|\w+|[^\w\s]", between)
        if one.code != other.code and words and set(words) <= {"'s", "'", "and", ",", "or", "the"}:
            together |= {one.code: None, other.code: None}
    return tuple(together)


def _mentions(
    parsed: ParsedArticle, span: Span, local: Mapping[str, str], named: Set[str]
) -> Iterator[_Found]:
    tokens = [t for t in parsed.tokens(span) if not t.is_space]
    at = 0
    while at < len(tokens):
        for length in range(min(_MAX_WORDS, len(tokens) - at), 0, -1):
            first, last = tokens[at], tokens[at + length - 1]
            words = parsed.text[first.idx : last.idx + len(last.text)]
            code, kind = _place(parsed, tokens, at, length, local)
            after = tokens[at + length].lower_ if at + length < len(tokens) else ""
            if words == "Secretary of State" and after == "for":
                code = ""  # a British one
            if kind in ("seat", "city") and after == "county":
                code = ""  # 'Athens County'
            if words == "Labour" and after in _OF_LABOUR:
                code = ""  # 'Labour Minister Eva Lund' is no party's
            if code and _TAKES_SIDES.search(parsed.text[max(0, first.idx - 5) : first.idx]):
                code = ""  # 'pro-Palestinian demonstrations'
            if code and named >= set(words.split()):
                code = ""  # 'Sven Lund' is no town
            if (
                code
                and not at
                and kind != "people"
                and _of_what_stands_before(tokens, length, named)
            ):
                code = ""
            if code:
                following = [t.lower_ for t in tokens[at + length : at + length + 2]]
                based = following in (["-", "based"], ["‑", "based"])
                rank = 5 if based else _rank(tokens, at, length, kind)
                yield _Found(rank, first.idx, words, code, based)
                at += length
                break
        else:
            at += 1


def _of_what_stands_before(tokens: Sequence[Token], length: int, named: Set[str]) -> bool:
    """Whether a place that opens a phrase, right before a name, closes what stands before: 'the
    trade went through Oslo Sven Lund' of a quotation that is set into the text."""
    first = tokens[0]
    before = first.doc[first.i - 1] if first.i else None
    behind = tokens[length].text if length < len(tokens) else ""
    return before is not None and before.pos_ == "ADP" and behind in named


def _place(
    parsed: ParsedArticle, tokens: Sequence[Token], at: int, length: int, local: Mapping[str, str]
) -> tuple[str, str]:
    """Country and kind of the place that the tokens name; empty for none."""
    first, last = tokens[at], tokens[at + length - 1]
    words = " ".join(parsed.text[first.idx : last.idx + len(last.text)].split())
    if not words[:1].isupper():
        code = local.get(words.lower(), "")
        return code, "local" if code else ""
    code, kind = _listed(parsed, tokens, at, length)
    if code or words.lower() in local:
        return (ambiguous(parsed, words, code), kind) if code else (local[words.lower()], "local")
    if _before_title(tokens, at, length) and words in cities():
        return cities()[words], "city"
    return _city(parsed, tokens, at, length)


_NAMING = ("PROPN", "ADJ")


def _listed(
    parsed: ParsedArticle, tokens: Sequence[Token], at: int, length: int
) -> tuple[str, str]:
    """Country and kind of what is a place's name wherever it stands."""
    first, last = tokens[at], tokens[at + length - 1]
    words = " ".join(parsed.text[first.idx : last.idx + len(last.text)].split())
    code, kind = places().get(words, ("", ""))
    if not code and length == 1:
        code, kind = places().get(_whole(parsed.text, words), ("", ""))
    before = tokens[at - 1] if at else None
    named = before is not None and before.text.istitle() and before.pos_ in _NAMING
    if kind == "city" and first.tag_ in ("NNPS", "NNS") and named:
        return "", ""  # 'Christian Democrats'
    if words in parties() and _of_a_longer_party(parsed.text, tokens[:at], words):
        return "", ""
    return code, kind


def _of_a_longer_party(text: str, before: Sequence[Token], words: str) -> bool:
    """Whether a word for a party is part of another one's name: 'the New Democrat leader', of whom
    the article writes so in the middle of its sentences, too. A state's Democrat is of there."""
    ahead = [t.text for t in before[-2:]]
    last = ahead[-1] if ahead else ""
    if not last.istitle() or last in _CHAMBERS or last.lower() in lexicon.roles().person:
        return False
    if any(place in known for place in (last, " ".join(ahead)) for known in _known_places()):
        return False
    return re.search(rf"[a-z,] {re.escape(last)} {re.escape(words)}", text) is not None


def _known_places() -> tuple[Mapping[str, object], ...]:
    return places(), cities(), regions()


_CHAMBERS = frozenset({"House", "Senate", "Congressional"})


def _city(parsed: ParsedArticle, tokens: Sequence[Token], at: int, length: int) -> tuple[str, str]:
    """Country and kind of a city or region, where the words around it call for a place."""
    first, last = tokens[at], tokens[at + length - 1]
    words = " ".join(parsed.text[first.idx : last.idx + len(last.text)].split())
    before = tokens[at - 1].lower_ if at else ""
    if first.pos_ != "PROPN" or (first.ent_type_ == "PERSON" and before not in _BEFORE_CITY):
        return "", ""
    if at and tokens[at - 1].pos_ == "PROPN" and tokens[at - 1].text not in places():
        return "", ""  # 'the James Martin Center'
    if _in_a_name(tokens, at, length) and not _named_alone(parsed, words):
        return "", ""  # 'Dartmouth College' is in no Dartmouth
    # 'the Shanghai Institute of World Affairs', 'Chicago police'
    opens = at + length < len(tokens) and tokens[at + length].pos_ in ("PROPN", "NOUN")
    inside = before in _BEFORE_CITY or first.ent_type_ == "GPE"
    city = cities().get(words, "") or (regions().get(words, "") if inside else "")
    if words in small_cities() and not _borne_out(parsed, words, city):
        return "", ""
    if (first.ent_type_ in (*PLACE_LABELS, "ORG") and opens) or before in _BEFORE_CITY:
        return city, "city"
    return (city, "city") if first.ent_type_ in PLACE_LABELS else ("", "")


def _in_a_name(tokens: Sequence[Token], at: int, length: int) -> bool:
    """Whether the words are part of a body's name: 'Sophia University', 'the Brent Dahl Center';
    the mayor, the police and the university of a large city are of there."""
    before = tokens[at - 2 : at] if at > 1 else ()
    hyphened = len(before) == 2 and before[1].text in _HYPHENS and before[0].text[:1].isupper()
    behind = tokens[at + length] if at + length < len(tokens) else None
    if behind is None or hyphened:
        return hyphened
    known = lexicon.roles()
    title = behind.lower_.strip(".") in known.person
    words = " ".join(t.text for t in tokens[at : at + length])
    of_the_city = behind.lower_ in known.body and words not in small_cities()
    named = behind.pos_ == "PROPN" and behind.text[:1].isupper()
    return named and not (title or of_the_city)


_HYPHENS = ("-", "‐", "‑", "–")


def _named_alone(parsed: ParsedArticle, words: str) -> bool:
    """Whether the article has the words for a place in no longer name, or names most places in the
    country that has a city of that name: what a body is named after may lie elsewhere, or be none.
    """
    text, named = parsed.text, named_places(parsed)
    most = Counter(code for _, code in named).most_common(1)
    return bool(most and most[0][0] == cities().get(words)) or any(
        span.of(text) == words
        and text[max(0, span.start - 1) : span.start] not in _HYPHENS
        and not _JOINED_ON.match(text, span.end)
        for span, _ in named
    )


_JOINED_ON = re.compile(r"[-‐‑–]| [A-Z]")


def _whole(text: str, word: str) -> str:
    """The name in 'U.S.-led', and in 'Russias' of copy that has lost its apostrophes."""
    if word.endswith("-led"):
        return word.removesuffix("-led")
    return word.removesuffix("s") if "'" not in text and "’" not in text else word


def _borne_out(parsed: ParsedArticle, words: str, code: str) -> bool:
    """Whether an article that names several places names others in the country of a small one; a
    'Rivera' of a story set in France may be the Riviera."""
    codes = {
        s.of(parsed.text): c for s, c in named_places(parsed) if words not in s.of(parsed.text)
    }
    return len(codes) < MIN_NAMED or code in codes.values()


def _before_title(tokens: Sequence[Token], at: int, length: int) -> bool:
    """Whether words open a phrase before a title: 'Vancouver Archbishop Michael Miller'."""
    if at or at + length >= len(tokens):
        return False
    title = tokens[at + length]
    return title.text.istitle() and title.lower_ in lexicon.roles().person


def _rank(tokens: Sequence[Token], at: int, length: int, kind: str) -> int:
    """How directly a place word tells the speaker's country: 0 best, 9 not at all."""
    governed = next((t.lower_ for t in reversed(tokens[:at]) if t.pos_ == "ADP"), "")
    if kind == "local" and tokens[at].lower_ == "here":
        return 3
    remote = _subject_matter(tokens, at, length, kind, governed)
    if remote:
        return remote
    if kind in ("city", "seat"):
        words = " ".join(t.text for t in tokens[at : at + length])
        if words in parties():
            return _PARTY
        if words in _WEAK_SEATS and governed in ("in", "at"):
            return _REMOTE
        if words == "Washington" and governed in ("in", "based"):
            return 6
        return 5 if kind == "city" else 4
    if not governed:
        return 0
    return 1 if tokens[at + length - 1].dep_ in ("poss", "amod", "compound", "nmod") else 2


def _subject_matter(tokens: Sequence[Token], at: int, length: int, kind: str, governed: str) -> int:
    """7 or 9 where the place is what the office deals with, 0 where it is not."""
    preceding = tokens[at - 1].lower_ if at else ""
    if preceding == "the" and at > 1:
        preceding = tokens[at - 2].lower_
    # 'a spokesman for Air China', 'who works for the city of Oslo'
    serves = any(t.lower_.startswith(("spokes", "work")) for t in tokens[:at])
    about = preceding in _ABOUT or (governed in _ABOUT and governed != "with")
    if about and not (serves and governed == "for"):
        return _REMOTE
    following = [t.lower_ for t in tokens[at + length : at + length + 2]]
    if following and following[0] in _SUBJECT_MATTER:
        if kind != "people":
            return _REMOTE
        if following[0] not in _EXPERTS:  # a 'Chinese expert' is Chinese, a 'China expert' may be
            return _REMOTE if following[0] in ("studies", "policy", "affairs") else 7
    subjects = _SUBJECT_MATTER - _EXPERTS
    return _REMOTE if governed == "of" and subjects.intersection(following) else 0


_OF_LABOUR = frozenset({"minister", "ministry", "department", "secretary"})
_TAKES_SIDES = re.compile(r"(?:pro|anti)[-‐‑]$", re.I)
