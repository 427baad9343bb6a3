"""Institutions called by who leads them: 'Kim's ministry' is the ministry of the minister Kim."""

from __future__ import annotations

import re
from dataclasses import replace

from framing.people.gather import Gathered, Local
from framing.people.institutions import Institution, institution_of
from framing.people.names import fold, keys_of
from framing.people.places import place

_OWNED = re.compile(r"^(?:[A-Z][\w’'-]*\s+)*?([A-Z][\w-]*)['’]s?\s+(ministry|department|office)$")
_LEADERS = {"ministry": "minister", "department": "secretary", "office": "director"}
_MOST_WORDS = 3
_NO_OFFICE = frozenset("the former then acting deputy prime first chief but and".split())


def by_its_leader(local: Local, gathered: Gathered) -> Institution | None:
    """The institution of one that is called by its leader.

    Returns:
        None where it is called otherwise; without country or words where the article does not tell
        whose it is ('the Defence Minister Kim Kwan-jin' makes it the defence ministry).
    """
    found = local.institution
    match = _OWNED.match(found.name) if found else None
    if found is None or match is None or place(match.group(1))[0]:
        return None
    surname, kind = keys_of(match.group(1)), match.group(2)
    unknown = replace(found, generic=True, country="", words=frozenset({kind}))
    if not surname:
        return unknown
    named = {
        institution_of(" ".join((*run[start:at], kind)), _country(local, surname[-1], gathered))
        for run in gathered.texts[local.article].by_word.get(surname[-1], ())
        for at, word in enumerate(run)
        if word.casefold() == _LEADERS[kind]
        for start in (_start(run, at),)
        if start < at
    }
    return named.pop() if len(named) == 1 else unknown


def _start(run: tuple[str, ...], at: int) -> int:
    """Where the words of an office begin before its title: 'Defence' of 'Defence Minister'."""
    start = at
    while start > 0 and at - start < _MOST_WORDS and fold(run[start - 1]) not in _NO_OFFICE:
        start -= 1
    return start


def _country(local: Local, surname: str, gathered: Gathered) -> str | None:
    """The country that the article tells of the institution, or the study of its leader."""
    told = {
        other.country
        for other in gathered.locals
        if other.country and other.name and surname in other.name.spellings
    }
    return local.country or (told.pop() if len(told) == 1 else None)
