"""Findings on tone. Tone is wording, not bias: outlets are never ranked by it."""

from __future__ import annotations

from framing.comparison import Comparison, OutletFigures
from framing.comparison.model import MIN_SCORED_WORDS
from framing.findings.model import Finding
from framing.findings.words import bare, interval_signed, signed, unit_noun
from framing.wording import joined, plural

POLARITY = "tone.polarity"
_LISTED = 6


def _measured(comparison: Comparison) -> list[OutletFigures]:
    return [o for o in comparison.outlets if o.tone_is_measured]


def scored_words(comparison: Comparison) -> int:
    """How many words the lexicon scored in the narrator's sentences, all outlets together."""
    return int(sum(o.figures["tone.scored"].count for o in comparison.outlets))


def tone_title(comparison: Comparison) -> str:
    """The heading of the section on tone."""
    noun, n = unit_noun(comparison.outlets), len(comparison.outlets)
    measured = _measured(comparison)
    if not measured:
        return "Too few scored words to speak of tone"
    figures = [o.figures[POLARITY] for o in measured]
    negative = sum(f.excludes_zero and (f.value or 0) < 0 for f in figures)
    positive = sum(f.excludes_zero and (f.value or 0) > 0 for f in figures)
    if not negative and not positive:
        return f"No {noun}’s own wording leans clearly either way"
    if negative and positive:
        return f"Own wording leans negative in {negative}, positive in {positive}"
    lean, count = ("negative", negative) if negative else ("positive", positive)
    where = f"{count} of {n} {noun}s" if n > 1 else f"this {noun}"
    return f"The narrator’s wording leans {lean} in {where}"


def tone_note(comparison: Comparison) -> str:
    """What may be said of the narrator's polarity, and what it does not mean."""
    measured = _measured(comparison)
    noun, n = unit_noun(comparison.outlets), len(comparison.outlets)
    words = plural(scored_words(comparison), "word")
    where = f"{n} {noun}s" if n > 1 else f"one {noun}"
    if not measured:
        return (
            f"The lexicon scores {words} of the narrator in {where}, under {MIN_SCORED_WORDS} in "
            f"each {noun}: a mean of so few is an accident. The words themselves are listed."
        )
    clear = [o for o in measured if o.figures[POLARITY].excludes_zero]
    if clear and len(clear) <= _LISTED:
        shown = [
            f"{bare(o.name)} {signed(o.figures[POLARITY].value)} "
            f"{interval_signed(o.figures[POLARITY])}"
            for o in clear
        ]
        text = f"On a scale from −1 to +1 the interval excludes zero for {joined(shown)}."
    elif clear:
        text = f"The interval excludes zero for {len(clear)} of {len(measured)} {noun}s."
    else:
        text = "On a scale from −1 to +1 every interval includes zero."
    return text + (
        " A report about an attack scores negative because its words do: tone is no verdict."
    )


def tone_finding(comparison: Comparison) -> Finding | None:
    """The key finding on tone; None where too few words were scored to speak of it."""
    measured = _measured(comparison)
    if not measured:
        return None
    clear = [o for o in measured if o.figures[POLARITY].excludes_zero]
    return Finding(
        "tone",
        tone_title(comparison),
        tone_note(comparison),
        f"{len(clear)} of {len(measured)}",
        f"{unit_noun(comparison.outlets)}s whose interval excludes zero",
    )
