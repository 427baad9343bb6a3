"""framing speakers: who speaks in a study, as a sheet that a person corrects."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from framing.cli.shared import (
    Paths,
    Quiet,
    say,
    settings_here,
    stages,
    warn,
    warn_failed,
    warn_skipped,
    with_articles,
)
from framing.errors import OutputError


def speakers(
    ctx: typer.Context,
    paths: Paths = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="The sheet, .csv or .xlsx (default: the project's own, or speakers.csv).",
        ),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Write a sheet of who speaks: how often, where, naming, role, country, how sure, examples.

    Correct the sheet, and the report counts what you say before what was read. Give two rows one
    id or one name, and they are one speaker. Add a column of your own, such as party, to group by.
    Written again, the sheet keeps your corrections.

    [bold]Examples[/bold]

      framing speakers articles/ -o speakers.csv
      framing report articles/ --speakers speakers.csv --group-by party
      framing speakers                              in a project: speakers.csv beside framing.toml
    """
    from framing.files import check_writable, write_file  # noqa: PLC0415
    from framing.people import sheet_file  # noqa: PLC0415
    from framing.study import Study  # noqa: PLC0415  (heavy: spaCy, NumPy)

    settings = with_articles(settings_here(ctx), paths)
    target = output or settings.speakers_sheet or settings.root / "speakers.csv"
    if target.suffix.lower() not in (".csv", ".xlsx"):
        raise typer.BadParameter(f"{target}: name a .csv or an .xlsx file.")
    current = settings.speakers_sheet
    if target.exists() and not (current and current.exists() and target.samefile(current)):
        raise OutputError(
            f"{target} is there already, and what it says would be lost.",
            f"Keep it with --speakers {target}, or name another file.",
        )
    check_writable(target)
    study = Study(settings)
    study.check()
    with stages(quiet) as stage:
        stage("Reading articles")
        outcome = study.read_for_report()
        warn_skipped(outcome.skipped)
        total = len(outcome.articles)
        analyses = study.analyse_each(
            outcome.articles,
            lambda done: stage("Analysing", done, total),
            warn_failed,
        )
        rows, notes = study.speakers(analyses)
    write_file(target, sheet_file(rows, target))
    for note in notes:
        warn(note)
    if not quiet:
        say(f"{len(rows) - 1} speakers  {target}", err=True)
