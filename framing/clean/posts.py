"""Posts of social networks that a page shows within an article: words that are not the outlet's.

A post ends with who wrote it and when ('— Ann Lee (@annlee) May 3, 2014'), on its line or below it,
or stands between the page's own words about it ('View this post on Instagram', 'A post shared
by …').
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.clean.lines import Line, Page

_SIGNED = re.compile(r"[—–-]{1,2} ?[^()]{1,70}\(@\w{1,30}\)(?:[ ,].{0,60})?")
# The same behind the words of the post, where both stand in one line.
_SIGNED_BEHIND = re.compile(
    r"[—–-]{1,2} ?[^()—–\n]{1,70}\(@\w{1,30}\),? (?:on )?(?:[A-Z]\w{2,8}\.? \d{1,2},? \d{4}"
    r"|\d{1,2} \w{3,12}\.? \d{4}(?: г\.)?)"
)
_SHARED = re.compile(r"a (?:post|photo|video|reel) (?:shared|posted) by .{2,90}", re.I)
# What pages say around a post; none of it is the post's own text.
_NETWORK = r"(?:instagram|twitter|x|facebook|threads|tiktok|reddit|youtube|google youtube)"
_AROUND = re.compile(
    r"view (?:this post|more|full (?:post|tweet)|tweet|post|on)(?: on)?"
    rf"(?: {_NETWORK}| this)?.{{0,20}}"
    rf"|(?:skip|end of) (?:{_NETWORK} )?(?:post|content|video|embed)\b.{{0,60}}"
    rf"|(?:embedded|external) (?:tweet|post|content)|allow {_NETWORK} content\?"
    r"|this article contains content (?:provided|from).{0,300}"
    r"|.{0,40}not responsible for (?:the )?content (?:of|from) external (?:web)?sites.{0,40}"
    r"|show (?:more|another) (?:tweets?|posts?)|this (?:tweet|post) (?:has been|was) deleted.{0,40}"
    r"|tweet not found|(?:re)?tweet this",
    re.I,
)
_WITHIN = re.compile(r"pic\.(?:twitter|x)\.com/\w+|https?://t\.co/\w+")
_ABOVE = re.compile(r"(?<!\w)[#@]\w{2,}|https?://|[\U0001f300-\U0001faff\u2600-\u27bf]")
_LONGEST = 320  # characters of one paragraph of a post
_LONGEST_BEHIND = 10  # characters behind the last signature: a button of the page
_REASON = "post of a social network"


def is_signature(text: str) -> bool:
    """Whether a line says who wrote the post above it, and when."""
    return bool(_SIGNED.fullmatch(text) or _SHARED.fullmatch(text))


def is_post(text: str) -> bool:
    """Whether a line is one post or several, each with who wrote it and when."""
    start = 0
    for match in _SIGNED_BEHIND.finditer(text):
        if match.start() - start > _LONGEST:
            return False
        start = match.end()
    return start > 0 and len(text) - start <= _LONGEST_BEHIND


def take_posts(page: Page, start: int) -> None:
    """Take posts, and what the page says around them, out of the article.

    Args:
        page: the page below its headline.
        start: the number of the body's first line: a post stands below it.
    """
    lines = [line for line in page.lines if line.at >= start]
    for number, line in enumerate(lines):
        if len(page) < 2:
            return
        if _AROUND.fullmatch(line.text) or (line.at > start and is_post(line.text)):
            page.take(line, _REASON)
        elif is_signature(line.text):
            page.take(line, _REASON)
            shared = bool(_SHARED.fullmatch(line.text))
            for above in _text_above(lines[:number], line.at, marked=shared):
                if len(page) > 1 and above in page:
                    page.take(above, _REASON)
        elif _WITHIN.search(line.text) and len(line.text) <= _LONGEST and line.at > start:
            page.take(line, _REASON)


def _text_above(lines: Sequence[Line], at: int, *, marked: bool) -> list[Line]:
    """The paragraphs of the post that ends above a line: the one right above, and those above it
    that are written as posts are; all of them where ``marked``: a picture may have no words, and
    what stands above it is the article's."""
    found: list[Line] = []
    for line in reversed(lines):
        if at - line.at > 1 + len(found) or len(line.text) > _LONGEST:
            break
        if (found or marked) and not _ABOVE.search(line.text):
            break
        found.append(line)
    return found
