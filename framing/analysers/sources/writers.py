"""What who writes says in the first person: 'I suspect', 'we just hope' outside quotation marks is
the outlet's own account, and nobody's whom it quotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from framing.analysers.sources.reading import TURN, Reading

if TYPE_CHECKING:
    from framing.text.parse import ParsedArticle

_FIRST = frozenset({"I", "We", "we", "me", "us"})  # 'US' is none
_SHORTENED = re.compile(r"['’](?:ll|m|d|ve|re)$")
_MARKS = "\"“”„«»‘’'"


def is_the_writers(parsed: ParsedArticle, reading: Reading) -> bool:
    """Whether 'I' or 'we' is the source in the copy's own words. In an article without quotation
    marks nothing tells that, nor in a paragraph that one opens."""
    source, text = reading.source, parsed.text
    if source is None or reading.rule == TURN or not parsed.quotations:
        return False
    if _SHORTENED.sub("", source.of(text)) not in _FIRST:
        return False
    sentence = parsed.sentence_at(source.start)
    if sentence is None or any(q.span.contains(source) for q in parsed.quoted(source)):
        return False
    start = parsed.paragraphs[sentence.paragraph].start
    return not any(mark in _MARKS for mark in text[start : start + 1])
