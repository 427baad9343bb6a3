"""Sentences with what stands in one outlet alone, against those of stories that a person coded.

    python -m evaluation.alone --texts FOLDER             both sets, `dev` and `once` apart
    python -m evaluation.alone --texts FOLDER --set dev --errors

FOLDER holds tables of articles (``*.jsonl``, ``*.jsonl.gz``) with ``id``, ``story``, ``outlet``,
``title``, ``published`` and ``text``; what was coded stands in ``alone_data`` (see its README).
Each story is read, analysed and compared as a report does it. Precision is over the sentences told
alone that were coded: the share of those that no other outlet's article tells; in brackets with
those that others tell in part. Recall is over all coded sentences that no other tells. `once`
stories were scored once, when all was done: their errors are never printed.

Ends with 1 when the precision on `dev` is below its floor.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from evaluation.stories.texts import rows_in
from framing.evidence import Comparison
from framing.evidence.rows import SentenceRow
from framing.evidence.told_alone import telling_first
from framing.settings import Settings
from framing.study import Study

CODED = Path(__file__).with_name("alone_data") / "sentences.csv"
SETS = ("dev", "once")
FLOOR = 0.75
SHOWN = 3  # sentences of an outlet that a page has room for
ALONE, IN_PART = "no", "in part"
_GIVEN = ("id", "outlet", "title", "published", "text")


@dataclass(slots=True)
class Score:
    """The counts of a set: ``told`` are codes of sentences told alone, ``shown`` of those that a
    page has room for; ``uncoded`` of the shown ones nobody coded."""

    stories: int = 0
    coded: int = 0
    alone: int = 0
    told: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    uncoded: int = 0
    errors: list[str] = field(default_factory=list)

    def precision(self, codes: Sequence[str]) -> tuple[float, float]:
        """The share that is told nowhere else; and that with what is told in part."""
        n = max(1, len(codes))
        alone, part = codes.count(ALONE), codes.count(IN_PART)
        return alone / n, (alone + part) / n

    @property
    def recall(self) -> float:
        """Of what is coded as told nowhere else, the share that was found."""
        return self.told.count(ALONE) / max(1, self.alone)


def digest(row: SentenceRow) -> str:
    """What tells a sentence by its words, without holding them."""
    return sha256(row.text.encode()).hexdigest()[:16]


def coded() -> Iterator[dict[str, str]]:
    """The coded sentences: set, story, article, start, digest and code."""
    with CODED.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def score(name: str, texts: Mapping[str, Sequence[Mapping[str, Any]]]) -> Score:
    """The score of a set.

    Args:
        name: 'dev' or 'once'.
        texts: the rows of each story.
    """
    codes: defaultdict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for each in coded():
        if each["set"] == name:
            codes[each["story"]][each["article"], each["sha256"]] = each["code"]
    found = Score()
    for story, known in sorted(codes.items()):
        if story not in texts:
            print(f"{story}: no texts", file=sys.stderr)
            continue
        found.stories += 1
        found.coded += len(known)
        found.alone += sum(code == ALONE for code in known.values())
        for held in telling_first(measured(texts[story]).told_alone).values():
            for place, each in enumerate(held):
                row = each.row
                code = known.get((row.analysis.article.id, digest(row)))
                if code is None:
                    found.uncoded += place < SHOWN
                    continue
                found.told.append(code)
                if place < SHOWN:
                    found.shown.append(code)
                if code != ALONE:
                    found.errors.append(f"{story} {row.id} ({code}, {each.score}): {row.text}")
    return found


def by_story(folder: Path) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """The rows of a folder's tables by story; those without one, or without a text, left out."""
    texts: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows_in(folder):
        if row.get("story") and row.get("text"):
            texts[row["story"]].append(row)
    return texts


def measured(rows: Sequence[Mapping[str, Any]]) -> Comparison:
    """A story, read, analysed and compared as a report does it."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "story.jsonl"
        lines = ({key: row[key] for key in _GIVEN if row.get(key)} for row in rows)
        table.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
        return Study(Settings(articles=(table,))).measure()


def asked(
    doc: str | None, sets: Sequence[str], arguments: Sequence[str] | None
) -> argparse.Namespace:
    """What a command over sets of coded texts is asked: their folder, one of the sets, whether the
    errors are printed."""
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--set", choices=sets)
    parser.add_argument("--errors", action="store_true")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of the sets; 1 where the floor is missed."""
    given = asked(__doc__, SETS, arguments)
    texts = by_story(given.texts)
    missed = False
    for name in (given.set,) if given.set else SETS:
        found = score(name, texts)
        print(f"{name}: {found.stories} stories, {found.coded} sentences coded, ", end="")
        print(f"{found.alone} of them told nowhere else")
        for what, codes in (("told alone", found.told), ("shown", found.shown)):
            alone, part = found.precision(codes)
            print(f"  {what}: {len(codes)}, precision {alone:.3f} ({part:.3f})")
        print(f"  recall {found.recall:.3f}; shown and not coded: {found.uncoded}")
        if given.errors and name == "dev":
            print("\n".join(found.errors))
        missed |= name == "dev" and found.stories > 0 and found.precision(found.told)[0] < FLOOR
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
