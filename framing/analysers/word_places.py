"""An article as positions of words, and what is asked of them when patterns are compared."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from framing.codebooks.model import Scope
from framing.codebooks.patterns import DASH_SIGNS, Gap
from framing.models import Part
from framing.text.parse import ParsedArticle

if TYPE_CHECKING:
    from spacy.strings import StringStore


class Place(NamedTuple):
    """Where a pattern matched, in word positions (``end`` is one past the last word)."""

    start: int
    end: int
    sentence: int


class View(NamedTuple):
    """An article as word positions: atoms and spaCy token of each, sentence bounds, paragraphs."""

    atoms: list[frozenset[int]]
    tokens: list[int]
    starts: list[int]
    paragraphs: list[int]

    def sentence(self, position: int) -> int:
        """The number of the sentence in which a word stands."""
        return bisect_right(self.starts, position) - 1

    def end_of(self, sentence: int) -> int:
        """One past the last word of a sentence."""
        return self.starts[sentence + 1] if sentence + 1 < len(self.starts) else len(self.tokens)


class Pair(NamedTuple):
    """Two words that may stand for one: their forms, the lemma and part of speech of the second,
    and how the first is written (see ``_classify``)."""

    first: int
    last: int
    lemma: int
    pos: int
    shouted: bool
    raised: bool


def pairs_of(
    columns: Sequence[Sequence[int]],
    tokens: Sequence[int],
    strings: StringStore,
    shouted: Set[int],
    raised: Set[int],
) -> Iterator[tuple[int, Pair]]:
    """Words that a dash alone parts, and nouns side by side ('air strike', 'U. S.'), each with the
    position of the first."""
    words, lemmas, kinds, offsets = columns
    nouns = {strings["NOUN"], strings["PROPN"]}
    dashes = {strings[dash] for dash in DASH_SIGNS}
    for place, (one, other) in enumerate(pairwise(tokens)):
        if other == one + 1:
            if kinds[one] not in nouns or kinds[other] not in nouns:
                continue
        elif other != one + 2 or words[one + 1] not in dashes:
            continue
        elif offsets[other] - offsets[one] != len(strings[words[one]]) + 1:
            continue  # a dash with space around it parts a sentence
        yield (
            place,
            Pair(
                words[one], words[other], lemmas[other], kinds[other], one in shouted, one in raised
            ),
        )


def raised_in(parsed: ParsedArticle, offsets: Sequence[int]) -> frozenset[int]:
    """The tokens whose place gives them a capital: of headlines, and the first two of a sentence (a
    quotation mark may come first)."""
    found: set[int] = set()
    for sentence in parsed.sentences:
        first = bisect_left(offsets, sentence.span.start)
        title = sentence.part is Part.HEADLINE
        last = bisect_left(offsets, sentence.span.end) if title else first + 2
        found.update(range(first, last))
    return frozenset(found)


def is_near(place: Place, scope: Scope, others: Iterable[Place], view: View) -> bool:
    """Whether one of the other places is within the scope, outside the place itself."""
    for other in others:
        if other.start < place.end and place.start < other.end:
            continue
        if scope == "article":
            return True
        if scope == "paragraph":
            if view.paragraphs[other.sentence] == view.paragraphs[place.sentence]:
                return True
        elif other.sentence == place.sentence:
            apart = max(other.start - place.end, place.start - other.end) + 1
            if scope == "sentence" or apart <= scope:
                return True
    return False


def fits(
    elements: Sequence[frozenset[int] | None],
    atoms: Sequence[frozenset[int]],
    position: int,
    limit: int,
) -> int:
    """One past the last word if the elements match from ``position`` on, else 0. Gaps are kept
    as short as they can be."""
    for i, element in enumerate(elements):
        if element is None:
            rest = elements[i + 1 :]
            for skipped in range(Gap().words + 1):
                end = fits(rest, atoms, position + skipped, limit)
                if end:
                    return end
            return 0
        if position >= limit or (element and element.isdisjoint(atoms[position])):
            return 0
        position += 1
    return position
