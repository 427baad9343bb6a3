"""What the copy tells once of a speaker's statement and means of the next ones, too: the medium
that they talk to ('told the BBC … “…,” he added'), and that their name is withheld."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from framing.analysers.sources.phrases import PRONOUNS
from framing.models import Statement


def carried(text: str, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements, in text order, with what those before them tell."""
    anonymous = {
        s.speaker_id: s.decided["anonymity"] for s in statements if s.anonymity and s.speaker_id
    }
    return tuple(_with_anonymity(s, anonymous) for s in _with_via(text, statements))


def _with_via(text: str, statements: Iterable[Statement]) -> list[Statement]:
    """Who talks to a medium goes on talking to it, until somebody else speaks, another occasion is
    told, or the copy begins anew with a name."""
    made: list[Statement] = []
    last: Statement | None = None  # the last statement of speech
    written: dict[str | None, Statement] = {}  # what each has written in a medium
    for each in statements:
        statement = each
        if _writes(text, each) and each.speaker_id in written and not each.via:
            last = written[each.speaker_id]
        if last is not None and _goes_on(text, last, each):
            why = f"the same speaker goes on after {last.decided['via']}"
            if last.decided["via"].startswith("the same speaker"):
                why = last.decided["via"]
            told = {**each.decided, "via": why, "channel": each.decided.get("channel") or why}
            statement = replace(
                each,
                via=last.via,
                channel=each.channel or last.channel,
                decided=dict(sorted(told.items())),
            )
        if statement.speech:
            last = statement
        if statement.via and _writes(text, statement):
            written[statement.speaker_id] = statement
        made.append(statement)
    return made


# 'Lund added', 'Lund wrote' (the article goes on), but not 'Lund said', which may be elsewhere.
_GOING_ON = frozenset("added adds adding continued continues wrote writes concluded".split())


def _writes(text: str, statement: Statement) -> bool:
    """Whether somebody writes: the article that they have written goes on, whatever they said."""
    words = statement.cue.of(text).lower().split() if statement.cue else ()
    return statement.speaker_id is not None and not {"wrote", "writes"}.isdisjoint(words)


def _goes_on(text: str, last: Statement, statement: Statement) -> bool:
    same = statement.speaker_id is not None and statement.speaker_id == last.speaker_id
    if not (same and last.via) or statement.via is not None or statement.channel is not None:
        return False
    source = statement.source.of(text).lower() if statement.source else ""
    cue = statement.cue.of(text).lower().split() if statement.cue else []
    follows = statement.source == last.source or not cue or not _GOING_ON.isdisjoint(cue)
    return follows or source in PRONOUNS


def _with_anonymity(statement: Statement, anonymous: dict[str, str]) -> Statement:
    """A speaker who is granted anonymity once has it for all their statements."""
    ground = anonymous.get(statement.speaker_id or "")
    if not ground or statement.anonymity:
        return statement
    return replace(
        statement,
        anonymity=True,
        decided=dict(sorted({**statement.decided, "anonymity": ground}.items())),
    )
