"""Sentences told to be of one matter, against pairs that a person coded.

    python -m evaluation.side_by_side --texts FOLDER             both sets, `dev` and `once` apart
    python -m evaluation.side_by_side --texts FOLDER --set dev --errors

FOLDER holds tables of articles, as for ``evaluation.alone``; what was coded stands in
``side_by_side_data`` (see its README). Of the coded pairs that the report's threshold puts side by
side: the share that is mainly on the same matter; in brackets with those that are so in part.
Recall is over all coded pairs on the same matter. The errors of `once` are never printed.

Ends with 1 when the precision on `dev` is below its floor.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evaluation.alone import SETS, asked, by_story, digest, measured
from framing.evidence.alike import Sentences, sentences_of
from framing.evidence.matters import is_same

CODED = Path(__file__).with_name("side_by_side_data") / "pairs.csv"
FLOOR = 0.9  # of pairs that are on the same matter at least in part
SAME, PART = "same", "part"


@dataclass(slots=True)
class Score:
    """The counts of a set: codes of the pairs that stand side by side, how many were coded, how
    many of them as the same; ``missing`` have a sentence that the texts do not hold."""

    told: list[str] = field(default_factory=list)
    coded: int = 0
    same: int = 0
    missing: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> tuple[float, float]:
        """The share that is mainly on the same matter; and that with those that are in part."""
        n, same = max(1, len(self.told)), self.told.count(SAME)
        return same / n, (same + self.told.count(PART)) / n


def score(name: str, texts: Mapping[str, Sequence[Mapping[str, Any]]]) -> Score:
    """The score of a set.

    Args:
        name: 'dev' or 'once'.
        texts: the rows of each story.
    """
    pairs: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    with CODED.open(encoding="utf-8", newline="") as file:
        for each in csv.DictReader(file):
            if each["set"] == name:
                pairs[each["story"]].append(each)
    found = Score()
    for story, held in sorted(pairs.items()):
        if story not in texts:
            print(f"{story}: no texts", file=sys.stderr)
            continue
        study = sentences_of(measured(texts[story]).rows)
        if study is not None:
            _count(found, study, held)
    return found


def _count(found: Score, study: Sentences, pairs: Sequence[Mapping[str, str]]) -> None:
    places = {(row.analysis.article.id, digest(row)): i for i, row in enumerate(study.rows)}
    for each in pairs:
        one = places.get((each["article_a"], each["sha256_a"]))
        other = places.get((each["article_b"], each["sha256_b"]))
        if one is None or other is None:
            found.missing += 1
            continue
        found.coded += 1
        found.same += each["code"] == SAME
        if is_same(study, one, other):
            found.told.append(each["code"])
            if each["code"] not in (SAME, PART):
                found.errors.append(f"{study.rows[one].text}\n  {study.rows[other].text}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of the sets; 1 where the floor is missed."""
    given = asked(__doc__, SETS, arguments)
    texts = by_story(given.texts)
    missed = False
    for name in (given.set,) if given.set else SETS:
        found = score(name, texts)
        same, part = found.precision
        recall = found.told.count(SAME) / max(1, found.same)
        print(
            f"{name}: {found.coded} pairs ({found.missing} not found), {len(found.told)} side by "
            f"side, on the same matter {same:.3f} ({part:.3f}), recall {recall:.3f}"
        )
        if given.errors and name == "dev":
            print("\n".join(found.errors))
        missed |= name == "dev" and found.coded > 0 and part < FLOOR
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
