"""How far a codebook and its measures can be trusted: checks, concordances, human coding."""

from framing.validation.record import (
    FrameRecord,
    Standing,
    ValidationRecord,
    find_record,
)

__all__ = ["FrameRecord", "Standing", "ValidationRecord", "find_record"]
