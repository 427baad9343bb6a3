"""The command line: words in, a public function called, words out. No logic, nothing heavy.

Here stand the program itself and the commands that need no study: init, doctor, schema.
"""

from __future__ import annotations

import json
import os
import sys
import warnings
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from framing import __version__
from framing.cli import (
    codebooks,
    figures,
    outlets,
    pack,
    read,
    report,
    speakers,
    templates,
    validate,
)
from framing.cli.shared import ANALYSIS, DEBUG, FOLDERS, fail, say, takes
from framing.errors import FramingError, OutputError

app = typer.Typer(
    name="framing",
    help="""Compare how news outlets frame one story: tone, sources and emphasis.

Articles in, a comparative PDF out, offline; every number in it leads to its sentences.

[bold]Start here[/bold]

  framing report articles/                          writes output/report.pdf
  framing read articles/                            what is understood of each article
  framing speakers articles/                        who speaks, as a sheet that you correct
  framing init my-study                             a project folder of your own
  framing report a.txt b.txt -o study.pdf --title "One strait, two stories"
  framing outlets new "Kyodo News" --country JP     a profile for a new outlet
  framing doctor                                    what this machine lacks
""",
    rich_markup_mode="rich",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _version(asked: bool) -> None:
    if asked:
        say(f"framing {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    debug: Annotated[
        bool, typer.Option("--debug", help="Show the whole traceback of an error.")
    ] = False,
    version: Annotated[  # noqa: ARG001  (its callback does the work)
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    DEBUG["on"] = debug
    if not debug:
        # Libraries warn about their own affairs; what users must know is said in our own words.
        warnings.simplefilter("ignore")


def init(
    folder: Annotated[Path, typer.Argument(help="The project's folder; made if need be.")],
    title: Annotated[str | None, typer.Option("--title", "-t", help="The report's title.")] = None,
) -> None:
    """Make a project folder: framing.toml, and places for articles, outlets, codebooks, templates.

    Nothing that is there is overwritten. Inside the folder the commands need no argument.

    [bold]Examples[/bold]

      framing init my-study
      framing init . --title "One strait, two stories"
    """
    from framing.settings import FOLDERS, PROJECT_FILE, new_project  # noqa: PLC0415  (pydantic)

    new_project(folder, title)
    say(f"{folder / PROJECT_FILE}   what the report is made of: open it and change it")
    for name, purpose in FOLDERS.items():
        say(f"{folder / name}/   {purpose}")
    say(
        f"Put your articles into {folder / 'articles'}, then"
        + ("" if folder == Path() else f" go to {folder} and")
        + " say: framing report"
    )


def doctor() -> None:
    """Check what this machine has and lacks, and say the line that installs what is missing.

    Ends with 1 if a report cannot be made.
    """
    from framing.diagnosis import diagnose  # noqa: PLC0415

    checks = diagnose()
    for check in checks:
        mark, colour = (
            ("ok", "green") if check.ok else ("--", "yellow" if check.optional else "red")
        )
        typer.secho(f"{mark:4}", fg=colour, nl=False)
        say(f"{check.name}: {check.found}")
        if not check.ok and check.remedy:
            say(f"      {check.remedy}")
    if any(not check.ok and not check.optional for check in checks):
        raise typer.Exit(1)


def schema() -> None:
    """Print the JSON Schema of an analysed article."""
    from framing.export.documents import json_schema  # noqa: PLC0415

    typer.echo(json.dumps(json_schema(), indent=1))


app.command("init")(init)
app.command(
    "report",
    cls=takes(
        *("output", "title", "own_copy_only", "theme", "paper", "summary", "speakers", "group_by"),
        *(*ANALYSIS, *FOLDERS),
    ),
)(report.report)
app.command("analyse", cls=takes(*ANALYSIS, *FOLDERS[:2]))(report.analyse)
app.command("figures", cls=takes("codebook", *FOLDERS[:2]))(figures.figures)
app.command("read", cls=takes("columns", *FOLDERS[:1]))(read.read)
app.command("speakers", cls=takes("speakers", "columns", "sources", "jobs", *FOLDERS[:2]))(
    speakers.speakers
)
app.command("schema")(schema)
app.command("doctor")(doctor)
app.add_typer(outlets.app, name="outlets")
app.add_typer(codebooks.app, name="codebooks")
app.add_typer(templates.app, name="templates")
app.add_typer(validate.app, name="validate")
app.add_typer(pack.app, name="pack")


def main() -> None:
    """Run the command line: 0 done; 1 something could not be done; 2 wrong usage."""
    # The matrices are small: more threads would only spin (set before NumPy is imported).
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    _open_streams()
    try:
        try:
            app()
        finally:
            if not sys.stdout.closed:
                sys.stdout.flush()
    except FramingError as error:
        if DEBUG["on"]:
            raise
        sys.exit(fail(error))
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as exc:  # a fault of framing: one line for users, the rest for who mends it
        if DEBUG["on"]:
            raise
        told = _unforeseen(exc)
        if isinstance(exc, OSError):
            _close_stdout()
        sys.exit(fail(told))


def _open_streams() -> None:
    """Open what was closed before the program began, or files would take the streams' numbers. What
    is written to such a stdout is no longer lost in silence: it cannot be written there."""
    for name, mode, access in (
        ("stdin", "r", os.O_RDONLY),
        ("stdout", "w", os.O_RDONLY),
        ("stderr", "w", os.O_WRONLY),
    ):
        if getattr(sys, name) is None:
            stream = os.fdopen(os.open(os.devnull, access), mode, encoding="utf-8")
            setattr(sys, name, stream)


def _unforeseen(exc: Exception) -> FramingError:
    """What users are told where something ended the program that nobody foresaw."""
    if isinstance(exc, OSError) and exc.filename is None and exc.errno is not None:
        return OutputError(
            f"The output cannot be written ({exc.strerror}).", "Send it elsewhere, or make room."
        )
    if isinstance(exc, MemoryError):
        return FramingError(
            "The memory of this machine is not enough.", "Give fewer articles, or use fewer --jobs."
        )
    named = f"{type(exc).__name__}: {exc}".rstrip(": ")
    return FramingError(
        f"Something unforeseen happened ({named}).",
        "This is a fault of framing: 'framing --debug' with the same command shows where.",
    )


def _close_stdout() -> None:
    """Let nothing more be written, or Python complains again as it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
