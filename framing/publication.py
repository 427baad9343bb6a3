"""A report and the folder of its data, written together: after any stop both are old, or both new.

All that is new is written into one hidden folder beside the report. Once it is whole a mark says
so, and the new takes the place of the old by renaming. Who starts next finds the mark and finishes
what was begun, or finds none and takes the folder away. A lock keeps a second writer out.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from framing.errors import OutputError
from framing.files import cannot_write, check_writable, shortened, umask

try:
    import fcntl
except ImportError:  # Windows, where a file that is open cannot be deleted
    fcntl = None  # type: ignore[assignment]

# Inside the hidden folder.
_LOCK, _READY, _REPORT, _DATA, _OLD = "lock", "ready", "report", "data", "old"
# Which thread of this process writes where: a lock would keep it out of its own output.
_held: dict[Path, int] = {}


def data_folder(report: Path) -> Path:
    """Where the data of a report go."""
    return report.with_name(report.stem + ".data")


@contextmanager
def claimed(report: Path) -> Iterator[None]:
    """While this holds, nobody else writes the report; first, what a killed run left is put right.

    Raises:
        OutputError: it cannot be written, or somebody writes it.
    """
    check_writable(report)
    key = report.resolve()
    if _held.get(key) == threading.get_ident():
        yield
        return
    hidden = _hidden(report)
    handle = _locked(hidden, report)
    _held[key] = threading.get_ident()
    try:
        try:
            _recover(hidden, report)
        except OSError as exc:
            raise cannot_write(report, exc) from exc
        yield
    finally:
        del _held[key]
        if not (hidden / _READY).exists():
            shutil.rmtree(hidden, ignore_errors=True)
        if handle is not None:
            os.close(handle)


def publish(
    report: Path, content: bytes, files: Mapping[str, bytes] | Iterable[tuple[str, Iterable[bytes]]]
) -> Path:
    """Write a report and its data. Data files of those names are replaced; whatever else lies in
    their folder stays.

    Args:
        report: the report's file.
        content: what it holds.
        files: the data files by name, or each with its name and in pieces, asked for one by one.

    Returns:
        The folder of the data.

    Raises:
        OutputError: they cannot be written, or somebody else writes them; what was there stays.
    """
    data = data_folder(report)
    if data.exists() and not data.is_dir():
        raise OutputError(f"{data} is a file, and no folder.", "Move it away, or use another -o.")
    with claimed(report):
        hidden = _hidden(report)
        try:
            new = hidden / _DATA
            new.mkdir()
            if isinstance(files, Mapping):
                files = ((name, [held]) for name, held in files.items())
            for name, pieces in files:
                _write_to_disk(new / name, pieces)
            _write_to_disk(hidden / _REPORT, [content])
            (hidden / _REPORT).chmod(0o666 & ~umask())
            if data.exists():
                _take_along(data, new)
            # What says that all is there must not reach the disk before all the rest does, or a
            # machine that loses its power would swap in empty files.
            for folder in (new, hidden):
                _to_disk(folder)
            (hidden / _READY).touch()
            _to_disk(hidden)
        except OSError as exc:
            _clear(hidden)
            raise cannot_write(report, exc) from exc
        try:
            _swap(hidden, report)
            _to_disk(report.parent)
        except OSError as exc:
            _put_back(hidden, report)
            raise cannot_write(report, exc) from exc
    return data


def _hidden(report: Path) -> Path:
    return report.with_name(f".framing-{shortened(report.name)}")


def _locked(hidden: Path, report: Path) -> int | None:
    """The hidden folder's lock, taken; None where the system has none."""
    while True:
        try:
            hidden.mkdir(exist_ok=True)
            handle = os.open(hidden / _LOCK, os.O_RDWR | os.O_CREAT, 0o666)
        except FileNotFoundError:  # its owner took the folder away in between
            continue
        except OSError as exc:
            raise cannot_write(report, exc) from exc
        if fcntl is None:
            os.close(handle)
            return None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            os.close(handle)
            raise OutputError(
                f"{report}: another run of framing is writing it.",
                "Wait until it is done, or name another file with -o.",
            ) from exc
        except OSError:  # some network file systems have no locks
            return handle
        with suppress(OSError):
            if os.fstat(handle).st_ino == (hidden / _LOCK).stat().st_ino:
                return handle
        os.close(handle)


def _recover(hidden: Path, report: Path) -> None:
    """Finish what a killed run had whole, and take away what it had not."""
    if (hidden / _READY).exists():
        _swap(hidden, report)
    else:
        _clear(hidden)


def _swap(hidden: Path, report: Path) -> None:
    """Let the new take the place of the old, from wherever an earlier run was stopped."""
    data, new, old = data_folder(report), hidden / _DATA, hidden / _OLD
    if new.exists():
        if data.exists() and not old.exists():
            data.replace(old)
        elif data.exists():  # somebody made one anew in between
            _take_along(data, new)
            shutil.rmtree(data)
        new.replace(data)
    if (hidden / _REPORT).exists():
        (hidden / _REPORT).replace(report)
    if old.is_dir() and not old.is_symlink():
        _take_along(old, data)  # what came meanwhile
    (hidden / _READY).unlink()
    _clear(hidden)


def _put_back(hidden: Path, report: Path) -> None:
    """Leave the old where it was, if the new could not take its place as a whole."""
    data, new, old = data_folder(report), hidden / _DATA, hidden / _OLD
    with suppress(OSError):
        if not (hidden / _REPORT).exists():
            return  # all that is new is there
        if data.exists() and not new.exists():
            data.replace(new)
        if old.exists() and not data.exists():
            old.replace(data)
        (hidden / _READY).unlink()


def _take_along(folder: Path, new: Path) -> None:
    """Give the new folder the files of the old one that it has not: the same files where the file
    system can, so that nothing is lost at any moment, and else copies."""
    for entry in sorted(folder.iterdir()):
        target = new / entry.name
        if entry.is_dir() and not entry.is_symlink():
            target.mkdir(exist_ok=True)
            _take_along(entry, target)
        elif not os.path.lexists(target):
            _link_or_copy(entry, target)


def _link_or_copy(file: Path, target: Path) -> None:
    try:
        os.link(file, target, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(file, target, follow_symlinks=False)


def _write_to_disk(file: Path, pieces: Iterable[bytes]) -> None:
    with file.open("wb") as opened:
        opened.writelines(pieces)
        opened.flush()
        os.fsync(opened.fileno())


def _to_disk(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system lets folders be opened for that."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        with suppress(OSError):  # some network file systems cannot
            os.fsync(handle)
    finally:
        os.close(handle)


def _clear(hidden: Path) -> None:
    """Take away all that is in the hidden folder but its lock."""
    for entry in hidden.iterdir():
        if entry.name == _LOCK:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            with suppress(OSError):
                entry.unlink()
