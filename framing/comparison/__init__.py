"""Comparing: figures per outlet with intervals, their differences, and what does not compare."""

from framing.comparison.build import compare
from framing.comparison.model import (
    ComparedActor,
    Comparison,
    Difference,
    Estimate,
    Flag,
    OutletFigures,
    Resampling,
    Severity,
    SpeakerFigure,
)
from framing.comparison.units import is_agency_copy

__all__ = [
    "ComparedActor",
    "Comparison",
    "Difference",
    "Estimate",
    "Flag",
    "OutletFigures",
    "Resampling",
    "Severity",
    "SpeakerFigure",
    "compare",
    "is_agency_copy",
]
