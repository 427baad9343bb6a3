"""Evidence: rows, the measures counted over them, figures that hold their rows, and what does not
compare."""

from framing.evidence.comparison import Comparison, OutletFigures, SpeakerFigure, compare
from framing.evidence.count import Figure
from framing.evidence.deals import Gap
from framing.evidence.flags import Flag, Severity
from framing.evidence.intervals import Chance, Difference
from framing.evidence.measures import ComparedActor, Measure
from framing.evidence.rows import Rows, is_agency_copy

__all__ = [
    "Chance",
    "ComparedActor",
    "Comparison",
    "Difference",
    "Figure",
    "Flag",
    "Gap",
    "Measure",
    "OutletFigures",
    "Rows",
    "Severity",
    "SpeakerFigure",
    "compare",
    "is_agency_copy",
]
