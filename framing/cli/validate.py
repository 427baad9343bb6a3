"""framing validate: sheet, score, export, import."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from framing.cli.shared import (
    FOLDERS,
    Paths,
    Quiet,
    own_folder,
    said,
    say,
    screen,
    settings_here,
    stages,
    takes,
    warn_failed,
    warn_skipped,
    warn_unreliable,
    with_articles,
)

app = typer.Typer(
    help="Hold a codebook against human coders: draw coding sheets, score what they coded.",
    no_args_is_help=True,
)


@app.command(cls=takes("codebook", *FOLDERS[:2]))
def sheet(
    ctx: typer.Context,
    paths: Paths = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="A new folder.")] = Path("coding"),
    n: Annotated[int, typer.Option("--sentences", "-n", min=1, help="How many to draw.")] = 200,
    coders: Annotated[int, typer.Option(min=1, help="How many sheets to write.")] = 2,
    seed: Annotated[int, typer.Option(help="Another number draws other sentences.")] = 1,
    quiet: Quiet = False,
) -> None:
    """Draw a blind, stratified sample of sentences and write sheets for coders.

    [bold]Example[/bold]

      framing validate sheet articles/ -n 300 -o coding/
    """
    from framing.analysers.heads import untaught  # noqa: PLC0415
    from framing.study import Study  # noqa: PLC0415  (heavy: spaCy, NumPy)
    from framing.validation.run import write_sheets  # noqa: PLC0415

    study = Study(with_articles(settings_here(ctx), paths))
    codebook = study.whole_codebook
    with stages(quiet) as stage:
        stage("Reading articles")
        outcome = study.read()
        warn_skipped(outcome.skipped)
        stage("Finding frames")
        key = write_sheets(
            outcome.articles,
            codebook,
            output,
            n=n,
            coders=coders,
            seed=seed,
            on_failed=warn_failed,
        )
    if not quiet:
        then = f"codebooks learn {codebook.id}" if untaught(codebook) else "validate score"
        say(
            f"{len(key.items)} of {key.sentences} sentences from {key.articles} articles: "
            f"{output}\nGive each coder one sheet and instructions.md, and keep key.json to "
            f"yourself. Then: framing {then} {output}"
        )


@app.command(cls=takes("folders.codebooks"))
def score(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(help="What 'framing validate sheet' wrote.")],
    sheets: Annotated[
        list[Path] | None, typer.Argument(help="The coders' sheets (default: all in the folder).")
    ] = None,
    note: Annotated[str, typer.Option(help="Who coded; reports print it.")] = "",
    quiet: Quiet = False,
) -> None:
    """Score filled sheets, and write the record that reports print.

    Krippendorff's alpha between coders; precision, recall and F1 of the machine against them; all
    with 95 % intervals. From alpha .80 on rely on a frame, from .67 on with care, below not.
    """
    from rich.table import Table  # noqa: PLC0415

    from framing.validation.run import score_sheets, table  # noqa: PLC0415

    given = said(ctx)["folders"].get("codebooks")
    scored = score_sheets(folder, sheets or (), own_folder(given, "codebooks"), note)
    if quiet:
        return
    shown = Table("frame", "alpha", "", "precision", "recall", "F1", box=None)
    for row in table(scored.record):
        shown.add_row(*row)
    screen().print(shown)
    warn_unreliable(scored.record)
    say(f"Disagreements: {scored.disagreements}\nRecord: {scored.path}")


@app.command(cls=takes("codebook", *FOLDERS[:2]))
def export(
    ctx: typer.Context,
    paths: Paths = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="A new folder.")] = Path("coding"),
    blank: Annotated[
        bool, typer.Option("--blank", help="Leave out what the machine found (blind coding).")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Write the coded articles as a REFI-QDA project, for NVivo, MAXQDA, ATLAS.ti and others.

    [bold]Example[/bold]

      framing validate export articles/ --blank -o coding/
    """
    from framing.study import Study  # noqa: PLC0415  (heavy: spaCy, NumPy)
    from framing.validation.run import PROJECT, write_project  # noqa: PLC0415

    study = Study(with_articles(settings_here(ctx), paths))
    codebook = study.whole_codebook
    with stages(quiet) as stage:
        stage("Reading articles")
        outcome = study.read()
        warn_skipped(outcome.skipped)
        stage("Finding frames")
        key = write_project(outcome.articles, codebook, output, blank=blank, on_failed=warn_failed)
    if not quiet:
        say(
            f"{key.articles} articles, {len(key.items)} sentences: {output / PROJECT}\n"
            f"Back again: framing validate import {output} CODED.qdpx"
        )


@app.command("import", cls=takes("codebook", "folders.codebooks"))
def import_(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(help="What 'framing validate export' wrote.")],
    projects: Annotated[list[Path], typer.Argument(help="Coded REFI-QDA projects (.qdpx).")],
) -> None:
    """Turn codings made in NVivo, MAXQDA, ATLAS.ti and others into coders' sheets to score."""
    from framing.study import Study  # noqa: PLC0415  (heavy: spaCy, NumPy)
    from framing.validation.run import import_projects  # noqa: PLC0415

    for path in import_projects(folder, projects, Study(settings_here(ctx)).whole_codebook):
        say(str(path))
    say(f"Then: framing validate score {folder}")
