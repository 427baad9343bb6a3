"""Transcripts and interviews: tags that say whose words follow, and stage directions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from framing.clean.lines import Line, Page

_TAG = re.compile(
    r"(?:Q|A|Q ?& ?A|Question|Answer|Interviewer|Interviewee|Host|Moderator|Presenter"
    r"|Reporter|Anchor"
    r"|Narrator|Voiceover|INTERVIEWER|HOST|MODERATOR|QUESTION|ANSWER|REPORTER)\s?[:.]\s*"
)
_ASK_OR_ANSWER = re.compile(r"(?P<who>Q|A|(?i:question|answer|interviewer|interviewee)): \S")
_ASKED = frozenset({"q", "question", "interviewer"})
_MIN_TURNS = 3  # of an interview, from which its tags tell who speaks
# 'RENEE FELD, HOST:' alone on its line, with what she is; 'FELD:' alone, who has more turns.
_ALONE = re.compile(
    r"(?P<name>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3})(?P<role>, [A-Z][A-Z ,.&'’-]{2,60})? ?:"
)
_TURN = re.compile(
    r"(?P<name>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3})(?:, [A-Z ,.&'’-]{2,60})?: \S"
)
# '(SOUNDBITE OF MUSIC)', '[APPLAUSE]': what is heard, between the turns.
_DIRECTION = re.compile(r"[(\[][A-Z][A-Z\d ,.;:'’\"“”&-]{3,120}[)\]]\.?")

_HEARD = re.compile(r"[(\[][A-Z]{4,}(?: [A-Z]{2,}){0,4}[)\]]")


def tags_joined(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a transcript, each tag that stands alone set before the turn that it opens."""
    names = {_surname(m["name"]) for line in lines if (m := _TURN.match(line.text))}
    joined: list[Line] = []
    tag: Line | None = None
    for line in lines:
        whole = line if tag is None else replace(tag, text=f"{tag.text} {line.text}")
        match = _ALONE.fullmatch(line.text) if tag is None else None
        if match and (match["role"] or _surname(match["name"]) in names) and line is not lines[-1]:
            tag = line
            continue
        joined.append(replace(whole, at=len(joined)))
        tag = None
    return tuple(joined)


def _surname(name: str) -> str:
    return name.rsplit(" ", 1)[-1]


def take_tags(page: Page) -> None:
    """Take the tags of an interview ('Q:', 'Interviewer:') off its lines, where two or more have
    one. What says whose words follow stays: a name, and the tags of three turns or more of who asks
    and who answers."""
    tagged = [(line, match) for line in page.lines if (match := _TAG.match(line.text))]
    if len(tagged) < 2:
        return
    turns = [(line, m["who"]) for line in page.lines if (m := _ASK_OR_ANSWER.match(line.text))]
    asked = sum(who.casefold() in _ASKED for _, who in turns)
    if len(turns) >= _MIN_TURNS and 0 < asked < len(turns):
        told = {line.at for line, _ in turns}
        tagged = [(line, match) for line, match in tagged if line.at not in told]
    for line, match in tagged:
        if match.end() < len(line.text):
            page.cut(line, 0, match.end(), "transcript tag")
        elif len(page) > 1:
            page.take(line, "transcript tag")


def take_directions(page: Page) -> None:
    """Take out the lines in brackets and capitals that say what is heard: of a transcript any, of
    another text those without a mark or a number."""
    turns = sum(bool(_TURN.match(line.text)) for line in page.lines)
    form = _DIRECTION if turns >= _MIN_TURNS else _HEARD
    for line in page.lines:
        if form.fullmatch(line.text) and len(page) > 1:
            page.take(line, "transcript tag")
