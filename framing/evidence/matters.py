"""The same matter in several outlets: sentences that tell of one thing, next to each other.

A sentence is held against all sentences of the other outlets; of each outlet the one most like it
tells of the same matter if their vectors and their words are near enough. What the outlets make of
the matter is the reader's to see: nothing here says that two sentences agree or contradict each
other. ``python -m evaluation.side_by_side`` says how often they do tell of one matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from rapidfuzz import fuzz

from framing.evidence.alike import Sentences
from framing.evidence.exact import numbers_in
from framing.evidence.rows import SentenceRow
from framing.models import Voice
from framing.text.runtime import ModelUnavailable

# Cosine and share of words in common, together, from which two sentences tell of one matter; and
# the least share of words. Chosen on pairs of nine stories (``evaluation/side_by_side_data``).
SAME, _SHARED = 1.2, 0.15
_NOT_FAR = 1.0  # for one that is of the same matter as another that tells of it
_SURE = 1.6  # from which they surely do
_NEWS = timedelta(days=7)  # between two articles, for one event to be news in both
_SAME_WORDS = 88.0  # per cent of letters, from which two sentences are one, printed twice
_FEWEST, _MOST = 5, 60  # words that carry meaning; words: a sentence to be read beside others
_QUOTED = (Voice.DIRECT, Voice.MIXED)
_WORD = re.compile(r"[^\W\d_]+")
# What a sentence opens with that says little without the one before it.
_LEANING = frozenset("he her his it its she that their these they this those".split())


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence of a matter.

    Attributes:
        row: the sentence.
        also: other outlets, by slug, that print it in the same words.
        only: its numbers, as it prints them, that no other sentence of the matter has.
        likeness: to the sentence that the matter was found by.
    """

    row: SentenceRow
    also: tuple[str, ...]
    only: tuple[str, ...]
    likeness: float


@dataclass(frozen=True, slots=True)
class Matter:
    """What several outlets tell of, a sentence each; ``weight`` puts matters in order: how many
    outlets tell of it and how surely, how early, and whether their numbers and voices differ."""

    tellings: tuple[Telling, ...]
    weight: float


def matters(study: Sentences, apart: Iterable[str] = ()) -> tuple[Matter, ...]:
    """What several outlets tell of, the weightiest first; no sentence stands in two matters.

    None where the model is not installed. Headlines and the first sentence of a body take no part:
    the report shows them side by side anyhow.

    Args:
        study: the sentences of a study.
        apart: names of the articles that take part in no comparison.
    """
    gone = frozenset(apart)
    able = [
        i for i, row in enumerate(study.rows) if row.article.id not in gone and _tells(study, i)
    ]
    if len({study.rows[i].outlet for i in able}) < 2:
        return ()
    try:
        near = {i: _likeness(study, i, able) for i in able}
    except ModelUnavailable:
        return ()
    found = [each for i in able if (each := _matter(study, i, near))]
    found.sort(key=lambda each: (-each.weight, each.tellings[0].row.id))
    return tuple(_apart(found))


def is_same(study: Sentences, one: int, other: int) -> bool:
    """Whether two sentences, by their places, are held to tell of one matter.

    Raises:
        ModelUnavailable: the encoder is not installed, or damaged.
    """
    cosine, shared = study.likeness(one)
    return float(cosine[other] + shared[other]) >= SAME and float(shared[other]) >= _SHARED


def _apart(found: Sequence[Matter]) -> Iterator[Matter]:
    """Without matters that have a sentence of a weightier one, or mostly go on with it."""
    taken: set[tuple[str, int]] = set()
    for matter in found:
        places = [(each.row.article.id, each.row.number) for each in matter.tellings]
        beside = sum(bool({(article, n - 1), (article, n + 1)} & taken) for article, n in places)
        if not taken.intersection(places) and beside < 2:
            taken.update(places)
            yield matter


