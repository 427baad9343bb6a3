"""framing codebooks: list, show, new, check, test, suggest, review, learn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from framing.cli.shared import (
    FOLDERS,
    Paths,
    own_folder,
    said,
    say,
    screen,
    settings_here,
    takes,
    warn,
    warn_failed,
    warn_skipped,
    warn_unreliable,
    with_articles,
)
from framing.errors import CodebookError, InputError

if TYPE_CHECKING:
    from framing.codebooks import Codebook
    from framing.validation.sheet import Key

app = typer.Typer(
    help="Frames, names and facts to look for: see, make and check codebooks.",
    no_args_is_help=True,
)

Name = Annotated[str, typer.Argument(help="A codebook's name, or a .toml file.")]


@app.command("list", cls=takes("folders.codebooks"))
def list_(ctx: typer.Context) -> None:
    """List the codebooks at hand."""
    from rich.table import Table  # noqa: PLC0415

    from framing.codebooks import list_codebooks, load_codebook  # noqa: PLC0415

    table = Table("name", "title", "version", "frames", box=None)
    for name, path in list_codebooks(settings_here(ctx).folders.codebooks).items():
        try:
            codebook = load_codebook(path)
        except CodebookError as error:  # the others are there all the same
            warn(error.message, error.hint)
            continue
        frames = ", ".join(frame.id for frame in codebook.frames)
        table.add_row(name, codebook.title, codebook.version, frames)
    screen().print(table)


@app.command(cls=takes("folders.codebooks"))
def show(ctx: typer.Context, name: Name) -> None:
    """Show a codebook: definitions, examples and what shows each frame."""
    from framing.codebooks import load_codebook  # noqa: PLC0415
    from framing.codebooks.load import as_text  # noqa: PLC0415
    from framing.validation.examples import coded_path, examples_of  # noqa: PLC0415

    codebook = load_codebook(name, settings_here(ctx).folders.codebooks)
    say(as_text(codebook), nl=False)
    for frame, examples in examples_of(codebook).items():
        own = [each for each in examples if each.own]
        if own:
            held = sum(each.held for each in own)
            say(f"\nCODED  {frame}: {len(own)} sentences, {held} with it [{coded_path(codebook)}]")


@app.command(cls=takes("folders.codebooks"))
def new(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="Lower-case letters, digits and hyphens.")],
    title: Annotated[str | None, typer.Option(help="The title that reports print.")] = None,
) -> None:
    """Write a starter codebook, with comments that explain each part."""
    from framing.codebooks.load import new_codebook  # noqa: PLC0415

    given = said(ctx)["folders"].get("codebooks")
    codebook = new_codebook(name, own_folder(given, "codebooks"), title)
    say(f"{codebook.path}\nFill it in, then: framing codebooks check {name}")


@app.command(cls=takes("folders.codebooks"))
def check(ctx: typer.Context, name: Name) -> None:
    """Check a codebook: run its own examples; find dead, duplicate and overlapping terms.

    Ends with 1 if an example comes out wrong; the rest is advice.
    """
    from framing.codebooks import load_codebook  # noqa: PLC0415
    from framing.validation.codebook_check import check_codebook  # noqa: PLC0415

    codebook = load_codebook(name, settings_here(ctx).folders.codebooks)
    found = check_codebook(codebook)
    for problem in found.problems:
        say(f"{problem.kind.value:9}  {problem.key}: {problem.message}")
    passed = found.examples - len(found.failed)
    advice = len(found.problems) - len(found.failed)
    say(f"{codebook.path}: {passed} of {found.examples} examples pass; {advice} remarks.")
    if found.failed:
        raise typer.Exit(1)


@app.command("test", cls=takes(*FOLDERS[:2]))
def concordance_(
    ctx: typer.Context,
    name: Name,
    paths: Paths = None,
    key: Annotated[
        str | None, typer.Option(help="Only these terms: frames.history, label_sets, facts, …")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="All lines, as an HTML page.")
    ] = None,
    limit: Annotated[int, typer.Option(min=0, help="Lines a key in the terminal.")] = 20,
) -> None:
    """Show a codebook's hits in a corpus as a concordance, with what nearly matched.

    Of frames that are read by meaning, each sentence found with the words that carried it and the
    coded examples that it is most alike.

    [bold]Examples[/bold]

      framing codebooks test history-security articles/ --key frames.history
      framing codebooks test mine articles/ -o concordance.html
    """
    from framing.files import write_file  # noqa: PLC0415
    from framing.study import Study  # noqa: PLC0415  (heavy: spaCy, NumPy)
    from framing.validation.concordance import as_html, as_text, concordance  # noqa: PLC0415

    study = Study(with_articles(settings_here(ctx, codebook=name), paths))
    codebook, outcome = study.codebook, study.read()
    warn_skipped(outcome.skipped)
    found = concordance(codebook, outcome.articles, key, warn_failed)
    if output:
        write_file(output, as_html(found).encode())
        meant = f", {len(found.meant)} found by meaning" if found.by_meaning else ""
        say(f"{len(found.hits)} hits, {len(found.missed)} near misses{meant}  {output}")
    else:
        say(as_text(found, limit), nl=False)


@app.command(cls=takes(*FOLDERS[:2]))
def suggest(
    ctx: typer.Context,
    name: Name,
    paths: Paths = None,
    most: Annotated[int, typer.Option(min=1, help="How many cards to propose.")] = 12,
) -> None:
    """Propose fact cards: what several outlets tell in their own words, and no card covers yet.

    The proposals are TOML to paste into a codebook, once a person has judged and named them.
    """
    from framing.study import Study  # noqa: PLC0415  (heavy: spaCy, NumPy)
    from framing.validation.codebook_check import as_toml, suggest_cards  # noqa: PLC0415

    study = Study(with_articles(settings_here(ctx, codebook=name), paths))
    codebook, outcome = study.codebook, study.read()
    warn_skipped(outcome.skipped)
    say(as_toml(suggest_cards(codebook, outcome.articles, most, warn_failed)), nl=False)


@app.command(cls=takes(*FOLDERS[:2]))
def review(
    ctx: typer.Context,
    name: Name,
    paths: Paths = None,
    encoder: Annotated[
        Path | None, typer.Option(help="Folder of a sentence encoder (default: ours).")
    ] = None,
    most: Annotated[int, typer.Option(min=1, help="Sentences of each kind a frame.")] = 10,
) -> None:
    """List sentences where meaning and the codebook's words part, for you to judge.

    A second opinion: it enters no figure.
    """
    from framing.study import Study  # noqa: PLC0415  (heavy: spaCy, NumPy)
    from framing.text.encoder import FOLDER, load_encoder  # noqa: PLC0415
    from framing.validation.semantic import as_text  # noqa: PLC0415
    from framing.validation.semantic import review as review_  # noqa: PLC0415

    found = load_encoder("general", encoder or FOLDER)
    study = Study(with_articles(settings_here(ctx, codebook=name), paths))
    codebook, outcome = study.codebook, study.read()
    warn_skipped(outcome.skipped)
    doubts = review_(codebook, outcome.articles, found, most, warn_failed)
    for line in as_text(doubts):
        say(line)
    say(f"\n{len(doubts)} sentences to judge.")


@app.command(cls=takes(*FOLDERS[:2]))
def learn(
    ctx: typer.Context,
    name: Name,
    folders: Annotated[
        list[Path], typer.Argument(help="What 'framing validate sheet' wrote, filled in.")
    ],
    articles: Annotated[
        list[Path] | None,
        typer.Option("--articles", help="Where to look for the sentences to code next."),
    ] = None,
    next_: Annotated[
        Path | None, typer.Option("--next", help="A new folder for a sheet of those sentences.")
    ] = None,
    most: Annotated[int, typer.Option("--sentences", "-n", min=1, help="How many.")] = 50,
    note: Annotated[str, typer.Option(help="Who coded; reports print it.")] = "",
) -> None:
    """Learn a codebook's frames from coded sentences, and say what was learned.

    For each frame with by = "meaning": precision, recall and F1 by cross-validation over articles,
    alpha between the coders, and what more coding would bring. With --next, a sheet of the
    sentences whose coding would teach it most: the surest and the most doubtful in turn. Where too
    few hold the frame to learn from, those likest to its definition and examples.

    [bold]Examples[/bold]

      framing codebooks learn mine coding/
      framing codebooks learn mine coding/ --next coding-2/ --articles articles/
    """
    from rich.table import Table  # noqa: PLC0415

    from framing.analysers.heads import readable  # noqa: PLC0415
    from framing.codebooks import load_codebook  # noqa: PLC0415
    from framing.study import Study  # noqa: PLC0415  (heavy: spaCy, NumPy)
    from framing.validation.run import check_new, table, write_key  # noqa: PLC0415
    from framing.validation.semantic import code_articles  # noqa: PLC0415
    from framing.validation.teach import gathered, next_sheet, not_used, teach  # noqa: PLC0415

    settings = settings_here(ctx, codebook=name)
    # What --next cannot do is said before anything is learned.
    asked = with_articles(settings, articles) if next_ else settings
    if next_:
        check_new(next_)
    own = own_folder(said(ctx)["folders"].get("codebooks"), "codebooks")
    codebook = load_codebook(name, settings.folders.codebooks)

    def next_sheet_of(codebook: Codebook, known: Key) -> None:
        if next_ is None:
            return
        outcome = Study(asked).read()
        warn_skipped(outcome.skipped)
        analyses = code_articles(readable(codebook), outcome.articles, warn_failed)
        key = next_sheet(codebook, analyses, known, most)
        write_key(key, codebook, next_, 1)
        say(f"{len(key.items)} sentences to code next: {next_}")

    known, codings = gathered(codebook, folders)
    for line in not_used(codebook, known, codings):
        warn(line)
    try:
        taught = teach(codebook, folders, own, settings.folders.codebooks, note)
    except InputError as error:
        if not next_:
            raise
        # Too few: the next sheet is what helps.
        warn(error.message, error.hint)
        next_sheet_of(codebook, known)
        raise typer.Exit(1) from error
    shown = Table("frame", "alpha", "", "precision", "recall", "F1", box=None)
    for row in table(taught.record):
        if row[0] in taught.said:
            shown.add_row(*row)
    screen().print(shown)
    for frame, words in taught.said.items():
        say(f"{frame}: {words}.")
    warn_unreliable(taught.record)
    for frame, why in taught.left.items():
        warn(f"{frame} was not learned: {why}")
    say(f"Heads: {taught.heads}\nRecord: {taught.written}")
    if next_:
        next_sheet_of(taught.codebook, known)
