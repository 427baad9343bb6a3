"""What ``framing validate`` does: sheets out, codings in, records and reports of them out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from framing.analysers.heads import readable, untaught
from framing.cells import csv_sheet
from framing.codebooks import Codebook
from framing.errors import InputError, MissingDependencyError, OutputError
from framing.files import write_file
from framing.models import Article, Failed
from framing.validation.record import (
    Number,
    ValidationRecord,
    disagreements,
    record_json,
    record_name,
    validate,
)
from framing.validation.refi_qda import codings_from, export_project, read_project
from framing.validation.semantic import code_articles, likely
from framing.validation.sheet import (
    Coding,
    Key,
    draw,
    instructions,
    is_empty,
    key_json,
    load_key,
    read_coding,
    sheet_csv,
    sheet_xlsx,
)

KEY = "key.json"
INSTRUCTIONS = "instructions.md"
DISAGREEMENTS = "disagreements.csv"
PROJECT = "project.qdpx"


def write_sheets(
    articles: Sequence[Article],
    codebook: Codebook,
    folder: Path,
    *,
    n: int = 200,
    coders: int = 2,
    seed: int = 1,
    on_failed: Callable[[Failed], None] | None = None,
) -> Key:
    """Draw sentences and write, into ``folder``, one sheet a coder, the instructions and the key.

    ``on_failed`` is called with each article that something unforeseen ended; by default a warning
    names it.

    Raises:
        OutputError: the folder holds a key already (its sheets may have been handed out).
        InputError: there is nothing to draw from.
    """
    check_new(folder)
    waiting = untaught(codebook)
    analyses = code_articles(readable(codebook), articles, on_failed)
    share = max(1, n // (len(codebook.frames) + 1))  # what each stratum gives (``draw``)
    expected = likely(codebook, waiting, analyses, share)
    key = draw(analyses, codebook, n, seed, expected)
    write_key(key, codebook, folder, coders)
    return key


def check_new(folder: Path) -> None:
    """Whether a folder is free for a sheet or a project.

    Raises:
        OutputError: it holds a key already: what belongs to it may have been coded.
    """
    if (folder / KEY).exists():
        raise OutputError(
            f"{folder / KEY} is there already.",
            "What was coded with it would be lost: name another folder.",
        )


def write_key(key: Key, codebook: Codebook, folder: Path, coders: int) -> None:
    """Write one sheet a coder, as CSV and as a workbook, the instructions and the key.

    Raises:
        OutputError: the folder holds a key already.
    """
    check_new(folder)
    sheet = sheet_csv(key)
    for coder in range(1, coders + 1):
        write_file(folder / f"coder-{coder}.csv", sheet)
        with suppress(MissingDependencyError):  # the CSV sheet says the same
            write_file(folder / f"coder-{coder}.xlsx", sheet_xlsx(key))
    write_file(folder / INSTRUCTIONS, instructions(codebook))
    write_file(folder / KEY, key_json(key))


def filled_sheets(folder: Path, key: Key) -> list[Coding]:
    """The codings in a folder: of a coder's CSV sheet and workbook, the one that is filled in.

    Raises:
        InputError: a sheet is wrong, both of a coder are filled, or none of the folder is.
    """
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix not in (".csv", ".xlsx") or path.name == DISAGREEMENTS:
            continue
        if path.name.startswith("~$") or is_empty(path, key):
            continue
        if path.stem in found:
            raise InputError(
                f"{found[path.stem]} and {path} are both filled in.", "Keep one of the two."
            )
        found[path.stem] = path
    if not found:
        raise InputError(f"No sheet in {folder} is filled in.", "Write 1 or 0 under each frame.")
    return [read_coding(path, key) for path in found.values()]


def write_project(
    articles: Sequence[Article],
    codebook: Codebook,
    folder: Path,
    *,
    blank: bool = False,
    on_failed: Callable[[Failed], None] | None = None,
) -> Key:
    """Write, into ``folder``, a REFI-QDA project of all articles, the instructions and a key that
    holds every body sentence. ``on_failed`` as ``write_sheets`` takes it.

    Raises:
        OutputError: the folder holds a key already.
        InputError: there is nothing to code.
    """
    check_new(folder)
    analyses = code_articles(readable(codebook), articles, on_failed)
    key = draw(analyses, codebook, sum(len(analysis.sentences) for analysis in analyses))
    write_file(folder / PROJECT, export_project(analyses, codebook, blank=blank))
    write_file(folder / INSTRUCTIONS, instructions(codebook))
    write_file(folder / KEY, key_json(key))
    return key


def import_projects(folder: Path, projects: Sequence[Path], codebook: Codebook) -> list[Path]:
    """Turn coded REFI-QDA projects into coders' sheets in ``folder``, one a coder.

    Raises:
        InputError: a project cannot be read, is not of the folder's key, or holds no coding.
    """
    key = load_key(folder / KEY)
    if key.sha256 != codebook.sha256:
        raise InputError(
            f"{folder / KEY} belongs to another state of the codebook '{key.codebook}'.",
            "Name the codebook that the project was exported with, unchanged.",
        )
    sources = [source for path in projects for source in read_project(path)]
    written = []
    for coding in codings_from(sources, key, codebook):
        name = re.sub(r"[^\w-]+", "-", coding.coder).strip("-").lower() or "coder"
        write_file(folder / f"{name}.csv", sheet_csv(key, coding.codes))
        written.append(folder / f"{name}.csv")
    if not written:
        raise InputError("No coding is in the project.", "Export it after coding.")
    return written


@dataclass(frozen=True, slots=True)
class Scored:
    """A record, where it was written, and where the disagreements are listed."""

    record: ValidationRecord
    path: Path
    disagreements: Path


def score_sheets(folder: Path, sheets: Sequence[Path], records: Path, note: str = "") -> Scored:
    """Score filled sheets and write the record into ``records``, where reports look for it.

    Args:
        folder: what ``write_sheets`` wrote.
        sheets: the coders' sheets; without any, all CSV files of the folder.
        records: the folder of the user's codebooks.
        note: who coded what; printed with the figures.

    Raises:
        InputError: a sheet is missing or wrong, or fewer than two are there.
    """
    key = load_key(folder / KEY)
    codings = [read_coding(path, key) for path in sheets] or filled_sheets(folder, key)
    if len(codings) < 2:
        raise InputError(
            f"{folder} holds {len(codings)} coder's filled sheet, and two are needed.",
            "Put each coder's filled sheet there, or name the files.",
        )
    record = validate(key, codings, note)
    path = records / record_name(record)
    write_file(folder / DISAGREEMENTS, _disagreements(key, codings))
    write_file(path, record_json(record))
    return Scored(record, path, folder / DISAGREEMENTS)


def _disagreements(key: Key, codings: Sequence[Coding]) -> bytes:
    names = [coding.coder for coding in codings]
    rows = [["frame", "id", "sentence", "machine", *names]]
    for found in disagreements(key, codings):
        codes = [str(int(found.codes[name])) if name in found.codes else "" for name in names]
        said = (found.frame, found.item, found.sentence)
        rows.append([*said, str(int(found.machine)), *codes])
    return csv_sheet(rows)


def table(record: ValidationRecord) -> Iterator[tuple[str, ...]]:
    """The record's rows for people: frame, alpha, standing, precision, recall, F1."""
    for frame in record.frames:
        yield (
            frame.frame,
            _shown(frame.alpha),
            frame.standing.value,
            _shown(frame.precision),
            _shown(frame.recall),
            _shown(frame.f1),
        )


def _shown(number: Number) -> str:
    if number.value is None:
        return "–"
    if number.low is None or number.high is None:
        return f"{number.value:.2f}"
    return f"{number.value:.2f} [{number.low:.2f}, {number.high:.2f}]"
