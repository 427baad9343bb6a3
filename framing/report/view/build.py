"""From a Comparison to what templates may use. No sentence about a result is written here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Literal

from framing.analysers.base import Analyser
from framing.evidence import Comparison
from framing.findings import write_findings
from framing.findings.words import unit_noun
from framing.outlets import OutletProfile
from framing.report.themes import Theme, load_theme
from framing.report.view import palette
from framing.report.view.articles import article_view
from framing.report.view.axes import share_axis, tone_axis
from framing.report.view.index import Matrices, with_index
from framing.report.view.matrices import actors, facts, label_sets, passages, tone_note
from framing.report.view.model import FrameView, MethodView, ReportView
from framing.report.view.outlets import outlet_view, shown_rows
from framing.settings import SECTIONS
from framing.text.parse import DEFAULT_MODEL
from framing.validation import ValidationRecord
from framing.wording import day, joined, number


def build_view(
    comparison: Comparison,
    *,
    profiles: Mapping[str, OutletProfile],
    analysers: Sequence[Analyser],
    validation: ValidationRecord | None = None,
    sections: Sequence[str] = SECTIONS,
    created: str = "",
    tone_confidence: float = 0.0,
    theme: Theme | None = None,
    edition: Literal["pdf", "html"] = "pdf",
) -> ReportView:
    """What templates may use, made from a comparison.

    Args:
        comparison: the figures and their evidence.
        profiles: outlet profiles by slug (colour, country, ownership).
        analysers: those that ran, for the method appendix.
        validation: the codebook's measured agreement with human coding, if there is any.
        sections: those that the report shows, in their order.
        created: ISO date of the document; empty leaves it out.
        tone_confidence: below it the tone towards an actor was left untold.
        theme: how the report looks; the default theme if none is given.
        edition: which one the templates are to make.
    """
    theme = theme or load_theme()
    findings = write_findings(comparison)
    frame_ids = [frame.id for frame in comparison.codebook.frames]
    articles = [
        article_view(analysis, comparison.refs[analysis.article.id], frame_ids)
        for analysis in comparison.analyses
    ]
    poles = comparison.codebook.poles or ()
    frames = [
        FrameView(
            frame.id,
            frame.name,
            frame.colour if theme.own_colours else theme.frames[i % len(theme.frames)],
            frame.definition,
            frame.id in poles,
            [t.written for t in frame.terms() if re.fullmatch(r"[\w .'’-]+", t.written)],
            sum(1 for _ in frame.terms()),
        )
        for i, frame in enumerate(comparison.codebook.frames)
    ]
    outlets = [
        outlet_view(
            comparison,
            figures,
            _colour(theme, i, profiles.get(figures.slug)),
            profiles,
            articles,
            findings.outlets[figures.slug],
        )
        for i, figures in enumerate(comparison.outlets)
    ]
    shown = shown_rows(outlets)
    countries, labels, cards = _countries(comparison), label_sets(comparison), facts(comparison)
    targets = actors(comparison)
    roles, namings, voices = (
        categories(theme, comparison.outlets)
        for categories in (palette.roles, palette.namings, palette.voices)
    )
    matrices = Matrices(
        comparison, shown, countries, labels, cards, targets, roles, namings, voices
    )
    codebook = comparison.codebook
    units = sorted({o.cluster_unit for o in comparison.outlets})
    return ReportView(
        edition=edition,
        title=comparison.title,
        subtitle=findings.title,
        date_range=_date_range(comparison),
        created=created,
        sections=sections,
        tone_confidence=tone_confidence,
        unit=unit_noun(comparison.outlets),
        version=version("framing"),
        language_model=DEFAULT_MODEL,
        findings=findings,
        outlets=[with_index(outlet, matrices) for outlet in outlets],
        articles=articles,
        frames=frames,
        poles=sorted((f for f in frames if f.pole), key=lambda f: poles.index(f.id)),
        countries=countries,
        label_sets=labels,
        facts=cards,
        actors=targets,
        tone_note=tone_note(comparison),
        shared=passages(comparison),
        flags=comparison.flags,
        skipped=comparison.skipped,
        shown_rows=shown,
        n_rows=sum(len(a.sentences) + len(a.statements) for a in articles),
        differences=comparison.differences,
        codebook=codebook,
        codebook_label=f"{codebook.title} ({codebook.id}), version {codebook.version}, "
        f"sha256 {codebook.sha256[:12]}",
        validation=validation,
        methods=[MethodView(a.name, a.version, _manual(a)) for a in analysers],
        resampling=f"{number(comparison.resampling.resamples)} resamples of whole "
        f"{joined(units)}, seed {comparison.resampling.seed}",
        cluster_unit=joined(units),
        own_copy_only=comparison.own_copy_only,
        tone_axis=tone_axis(comparison.outlets),
        frame_axis=share_axis(comparison.outlets, frame_ids),
        theme=theme,
        roles=roles,
        namings=namings,
        voices=voices,
    )


def _countries(comparison: Comparison) -> list[str]:
    """The countries most statements come from, at most six, the most frequent first."""
    counts: Counter[str] = Counter()
    for outlet in comparison.outlets:
        for name, figure in outlet.figures.items():
            if name.startswith("country.") and name != "country.unknown":
                counts[name.removeprefix("country.")] += int(figure.count)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [country for country, n in ordered[:6] if n]


def _colour(theme: Theme, position: int, profile: OutletProfile | None) -> str:
    """An outlet's colour: its profile's, if there is one and the theme lets it stand."""
    if profile and theme.own_colours:
        return profile.colour
    return theme.outlets[position % len(theme.outlets)]


def _date_range(comparison: Comparison) -> str:
    dates = sorted(a.article.published.value for a in comparison.analyses if a.article.published)
    undated = len(comparison.analyses) - len(dates)
    if not dates:
        return "No date was found in any article"
    span = day(dates[0]) if dates[0] == dates[-1] else f"{day(dates[0])} to {day(dates[-1])}"
    return f"Dated {span}" + (f"; {undated} without a date" if undated else "")


def _manual(analyser: Analyser) -> str:
    """The analyser's docstring up to its arguments, on one line."""
    text = (type(analyser).__doc__ or "").split("\n    Args:")[0]
    return " ".join(text.replace("``", "").split())
