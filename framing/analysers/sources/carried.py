"""What the copy tells once of a speaker's statement and means of the next ones, too: the medium
that they talk to ('told the BBC … “…,” he added'), and that their name is withheld."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from framing.models import Statement


def carried(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements, in text order, with what those before them tell."""
    anonymous = {
        s.speaker_id: s.decided["anonymity"] for s in statements if s.anonymity and s.speaker_id
    }
    return tuple(_with_anonymity(s, anonymous) for s in _with_via(statements))


def _with_via(statements: Iterable[Statement]) -> list[Statement]:
    """Who talks to a medium goes on talking to it, until somebody else speaks or another occasion
    is told."""
    made: list[Statement] = []
    last: Statement | None = None  # the last statement of speech
    for each in statements:
        statement = each
        if last is not None and _goes_on(last, each):
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
        made.append(statement)
    return made


def _goes_on(last: Statement, statement: Statement) -> bool:
    same = statement.speaker_id is not None and statement.speaker_id == last.speaker_id
    return same and bool(last.via) and statement.via is None and statement.channel is None


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
