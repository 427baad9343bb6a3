"""Differences in who speaks, as a report tells them, against what coders have.

A gap is one outlet's share of statements (of officials, of unnamed people, from a country), or of
sentences in which nobody but the writer speaks, against that of all others. Of the gaps that may be
told as findings, the right ones go the same way, by ten points or more, where the coders' labels
are counted.
"""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.stories.gold import Coded, CodedArticle
from framing.errors import FramingError
from framing.evidence import Comparison
from framing.evidence.deals import LEAST_GAP
from framing.models import Analysis, Part
from framing.settings import Settings
from framing.study import Study

_GIVEN = ("id", "outlet", "title", "published", "text")
_OFFICIAL = ("government", "military")


@dataclass(frozen=True, slots=True)
class Told:
    """A gap that a report may tell: of which story, outlet and figure, and the coders' gap."""

    story: str
    outlet: str
    key: str
    value: float
    coded: float

    @property
    def is_right(self) -> bool:
        """Whether the coders' gap goes the same way, by ten points or more."""
        return self.value * self.coded > 0 and abs(self.coded) >= LEAST_GAP


def told_gaps(
    articles: Sequence[CodedArticle], rows: Mapping[str, Mapping[str, Any]]
) -> Iterator[Told]:
    """The gaps of speakers that may be told, story by story.

    Args:
        articles: the coded ones.
        rows: of tables of articles, by id: outlet, title, published and text.
    """
    stories: defaultdict[str, list[CodedArticle]] = defaultdict(list)
    for article in articles:
        if article.id in rows:
            stories[article.about["story"]].append(article)
    for story, held in sorted(stories.items()):
        comparison = _compared([rows[article.id] for article in held])
        if comparison is None:
            continue
        by_id = {article.id: article for article in held}
        said: defaultdict[str, list[Coded]] = defaultdict(list)
        written: defaultdict[str, list[bool]] = defaultdict(list)
        for analysis in comparison.analyses:
            if comparison.refs[analysis.article.id] not in comparison.apart:
                coded = by_id[analysis.article.id].statements
                said[analysis.article.outlet] += [each for each in coded if each.speech]
                written[analysis.article.outlet] += _written(analysis, coded)
        for gap in comparison.gaps:
            kind, _, category = gap.key.partition(".")
            if gap.told and gap.key == "voice.narrator":
                mine = written[gap.outlet]
                theirs = [w for slug, own in written.items() if slug != gap.outlet for w in own]
                coded_gap = sum(mine) / len(mine) - sum(theirs) / len(theirs)
                yield Told(story, gap.outlet, gap.key, gap.value, coded_gap)
            rest = [each for slug, own in said.items() if slug != gap.outlet for each in own]
            if gap.told and kind in ("role", "naming", "country") and said[gap.outlet] and rest:
                own, others = (_share(part, kind, category) for part in (said[gap.outlet], rest))
                yield Told(story, gap.outlet, gap.key, gap.value, own - others)


def _compared(rows: Sequence[Mapping[str, Any]]) -> Comparison | None:
    """A story's comparison; None where nothing is left of it."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "story.jsonl"
        lines = ({key: row[key] for key in _GIVEN if row.get(key)} for row in rows)
        table.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
        try:
            return Study(Settings(articles=(table,))).measure()
        except FramingError:
            return None


def _written(analysis: Analysis, coded: Sequence[Coded]) -> list[bool]:
    """Of each sentence of the body, whether coders found no one's words in it."""
    spans = [span for each in coded for span in each.content]
    body = (sentence for sentence in analysis.sentences if sentence.part is Part.BODY)
    return [not any(sentence.span.overlaps(span) for span in spans) for sentence in body]


def _share(statements: Sequence[Coded], kind: str, category: str) -> float:
    return sum(_holds(each, kind, category) for each in statements) / len(statements)


def _holds(statement: Coded, kind: str, category: str) -> bool:
    if kind == "country":
        return category in statement.country
    if kind == "naming":
        return statement.naming == category
    if category == "official":
        return statement.role in _OFFICIAL
    return statement.role == category
