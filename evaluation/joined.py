"""Speakers joined across outlets: precision and recall of pairs, against coders' names.

A pair is two speakers in different outlets of one story, each as coders name them. It is found
where the statements of the two have a speaker id in common, and right where coders gave them one
name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

Place = tuple[str, str, str]  # outlet, article, statement


@dataclass(frozen=True, slots=True)
class Pairs:
    """How many pairs are coded, found, and both; ``wrong`` are those that are one of the two."""

    both: int
    found: int
    gold: int
    wrong: tuple[str, ...] = ()

    @property
    def precision(self) -> float:
        """Right pairs of those found; 1 where none is found."""
        return self.both / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Right pairs of those coded; 1 where none is coded."""
        return self.both / self.gold if self.gold else 1.0


def joined_pairs(gold: Mapping[Place, str], got: Mapping[Place, str]) -> Pairs:
    """Pairs of speakers in different outlets.

    Args:
        gold: by outlet, article and statement, the coded name of its speaker.
        got: by the same, the speaker id that was found; statements without one are left out.
    """
    ids: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for place in sorted(gold.keys() & got.keys()):
        ids[place[0], gold[place]].add(got[place])
    both = found = coded = 0
    wrong: list[str] = []
    for (one, name), (other, second) in combinations(sorted(ids), 2):
        if one == other:
            continue
        same, together = name == second, bool(ids[one, name] & ids[other, second])
        both += same and together
        found += together
        coded += same
        if same != together:
            what = "apart" if same else "joined"
            wrong.append(
                f"{what}: {name!r} ({one}: {', '.join(sorted(ids[one, name]))}) and {second!r} "
                f"({other}: {', '.join(sorted(ids[other, second]))})"
            )
    return Pairs(both, found, coded, tuple(wrong))
