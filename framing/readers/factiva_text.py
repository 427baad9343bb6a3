"""Articles of Factiva pasted or saved as plain text: facts in lines, 'Document …' at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.readers.base import FileContent, InputFile, Reader
from framing.readers.dates import read_date
from framing.readers.encoding import decode
from framing.readers.exports import Document, content_of, number_in

_EXPECTED = (
    "for each article its title, a line such as '121 words', date and source in lines of their "
    "own, the text, and a line 'Document …' with its number"
)
_END = re.compile(r"Document (?P<id>[A-Z][A-Z0-9]{3,}[A-Za-z0-9]{6,})")
_WORDS = re.compile(r"[\d.,]+ words")
_TIME = re.compile(r"\d{1,2}:\d{2}(?: ?[AP]M)?(?: \w{2,5})?", re.I)
_COPYRIGHT = re.compile(r"(?:\(c\)|©|copyright\b).*", re.I)
_SUMMARY = re.compile(r"search summary", re.I)
_HEAD = 12  # lines in which the number of words stands
_FACTS = 14  # lines between it and the text


def read_text(file: InputFile) -> FileContent:
    """The articles of a text, each ended by its document number.

    Raises:
        InputError: its layout is not known.
    """
    documents: list[Document] = []
    chunk: list[str] = []
    for raw in decode(file.data).text.splitlines():
        words = " ".join(raw.split())
        ended = _END.fullmatch(words)
        if ended:
            documents.append(_document(chunk, ended["id"]))
            chunk = []
        else:
            chunk.append(words)
    return content_of(
        documents, file, kind="Factiva", expected=_EXPECTED, declared=len(documents) or None
    )


def _document(chunk: Sequence[str], number: str) -> Document:
    lines = list(chunk)
    while lines and (not lines[0] or _SUMMARY.fullmatch(lines[0])):
        lines.pop(0)
    counted = next((i for i, words in enumerate(lines[:_HEAD]) if _WORDS.fullmatch(words)), None)
    if counted is None:
        return Document(text="\n\n".join(_paragraphs(lines)), id=number)
    head = [words for words in lines[:counted] if words]
    below = lines[counted + 1 :]
    dated = next((i for i, words in enumerate(below[:4]) if words and read_date(words)), None)
    facts = [words for words in below[(dated or 0) + 1 : _FACTS] if not _TIME.fullmatch(words)]
    start = next(
        (i + 1 for i, words in enumerate(below[:_FACTS]) if _COPYRIGHT.fullmatch(words)),
        next((i for i, words in enumerate(below) if not words), len(below)),
    )
    text = _paragraphs(below[start:])
    return Document(
        title=head[0] if head else "",
        outlet=next((words for words in facts if words), "") if dated is not None else "",
        date=below[dated] if dated is not None else "",
        text="\n\n".join(text),
        byline=head[-1] if len(head) > 1 else "",
        id=number,
        words=number_in(lines[counted]),
    )


def _paragraphs(lines: Sequence[str]) -> list[str]:
    return [words for words in lines if words]


def _sniff(file: InputFile) -> float:
    if "<" in file.head[:200] or file.suffix not in ("", ".txt", ".text"):
        return 0.0
    rows = [line.strip() for line in file.data.decode("latin-1").splitlines()]
    ends = any(_END.fullmatch(row) for row in rows)
    return 0.92 if ends and any(_WORDS.fullmatch(row) for row in rows) else 0.0


TEXT = Reader("Factiva (text)", frozenset(), read_text, _sniff)
