"""Documents of word processors (Word, RTF, OpenDocument): one article a file, a paragraph a line.

Exports of databases come as such files, too: their own readers know them and come first. What looks
like an export and is none of those that are known is refused as it is in plain text.
"""

from __future__ import annotations

import importlib
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from framing.errors import InputError
from framing.readers.archives import DAMAGED, is_zip_with
from framing.readers.base import FileContent, InputFile, Reader
from framing.readers.markup import parse_xml
from framing.readers.text import article_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ODT = "mimetypeapplication/vnd.oasis.opendocument.text"
_LINK = re.compile(r"\{\\\*\\fldinst[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
_MOST_BYTES = 1 << 29
SECTION = "\f"  # stands for a new section of a Word file among the paragraphs


def read_word(file: InputFile) -> FileContent:
    """A Word file as one article.

    Raises:
        InputError: it is broken, empty, or an export whose layout is not known.
    """
    return _article(list(word_paragraphs(file.data)), file)


def read_rtf(file: InputFile) -> FileContent:
    """An RTF file as one article.

    Raises:
        InputError: it is empty, or an export whose layout is not known.
    """
    return _article(rtf_paragraphs(file.data), file)


def read_odt(file: InputFile) -> FileContent:
    """An OpenDocument text as one article.

    Raises:
        InputError: it is broken or empty, or an export whose layout is not known.
    """
    root = _part(file.data, "content.xml", "OpenDocument text")
    lines = [
        " ".join("".join(node.itertext()).split())
        for node in root.iter()
        if node.tag in (f"{_T}p", f"{_T}h")
    ]
    return _article(lines, file)


def _article(lines: Sequence[str], file: InputFile) -> FileContent:
    return article_of("\n\n".join(line for line in lines if line and line != SECTION), file)


def word_paragraphs(data: bytes) -> Iterator[str]:
    """The paragraphs of a Word file, and a mark where a section begins.

    Raises:
        InputError: it cannot be read.
    """
    for paragraph in _part(data, "word/document.xml", "Word file").iter(f"{_W}p"):
        yield _word_text(paragraph)
        if paragraph.find(f"{_W}pPr/{_W}sectPr") is not None:
            yield SECTION


def _part(data: bytes, name: str, what: str) -> Any:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entry = archive.getinfo(name)
            if entry.file_size > _MOST_BYTES:
                raise InputError(f"It is too large for one {what}.", "Split it.")
            return parse_xml(archive.read(entry))
    except (*DAMAGED, KeyError) as exc:
        raise InputError(f"It is no {what} that can be read.", "Save or export it again.") from exc


def _word_text(paragraph: Any) -> str:
    parts = []
    for node in paragraph.iter():
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag in (f"{_W}br", f"{_W}cr", f"{_W}tab"):
            parts.append(" ")
    return " ".join("".join(parts).split())


def rtf_paragraphs(data: bytes) -> list[str]:
    """The paragraphs of an RTF file."""
    striprtf: Any = importlib.import_module("striprtf.striprtf")  # only where RTF is read
    # striprtf puts the address of a link behind its words; titles are links here.
    marked = _LINK.sub("", data.decode("latin-1"))
    text = striprtf.rtf_to_text(marked, encoding="cp1252", errors="replace")
    return [" ".join(line.split()) for line in text.split("\n")]


def is_word(file: InputFile) -> bool:
    """Whether the file is a Word file, whatever it is called."""
    return is_zip_with(file, "word/document.xml")


def is_rtf(file: InputFile) -> bool:
    """Whether the file is RTF, whatever it is called."""
    return file.head.startswith("{\\rtf")


def _word_sniff(file: InputFile) -> float:
    return 0.6 if is_word(file) else 0.0


def _rtf_sniff(file: InputFile) -> float:
    return 0.6 if is_rtf(file) else 0.0


def _odt_sniff(file: InputFile) -> float:
    return 0.9 if file.head.startswith("PK") and _ODT in file.head[:200] else 0.0


WORD = Reader("Word", frozenset({".docx"}), read_word, _word_sniff)
RTF = Reader("RTF", frozenset({".rtf"}), read_rtf, _rtf_sniff)
ODT = Reader("OpenDocument", frozenset({".odt"}), read_odt, _odt_sniff)
