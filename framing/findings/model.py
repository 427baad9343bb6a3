"""What the findings are: sentences about results, each with the number it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


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
