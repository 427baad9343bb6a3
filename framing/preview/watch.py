"""Which files a report is made of, and when they change."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import anyio
from watchfiles import awatch

from framing.files import report_templates
from framing.settings import SPEAKERS, Settings

# Milliseconds. Editors write in several steps: changes that come together count as one.
_TOGETHER, _STEP = 160, 20
# Not every file system tells of its changes (network drives do not): a look is taken this often.
_LOOK = 1000
Marks = Mapping[str, tuple[int, int]]
_FOLDER = (-1, -1)  # a folder's mark: its own time changes with everything in it


@dataclass(frozen=True, slots=True)
class Places:
    """Where the files are: ``flat`` folders or files without what is below, ``deep`` with it."""

    flat: tuple[Path, ...] = ()
    deep: tuple[Path, ...] = ()


def places_of(settings: Settings) -> Places:
    """Where the files of a report are, or would be."""
    folders, root, articles = settings.folders, settings.root, settings.articles
    flat = [*articles, *(folders.outlets or (root / "outlets",))]
    flat += folders.codebooks or (root / "codebooks",)
    flat += [path.parent / "metadata.csv" for path in articles]
    named = (settings.codebook, settings.file, settings.speakers)
    flat += [path for path in named if isinstance(path, Path)]
    flat += [root / name for name in SPEAKERS if settings.file]
    deep = (*(folders.templates or (root / "report_templates",)), report_templates())
    return Places(tuple(flat), deep)


def marks(places: Places) -> Marks:
    """Time and size of each file, by its path: where these are the same, nothing has changed."""
    found: dict[str, tuple[int, int]] = {}
    for place in places.flat:
        for file in (place, *(_entries(place))):
            _mark(file, found)
    for place in places.deep:
        for folder in (place, *_folders(place)):
            for file in _entries(folder):
                _mark(file, found)
    return found


def _mark(file: Path, found: dict[str, tuple[int, int]]) -> None:
    """Editors' own files do not count; neither do folders, whose files do."""
    if file.name.startswith(".") or file.name.endswith(("~", ".swp", ".tmp")):
        return
    try:
        stat = file.stat()
    except OSError:
        return
    found[str(file)] = _FOLDER if file.is_dir() else (stat.st_mtime_ns, stat.st_size)


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:  # no folder, or gone, or not to be read: reading it will say so
        return []


def _folders(top: Path) -> Iterator[Path]:
    for folder, below, _files in os.walk(top):
        below[:] = [name for name in below if not name.startswith(".")]
        yield from (Path(folder, name) for name in below)


def watched_folders(places: Places) -> frozenset[Path]:
    """The folders to watch; for a place that is not there, the nearest above it that is."""
    wanted = [*places.flat, *(p.parent for p in places.flat), *places.deep]
    wanted += [folder for place in places.deep for folder in (place.parent, *_folders(place))]
    return frozenset(_nearest(path.absolute()) for path in wanted)


def _nearest(path: Path) -> Path:
    return next((p for p in (path, *path.parents) if p.is_dir()), Path(path.anchor))


def told(before: Marks, now: Marks) -> tuple[str, ...]:
    """The files that are new, gone or different; folders, where no file tells more."""
    changed = sorted(p for p in before.keys() | now.keys() if before.get(p) != now.get(p))
    files = tuple(p for p in changed if _FOLDER not in (before.get(p), now.get(p)))
    return files or tuple(changed)


async def changes(
    places: Callable[[], Places], before: Marks, stop: anyio.Event
) -> AsyncIterator[tuple[str, ...]]:
    """The files that changed, each time that some did, until ``stop`` is set.

    Args:
        places: where to look; asked again after every change, for a change may move them.
        before: the marks that changes are told from.
        stop: ends the watching.
    """
    looked = places()
    while not stop.is_set():
        folders = watched_folders(looked)
        async for _ in awatch(
            *folders,
            watch_filter=None,
            debounce=_TOGETHER,
            step=_STEP,
            stop_event=stop,
            rust_timeout=_LOOK,
            yield_on_timeout=True,
            recursive=False,
            ignore_permission_denied=True,
        ):
            if places() != looked:
                # Other places hold other files, none of which has changed for that.
                looked = places()
                before = {path: before.get(path, mark) for path, mark in marks(looked).items()}
            now = marks(looked)
            if found := told(before, now):
                before = now
                yield found
            if watched_folders(looked) != folders:
                break
