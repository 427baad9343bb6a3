"""The file of a part: one analysed article a line, and a last line that says whether it is whole.

A part is written under another name, brought to the disk, and renamed. So a name that ends in
.jsonl is a whole part on every file system whose rename is atomic; the trailer shows it on all.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, Literal

from framing.errors import InputError, OutputError
from framing.files import hold, is_held, umask
from framing.models import Skipped

PART_SCHEMA: Literal["framing.part/1"] = "framing.part/1"
_TEMPORARY = re.compile(r"\.(?:(?:part|sums)-(\d+)-[0-9a-f]+|parts)\..*\.tmp")
_LAST = 1 << 16  # bytes in which the last line of a part stands, as a rule
_PART = re.compile(r"part-\d+-[0-9a-f]+\.jsonl")


@dataclass(frozen=True, slots=True)
class PartRow:
    """What is known of a part that is done: its line in the list of parts.

    ``articles`` is how many were analysed; ``notes`` are what must be known of how they were
    measured, each once; ``failed`` the articles that could not be analysed.
    """

    name: str
    articles: int
    sha256: str
    notes: tuple[str, ...] = ()
    failed: tuple[Skipped, ...] = ()


def part_name(number: int, key: str) -> str:
    """The file name of a part: its number, and the key of all that it rests on."""
    return f"part-{number:05d}-{key}.jsonl"


def write_part(
    path: Path,
    lines: Iterable[tuple[str, Iterable[str]] | Skipped],
    before: Callable[[PartRow], None] | None = None,
) -> PartRow:
    """Write a part whole or not at all.

    Args:
        path: its file.
        lines: the line of each article, with what is to be noted of it, or why there is none; asked
            for one by one.
        before: called before the part gets its name, to write what stands beside it.

    Raises:
        OutputError: it cannot be written; nothing is left behind.
    """
    digest = hashlib.sha256()
    notes: dict[str, None] = {}
    failed: list[Skipped] = []
    count = 0
    try:
        with temporary_beside(path) as (file, temporary):
            for each in lines:
                if isinstance(each, Skipped):
                    failed.append(each)
                    continue
                line, noted = each
                data = line.encode()
                digest.update(data)
                file.write(data)
                notes.update(dict.fromkeys(noted))
                count += 1
            row = PartRow(path.name, count, digest.hexdigest(), tuple(sorted(notes)), tuple(failed))
            trailer = {
                "schema": PART_SCHEMA,
                "articles": row.articles,
                "sha256": row.sha256,
                "notes": list(row.notes),
                "failed": [asdict(each) for each in row.failed],
            }
            file.write((json.dumps(trailer, ensure_ascii=False) + "\n").encode())
            file.flush()
            os.fsync(file.fileno())
            if before:
                before(row)
            temporary.replace(path)
            _sync_folder(path.parent)
    except OSError as exc:
        raise OutputError(
            f"{path} cannot be written: {exc.strerror or exc}.",
            "The parts that are done stay; mend it, and give the same command again.",
        ) from exc
    return row


@contextmanager
def temporary_beside(path: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """A file to write, locked for as long as it is written; gone afterwards unless renamed."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            hold(file)
            temporary.chmod(0o666 & ~umask())
            yield file, temporary
    finally:
        temporary.unlink(missing_ok=True)


def read_row(path: Path) -> PartRow | None:
    """What the part's last line says, if the part is whole; else None.

    The whole file is read: count and checksum must fit.
    """
    digest = hashlib.sha256()
    count = 0
    try:
        with path.open("rb") as file:
            last = b""
            for line in file:
                if last:
                    digest.update(last)
                    count += 1
                last = line
    except OSError:
        return None
    trailer = _trailer(last)
    if trailer is None or trailer != (count, digest.hexdigest()):
        return None
    said = json.loads(last)
    return PartRow(
        path.name, count, digest.hexdigest(), tuple(said.get("notes", ())), _failed(said)
    )


def failed_in(path: Path) -> tuple[Skipped, ...]:
    """The articles of a part that could not be analysed, as its last line names them.

    Raises:
        InputError: the part is not whole, or cannot be read.
    """
    said = said_last(path)
    if said is None:
        raise _not_whole(path)
    return _failed(said)


def said_last(path: Path) -> dict[str, Any] | None:
    """What the last line of a part says, without reading the whole; None where it is no trailer.

    Raises:
        InputError: the part cannot be read.
    """
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _LAST))
            last = file.read().rstrip(b"\n").rpartition(b"\n")[2]
            if _trailer(last) is None:  # it is longer
                file.seek(0)
                for last in file:  # noqa: B007  (the last one is used)
                    pass
    except OSError as exc:
        raise InputError(f"{path}: cannot be read ({exc.strerror}).") from exc
    said: dict[str, Any] | None = json.loads(last) if _trailer(last) else None
    return said


def _failed(trailer: Mapping[str, Any]) -> tuple[Skipped, ...]:
    return tuple(Skipped(**each) for each in trailer.get("failed", ()))


def _trailer(line: bytes) -> tuple[int, str] | None:
    """Count and checksum of a trailer; None where the line is none."""
    try:
        said = json.loads(line)
        if said["schema"] != PART_SCHEMA:
            return None
        return int(said["articles"]), str(said["sha256"])
    except (ValueError, KeyError, TypeError):
        return None


def article_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a part that hold articles, each with its number from 1.

    Raises:
        InputError: the part is not whole, or cannot be read.
    """
    digest = hashlib.sha256()
    count = 0
    last = b""
    try:
        with path.open("rb") as file:
            for line in file:
                if last:
                    digest.update(last)
                    count += 1
                    yield count, last
                last = line
    except OSError as exc:
        raise InputError(f"{path}: cannot be read ({exc.strerror}).") from exc
    if _trailer(last) != (count, digest.hexdigest()):
        raise _not_whole(path)


def _not_whole(path: Path) -> InputError:
    return InputError(
        f"{path}: the part is not whole.", "Give the same 'framing analyse' command again."
    )


def is_part(path: Path) -> bool:
    """Whether the file has the name of a part."""
    return _PART.fullmatch(path.name) is not None


def sweep(folder: Path, numbers: Iterable[int]) -> None:
    """Take away what stopped runs left half-written of these parts and of the list of parts; what
    is being written stays."""
    wanted = {str(number) for number in numbers}
    for path in (*folder.glob(".part*.tmp"), *folder.glob(".sums*.tmp")):
        named = _TEMPORARY.fullmatch(path.name)
        if not named or (named[1] and str(int(named[1])) not in wanted):
            continue
        if not is_held(path):
            with suppress(OSError):
                path.unlink(missing_ok=True)


def write_json(path: Path, value: Any) -> None:
    """Write a small file whole or not at all, unless it says the same already.

    Raises:
        OutputError: it cannot be written.
    """
    data = (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
    try:
        if path.is_file() and path.read_bytes() == data:
            return
        with temporary_beside(path) as (file, temporary):
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            temporary.replace(path)
    except OSError as exc:
        raise OutputError(
            f"{path} cannot be written: {exc.strerror or exc}.",
            "Name another place with -o, or mend the folder's permissions.",
        ) from exc


def _sync_folder(folder: Path) -> None:
    """Bring the folder's new name to the disk, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
