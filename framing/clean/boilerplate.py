"""Page furniture: lines that stand on the page but are no part of the article.

A rule must match a whole line. General rules hold for any outlet; an outlet's own are in its
profile. Nothing is dropped in silence: each removal says why.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from framing.clean.dates import is_date_line
from framing.clean.furniture_rules import (
    ADVERTISEMENT,
    CONTROL,
    CORRECTION,
    DIALOG_SAYS,
    ELSEWHERE,
    GENERAL,
    OFFER,
    SHARE_BUTTONS,
)
from framing.clean.lines import Line, Taken
from framing.clean.share_labels import is_offer, is_prompt, without_labels
from framing.outlets import BoilerplateRule, OutletProfile, expressions

HEAD_LINES = 14  # where 'head' rules look: the first lines of the page
FOOT_LINES = 14  # where 'foot' rules look: the last ones
# What a page's consent dialog says of a cookie, or of what it keeps and for how long.
_COOKIE = re.compile(
    r"\bcookies? (?:is|are|may be|can be|will be|that are) (?:used|set|installed|stored|necessary"
    r"|essential|placed|owned|provided|associated|required)\b|\bthis cookie\b"
    r"|\b(?:we|our partners|this (?:web)?site|third parties|necessary|functional|performance"
    r"|analytical|advertis(?:ement|ing)) (?:and our partners )?(?:uses? |store |place )?cookies\b"
    r"|\bsets? (?:a |this )?cookies?\b|\b(?:accept|reject|manage) (?:all )?cookies\b"
    r"|\bcookies? (?:policy|settings|preferences|consent)\b",
    re.I,
)
# What stands around readers' comments: 'Ann says:', 'Log in to Reply', 'Report comment'.
_COMMENTED = re.compile(
    r"(?:log ?in to )?reply(?: to .{1,30})?(?: ?[(•·|]? ?\d{0,4}\)?)?|.{2,40} says:"
    r"|report(?: (?:this )?(?:comment|abuse|post))?|flag(?: as inappropriate)?"
    r"|\d+ (?:replies|upvotes?|downvotes?)|(?:like|recommend|upvote|dislike)s? ?[(•·|]? ?\d+\)?"
    r"|(?:show|view|hide) (?:\d+ )?repl(?:y|ies)|in reply to .{2,40}"
    r"|reply ?[•·|] ?(?:report|share|like|flag)\b.{0,30}|permalink|commenter avatar",
    re.I,
)
_COMMENTS_HEAD = re.compile(
    r"(?:all |view |show |latest |top |most recent |reader(?:s['’])? ?)?comments?"
    r"(?: ?[(:\[]? ?[\d,]* ?[)\]]?)?"
    r"|[\d,]+ (?:comments?|responses?|thoughts?)(?: (?:to|on) .{3,150})?"
    r"|(?:join the )?(?:conversation|discussion)|leave a (?:comment|reply)|sort by.{0,30}",
    re.I,
)
_COMMENTS = 3  # lines around comments that must be there
_ABOVE_COMMENT = 10  # lines between the section's heading and the first such line
_COMMENT_GAP = 25  # lines that one comment may have
_NEAR_COOKIE = 6  # lines between two lines of one dialog
_ABOUT_COOKIES = 0.7  # of the page's words
_COOKIES = 4  # lines that speak so; a page with as many has a dialog, or is about cookies
# A list that pages for screen readers announce: 'list of 3 items', 'list 1 of 3', …, 'end of list'.
_LIST_OPENS = re.compile(r"list of \d{1,2} items?", re.I)
_LIST_ENTRY = re.compile(r"list \d{1,2} of \d{1,2}", re.I)
_LIST_CLOSES = re.compile(r"end of list", re.I)
_MAX_LIST = 60  # lines; a list that is not closed by then is none
# What the dialog that offers a newsletter says, in lines that pages fold away.
_DIALOG = re.compile(
    rf"{DIALOG_SAYS}|invalid e-?mail(?: address)?|could not subscribe|please re-?enter"
    r"|must select a newsletter",
    re.I,
)
_DIALOG_PHRASES = 2  # different ones make a dialog
# Characters: before its first phrase, from the first to the last, and of an article behind it.
_BEFORE_DIALOG, _LONGEST_DIALOG, _ARTICLE = 200, 900, 300
# A box of question and answer that the page folds away: 'Q&A What is a ferry? Show Hide A ship …'.
# A label at the end of an article, and the titles of other articles below it.
_TITLES_FOLLOW = re.compile(
    r"(?:read|see) (?:more|also)(?: (?:here|on this))? ?:?"
    r"|(?:related|more)(?: (?:stories|articles|coverage|reading))? ?:",
    re.IGNORECASE,
)
_LABEL = 4  # words of such a label
_MOST_TITLES, _TITLE = 8, 22  # of them, and words of one
# What a line opens with that is furniture however long it is.
EDITORS_NOTE = "editor's note"
_OPENINGS = (
    (re.compile(r"Q&A .{5,120}? Show Hide "), "box of question and answer"),
    (re.compile(r"Related (?:Articles|Stories|Videos|Content|News)\b"), ELSEWHERE),
    # 'MOST READ IN NEWS HARBOUR ROW Mayor walks out … FISH TALE …': a box run into one line.
    (re.compile(r"MOST (?:READ|POPULAR|VIEWED|SHARED)(?= [A-Z‘“'\"])"), ELSEWHERE),
    (re.compile(r"editor(?:['’]s|s['’]|ial)? note ?:", re.IGNORECASE), EDITORS_NOTE),
    (
        re.compile(r"\W{0,3}(?:correction|clarification)s?(?:,? [^:;“”\"]{3,30})? ?:", re.I),
        CORRECTION,
    ),
)
_LONGEST_OPENING = 150  # words; a line of more is the article, pasted as one
# How a note ends that opens such a line: with words to the readers of the page.
_NOTE_ENDS = re.compile(
    r"(?:\b(?:read|view|see|find) more\b|\bsign up\b|\b(?:views?|opinions?) (?:expressed|here)\b"
    r"|\bversion of this (?:story|article|piece)\b|\bfollow (?:him|her|them|us)\b)[^.!?]{0,150}?"
    r"(?:[.!?](?=\s)|(?-i:(?=\s+[A-Z][\w, ]{1,40} [—–] )))",
    re.IGNORECASE,
)
_NOTE_REACH = 900  # characters
_MAX_LENGTH = 300  # characters; no sentence of page furniture is longer
_MAX_NOTE = 800  # characters of several sentences that each are page furniture
_NEXT_SENTENCE = re.compile(r"(?<=[a-z\d][.!?])\s+(?=[A-Z©])")
_BULLET = re.compile(r"^[•·▪●■►▶*–—-]\s*")


def take_boilerplate(
    lines: Sequence[Line], profile: OutletProfile | None
) -> tuple[tuple[Line, ...], tuple[Taken, ...]]:
    """What is left of the lines, and what was taken off by general rules and the profile's."""
    kept: list[Line] = []
    taken: list[Taken] = []
    clock = False
    total = len(lines)
    widgets = _list_widgets(lines)
    cookies = _cookie_lines(lines)
    comments = _comment_lines(lines)
    for number, whole in enumerate(lines):
        line, inside = _parted(whole)
        taken += inside
        if not line.text:
            continue
        if number in widgets:
            taken.append(Taken(line.at, line.text, "list widget"))
            continue
        if number in comments:
            taken.append(Taken(line.at, line.text, "readers' comment"))
            continue
        if number in cookies:
            taken.append(Taken(line.at, line.text, "cookie notice"))
            continue
        in_head, in_foot = number < HEAD_LINES, number >= total - FOOT_LINES
        own = _own_rule(line.text, profile, in_head, in_foot)
        reason = own.reason if own else _general(line.text, in_head, in_foot)
        if own is None and reason == ELSEWHERE and not kept:
            reason = None  # 'Watch: …' above all else is the headline
        if reason is None and clock and is_date_line(line.text):
            # 'Last Update 13:32' and then a date is the reader's today, not the article's day.
            reason = "page's clock"
        if reason is None and (in_head or in_foot) and _is_other_script(line, lines):
            reason = "line in another script"
        if reason is None:
            kept.append(line)
            clock = False
            continue
        clock = reason == "page's clock"
        taken.append(Taken(line.at, line.text, reason))
        below = lines[number + 1 :]
        titled = bool(kept and _TITLES_FOLLOW.fullmatch(line.text) and _are_titles(below))
        if titled or (own and own.to_end):
            why = ELSEWHERE if titled or own is None else own.reason
            taken += [Taken(after.at, after.text, why) for after in below]
            break
    return tuple(kept), tuple(taken)


