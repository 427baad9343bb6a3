"""framing report, framing analyse: articles in, a comparative report or the analysis out."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from framing.cli.shared import (
    Paths,
    Quiet,
    Strict,
    not_all,
    said,
    say,
    screen,
    settings_here,
    stages,
    warn,
    warn_failed,
    warn_skipped,
    with_articles,
    within,
)
from framing.errors import MissingDependencyError

if TYPE_CHECKING:
    from framing.evidence import Comparison
    from framing.models import Failed, Skipped
    from framing.readers import ReadOutcome


_LEAST_NAME, _MOST_NAME = 12, 40  # columns of a terminal for an outlet's name


class Format(StrEnum):
    """The report's file format."""

    PDF = "pdf"
    HTML = "html"


def report(
    ctx: typer.Context,
    paths: Paths = None,
    format: Annotated[  # noqa: A002
        Format | None,
        typer.Option("--format", "-f", help="pdf or html; by default what -o ends with, or pdf."),
    ] = None,
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Write the comparative report, and beside it a folder with its data as CSV and JSON.

    [bold]Examples[/bold]

      framing report seeds/
      framing report articles.jsonl -o study/report.pdf --title "One strait, two stories"
      framing report articles/ --codebook climate --own-copy-only
      framing report          in a project folder: see framing init

    Where Pango, which sets the PDF, is missing, the HTML edition is written in its place.
    """
    from framing.study import Study  # noqa: PLC0415  (heavy: spaCy, NumPy)

    output = said(ctx).get("output")
    asked = _format(Path(output), format) if output else format
    settings = with_articles(settings_here(ctx), paths)
    chosen = asked or _format(settings.output, None)
    target = settings.output if output else settings.output.with_suffix(f".{chosen.value}")
    missing = _missing_for_pdf() if chosen is Format.PDF else None
    if missing:
        chosen, target = Format.HTML, _in_place_of(target, missing)
    warnings: list[tuple[str, str]] = []
    failed: list[Failed] = []
    try:
        with stages(quiet) as stage:
            comparison, rendered = Study(settings).report(
                target,
                format=chosen.value,
                created=_created(),
                on_read=lambda outcome: _tell(outcome, warnings, strict=strict, quiet=quiet),
                on_failed=lambda each: _take(each, failed, strict=strict),
                stage=stage,
            )
    finally:  # after the progress line, which they would break
        for message, hint in warnings:
            warn(message, hint)
        for each in failed:
            warn_failed(each)
    if not quiet:
        for note in rendered.notes:
            warn(note)
        _summary(comparison, rendered.report, rendered.data, settings.sections)
    if missing:
        raise MissingDependencyError(
            f"{missing.message} The HTML edition was written in place of the PDF: "
            f"{rendered.report}.",
            missing.hint,
        )


def analyse(
    ctx: typer.Context,
    paths: Paths = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="A .jsonl or .parquet file, or a folder for many articles; without it, to stdout.",
        ),
    ] = None,
    as_is: Annotated[
        bool, typer.Option("--as-is", help="Clean nothing: texts stay as they are.")
    ] = False,
    resume: Annotated[
        bool,
        typer.Option("--resume/--no-resume", help="Go on where an earlier run stopped, or not."),
    ] = True,
    shard: Annotated[
        str | None,
        typer.Option("--shard", help="Do one share of the work, such as 3/100, into a folder."),
    ] = None,
    dask: Annotated[
        str | None,
        typer.Option("--dask", help="Let a Dask cluster work: tcp://scheduler:8786"),
    ] = None,
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Analyse articles and write one JSON object a line, as 'framing schema' describes it.

    Into a folder it writes parts, which 'framing report FOLDER' reads. A run that was stopped goes
    on where it was when the same command is given again.

    [bold]Examples[/bold]

      framing analyse articles/ -o analysis.jsonl
      framing analyse articles.jsonl --as-is | jq .statements
      framing analyse archive/ -o analysed/ --jobs 8
      framing analyse archive/ -o analysed/ --shard 3/100     one job of a hundred
    """
    from framing.export.parquet import check_parquet  # noqa: PLC0415
    from framing.files import check_writable  # noqa: PLC0415
    from framing.parts.merge import merge  # noqa: PLC0415
    from framing.parts.run import Shard  # noqa: PLC0415
    from framing.study import Study  # noqa: PLC0415  (heavy: spaCy, NumPy)

    study = Study(with_articles(settings_here(ctx), paths))
    one_file = output is None or output.suffix in (".jsonl", ".parquet")
    if output and not one_file and output.suffix and not output.is_dir():
        raise typer.BadParameter(f"{output}: name a .jsonl or a .parquet file, or a folder.")
    if shard and one_file:
        raise typer.BadParameter("--shard needs a folder for the parts: -o analysed/")
    if output and one_file:
        check_writable(output)
        if output.suffix == ".parquet":
            check_parquet()
    if dask:
        from framing.parts.cluster import check_dask  # noqa: PLC0415

        check_dask()
    share = Shard.read(shard) if shard else None
    with stages(quiet) as stage, _parts_folder(output, one_file=one_file) as folder:
        stage("Reading articles")
        on_read = partial(_check_read, strict=strict)
        if one_file:
            outcome = study.read(as_is=as_is)
            on_read(outcome.skipped)
            run = partial(study.analyse_into, outcome, folder)
        else:
            run = partial(study.analyse_paths_into, folder, as_is=as_is, on_read=on_read)
        rows = run(
            shard=share,
            resume=resume,
            dask=dask,
            progress=lambda far: stage("Analysing", far.articles, far.of),
        )
        count = sum(row.articles for row in rows)
        failed = [each for row in rows for each in row.failed]
        if failed and (strict or not count):
            raise not_all(failed)
        if one_file:
            merge(folder, output, lambda done: stage("Writing", done, count))
    warn_skipped(failed)
    for note in sorted({note for row in rows for note in row.notes}):
        warn(note)
    if output and not quiet:
        from framing.wording import plural  # noqa: PLC0415

        say(f"{plural(count, 'article')}  {output}", err=True)


@contextmanager
def _parts_folder(output: Path | None, *, one_file: bool) -> Iterator[Path]:
    """The folder that parts go to: the one asked for; beside a file until that is written, so that
    a run that is stopped can go on; else one that nobody sees."""
    if output is None:
        with tempfile.TemporaryDirectory(prefix="framing-") as folder:
            yield Path(folder)
    elif not one_file:
        yield output
    else:
        beside = output.with_name(output.name + ".parts")
        yield beside
        shutil.rmtree(beside, ignore_errors=True)


def _format(output: Path, asked: Format | None) -> Format:
    """The format asked for, or that of the output's name; the two must agree."""
    named = {".pdf": Format.PDF, ".html": Format.HTML, ".htm": Format.HTML}
    found = named.get(output.suffix.lower())
    if output.suffix and found is None and not output.is_dir():
        raise typer.BadParameter(f"{output}: a report is a .pdf or an .html file.")
    if asked and found and asked is not found:
        raise typer.BadParameter(f"--format {asked.value} does not go with {output}.")
    return asked or found or Format.PDF


def _missing_for_pdf() -> MissingDependencyError | None:
    """What this machine lacks for a PDF, found out before the work."""
    from framing.report.pdf import import_weasyprint  # noqa: PLC0415

    try:
        import_weasyprint()
    except MissingDependencyError as error:
        return error
    return None


def _in_place_of(pdf: Path, missing: MissingDependencyError) -> Path:
    """Where the HTML edition goes for want of the PDF: nobody named this file, so no other file of
    that name is overwritten."""
    from framing.files import check_writable  # noqa: PLC0415

    check_writable(pdf)
    html = pdf.with_suffix(".html")
    if html.is_file() and b'name="generator" content="framing' not in html.read_bytes()[:4096]:
        raise MissingDependencyError(
            f"{missing.message} The HTML edition was not written in place of the PDF: {html} is "
            "there already, and is no report.",
            f"{missing.hint} Or name a file for the HTML edition: -o report.html",
        )
    return html


def _tell(
    outcome: ReadOutcome, warnings: list[tuple[str, str]], *, strict: bool, quiet: bool
) -> None:
    """Gather what could not be read, and what was noticed."""
    if strict and outcome.skipped:
        raise not_all(outcome.skipped)
    from framing.cli.in_short import in_short  # noqa: PLC0415

    warnings += in_short(outcome, quiet=quiet)


def _take(failed: Failed, all_of_them: list[Failed], *, strict: bool) -> None:
    """Gather an article that could not be analysed; with --strict it ends the run."""
    all_of_them.append(failed)
    if strict:
        raise not_all([failed.skipped])


def _check_read(skipped: Sequence[Skipped], *, strict: bool) -> None:
    """Name what could not be read; with --strict that ends the run."""
    if strict and skipped:
        raise not_all(skipped)
    warn_skipped(skipped)


def _created() -> str | None:
    """The document's date, for reproducible builds that set SOURCE_DATE_EPOCH; else none."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).isoformat() if epoch.isdigit() else None


def _summary(comparison: Comparison, target: Path, data: Path, sections: Sequence[str]) -> None:
    """A short table of what was found, and where it was written."""
    from rich.table import Table  # noqa: PLC0415

    from framing.evidence.comparability import FIT, UNREAD  # noqa: PLC0415
    from framing.evidence.comparison import MIN_SCORED_WORDS  # noqa: PLC0415
    from framing.findings import words  # noqa: PLC0415
    from framing.wording import percent, signed  # noqa: PLC0415

    frames = comparison.frames_found[:3] if comparison.fits else ()
    heads = ("Outlet", "Sentences", "Polarity", *(f.name for f in frames), "Statements")
    rows = [
        (
            outlet.name,
            str(outlet.n_sentences),
            signed(outlet.figures["tone.polarity"].value)
            + ("" if outlet.tone_is_measured else "*"),
            *(percent(outlet.figures[f"frame.{frame.id}"].value) for frame in frames),
            str(outlet.n_statements),
        )
        for outlet in comparison.outlets
    ]
    console = screen(highlight=False)
    # Heads break between their words, never within one; outlets have what that leaves.
    widths = [
        max(len(word) for word in (*head.split(), *cells))
        for head, *cells in list(zip(heads, *rows, strict=True))[1:]
    ]
    left = max(console.width - sum(widths) - len(widths), _LEAST_NAME)
    table = Table(box=None, pad_edge=False, collapse_padding=True, header_style="dim")
    names = [within(name, min(left, _MOST_NAME)) for name, *_ in rows]
    if len(set(names)) < len({name for name, *_ in rows}):
        names = [name for name, *_ in rows]  # on several lines, to be told apart
    table.add_column(heads[0], max_width=left)
    for head, width in zip(heads[1:], widths, strict=True):
        table.add_column(head, justify="right", min_width=width, vertical="bottom")
    for name, (_, *cells) in zip(names, rows, strict=True):
        table.add_row(name, *cells)
    console.print(table)
    if not all(outlet.tone_is_measured for outlet in comparison.outlets):
        console.print(
            f"* of fewer than {MIN_SCORED_WORDS} scored words: an accident of those words"
        )
    tentative = words.tentative({frame.name: frame.tentative for frame in frames})
    if tentative:
        console.print(tentative)
    console.print()
    serious = sum(flag.severity == "serious" for flag in comparison.flags)
    if serious:
        limits = "limit" if serious == 1 else "limits"
        told = {"key_findings", "comparability"} & set(sections)
        they = "it" if serious == 1 else "them"
        where = (
            f"the report tells {they} beside the findings"
            if told
            else f"no section of the report tells {they}"
        )
        console.print(f"{serious} serious {limits} to the comparison; {where}.")
    for flag in comparison.flags:
        if flag.kind in (FIT, UNREAD):
            console.print(f"{flag.what} {flag.consequence}")
    n = len(comparison.analyses)
    console.print(f"{n} article{'s' if n > 1 else ''} read.")
    console.print(f"\nReport  {target}\nData    {data}/", soft_wrap=True)
