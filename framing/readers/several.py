"""Signs that a file holds several documents of a database, whatever it calls their fields.

A database writes each document in the same form. Labels that come again as often as one another
with short facts behind them, or stretches of a page that are built alike, each with a day and a
text of its own, are no article's, even where none of the words is known.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import Any

from framing.readers.dates import read_date
from framing.readers.markup import line, local, paragraphs

_LABEL = re.compile(r"(?P<label>[^\W\d_][^:\n]{1,29}):\s+(?P<fact>\S.{0,79})")
_LENGTH = re.compile(r"[\d.,\u00a0\u202f ]+\s?[^\W\d_]{2,12}\.?")
_FEWEST_LABELS = 3
_FACT_WORDS = 8
_COVER = re.compile(
    r"(?:documents|dokumente|documenten|documentos|documenti|documents trouvés) \(\d{1,5}\)", re.I
)
_COVER_LINES = 12
_PROSE = 40  # words of a document's text
_LONG = 10  # words of a stretch of text that is prose
_HEAD_WORDS = 12  # of the line in which a document's day stands
_INSIDE = 6  # elements in it
_MOST = 0.8  # of the page's prose stands below such days
_DAY_WORDS = 4  # of a line that is a day
_NEAR = 3  # lines between a document's length and its day
_UNSEEN = frozenset(("script", "style", "head", "noscript"))
_PICTURES = frozenset(("figure", "figcaption"))


def several_in_lines(lines: Sequence[str]) -> str:
    """What tells that lines are several documents, in words; '' where nothing does."""
    cover = next((each for each in lines[:_COVER_LINES] if _COVER.fullmatch(each)), None)
    if cover:
        return f"it declares '{cover}'"
    counted = _counted(lines)
    if counted > 1:
        return f"a length and a date stand in it {counted} times, each above a text"
    facts: dict[str, list[str]] = defaultdict(list)
    for each in lines:
        match = _LABEL.fullmatch(each)
        if match and len(match["fact"].split()) <= _FACT_WORDS:
            facts[match["label"]].append(match["fact"])
    by_times: dict[int, list[str]] = defaultdict(list)
    for label, found in facts.items():
        by_times[len(found)].append(label)
    for times, labels in sorted(by_times.items(), reverse=True):
        told = any(all(map(_is_fact, facts[label])) for label in labels)
        if times > 1 and len(labels) >= _FEWEST_LABELS and told:
            named = ", ".join(f"'{label}:'" for label in labels[:_FEWEST_LABELS])
            return f"{named} stand in it {times} times each"
    return ""


def several_in_page(tree: Any) -> str:
    """What tells that a page is several documents, in words; '' where nothing does.

    Days that stand in elements of one kind, each below a title and above a text, which together
    are most of the page's prose.
    """
    days: dict[tuple[str, str], list[tuple[int, bool]]] = defaultdict(list)
    prose, titled = 0, False
    for kind, value in _told(tree):
        if kind == "prose":
            prose, titled = prose + int(value), False
        elif kind == "short":
            titled = True
        else:
            days[value].append((prose, titled))
    for found in days.values():
        ends = [*(at for at, _ in found[1:]), prose]
        texts = [end - at for (at, _), end in zip(found, ends, strict=True)]
        whole = [
            text
            for number, (text, (_, below_title)) in enumerate(zip(texts, found, strict=True))
            if text >= _PROSE and (below_title or not number)
        ]
        if len(whole) > 1 and sum(whole) >= _MOST * prose:
            return f"{len(whole)} times a title and a date stand on the page, each above a text"
    return several_in_lines(paragraphs(tree))


def _told(tree: Any) -> Iterator[tuple[str, Any]]:
    """In order: words of prose, short texts, and days by the kind of their element."""
    within: set[Any] = set()
    for node in tree.iter():
        name, above = local(node), node.getparent()
        if not name or name in _UNSEEN or name in _PICTURES or above in within:
            within.add(node)
        elif _is_dated(node):
            within.add(node)
            yield "day", (name, node.get("class") or "")
        else:
            yield from _size(node.text)
        if above not in within:
            yield from _size(node.tail)


def _is_dated(node: Any) -> bool:
    """Whether an element is a short line with a day."""
    small = len(list(islice(node.iter(), _INSIDE + 1))) <= _INSIDE
    return small and bool(words := line(node)) and _dates(words)


def _size(text: str | None) -> Iterator[tuple[str, Any]]:
    count = len((text or "").split())
    if count:
        yield ("prose", count) if count >= _LONG else ("short", count)


def _is_fact(text: str) -> bool:
    """Whether what stands behind a label is a day or a length."""
    return read_date(text) is not None or bool(_LENGTH.fullmatch(text))


def _counted(lines: Sequence[str]) -> int:
    """How many texts stand below a length ('115 words') and a day in lines of their own."""
    prose, found = 0, [0]
    for at, words in enumerate(lines):
        count = len(words.split())
        if _LENGTH.fullmatch(words):
            near = lines[max(0, at - _NEAR) : at + _NEAR + 1]
            if any(len(other.split()) <= _DAY_WORDS and read_date(other) for other in near):
                found.append(prose)
        elif count >= _LONG:
            prose += count
    return sum(end - start >= _PROSE for start, end in pairwise([*found[1:], prose]))


def _dates(words: str) -> bool:
    return len(words.split()) <= _HEAD_WORDS and read_date(words) is not None
