"""Who asks in a transcript: an interviewer's question is no statement of a source.

'What can you tell us?' is the medium's own. Counted as whom an outlet quotes, its host would be the
voice heard most, and media its main source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from framing.analysers.sources.blocks import BLOCK
from framing.analysers.sources.reading import TURN
from framing.models import Role, Statement

_OFTEN = 1 / 3  # of a host's turns that ask; the others greet, introduce and thank


def asking(statements: Sequence[Statement], text: str) -> frozenset[int]:
    """The places of the statements by who asks, in a transcript where others answer.

    Args:
        statements: an article's, in order.
        text: the article's.
    """
    turns: defaultdict[str, list[int]] = defaultdict(list)
    for place, statement in enumerate(statements):
        if statement.source and statement.decided.get("content") in (TURN, BLOCK):
            turns[_tag(statement.source.of(text))].append(place)
    asked = {tag: sum(_asks(statements[n], text) for n in held) for tag, held in turns.items()}
    askers = {
        tag
        for tag, held in turns.items()
        if asked[tag]
        and asked[tag] >= _OFTEN * len(held)
        and all(statements[n].role in (Role.MEDIA, None) for n in held)
    }
    if len(askers) == len(turns):
        return frozenset()  # nobody answers
    return frozenset(n for tag in askers for n in turns[tag])


def _tag(source: str) -> str:
    """The name that stands before someone's turns: 'ANA RUIZ, HOST' and 'RUIZ' are one."""
    return source.partition(",")[0].split()[-1].casefold() if source.strip(" ,") else ""


def _asks(statement: Statement, text: str) -> bool:
    return any("?" in span.of(text) for span in statement.content)
