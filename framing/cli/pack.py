"""framing pack: a study's replication package, and whether it gives the same figures here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from framing.cli.shared import (
    ANALYSIS,
    FOLDERS,
    Paths,
    Quiet,
    Strict,
    not_all,
    said,
    say,
    settings_here,
    stages,
    takes,
    warn_failed,
    warn_skipped,
    with_articles,
)
from framing.errors import FramingError

if TYPE_CHECKING:
    from framing.models import Failed
    from framing.readers import ReadOutcome
    from framing.replication import Outcome

_SHOWN = 12


class _MakesByDefault(TyperGroup):
    """'framing pack articles/' is 'framing pack make articles/'."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Name the command that is meant where none is named."""
        if not args or args[0] not in (*self.commands, *ctx.help_option_names):
            args = ["make", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_MakesByDefault,
    help="""A study's replication package, and whether it gives the same figures here.

    [bold]Examples[/bold]

      framing pack articles/ -o study.zip           as: framing pack make articles/ -o study.zip
      framing pack check study.zip articles/        on another machine, with copies of the articles
    """,
)


def make(
    ctx: typer.Context,
    paths: Paths = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The package, a .zip file.")
    ] = Path("output/package.zip"),
    with_texts: Annotated[
        bool,
        typer.Option(
            "--with-texts",
            help="Put the articles into it; without it, only their digests. Mind their licences.",
        ),
    ] = False,
    codings: Annotated[
        list[Path] | None,
        typer.Option("--codings", help="A folder of coding sheets whose codes go into it."),
    ] = None,
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Write all that a study rests on into one file: settings, codebooks, profiles, corrections,
    codings, versions and digests, and the data files of its report.

    It takes what 'framing report' takes, and does the same work. Of the articles it holds digests
    alone, and no running text, unless --with-texts asks for them.

    [bold]Examples[/bold]

      framing pack articles/ -o study.zip
      framing pack                                  in a project folder: output/package.zip
      framing pack articles/ --codings coding/ --with-texts
    """
    from framing.replication import make_package  # noqa: PLC0415  (heavy: spaCy, NumPy)
    from framing.study import Study  # noqa: PLC0415

    if output.suffix.lower() != ".zip":
        raise typer.BadParameter(f"{output}: a package is a .zip file.", param_hint="--output")
    study = Study(with_articles(settings_here(ctx), paths))
    hearing = _Hearing(strict)
    try:
        with stages(quiet) as stage:
            packed = make_package(
                study,
                output,
                with_texts=with_texts,
                codings=codings or (),
                on_read=hearing.read,
                on_failed=hearing.failed,
                progress=stage,
            )
    finally:
        hearing.tell()
    if not quiet:
        record = packed.record
        texts = "with their texts" if record.texts else "of which it holds digests alone"
        say(f"{_counted(len(record.articles), 'article')}, {texts}; {packed.files} files")
        say(f"\nPackage  {output}  ({packed.size / 1e6:.1f} MB)")


def check(
    ctx: typer.Context,
    package: Annotated[Path, typer.Argument(help="The package, a .zip file.")],
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Your copies of the articles; by default those in the package.", show_default=False
        ),
    ] = None,
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Do a package's work again here, and say what differs: files, versions, figures.

    Ends with 1 if any figure or row differs. A stranger's package can be checked: nothing of it
    is kept, run or sent.

    [bold]Examples[/bold]

      framing pack check study.zip articles/
      framing pack check study.zip                  where the package has the texts
    """
    from framing.replication import check_package  # noqa: PLC0415  (heavy: spaCy, NumPy)

    hearing = _Hearing(strict)
    try:
        with stages(quiet) as stage:
            outcome = check_package(
                package,
                paths or (),
                jobs=said(ctx).get("jobs", 1),
                on_read=hearing.read,
                on_failed=hearing.failed,
                progress=stage,
            )
    finally:
        hearing.tell()
    if not quiet:
        _tell(outcome, package)
    if outcome.changes:
        raise FramingError(
            f"{package} does not give the same figures here: "
            f"{_counted(len(outcome.changes), 'value')} of its data differ.",
            _because(outcome),
        )


class _Hearing:
    """Hears what could not be read or analysed, and tells it after the progress line."""

    def __init__(self, strict: bool) -> None:
        self.strict = strict
        self.outcome: ReadOutcome | None = None
        self.lost: list[Failed] = []

    def read(self, outcome: ReadOutcome) -> None:
        """Reading is done."""
        if self.strict and outcome.skipped:
            raise not_all(outcome.skipped)
        self.outcome = outcome

    def failed(self, each: Failed) -> None:
        """An article could not be analysed."""
        if self.strict:
            raise not_all([each.skipped])
        self.lost.append(each)

    def tell(self) -> None:
        """Say it."""
        warn_skipped(self.outcome.skipped if self.outcome else ())
        for each in self.lost:
            warn_failed(each)


def _tell(outcome: Outcome, package: Path) -> None:
    record = outcome.record
    made = record.made_with
    say(f"Package   {package}: {record.title} ({len(record.articles)} articles, {made.framing})")
    number = len(record.inputs)
    same = number - len(outcome.missing) - len(outcome.differing)
    say(f"Inputs    {same} of {_counted(number, 'file')} the same")
    for why, names in (
        ("missing", outcome.missing),
        ("differs", outcome.differing),
        ("not in the package", outcome.more),
    ):
        _list([f"{why}: {name}" for name in names])
    articles, lost = len(record.articles), len(outcome.texts)
    say(f"Texts     {articles - lost} of {_counted(articles, 'article')} the same, once cleaned")
    _list([f"not here: {name}" for name in outcome.texts])
    say(f"Versions  {f'{len(outcome.versions)} differ' if outcome.versions else 'the same'}")
    _list([f"{n}: {was or 'none'} there, {now or 'none'} here" for n, was, now in outcome.versions])
    if not outcome.changes:
        say(f"Figures   the same: {outcome.figures:,} figures of outlets, and every row")
        return
    files = dict.fromkeys(change.file for change in outcome.changes)
    say(f"Figures   {_counted(len(outcome.changes), 'value')} differ, in {', '.join(files)}")
    first = sorted(outcome.changes, key=lambda change: change.file != "comparison.json")
    _list([f"{c.file}, {c.where}: {_short(c.was)} there, {_short(c.now)} here" for c in first])


def _because(outcome: Outcome) -> str:
    """What to do first where figures differ."""
    if outcome.missing or outcome.differing:
        return "The articles are not the same: get those that are named above."
    if outcome.more:
        return "There are more articles here than in the package: take them out."
    if outcome.versions:
        return "The articles are the same, and the versions named above are not: install those."
    return (
        "Articles and versions are the same. Give the articles under the same names of files and "
        "folders, by which outlets may be known; if that changes nothing, it is a fault of framing."
    )


def _list(lines: list[str]) -> None:
    for line in lines[:_SHOWN]:
        say(f"          {line}")
    if len(lines) > _SHOWN:
        say(f"          and {len(lines) - _SHOWN} more")


def _short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


app.command(
    "make",
    cls=takes(
        *("title", "own_copy_only", "theme", "paper", "summary", "speakers", "group_by"),
        *(*ANALYSIS, *FOLDERS),
    ),
)(make)
app.command("check", cls=takes("jobs"))(check)
