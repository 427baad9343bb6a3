"""The articles that what is read off the page rests on: those that report the same event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from framing.evidence import Comparison, OutletFigures, SpeakerFigure
from framing.evidence.comparison import alone
from framing.evidence.rows import ArticleRow, MentionRow, SentenceRow, StatementRow, flat
from framing.models import Mention, Part

LISTED = 4  # things that a sentence lists
FEW = 0.34  # of the outlets, at most, do what stands out
LEAST = 3  # outlets, for one to stand out
_OPENING = 2  # sentences that a headline may have

Kind = TypeVar("Kind", bound=Mention)
T = TypeVar("T")


def with_last(ranked: Sequence[T]) -> Sequence[T]:
    """As many as a sentence lists, the last of all among them."""
    return ranked if len(ranked) <= LISTED else [*ranked[: LISTED - 1], ranked[-1]]


@dataclass(frozen=True)
class TakingPart:
    """The articles but for those set apart, and what was found in them, by outlet."""

    comparison: Comparison
    all_dates: bool = False  # with the articles of another date, which may say it, too

    @cached_property
    def articles(self) -> tuple[ArticleRow, ...]:
        """The articles that take part."""
        apart = () if self.all_dates else self.comparison.apart
        return tuple(row for row in self.comparison.rows.articles if row.id not in apart)

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(row.id for row in self.articles)

    @cached_property
    def outlets(self) -> tuple[OutletFigures, ...]:
        """The outlets that have any of them."""
        here = {row.outlet for row in self.articles}
        return tuple(outlet for outlet in self.comparison.outlets if outlet.slug in here)

    @cached_property
    def statements(self) -> tuple[StatementRow, ...]:
        """The statements that count."""
        rows = self.comparison.counted.statements
        return tuple(row for row in rows if row.counts and row.article.id in self._ids)

    def said_in(self, slug: str) -> tuple[StatementRow, ...]:
        """Those of an outlet."""
        return tuple(row for row in self.statements if row.outlet == slug)

    def said_by(self, speaker: SpeakerFigure) -> tuple[StatementRow, ...]:
        """Those of a speaker in an outlet."""
        rows = (row for row in speaker.figure.rows if isinstance(row, StatementRow))
        return tuple(row for row in rows if row.article.id in self._ids)

    @cached_property
    def sentences(self) -> tuple[SentenceRow, ...]:
        """The sentences of their bodies."""
        rows = self.comparison.counted.sentences
        return tuple(row for row in rows if row.in_body and row.article.id in self._ids)

    @cached_property
    def headlines(self) -> dict[str, list[SentenceRow]]:
        """The sentences of headlines, by outlet."""
        found: defaultdict[str, list[SentenceRow]] = defaultdict(list)
        for row in self.comparison.rows.sentences:
            if row.sentence.part is Part.HEADLINE and row.article.id in self._ids:
                found[row.outlet].append(row)
        return dict(found)

    @cached_property
    def without_headline(self) -> tuple[SentenceRow, ...]:
        """How the articles begin in which no headline was found: it may be the first sentence."""
        headed = {row.article.id for rows in self.headlines.values() for row in rows}
        first: defaultdict[str, list[SentenceRow]] = defaultdict(list)
        for row in self.sentences:
            if row.article.id not in headed:
                first[row.article.id].append(row)
        return tuple(row for rows in first.values() for row in rows[:_OPENING])

    @property
    def noun(self) -> str:
        """What is compared: 'article' with one each, else 'outlet'."""
        return "article" if len(self.articles) == len(self.outlets) else "outlet"

    def name(self, slug: str) -> str:
        """An outlet's name."""
        return self.comparison.outlet(slug).name

    def has(self, article_ids: Sequence[str]) -> bool:
        """Whether all of these articles take part."""
        return all(self.comparison.refs[each] in self._ids for each in article_ids)

    def mentions(self, kind: type[Kind]) -> Iterator[tuple[MentionRow, Kind]]:
        """The mentions of a kind, each with its row."""
        for row in self.comparison.rows.mentions:
            if isinstance(row.mention, kind) and row.article.id in self._ids:
                yield row, row.mention

    def of_part(self, kind: type[Kind], part: Part) -> dict[str, list[tuple[MentionRow, Kind]]]:
        """Those in a part of the articles, by outlet."""
        found: defaultdict[str, list[tuple[MentionRow, Kind]]] = defaultdict(list)
        for row, told in self.mentions(kind):
            if row.place.sentence.part is part:
                found[row.outlet].append((row, told))
        return dict(found)

    def only_in(self, outlet: OutletFigures) -> list[SpeakerFigure]:
        """Speakers with a name or an office who speak in this outlet alone."""
        rows = {row.id for row in alone(outlet, self.comparison.rows).rows}
        return [s for s in outlet.speakers if s.figure.rows[0].id in rows]

    def hit(self, name: str, frame: str) -> str:
        """The first words in a sentence, by its name, that a frame was found by."""
        for row in self.comparison.rows.sentences:
            if row.id == name:
                text = row.analysis.article.text
                return next(flat(hit.span.of(text)) for hit in row.hits if hit.frame == frame)
        return ""
