"""What the exports of press databases have in common: documents, and the checks that they allow.

An export says how many documents it holds and how long each is: what was read is held against
that, and what does not fit is told. An export whose documents lack title, outlet and date is not
understood, and is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from framing.errors import InputError
from framing.models import Field, Provenance, Skipped
from framing.readers.base import (
    MAX_CHARACTERS,
    TOO_LONG_HINT,
    FileContent,
    InputFile,
    RawArticle,
    too_long,
)
from framing.readers.dates import read_date

_TOLERANCE = 0.05  # of the declared number of words
_FEW = 10  # words; databases count titles, credits and numbers each in their own way
_BY = re.compile(r"^(?:by|par|von|por|di|da|door)[:\s]\s*", re.I)


@dataclass(frozen=True, slots=True)
class Document:
    """One document of an export, as the database declares it; empty where it declares nothing.

    ``loaded`` is when the database took it in: near its date, where that is missing. ``counted`` is
    all text that the database may have counted as words, where that is more than the text.
    ``problem`` says why the document is no article.
    """

    title: str = ""
    outlet: str = ""
    date: str = ""
    text: str = ""
    byline: str = ""
    dateline: str = ""
    language: str = ""
    url: str = ""
    id: str = ""
    loaded: str = ""
    words: int | None = None
    counted: str = ""
    problem: str = ""


def content_of(
    documents: Sequence[Document],
    file: InputFile,
    *,
    kind: str,
    expected: str,
    declared: int | None = None,
) -> FileContent:
    """The articles of an export.

    Args:
        documents: in order.
        file: the export.
        kind: what the export calls itself, for evidence: 'Nexis', 'Factiva', …
        expected: what a document of it looks like, for the message where none does.
        declared: how many documents the export says it holds.

    Raises:
        InputError: no document has an outlet, a date and a text.
    """
    if not any(d.outlet and read_date(d.date) and d.text for d in documents):
        problems = [document.problem for document in documents if document.problem]
        if documents and len(problems) == len(documents):
            raise InputError(f"It is an export of {kind} without whole texts. {problems[0]}", "")
        raise InputError(
            f"It looks like an export of {kind}, but its layout is not known: no document with "
            "outlet, date and text was found.",
            f"Expected: {expected}.",
        )
    articles: list[RawArticle] = []
    skipped: list[Skipped] = []
    unlike = 0
    for number, document in enumerate(documents, 1):
        where = f"{file.shown}, document {number}"
        if document.problem or not document.text.strip():
            reason = document.problem or "It holds no text."
            skipped.append(Skipped(where, f"{_named(document)}{reason}", ""))
            continue
        if len(document.text) > MAX_CHARACTERS:
            skipped.append(Skipped(where, too_long(len(document.text)), TOO_LONG_HINT))
            continue
        notes = list(_lacking(document, kind))
        if note := _length_note(document, kind):
            notes.append(note)
            unlike += 1
        articles.append(_article(document, file, kind, number, tuple(notes)))
    told = []
    if declared is not None and declared != len(documents):
        told.append(
            f"{file.shown}: it declares {declared} documents, {len(documents)} were found: some "
            "may be missing."
        )
    if unlike:
        told.append(
            f"{file.shown}: the length of {unlike} of {len(articles)} documents differs by more "
            "than 5% from the one declared (see their notes)"
            + (
                "; the database may count words in a way of its own."
                if unlike * 2 > len(articles)
                else "."
            )
        )
    return FileContent(tuple(articles), skipped=tuple(skipped), notes=tuple(told))


def number_in(text: str) -> int | None:
    """The first number of a text ('1,823 words' is 1823), or None."""
    match = re.search(r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?!\d)|\d+", text)
    return int(re.sub(r"\D", "", match[0])) if match else None


def _named(document: Document) -> str:
    return f"'{document.title}': " if document.title else ""


def _lacking(document: Document, kind: str) -> list[str]:
    lacking = [
        what
        for what, value in (
            ("title", document.title),
            ("outlet", document.outlet),
            ("date", read_date(document.date or document.loaded)),
        )
        if not value
    ]
    return [f"The {kind} export gives no {' and no '.join(lacking)} of it."] if lacking else []


def _length_note(document: Document, kind: str) -> str:
    """What to say where the words that were read are not as many as declared."""
    if document.words is None:
        return ""
    # Databases count in ways of their own: with the title and credits or without, 'well-known' as
    # one word or two, numbers or not.
    body = len(document.text.split())
    credit = f"{document.title} {document.byline} {document.dateline}"
    low = sum(any(map(str.isalpha, word)) for word in document.text.split())
    high = len(re.findall(r"\w+", f"{document.counted or document.text} {credit}"))
    slack = max(_FEW, _TOLERANCE * document.words)
    if low - slack <= document.words <= high + slack:
        return ""
    return (
        f"{kind} declares {document.words} words, {body} were read: hold it against the original."
    )


def _article(
    document: Document, file: InputFile, kind: str, number: int, notes: tuple[str, ...]
) -> RawArticle:
    published = read_date(document.date)
    values = {
        "title": document.title,
        "outlet": document.outlet,
        "published": published.isoformat() if published else "",
        "byline": _BY.sub("", document.byline).strip(),
        "dateline": document.dateline,
        "language": document.language,
        "url": document.url,
    }
    words = {"published": f"{kind}: '{document.date.strip()}'"}
    metadata = dict(file.metadata)
    loaded = read_date(document.loaded)
    if loaded and not published:
        metadata["published"] = Field(
            loaded.isoformat(), Provenance.GUESSED, f"{kind} took it in then: '{document.loaded}'"
        )
    for field, value in values.items():
        if value.strip():
            metadata[field] = Field(
                value.strip(), Provenance.DECLARED, words.get(field, f"the {kind} export")
            )
    name = f"{file.stem}-{number}"
    return RawArticle(
        document.text, file.shown, file.name, name, document.id or None, metadata, notes
    )
