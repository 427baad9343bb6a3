"""What the line reader sees of a line: numbers about its form, its words and its neighbours.

Nothing here knows an outlet. The words are hashed (no list of words is kept), the rest are counts
and shares. Training and reading call the same function.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from string import ascii_lowercase, ascii_uppercase
from string import digits as digits_of
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

BUCKETS = 1 << 14  # of the hashed words and word pairs
WINDOW = (-3, -2, -1, 1, 2, 3)  # neighbours whose form a line sees

Floats = NDArray[np.float32]

_WORD = re.compile(r"\w+")
_BULLET = re.compile(r"[•·▪●■►▶*–—+-]\s+")
_DIGITS = re.compile(r"\d+")
_INNER_END = re.compile(r"[.!?][\"”’')\]]*\s+[\"“‘'(]?[A-Z0-9]")
_END = re.compile(r"[.!?…][\"”’')\]]*$")
_DATE = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.? ?\d"
    r"|\d{1,2} (?:jan|feb|mar"
    r"|apr|may|jun|jul|aug|sep|oct|nov|dec)|\b(?:19|20)\d\d\b|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}",
)
_TIME = re.compile(r"\d{1,2}[:.]\d{2}\b|\b\d{1,2} ?[ap]\.?m\b|\bago\b")
_ADDRESS = re.compile(r"https?:|www\.|\.(?:com|org|net|co\.uk)\b|\S@\S|(?<!\w)@\w")
_PHOTO = re.compile(
    r"\b(?:photo|image|picture|pictured|file|getty|shutterstock|illustration|credit"
    r"|courtesy|pic|ap photo"
    r"|video|watch|caption)s?\b|/(?:ap|afp|reuters|epa|getty)\b|\((?:ap|afp|reuters)"
)
_SAID = re.compile(r"\b(?:said|says|told|added|according|asked|announced|reported)\b")
_ADDRESSED = re.compile(r"\b(?:you|your|our|us|we|this (?:article|story|page|site))\b")
_QUOTE = re.compile(r"[\"“”]")
_UPPER, _LOWER, _DIGIT = (t.encode() for t in (ascii_uppercase, ascii_lowercase, digits_of))
_FUNCTION = frozenset(
    "the of to and a in is was that for it on with as at by his her he she they were"
    " are be been has"
    " had have from but not an this which who would will their its or after when than".split()
)

# What a neighbour shows of itself, by place in the vector of forms.
_SHOWN = 17
FORMS = 46  # numbers about a line's form; the first _SHOWN of them are what neighbours see
PLACES = 22  # numbers about its place on the page


def words_of(text: str) -> list[str]:
    """The words that are hashed: lower case, each number one word."""
    return [("0" if w.isdigit() else w) for w in _WORD.findall(text.casefold())]


def buckets(text: str) -> NDArray[np.int64]:
    """Hashed words and word pairs of a line, its first and last words marked, each once."""
    words = words_of(text)[:60]
    keys = set(words)
    keys.update(f"{a} {b}" for a, b in zip(["<", *words], [*words, ">"], strict=True))
    if words:
        keys.add(f"< {' '.join(words[:3])}")
        keys.add(f"{' '.join(words[-3:])} >")
    tail = text.rstrip()[-1:]
    keys.add(f"tail {tail if not tail.isalnum() else 'x'}")
    found = sorted({crc32(k.encode("utf-8", "surrogatepass")) % BUCKETS for k in keys})
    return np.array(found, dtype=np.int64)


def features(texts: Sequence[str], gaps: Sequence[bool]) -> Floats:
    """Form and place of each line: an array of lines × (FORMS + PLACES + window), float32."""
    count = len(texts)
    bare = [_BULLET.sub("", text, count=1) or text for text in texts]
    seen = Counter(text.casefold() for text in bare)
    forms = np.zeros((count, FORMS), dtype=np.float32)
    for i, text in enumerate(bare):
        after = gaps[i + 1] if i + 1 < count else True
        forms[i] = _form(text, texts[i] != text, gaps[i], after, seen[text.casefold()])
    places = _places(forms)
    window = [_shifted(forms[:, :_SHOWN], offset) for offset in WINDOW]
    return np.concatenate([forms, places, *window], axis=1)


def _letters(text: str) -> tuple[int, int, int]:
    """How many letters, capitals and digits a text has."""
    if text.isascii():
        plain = text.encode()
        upper = len(plain) - len(plain.translate(None, _UPPER))
        small = len(plain) - len(plain.translate(None, _LOWER))
        return upper + small, upper, len(plain) - len(plain.translate(None, _DIGIT))
    return (
        sum(map(str.isalpha, text)), sum(map(str.isupper, text)), sum(map(str.isdigit, text)),
    )  # fmt: skip


def _form(text: str, bullet: bool, gap: bool, after: bool, seen: int) -> list[float]:
    pieces = text.split()
    words = [w for w in (p.strip("\"“”‘’'().,;:!?[]") for p in pieces) if w]
    n = len(words) or 1
    chars = len(text)
    letters, upper, digits = _letters(text)
    letters = letters or 1
    lower = text.lower()
    capitalised = sum(w[0].isupper() for w in words)
    function = sum(w.lower() in _FUNCTION for w in words)
    end = bool(_END.search(text))
    inner = len(_INNER_END.findall(text))
    first, last = text[:1], text[-1:]
    sentence = end and len(pieces) >= 6 and function >= 1
    date = chars < 120 and bool(_DATE.search(lower))
    quotes = len(_QUOTE.findall(text))
    return [
        1.0,  # there is a line (neighbours off the page are all zero)
        np.log1p(len(pieces)),
        float(end),
        float(sentence),
        function / n,
        capitalised / n,
        upper / letters,
        float(gap),
        float(date),
        float(bool(_PHOTO.search(lower))),
        float(bool(_SAID.search(lower))),
        float(bool(_ADDRESSED.search(lower))),
        float(bool(_ADDRESS.search(lower))),
        float(len(pieces) >= 20),
        float(len(pieces) <= 3),
        float(seen > 1),
        float(first.islower()),
        # what neighbours do not see
        np.log1p(chars),
        chars / n,
        float(inner),
        float(last == ":"),
        float(last in ",;"),
        float(text.endswith(("...", "…"))),
        float(last == "?"),
        float(last.isalpha()),
        float(last.isdigit()),
        float(last in "\"”’'"),
        float(first.isupper()),
        float(first in "\"“‘'"),
        float(first.isdigit()),
        float(first in "([©@#|>»/"),
        float(bullet),
        float(after),
        digits / (chars or 1),
        float(bool(_TIME.search(lower))),
        float("|" in text or "»" in text or " › " in text or " > " in text),
        float("©" in text or "copyright" in lower),
        text.count(",") / n,
        float(quotes > 0),
        float(quotes % 2),
        min(seen, 5),
        float(text.isupper()),
        float(len(pieces) == 1),
        float(lower.startswith(("by ", "written by"))),
        float(bool(text) and text[-1:] == ")"),
        sum(w.lower().endswith("ed") for w in words) / n,
    ]


def _places(forms: Floats) -> Floats:
    count = len(forms)
    index = np.arange(count, dtype=np.float32)
    words = np.expm1(forms[:, 1])
    sentence = forms[:, 3]
    long = np.maximum(sentence, forms[:, 13])
    weight = words * long
    total = float(weight.sum()) or 1.0
    before = np.cumsum(weight) - weight
    marks = np.flatnonzero(long > 0)
    span = np.zeros(count, np.float32)
    if len(marks):
        span[marks[0] : marks[-1] + 1] = 1.0
    columns = [
        np.minimum(index, 60) / 60,
        np.minimum(count - 1 - index, 60) / 60,
        index / max(count - 1, 1),
        np.full(count, np.log1p(count) / 6),
        np.full(count, float(long.mean()) if count else 0.0),
        before / total,
        (total - before - weight) / total,
        span,
        _distance(long, forward=False),
        _distance(long, forward=True),
        _run(long, forward=False),
        _run(long, forward=True),
    ]
    for reach in (3, 8, 20):
        columns += [_mean(long, reach), _mean(words, reach) / 30]
    # Words in sentences within the longest dense stretch: the article among teasers and comments.
    dense = _mean(weight, 6)
    peak = float(dense.max()) if count else 0.0
    top = int(np.argmax(_mean(weight, 15))) if count else 0
    columns += [
        dense / (peak or 1.0),
        np.clip((index - top) / 30, -2, 2),
        np.cumsum(forms[:, 14]) / max(count, 1),
        _after_headline(forms),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _after_headline(forms: Floats) -> Floats:
    """Lines since the last one that could be a headline: 5 to 20 words, no full stop."""
    words = np.expm1(forms[:, 1])
    could = ((words >= 4.5) & (words <= 20.5) & (forms[:, 2] == 0) & (forms[:, 8] == 0)).astype(
        np.float32
    )
    return _distance(could, forward=False)


def _distance(marks: Floats, *, forward: bool) -> Floats:
    """Lines to the next mark below (or above), at most 20, as a share of 20."""
    out = np.empty(len(marks), np.float32)
    gone = 20.0
    order = range(len(marks) - 1, -1, -1) if forward else range(len(marks))
    for i in order:
        out[i] = gone
        gone = 1.0 if marks[i] else min(20.0, gone + 1)
    return (out / 20).astype(np.float32)


def _run(marks: Floats, *, forward: bool) -> Floats:
    """How many marked lines follow (or precede) without a break, at most 10, as a share of 10."""
    out = np.empty(len(marks), np.float32)
    length = 0.0
    order = range(len(marks) - 1, -1, -1) if forward else range(len(marks))
    for i in order:
        out[i] = length
        length = min(10.0, length + 1) if marks[i] else 0.0
    return (out / 10).astype(np.float32)


def _mean(values: Floats, reach: int) -> Floats:
    """Mean over the lines within ``reach``, the line itself left out."""
    sums = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    count = len(values)
    index = np.arange(count)
    low, high = np.maximum(index - reach, 0), np.minimum(index + reach + 1, count)
    others = np.maximum(high - low - 1, 1)
    mean: Floats = ((sums[high] - sums[low] - values) / others).astype(np.float32)
    return mean


def _shifted(values: Floats, offset: int) -> Floats:
    """The values of the line ``offset`` lines below (above where negative); zero off the page."""
    out = np.zeros_like(values)
    if offset > 0:
        out[:-offset] = values[offset:]
    else:
        out[-offset:] = values[:offset]
    return out
