"""What went wrong with the characters on the way here, put right before anything else is decided.

Only what can be undone for certain is: UTF-8 once read in another code page (``ftfy``), entities of
HTML, ligatures, quotation marks of TeX, of East Asian type and single angles around Latin words,
capitals that a page's design set apart. ``Article.text`` is the text so repaired: spans count its
characters.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence

import ftfy
from ftfy.fixes import fix_latin_ligatures

_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
# What UTF-8 looks like when it is read as Windows-1252, Latin-1, MacRoman or Windows-1251.
_GARBLED = re.compile("[ÃÂâÐÑÎÏ‚Äò¬√вЂР][\x80-\xff\u0080-\u04ff\u2010-\u2122\u02c6\u02dc€™œžŸšŠ]")
_TIMES = 4  # of being saved wrongly
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_TEX_QUOTES = re.compile(r"``(?P<words>[^`]{1,2000}?)''")
_TEX_SINGLE = re.compile(r"(?<![\w`])`(?P<words>[^`'\n]{1,300})'(?!\w)")
_CORNERS = re.compile("[「｢](?P<words>[^「」｢｣\n]{1,2000})[」｣]")
_WHITE_CORNERS = re.compile("『(?P<words>[^『』\n]{1,2000})』")
_ANGLES = re.compile("‹(?P<words>[^‹›\n]{1,2000})›")
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HYPHENS = re.compile("[\u2010\u2011]")
_SOFT_BREAK = re.compile("\xad[ \t]*\n[ \t]*(?=\\w)")

_CAPITAL_ALONE = re.compile(r"[\"“‘'«]?[A-Z]$")
_CAPITAL_APART = re.compile(
    r"(?P<capital>[\"“‘'«]?[B-HJ-NP-Z]) (?P<rest>he|his|hey|hen|hat|hile|ith)\b"
)
# 'A', 'I' and 'O' are words; these are what is left of words that begin with them.
_TAILS = frozenset(
    "n nd s t f ll fter bout mid mong lthough ccording nother gainst cross lso lready rmed round"
    " merican ustralian frican sraeli ndian raqi ran raq srael ndia ustralia merica frica bama"
    " lmost long re nly nce ne ver ur ut n't 'm 'll 've t's ts nside nto nstead"
    " nterior nternational"
    .split()
)  # fmt: skip


def repair(text: str) -> str:
    """The text with characters put right; line ends stay where they are, but for soft hyphens."""
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
        if _ENTITY.search(text):  # escaped twice on its way through a table
            text = html.unescape(text)
    if not text.isascii():
        if _GARBLED.search(text):
            text = "\n".join(_encoding(line) for line in text.split("\n"))
        if _LIGATURE.search(text):
            text = fix_latin_ligatures(text)
        text = _SOFT_BREAK.sub("", text)
        text = _HYPHENS.sub("-", text)
        text = _ANGLES.sub(_quoted("‘", "’"), text)
        text = _WHITE_CORNERS.sub(_quoted("‘", "’"), _CORNERS.sub(_quoted("“", "”"), text))
    if "``" in text:
        text = _TEX_QUOTES.sub(r"“\g<words>”", text)
        text = _TEX_SINGLE.sub(r"‘\g<words>’", text)
    return text


def garbled_words(text: str) -> str | None:
    """The first characters that were saved wrongly and are put right, or None."""
    match = None if text.isascii() else _GARBLED.search(text)
    return match[0] if match and ftfy.fix_encoding(text) != text else None


def _encoding(line: str) -> str:
    """A line decoded rightly, however often it was saved wrongly."""
    for _ in range(_TIMES):
        if not _GARBLED.search(line) or (right := ftfy.fix_encoding(line)) == line:
            break
        line = right
    return line


def _quoted(opening: str, closing: str) -> Callable[[re.Match[str]], str]:
    """Latin quotation marks, where what they hold is Latin."""

    def put(match: re.Match[str]) -> str:
        words = match["words"]
        foreign = _EAST_ASIAN.search(words) or not any(map(str.isalpha, words))
        return match[0] if foreign else f"{opening}{words}{closing}"

    return put


def join_dropped_capitals(lines: Sequence[str]) -> list[str]:
    """Lines of which a first capital stood alone ('T', 'he mayor …') put together with the word.

    An empty line between the two goes with it.
    """
    joined: list[str] = []
    rows = list(lines)
    at = 0
    while at < len(rows):
        line = rows[at]
        below = at + 1
        if _CAPITAL_ALONE.fullmatch(line):
            while below < len(rows) and below < at + 3 and not rows[below]:
                below += 1
            following = rows[below] if below < len(rows) else ""
            if _continues(line[-1], following):
                joined.append(line + following)
                at = below + 1
                continue
        joined.append(_CAPITAL_APART.sub(r"\g<capital>\g<rest>", line, count=1)
                      if _CAPITAL_APART.match(line) else line)  # fmt: skip
        at += 1
    return joined


def _continues(capital: str, following: str) -> bool:
    if not following[:1].islower() or len(following.split()) < 3:
        return False
    first = following.split(maxsplit=1)[0].rstrip(",.;:")
    return capital not in "AIO" or first in _TAILS
