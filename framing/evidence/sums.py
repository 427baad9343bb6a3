"""What an article adds to the figures of its outlet, so that figures are sums over articles.

Beside each part stand the sums of its articles. Figures with their intervals and chances are made
from these alone, without any row: see ``reduction``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from framing.analysers.stories import stories_in
from framing.codebooks import Codebook
from framing.evidence.count import count
from framing.evidence.measures import MEASURES, ComparedActor, Measure, Story
from framing.evidence.rows import flatten
from framing.models import Analysis

# Beside those with intervals.
_PLAIN = frozenset({"sentences", "words", "articles", "statements"})


@dataclass(frozen=True, slots=True)
class ArticleSums:
    """What an article adds.

    Attributes:
        id, outlet, outlet_name: of the article and its outlet.
        day: when it was published, as an ISO date; None where that is not known.
        language: None where it is not known.
        stories: those of the codebook that it is about.
        of: how many rows figures rest on: by measure, and by figure of those that are means.
        counted: what is counted, by figure: 'frame.history'. Where nothing is, it is left out.
    """

    id: str
    outlet: str
    outlet_name: str
    day: str | None
    language: str | None
    stories: Sequence[str]
    of: Mapping[str, float]
    counted: Mapping[str, float]


def summed(measures: Sequence[Measure] = ()) -> tuple[Measure, ...]:
    """The measures that articles are summed in.

    Args:
        measures: those that analysers of other packages bring, beside our own.
    """
    return tuple(m for m in (*MEASURES, *measures) if m.interval or m.key in _PLAIN)


def actors_of(codebook: Codebook) -> tuple[ComparedActor, ...]:
    """The codebook's actors: who else is named, one article cannot tell."""
    return tuple(ComparedActor(actor.id, actor.name) for actor in codebook.actors)


def sums_of(analysis: Analysis, codebook: Codebook, measures: Sequence[Measure]) -> dict[str, Any]:
    """What an article adds to the figures of its outlet, as plain data: the fields of
    ``ArticleSums``.

    Speakers are those of the article, as it alone tells of them; what other articles share with it
    is not known.

    Args:
        analysis: of the article.
        codebook: that it was made with.
        measures: of ``summed``.
    """
    article = analysis.article
    rows = flatten([analysis], {article.id: "A"}, [frame.id for frame in codebook.frames], {})
    countries = {country for row in rows.statements for country in row.statement.countries}
    story = Story(codebook, actors_of(codebook), tuple(sorted(countries)))
    of: dict[str, float] = {}
    counted: dict[str, float] = {}
    for key, figure in count(rows, story, measures).items():
        if figure.n:
            of[key if figure.measure.unit == "mean" else figure.measure.key] = figure.n
        if figure.count:
            counted[key] = figure.count
    return {
        "id": article.id,
        "outlet": article.outlet,
        "outlet_name": article.outlet_name,
        "day": article.published.value.isoformat() if article.published else None,
        "language": article.language.value if article.language else None,
        "stories": list(stories_in(codebook, article.text)),
        "of": of,
        "counted": counted,
    }
