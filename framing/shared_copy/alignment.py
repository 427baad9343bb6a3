"""Aligning the words of two sentences: how alike they are, and which runs of words they share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from framing.codebooks.patterns import normal
from framing.models import Span
from framing.shared_copy.candidates import STOP_WORDS

# Sentences this alike are one sentence, edited (in per cent of rapidfuzz's normalised Indel
# similarity; 70 found all pairs of the sample articles, token-set measures added false ones).
NEAR = 70.0
# Shorter sentences are alike by chance ('The talks continue').
MIN_WORDS = 7
MIN_TILE = 4
# A shared run is copy from this many words on, if it holds enough words that are no names: a
# title with two names ('Defence Minister Kim and his Japanese counterpart …') is no copy.
MIN_RUN = 10
MIN_PLAIN = 4
# Shorter runs in another order are copy when together they cover this much of both sentences.
REORDERED = 0.6
# The formulas of the trade ('did not immediately respond to a request for comment', 'said in a
# telephone interview') are common to all newsrooms.
FORMULAS = frozenset(
    "immediately respond responded request requests comment comments declined condition anonymity "
    "speaking spoke statement interview telephone reporters reported".split()
)
_COMMON = STOP_WORDS | FORMULAS
_WORD = re.compile(r"\w+(?:['’.\-]\w+)*")
_POSSESSIVE = re.compile(r"['’]s?\Z")


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence's words, normalised (case, spelling, possessive), each with its span."""

    norms: tuple[str, ...]
    spans: tuple[Span, ...]
    plain: tuple[bool, ...]
    joined: str


def norms_of(text: str, span: Span) -> tuple[str, ...]:
    """The ``norms`` of ``words_of`` alone, which cost less."""
    return tuple(map(_norm, _WORD.findall(text, span.start, span.end)))


def _norm(word: str) -> str:
    return normal(_POSSESSIVE.sub("", word) if "'" in word or "’" in word else word)


def words_of(text: str, span: Span) -> Words:
    """The words of ``text`` within ``span``; quotation marks and punctuation are passed over."""
    norms, spans, plain = [], [], []
    for match in _WORD.finditer(text, span.start, span.end):
        norm = _norm(match.group())
        norms.append(norm)
        spans.append(Span(*match.span()))
        plain.append(match.group()[:1].islower() and norm not in _COMMON)
    return Words(tuple(norms), tuple(spans), tuple(plain), " ".join(norms))


@dataclass(frozen=True, slots=True)
class Alignment:
    """What two sentences share: a range of word positions in each, and how alike they are
    (0 to 1, rapidfuzz's normalised Indel similarity of the words in the ranges)."""

    one: tuple[int, int]
    other: tuple[int, int]
    similarity: float


def align(one: Words, other: Words) -> Alignment | None:
    """The passage that two sentences share, or None; the same whichever is named first.

    They share one if they are nearly the same sentence, if a run of ten or more words stands in
    both, or if runs of four or more words, in any order, cover most of both.
    """
    if min(len(one.norms), len(other.norms)) < MIN_WORDS:
        return None
    if other.norms < one.norms:
        swapped = align(other, one)
        return swapped and Alignment(swapped.other, swapped.one, swapped.similarity)
    chosen: Sequence[tuple[int, int, int]]
    tiles = tile(one.norms, other.norms)
    near = fuzz.ratio(one.joined, other.joined, score_cutoff=NEAR) >= NEAR
    if near and _plain_alike(one, other):
        # The shared words, where they are most of a sentence; else the two sentences whole.
        covered = sum(length for _, _, length in tiles)
        if covered * 2 < min(len(one.norms), len(other.norms)):
            whole = (0, len(one.norms)), (0, len(other.norms))
            return Alignment(*whole, _similarity(one, other, *whole))
        chosen = tiles
    else:
        chosen = _copied(one, other, tiles)
    if not chosen:
        return None
    ranges = (
        (min(i for i, _, _ in chosen), max(i + n for i, _, n in chosen)),
        (min(j for _, j, _ in chosen), max(j + n for _, j, n in chosen)),
    )
    return Alignment(*ranges, _similarity(one, other, *ranges))


def in_common(one: Words, other: Words) -> int:
    """How many words two stretches have in common, whatever their order."""
    return (Counter(one.norms) & Counter(other.norms)).total()


def _plain_alike(one: Words, other: Words) -> bool:
    """Whether two sentences share enough words that are no names: half of the shorter's."""
    plain = [
        Counter(n for n, is_plain in zip(words.norms, words.plain, strict=True) if is_plain)
        for words in (one, other)
    ]
    shared = (plain[0] & plain[1]).total()
    fewest = min(count.total() for count in plain)
    return shared >= MIN_PLAIN and shared >= fewest / 2


def _copied(
    one: Words, other: Words, tiles: Sequence[tuple[int, int, int]]
) -> Sequence[tuple[int, int, int]]:
    """Those of the tiles that make two sentences copy, or none."""
    covered = sum(length for _, _, length in tiles)
    if covered < MIN_RUN:
        return []
    longest = max(tiles, key=lambda t: (t[2], -t[0]))
    chosen = [longest] if longest[2] >= MIN_RUN else []
    if covered >= REORDERED * max(len(one.norms), len(other.norms)):
        chosen = list(tiles)
    plain = sum(sum(one.plain[i : i + n]) for i, _, n in chosen)
    return chosen if plain >= MIN_PLAIN else []


def _similarity(one: Words, other: Words, first: tuple[int, int], second: tuple[int, int]) -> float:
    """How alike the words of two ranges are, whatever their order."""
    a, b = one.norms[slice(*first)], other.norms[slice(*second)]
    straight = fuzz.ratio(" ".join(a), " ".join(b))
    return round(max(straight, fuzz.ratio(" ".join(sorted(a)), " ".join(sorted(b)))) / 100, 4)


def tile(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int]]:
    """Runs of at least four words that stand in both, longest first, no word used twice (greedy
    string tiling, Wise 1993): (position in one, position in other, length), by position in one."""
    where: dict[tuple[str, ...], list[int]] = {}
    for j in range(len(other) - MIN_TILE + 1):
        where.setdefault(tuple(other[j : j + MIN_TILE]), []).append(j)
    runs = []
    for i in range(len(one) - MIN_TILE + 1):
        for j in where.get(tuple(one[i : i + MIN_TILE]), ()):
            length = MIN_TILE
            while (
                i + length < len(one)
                and j + length < len(other)
                and one[i + length] == other[j + length]
            ):
                length += 1
            runs.append((i, j, length))
    used_one: set[int] = set()
    used_other: set[int] = set()
    kept = []
    for i, j, length in sorted(runs, key=lambda run: (-run[2], run[0], run[1])):
        first, second = set(range(i, i + length)), set(range(j, j + length))
        if first & used_one or second & used_other:
            continue
        used_one |= first
        used_other |= second
        kept.append((i, j, length))
    return sorted(kept)
