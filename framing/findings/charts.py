"""Titles of charts: what each shows, as counts that claim no more than was counted."""

from __future__ import annotations

from framing.comparison import Comparison
from framing.findings.emphasis import frame_name
from framing.findings.sources import total
from framing.findings.words import unit_noun
from framing.models import Part
from framing.wording import capital, plural


def chart_titles(comparison: Comparison) -> dict[str, str]:
    """A title of ten words or fewer for each chart, by the chart's key."""
    outlets = comparison.outlets
    statements = total(outlets)[1]
    sentences = sum(o.figures["voice.narrator"].n for o in outlets)
    narrated = sum(int(o.figures["voice.narrator"].count) for o in outlets)
    clear = sum(o.tone_is_measured and o.figures["tone.polarity"].excludes_zero for o in outlets)
    experts, citizens = total(outlets, "role.expert")[0], total(outlets, "role.citizen")[0]
    unnamed = total(outlets, "naming.unnamed")[0]
    return {
        "chart.tone": f"The interval excludes zero for {clear} of "
        f"{plural(len(outlets), unit_noun(outlets))}",
        "chart.voices": f"The narrator has {narrated} of {plural(sentences, 'sentence')}",
        "chart.roles": f"Experts make {experts}, citizens {citizens} of "
        f"{plural(statements, 'statement')}",
        "chart.namings": f"Unnamed speakers make {unnamed} of {plural(statements, 'statement')}",
        "chart.shares": _shares(comparison),
        "chart.strips": _strips(comparison),
    }


def _drawn(comparison: Comparison) -> list[str]:
    """The frames that the charts on emphasis draw: the poles, or the codebook's first two."""
    ids = [frame.id for frame in comparison.codebook.frames]
    return list(comparison.codebook.poles or ids[:2])


def _shares(comparison: Comparison) -> str:
    """'History stands in 10 of 70 sentences, security in 57'."""
    n = sum(o.n_sentences for o in comparison.outlets)
    counts = [
        int(sum(o.figures[f"frame.{frame}"].count for o in comparison.outlets))
        for frame in _drawn(comparison)
    ]
    return _each(comparison, counts, plural(n, "sentence"))


def _strips(comparison: Comparison) -> str:
    """'History stands in 4 of 5 articles, security in 5'."""
    counts = [
        sum(
            any(
                hit.frame == frame and analysis.sentences[hit.sentence].part is Part.BODY
                for hit in analysis.hits
            )
            for analysis in comparison.counted
        )
        for frame in _drawn(comparison)
    ]
    return _each(comparison, counts, plural(len(comparison.analyses), "article"))


def _each(comparison: Comparison, counts: list[int], of: str) -> str:
    names = [frame_name(comparison, frame) for frame in _drawn(comparison)]
    first = f"{capital(names[0])} stands in {counts[0]} of {of}"
    others = (f", {name} in {n}" for name, n in zip(names[1:], counts[1:], strict=True))
    return first + "".join(others)
