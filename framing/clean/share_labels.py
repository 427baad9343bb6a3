"""Labels of share buttons that a page prints within a line of its text: 'Click to share on Twitter
(Opens in new window)', 'Share on Facebook Share on WhatsApp'; and of video players."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from framing.clean.lines import Line, ends_sentence

_NETWORK = (
    r"(?i:facebook(?: messenger)?|twitter|x(?: \(formerly twitter\))?|whats ?app|linked ?in"
    r"|pinterest|reddit|telegram|tumblr|e-?mail|google(?:\+| ?plus)|pocket|skype|messenger"
    r"|flipboard|viber|weibo|wechat|threads|bluesky|mastodon|sms|instagram|vk|line|digg|stumbleupon"
    r"|nextdoor|xing)(?!\w)"
)
_WHERE = rf" (?:on|via|to|by|with|through|in) (?:{_NETWORK}|(?:a )?friends?\b)"
_WHAT = r"(?: (?:this|it|an?|the|link|article|story|post|page))*"
_CLICK = r"Click (?:here )?to (?:share|e-?mail|print|tweet|post|pin|send|save)\b"
_WINDOW = (
    r"\((?i:(?:this )?(?:link )?opens? (?:up )?in (?:an? )?(?:new|another) (?:browser )?"
    r"(?:window|tab))\)"
)
_STARTS = rf"(?:{_CLICK}|Share{_WHAT}{_WHERE}|E-?mail a link|(?:Share|Tweet|Print|E-?mail) \()"
# Behind a label stands nothing, another label, or the beginning of what follows: no sentence has it
# for one of its words. What stands in quotation marks is told of.
_BOUND = rf"(?=\s*$|\s*[|·•]|,?\s+{_STARTS}|\s+[A-Z0-9“\"‘(])"
_WORD = rf"\s?(?:{_NETWORK}|Print|More)"
_BUTTON = rf"(?:{_WORD}(?=\s*$|\s*[|·•,]?\s*{_STARTS}))?"
_NO_QUOTE = r"(?<![\w“\"‘'«])"
_LABEL = (
    rf"(?:(?:Share(?: this)?: ?)?(?:{_CLICK}|Share|Tweet|E-?mail|Print|Pin|Post|Send|Save){_WHAT}"
    rf"(?:{_WHERE})? {_WINDOW}(?![”\"’]){_BUTTON}"
    rf"|(?:Share(?: this)?: ?)?{_CLICK}{_WHAT}{_WHERE}{_BUTTON}{_BOUND})"
)
_PLAIN = rf"Share{_WHAT}{_WHERE}{_BOUND}"  # words that a sentence may have, too
_BETWEEN = r"\s*[|·•/,]?\s*"
_RUN = re.compile(
    rf"{_NO_QUOTE}(?:{_LABEL}|{_PLAIN})(?:{_BETWEEN}(?:{_LABEL}|{_PLAIN}))*(?:\s*[|·•])?"
)
_IS_CERTAIN = re.compile(_LABEL)
_ONE_PLAIN = re.compile(_PLAIN)
_NOTE = re.compile(rf"\s*{_WINDOW}(?![”\"’])")
# '[Click to enlarge]', and the label of a player: 'Watch: Ferry leaves the port Play Video'.
_PROMPT = re.compile(
    r"\s*(?:\[(?i:(?:click|tap)(?: here)?(?: on (?:the )?(?:image|photo|picture|map))? to"
    r" (?:enlarge|expand|view|zoom|play|listen|watch|see|read)\b[^\[\]]{0,40})\]"
    r"|Watch: [A-Z][^.!?:|]{4,110} Play [Vv]ideo\b)"
)
# What a page cries between two paragraphs, run into them: 'CLICK HERE TO GET THE QUAY APP'.
_OFFER = re.compile(
    r"\s*(?:CLICK HERE (?:TO|FOR) (?:[A-Z’']+ ){1,9}?(?:APP|APPS|NEWSLETTER|COVERAGE|MORE)"
    r"(?=[A-Z][a-z]|[^A-Za-z\s]|\s+[A-Z][a-z]|\s*$)"
    r"|Advertisement Continue reading the main story(?=\s+[A-Z“\"]|$))"
)
# Where each label stands with its button's word ('… (Opens in new window) X'), the last does, too.
_WITH_WORD = re.compile(rf"{_WINDOW}{_WORD}")
_LAST_WORD = re.compile(rf"{_WORD}(?=\s+[A-Z“\"])")
# A player's labels, run into the text behind it: 'Skip Ad Ad Loading... x Embed x Share The mayor'.
_PLAYER = re.compile(
    r"(?:Skip (?:in Skip|Ad) )?(?:Ad Loading\.{3} )?x Embed x Share(?: CLOSE\b)?"
    r"|Video Loading Video Unavailable Click to play Tap to play"
    r"(?: The video will start in \d+ Cancel)?(?: Play now)?"
)
_PLAIN_TIMES = 2  # in one line, from which they are buttons


def share_labels(text: str) -> list[tuple[int, int]]:
    """The stretches of a line that are labels of share buttons, run by run."""
    if "Click" not in text and "Share" not in text and "(" not in text:
        return []
    players = [match.span() for match in _PLAYER.finditer(text)]
    found, apart = list(players), []
    for match in _RUN.finditer(text):
        run = match.span()
        if any(start < run[1] and run[0] < end for start, end in players):
            continue
        if _WITH_WORD.search(match[0]) and (last := _LAST_WORD.match(text, run[1])):
            run = run[0], last.end()
        if _IS_CERTAIN.search(match[0]) or len(_ONE_PLAIN.findall(match[0])) >= _PLAIN_TIMES:
            found.append(run)
        elif ends_sentence(text[: run[0]].rstrip()) or not text[: run[0]].strip():
            apart.append(run)
    if len(apart) + len(found) >= _PLAIN_TIMES:
        found += apart
    return sorted(found)


def window_notes(text: str) -> list[tuple[int, int]]:
    """Where a line says of a link in it that it opens in a new window, or bids its reader click."""
    found = [match.span() for match in _NOTE.finditer(text)] if "(" in text else []
    return found + [match.span() for each in (_PROMPT, _OFFER) for match in each.finditer(text)]


def is_prompt(text: str) -> bool:
    """Whether a label bids the reader click, or names a video."""
    return _PROMPT.fullmatch(text) is not None


def is_offer(text: str) -> bool:
    """Whether a label offers what the outlet has besides, or says that an advertisement stands
    there."""
    return _OFFER.fullmatch(text) is not None


def labels_apart(lines: Sequence[Line]) -> tuple[tuple[Line, ...], frozenset[int]]:
    """The lines, with labels of share buttons within one on lines of their own, and the numbers of
    those that stood before labels in one line. What stands before and behind labels is two
    paragraphs; a label in the middle of a sentence stays where it is."""
    found: list[Line] = []
    above: set[int] = set()
    for line in lines:
        pieces = list(_pieces(line.text))
        if len(pieces) > 1 and not share_labels(pieces[0]):
            above.add(len(found))
        for number, piece in enumerate(pieces):
            found.append(Line(len(found), piece, line.gap or number > 0))
    return tuple(found), frozenset(above)


def _pieces(text: str) -> Iterator[str]:
    at = 0
    for start, end in share_labels(text):
        before, behind = text[at:start].strip(), text[end:].lstrip()
        begins = behind[:1].isupper() or behind[:1].isdigit() or behind[:1] in '“"‘('
        if before and not begins and not ends_sentence(before):
            continue
        yield from filter(None, (before, text[start:end].strip()))
        at = end
    if text[at:].strip() or not at:
        yield text[at:].strip()


def without_labels(text: str) -> tuple[str, list[str]]:
    """A line without the labels of share buttons and notes on links in it, and these."""
    cuts = share_labels(text)
    cuts += [n for n in window_notes(text) if not any(s < n[1] and n[0] < e for s, e in cuts)]
    rest, taken, at = "", [], 0
    for start, end in [*sorted(cuts), (len(text), len(text))]:
        piece = text[at:start].strip()
        solid = not rest or piece[:1] in tuple(".,;:!?)”’")
        rest += piece if solid or not piece else f" {piece}"
        taken.append(text[start:end].strip())
        at = end
    return rest, [each for each in taken if each]
