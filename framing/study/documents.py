"""What a study writes: the two editions of its report, and the data files beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, get_args

from framing.evidence import Comparison
from framing.export.tables import data_pieces
from framing.files import report_templates
from framing.report.context import build_view
from framing.report.document import as_data, finished
from framing.report.embedding import subset_as_data
from framing.report.idle import Idle, idle_in
from framing.report.messages import spoken
from framing.report.pdf import TooManyPagesError, kind_of_system, render_pdf
from framing.report.templates import render_html, template_folders, trace
from framing.report.typefaces import (
    in_letters_at_hand,
    script_name,
    typefaces_line,
)
from framing.report.views import ReportView
from framing.study.materials import Materials
from framing.validation import find_record
from framing.wording import joined, written_in

Format = Literal["pdf", "html"]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A report that was written: its file, the folder of its data, and notes for the user."""

    report: Path
    data: Path
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of trying the templates: the outlets' slugs, and what does nothing."""

    slugs: tuple[str, ...]
    idle: tuple[Idle, ...]


def data_of(
    study: Materials, comparison: Comparison, view: ReportView
) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The data files of a report, each with its name and piece by piece, from what its templates
    get."""
    said = study.settings.that_change("analysis", "comparison", "report")
    sheet = study.settings.speakers_sheet
    said |= {"codebook": comparison.codebook.id, "speakers": sheet}
    # Of files their names alone: where they lie is no part of the study.
    said = {key: v.name if isinstance(v, Path) else v for key, v in said.items()}
    return data_pieces(comparison, view.findings, study.analysers, said)


def pdf_of(
    study: Materials, comparison: Comparison, created: str | None
) -> tuple[ReportView, bytes, tuple[str, ...]]:
    """What templates get, the PDF, and notes. A summary is one page: where its findings take
    more, the last ones are left to the full report."""
    fonts = (report_templates() / "default" / "fonts", study.theme.folder / "fonts")
    folders = study.settings.folders.templates
    findings = study.theme.limits["summary_findings"]
    while True:
        view, html = html_of(study, comparison, created, "pdf", summary_findings=findings)
        with spoken(study.settings.locale, folders):
            html, scripts = in_letters_at_hand(html, *fonts)
        bound = 1 if study.settings.summary and findings > 1 else None
        try:
            content = render_pdf(html, template_folders(folders, study.theme), bound)
            break
        except TooManyPagesError:
            findings = min(findings, len(view.findings.key)) - 1
    if not scripts:
        return view, content, ()
    names = joined(list(dict.fromkeys(map(script_name, scripts))))
    note = f"No typeface on this machine has {names}: such words are given in Latin letters."
    return view, content, (f"{note} {typefaces_line(scripts, kind_of_system())}",)


def html_of(
    study: Materials,
    comparison: Comparison,
    created: str | None,
    edition: Format,
    address: Callable[[Path], str] | None = None,
    **limits: int,
) -> tuple[ReportView, str]:
    """What templates get, and what they made of it; ``limits`` come before the theme's."""
    folders = study.settings.folders
    locale = study.settings.locale
    with written_in(locale), spoken(locale, folders.templates):
        view = view_of(study, comparison, created, edition, **limits)
        with study.told_where("sections", *study.sections):
            html = render_html(view, folders.templates)
        if address is as_data:
            address = subset_as_data(html)
        if address is not None:
            html = finished(html, template_folders(folders.templates, study.theme), address)
        return view, html


def idle_of(study: Materials, comparison: Comparison) -> list[Idle]:
    """What the user's templates hold that does nothing, in both editions."""
    folders = study.settings.folders.templates
    if not folders and study.theme.folder.is_relative_to(report_templates()):
        return []
    found: set[Idle] = set()
    for edition in get_args(Format):
        with written_in(study.settings.locale), spoken(study.settings.locale, folders):
            traced = trace(view_of(study, comparison, None, edition), folders)
        found.update(idle_in(traced, edition))
    return sorted(found)


def view_of(
    study: Materials, comparison: Comparison, created: str | None, edition: Format, **limits: int
) -> ReportView:
    """What the templates get; ``limits`` come before the theme's."""
    folders = study.settings.folders
    return build_view(
        comparison,
        profiles=study.profiles,
        analysers=study.analysers,
        theme=replace(study.theme, limits={**study.theme.limits, **limits}),
        tone_confidence=study.settings.confidence,
        validation=find_record(comparison.codebook, folders.codebooks),
        sections=study.sections,
        created=created or "",
        edition=edition,
        folders=folders.templates,
        imprint=study.imprint,
    )