def link_labels(taken: Sequence[Taken]) -> tuple[int, ...]:
    """Where labels of links to other articles stood that name none themselves."""
    return tuple(
        each.at for each in taken
        if ((each.reason == ELSEWHERE and len(each.text.split()) <= _LABEL)
            or (each.reason == ADVERTISEMENT and each.text.endswith(":")))
        and ":" not in each.text.rstrip(" :|")
    )  # fmt: skip


def _parted(line: Line) -> tuple[Line, list[Taken]]:
    """A line without what the page runs into it: the dialog or note that it opens with, labels."""
    taken = []
    if end := _dialog_end(line.text):
        taken.append(Taken(line.at, line.text[:end].strip(), OFFER))
        line = replace(line, text=line.text[end:].lstrip(" .!"))
    rest, labels = without_labels(line.text)
    taken += [Taken(line.at, label, _reason_of_label(label)) for label in labels]
    end, opening = _opening(rest)
    if end:
        taken.append(Taken(line.at, rest[:end].strip(), opening))
    return replace(line, text=rest[end:].lstrip()), taken


def _opening(text: str) -> tuple[int, str]:
    """Where what a line opens with ends that is furniture, and why it is; 0 where nothing is. It is
    the whole line, or, where the article was pasted behind it in one, its note to readers."""
    why = next((reason for form, reason in _OPENINGS if form.match(text)), None)
    if why is None:
        return 0, ""
    if len(text.split()) <= _LONGEST_OPENING:
        return len(text), why
    ends = [match.end() for match in _NOTE_ENDS.finditer(text, 0, _NOTE_REACH)]
    return (ends[-1] if ends and why == EDITORS_NOTE else 0), why


