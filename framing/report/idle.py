"""What stands in templates and style sheets and does nothing, or not what was meant.

Browsers and WeasyPrint pass over a declaration that they do not know, a value that is none, a
variable that nobody defined, and close by their own rules a tag that nobody closed. The report is
made all the same, so these are warnings: ``framing templates check`` tells them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from framing.report.idle_styles import idle_styles
from framing.report.idle_tags import unbalanced
from framing.report.traced import Traced


@dataclass(frozen=True, slots=True, order=True)
class Idle:
    """Something that does nothing: file, line, what, and what may have been meant."""

    file: str
    line: int
    what: str
    hint: str = ""


def idle_in(traced: Traced, edition: Literal["pdf", "html"]) -> list[Idle]:
    """What the user's own templates hold that does nothing.

    Args:
        traced: a document, and where its pieces came from.
        edition: which it is. What WeasyPrint passes over is told for the PDF alone: a browser
            knows other properties.
    """
    found = {Idle(place.file, place.line, what) for place, what in unbalanced(traced)}
    found |= {Idle(at.file, at.line, *told) for at, *told in idle_styles(traced, edition)}
    return sorted(found)
