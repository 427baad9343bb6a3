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
from statistics import fmean
from typing import Any

from evaluation.stories.texts import rows_in
from framing.clean import clean
from framing.evidence.likeness import Opening, is_of_the_story, opening_of
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


def opening(row: dict[str, Any]) -> Opening | None:
    """The opening of an article, as the comparison reads it."""
    title = {"title": Field(row["title"], Provenance.DECLARED)} if row.get("title") else {}
    article = clean(row["text"], id=row["id"], path=f"{row['id']}.txt", outlets={}, metadata=title)
    parsed = parse_article(article, frozenset({"parser"}))
    return opening_of(Analysis(article, parsed.sentences, {}))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the shares of members and of strangers that are called unlike."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    rows = sampled(parser.parse_args(arguments).folder)
    kept = [(row["story"], read) for row in rows if (read := opening(row)) is not None]
    stories: defaultdict[str, list[Opening]] = defaultdict(list)
    for story, read in kept:
        stories[story].append(read)
    members, strangers = [], []
    for name, inside in stories.items():
        if len(inside) < LEAST_OUTLETS:
            continue
        for one in inside:
            others = [other for other in inside if other is not one]
            members.append(not is_of_the_story(one, others))
        strangers += [not is_of_the_story(one, inside) for story, one in kept if story != name]
    print(f"{len(kept)} articles of {len(stories)} stories")
    print(f"of the story, called unlike: {fmean(members):.1%} of {len(members)}")
    print(f"of another story, called unlike: {fmean(strangers):.1%} of {len(strangers)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