def _are_titles(lines: Sequence[Line]) -> bool:
    """Whether the last lines of a page may all be titles of other articles."""
    return 0 < len(lines) <= _MOST_TITLES and all(line.words <= _TITLE for line in lines)


def is_advertisement(text: str) -> bool:
    """Whether a line says that an advertisement stands there, and nothing else."""
    return _general(text, False, False) == ADVERTISEMENT


def _reason_of_label(label: str) -> str:
    if is_offer(label):
        return OFFER
    return CONTROL if is_prompt(label) else SHARE_BUTTONS


def reason_at_foot(text: str) -> str | None:
    """Why words below an article, or behind its last sentence, are page furniture; else None."""
    return _general(text, False, True)


def _dialog_end(text: str) -> int:
    """Where the dialog ends that a line opens with; its whole length where too little follows to be
    an article's, 0 where it has no dialog."""
    said = list(_DIALOG.finditer(text))
    if len({match.group().casefold() for match in said}) < _DIALOG_PHRASES:
        return 0
    first, last = said[0].start(), said[-1]
    if last.start() - first > _LONGEST_DIALOG or first > _BEFORE_DIALOG:
        return 0
    return last.end() if len(text) - last.end() >= _ARTICLE else len(text)


def _cookie_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Numbers of the lines of a consent dialog: several that speak of cookies as one does, and what
    stands between them. Where most of the page does, the article is about cookies."""
    found = [i for i, line in enumerate(lines) if _COOKIE.search(line.text)]
    words = sum(line.words for line in lines)
    if len(found) < _COOKIES:
        return frozenset()
    runs: list[list[int]] = []
    for i in found:
        if not runs or i - runs[-1][-1] > _NEAR_COOKIE:
            runs.append([])
        runs[-1].append(i)
    taken = {
        i for run in runs if len(run) >= _COOKIES for i in range(run[0], run[-1] + 1)
    }  # fmt: skip
    about = sum(lines[i].words for i in taken) > _ABOUT_COOKIES * words
    return frozenset() if about else frozenset(taken)


def _comment_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Numbers of the lines of a comment section: from its heading, or the first line that stands
    around a comment, to the last such line."""
    found = [i for i, line in enumerate(lines) if _COMMENTED.fullmatch(line.text)]
    runs: list[list[int]] = []
    for i in found:
        if not runs or i - runs[-1][-1] > _COMMENT_GAP:
            runs.append([])
        runs[-1].append(i)
    taken: set[int] = set()
    for run in runs:
        if len(run) < _COMMENTS:
            continue
        if lines[run[-1]].text.endswith("says:"):  # what the last one says stands below
            after = run[-1] + 1
            run.append(after + (after < len(lines) and is_date_line(lines[after].text)))
            run[-1] = min(run[-1], len(lines) - 1)
        heads = [
            i for i in range(max(0, run[0] - _ABOVE_COMMENT), run[0])
            if _COMMENTS_HEAD.fullmatch(lines[i].text)
        ]  # fmt: skip
        if heads:
            taken.update(range(heads[-1], run[-1] + 1))
        elif sum(lines[i].text.casefold().endswith("reply") for i in run) >= _COMMENTS:
            taken.update(range(run[0], run[-1] + 1))
    return frozenset(taken)


