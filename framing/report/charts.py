"""What charts are drawn from: axes with round ticks, categories in the theme's colours, bars."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.evidence import Figure
from framing.report.themes import Fill, Theme
from framing.wording import number, percent, signed, whole_percent

if TYPE_CHECKING:
    from framing.report.context import FrameView, OutletView


@dataclass(frozen=True, slots=True)
class AxisView:
    """A chart's axis: from ``low`` to ``high`` with labelled ticks."""

    low: float
    high: float
    ticks: Sequence[tuple[float, str]]


@dataclass(frozen=True, slots=True)
class Category:
    """A category of a stacked bar: ``key`` is its figure's; ``ink`` is the text colour on it;
    ``outline`` is empty where the fill needs none."""

    id: str
    name: str
    key: str
    colour: str
    ink: str
    outline: str


@dataclass(frozen=True, slots=True)
class BarPart:
    """A part of a stacked bar: ``text`` stands on it if there is room; ``share`` is of the bar,
    ``start`` where it begins (both 0 to 1)."""

    figure: Figure
    category: Category
    text: str
    share: float
    start: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A stacked bar of one outlet; ``alt`` says it in words."""

    outlet: OutletView
    parts: Sequence[BarPart]
    alt: str


_ROLES = {
    "government": "Government",
    "military": "Military",
    "expert": "Experts",
    "media": "Media",
    "society": "Business and society",
    "other": "Other",
    "unknown": "Not told",
}
_NAMINGS = {
    "named": "Named",
    "institution": "Institution or document",
    "unnamed": "Unnamed",
    "unknown": "Not told",
}
_VOICES = {
    "narrator": "Narrator",
    "indirect": "Indirect speech",
    "direct": "Direct speech",
    "mixed": "Mixed",
}


def roles(theme: Theme, outlets: Sequence[OutletView]) -> list[Category]:
    """Whom statements come from."""
    return _used("speaks", _ROLES, theme.roles, outlets)


def namings(theme: Theme, outlets: Sequence[OutletView]) -> list[Category]:
    """How speakers are named."""
    return _used("named", _NAMINGS, theme.namings, outlets)


def voices(theme: Theme, outlets: Sequence[OutletView]) -> list[Category]:
    """Whose words sentences are."""
    return _used("voice", _VOICES, theme.voices, outlets)


def _used(
    measure: str, names: Mapping[str, str], fills: Mapping[str, Fill], outlets: Sequence[OutletView]
) -> list[Category]:
    """The categories that any outlet has a count for: an empty one needs no place in a legend."""
    return [
        Category(category, name, key, fill.fill, fill.ink, fill.outline)
        for category, name in names.items()
        for key, fill in [(f"{measure}.{category}", fills[category])]
        if any(outlet.figures[key].count for outlet in outlets)
    ]


def bars(outlets: Sequence[OutletView], categories: Sequence[Category], theme: Theme) -> list[Bar]:
    """A stacked bar for each outlet. Each category is named once, on the first part with room."""
    named: set[str] = set()
    found = []
    for outlet in outlets:
        parts: list[BarPart] = []
        start = 0.0
        for category in categories:
            figure = outlet.figures[category.key]
            share = figure.value or 0.0
            if not share:
                continue
            count = number(figure.count)
            width = share * theme.sizes["stack"]
            text = count if width > 3 + 5.2 * len(count) else ""
            if width > 5.4 * len(category.name + count) + 14 and category.name not in named:
                named.add(category.name)
                text = f"{category.name} {count}"
            parts.append(BarPart(figure, category, text, share, start))
            start += share
        told = (f"{c.name} {number(outlet.figures[c.key].count)}" for c in categories)
        found.append(Bar(outlet, parts, f"{outlet.name}: {', '.join(told)}"))
    return found


@dataclass(frozen=True, slots=True)
class Point:
    """A dot on an axis: a figure, how it is drawn, and what it says in words."""

    figure: Figure
    colour: str
    square: bool
    hollow: bool
    alt: str


def points(outlet: OutletView, frames: Sequence[FrameView]) -> list[Point]:
    """The shares of an outlet's frames as dots; those after the first are squares."""
    return [
        Point(
            found := outlet.figures[f"frame.{frame.id}"],
            frame.colour,
            square=place > 0,
            hollow=False,
            alt=f"{frame.name.lower()} {percent(found.value)}",
        )
        for place, frame in enumerate(frames)
    ]


def tone_axis(outlets: Sequence[OutletView]) -> AxisView:
    """An axis from −limit to +limit that holds all intervals, with round ticks."""
    figures = [o.figures["tone.polarity"] for o in outlets]
    ends = [abs(x) for f in figures for x in (f.value, f.low, f.high) if x is not None]
    limit = next((x for x in (0.25, 0.5, 0.75, 1.0) if max(ends, default=0) <= x), 1.0)
    halves = (-limit / 2, limit / 2) if limit in (0.5, 1.0) else ()
    ticks = [(x, signed(x)) for x in sorted((-limit, 0.0, limit, *halves))]
    return AxisView(-limit, limit, [(x, "0" if x == 0 else label) for x, label in ticks])


def share_axis(outlets: Sequence[OutletView], frames: Sequence[str]) -> AxisView:
    """An axis from 0 that holds all intervals of the shares, in steps of 10 or 20 per cent."""
    figures = [o.figures[f"frame.{frame}"] for o in outlets for frame in frames]
    top = max((x for f in figures for x in (f.value, f.high) if x is not None), default=1.0)
    step = 0.1 if top <= 0.6 else 0.2
    high = min(1.0, math.ceil(round(top / step, 6)) * step) or step
    n = round(high / step)
    return AxisView(0.0, high, [(i * step, whole_percent(i * step)) for i in range(n + 1)])
