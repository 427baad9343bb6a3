"""What templates get of a study in which all names are at random; its analyses are made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from evaluation.inputs import Row
from framing.codebooks import load_codebook
from framing.evidence import compare
from framing.models import Field, Naming, Provenance, Role
from framing.outlets import load_outlets
from framing.report.context import build_view
from framing.report.views import ReportView
from tests.builders import Line, make_analysis

OUTLETS = load_outlets()


def view_of(row: Row, edition: Literal["pdf", "html"]) -> ReportView:
    """The view of a study in which all names are of a row."""
    outlet, title, byline, _, text = (
        " ".join(cell.encode("utf-8", "replace").decode().split()) for cell in map(str, row)
    )
    lines = [
        Line(f"{text[:400]}x", ("history",), 0.5, Role.EXPERT, Naming.NAMED, byline[:200] or "x"),
        Line(frames=("security",), label=("Rule", title[:60]), country="JP"),
    ]
    made = make_analysis("a", "one", lines)
    article = replace(
        made.article,
        outlet_name=outlet or "x",
        title=Field(title, Provenance.EXTRACTED),
        byline=Field(byline, Provenance.EXTRACTED),
        url=text[:80],
        path=title[:80],
    )
    both = [replace(made, article=article), make_analysis("b", "two", [Line()] * 3)]
    codebook = load_codebook("history-security")
    comparison = compare(both, codebook=codebook, profiles=OUTLETS, title=title)
    return build_view(comparison, profiles=OUTLETS, analysers=(), edition=edition)
