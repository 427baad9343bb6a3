"""Offices that somebody held once: who was of a ministry or an army speaks for it no more."""

from __future__ import annotations

from collections.abc import Sequence

from framing.analysers.sources import lexicon
from framing.models import Role

FORMER = "a former"  # with which the ground for such a role opens
SHADOW = "of the opposition"  # and that for an office in its shadow cabinet
FORMER_WORDS = frozenset({"former", "ex", "onetime", "retired", "late"})
OFFICIAL = (Role.GOVERNMENT, Role.MILITARY)
PARTISANS = frozenset({"republican", "democrat", "tory", "brexiteer", "lib dem"})
_LEADERS = frozenset({"leader", "chairman", "chairwoman", "head", "chief"})
_REACH = 3  # words before an office in which it is said to be past
Placed = Sequence[tuple[int, str]]  # entries of the role lists, by where they stand


def past_office(words: Sequence[str], placed: Placed) -> str:
    """'Former prime minister' holds no office any more; empty where another one is told."""
    known = lexicon.roles().person
    offices = [(at, e) for at, e in placed if known.get(e) in OFFICIAL or _leads(e)]
    offices = [o for o in offices if o[1] not in PARTISANS] or offices
    others = any(e in known and known[e] not in OFFICIAL and not _leads(e) for _, e in placed)
    past = offices and not others and all(_is_past(words, at) for at, _ in offices)
    return f"{FORMER} '{offices[0][1]}'" if past else ""


def _leads(entry: str) -> bool:
    return entry.rsplit(maxsplit=1)[-1] in _LEADERS


def given_up(words: Sequence[str], placed: Placed) -> set[str]:
    """The offices that somebody held once, beside another one: 'MDP leader and former president
    Mohamed Nasheed'."""
    known = lexicon.roles().person
    gone = {e for at, e in placed if e in known and _is_past(words, at)}
    return gone - {e for at, e in placed if not _is_past(words, at)}


def left_it(words: Sequence[str], placed: Placed, body: str, named: bool) -> bool:
    """Whether somebody was of a body once: 'a former deputy director of the Central Intelligence
    Agency', 'former navy diver Jan Lund'. An organisation itself has nothing before its name."""
    known = lexicon.roles()
    at = next((at for at, e in placed if e == body), 0)
    titled = named or any(e in known.plain or e in known.person for _, e in placed if e != body)
    return body in known.body and titled and bool(FORMER_WORDS.intersection(words[:2], words[:at]))


def _is_past(words: Sequence[str], at: int) -> bool:
    """Whether the words before an office say that it is held no more."""
    return any(w.strip(".") in FORMER_WORDS for w in words[max(0, at - _REACH) : at])
