"""What an article calls a name elsewhere: 'the jihadist group Boko Haram', 'carmaker Toyota',
'Equifax, a credit agency', 'Ahrar militants'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from framing.analysers.sources import lexicon
from framing.analysers.sources.listed import entries
from framing.analysers.sources.persons import is_firm
from framing.analysers.sources.places import cities, of_native_americans
from framing.models import Role

_BEFORE = re.compile(r"((?:[a-z][\w'’-]*\s+){1,4})$")
_AFTER = re.compile(
    r"\s*[,(]\s*(?:which (?:until [\w ]{2,16} )?(?:is|was)\s+)?(?:a|an|the|one of)\s+"
    r"((?:[\w'’-]+\s+){0,5}[\w'’-]+)"
)
_BESIDE = re.compile(r"(?:['’]s?)?\s+([a-z]+)")
_REACH = 60  # characters before a name
# 'Paul Kagame has been sworn in for a fourth term as Rwanda's president'
_BECAME = re.compile(
    r"[^.;\n]{0,40}?\b"
    r"(?:sworn in|inaugurated|re-?elected|elected|appointed|installed|took office)\b"
    r"[^.;,\n]{0,30}?\bas (?:the |an? |its )?(?:(?P<of>[A-Z][\w]+)['’]s )?(?:new |next |\w+th )?"
    r"(?P<office>[a-z]+(?: [a-z]+)?)"
)
_GROUPS = frozenset("militants fighters rebels insurgents jihadists soldiers troops gunmen".split())


def epithet_role(text: str, name: str, person: bool) -> tuple[Role | None, str]:
    """The role that a noun beside the name tells, anywhere in the article.

    Args:
        text: the article.
        name: a proper name, as it stands in the text.
        person: whether it is a person's: then an occupation is sought, else what a body is.
    """
    known = lexicon.roles()
    firms: dict[str, Role] = {e: r for e, r in known.person.items() if r is Role.BUSINESS}
    bodies = firms | {e: role for e, role in known.body.items() if role is not Role.CITIZEN}
    table = known.person if person else bodies
    for start in _places_of(text, name):
        end = start + len(name)
        before = _BEFORE.search(text, max(0, start - _REACH), start)
        after = _AFTER.match(text, end)
        for match, touching in ((before, True), (after, False)):
            if match is None:
                continue
            words = [w if w == "WHO" else w.lower() for w in match.group(1).split()]
            words = [w.lower() if w != "who" else "" for w in words]  # the pronoun is no WHO
            placed = entries(words)
            if touching:
                placed = [(at, e) for at, e in placed if at + len(e.split()) == len(words)]
            faith = {at for at, e in placed if e == "witness" and _owned(words[:at])}
            hits = [e for at, e in placed if e in table and at not in faith]
            if hits:
                best = max(hits, key=lambda e: (" " in e, -hits.index(e)))
                return table[best], f"'{' '.join(match.group(1).split())}' beside '{name}'"
        became = _BECAME.match(text, end) if person else None
        if became:
            hits = [e for _, e in entries(became.group("office").lower().split()) if e in table]
            if hits:
                return table[hits[0]], f"'{became.group('office')}' said of '{name}'"
        beside = None if person else _BESIDE.match(text, end)
        if beside and beside.group(1) in _GROUPS:
            return Role.MILITARY, f"'{name} {beside.group(1)}'"
    if not person and is_firm(text, name):
        return Role.BUSINESS, f"the article speaks of '{name}' as of a company"
    return None, ""


def _owned(before: list[str]) -> bool:
    """Whether a possessor stands before a noun: a 'Jehovah's Witness' has seen nothing."""
    return bool(before) and before[-1].endswith(("'s", "’s"))


def _places_of(text: str, name: str) -> Iterator[int]:
    at = text.find(name)
    while name and at >= 0:
        inside = text[at - 1 : at].isalnum() or text[at + len(name) : at + len(name) + 1].isalnum()
        if not inside:
            yield at
        at = text.find(name, at + 1)


_OF_PEOPLE = re.compile(
    r"([A-Z][\w.]+(?: [A-Z][\w.]+)?)(?P<owns>['’]s)? (?P<what>(?:[a-z][\w-]* ){0,3})$"
)


_A_PEOPLE = re.compile(r",\s+(?:an?|the)\s+([A-Z][\w.]+(?: [A-Z][\w.]+)?)(?:-based)?\s+[a-z]")


# 'Jan Lund and Eva Dahl are both from Norway', 'Ole Moen is from Kelm, Norway'
_COMES_FROM = re.compile(
    r"(?: and [A-Z][\w-]+(?: [A-Z][\w-]+)?)? (?:is|are|was|were|comes?|hails?) (?:both |all )?"
    r"(?:originally )?from (?:[A-Z]\w+, )?([A-Z]\w+)(?=[,.;])"
)
# 'German carmakers Orbex, Volta and Dahl Motors'
_LISTED = re.compile(
    r"\b([A-Z]\w+) [a-z]+s (?:[A-Z][\w&-]*(?: [A-Z][\w&-]*){0,2}(?:,? and |, )){1,6}$"
)


_SEATED = re.compile(
    r"\b((?:[A-Z][\w.]+ ){0,2}[A-Z][\w.]+)-(?:based|headquartered)\s+(?:[a-z][\w-]* ){0,3}$"
)


def _seat(words: str) -> str:
    """The country of a place that someone is based in."""
    return lexicon.places().get(words, ("", ""))[0] or cities().get(words, "")


_JOINTS = [
    [word]
    for word in "on in of to for with against by from at and or over into that as than about "
    "between like through after before".split()
]


def epithet_country(text: str, name: str) -> tuple[tuple[str, ...], str]:
    """The country of a people or country that stands before the name or is told of it behind,
    anywhere in the article: 'US captain Jim Furyk', 'Spaniard Sergio Garcia', 'Nestle, the Swiss
    food group'; none where two differ."""
    found: dict[str, str] = {}
    for start in _places_of(text, name):
        end = start + len(name)
        based = _SEATED.search(text, max(0, start - _REACH), start)
        if based and (code := _seat(based.group(1))):
            found[code] = f"'{based.group().strip()}' before '{name}'"
            continue
        match = _OF_PEOPLE.search(text, max(0, start - _REACH), start)
        match = match or _A_PEOPLE.match(text, end) or _BECAME.match(text, end)
        match = match or _COMES_FROM.match(text, end)
        match = match or _LISTED.search(text, max(0, start - 2 * _REACH), start)
        if match is None or not match.group(1):
            continue
        words = match.group(1)
        for each in (words, words.split()[-1]):
            code, kind = lexicon.places().get(each, ("", ""))
            if of_native_americans(text, each):
                continue
            groups = match.groupdict()
            what = (groups.get("what") or "").split()
            bare = kind == "name" and "owns" in groups and not (groups["owns"] or what)
            bare = bare or what[-1:] in _JOINTS  # 'an Israeli airstrike on Hezbollah'
            if code and kind in ("people", "name") and not bare:
                found[code] = f"'{match.group().strip()}' before '{name}'"
                break
    if len(found) != 1:
        return (), ""
    ((code, why),) = found.items()
    return (code,), why
