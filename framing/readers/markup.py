"""HTML and XML: bytes to trees, and trees to paragraphs of text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree, html

from framing.errors import InputError

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]{3,30})""", re.I)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section "
    "summary table tbody td tfoot th thead tr ul paragraph".split()
)
_UNSEEN = frozenset(
    "script style head title noscript template svg iframe object select button".split()
)
_MARKUP = re.compile(r"<(?:p|br|div|span|strong|em|a|h[1-6]|ul|li)\b[^<>]*>", re.I)
_XML_MAX_DEPTH = 250

HTML = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|div|table|a)\b",
    re.I | re.S,
)


def decode_markup(data: bytes) -> str:
    """The text of an HTML file: by its mark, as UTF-8, by the charset that it declares, else
    as Windows-1252."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _CHARSET.search(data[:4096])
    for encoding in (declared[1].decode("ascii") if declared else "", "cp1252"):
        # Browsers read what calls itself Latin-1 as Windows-1252.
        wanted = (
            "cp1252" if encoding.casefold() in ("iso-8859-1", "latin1", "us-ascii") else encoding
        )
        try:
            return data.decode(wanted)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("cp1252", "replace")


def parse_html(text: str) -> Any:
    """The tree of an HTML page.

    Raises:
        InputError: it holds nothing.
    """
    # An encoding that the text declares is no longer true of it, and lxml would refuse it.
    body = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\x00", ""))
    try:
        return html.document_fromstring(body)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as exc:
        raise InputError("It is an empty page.", "Save the page again.") from exc


def parse_xml(data: bytes) -> Any:
    """The root of an XML document. Entities are not expanded and nothing is fetched.

    Raises:
        InputError: it is not well-formed.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as exc:
        raise InputError(f"It is not valid XML ({exc.msg}).", "Export or save it again.") from exc
    if root is None:
        raise InputError("It is not valid XML.", "Export or save it again.")
    return root


def local(element: Any) -> str:
    """An element's name without its namespace, in lower case; '' for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def line(element: Any) -> str:
    """All text of an element in one line; of a comment nothing."""
    if not local(element):
        return ""
    return " ".join("".join(element.itertext()).split())


def paragraphs(element: Any) -> list[str]:
    """The text that a browser would show of an element, one string a block."""
    found: list[str] = []
    parts: list[str] = []

    def flush() -> None:
        text = " ".join("".join(parts).split())
        parts.clear()
        if text:
            found.append(text)

    for event, value in _walk(element):
        if event == "text":
            parts.append(value)
        elif event == "break":
            # Two line breaks part paragraphs; one is a line within.
            if parts and parts[-1].endswith("\n"):
                flush()
            else:
                parts.append("\n")
        else:
            flush()
    flush()
    return found


def text_of(elements: Iterable[Any]) -> str:
    """The paragraphs of several elements, a blank line between them."""
    return "\n\n".join(text for element in elements for text in paragraphs(element))


def without_markup(text: str) -> str:
    """A text that a table holds as HTML, as paragraphs; any other text as it is."""
    if len(_MARKUP.findall(text)) < 2:
        return text
    return text_of([parse_html(f"<div>{text}</div>")])


def _walk(element: Any) -> Iterator[tuple[str, str]]:
    """Text, line breaks and borders of blocks, in order."""
    stack: list[tuple[Any, bool]] = [(element, False)]
    while stack:
        node, left = stack.pop()
        name = local(node)
        block = name in _BLOCKS
        if left:
            if block:
                yield "block", ""
            if node is not element and node.tail:
                yield "text", node.tail
            continue
        stack.append((node, True))
        if name in _UNSEEN or not name:
            continue
        if name == "br":
            yield "break", ""
            continue
        if block:
            yield "block", ""
        if node.text:
            yield "text", node.text
        stack.extend((child, False) for child in reversed(node))
