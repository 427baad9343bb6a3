"""Print words that score, each with its sentence, for a reader to judge.

    python -m evaluation.scored_words FOLDER [--number 150] [--seed 0]

FOLDER holds articles. Drawn are words of the body that the table of the report counts: a reader
says of each whether it praises or blames there, with that sign, and in the writer's own words. One
line a word: article, polarity, word, sentence.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from framing.evidence.rows import Rows
from framing.study import Study


def lines(rows: Rows) -> Iterator[str]:
    """A line for each word that scores, in text order."""
    for row in rows.sentences:
        if row.in_body:
            for word, polarity in row.tone_words:
                if polarity:
                    yield f"{row.article.id}\t{polarity:+.2f}\t{word}\t{row.text}"


def main(argv: Sequence[str]) -> int:
    """Print the words that are drawn, and of how many."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--number", type=int, default=150, help="how many words")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args(argv)
    study = Study()
    found = study.read([args.folder])
    told = list(lines(study.count(study.analyse(found.articles), found.skipped).rows))
    drawn = random.Random(args.seed).sample(range(len(told)), min(args.number, len(told)))
    for at in sorted(drawn):
        print(told[at])
    print(f"{len(drawn)} of {len(told)} words", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
