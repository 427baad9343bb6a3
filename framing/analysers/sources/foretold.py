"""Whom a lead cites without a name, and the next sentences name: '… were hurt, a monitor said.
The Syrian Observatory for Human Rights said …', 'A leading expert has warned … Jan Lund, an
astronomer at …'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from framing.analysers.sources import lexicon
from framing.analysers.sources.identity import Speaker, conflict
from framing.analysers.sources.listed import entries
from framing.analysers.sources.phrases import Phrase
from framing.models import Role

_LEAD = 4  # sentences of an article, the headline's among them, in which it cites so
_REACH_OF_BODIES, _REACH_OF_PERSONS = 3, 2  # sentences until the name
# Bodies and persons of whom a lead has one; 'an official', 'a resident' may be one of many.
_BODIES = frozenset({Role.CIVIL_SOCIETY, Role.EXPERT})
_PERSONS = frozenset({Role.EXPERT})
_OF_NOTE = frozenset("leading top prominent renowned senior".split())


def foretold(
    speakers: Sequence[Speaker], phrase: Phrase, sentence: int, also: bool = False
) -> Speaker | None:
    """The speaker without a name, of the same role, whom a name that is new in the article names;
    None where there is none, or several.

    Args:
        speakers: those of the article so far.
        phrase: the name, with what it tells of its bearer.
        sentence: the number of its sentence.
        also: whether its bearer 'also said' something: so does whom the lead has called a leading
            banker, whatever roles both have.
    """
    known = lexicon.roles()
    table = known.person if phrase.name else known.body
    reach = _REACH_OF_PERSONS if phrase.name else _REACH_OF_BODIES
    roles = _roles(phrase, table) & (_PERSONS if phrase.name else _BODIES)
    found = [
        s
        for s in speakers
        if s.quoted
        and not s.name
        and s.lead.sort == "common"
        and s.lead.indefinite
        and not s.plural
        and s.lead.noun in table
        and (_roles(s.lead, table) & roles or (also and _OF_NOTE & set(s.lead.words)))
        and (0 <= s.last_sentence <= _LEAD or _is_such(s, phrase, roles))
        and 0 < sentence - s.last_sentence <= reach
        and not conflict(set(s.lead.words) - {s.lead.noun}, set(phrase.words))
    ]
    return found[0] if len(found) == 1 else None


def _is_such(speaker: Speaker, phrase: Phrase, roles: set[Role]) -> bool:
    """Whether a person of the same trade follows 'a leading expert', wherever that stands."""
    same = _roles(speaker.lead, lexicon.roles().person) & roles
    return bool(phrase.name and same and _OF_NOTE & set(speaker.lead.words))


def _roles(phrase: Phrase, table: Mapping[str, Role]) -> set[Role]:
    """The roles that the nouns of a phrase tell."""
    return {table[entry] for _, entry in entries(phrase.words) if entry in table}
