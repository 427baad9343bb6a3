"""How well articles of another matter are told from those of the story (``evidence.likeness``).

    python -m evaluation.same_story FOLDER

FOLDER holds tables of articles (``*.jsonl``, ``*.jsonl.gz``) with ``story``, ``outlet``, ``title``
and ``text``. Of each story with three outlets or more, each article is held against those of its
other outlets; then articles of all other stories are put in its place. The limit was chosen on
such articles.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from evaluation.stories.texts import rows_in
from framing.clean import clean
from framing.evidence.likeness import ALIKE, first_sentences, vector_of
from framing.models import Analysis, Field, Provenance
from framing.text.parse import parse_article

MOST = 5  # articles of a story
LEAST_OUTLETS = 3


def sampled(folder: Path, seed: int = 1) -> list[dict[str, Any]]:
    """Up to ``MOST`` articles of each story that has outlets enough, no outlet twice."""
    by_story: defaultdict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    rows = [row for row in rows_in(folder) if row.get("story") and row.get("text")]
    random.Random(seed).shuffle(rows)
    for row in rows:
        by_story[row["story"]].setdefault(row["outlet"], row)
    return [
        row
        for _, held in sorted(by_story.items())
        if len(held) >= LEAST_OUTLETS
        for row in list(held.values())[:MOST]
    ]


def direction(row: dict[str, Any]) -> np.ndarray:
    """The vector of an article's first sentences, as the comparison reads them."""
    title = {"title": Field(row["title"], Provenance.DECLARED)} if row.get("title") else {}
    article = clean(row["text"], id=row["id"], path=f"{row['id']}.txt", outlets={}, metadata=title)
    parsed = parse_article(article, frozenset({"parser"}))
    found = vector_of(tuple(first_sentences(Analysis(article, parsed.sentences, {}))))
    return np.zeros(1) if found is None else found


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the shares of members and of strangers that are called unlike."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    rows = sampled(parser.parse_args(arguments).folder)
    kept = [(row, vector) for row in rows if len(vector := direction(row)) > 1]
    story = np.array([row["story"] for row, _ in kept])
    likeness = np.array([vector for _, vector in kept])
    likeness = likeness @ likeness.T
    members, strangers = [], []
    for name in sorted(set(story)):
        inside = np.flatnonzero(story == name)
        if len(inside) < LEAST_OUTLETS:
            continue
        members += [max(likeness[i, j] for j in inside if j != i) for i in inside]
        strangers += list(likeness[story != name][:, inside].max(axis=1))
    print(
        f"{len(kept)} articles of {len(set(story))} stories; unlike: nearest cosine under {ALIKE}"
    )
    print(
        f"of the story, called unlike: {np.mean(np.array(members) < ALIKE):.1%} of {len(members)}"
    )
    told = np.mean(np.array(strangers) < ALIKE)
    print(f"of another story, called unlike: {told:.1%} of {len(strangers)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
