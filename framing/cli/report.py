"""framing report: articles in, comparative PDF out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from framing import defaults
from framing.cli.choices import (
    Codebook,
    Codebooks,
    Confidence,
    Jobs,
    Outlets,
    Paths,
    Quiet,
    Sources,
    Templates,
    Theme,
    Tone,
    articles_of,
    project_here,
)
from framing.cli.console import stages, warn
from framing.errors import InputError

if TYPE_CHECKING:
    from framing.evidence import Comparison
    from framing.readers import ReadOutcome


class Format(StrEnum):
    """The report's file format."""

    PDF = "pdf"
    HTML = "html"


def report(
    paths: Paths = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The report's file.", show_default=defaults.OUTPUT),
    ] = None,
    format: Annotated[  # noqa: A002
        Format | None,
        typer.Option("--format", "-f", help="pdf or html; by default what -o ends with, or pdf."),
    ] = None,
    codebook: Codebook = None,
    title: Annotated[str | None, typer.Option("--title", "-t", help="The report's title.")] = None,
    own_copy_only: Annotated[
        bool | None,
        typer.Option(
            "--own-copy-only/--all-copy", help="Leave agency copy and shared passages out, or not."
        ),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Fail if any input cannot be read.")
    ] = False,
    sources: Sources = None,
    tone: Tone = None,
    confidence: Confidence = None,
    jobs: Jobs = 1,
    theme: Theme = None,
    outlets: Outlets = None,
    codebooks: Codebooks = None,
    templates: Templates = None,
    quiet: Quiet = False,
) -> None:
    """Write the comparative report, and beside it a folder with its data as CSV and JSON.

    [bold]Examples[/bold]

      framing report seeds/
      framing report articles.jsonl -o study/report.pdf --title "One strait, two stories"
      framing report articles/ --codebook climate --own-copy-only
      framing report          in a project folder: see framing init
    """
    from framing import api  # noqa: PLC0415  (heavy: spaCy, NumPy)
    from framing.options import choose  # noqa: PLC0415

    project = project_here()
    settings = project.settings if project else None
    chosen = _format(output or (project.output if project and not format else None), format)
    target = output or (project.output if project else Path(defaults.OUTPUT))
    if output is None:
        target = target.with_suffix(f".{chosen.value}")
    options = choose(
        project,
        codebook=codebook,
        sources=sources.value if sources else None,
        tone=tone.value if tone else None,
        confidence=confidence,
        jobs=jobs,
        outlets=outlets,
        codebooks=codebooks,
        templates=templates,
        theme=theme,
    )
    if own_copy_only is None:
        own_copy_only = settings.own_copy_only if settings else False
    warnings: list[tuple[str, str]] = []
    try:
        with stages(quiet) as stage:
            comparison, rendered = api.make_report(
                articles_of(paths, project),
                target,
                options=options,
                format=chosen.value,
                title=title or (settings.title if settings else None),
                own_copy_only=own_copy_only,
                created=_created(),
                on_read=lambda outcome: _tell(outcome, warnings, strict=strict, quiet=quiet),
                stage=stage,
            )
    finally:  # after the progress line, which they would break
        for message, hint in warnings:
            warn(message, hint)
    if not quiet:
        for note in rendered.notes:
            warn(note)
        _summary(comparison, rendered.report, rendered.data, options.sections)


def _format(output: Path | None, asked: Format | None) -> Format:
    """The format asked for, or that of the output's name; the two must agree."""
    named = {".pdf": Format.PDF, ".html": Format.HTML, ".htm": Format.HTML}
    if output is None:
        return asked or Format.PDF
    found = named.get(output.suffix.lower())
    if output.suffix and found is None and not output.is_dir():
        raise typer.BadParameter(f"{output}: a report is a .pdf or an .html file.")
    if asked and found and asked is not found:
        raise typer.BadParameter(f"--format {asked.value} does not go with {output}.")
    return asked or found or Format.PDF


def _tell(
    outcome: ReadOutcome, warnings: list[tuple[str, str]], *, strict: bool, quiet: bool
) -> None:
    """Gather what could not be read, and what was noticed."""
    if strict and outcome.skipped:
        all_of_them = " ".join(f"{s.path}: {s.reason}" for s in outcome.skipped)
        raise InputError(f"Not every input can be read. {all_of_them}", outcome.skipped[0].hint)
    warnings += [(f"{s.path} was skipped: {s.reason}", s.hint) for s in outcome.skipped]
    if not quiet:
        warnings += [(note, "") for note in outcome.notes]
        warnings += [(f"{a.path}: {note}", "") for a in outcome.articles for note in a.notes]


def _created() -> str | None:
    """The document's date, for reproducible builds that set SOURCE_DATE_EPOCH; else none."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).isoformat() if epoch.isdigit() else None


def _summary(comparison: Comparison, target: Path, data: Path, sections: Sequence[str]) -> None:
    """A short table of what was found, and where it was written."""
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    from framing.wording import percent, signed  # noqa: PLC0415

    frames = comparison.codebook.frames[:3]
    table = Table(box=None, pad_edge=False, collapse_padding=True, header_style="dim")
    table.add_column("Outlet", no_wrap=True, max_width=28)
    for name in ("Sentences", "Polarity", *(f.name for f in frames), "Statements"):
        table.add_column(name, justify="right", no_wrap=True)
    for outlet in comparison.outlets:
        figures = outlet.figures
        table.add_row(
            outlet.name,
            str(outlet.n_sentences),
            signed(figures["tone.polarity"].value) if outlet.tone_is_measured else "too few",
            *(percent(figures[f"frame.{frame.id}"].value) for frame in frames),
            str(outlet.n_statements),
        )
    console = Console(highlight=False)
    console.print(table)
    console.print()
    serious = sum(flag.severity == "serious" for flag in comparison.flags)
    if serious:
        limits = "limit" if serious == 1 else "limits"
        told = {"key_findings", "comparability"} & set(sections)
        where = "the report opens with this" if told else "no section of the report tells it"
        console.print(f"{serious} serious {limits} to the comparison; {where}.")
    n = len(comparison.analyses)
    console.print(f"{n} article{'s' if n > 1 else ''} read.")
    console.print(f"\nReport  {target}\nData    {data}/", soft_wrap=True)
