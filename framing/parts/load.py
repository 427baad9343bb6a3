"""Analyses that were written, read again: a folder of parts, .jsonl and .parquet files, or a folder
of such files and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic_core import from_json

from framing.errors import InputError, MissingDependencyError
from framing.export.documents import SCHEMA
from framing.export.records import to_analysis
from framing.models import Analysis, CodebookStamp, Skipped
from framing.parts.files import article_lines, failed_in
from framing.parts.run import LIST, LIST_SCHEMA

_AGAIN = "Give the same 'framing analyse' command again: it goes on where it was."
_HEAD = 64  # bytes, in which a document names its schema
_BATCH = 256  # rows of a Parquet file that are read at a time


@dataclass(frozen=True, slots=True)
class Parts:
    """A folder of parts, as its list describes it; ``codebook`` is what they are made with."""

    folder: Path
    names: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    codebook: CodebookStamp


def is_analysed(path: Path) -> bool:
    """Whether a path holds analyses, and not articles."""
    try:
        if path.is_dir():
            return (path / LIST).is_file() or bool(files_in(path))
        if path.suffix == ".jsonl":
            with path.open("rb") as file:
                start = file.read(_HEAD)
            return start.startswith(b'{"schema":') and SCHEMA.encode() in start
        if path.suffix == ".parquet":
            return {"schema", "record"} <= _columns(path)
    except OSError:
        return False
    return False


def files_in(folder: Path) -> list[Path]:
    """The files of a folder in the order of their names, where each holds analyses; none where any
    does not, so that no article is passed over."""
    files = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    return files if all(path.is_file() and is_analysed(path) for path in files) else []


def parts_in(folder: Path) -> Parts:
    """What the folder's list says.

    Raises:
        InputError: the list is broken, or a part is missing.
    """
    try:
        said = json.loads((folder / LIST).read_text("utf-8"))
        if said["schema"] != LIST_SCHEMA:
            raise InputError(
                f"{folder / LIST}: made by another version of framing.", "Analyse again."
            )
        names = tuple(str(part["name"]) for part in said["parts"])
        skipped = tuple(Skipped(**found) for found in said["skipped"])
        codebook = CodebookStamp(**said["codebook"])
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise InputError(f"{folder / LIST}: cannot be read.", _AGAIN) from exc
    missing = sum(not (folder / name).is_file() for name in names)
    if missing:
        raise InputError(
            f"{folder}: {missing} of {len(names)} parts are not done yet.",
            f"{_AGAIN} With --shard, all shards must have run.",
        )
    return Parts(folder, names, skipped, codebook)


def skipped_in(paths: Sequence[Path]) -> tuple[Skipped, ...]:
    """What could not be read, or not be analysed, when the parts in these folders were made."""
    found: list[Skipped] = []
    for path in paths:
        if path.is_dir() and (path / LIST).is_file():
            parts = parts_in(path)
            found += parts.skipped
            found += (each for name in parts.names for each in failed_in(path / name))
    return tuple(found)


def documents_in(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The documents that a path holds, one by one, each with where it stands.

    Raises:
        InputError: a part or a line is broken; names file and line.
    """
    if path.is_dir() and not (path / LIST).is_file():
        for each in files_in(path):
            yield from documents_in(each)
    elif path.is_dir():
        for name in parts_in(path).names:
            for number, line in article_lines(path / name):
                yield f"{path / name}, line {number}", _document(line, path / name, number)
    elif path.suffix == ".parquet":
        yield from _rows(path)
    else:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                yield f"{path}, line {number}", _document(line, path, number)


def load_analyses(paths: Sequence[Path]) -> Iterator[Analysis]:
    """The analyses that the paths hold, one by one, in order.

    Raises:
        InputError: something is broken, an id stands there twice, or they were made with different
            settings.
    """
    seen: set[str] = set()
    first: Analysis | None = None
    for path in paths:
        for where, document in documents_in(path):
            analysis = to_analysis(document, where)
            first = first or analysis
            if analysis.article.id in seen:
                raise InputError(
                    f"{where}: the article '{analysis.article.id}' stands there twice.",
                    "Analyse all articles in one run, which gives each its own id.",
                )
            seen.add(analysis.article.id)
            if (analysis.made_with, analysis.codebook) != (first.made_with, first.codebook):
                raise InputError(
                    f"{where}: analysed with other settings or another codebook than the rest.",
                    "Analyse all articles with the same settings.",
                )
            yield analysis


def _document(line: bytes, path: Path, number: int) -> dict[str, Any]:
    try:
        # It takes the strings that documents have in common (keys, names of kinds) from one store:
        # a third less memory an article.
        made = from_json(line)
    except ValueError as exc:
        raise InputError(f"{path}, line {number}: no JSON.", "Analyse the articles again.") from exc
    if not isinstance(made, dict):
        raise InputError(f"{path}, line {number}: no analysis.", "Analyse the articles again.")
    return made


def _columns(path: Path) -> set[str]:
    try:
        from pyarrow import ArrowException, parquet  # noqa: PLC0415  (an optional extra)
    except ImportError:
        return set()
    try:
        return set(parquet.read_schema(path).names)
    except ArrowException:
        return set()


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of a Parquet file: what the analysis is made from again."""
    try:
        from pyarrow import parquet  # noqa: PLC0415  (an optional extra)
    except ImportError as exc:
        raise MissingDependencyError(
            f"{path}: reading Parquet needs pyarrow, which is not installed.",
            "Install it: pip install 'framing[parquet]'",
        ) from exc
    number = 0
    with parquet.ParquetFile(path) as file:
        columns = ["text", "codebook", "record"]
        for batch in file.iter_batches(batch_size=_BATCH, columns=columns):
            for row in batch.to_pylist():
                number += 1
                codebook = from_json(row["codebook"]) if row["codebook"] else None
                record = from_json(row["record"])
                yield (
                    f"{path}, row {number}",
                    {"text": row["text"], "codebook": codebook, "record": record},
                )
