"""The links of a finished document: to places that it has, and to the web, whoever wrote the
template and whatever an article says."""

from __future__ import annotations

import re
from html import unescape

_ATTRIBUTES = r"""(?:[^>"']|"[^"]*"|'[^']*')*"""
_LINK = re.compile(rf"<a(?=[\s/])({_ATTRIBUTES})>(.*?)</a\s*>", re.IGNORECASE | re.DOTALL)
_AREA = re.compile(rf"<area(?=[\s/])({_ATTRIBUTES})>", re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)
_SEGMENT = re.compile(r"""class="segment"[^>]*?\b(style="[^"]*")""", re.DOTALL)
_ID = re.compile(r"""\sid\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s\"'<>\\]+", re.IGNORECASE)


def safe_link(address: str | None) -> str:
    """An address that may become a link: http(s) only, else the empty string."""
    text = (address or "").strip()
    return text if _WEB.fullmatch(text) else ""


def guard_links(html: str) -> str:
    """The document with just the links that lead somewhere, and somewhere safe.

    A link to a place that this report lacks (a section that was left out or replaced) becomes plain
    text, and so does one that is neither a place of the document nor http(s).
    """
    places = {unescape(name) for name in _ID.findall(html)}

    def leads(attributes: str) -> bool:
        targets = [unescape("".join(found)).strip() for found in _HREF.findall(attributes)]
        return all(
            target[1:] in places if target.startswith("#") else bool(safe_link(target))
            for target in targets
        )

    def kept(match: re.Match[str]) -> str:
        if leads(match.group(1)):
            return match.group(0)
        segment = _SEGMENT.search(match.group(1))  # a place on a chart, which the text must keep
        if segment is None:
            return match.group(2)
        return f'<span class="segment" {segment.group(1)}>{match.group(2)}</span>'

    html = _LINK.sub(kept, html)
    return _AREA.sub(lambda m: m.group(0) if leads(m.group(1)) else "", html)
