"""Where the packaged data and templates are, and how the user's own files shadow them."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from framing.errors import FramingError, MissingDependencyError, OutputError

try:
    import fcntl
except ImportError:  # Windows, where a file that is open cannot be deleted
    fcntl = None  # type: ignore[assignment]

_TEMPORARY = ".tmp"
_LONGEST = 180  # bytes of a file's name in that of its temporary
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


@contextmanager
def installed_whole(path: Path) -> Iterator[None]:
    """Within it, whatever goes wrong with a file of this package is told as what it is.

    Raises:
        MissingDependencyError: the file is missing or damaged.
    """
    try:
        yield
    except FramingError:
        raise
    except Exception as exc:  # a file that is cut off raises whatever zipfile, numpy and json raise
        why = str(exc).splitlines()[0] if str(exc) else repr(exc)
        raise MissingDependencyError(
            f"{path} is missing or damaged ({why}).",
            "Install framing again: pip install --force-reinstall framing",
        ) from exc


def packaged_toml(path: Path) -> dict[str, Any]:
    """What a TOML file of this package holds.

    Raises:
        MissingDependencyError: the file is missing or damaged.
    """
    with installed_whole(path):
        return tomllib.loads(path.read_text(encoding="utf-8"))


def digest_of(files: Mapping[str, Path]) -> str:
    """One SHA-256 digest of files: of their names, sorted, and of what each holds."""
    whole = hashlib.sha256()
    for name in sorted(files):
        whole.update(f"{hashlib.sha256(files[name].read_bytes()).hexdigest()}  {name}\n".encode())
    return whole.hexdigest()


def check_writable(path: Path) -> None:
    """Find out before the work whether ``path`` can be written; makes missing parent folders.

    Raises:
        OutputError: it cannot; says why.
    """
    if path.is_dir():
        raise OutputError(f"{path} is a folder.", f"Name a file: -o {path / 'report.pdf'}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path.parent, prefix=".framing-"):
            pass
    except OSError as exc:
        raise cannot_write(path, exc) from exc


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        OutputError: it cannot be written; nothing is left behind.
    """
    with writing(path) as file:
        file.write(content)


def umask() -> int:
    """What new files of this process may not be."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def cannot_write(path: Path, exc: OSError) -> OutputError:
    """What is said where a file cannot be written."""
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
        begins = f".framing-{shortened(path.name)}."
        _sweep(path.parent, begins)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=begins, suffix=_TEMPORARY)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            hold(file)
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~umask())
        temporary.replace(path)
    except OSError as exc:
        raise cannot_write(path, exc) from exc
    finally:
        if temporary:
            temporary.unlink(missing_ok=True)


def shortened(name: str) -> str:
    """A file's name, cut where a longer one made of it would be too long for file systems."""
    return os.fsdecode(os.fsencode(name)[:_LONGEST])


def hold(file: IO[bytes]) -> None:
    """Lock a file for as long as it is open, so that nobody takes it for a killed run's."""
    if fcntl:
        with suppress(OSError):  # some network file systems have no locks
            fcntl.flock(file, fcntl.LOCK_EX)


def is_held(path: Path) -> bool:
    """Whether a running process writes the file."""
    if fcntl is None:
        return False
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _sweep(folder: Path, begins: str) -> None:
    """Take away what killed runs left of a file that they were writing."""
    for path in folder.iterdir():
        if path.name.startswith(begins) and path.name.endswith(_TEMPORARY) and not is_held(path):
            with suppress(OSError):
                path.unlink(missing_ok=True)
