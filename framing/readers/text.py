"""Plain text: one article a file."""

from __future__ import annotations

from pathlib import Path

from framing.errors import InputError
from framing.readers.base import MAX_CHARACTERS, TOO_LONG_HINT, FileContent, RawArticle, too_long
from framing.readers.encoding import decode

_MAX_BYTES = 4 * MAX_CHARACTERS  # no encoding takes more bytes for a character


class TextReader:
    """Reads a file of plain text as one article."""

    suffixes = frozenset({".txt", ".text"})

    def read(self, path: Path, shown: str) -> FileContent:
        """The file's text as one raw article.

        Raises:
            InputError: it is empty, binary or too long for an article.
        """
        size = path.stat().st_size
        if size > _MAX_BYTES:
            raise InputError(too_long(size), TOO_LONG_HINT)
        decoded = decode(path.read_bytes())
        if len(decoded.text) > MAX_CHARACTERS:
            raise InputError(too_long(len(decoded.text)), TOO_LONG_HINT)
        if not decoded.text.strip():
            raise InputError("It is empty.", "Put the article's text into it, or take it away.")
        notes = (decoded.note,) if decoded.note else ()
        return FileContent((RawArticle(decoded.text, shown, path.name, path.stem, notes=notes),))
