"""Findings on tone. Tone is wording, not bias: outlets are never ranked by it."""

from __future__ import annotations

from framing.comparison import Comparison
from framing.findings.model import Finding
from framing.findings.words import bare, interval_signed, joined, signed, unit_noun

POLARITY = "tone.polarity"
_LISTED = 6


def tone_title(comparison: Comparison) -> str:
    """The heading of the section on tone."""
    noun, n = unit_noun(comparison.outlets), len(comparison.outlets)
    figures = [o.figures[POLARITY] for o in comparison.outlets]
    negative = sum(f.excludes_zero and (f.value or 0) < 0 for f in figures)
    positive = sum(f.excludes_zero and (f.value or 0) > 0 for f in figures)
    if all(f.value is None for f in figures):
        return "No narrator's sentence to measure"
    if not negative and not positive:
        return f"No {noun}'s own wording leans clearly either way"
    if negative and positive:
        return f"Own wording leans negative in {negative}, positive in {positive}"
    lean, count = ("negative", negative) if negative else ("positive", positive)
    where = f"{count} of {n} {noun}s" if n > 1 else f"this {noun}"
    return f"The narrator's wording leans {lean} in {where}"


def tone_finding(comparison: Comparison) -> Finding | None:
    """How the narrator's wording leans, with intervals, and what that does not mean."""
    outlets = [o for o in comparison.outlets if o.figures[POLARITY].value is not None]
    if not outlets:
        return None
    clear = [o for o in outlets if o.figures[POLARITY].excludes_zero]
    noun = unit_noun(comparison.outlets)
    if clear and len(clear) <= _LISTED:
        shown = [
            f"{bare(o.name)} {signed(o.figures[POLARITY].value)} "
            f"{interval_signed(o.figures[POLARITY])}"
            for o in clear
        ]
        text = f"On a scale from −1 to +1 the interval excludes zero for {joined(shown)}."
    elif clear:
        text = f"The interval excludes zero for {len(clear)} of {len(outlets)} {noun}s."
    else:
        text = "On a scale from −1 to +1 every interval includes zero."
    text += " A report about an attack scores negative because its words do: tone is no verdict."
    return Finding(
        "tone",
        tone_title(comparison),
        text,
        f"{len(clear)} of {len(outlets)}",
        f"{noun}s whose interval excludes zero",
    )
