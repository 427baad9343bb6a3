"""An outlet most of whose copy stands in another's, too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from framing.evidence.rows import SentenceRow, agency_names
from framing.findings.taking_part import TakingPart
from framing.findings.words import CITED, READ, Finding, owned
from framing.wording import joined, number

_FEWEST = 6  # sentences, of which most are shared
_MOST = 0.6  # of an outlet's sentences


def copy_findings(page: TakingPart) -> Iterator[Finding]:
    """The outlet that shares most of its sentences with one other. Who wrote them first, the words
    do not tell; an agency that the copy credits is named."""
    outlet_of = {row.analysis.article.id: row.outlet for row in page.articles}
    best: tuple[float, str, str, list[SentenceRow], int] | None = None
    for outlet in page.outlets:
        own = [row for row in page.sentences if row.outlet == outlet.slug]
        if len(own) < _FEWEST:
            continue
        shared: Counter[str] = Counter()
        for row in own:
            shared.update(_others(row, outlet_of))
        if not shared:
            continue
        other, n = max(shared.items(), key=lambda each: (each[1], each[0]))
        rows = [row for row in own if other in _others(row, outlet_of)]
        if n >= _MOST * len(own) and (best is None or n / len(own) > best[0]):
            best = (n / len(own), outlet.slug, other, rows, len(own))
    if best:
        _, slug, other, rows, total = best
        yield _finding(page, slug, other, rows, total)


def _others(row: SentenceRow, outlet_of: dict[str, str]) -> set[str]:
    """The other outlets, of those that take part, that have a sentence's words."""
    found = (outlet_of.get(article) for article in row.sentence.shared_with)
    return {slug for slug in found if slug and slug != row.outlet}


def _finding(
    page: TakingPart, slug: str, other: str, rows: Sequence[SentenceRow], total: int
) -> Finding:
    one, second = page.name(slug), page.name(other)
    credited = {
        name
        for row in page.articles
        if row.outlet in (slug, other)
        for name in agency_names(row.analysis)
    }
    credit = (
        f"The copy credits {joined(sorted(credited))}."
        if credited
        else "No agency is credited. Who wrote them first, the words do not tell."
    )
    return Finding(
        topic="shared_copy",
        outlet=slug,
        title=f"Most of {owned(one)} copy stands in {second}, too",
        clause=f"most of its copy stands in {second}, too",
        text=f"{number(len(rows))} of its {number(total)} sentences have the words of a sentence "
        f"in {second}. What the two have in common counts in both. {credit}",
        number=f"{number(len(rows))} of {number(total)}",
        label=f"sentences that {second} has, too",
        sure=READ,
        why="Word by word; a sentence counts where most of it is the same.",
        rows=tuple(row.id for row in rows[:CITED]),
        total=len(rows),
        weight=3.0,
    )
