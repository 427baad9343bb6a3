"""What every reader is: a kind of input, how to know it, and one function from a file to articles.

A new format is one file: it holds a ``Reader``, registered in the entry point group
``framing.readers``. Those that ship are registered as a stranger's are.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib.metadata import entry_points
from types import ModuleType
from typing import Any

from framing.errors import FramingError, InputError
from framing.models import Field, Removed, Skipped, Suspected

ENTRY_POINT_GROUP = "framing.readers"
MAX_CHARACTERS = 400_000  # a longer text is a book or a database, not an article
MAX_BYTES = 1 << 30  # of a file, and of all that an archive holds
_HEAD = 1 << 16

Metadata = Mapping[str, Field[str]]


class NoArticlesError(InputError):
    """The file is sound, but articles are not what it is for (a table without a column 'text').

    In a folder it is passed over, which a report does not tell: where a reader was to find an
    article and found none, it raises ``InputError`` instead.
    """


@dataclass(frozen=True)
class InputFile:
    """A file to read, on disk or inside another.

    Attributes:
        name: its name without folders; the suffix says what it should be.
        shown: the path to name it by.
        load: gives its bytes (asked once).
        size: how many bytes that is.
        as_is: whether texts must come back as they stand.
        columns: the user's names of a table's columns, by field ('text', 'outlet', …).
        metadata: what the file around it says of it, such as the address that a page came from.
        captured: whether a crawl brought it along, that nobody chose it as an article.
    """

    name: str
    shown: str
    load: Callable[[], bytes]
    size: int
    as_is: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    metadata: Metadata = field(default_factory=dict)
    captured: bool = False

    @property
    def stem(self) -> str:
        """The name without its last suffix."""
        return self.name.rpartition(".")[0] or self.name

    @property
    def suffix(self) -> str:
        """The last suffix in lower case with its dot, or nothing."""
        stem, dot, suffix = self.name.rpartition(".")
        return f".{suffix.lower()}" if dot and stem else ""

    @cached_property
    def data(self) -> bytes:
        """The bytes.

        Raises:
            InputError: there are more than ``MAX_BYTES``.
            OSError: they cannot be read.
        """
        if self.size > MAX_BYTES:
            raise InputError(
                f"It is larger than {MAX_BYTES >> 20} MiB, the most that is read at once.",
                "Split it.",
            )
        return self.load()

    @cached_property
    def head(self) -> str:
        """The first 64 KiB as text whose ASCII characters are right, to know formats by."""
        start = self.data[:_HEAD]
        if start.startswith((b"\xff\xfe", b"\xfe\xff")):
            return start.decode("utf-16", "replace")
        return start.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


@dataclass(frozen=True, slots=True)
class RawArticle:
    """A text as a file holds it, before anything is done to it, and what is declared about it.

    ``id`` is None where the file declares none. ``name`` is what an id can be made of. ``file`` is
    the file's name. ``metadata`` holds declared values by the names of Article's fields.
    ``removed`` and ``suspected`` are what an earlier reading took out of it and doubted.
    """

    text: str
    path: str
    file: str
    name: str
    id: str | None = None
    metadata: Metadata = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()
    suspected: tuple[Suspected, ...] = ()


@dataclass(frozen=True, slots=True)
class FileContent:
    """What a file gave: articles, files inside it, what could not be read, and notes about it."""

    articles: tuple[RawArticle, ...] = ()
    files: tuple[InputFile, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()


def not_known(file: InputFile) -> float:  # noqa: ARG001  (what a sniff is asked)
    """The sniff of a format that is known by its suffix alone."""
    return 0.0


@dataclass(frozen=True, slots=True)
class Reader:
    """One format.

    Attributes:
        name: the kind of input in words, as users read it: 'Nexis (Word)'.
        suffixes: of files that are this format unless a sniff says otherwise; lower case, with the
            dot. Empty where only the content tells.
        read: from a file to its articles. Raises InputError where the file as a whole cannot be
            read; message and hint do not repeat the path.
        sniff: how surely the content is this format, whatever the suffix: 0 no; up to .5 the
            general kind (HTML, a zip archive); 1 this very format. The surest reader reads.
    """

    name: str
    suffixes: frozenset[str]
    read: Callable[[InputFile], FileContent] = field(repr=False)
    sniff: Callable[[InputFile], float] = field(default=not_known, repr=False)


@lru_cache(maxsize=1)
def registered() -> tuple[Reader, ...]:
    """The readers that this and other installed packages register, sorted by name of entry.

    Raises:
        FramingError: one cannot be loaded or is no reader, or none is registered.
    """
    found = []
    for point in sorted(entry_points(group=ENTRY_POINT_GROUP), key=lambda p: p.name):
        try:
            reader = point.load()
        except Exception as exc:  # whatever a stranger's module raises on import
            raise FramingError(
                f"The reader '{point.name}' ({point.value}) cannot be loaded: {exc}.",
                "Mend or uninstall the package that registers it.",
            ) from exc
        if not isinstance(reader, Reader):
            raise FramingError(
                f"'{point.value}' is not a reader.",
                "It must be a framing.readers.base.Reader(name, suffixes, read, sniff).",
            )
        found.append(reader)
    if not found:
        raise FramingError(
            "No reader of articles is registered.", "Install framing again: pip install -e ."
        )
    return tuple(found)


def reader_of(file: InputFile) -> Reader | None:
    """The reader for a file: the one that knows its content most surely, else by its suffix."""
    readers = registered()
    surest = max(readers, key=lambda reader: reader.sniff(file))
    if surest.sniff(file) > 0:
        return surest
    return next((reader for reader in readers if file.suffix in reader.suffixes), None)


def suffixes() -> frozenset[str]:
    """The suffixes of all files that are read."""
    return frozenset().union(*(reader.suffixes for reader in registered()))


def library(module: str, extra: str, what: str) -> Any:
    """An optional library, imported when it is first needed.

    Args:
        module: its module's name.
        extra: the extra of this package that installs it.
        what: the kind of input that needs it, in the plural.

    Raises:
        InputError: it is not installed; the hint is the line that installs it.
    """
    try:
        found: ModuleType = importlib.import_module(module)
    except ImportError as exc:
        package = module.partition(".")[0]
        raise InputError(
            f"To read {what}, the library {package} is needed, and it is not installed.",
            f"pip install 'framing[{extra}]'",
        ) from exc
    return found


def giving(data: bytes) -> Callable[[], bytes]:
    """A function that gives those bytes, for files that were unpacked already."""
    return lambda: data


def too_long(characters: int) -> str:
    """Why a text of so many characters is skipped."""
    return (
        f"It is too long for one article: {characters:,} characters (at most {MAX_CHARACTERS:,})."
    )


TOO_LONG_HINT = "Split it: one article per file, or one per row of a .jsonl or .csv table."
