"""What the commands share in talking to a person: messages on stderr, and progress."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

import typer

from framing.errors import FramingError

if TYPE_CHECKING:
    from framing.models import Skipped


def fail(error: FramingError) -> int:
    """Print one message and its hint on stderr; the exit code to end with."""
    typer.secho("Error: ", fg="red", bold=True, nl=False, err=True)
    typer.echo(error.message, err=True)
    if error.hint:
        typer.echo(f"  {error.hint}", err=True)
    return 1


def warn(message: str, hint: str = "") -> None:
    """Print a warning on stderr: the work goes on."""
    typer.secho("Warning: ", fg="yellow", bold=True, nl=False, err=True)
    typer.echo(f"{message} {hint}".strip(), err=True)


def warn_skipped(skipped: Sequence[Skipped]) -> None:
    """One warning for each input that could not be read."""
    for found in skipped:
        warn(f"{found.path} was skipped: {found.reason}", found.hint)


class Stage(Protocol):
    """Tells the progress display what is going on."""

    def __call__(self, what: str, done: int = 0, total: int | None = None) -> None:
        """``what`` is being done; ``done`` of ``total`` are finished."""
        ...


@contextmanager
def stages(quiet: bool) -> Iterator[Stage]:
    """A progress line on a terminal's stderr; nothing when quiet or when output goes to a file."""
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
    )

    console = Console(stderr=True)
    progress = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        console=console,
        transient=True,
        disable=quiet or not console.is_terminal,
    )
    with progress:
        task = progress.add_task("Starting", total=None)

        def stage(what: str, done: int = 0, total: int | None = None) -> None:
            counted = f"{what} {done} of {total}" if total else what
            progress.update(task, description=counted, completed=done, total=total or 1)

        yield stage
