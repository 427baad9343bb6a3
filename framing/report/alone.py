"""What stands in one outlet alone, as a page shows it: of each outlet the weightiest sentences.

Everything here is arranged from what ``evidence.told_alone`` found; no sentence about a result is
written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from framing.evidence import Comparison
from framing.evidence.rows import SentenceRow
from framing.evidence.told_alone import Alone, telling_first
from framing.models import Part
from framing.report.messages import gettext

_LONGEST = 240  # characters of a sentence that is shown whole
_LEAD = 3  # sentences of a body that may be its lead: some pages have no paragraphs
_PARTS = re.compile(r"[,;:](?= )| [–—-](?= )")


@dataclass(frozen=True, slots=True)
class AloneLine:
    """A sentence that one outlet alone has: where it stands, and its words, which a long sentence
    has up to a sign that parts it. ``pieces`` are the words in stretches, each with whether it is
    a name or number that no other outlet's text has."""

    row: SentenceRow
    where: str
    text: str
    pieces: Sequence[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class AloneView:
    """An outlet with the sentences that it alone has; ``more`` of them are not shown."""

    outlet: str
    slug: str
    lines: Sequence[AloneLine]
    more: int


def told_alone(
    comparison: Comparison, order: Sequence[str], most: int, together: int
) -> list[AloneView]:
    """The sentences that one outlet alone has, by outlet; outlets that have none are left out.

    Args:
        comparison: whose sentences they are.
        order: the outlets' slugs.
        most: sentences of an outlet.
        together: sentences of all outlets, of each one at least.
    """
    held = telling_first(comparison.told_alone)
    in_text = {one.row.id: place for place, one in enumerate(comparison.told_alone)}
    each = max(1, min(most, together // max(1, len(held))))
    return [
        AloneView(
            outlet=comparison.outlet(slug).name,
            slug=slug,
            lines=[_line(one) for one in sorted(found[:each], key=lambda one: in_text[one.row.id])],
            more=max(0, len(found) - each),
        )
        for slug in order
        if (found := held.get(slug))
    ]


def _line(one: Alone) -> AloneLine:
    text = shortened(one.row)
    return AloneLine(one.row, _where(one.row), text, list(in_pieces(text, one.only)))


def in_pieces(text: str, only: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """A text in stretches; those of ``only`` that a space alone parts are one stretch."""
    if not only:
        yield text, False
        return
    words = "|".join(re.escape(each) for each in sorted(only, key=len, reverse=True))
    one = rf"(?<!\w)(?:{words})(?!\w)"
    at = 0
    for match in re.finditer(rf"{one}(?: {one})*", text):
        if match.start() > at:
            yield text[at : match.start()], False
        yield match.group(), True
        at = match.end()
    if at < len(text):
        yield text[at:], False


def _where(row: SentenceRow) -> str:
    """'Headline', 'Lead', or '34 of 112': the sentence's place in the body."""
    place = row.article.body_places.get(row.sentence.index)
    if place is None:
        headline = row.sentence.part is Part.HEADLINE
        return gettext("Headline") if headline else gettext("Standfirst")
    if place < _LEAD and row.sentence.paragraph == row.article.body[0].paragraph:
        return gettext("Lead")
    return gettext("%(n)s of %(all)s", n=place + 1, all=len(row.article.body))


def shortened(row: SentenceRow) -> str:
    """A sentence's words; of a long one those up to a sign that parts it."""
    if len(row.text) <= _LONGEST:
        return row.text
    ends = [match.start() for match in _PARTS.finditer(row.text)]
    fitting = [at for at in ends if _LONGEST // 2 <= at <= _LONGEST]
    return f"{row.text[: fitting[-1]]} …" if fitting else row.text
