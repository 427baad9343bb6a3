"""Plain text: one article a file. What only looks like text is told, never read as prose."""

from __future__ import annotations

import re

from framing.errors import InputError
from framing.readers.base import (
    MAX_CHARACTERS,
    TOO_LONG_HINT,
    FileContent,
    InputFile,
    NoArticlesError,
    RawArticle,
    Reader,
    too_long,
)
from framing.readers.encoding import decode
from framing.readers.several import several_in_lines

_MAX_BYTES = 4 * MAX_CHARACTERS  # no encoding takes more bytes for a character
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
# Markdown: pictures, links, headings, quotations, rules, emphasis.
_MARKDOWN = (
    (re.compile(r"!\[[^\[\]\n]*\]\([^()\n]*\)"), ""),
    (re.compile(r"\[([^\[\]\n]+)\]\([^()\n]*\)"), r"\1"),
    (re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$", re.M), r"\1"),
    (re.compile(r"^ {0,3}>[ \t]?", re.M), ""),
    (re.compile(r"^ {0,3}(?:-{3,}|\*{3,}|_{3,})[ \t]*$", re.M), ""),
    (re.compile(r"(?<![\w*])(\*{1,3})(?=\S)([^*\n]+?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w_])(_{1,3})(?=\S)([^_\n]+?)(?<=\S)\1(?![\w_])"), r"\2"),
)
_EXPORT = (
    "It looks like an export of several articles, but its layout is not known: {}.",
    "Exports of Nexis, Factiva, Europresse and ProQuest are read as the databases write them: for "
    "each document title, outlet, date and text, with the labels of the database ('Length: 870 "
    "words', 'WC', 'Full text:'). Save the articles one a file, or as a table.",
)
# What is no prose though it is text, and what to say of it.
_OTHER = (
    (re.compile(r"\s*<(?:\?xml|rss|feed)\b", re.I), "It is XML, not plain text."),
    (re.compile(r"\s*(?:\{\s*\"|\[\s*[\[{\"])"), "It is JSON, not plain text."),
    (re.compile(r"(?:[A-Z][\w-]+: .*\r?\n(?:[ \t].*\r?\n)*){3,}"), ""),
    (re.compile(r"WARC/\d"), "It is a web archive (WARC), not plain text."),
    (re.compile(r"\s*(?:WEBVTT\b|1\r?\n\d\d:\d\d:\d\d[,.]\d+ -->)"), "It holds subtitles."),
    (re.compile(r"\s*(?:TY  - |@\w+\{|PMID- )"), "It holds references, not articles' texts."),
    (re.compile(r"From \S+ .*\d{4}\r?\n\S+: "), "It is a mailbox: save each mail as .eml."),
)
_MAIL = re.compile(r"^(?:MIME-Version|Received|Content-Type|Message-ID|Return-Path): ", re.I | re.M)
_MANY = (
    (re.compile(r"^\s*(?:Document\s+)?\d+ (?:of|de|von) \d+(?: DOCUMENTS?)?\s*$", re.I | re.M), 2),
    (re.compile(r"^\s*End of Document\s*$", re.I | re.M), 2),
    (re.compile(r"^\s*Load-Date:\s", re.I | re.M), 2),
    (re.compile(r"^\s*(?:Full text|ProQuest document ID): ", re.I | re.M), 2),
    (re.compile(r"^\s*(?:LENGTH|WC)[:\s]+[\d,]+ words\s*$", re.I | re.M), 2),
    (re.compile(r"^\s*(?:Document|Dokument) [A-Z]{3,}\w{15,}\s*$", re.M), 2),
)


def read_text(file: InputFile) -> FileContent:
    """The file's text as one raw article.

    Raises:
        InputError: it is empty, binary, too long for an article, or data and not prose.
    """
    if file.size > _MAX_BYTES:
        raise InputError(too_long(file.size), TOO_LONG_HINT)
    decoded = decode(file.data)
    if len(decoded.text) > MAX_CHARACTERS:
        raise InputError(too_long(len(decoded.text)), TOO_LONG_HINT)
    if not decoded.text.strip():
        raise InputError("It is empty.", "Put the article's text into it, or take it away.")
    if not file.as_is:
        _refuse_data(decoded.text)
    notes = (decoded.note,) if decoded.note else ()
    marked = file.suffix in (".md", ".markdown") and not file.as_is
    return _one(_without_marks(decoded.text) if marked else decoded.text, file, notes)


def _without_marks(text: str) -> str:
    """A text without the marks of Markdown, a paragraph or heading a line as before."""
    for pattern, rest in _MARKDOWN:
        text = pattern.sub(rest, text)
    return text


def article_of(text: str, file: InputFile) -> FileContent:
    """The text of a document as one raw article.

    Raises:
        InputError: it is empty, too long, or an export of several articles.
    """
    if not text.strip():
        raise InputError("It holds no text.", "Put the article's text into it, or take it away.")
    if len(text) > MAX_CHARACTERS:
        raise InputError(too_long(len(text)), TOO_LONG_HINT)
    _refuse_data(text)
    return _one(text, file, ())


def _one(text: str, file: InputFile, notes: tuple[str, ...]) -> FileContent:
    article = RawArticle(
        text, file.shown, file.name, file.stem, metadata=file.metadata, notes=notes
    )
    return FileContent((article,))


def refuse_several(told: str) -> None:
    """Refuse an export whose layout is not known.

    Args:
        told: what tells that it is one, in words; '' for nothing.

    Raises:
        InputError: something does.
    """
    if told:
        raise InputError(_EXPORT[0].format(told), _EXPORT[1])


def _refuse_data(text: str) -> None:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    addresses = sum(bool(_ADDRESS.fullmatch(line)) for line in lines)
    if addresses and addresses >= 0.8 * len(lines):
        raise NoArticlesError(
            f"It is a list of {addresses} address{'es' if addresses > 1 else ''}, and nothing is "
            "fetched from the web.",
            "Save the pages themselves (HTML), and give their folder.",
        )
    for pattern, message in _OTHER:
        if pattern.match(text) and (message or len(_MAIL.findall(text[:4096])) >= 2):
            raise InputError(
                message or "It is a mail with its headers, not plain text.",
                "Give it the suffix of its format; framing reads .json, .xml, .eml, .warc, .rss.",
            )
    for pattern, enough in _MANY:
        found = pattern.findall(text)
        if len(found) >= enough:
            raise InputError(
                _EXPORT[0].format(f"'{found[0].strip()}' stands in it {len(found)} times"),
                _EXPORT[1],
            )
    refuse_several(several_in_lines(lines))


TEXT = Reader("text", frozenset({".txt", ".text", ".md", ".markdown"}), read_text)
