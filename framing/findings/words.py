"""How results are put into words: findings, numbers, and whom an outlet's figures speak for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from framing.evidence import Figure, OutletFigures
from framing.evidence.count import MIN_ARTICLES_TO_RESAMPLE
from framing.validation import ValidationRecord
from framing.wording import joined, number, signed

# Words that rank. They stand only where the interval of a difference excludes 0; the tests read
# every sentence for them.
RANKING = frozenset(
    "more most less least fewer fewest higher highest lower lowest larger largest smaller smallest "
    "greater greatest stronger strongest weaker weakest than outweighs outweigh exceeds exceed "
    "leads lead tops ahead behind above below mainly mostly dominates dominate apart".split()
)


def interval_in_percent(figure: Figure) -> str:
    """'(30 to 74)', or '' where no interval could be made."""
    if figure.low is None or figure.high is None:
        return ""
    return f"({number(100 * figure.low)} to {number(100 * figure.high)})"


def interval_signed(figure: Figure) -> str:
    """'(−0.12 to +0.03)', or '' where no interval could be made."""
    if figure.low is None or figure.high is None:
        return ""
    return f"({signed(figure.low)} to {signed(figure.high)})"


def counted(figure: Figure) -> str:
    """'9 of 17'."""
    return f"{number(figure.count)} of {number(figure.n)}"


def whose(outlet: OutletFigures) -> str:
    """What an outlet's figures speak for: 'the Global Times article', 'these 3 Global Times
    articles', and only with five or more articles the outlet itself."""
    if outlet.n_articles == 1:
        return f"the {bare(outlet.name)} article"
    if outlet.n_articles < MIN_ARTICLES_TO_RESAMPLE:
        return f"these {outlet.n_articles} {bare(outlet.name)} articles"
    return outlet.name


def bare(name: str) -> str:
    """An outlet's name without its article, for use after one: 'the Korea Herald article'."""
    return name.removeprefix("The ").removeprefix("the ")


def unit_noun(outlets: Sequence[OutletFigures]) -> str:
    """What the comparison compares: 'article' with one article each, else 'outlet'."""
    return "article" if all(outlet.n_articles == 1 for outlet in outlets) else "outlet"


def reliability(validation: ValidationRecord | None, frames: Mapping[str, str]) -> str:
    """What human coding says against relying on frames; empty where they can be relied on.

    Args:
        validation: the codebook's record, if there is one.
        frames: names of the frames of a figure, by id.
    """
    if validation is None:
        return "Not validated against human coding."
    weak = []
    for frame, name in frames.items():
        record = validation.frame(frame)
        if record is None:
            weak.append(f"{name} (not coded)")
        elif record.standing != "rely":
            alpha = record.alpha.value
            told = "not defined" if alpha is None else number(alpha, 2)
            tentative = "tentative, " if record.standing == "tentative" else ""
            weak.append(f"{name} ({tentative}alpha {told})")
    if not weak:
        return ""
    return f"Take with care, for coders did not agree well enough: {joined(weak)}."


@dataclass(frozen=True, slots=True)
class Finding:
    """One numbered finding.

    Attributes:
        topic: the section it belongs to ('comparability', 'tone', 'sources', 'emphasis', …).
        title: the finding in ten words or fewer.
        text: one to three sentences with counts.
        number, label: the figure that stands large beside it, and what it counts.
    """

    topic: str
    title: str
    text: str
    number: str
    label: str


@dataclass(frozen=True, slots=True)
class OutletWords:
    """The words at the head of an outlet's page."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Findings:
    """Every sentence about a result that the report prints.

    ``headings`` are the titles of sections and charts, by key; ``notes`` are sentences that stand
    beside a chart; ``outlets`` are the words at the head of each outlet's page, by slug.
    """

    title: str
    summary: str
    key: tuple[Finding, ...]
    headings: Mapping[str, str]
    notes: Mapping[str, str]
    outlets: Mapping[str, OutletWords]