def _matter(
    study: Sentences, place: int, of_all: Mapping[int, Mapping[int, float]]
) -> Matter | None:
    """What the sentence tells of, with the sentence of each other outlet that is most like it; or
    like one of these, and not far from the first."""
    near = of_all[place]
    best = _most_alike(study, place, {i: n for i, n in near.items() if n >= SAME})
    if not best:
        return None
    held = {study.rows[place].outlet, *best}
    for i in list(best.values()):
        further = {
            j: n
            for j, n in of_all[i].items()
            if n >= SAME and near.get(j, 0.0) >= _NOT_FAR and study.rows[j].outlet not in held
        }
        found = _most_alike(study, i, further)
        best |= found
        held |= found.keys()
    ranked = sorted(best.values(), key=lambda i: (-near[i], i))
    told = [Telling(study.rows[place], (), (), 2.0)]
    told += [Telling(study.rows[i], (), (), round(near[i], 3)) for i in ranked]
    tellings = _one_each(told)
    if len(tellings) < 2 or all(each.row.sentence.voice in _QUOTED for each in tellings):
        return None  # what all quote, none of them words
    numbers = [numbers_in(each.row.text) for each in tellings]
    marked = tuple(replace(each, only=_only(numbers, i)) for i, each in enumerate(tellings))
    return Matter(marked, _weight(marked))


def _likeness(study: Sentences, place: int, able: Sequence[int]) -> dict[int, float]:
    """How like other outlets' sentences of the same days are, where they have words in common."""
    row = study.rows[place]
    cosine, shared = study.likeness(place)
    both = cosine + shared
    return {
        i: float(both[i])
        for i in able
        if both[i] >= _NOT_FAR
        and shared[i] >= _SHARED
        and study.rows[i].outlet != row.outlet
        and _of_one_time(row, study.rows[i])
    }


def _most_alike(study: Sentences, place: int, near: Mapping[int, float]) -> dict[str, int]:
    """Of each outlet the sentence that is most like one."""
    best: dict[str, int] = {}
    for i, likeness in near.items():
        outlet = study.rows[i].outlet
        if i != place and (outlet not in best or likeness > near[best[outlet]]):
            best[outlet] = i
    return best


def _of_one_time(one: SentenceRow, other: SentenceRow) -> bool:
    """Whether two articles are not dated so far apart that a like event may be another."""
    dates = [row.analysis.article.published for row in (one, other)]
    first, second = (date.value if date else None for date in dates)
    return first is None or second is None or abs(first - second) <= _NEWS


def _one_each(tellings: Sequence[Telling]) -> list[Telling]:
    """Each wording once, with the outlets that print it, too, in the same voice."""
    kept: list[Telling] = []
    for each in tellings:
        for number, other in enumerate(kept):
            same = fuzz.ratio(each.row.text, other.row.text) >= _SAME_WORDS
            if same and each.row.voice == other.row.voice:
                kept[number] = replace(other, also=(*other.also, each.row.outlet))
                break
        else:
            kept.append(each)
    return kept


def _only(numbers: Sequence[Sequence[tuple[str, str]]], place: int) -> tuple[str, ...]:
    others = {value for i, held in enumerate(numbers) if i != place for value, _ in held}
    return tuple(dict.fromkeys(words for value, words in numbers[place] if value not in others))


def _weight(tellings: Sequence[Telling]) -> float:
    """By how many outlets tell of it and how surely it is one matter; whether some attribute it and
    others do not, whether their numbers differ, and how early it stands."""
    alike = sum(min(each.likeness, _SURE) - 1 for each in tellings[1:])
    voices = {each.row.sentence.voice is Voice.NARRATOR for each in tellings}
    numbers = sum(bool(each.only) for each in tellings)
    early = sum(_standing(each.row) for each in tellings) / len(tellings)
    told = 0.3 * (len(voices) > 1) + 0.4 * (numbers > 1)
    return round(alike + told + 0.5 * early, 3)


def _standing(row: SentenceRow) -> float:
    """How early a sentence stands: 1 at a body's beginning, 0 at its end."""
    return 1 - row.article.body_places.get(row.sentence.index, 0) / max(1, len(row.article.body))


def _tells(study: Sentences, place: int) -> bool:
    """Whether a sentence can be read by itself, beside others."""
    row = study.rows[place]
    words = _WORD.findall(row.text)
    return (
        row.in_body
        and row.article.body_places.get(row.sentence.index, 0) > 0
        and len(study.words[place]) >= _FEWEST
        and row.n_words <= _MOST
        and not row.repeated
        and words[0].lower() not in _LEANING
        and not row.text.rstrip("\"”’' ").endswith("?")
    )
