"""framing codebooks: list, show, new, check, test, suggest, review."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from framing.cli.choices import (
    Codebooks,
    Outlets,
    Paths,
    articles_of,
    folders_here,
    own_folder,
    project_here,
)
from framing.cli.console import warn, warn_skipped
from framing.errors import CodebookError

app = typer.Typer(
    help="Frames, names and facts to look for: see, make and check codebooks.",
    no_args_is_help=True,
)

Name = Annotated[str, typer.Argument(help="A codebook's name, or a .toml file.")]


@app.command("list")
def list_(codebooks: Codebooks = None) -> None:
    """List the codebooks at hand."""
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    from framing.codebooks import list_codebooks, load_codebook  # noqa: PLC0415

    table = Table("name", "title", "version", "frames", box=None)
    for name, path in list_codebooks(folders_here(codebooks=codebooks).codebooks).items():
        try:
            codebook = load_codebook(path)
        except CodebookError as error:  # the others are there all the same
            warn(error.message, error.hint)
            continue
        frames = ", ".join(frame.id for frame in codebook.frames)
        table.add_row(name, codebook.title, codebook.version, frames)
    Console().print(table)


@app.command()
def show(name: Name, codebooks: Codebooks = None) -> None:
    """Show a codebook: definitions, examples and what shows each frame."""
    from framing.codebooks import load_codebook  # noqa: PLC0415
    from framing.codebooks.text import as_text  # noqa: PLC0415

    typer.echo(as_text(load_codebook(name, folders_here(codebooks=codebooks).codebooks)), nl=False)


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="Lower-case letters, digits and hyphens.")],
    title: Annotated[str | None, typer.Option(help="The title that reports print.")] = None,
    codebooks: Codebooks = None,
) -> None:
    """Write a starter codebook, with comments that explain each part."""
    from framing.codebooks.load import new_codebook  # noqa: PLC0415

    codebook = new_codebook(name, own_folder(codebooks, "codebooks"), title)
    typer.echo(f"{codebook.path}\nFill it in, then: framing codebooks check {name}")


@app.command()
def check(name: Name, codebooks: Codebooks = None) -> None:
    """Check a codebook: run its own examples; find dead, duplicate and overlapping terms.

    Ends with 1 if an example comes out wrong; the rest is advice.
    """
    from framing.codebooks import load_codebook  # noqa: PLC0415
    from framing.validation.codebook_check import check_codebook  # noqa: PLC0415

    codebook = load_codebook(name, folders_here(codebooks=codebooks).codebooks)
    found = check_codebook(codebook)
    for problem in found.problems:
        typer.echo(f"{problem.kind.value:9}  {problem.key}: {problem.message}")
    passed = found.examples - len(found.failed)
    advice = len(found.problems) - len(found.failed)
    typer.echo(f"{codebook.path}: {passed} of {found.examples} examples pass; {advice} remarks.")
    if found.failed:
        raise typer.Exit(1)


@app.command("test")
def concordance_(
    name: Name,
    paths: Paths = None,
    key: Annotated[
        str | None, typer.Option(help="Only these terms: frames.history, label_sets, facts, …")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="All lines, as an HTML page.")
    ] = None,
    limit: Annotated[int, typer.Option(min=0, help="Lines a key in the terminal.")] = 20,
    outlets: Outlets = None,
    codebooks: Codebooks = None,
) -> None:
    """Show a codebook's hits in a corpus as a concordance, with what nearly matched.

    [bold]Examples[/bold]

      framing codebooks test history-security articles/ --key frames.history
      framing codebooks test mine articles/ -o concordance.html
    """
    from framing import api  # noqa: PLC0415  (heavy: spaCy, NumPy)
    from framing.codebooks import load_codebook  # noqa: PLC0415
    from framing.files import write_file  # noqa: PLC0415
    from framing.validation.concordance import as_html, as_text, concordance  # noqa: PLC0415

    folders = folders_here(outlets=outlets, codebooks=codebooks)
    codebook = load_codebook(name, folders.codebooks)
    outcome = api.read_all(articles_of(paths, project_here()), folders=folders)
    warn_skipped(outcome.skipped)
    found = concordance(codebook, outcome.articles, key)
    if output:
        write_file(output, as_html(found).encode())
        typer.echo(f"{len(found.hits)} hits, {len(found.missed)} near misses  {output}")
    else:
        typer.echo(as_text(found, limit), nl=False)


@app.command()
def suggest(
    name: Name,
    paths: Paths = None,
    most: Annotated[int, typer.Option(min=1, help="How many cards to propose.")] = 12,
    outlets: Outlets = None,
    codebooks: Codebooks = None,
) -> None:
    """Propose fact cards: what several outlets tell in their own words, and no card covers yet.

    The proposals are TOML to paste into a codebook, once a person has judged and named them.
    """
    from framing import api  # noqa: PLC0415  (heavy: spaCy, NumPy)
    from framing.codebooks import load_codebook  # noqa: PLC0415
    from framing.validation.codebook_check import as_toml, suggest_cards  # noqa: PLC0415

    folders = folders_here(outlets=outlets, codebooks=codebooks)
    codebook = load_codebook(name, folders.codebooks)
    outcome = api.read_all(articles_of(paths, project_here()), folders=folders)
    warn_skipped(outcome.skipped)
    typer.echo(as_toml(suggest_cards(codebook, outcome.articles, most)), nl=False)


@app.command()
def review(
    name: Name,
    paths: Paths = None,
    encoder: Annotated[
        Path | None, typer.Option(help="Folder of a sentence encoder (default: the installed one).")
    ] = None,
    most: Annotated[int, typer.Option(min=1, help="Sentences of each kind a frame.")] = 10,
    outlets: Outlets = None,
    codebooks: Codebooks = None,
) -> None:
    """List sentences where likeness of meaning disagrees with the codebook, for you to judge.

    A second opinion: it enters no figure.
    """
    from framing import api  # noqa: PLC0415  (heavy: spaCy, NumPy)
    from framing.codebooks import load_codebook  # noqa: PLC0415
    from framing.validation.encoder import find_encoder  # noqa: PLC0415
    from framing.validation.semantic import as_text, code_articles  # noqa: PLC0415
    from framing.validation.semantic import review as review_  # noqa: PLC0415

    found = find_encoder(encoder)
    folders = folders_here(outlets=outlets, codebooks=codebooks)
    codebook = load_codebook(name, folders.codebooks)
    outcome = api.read_all(articles_of(paths, project_here()), folders=folders)
    warn_skipped(outcome.skipped)
    doubts = review_(codebook, code_articles(codebook, outcome.articles), found, most)
    for line in as_text(doubts):
        typer.echo(line)
    typer.echo(f"\n{len(doubts)} sentences to judge.")
