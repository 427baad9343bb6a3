"""Comparing: figures per outlet with intervals, their differences, and what does not compare."""

from framing.evidence.build import compare
from framing.evidence.model import (
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
from framing.evidence.units import is_agency_copy

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
