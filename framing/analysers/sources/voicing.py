"""Whether a content is told in the speaker's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.models import Span, Voice

if TYPE_CHECKING:
    from framing.text.parse import ParsedArticle

_DIRECT = 0.9  # share of a content's letters inside quotation marks from which it is direct


def voice_of(parsed: ParsedArticle, content: tuple[Span, ...]) -> Voice:
    """Direct, indirect or mixed: by how many letters of the content stand in quotation marks."""
    text = parsed.text
    letters = inside = 0
    for span in content:
        letters += sum(c.isalnum() for c in span.of(text))
        for quotation in parsed.quoted(span):
            start, end = max(span.start, quotation.span.start), min(span.end, quotation.span.end)
            inside += sum(c.isalnum() for c in text[start:end])
    if not inside:
        return Voice.INDIRECT
    return Voice.DIRECT if inside >= _DIRECT * letters else Voice.MIXED
