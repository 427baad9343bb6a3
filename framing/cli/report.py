"""framing report: articles in, comparative PDF out."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from framing import defaults
from framing.cli.console import (
    Codebooks,
    Outlets,
    Quiet,
    Templates,
    stages,
    warn,
)
from framing.errors import InputError

if TYPE_CHECKING:
    from framing.comparison import Comparison
    from framing.readers import ReadOutcome

DEFAULT_OUTPUT = Path("output/report.pdf")


class Format(StrEnum):
    """The report's file format."""

    PDF = "pdf"
    HTML = "html"


class SourcesWay(StrEnum):
    """How attributed statements are found."""

    TAGGER = "tagger"
    RULES = "rules"


class ToneMode(StrEnum):
    """How tone is measured."""

    FULL = "full"
    TEXTBLOB = "textblob"


Paths = Annotated[
    list[Path],
    typer.Argument(
        help="Files, folders, or tables of articles (.jsonl, .csv).", show_default=False
    ),
]
Sources = Annotated[SourcesWay, typer.Option("--sources", help="How statements are found.")]
Tone = Annotated[ToneMode, typer.Option("--tone", help="Tone by lexicon alone, or in full.")]
Confidence = Annotated[
    float,
    typer.Option(
        "--confidence", min=0.0, max=1.0, help="Leave tone towards actors untold below this."
    ),
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, help="Worker processes.")]
Theme = Annotated[str, typer.Option("--theme", help="How it looks: see 'framing templates list'.")]
Codebook = Annotated[
    str, typer.Option("--codebook", "-c", help="A codebook's name, or a .toml file.")
]


def report(
    paths: Paths,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The report's file.", show_default=str(DEFAULT_OUTPUT)),
    ] = None,
    format: Annotated[  # noqa: A002
        Format | None,
        typer.Option("--format", "-f", help="pdf or html; by default what -o ends with, or pdf."),
    ] = None,
    codebook: Codebook = defaults.CODEBOOK,
    title: Annotated[str | None, typer.Option("--title", "-t", help="The report's title.")] = None,
    own_copy_only: Annotated[
        bool,
        typer.Option("--own-copy-only", help="Leave agency copy and shared passages out."),
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Fail if any input cannot be read.")
    ] = False,
    sources: Sources = SourcesWay.TAGGER,
    tone: Tone = ToneMode.FULL,
    confidence: Confidence = defaults.CONFIDENCE,
    jobs: Jobs = 1,
    theme: Theme = defaults.THEME,
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
    """
    from framing import api  # noqa: PLC0415  (heavy: spaCy, NumPy)

    chosen = _format(output, format)
    target = output or DEFAULT_OUTPUT.with_suffix(f".{chosen.value}")
    options = api.Options(
        codebook=codebook,
        sources=sources.value,
        tone=tone.value,
        confidence=confidence,
        jobs=jobs,
        theme=theme,
        folders=api.Folders.found(outlets, codebooks, templates),
    )
    warnings: list[tuple[str, str]] = []
    try:
        with stages(quiet) as stage:
            comparison, rendered = api.make_report(
                paths,
                target,
                options=options,
                format=chosen.value,
                title=title,
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
        _summary(comparison, rendered.report, rendered.data)


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


def _summary(comparison: Comparison, target: Path, data: Path) -> None:
    """A short table of what was found, and where it was written."""
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    from framing.findings.words import percent, signed  # noqa: PLC0415

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
        console.print(f"{serious} serious {limits} to the comparison; the report opens with this.")
    n = len(comparison.analyses)
    console.print(f"{n} article{'s' if n > 1 else ''} read.")
    console.print(f"\nReport  {target}\nData    {data}/", soft_wrap=True)
