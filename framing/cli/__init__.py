"""The command line: words in, a public function called, words out. No logic, nothing heavy."""

from __future__ import annotations

import os
import sys
import warnings
from typing import Annotated

import typer

from framing import __version__
from framing.cli import begin, codebooks, outlets, report, templates, validate
from framing.cli.shared import ANALYSIS, FOLDERS, fail, takes
from framing.errors import FramingError

app = typer.Typer(
    name="framing",
    help="""Compare how news outlets frame one story: tone, sources and emphasis.

Articles in, a comparative PDF out, offline; every number in it leads to its sentences.

[bold]Start here[/bold]

  framing report articles/                          writes output/report.pdf
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
        typer.echo(f"framing {__version__}")
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
    _state["debug"] = debug
    if not debug:
        # Libraries warn about their own affairs; what users must know is said in our own words.
        warnings.simplefilter("ignore")


_state = {"debug": False}

app.command("init")(begin.init)
app.command(
    "report",
    cls=takes("output", "title", "own_copy_only", "theme", *ANALYSIS, *FOLDERS),
)(report.report)
app.command("analyse", cls=takes(*ANALYSIS, *FOLDERS[:2]))(report.analyse)
app.command("schema")(begin.schema)
app.command("doctor")(begin.doctor)
app.add_typer(outlets.app, name="outlets")
app.add_typer(codebooks.app, name="codebooks")
app.add_typer(templates.app, name="templates")
app.add_typer(validate.app, name="validate")


def main() -> None:
    """Run the command line: 0 done; 1 something could not be done; 2 wrong usage."""
    # The matrices are small: more threads would only spin (set before NumPy is imported).
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    try:
        app()
    except FramingError as error:
        if _state["debug"]:
            raise
        sys.exit(fail(error))
    except KeyboardInterrupt:
        sys.exit(130)
