"""A finding about numbers: what several outlets count, and count differently.

Only what headline or first sentences tell of one day is held against each other, and only numbers
that cannot both be right: 'at least 12' and '15' can.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from framing.analysers.clauses import Count
from framing.evidence.rows import MentionRow
from framing.findings.taking_part import TakingPart, with_last
from framing.findings.words import READ, Finding, quoted
from framing.wording import capital, joined, number

_DEAD = frozenset({"die", "kill"})  # told by the finding about tolls
_SINGLE = 1.0  # of something: 'one man' may stand for any


@dataclass(frozen=True, slots=True)
class _Figure:
    count: Count
    row: MentionRow


def figures(page: TakingPart) -> Iterator[Finding]:
    """The number that the outlets give most differently."""
    differing = [
        (most.count.number / least.count.number, told, most, least)
        for held in _by_event(page).values()
        for told in [_one_each(held)]
        for pair in [_furthest(told)]
        if pair
        for most, least in [pair]
    ]
    if not differing:
        return
    _, told, most, least = max(differing, key=lambda each: (each[0], each[2].row.id))
    ranked = sorted(told.values(), key=lambda f: (-f.count.number, f.row.outlet))
    said = [f"{page.name(f.row.outlet)} {quoted(f.row.words)}" for f in with_last(ranked)]
    yield Finding(
        topic="headlines",
        outlet="",
        title=f"{capital(quoted(least.row.words))} or {quoted(most.row.words)}: numbers differ",
        clause="another number of the same",
        text=f"Headline or first sentences: {joined(said)}. All are dated the same day; hours may "
        "lie between them, and they may count otherwise.",
        number=f"{number(least.count.number)} to {number(most.count.number)}",
        label="as headlines or first sentences tell",
        sure=READ,
        why="Numbers of the same thing with the same verb, in the order of the copy.",
        rows=tuple(f.row.id for f in ranked),
        weight=1.6,
    )


def _by_event(page: TakingPart) -> Mapping[tuple[str, str, date], list[_Figure]]:
    """The numbers by what is counted, what is told of it, and the day of the article."""
    found: defaultdict[tuple[str, str, date], list[_Figure]] = defaultdict(list)
    for row, count in page.mentions(Count):
        published = row.analysis.article.published
        if published and count.told not in _DEAD and count.number > _SINGLE:
            found[count.thing, count.told, published.value].append(_Figure(count, row))
    return found


def _one_each(held: Sequence[_Figure]) -> dict[str, _Figure]:
    """The first number of each outlet; none of one that gives several."""
    of: defaultdict[str, list[_Figure]] = defaultdict(list)
    for figure in held:
        of[figure.row.outlet].append(figure)
    return {
        slug: own[0]
        for slug, own in of.items()
        if all(not _parted(own[0].count, other.count) for other in own)
    }


def _furthest(told: Mapping[str, _Figure]) -> tuple[_Figure, _Figure] | None:
    """The two numbers, the greater first, that lie furthest apart and cannot both be right."""
    pairs = [
        (one, other) if one.count.number > other.count.number else (other, one)
        for one, other in combinations(told.values(), 2)
        if _parted(one.count, other.count)
    ]
    return max(
        pairs,
        key=lambda pair: (pair[0].count.number / pair[1].count.number, pair[0].row.id),
        default=None,
    )


def _parted(one: Count, other: Count) -> bool:
    """Whether no number is as both say."""
    low, high = max(one.low, other.low), min(_most(one), _most(other))
    return low > high


def _most(count: Count) -> float:
    return float("inf") if count.high is None else count.high
