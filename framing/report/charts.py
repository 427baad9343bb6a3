"""What charts are drawn from: axes with round ticks, categories in the theme's colours, bars."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.evidence import Figure
from framing.report.messages import gettext, looked_up, marked, within
from framing.report.themes import Fill, Theme
from framing.wording import number, percent, signed, whole_percent

if TYPE_CHECKING:
    from framing.report.views import FrameView, OutletView


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
    "government": marked("Government"),
    "military": marked("Military"),
    "expert": marked("Experts"),
    "media": marked("Media"),
    "society": marked("Business and society"),
    "other": marked("Other"),
    "unknown": marked("Not told"),
}
_NAMINGS = {
    "named": marked("Named"),
    "institution": marked("Institution or document"),
    "unnamed": marked("Unnamed"),
    "unknown": marked("Not told"),
}
_VOICES = {
    "narrator": marked("Narrator"),
    "indirect": marked("Indirect speech"),
    "direct": marked("Direct speech"),
    "mixed": marked("Mixed"),
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
        Category(category, looked_up(name), key, fill.fill, fill.ink, fill.outline)
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
            alt=f"{within(frame.name)} {percent(found.value)}",
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


@dataclass(frozen=True, slots=True)
class FlowNode:
    """An agency, outlet or country in the flow of statements, with where its name stands."""

    name: str
    count: int
    x: float
    y: float
    height: float
    text_x: float
    text_y: float
    anchor: str
    bold: bool


@dataclass(frozen=True, slots=True)
class FlowBand:
    """A band between two nodes; ``apart``: it leads to or from the last outlet."""

    path: str
    apart: bool


@dataclass(frozen=True, slots=True)
class Flow:
    """The flow of statements from agencies over outlets to the countries of speakers; ``alt`` says
    it in words."""

    nodes: Sequence[FlowNode]
    bands: Sequence[FlowBand]
    alt: str


_SPACE = 14.0  # between two nodes of a column, room for a name
_LETTER = 5.8  # the width of a letter of a name, in pixels


def shorten(name: str, most: int) -> str:
    """A name cut to so many letters, with an ellipsis."""
    return name if len(name) <= most else f"{name[: max(most - 1, 1)].rstrip()}…"


def flow(
    first: Sequence[tuple[str, str, int]],
    second: Sequence[tuple[str, str, int]],
    outlets: Sequence[str],
    width: int,
    height: int,
) -> Flow:
    """The flow of statements, drawn.

    Args:
        first: agency, outlet and number of statements.
        second: outlet, country and number.
        outlets: names, in the order in which they stand.
        width, height: of the drawing, in pixels.
    """
    total = sum(n for _, _, n in first) or 1
    left = _sums((a, n) for a, _, n in first)
    right = _sums((c, n) for _, c, n in second)
    middle = [(o, sum(n for _, outlet, n in first if outlet == o)) for o in outlets]
    middle = [(name, n) for name, n in middle if n]
    columns = (left, middle, right)
    most = max(len(column) for column in columns)
    unit = max((height - _SPACE * most) / total, 0.5)
    # Names stand outside the bars: as much room as the longest takes, up to a third of the width.
    beside = [
        min(max([110.0, *(_LETTER * len(f"{name} {n}") + 12 for name, n in held)]), width / 3.6)
        for held in (left, right)
    ]
    places = (beside[0], width / 2 - 2, width - beside[1])
    longest = [int((room - 12) / _LETTER) for room in (beside[0], width / 4, beside[1])]
    at: dict[tuple[int, str], tuple[float, float]] = {}
    nodes = []
    for i, (column, x) in enumerate(zip(columns, places, strict=True)):
        used = unit * sum(n for _, n in column)
        space = min((height - used) / max(len(column), 1), 40.0)
        y = 12.0 + (height - used - space * (len(column) - 1)) / 2 if len(column) > 1 else 12.0
        for name, n in column:
            at[i, name] = (x, y)
            anchor, text_x, text_y = (
                ("end", x - 5, y + unit * n / 2 + 4)
                if i == 0
                else ("middle", x + 2, y - 3)
                if i == 1
                else ("start", x + 10, y + unit * n / 2 + 4)
            )
            written = shorten(name, longest[i] - len(f" {n}"))
            nodes.append(FlowNode(written, n, x, y, unit * n, text_x, text_y, anchor, bold=i == 1))
            y += unit * n + space
    bands = [
        *_bands(0, first, at, unit, outlets, (left, middle)),
        *_bands(1, second, at, unit, outlets, (middle, right)),
    ]
    bands.sort(key=lambda band: band.apart)
    told = [gettext("%(a)s to %(b)s %(n)s", a=a, b=b, n=n) for a, b, n in (*first, *second)]
    return Flow(nodes, bands, "; ".join(told))


def _sums(pairs: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Names with their sums, the largest first; what is not told or not named comes last."""
    found: dict[str, int] = {}
    for name, n in pairs:
        found[name] = found.get(name, 0) + n
    last = (gettext("others"), gettext("not told"), gettext("no agency credited"))
    return sorted(found.items(), key=lambda each: (each[0] in last, -each[1], each[0]))


def _bands(
    side: int,
    links: Sequence[tuple[str, str, int]],
    at: Mapping[tuple[int, str], tuple[float, float]],
    unit: float,
    outlets: Sequence[str],
    columns: tuple[Sequence[tuple[str, int]], Sequence[tuple[str, int]]],
) -> list[FlowBand]:
    ranks = [{name: i for i, (name, _) in enumerate(column)} for column in columns]
    ordered = sorted(links, key=lambda each: (ranks[0][each[0]], ranks[1][each[1]]))
    left = {name: at[side, name][1] for name, _ in columns[0]}
    right = {name: at[side + 1, name][1] for name, _ in columns[1]}
    found = []
    for source, target, n in ordered:
        x0, x1 = at[side, source][0] + 5, at[side + 1, target][0]
        y0, y1, bend = left[source], right[target], (x0 + x1) / 2
        left[source] += unit * n
        right[target] += unit * n
        high = unit * n
        path = (
            f"M{x0:.1f} {y0:.1f}C{bend:.1f} {y0:.1f} {bend:.1f} {y1:.1f} {x1:.1f} {y1:.1f}"
            f"v{high:.1f}C{bend:.1f} {y1 + high:.1f} {bend:.1f} {y0 + high:.1f} {x0:.1f} "
            f"{y0 + high:.1f}z"
        )
        found.append(FlowBand(path, outlets[-1] in (source, target)))
    return found
