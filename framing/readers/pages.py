"""Saved web pages: HTML and MHTML.

The article's text is what trafilatura finds, tuned for precision. Title, outlet, date, byline and
address come from what the page says of itself: JSON-LD, meta elements, <h1>, <title>, <time>. What
the page does not say is not guessed from the rest of it.
"""

from __future__ import annotations

import email
import email.policy
import html
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from framing.errors import InputError
from framing.models import Field, Provenance
from framing.readers.base import (
    FileContent,
    InputFile,
    NoArticlesError,
    RawArticle,
    Reader,
    giving,
    library,
)
from framing.readers.markup import (
    HTML,
    decode_markup,
    line,
    local,
    parse_html,
    without_markup,
)
from framing.readers.names import plain_name
from framing.readers.page_fields import Said, fields_of, printed_date, said_of
from framing.readers.several import several_in_page
from framing.readers.text import refuse_several

_MIN_WORDS = 40  # a page with less text is an index, a player or a notice
_LOST = 0.5  # share of a page's text, below which what was found is not the article
_LINKED = 0.6  # share of words in links, from which a text is a list of links
_LONG = 15  # words; shorter paragraphs are captions, teasers and menus as often as text
_WHOLE = 150  # words of an <article> that is no teaser
_BESIDE = frozenset("aside footer nav header figure form table".split())


def read_page(file: InputFile) -> FileContent:
    """The article of a saved page.

    Raises:
        InputError: trafilatura is not installed, or the page holds no article.
    """
    text = decode_markup(file.data)
    tree = parse_html(text)
    said = said_of(tree)
    if said.metas.get("generator", "").startswith("framing "):
        raise NoArticlesError("It is a report that framing wrote, no article.", "")
    if not said.json_ld and not any(name.startswith("og:") for name in said.metas):
        refuse_several(several_in_page(tree))
    metadata = {**fields_of(said), **file.metadata}
    body = _body(text, said)
    if "published" not in metadata or metadata["published"].provenance is Provenance.GUESSED:
        metadata.update(printed_date(tree, metadata.get("title"), body))
    words = _count(body)
    if words < _MIN_WORDS or _is_index(body, tree):
        raise (NoArticlesError if file.captured else InputError)(
            f"No article was found on the page ({words} words of text).",
            "Save the article's own page with its text in view, or copy the text into a .txt file.",
        )
    notes = [] if words >= 2 * _MIN_WORDS else ["The page holds little text: a teaser or a stub?"]
    several = sum(_is_article(node) for node in tree.iter("article"))
    if several > 1:
        notes.append(
            f"The page holds {several} articles one below the other: hold the text against the "
            "first of them."
        )
    printed = _printed(tree)
    if words < _LOST * printed:
        notes.append(
            f"The page prints some {printed} words in paragraphs, and {words} were taken for the "
            "article: hold it against the original."
        )
    if any(str(each.get("isAccessibleForFree")).casefold() == "false" for each in said.json_ld):
        notes.append(
            "The page says that it is behind a paywall: hold its end against the original."
        )
    title = metadata.get("title")
    if title:
        body = _without_title(body, title.value)
    article = RawArticle(
        "\n\n".join(body),
        file.shown,
        file.name,
        file.stem,
        metadata=metadata,
        notes=tuple(notes),
    )
    return FileContent((article,))


def read_mhtml(file: InputFile) -> FileContent:
    """The page inside an MHTML file (a browser's 'web page, single file').

    Raises:
        InputError: it holds no page.
    """
    message = email.message_from_bytes(file.data, policy=email.policy.default)
    address = str(message.get("Snapshot-Content-Location") or "")
    for part in message.walk():
        if part.get_content_type() not in ("text/html", "application/xhtml+xml"):
            continue
        payload = part.get_payload(decode=True)
        data = payload if isinstance(payload, bytes) else b""
        charset = part.get_content_charset()
        if charset and charset.lower() not in ("utf-8", "utf8"):
            with suppress(LookupError):
                data = data.decode(charset, "replace").encode("utf-8")
        address = address or str(part.get("Content-Location") or "")
        known = {}
        if address.startswith("http"):
            known["url"] = Field(address, Provenance.EXTRACTED, "Content-Location")
        page = replace(file, load=giving(data), size=len(data), metadata={**file.metadata, **known})
        return read_page(page)
    raise InputError("It is an MHTML file without a page.", "Save the page again.")


