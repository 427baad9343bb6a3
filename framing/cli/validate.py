"""framing validate: sheet, score, export, import."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from framing.cli.choices import (
    Codebook,
    Codebooks,
    Outlets,
    Paths,
    Quiet,
    articles_of,
    own_folder,
    project_here,
)
from framing.cli.console import stages, warn_skipped

app = typer.Typer(
    help="Hold a codebook against human coders: draw coding sheets, score what they coded.",
    no_args_is_help=True,
)


@app.command()
def sheet(
    paths: Paths = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="A new folder.")] = Path("coding"),
    codebook: Codebook = None,
    n: Annotated[int, typer.Option("--sentences", "-n", min=1, help="How many to draw.")] = 200,
    coders: Annotated[int, typer.Option(min=1, help="How many sheets to write.")] = 2,
    seed: Annotated[int, typer.Option(help="Another number draws other sentences.")] = 1,
    outlets: Outlets = None,
    codebooks: Codebooks = None,
    quiet: Quiet = False,
) -> None:
    """Draw a blind, stratified sample of sentences and write sheets for coders.

    [bold]Example[/bold]

      framing validate sheet articles/ -n 300 -o coding/
    """
    from framing import api  # noqa: PLC0415  (heavy: spaCy, NumPy)
    from framing.codebooks import load_codebook  # noqa: PLC0415
    from framing.options import choose  # noqa: PLC0415
    from framing.validation.run import write_sheets  # noqa: PLC0415

    project = project_here()
    options = choose(project, codebook=codebook, outlets=outlets, codebooks=codebooks)
    paths, folders = articles_of(paths, project), options.folders
    book = load_codebook(options.codebook, folders.codebooks)
    with stages(quiet) as stage:
        stage("Reading articles")
        outcome = api.read_all(paths, folders=folders)
        warn_skipped(outcome.skipped)
        stage("Finding frames")
        key = write_sheets(outcome.articles, book, output, n=n, coders=coders, seed=seed)
    if not quiet:
        typer.echo(
            f"{len(key.items)} of {key.sentences} sentences from {key.articles} articles: "
            f"{output}\nGive each coder one sheet and instructions.md, and keep key.json to "
            f"yourself. Then: framing validate score {output}"
        )


@app.command()
def score(
    folder: Annotated[Path, typer.Argument(help="What 'framing validate sheet' wrote.")],
    sheets: Annotated[
        list[Path] | None, typer.Argument(help="The coders' sheets (default: all in the folder).")
    ] = None,
    note: Annotated[str, typer.Option(help="Who coded; reports print it.")] = "",
    codebooks: Codebooks = None,
    quiet: Quiet = False,
) -> None:
    """Score filled sheets, and write the record that reports print.

    Krippendorff's alpha between coders; precision, recall and F1 of the machine against them; all
    with 95 % intervals. From alpha .80 on rely on a frame, from .67 on with care, below not.
    """
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    from framing.validation.run import score_sheets, table  # noqa: PLC0415

    scored = score_sheets(folder, sheets or (), own_folder(codebooks, "codebooks"), note)
    if quiet:
        return
    shown = Table("frame", "alpha", "", "precision", "recall", "F1", box=None)
    for row in table(scored.record):
        shown.add_row(*row)
    Console().print(shown)
    typer.echo(f"Disagreements: {scored.disagreements}\nRecord: {scored.path}")


@app.command()
def export(
    paths: Paths = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="A new folder.")] = Path("coding"),
    codebook: Codebook = None,
    blank: Annotated[
        bool, typer.Option("--blank", help="Leave out what the machine found (blind coding).")
    ] = False,
    outlets: Outlets = None,
    codebooks: Codebooks = None,
    quiet: Quiet = False,
) -> None:
    """Write the coded articles as a REFI-QDA project, for NVivo, MAXQDA, ATLAS.ti and others.

    [bold]Example[/bold]

      framing validate export articles/ --blank -o coding/
    """
    from framing import api  # noqa: PLC0415  (heavy: spaCy, NumPy)
    from framing.codebooks import load_codebook  # noqa: PLC0415
    from framing.options import choose  # noqa: PLC0415
    from framing.validation.run import PROJECT, write_project  # noqa: PLC0415

    project = project_here()
    options = choose(project, codebook=codebook, outlets=outlets, codebooks=codebooks)
    paths, folders = articles_of(paths, project), options.folders
    book = load_codebook(options.codebook, folders.codebooks)
    with stages(quiet) as stage:
        stage("Reading articles")
        outcome = api.read_all(paths, folders=folders)
        warn_skipped(outcome.skipped)
        stage("Finding frames")
        key = write_project(outcome.articles, book, output, blank=blank)
    if not quiet:
        typer.echo(
            f"{key.articles} articles, {len(key.items)} sentences: {output / PROJECT}\n"
            f"Back again: framing validate import {output} CODED.qdpx"
        )


@app.command("import")
def import_(
    folder: Annotated[Path, typer.Argument(help="What 'framing validate export' wrote.")],
    projects: Annotated[list[Path], typer.Argument(help="Coded REFI-QDA projects (.qdpx).")],
    codebook: Codebook = None,
    codebooks: Codebooks = None,
) -> None:
    """Turn codings made in NVivo, MAXQDA, ATLAS.ti and others into coders' sheets to score."""
    from framing.codebooks import load_codebook  # noqa: PLC0415
    from framing.options import choose  # noqa: PLC0415
    from framing.validation.run import import_projects  # noqa: PLC0415

    options = choose(project_here(), codebook=codebook, codebooks=codebooks)
    book = load_codebook(options.codebook, options.folders.codebooks)
    for path in import_projects(folder, projects, book):
        typer.echo(str(path))
    typer.echo(f"Then: framing validate score {folder}")
