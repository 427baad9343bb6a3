"""A run over many articles: which parts are done, who makes the others, and their list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Literal, Protocol

from framing.analysers.base import Setup
from framing.errors import InputError, OutputError
from framing.models import Article, Skipped
from framing.parts.files import PartRow, is_part, read_row, sweep, write_json
from framing.parts.plan import Part
from framing.parts.sums import sums_path
from framing.parts.work import Task, do_task
from framing.processes import in_processes

LIST = "parts.json"
LIST_SCHEMA: Literal["framing.parts/1"] = "framing.parts/1"


@dataclass(frozen=True, slots=True)
class Shard:
    """The share of the parts that one job of several makes: ``number`` of ``of``, from 1."""

    number: int = 1
    of: int = 1

    @staticmethod
    def read(said: str) -> Shard:
        """A shard from words such as '3/100'.

        Raises:
            InputError: they are none.
        """
        found = re.fullmatch(r"\s*(\d{1,6})\s*/\s*(\d{1,6})\s*", said)
        if found is None or not 1 <= int(found[1]) <= int(found[2]):
            raise InputError(
                f"'{said}' is no share of the work.", "Say which of how many: --shard 3/100"
            )
        return Shard(int(found[1]), int(found[2]))

    def holds(self, part: Part) -> bool:
        """Whether the part is of this share."""
        return part.number % self.of == self.number - 1


class Source(Protocol):
    """Where a run has its articles from, split into parts."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts there are to be, in order."""
        ...

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """What could not be read, for a report to list."""
        ...

    def articles(self, part: Part) -> tuple[Article, ...]:
        """The articles of a part."""
        ...


@dataclass(frozen=True, slots=True)
class Held:
    """Articles that are in memory."""

    all: tuple[Article, ...]
    parts: tuple[Part, ...]
    skipped: tuple[Skipped, ...] = ()

    def articles(self, part: Part) -> tuple[Article, ...]:
        """The articles of a part."""
        return self.all[part.start : part.end]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: articles that stand in whole parts, of all that this run is to make."""

    articles: int
    of: int


def analyse_parts(
    source: Source,
    setup: Setup,
    folder: Path,
    *,
    shard: Shard = Shard(),
    resume: bool = True,
    dask: str | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> tuple[PartRow, ...]:
    """Analyse articles into a folder of parts. What is there and whole is not made again.

    Args:
        source: the articles as they were read, all of them, whatever the shard.
        setup: what the analysers are made from; its settings say how many processes work.
        folder: made if need be.
        shard: which parts this run makes.
        resume: False makes parts anew that are there.
        dask: the address of a Dask scheduler whose workers do the work; they must see the folder.
        progress: called as parts are done.

    Returns:
        What is known of each part of the shard, in order.

    Raises:
        OutputError: a part cannot be written.
        MissingDependencyError: Dask is asked for and is not installed.
        FramingError: the engine gives up.
    """
    parts = source.parts
    mine = [part for part in parts if shard.holds(part)]
    open_folder(folder)
    _write_list(folder, source, setup)
    sweep(folder, [part.number for part in mine])
    if not resume:
        for part in mine:
            (folder / part.name).unlink(missing_ok=True)
    rows = {part: row for part in mine if (row := read_row(folder / part.name))}
    done = sum(_dealt_with(row) for row in rows.values())
    total = sum(part.end - part.start for part in mine)
    tell = progress or (lambda _: None)
    tell(Progress(done, total))
    tasks = (Task(part, source.articles(part)) for part in mine if part not in rows)
    for task, row in _made(tasks, setup, folder, len(mine) - len(rows), dask):
        rows[task.part] = row
        done += _dealt_with(row)
        tell(Progress(done, total))
    sweep(folder, [part.number for part in mine])  # of workers that died meanwhile
    _sweep_others(folder, parts)
    return tuple(rows[part] for part in mine)


def _dealt_with(row: PartRow) -> int:
    return row.articles + len(row.failed)


def _made(
    tasks: Iterator[Task], setup: Setup, folder: Path, many: int, dask: str | None
) -> Iterator[tuple[Task, PartRow]]:
    """Each task with its row, as it is done by the engine that was asked for."""
    work = partial(do_task, setup, folder)
    jobs = min(setup.settings.jobs, many)
    if dask is not None and many:
        from framing.parts.cluster import on_cluster  # noqa: PLC0415  (an optional extra)

        yield from on_cluster(setup, folder, tasks, dask)
    elif jobs > 1:
        yield from in_processes(work, tasks, jobs)
    else:
        for task in tasks:
            yield task, work(task)


def open_folder(folder: Path) -> None:
    """Make a folder of parts, if it is not there, and take away what stopped runs left of its list.

    Raises:
        OutputError: it cannot be made.
    """
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder} is a file, and no folder.", "Name another with -o.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise OutputError(
            f"{folder} cannot be made: {exc.strerror or exc}.",
            "Name another place with -o, or mend the folder's permissions.",
        ) from exc
    sweep(folder, ())


def _write_list(folder: Path, source: Source, setup: Setup) -> None:
    """Write which parts there will be."""
    parts = source.parts
    write_json(
        folder / LIST,
        {
            "schema": LIST_SCHEMA,
            "framing": version("framing"),
            "codebook": {"id": setup.codebook.id, "sha256": setup.codebook.sha256},
            "made_with": setup.made_with(),
            "articles": sum(part.end - part.start for part in parts),
            "parts": [{"name": part.name, "articles": part.end - part.start} for part in parts],
            "skipped": [asdict(found) for found in source.skipped],
        },
    )


def _sweep_others(folder: Path, parts: Sequence[Part]) -> None:
    """Take away the parts of earlier runs with other articles or settings, once all are there."""
    wanted = {part.name for part in parts}
    if all((folder / name).exists() for name in wanted):
        for path in folder.glob("part-*.jsonl"):
            if is_part(path) and path.name not in wanted:
                path.unlink(missing_ok=True)
                sums_path(path).unlink(missing_ok=True)
