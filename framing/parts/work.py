"""The unit of work: a part's articles in, its file out. The same function on every engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.analysers.base import Setup, measures_of
from framing.analysers.run import analyse_in_turn, one_thread
from framing.evidence.sums import summed, sums_of
from framing.export.documents import line_of, to_document
from framing.models import Article, Failed, Skipped
from framing.parts.files import PartRow, read_row, write_part
from framing.parts.plan import Part
from framing.parts.sums import write_sums


@dataclass(frozen=True, slots=True)
class Task:
    """A part with its articles: all that a worker is told, beside the setup and the folder."""

    part: Part
    articles: tuple[Article, ...]


def analyse_part(part: Part, articles: Sequence[Article], setup: Setup, folder: Path) -> PartRow:
    """Analyse the articles of one part and write its file, unless it is there and whole.

    It may run twice, at once or after a stop: the file appears once, with the same bytes.

    Args:
        part: its number and its file's name, whose key covers all that the bytes rest on.
        articles: its articles, in order.
        setup: what the analysers are made from.
        folder: where the parts go; on several machines, one that all of them see.

    Returns:
        What is known of the file; the analyses stay in it.

    Raises:
        OutputError: it cannot be written.
    """
    path = folder / part.name
    there = read_row(path)
    if there:
        return there
    sums: list[dict[str, Any]] = []

    def beside(row: PartRow) -> None:
        write_sums(path, row.sha256, sums)

    with one_thread():
        return write_part(path, _lines(articles, setup, sums), beside)


def _lines(
    articles: Sequence[Article], setup: Setup, sums: list[dict[str, Any]]
) -> Iterator[tuple[str, tuple[str, ...]] | Skipped]:
    """The line of each article, and what must be known of how it was measured, one by one; or why
    an article has none. What it adds to figures is appended to ``sums``."""
    measures = summed(measures_of(setup.analysers()))
    for made in analyse_in_turn(articles, setup):
        if isinstance(made, Failed):
            yield made.skipped
        else:
            sums.append(sums_of(made, setup.codebook, measures))
            yield line_of(to_document(made)), made.notes


def do_task(setup: Setup, folder: Path, task: Task) -> PartRow:
    """``analyse_part`` as engines call it: what stays the same first, then the task."""
    return analyse_part(task.part, task.articles, setup, folder)
