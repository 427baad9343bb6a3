"""Axes of the charts, with round ticks."""

from __future__ import annotations

import math
from collections.abc import Sequence

from framing.evidence import OutletFigures
from framing.findings.words import signed
from framing.report.view.model import AxisView
from framing.wording import whole_percent


def tone_axis(outlets: Sequence[OutletFigures]) -> AxisView:
    """An axis from −limit to +limit that holds all intervals, with round ticks."""
    figures = [o.figures["tone.polarity"] for o in outlets]
    ends = [abs(x) for f in figures for x in (f.value, f.low, f.high) if x is not None]
    limit = next((x for x in (0.25, 0.5, 0.75, 1.0) if max(ends, default=0) <= x), 1.0)
    halves = (-limit / 2, limit / 2) if limit in (0.5, 1.0) else ()
    ticks = [(x, signed(x)) for x in sorted((-limit, 0.0, limit, *halves))]
    return AxisView(-limit, limit, [(x, "0" if x == 0 else label) for x, label in ticks])


def share_axis(outlets: Sequence[OutletFigures], frames: Sequence[str]) -> AxisView:
    """An axis from 0 that holds all intervals of the shares, in steps of 10 or 20 per cent."""
    figures = [o.figures[f"frame.{frame}"] for o in outlets for frame in frames]
    top = max((x for f in figures for x in (f.value, f.high) if x is not None), default=1.0)
    step = 0.1 if top <= 0.6 else 0.2
    high = min(1.0, math.ceil(round(top / step, 6)) * step) or step
    n = round(high / step)
    return AxisView(0.0, high, [(i * step, whole_percent(i * step)) for i in range(n + 1)])
