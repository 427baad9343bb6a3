"""News feeds: RSS and Atom. Entries that give a summary only are told and not measured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from framing.errors import InputError
from framing.models import Field, Provenance, Skipped
from framing.readers.base import FileContent, InputFile, RawArticle, Reader
from framing.readers.dates import read_date
from framing.readers.markup import line, local, parse_html, parse_xml, without_markup

_WHOLE = 100  # words; a shorter entry is a summary
_BRIEF = 40  # words; of what is given as an entry's content, in paragraphs
_APPEARED = re.compile(r"\n*The post .{3,200} (?:appeared first|first appeared) on .{2,80}$", re.S)
_CUT = re.compile(r"(?:\[?(?:…|\.\.\.)\]?|read more|continue reading.{0,80})\s*$", re.I)
_ADVICE = "Save the articles' own pages (HTML), and give their folder."


def read_feed(file: InputFile) -> FileContent:
    """The entries of a feed that hold whole articles.

    Raises:
        InputError: it is no feed, or all entries are summaries.
    """
    root = parse_xml(file.data)
    if local(root) not in ("rss", "feed", "rdf"):
        raise InputError(
            f"It is XML, but no news feed (its root is <{local(root)}>).", "RSS and Atom are read."
        )
    entries = [node for node in root.iter() if local(node) in ("item", "entry")]
    channel = next((node for node in root.iter() if local(node) == "channel"), root)
    name = _child(channel, "title")
    articles: list[RawArticle] = []
    skipped: list[Skipped] = []
    for number, entry in enumerate(entries, 1):
        text = _text(entry)
        title = _child(entry, "title")
        if text is None:
            reason = f"'{title}': the feed gives a summary only, which is not measured."
            skipped.append(Skipped(f"{file.shown}, entry {number}", reason, _ADVICE))
            continue
        articles.append(_article(entry, text, name, file, number))
    if not articles:
        what = (
            f"a news feed of {len(entries)} entr{'ies' if len(entries) > 1 else 'y'}"
            if entries
            else "a news feed without entries"
        )
        raise InputError(f"It is {what}, summary only: summaries are not measured.", _ADVICE)
    return FileContent(tuple(articles), skipped=tuple(skipped))


def _text(entry: Any) -> str | None:
    """An entry's whole text, or None where it gives no more than a summary."""
    for wanted in ("encoded", "content", "description"):
        for node in entry:
            if local(node) != wanted:
                continue
            inner = "".join(node.itertext()) if not len(node) else _inner(node)
            text = _APPEARED.sub("", without_markup(inner).strip())
            # What is given as the content may be short; a description of several paragraphs is one.
            enough = _BRIEF if wanted != "description" and "\n" in text else _WHOLE
            if len(text.split()) >= enough and not _CUT.search(text):
                return text
    return None


def _inner(node: Any) -> str:
    """XHTML inside an Atom entry, as paragraphs."""
    from framing.readers.markup import text_of  # noqa: PLC0415  (one rare case)

    return text_of([node])


def _article(entry: Any, text: str, name: str, file: InputFile, number: int) -> RawArticle:
    metadata = dict(file.metadata)
    day = next(filter(None, (read_date(words) for words in _dates(entry))), None)
    link = _child(entry, "link") or next(
        (node.get("href") or "" for node in entry if local(node) == "link"), ""
    )
    values = {
        "title": (_title(entry), "the feed's entry"),
        "outlet": (_child(entry, "source") or name, "the feed's title"),
        "byline": (_child(entry, "creator") or _author(entry), "the feed's entry"),
        "published": (day.isoformat() if day else "", "the feed's entry"),
        "url": (link, "the feed's entry"),
    }
    for field, (value, evidence) in values.items():
        if value:
            metadata[field] = Field(value, Provenance.DECLARED, evidence)
    return RawArticle(text, file.shown, file.name, f"{file.stem}-{number}", metadata=metadata)


def _title(entry: Any) -> str:
    """An entry's title; many are HTML inside the feed's own ('the mayor&amp;#8217;s plan')."""
    words = _child(entry, "title")
    inner = line(parse_html(f"<div>{words}</div>")) if re.search(r"&#?\w+;|<\w", words) else words
    return inner or words


def _author(entry: Any) -> str:
    node = next((node for node in entry if local(node) == "author"), None)
    if node is None:
        return ""
    # RSS: 'mail@example.org (Name)'. Atom: <name>.
    words = _child(node, "name") or line(node)
    match = re.search(r"\(([^)]+)\)", words)
    return match[1] if match else "" if "@" in words else words


def _dates(entry: Any) -> Iterator[str]:
    for wanted in ("pubdate", "published", "date", "issued", "updated"):
        yield from (line(node) for node in entry if local(node) == wanted)


def _child(node: Any, name: str) -> str:
    return next((line(each) for each in node if local(each) == name and line(each)), "")


def _sniff(file: InputFile) -> float:
    start = file.head[:4000]
    return (
        0.9 if re.search(r"<(?:rss|rdf:RDF|feed)\b[^>]*>", start) and "<html" not in start else 0.0
    )


FEED = Reader("news feed", frozenset({".rss", ".atom", ".rdf"}), read_feed, _sniff)
