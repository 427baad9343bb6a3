"""The country of a speaker, from nationality, place, capital or the outlet's own 'here'."""

from __future__ import annotations

from collections.abc import Mapping, Set
from itertools import pairwise
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.phrases import Phrase
from framing.models import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from framing.parse import ParsedArticle

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
    places = lexicon.places()
    tokens = [t for t in parsed.tokens(span) if not t.is_space]
    found = []
    at = 0
    while at < len(tokens):
        hit = 0
        for length in range(min(_MAX_WORDS, len(tokens) - at), 0, -1):
            first, last = tokens[at], tokens[at + length - 1]
            words = parsed.text[first.idx : last.idx + len(last.text)]
            code, kind = places.get(words, ("", ""))
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
