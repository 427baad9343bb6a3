"""What each line of a saved page is, from the page's known body text and its markup.

The gold of the repositories says which words are the body. They differ on captions and headings,
and extractors made some of it: where body text and markup do not agree, a line is unknown (None),
is not learned from and not scored.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import trafilatura
from rapidfuzz import fuzz

from framing.clean.credits import read_credit_line
from framing.clean.lines import ends_sentence
from training.lines.pages import SavedPage
from training.lines.paste import PageLine, nested

CLASSES = ("body", "headline", "standfirst", "credit", "caption", "cross-heading", "furniture")

_CAPTION = re.compile(
    r"caption|photo-?credit|image-?credit|img-?credit|cutline|\bcredit\b|imagecredit"
)
_CREDIT = re.compile(
    r"by-?line|author|dateline|timestamp|pub-?date|publish|\bdate\b|posted|contributor|post-?meta"
    r"|entry-?meta|article-?meta|meta-?info|article-?info|last-?update|time-?posted"
)
_STANDFIRST = re.compile(
    r"standfirst|\bdek\b|\bdeck\b|sub-?head|sub-?title|stand-first|abstract|lede?\b|kicker-?desc"
)
_OUTER = re.compile(
    r"related|recommend|newsletter|share|social|comment|promo|sidebar|most-?(?:read|popular)|trending"
    r"|\bnav|menu|footer|subscribe|sign-?up|advert|breadcrumb|\btags?\b|outbrain|taboola|read-?more"
    r"|readnext|more-?(?:on|from|stories)|author-?bio|\bbio\b|disclaimer"
)
_POINTER = re.compile(
    r"https?:.*|(?:read|see|watch|click|related|listen|follow|subscribe)\b.{0,60}", re.I
)
_OUTER_TAGS = frozenset({"nav", "footer", "aside", "form", "button"})
_LONG = 25  # letters and digits from which a line of the gold can be told by its words alone


def _key(text: str) -> str:
    return "".join(re.findall(r"\w+", text.casefold()))


def _inner(line: PageLine, pattern: re.Pattern[str], depth: int = 3) -> bool:
    return any(pattern.search(words) for _, words in list(nested(line))[:depth])


def is_caption(line: PageLine) -> bool:
    """Whether the markup says that the line is a caption or a photograph's credit."""
    near = list(nested(line))[:4]
    return any(tag in ("figcaption", "caption") or _CAPTION.search(words) for tag, words in near)


def is_outer(line: PageLine) -> bool:
    """Whether the markup says that the line is no part of the article."""
    near = list(nested(line))[:5]
    return any(tag in _OUTER_TAGS or _OUTER.search(words) for tag, words in near)


def _heading(line: PageLine) -> str | None:
    return next((t for t, _ in list(nested(line))[:3] if re.fullmatch(r"h[1-6]", t)), None)


def _in_text(lines: Sequence[PageLine], gold: str) -> list[bool | None]:
    """Whether each line stands in a body text; None where that is not clear."""
    whole = _key(gold)
    paragraphs = {_key(p) for p in gold.split("\n")}
    found: list[bool | None] = []
    for line in lines:
        key = _key(line.text)
        if not key:
            found.append(None)
        elif len(key) >= _LONG:
            if key in whole:
                found.append(True)
            else:
                # Words of a line may be spelt or spaced in another way in the gold.
                score = fuzz.partial_ratio(key, whole) if len(key) < 3000 else 0
                found.append(True if score >= 93 else False if score < 75 else None)
        else:
            found.append(True if key in paragraphs else None if key in whole else False)
    return found


def _region(inside: Sequence[bool | None], lines: Sequence[PageLine]) -> tuple[int, int] | None:
    """First and last line of the body: the chain of long gold lines that holds most words."""
    marks = [i for i, (yes, line) in enumerate(zip(inside, lines, strict=True))
             if yes and len(line.text.split()) >= 8]  # fmt: skip
    if not marks:
        return None
    chains: list[list[int]] = [[marks[0]]]
    for mark in marks[1:]:
        if mark - chains[-1][-1] > 40:
            chains.append([])
        chains[-1].append(mark)
    best = max(chains, key=lambda c: sum(len(lines[i].text.split()) for i in c))
    return best[0], best[-1]


def label(page: SavedPage, lines: Sequence[PageLine]) -> list[str | None]:
    """A class of ``CLASSES`` for each line, or None; an empty list where the gold is not usable."""
    markup = page.markup
    precise = broad = None
    if not page.strict:
        precise = _extract(markup, precision=True)
        broad = _extract(markup, precision=False)
        if broad is None or precise is None:
            return []
    if page.gold is not None:
        inside = _in_text(lines, page.gold)
    elif precise is not None:
        inside = _in_text(lines, precise)
    else:
        return []
    in_broad = _in_text(lines, broad) if broad is not None else [None] * len(lines)
    region = _region(inside, lines)
    if region is None:
        return []
    first, last = region
    while first > 0 and inside[first - 1] is True and not _heading(lines[first - 1]):
        first -= 1
    while last + 1 < len(lines) and inside[last + 1] is True:
        last += 1
    title = _key(page.title or "")
    labels: list[str | None] = []
    for i, line in enumerate(lines):
        labels.append(_one(page, line, i, first, last, inside[i], in_broad[i]))
    _headline(lines, labels, first, title)
    return labels