def _body(text: str, said: Said) -> list[str]:
    """The paragraphs of the article on a page.

    Precision first. Where that leaves out most of the page's paragraphs, it has lost the article,
    and what is found without it, or the text that the page gives in JSON-LD, is taken instead.
    """
    body = _extracted(text, precise=True)
    words = _count(body)
    if words < max(_MIN_WORDS, _LOST * _printed(said.tree)):
        wider = _extracted(text, precise=False)
        if _count(wider) > words:
            body, words = wider, _count(wider)
    given = [_ for each in said.json_ld for _ in _given(each.get("articleBody"))]
    if words < _LOST * _count(given):
        body = given
    return body


def _is_index(body: Sequence[str], tree: Any) -> bool:
    """Whether what was found is a list of links to articles and no article."""
    whole = "\n".join(body)
    links = {line(node) for node in tree.iter("a")}
    linked = _count(text for text in links if len(text.split()) > 1 and text in whole)
    return linked > _LINKED * _count(body)


def _extracted(text: str, *, precise: bool) -> list[str]:
    trafilatura = library("trafilatura", "pages", "saved web pages")
    found = trafilatura.bare_extraction(
        text,
        favor_precision=precise,
        include_comments=False,
        include_tables=False,
        with_metadata=False,
    )
    if found is None or found.body is None:
        return []
    return [words for node in _blocks(found.body) if (words := line(node))]


def _count(paragraphs: Iterable[str]) -> int:
    return sum(len(paragraph.split()) for paragraph in paragraphs)


def _printed(tree: Any) -> int:
    """The words of the page's long paragraphs, those of asides and the like left out."""
    found = [
        line(node)
        for node in tree.iter("p")
        if not any(local(above) in _BESIDE for above in node.iterancestors())
    ]
    return _count(text for text in found if len(text.split()) >= _LONG)


def _given(value: object) -> list[str]:
    """The paragraphs of a text in JSON-LD."""
    if not isinstance(value, str):
        return []
    text = without_markup(html.unescape(value))
    return [" ".join(row.split()) for row in text.split("\n") if row.strip()]


def _blocks(body: Any) -> Iterator[Any]:
    """The paragraphs, cross-headings and list items of what was extracted."""
    for node in body:
        name = local(node)
        if name in ("list", "quote", "div", "table", "row") and len(node) and not _has_text(node):
            yield from _blocks(node)
        elif name not in ("graphic", "lb"):
            yield node


def _has_text(node: Any) -> bool:
    return bool((node.text or "").strip()) or any((child.tail or "").strip() for child in node)


def _without_title(body: Sequence[str], title: str) -> list[str]:
    """The paragraphs without the headline, where it is one of the first."""
    same = {plain_name(title)}
    return [text for at, text in enumerate(body) if at > 2 or plain_name(text) not in same]


def _is_article(node: Any) -> bool:
    """Whether an <article> holds a whole text, and no other <article> does around it."""
    if any(local(above) in ("article", *_BESIDE) for above in node.iterancestors()):
        return False
    return _count(text for each in node.iter("p") if (text := line(each))) >= _WHOLE


def _page_sniff(file: InputFile) -> float:
    if file.suffix in (".mht", ".mhtml", ".eml", ".xml", ".rss", ".atom"):
        return 0.0
    start = file.head[:20_000]
    strict = re.match(
        r"\s*(?:<\?xml[^>]*\?>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", start, re.I | re.S
    )
    return 0.5 if strict or (file.suffix in PAGE.suffixes and HTML.match(start)) else 0.0


def _mhtml_sniff(file: InputFile) -> float:
    head = file.head[:4096]
    is_one = re.search(r"^Content-Type:\s*multipart/related", head, re.I | re.M) and re.search(
        r"^(?:Snapshot-Content-Location|From: *\"?<?Saved by|Content-Location):?", head, re.I | re.M
    )
    return 0.8 if is_one else 0.0


PAGE = Reader("saved page (HTML)", frozenset({".html", ".htm", ".xhtml"}), read_page, _page_sniff)
MHTML = Reader("saved page (MHTML)", frozenset({".mht", ".mhtml"}), read_mhtml, _mhtml_sniff)
