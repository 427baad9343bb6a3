"""How like the sentences of a study are: by their vectors, and by the words that both have.

A word weighs the more the fewer sentences of the study have it. The vectors are those that the
frames are read from (see ``text.encoder``), so that nothing is read twice.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import log
from typing import TYPE_CHECKING

from framing.evidence.rows import Rows, SentenceRow
from framing.models import Part
from framing.text.encoder import load_encoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Places = NDArray[np.int64]

MOST_ARTICLES = 24  # beyond, a study is of a time, and to be alone in it tells little
_STEM = 5  # letters
_AROUND = 1  # sentences to each side that stand for one
_OPENING = 3  # sentences of a body that say, beside the headline, what the story is
_WORD = re.compile(r"\w[\w’'-]*")
_POSSESSIVE = re.compile(r"['’]s?$")
_SPEAKS = frozenset("according mr mrs ms said say says told".split())


@dataclass(frozen=True, slots=True)
class Nearest:
    """What of other outlets is most like a sentence.

    Attributes:
        row: the sentence there that has most in common with it.
        cosine: of the vectors, the largest.
        shared: the share of words in common with a sentence there, by weight, the largest.
        held: how much of its words, by weight, stand in three sentences on end, the most.
    """

    row: SentenceRow
    cosine: float
    shared: float
    held: float


def sentences_of(rows: Rows) -> Sentences | None:
    """The sentences of a study, captions left out, to be held against each other; None of one with
    more than ``MOST_ARTICLES``."""
    if len(rows.articles) > MOST_ARTICLES:
        return None
    return Sentences([row for row in rows.sentences if row.sentence.part is not Part.CAPTION])


class Sentences:
    """The sentences of a study, to be held against each other.

    Args:
        rows: its sentences, article by article in text order.
    """

    def __init__(self, rows: Sequence[SentenceRow]) -> None:
        self.rows = rows
        self.words = [content(row.text) for row in rows]
        counts = Counter(word for words in self.words for word in words)
        self._weights = {word: log(1 + len(rows) / n) for word, n in counts.items()}

    def nearest(self, place: int) -> Nearest | None:
        """What is most like a sentence in all other outlets; None where there is no other.

        Raises:
            ModelUnavailable: the encoder is not installed, or damaged.
        """
        import numpy as np  # noqa: PLC0415  (heavy, and wanted only where outlets are compared)

        others = self._elsewhere.get(self.rows[place].outlet)
        if others is None:
            return None
        common, held = np.zeros(len(self.rows)), np.zeros(len(self.rows))
        for word in sorted(self.words[place]):
            common[self._places[word]] += self._weights[word]
            held[self._near[word]] += self._weights[word]
        total = float(self._totals[place]) or 1.0
        cosines = self._vectors[others] @ self._vectors[place]
        shared = 2 * common[others] / (total + self._totals[others])
        most = int(np.argmax(cosines + shared))
        return Nearest(
            self.rows[int(others[most])],
            float(cosines.max()),
            float(shared.max()),
            float(held[others].max()) / total,
        )

    def likeness(self, place: int) -> tuple[Floats, Floats]:
        """Of each sentence of the study, how like it is to this one: the cosine of the vectors, and
        the share of words in common, by weight.

        Raises:
            ModelUnavailable: the encoder is not installed, or damaged.
        """
        import numpy as np  # noqa: PLC0415

        common = np.zeros(len(self.rows), dtype=np.float32)
        for word in sorted(self.words[place]):
            common[self._places[word]] += self._weights[word]
        both = self._totals + (float(self._totals[place]) or 1.0)
        found: Floats = (2 * common / both).astype(np.float32)
        return self._vectors @ self._vectors[place], found

    def belonging(self, place: int, apart: frozenset[str]) -> tuple[float, float]:
        """How near a sentence is to what headlines and first sentences tell, as a cosine; and the
        nearest of it and those beside it.

        Args:
            place: the sentence's.
            apart: articles that do not say what the story is.

        Raises:
            ModelUnavailable: the encoder is not installed, or damaged.
        """
        story = self._story(apart)
        beside = [float(self._vectors[i] @ story) for i in self._beside(place)]
        return float(self._vectors[place] @ story), max(beside)

    @lru_cache(maxsize=1)  # noqa: B019  (one study, for as long as its sentences are held)
    def _story(self, apart: frozenset[str]) -> Floats:
        import numpy as np  # noqa: PLC0415

        first = [
            i
            for i, row in enumerate(self.rows)
            if row.article.id not in apart
            and (
                row.sentence.part is Part.HEADLINE
                or row.article.body_places.get(row.sentence.index, _OPENING) < _OPENING
            )
        ]
        mean = self._vectors[first].mean(axis=0)
        found: Floats = mean / max(float(np.linalg.norm(mean)), 1e-9)
        return found

    @cached_property
    def _vectors(self) -> Floats:
        """The direction of each sentence's vector, a row each."""
        import numpy as np  # noqa: PLC0415

        texts = [row.sentence.span.of(row.analysis.article.text) for row in self.rows]
        read = load_encoder("taught").vectors(texts)
        found: Floats = read / np.maximum(np.linalg.norm(read, axis=1, keepdims=True), 1e-9)
        return found

    @cached_property
    def _totals(self) -> Floats:
        import numpy as np  # noqa: PLC0415

        return np.array([sum(self._weights[w] for w in sorted(words)) for words in self.words])

    @cached_property
    def _places(self) -> Mapping[str, Places]:
        """The sentences that have a word."""
        return _arrays((word, i) for i, words in enumerate(self.words) for word in words)

    @cached_property
    def _near(self) -> Mapping[str, Places]:
        """The sentences that have a word, or stand beside one that has it."""
        return _arrays(
            (word, i)
            for i in range(len(self.rows))
            for word in frozenset[str]().union(*(self.words[j] for j in self._beside(i)))
        )

    @cached_property
    def _elsewhere(self) -> Mapping[str, Places]:
        """The sentences of all other outlets, by outlet."""
        slugs = dict.fromkeys(row.outlet for row in self.rows)
        return _arrays(
            (slug, i) for i, row in enumerate(self.rows) for slug in slugs if slug != row.outlet
        )

    def _beside(self, place: int) -> list[int]:
        """A sentence and those beside it in its article."""
        article = self.rows[place].article
        reach = range(max(0, place - _AROUND), min(len(self.rows), place + _AROUND + 1))
        return [i for i in reach if self.rows[i].article is article]


def content(text: str) -> frozenset[str]:
    """The words of a sentence that carry meaning, cut to their first letters."""
    small = _small()
    return frozenset(
        stem(word) for word in _WORD.findall(text) if len(word) > 1 and word.lower() not in small
    )


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """The first letters of a word, by which its forms are one; a number whole."""
    plain = _POSSESSIVE.sub("", word.lower().replace("’", "'"))
    return plain if any(letter.isdigit() for letter in plain) else plain[:_STEM]


@lru_cache(maxsize=1)
def _small() -> frozenset[str]:
    from spacy.lang.en.stop_words import STOP_WORDS  # noqa: PLC0415  (1 s to import)

    return _SPEAKS | frozenset(STOP_WORDS)


def _arrays(pairs: Iterable[tuple[str, int]]) -> dict[str, Places]:
    import numpy as np  # noqa: PLC0415

    found: defaultdict[str, list[int]] = defaultdict(list)
    for key, place in pairs:
        found[key].append(place)
    return {key: np.array(places, dtype=np.int64) for key, places in found.items()}
