"""Tags that nobody closed, that close nothing, or that stand where HTML has none of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from framing.report.document import tags_in
from framing.report.traced import Place, Traced, line_starts

# Mistakes of the parser about the characters of a text, which articles may hold.
_OF_TEXTS = re.compile("codepoint|null|entity|-char")
_AT_END = re.compile("closing-tag|eof-in")
# What HTML closes by itself where something else ends (§ 13.1.2.4, optional tags).
_CLOSED_ALONE = frozenset(
    "html body p li dt dd rt rp optgroup option thead tbody tfoot tr td th colgroup".split()
)


def unbalanced(traced: Traced) -> Iterator[tuple[Place, str]]:
    """Tags that are not closed, close nothing, or stand where HTML has none of them."""
    from tinyhtml5.parser import HTMLParser  # noqa: PLC0415

    # Each element knows where in the document its tag stands.
    pieces, starts = [], []
    end = 0
    for offset, name in tags_in(traced.text):
        cut = offset + 1 + len(name)
        pieces.append(traced.text[end:cut])
        starts.append(cut)
        pieces.append(f' data-at="{offset}"')
        end = cut
    pieces.append(traced.text[end:])
    added = list(accumulate((len(piece) for piece in pieces[1::2]), initial=0))
    ends = [cut + more for cut, more in zip(starts, added[1:], strict=False)]
    text = "".join(pieces)
    lines = line_starts(text)

    def back(place: int) -> int:
        """Where a place of the text with the additions stands in the document."""
        return place - added[bisect_right(ends, place)]

    found: list[tuple[int, str]] = []

    class Parser(HTMLParser):  # type: ignore[misc]
        def parse_error(self, errorcode: str, datavars: Mapping[str, str] | None = None) -> None:
            if _OF_TEXTS.search(errorcode):
                return
            line, column = self.tokenizer.stream.position()
            here = back(max(lines[line - 1] + column - 1, 0))
            found.extend(_mistakes(errorcode, datavars or {}, self.tree.open_elements, here))

    Parser().parse(text)
    for offset, what in found:
        place = traced.own_before(offset)
        if place:
            yield place, what


def _mistakes(
    code: str, told: Mapping[str, str], open_elements: Sequence[Any], here: int
) -> Iterator[tuple[int, str]]:
    """Where in the document mistakes of tags stand, and what they are."""
    name = told.get("gotName") or told.get("name") or ""
    names = [each.name for each in open_elements]
    if name in names if "end-tag" in code else _AT_END.search(code):
        inner = len(names) - names[::-1].index(name) if name in names else 0
        for each in open_elements[inner:]:
            at = each.attributes.get("data-at")
            if at is not None and each.name not in _CLOSED_ALONE:
                yield int(at), f"<{each.name}> is not closed"
    elif "end-tag" in code:
        yield here, f"</{name}> closes nothing"
    else:
        tag = f"<{name}>: " if name else ""
        yield here, f"{tag}no HTML ({code.replace('-', ' ')})"
