"""Findings on sources: who speaks, and who is left without a name."""

from __future__ import annotations

from collections.abc import Sequence

from framing.comparison import Comparison, OutletFigures
from framing.findings.model import Finding
from framing.findings.words import bare, percent, unit_noun
from framing.wording import joined, plural

OFFICIAL = ("role.official",)
_LISTED = 6


def total(outlets: Sequence[OutletFigures], *measures: str) -> tuple[int, int]:
    """Count of statements with any of the measures, and of all statements, over all outlets."""
    n = sum(outlet.n_statements for outlet in outlets)
    count = sum(outlet.figures[m].count for outlet in outlets for m in measures)
    return int(count), n


def sources_title(comparison: Comparison) -> str:
    """The heading of the section on sources."""
    officials, n = total(comparison.outlets, *OFFICIAL)
    if not n:
        return "No attributed statement was found"
    return f"Officials make {officials} of {plural(n, 'statement')}"


def official_finding(comparison: Comparison) -> Finding | None:
    """How many statements come from governments and militaries."""
    officials, n = total(comparison.outlets, *OFFICIAL)
    if not n:
        return None
    text = (
        f"Government and military speakers make {officials} of {plural(n, 'attributed statement')}."
    )
    outlets = [o for o in comparison.outlets if o.n_statements]
    if 1 < len(outlets) <= _LISTED:
        counts = [
            f"{bare(o.name)} {sum(o.figures[m].count for m in OFFICIAL):.0f} of {o.n_statements}"
            for o in outlets
        ]
        text += f" By {unit_noun(comparison.outlets)}: {joined(counts)}."
    return Finding(
        "sources",
        sources_title(comparison),
        text,
        percent(officials / n),
        "of statements from governments and militaries",
    )


def unnamed_finding(comparison: Comparison) -> Finding | None:
    """How many statements come from people without a name."""
    unnamed, n = total(comparison.outlets, "naming.unnamed")
    if not n or not unnamed:
        return None
    named, _ = total(comparison.outlets, "naming.named")
    unknown, _ = total(comparison.outlets, "naming.unknown")
    return Finding(
        "sources",
        f"Unnamed speakers make {unnamed} of {plural(n, 'statement')}",
        f"{plural(unnamed, 'statement')} {_comes(unnamed)} from people without a name, such as "
        f"‘an official’; {named} from named people; the rest from institutions and documents"
        f"{', or from speakers that were not found' if unknown else ''}.",
        percent(unnamed / n),
        "of statements from unnamed people",
    )


def _comes(n: int) -> str:
    return "comes" if n == 1 else "come"