def _list_widgets(lines: Sequence[Line]) -> frozenset[int]:
    """Numbers of the lines of lists that the page announces, from announcement to end."""
    found: set[int] = set()
    for number, line in enumerate(lines):
        if not _LIST_OPENS.fullmatch(line.text):
            continue
        until = lines[number + 1 : number + _MAX_LIST]
        ends = [i for i, other in enumerate(until) if _LIST_CLOSES.fullmatch(other.text)]
        entries = [i for i, other in enumerate(until) if _LIST_ENTRY.fullmatch(other.text)]
        if ends:
            found.update(range(number, number + ends[0] + 2))
        elif entries:
            found.update(range(number, min(number + entries[-1] + 3, len(lines))))
    return frozenset(found)


def _general(text: str, in_head: bool, in_foot: bool) -> str | None:
    """Why a line is page furniture by the general rules: as a whole, or each of its sentences."""
    if len(text) > _MAX_NOTE:
        return None
    if reason := _whole(text, in_head, in_foot):
        return reason
    sentences = _NEXT_SENTENCE.split(text)
    if len(sentences) == 1 or not (first := _whole(sentences[0], in_head, in_foot)):
        return None
    return first if all(_whole(each, in_head, in_foot) for each in sentences[1:]) else None


def _whole(text: str, in_head: bool, in_foot: bool) -> str | None:
    if len(text) > _MAX_LENGTH:
        return None
    bare = _BULLET.sub("", text)
    for rule in GENERAL:
        if (rule.where == "head" and not in_head) or (rule.where == "foot" and not in_foot):
            continue
        if rule.pattern.fullmatch(bare):
            return rule.reason
    return None


def _own_rule(
    text: str, profile: OutletProfile | None, in_head: bool, in_foot: bool
) -> BoilerplateRule | None:
    for rule in profile.boilerplate if profile else ():
        if (rule.where == "head" and not in_head) or (rule.where == "foot" and not in_foot):
            continue
        if rule.line is not None and text.casefold() == " ".join(rule.line.casefold().split()):
            return rule
        if rule.pattern is not None and expressions.fullmatch(rule.pattern, text):
            return rule
    return None


def _is_latin(char: str) -> bool:
    return char < "\u0250" or "\u1e00" <= char < "\u1f00"


def _is_other_script(line: Line, lines: Sequence[Line]) -> bool:
    """A short line without any Latin letter on a page written in Latin letters."""
    letters = [char for char in line.text if char.isalpha()]
    if not letters or len(line.text) > 40 or any(map(_is_latin, letters)):
        return False
    sample = [char for other in lines for char in other.text[:500] if char.isalpha()]
    return sum(map(_is_latin, sample)) > 0.8 * len(sample)
