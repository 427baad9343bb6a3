"""What every reader is: a format's suffixes, and one function from a file to raw articles.

A new format is one file in this folder and a line in ``READERS`` (see ``collect``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from framing.errors import InputError
from framing.models import Field, Skipped

MAX_CHARACTERS = 400_000  # a longer text is a book or a database, not an article

# Names that columns of tables and of metadata.csv may have, and the field that each fills.
COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        **{"outlet": "outlet", "title": "title", "headline": "title", "byline": "byline"},
        **{"author": "byline", "dateline": "dateline", "published": "published"},
        **{"date": "published", "agencies": "agencies", "agency": "agencies"},
        **{"language": "language", "url": "url"},
    }
)


class NoArticlesError(InputError):
    """The file is sound, but articles are not what it holds (a table without a column 'text')."""


@dataclass(frozen=True, slots=True)
class RawArticle:
    """A text as a file holds it, before anything is done to it, and what is declared about it.

    ``id`` is None where the file declares none. ``name`` is what an id can be made of. ``file`` is
    the file's name. ``metadata`` holds declared values by field name.
    """

    text: str
    path: str
    file: str
    name: str
    id: str | None = None
    metadata: Mapping[str, Field[str]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileContent:
    """What one file gave: articles, rows that could not be read, and notes about the file."""

    articles: tuple[RawArticle, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()


class Reader(Protocol):
    """One format.

    Attributes:
        suffixes: of the files it reads, in lower case, with the dot.
    """

    suffixes: frozenset[str]

    def read(self, path: Path, shown: str) -> FileContent:
        """Read the file at ``path``; ``shown`` is the path to name it by.

        Raises:
            InputError: the file as a whole cannot be read; message and hint do not repeat the path.
        """
        ...


def too_long(characters: int) -> str:
    """Why a text of so many characters is skipped."""
    return (
        f"It is too long for one article: {characters:,} characters (at most {MAX_CHARACTERS:,})."
    )


TOO_LONG_HINT = "Split it: one article per file, or one per row of a .jsonl or .csv table."