def _one(  # noqa: PLR0911, PLR0912  (a table of cases, read from top to bottom)
    page: SavedPage, line: PageLine, i: int, first: int, last: int,
    inside: bool | None, broad: bool | None,
) -> str | None:  # fmt: skip
    here = first <= i <= last
    key = _key(line.text)
    if any(len(_key(s)) >= 12 and _key(s) in key for s in page.outside) and not page.strict:
        inside = False
    known = any(len(_key(c)) >= 12 and _key(c) in key for c in page.captions)
    if known and not inside and len(line.text.split()) >= 4:
        return "caption"
    if is_caption(line) and (first - 12 <= i <= last + 3):
        credit = read_credit_line(line.text)
        return "credit" if credit else "caption" if len(line.text.split()) >= 4 else "furniture"
    if not here:
        if inside and len(key) >= _LONG:
            return None  # a teaser that repeats the body's words, or a part of the body
        if (i > first - 25 and i < first + 1) or last < i <= last + 3:
            if read_credit_line(line.text):
                return "credit"
            if _inner(line, _CREDIT) and len(line.text) < 160 and not line.text.endswith("."):
                return "credit"
            if i <= first and _inner(line, _STANDFIRST) and len(line.text.split()) >= 5:
                return "standfirst"
        if not page.strict and broad and not is_outer(line):
            return None
        near = first - 15 <= i <= last + 15
        reads_on = ends_sentence(line.text) and len(line.text.split()) >= 8
        if near and reads_on and not is_outer(line) and (i < first or not page.strict):
            return None  # a standfirst or a paragraph that the gold passed over
        return "furniture"
    heading = _heading(line)
    short = len(line.text.split()) <= 14
    if inside:
        if heading in ("h2", "h3", "h4", "h5", "h6") and short:
            # A heading that is a link leads elsewhere, whatever the gold says.
            return "cross-heading" if line.linked < 0.5 else None
        if not page.strict and (is_outer(line) or broad is False):
            return None
        if _is_bold_heading(line):
            return "cross-heading"
        return "body" if _is_prose(line, page.strict) else None
    if inside is None:
        return None
    if page.strict:
        if _inner(line, _CREDIT) and short:
            return "credit"
        return "furniture"
    if is_outer(line) and not broad:
        return "furniture"
    if _inner(line, _CREDIT) and short:
        return "credit"
    if broad is False and (line.linked > 0.8 or short):
        return "furniture"
    return None


def _is_prose(line: PageLine, strict: bool) -> bool:
    """Whether a line of the gold is surely text of the body: links, labels and items of lists stand
    in some gold and not in other."""
    text = line.text
    words = len(text.split())
    if line.linked > 0.8 or _POINTER.fullmatch(text):
        return False
    if ends_sentence(text) or text[-1:] in ",;" or words > 14:
        return True
    return strict and words >= 4


def _is_bold_heading(line: PageLine) -> bool:
    text = line.text
    bold = any(tag in ("b", "strong") for tag, _ in list(nested(line))[:2])
    return bold and len(text.split()) <= 8 and text[-1:] not in ".,;:!\"”’'" and text[:1].isupper()


def _headline(lines: Sequence[PageLine], labels: list[str | None], first: int, title: str) -> None:
    """Mark the headline: the line nearest above the body that is an h1 or the declared title."""
    found = None
    for i in range(min(first, len(lines)) - 1, max(-1, first - 60), -1):
        line = lines[i]
        same = bool(title) and fuzz.ratio(_key(line.text), title) >= 88
        if same or (_heading(line) == "h1" and len(line.text.split()) >= 3):
            found = i
            break
    if found is None:
        return
    key = _key(lines[found].text)
    for i, line in enumerate(lines):
        if i == found:
            labels[i] = "headline"
        elif _key(line.text) == key and labels[i] != "body":
            labels[i] = None if abs(i - found) < 40 else labels[i]
    # What stands between the headline and the body and is a heading introduces the article.
    for i in range(found + 1, first):
        if _heading(lines[i]) in ("h2", "h3") and len(lines[i].text.split()) >= 7:
            known = labels[i] == "credit" or lines[i].linked >= 0.5
            labels[i] = labels[i] if known else "standfirst"


def _extract(markup: bytes, *, precision: bool) -> str | None:
    text: str | None = trafilatura.extract(
        markup, favor_precision=precision, favor_recall=not precision,
        include_comments=False, include_tables=not precision, fast=False,
    )  # fmt: skip
    return text
