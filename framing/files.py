"""Where the packaged data and templates are, and how the user's own files shadow them."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from framing.errors import OutputError

PACKAGE = Path(__file__).resolve().parent
OUTLETS = PACKAGE / "data" / "outlets"
LINES = PACKAGE / "data" / "lines"
OUTLET_NAMES = PACKAGE / "data" / "outlet_names.toml"
CODEBOOKS = PACKAGE / "data" / "codebooks"


def report_templates() -> Path:
    """The packaged ``report_templates`` folder.

    It stands at the top of the repository, where users look for it, and inside the package once
    a wheel is installed.
    """
    installed = PACKAGE / "report_templates"
    return installed if installed.is_dir() else PACKAGE.parent / "report_templates"


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the report, as the opening comment of its template says: 'Tone: what it shows.
    (section 4)'. ``place`` is None for one that is shown only where framing.toml names it."""

    name: str
    title: str
    place: int | None


def sections_in(folders: Iterable[Path]) -> Mapping[str, Section]:
    """The templates of ``sections/`` in these folders, by name; an earlier folder shadows a later
    one. 'outlet' is none: it is a part of 'outlet_pages'."""
    found: dict[str, Section] = {}
    for folder in folders:
        for path in sorted((folder / "sections").glob("*.html.j2")):
            name = path.name.removesuffix(".html.j2")
            with path.open(encoding="utf-8", errors="replace") as file:
                opening = re.match(r"\s*\{#-?\s*([^:.#]+)", text := file.read(2000))
            place = re.search(r"\(section (\d+)\)", text.partition("#}")[0])
            title = " ".join(opening[1].split()) if opening else name.replace("_", " ").capitalize()
            found.setdefault(name, Section(name, title, int(place[1]) if place else None))
    found.pop("outlet", None)
    return found


def packaged_sections() -> tuple[str, ...]:
    """The names of the sections that ship, in their places."""
    placed = sections_in([report_templates() / "default"]).values()
    ordered = sorted((s.place, s.name) for s in placed if s.place is not None)
    return tuple(name for _, name in ordered)


def by_stem(folders: Iterable[Path], suffix: str = ".toml") -> Mapping[str, Path]:
    """Files of the folders by stem; a file in an earlier folder shadows one of the same name.

    Folders that do not exist are passed over. The mapping is sorted by stem.
    """
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.glob(f"*{suffix}")):
            found.setdefault(path.stem, path)
    return dict(sorted(found.items()))


def check_writable(path: Path) -> None:
    """Find out before the work whether ``path`` can be written; makes missing parent folders.

    Raises:
        OutputError: it cannot; says why.
    """
    if path.is_dir():
        raise OutputError(f"{path} is a folder.", f"Name a file: -o {path / 'report.pdf'}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".framing-"):
            pass
    except OSError as exc:
        raise _cannot(path, exc) from exc


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        OutputError: it cannot be written; nothing is left behind.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".framing-")
    except OSError as exc:
        raise _cannot(path, exc) from exc
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        temporary.chmod(0o666 & ~umask())
        temporary.replace(path)
    except OSError as exc:
        raise _cannot(path, exc) from exc
    finally:
        temporary.unlink(missing_ok=True)


def write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder of files whole or not at all. Files of those names are replaced; whatever
    else lies in a folder of that name stays.

    Raises:
        OutputError: it cannot be written; the folder that was there stays as it was.
    """
    if path.exists() and not path.is_dir():
        raise OutputError(f"{path} is a file, and no folder.", "Move it away, or use another -o.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(dir=path.parent, prefix=".framing-"))
    except OSError as exc:
        raise _cannot(path, exc) from exc
    old = temporary.with_name(temporary.name + "-old")
    try:
        for name, content in files.items():
            (temporary / name).write_bytes(content)
        temporary.chmod(0o777 & ~umask())
        if path.exists():
            path.replace(old)
        temporary.replace(path)
    except OSError as exc:
        if old.exists() and not path.exists():
            old.replace(path)
        raise _cannot(path, exc) from exc
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    if old.exists():
        for kept in sorted(old.iterdir()):
            if kept.name not in files:
                kept.replace(path / kept.name)
        shutil.rmtree(old, ignore_errors=True)


def umask() -> int:
    """What new files of this process may not be."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _cannot(path: Path, exc: OSError) -> OutputError:
    return OutputError(
        f"{path} cannot be written: {exc.strerror or exc}.",
        "Name another place with -o, or mend the folder's permissions.",
    )


@contextmanager
def writing(path: Path) -> Iterator[IO[bytes]]:
    """A file to write piece by piece, that is there whole in the end or not at all.

    Raises:
        OutputError: it cannot be written; nothing is left behind.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".framing-")
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~umask())
        temporary.replace(path)
    except OSError as exc:
        raise _cannot(path, exc) from exc
    finally:
        if temporary:
            temporary.unlink(missing_ok=True)
