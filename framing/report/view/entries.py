"""The lines of the index of the evidence, and the rows that an outlet's figures count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from framing.evidence import Comparison
from framing.evidence.units import Keep, own_copy
from framing.models import Analysis, Part
from framing.report.view.model import (
    ArticleView,
    Category,
    IndexEntry,
    IndexGroup,
    IndexPart,
    SentenceView,
    StatementView,
)

_LEAST_RUN = 3


@dataclass(frozen=True, slots=True)
class Counted:
    """The rows that an outlet's figures count, by the article's reference; ``left_out`` are the
    sentences that are no copy of its own."""

    sentences: Mapping[str, Sequence[SentenceView]]
    statements: Mapping[str, Sequence[StatementView]]
    left_out: Sequence[str]

    def all_sentences(self) -> Iterator[SentenceView]:
        """The body sentences that count, article by article."""
        return (s for rows in self.sentences.values() for s in rows)

    def all_statements(self) -> Iterator[StatementView]:
        """The statements that count, article by article."""
        return (s for rows in self.statements.values() for s in rows)


def count_rows(
    articles: Sequence[ArticleView], analyses: Mapping[str, Analysis], comparison: Comparison
) -> Counted:
    """What the main figures of an outlet count: all of its copy, or its own alone."""
    own = own_copy(comparison.analyses)
    sentences, statements, left_out = {}, {}, []
    for article in articles:
        own_part = part_of(article, analyses[article.ref], own)
        counted = own_part if comparison.own_copy_only else article
        body = [s for s in counted.sentences if s.part == Part.BODY.value]
        rows, own_rows = {s.id for s in body}, {s.id for s in own_part.sentences}
        sentences[article.ref] = body
        statements[article.ref] = [
            s for s in counted.statements if s.speech and s.sentence_id in rows
        ]
        left_out += [
            s.id for s in article.sentences if s.part == Part.BODY.value and s.id not in own_rows
        ]
    return Counted(sentences, statements, left_out)


def part_of(article: ArticleView, analysis: Analysis, keep: Keep) -> ArticleView:
    """The article with the sentences to keep, and the statements in them."""
    kept = [s for s in article.sentences if keep(analysis, analysis.sentences[s.number - 1])]
    rows = {sentence.id for sentence in kept}
    statements = [s for s in article.statements if s.sentence_id in rows]
    return replace(article, sentences=kept, statements=statements)


@dataclass(frozen=True, slots=True)
class Lines:
    """Makes the entries of one outlet."""

    slug: str
    shown: frozenset[str]
    most_links: int

    def anchor(self, measure: str) -> str:
        """Where the line of a measure stands."""
        return f"ev-{self.slug}-{measure.replace('.', '-')}"

    def part(self, rows: Sequence[str], name: str = "", anchor: str = "") -> IndexPart:
        """A stretch of a line: links to rows shown, and how many more stand in the CSV files."""
        here = [row for row in rows if row in self.shown][: self.most_links]
        return IndexPart(name, anchor, row_links(here), len(rows) - len(here))

    def entry(
        self,
        measure: str,
        name: str,
        rows: Iterable[str],
        back: str,
        *,
        count: str = "",
        always: bool = True,
        parts: Sequence[IndexPart] = (),
    ) -> IndexEntry:
        """An entry; with ``always`` it has a line even where that repeats its one row."""
        rows = tuple(rows)
        lone = not always and len(rows) == 1 and rows[0] in self.shown
        anchor = "" if lone else self.anchor(measure)
        return IndexEntry(
            measure,
            name,
            count or str(len(rows)),
            back,
            rows,
            rows[0] if lone else anchor,
            anchor,
            parts or (self.part(rows),),
        )

    def group(
        self, measure: str, name: str, back: str, entries: Iterable[IndexEntry]
    ) -> IndexGroup:
        return IndexGroup(name, self.anchor(measure), back, tuple(entries))


def row_links(rows: Sequence[str]) -> list[tuple[str, str]]:
    """Links to rows as (text, anchor): 'GT-1.s2', then 's5' of the same article; three or more
    that follow each other are one link to the first ('s7–s9')."""
    links: list[tuple[str, str]] = []
    previous = ""
    at = 0
    while at < len(rows):
        article, _, name = rows[at].rpartition(".")
        kind, first = name.rstrip("0123456789"), int(name.lstrip("st"))
        run = 1
        while at + run < len(rows) and rows[at + run] == f"{article}.{kind}{first + run}":
            run += 1
        text = name if article == previous else rows[at]
        if run >= _LEAST_RUN:
            links.append((f"{text}–{kind}{first + run - 1}", rows[at]))
            at += run
        else:
            links.append((text, rows[at]))
            at += 1
        previous = article
    return links


def sum_of(
    lines: Lines, measure: str, name: str, back: str, entries: Sequence[IndexEntry]
) -> IndexEntry:
    """An entry that is the sum (or the ratio) of others: its line leads to theirs."""
    links = [(f"{entry.name} {entry.count}", entry.anchor) for entry in entries]
    rows = [row for entry in entries for row in entry.rows]
    count = ": ".join(e.count for e in entries) if measure == "logratio" else str(len(rows))
    return lines.entry(measure, name, rows, back, count=count, parts=[IndexPart("", "", links, 0)])


def by_category(
    lines: Lines, categories: Sequence[Category], found: Mapping[str, Sequence[str]], back: str
) -> Iterator[IndexEntry]:
    """An entry for each category that has rows."""
    for category in categories:
        rows = [row for measure in category.measures for row in found.get(measure, ())]
        if rows:
            yield lines.entry(category.measures[0], category.name, rows, back)
