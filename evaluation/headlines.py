"""Who acts in a headline, as a report tells it, against real headlines that a person coded.

    python -m evaluation.headlines --texts FOLDER               both sets, `mend` and `once` apart
    python -m evaluation.headlines --texts FOLDER --set mend --errors

FOLDER holds tables of articles (``*.jsonl``, ``*.jsonl.gz``) with ``id``, ``outlet``, ``title`` and
``text``; what was coded stands in ``headlines_data`` (see its README). An act told is right where
its subject, its verb and its voice are coded, and where it is told who says so if, and only if, the
headline says it of another. Recall is over the headlines in which anybody acts: the share of which
an act is told, and none wrongly. `once` was scored once a version: its errors are never printed.

Ends with 1 when the precision on `mend` is below its floor.
"""

from __future__ import annotations

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

from evaluation.alone import asked
from evaluation.stories.placed import Moves
from evaluation.stories.texts import rows_in
from framing.analysers.base import Setup
from framing.analysers.clauses import Act
from framing.analysers.run import analyse_article
from framing.codebooks import load_codebook
from framing.models import Article, Part, Span
from framing.outlets import load_outlets
from framing.readers import read_paths
from framing.settings import Settings
from framing.text.parse import parse_article

CODED = Path(__file__).with_name("headlines_data") / "headlines.csv"
SETS = ("mend", "once")
FLOOR = 0.96
_GIVEN = ("id", "outlet", "title", "text")
_USED = ("sources", "clauses")  # the analysers that acts rest on


@dataclass(frozen=True, slots=True)
class CodedAct:
    """Who acts in a headline, by places in it: ``subject`` whole, and its ``heads``; ``by``: who
    says so, None where the headline itself does. ``voice`` is 'active', 'passive' or 'either'."""

    subject: Span
    heads: tuple[Span, ...]
    verb: Span
    voice: str
    by: Span | None

    def is_told(self, act: Act, move: Moves) -> bool:
        """Whether an act that was found is this one."""
        places = [move.of(span) for span in (self.subject, self.verb, *self.heads)]
        if None in places:
            return False
        subject, verb, *heads = (span for span in places if span)
        by = move.of(self.by) if self.by else None
        return (
            all(any(actor.contains(head) for actor in act.actors) for head in heads)
            and all(subject.contains(actor) for actor in act.actors)
            and act.span.contains(verb)
            and self.voice in ("either", "passive" if act.passive else "active")
            and (act.by is None) == (by is None)
            and (act.by is None or by is None or act.by.overlaps(by))
        )


@dataclass(slots=True)
class Score:
    """The counts of a set: headlines, those in which anybody acts, those told rightly; acts told,
    and those that are right; ``missing`` are headlines whose words are not there."""

    headlines: int = 0
    acting: int = 0
    found: int = 0
    told: int = 0
    right: int = 0
    missing: int = 0
    errors: list[str] = field(default_factory=list)


def digest(title: str) -> str:
    """What tells a headline by its words, without holding them."""
    return sha256(" ".join(title.split()).encode()).hexdigest()[:16]


def _span(written: str) -> Span:
    start, _, end = written.partition("-")
    return Span(int(start), int(end))


def coded(name: str) -> dict[tuple[str, str], list[CodedAct]]:
    """The coded acts of a set by the article's id and the headline's digest; none of those in which
    nobody acts."""
    found: defaultdict[tuple[str, str], list[CodedAct]] = defaultdict(list)
    with CODED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["set"] != name:
                continue
            held = found[row["article"], row["sha256"]]
            if row["verb"]:
                heads = tuple(map(_span, row["heads"].split()))
                by = _span(row["by"]) if row["by"] else None
                held.append(
                    CodedAct(_span(row["subject"]), heads, _span(row["verb"]), row["voice"], by)
                )
    return dict(found)


def acts_told(articles: Sequence[Article]) -> Iterator[tuple[Article, list[Act]]]:
    """The acts with a subject that are told of each headline."""
    setup = Setup(Settings(), load_outlets(), load_codebook(Settings().codebook))
    analysers = [each for each in setup.analysers() if each.name in _USED]
    needs = frozenset().union(*(each.needs for each in analysers))
    for article in articles:
        analysis = analyse_article(parse_article(article, needs), article, analysers)
        heads = {s.index for s in analysis.sentences if s.part is Part.HEADLINE}
        yield (
            article,
            [act for act in analysis.found(Act) if act.sentence in heads and act.actors],
        )


def articles_of(rows: Sequence[Mapping[str, Any]]) -> list[Article]:
    """The articles, read as a report reads them."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "headlines.jsonl"
        lines = ({key: row[key] for key in _GIVEN if row.get(key)} for row in rows)
        table.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
        return list(read_paths([table], outlets=load_outlets()).articles)


def score(name: str, rows: Mapping[str, Mapping[str, Any]]) -> Score:
    """The score of a set.

    Args:
        name: 'mend' or 'once'.
        rows: articles by id.
    """
    found = Score()
    known = {
        id_: acts
        for (id_, sha), acts in coded(name).items()
        if id_ in rows and digest(rows[id_].get("title") or "") == sha
    }
    found.missing = len(coded(name)) - len(known)
    for article, told in acts_told(articles_of([rows[id_] for id_ in sorted(known)])):
        place = article.parts.headline
        if place is None:
            found.missing += 1
            continue
        _count(found, article, place, told, known[article.id], str(rows[article.id]["title"]))
    return found


def _count(
    found: Score,
    article: Article,
    place: Span,
    told: Sequence[Act],
    wanted: Sequence[CodedAct],
    title: str,
) -> None:
    """Add one headline's acts to the counts."""
    move = Moves(title, article.text[: place.end])
    right = [any(each.is_told(act, move) for each in wanted) for act in told]
    found.headlines += 1
    found.acting += bool(wanted)
    found.told += len(told)
    found.right += sum(right)
    found.found += bool(wanted) and bool(right) and all(right)
    for act, is_right in zip(told, right, strict=True):
        if not is_right:
            actors = ", ".join(span.of(article.text) for span in act.actors)
            verb, by = act.span.of(article.text), act.by.of(article.text) if act.by else ""
            voice = "passive" if act.passive else "active"
            found.errors.append(f"{article.id} {title!r}\n  {actors}: {verb} ({voice}) {by}")
    if wanted and not told:
        found.errors.append(f"{article.id} {title!r}\n  nothing told")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of the sets; 1 where the floor is missed."""
    given = asked(__doc__, SETS, arguments)
    rows = {row["id"]: row for row in rows_in(given.texts)}
    missed = False
    for name in (given.set,) if given.set else SETS:
        found = score(name, rows)
        precision = found.right / max(1, found.told)
        print(
            f"{name}: {found.headlines} headlines ({found.missing} not found), someone acts in "
            f"{found.acting}; acts told: {found.told}, precision {precision:.3f}; "
            f"recall {found.found / max(1, found.acting):.3f}"
        )
        if given.errors and name == "mend":
            print("\n".join(found.errors))
        missed |= name == "mend" and found.headlines > 0 and precision < FLOOR
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
