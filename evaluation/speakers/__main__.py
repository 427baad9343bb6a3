"""What is said about speakers, on real articles whose speakers were coded one by one.

    python -m evaluation.speakers --texts FOLDER                 `dev` and `once`, apart
    python -m evaluation.speakers --texts FOLDER --set train --errors role

FOLDER holds the texts, as for ``evaluation.stories``; each article is read by itself. A field's
share is of the speakers that were found; 'by statements' counts each as often as they speak. The
errors of `once` are never printed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from evaluation.speakers.coded import SETS, as_published, read_coded, with_rows
from evaluation.speakers.score import FIELDS, Scores, errors_of, judged, lines_of
from evaluation.stories.texts import rows_in
from framing.analysers.sources import Sources
from framing.outlets import load_outlets
from framing.text.parse import parse_articles


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.speakers",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--texts", type=Path, required=True, help="a folder with the texts")
    parser.add_argument("--set", choices=SETS, help="one set alone")
    parser.add_argument(
        "--errors", nargs="*", choices=FIELDS, help="print what is wrong, of all but `once`"
    )
    options = parser.parse_args(arguments)
    rows = {row["id"]: row for row in rows_in(options.texts)}
    outlets = load_outlets()
    analyser = Sources(outlets)
    for name in [options.set] if options.set else SETS[1:]:
        there, missing = with_rows(read_coded(name), rows)
        for problem in missing:
            print(problem, file=sys.stderr)
        read = [as_published(coded, row, outlets) for coded, row in there]
        scores, texts = Scores(), {}
        parses = parse_articles([article for article, _ in read], analyser.needs)
        for (article, coded), parsed in zip(read, parses, strict=True):
            texts[article.id] = parsed.text
            statements = analyser.analyse(parsed, article).statements
            scores.all += judged(article.id, coded.speakers, statements)
        stories = {coded.story for coded, _ in there}
        print("\n".join(lines_of(name, len(there), len(stories), scores)))
        if options.errors is not None and name != "once":
            for field in options.errors or FIELDS:
                print("\n".join(f"    {field}: {e}" for e in errors_of(scores, field, texts)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
