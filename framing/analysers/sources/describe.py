"""A resolved speaker described: the fullest words for them, naming, role and country.

Each field carries the words or the rule that it rests on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.description import Description
from framing.analysers.sources.former import FORMER, SHADOW
from framing.analysers.sources.head_nouns import names_a_body
from framing.analysers.sources.identity import Speaker
from framing.analysers.sources.issuers import issuer_named
from framing.analysers.sources.labels import fullest, key_of, name_alone, shown_words
from framing.analysers.sources.media_named import medium_within
from framing.analysers.sources.namings import naming_of
from framing.analysers.sources.owners import owner_of
from framing.analysers.sources.persons import is_firm
from framing.analysers.sources.scenes import both_sides, set_in
from framing.analysers.sources.setting import Setting
from framing.analysers.sources.speakers import Resolver
from framing.analysers.sources.states import as_a_state, is_a_place, local_code
from framing.analysers.sources.told_countries import international, told_countries
from framing.analysers.sources.told_roles import role_told
from framing.analysers.sources.within_bodies import body_in
from framing.clean.known_outlets import known_outlet
from framing.models import Naming, Role

if TYPE_CHECKING:
    from framing.text.parse import ParsedArticle

# 'India, the world's largest importer of arms'
_OF_A_STATE_TOO = (None, Role.OTHER, Role.BUSINESS, Role.EXPERT)
_NOBODY = -1  # the number of an issuer who speaks only in what was issued
_LEAST_OUTLET = 6  # letters of an outlet's name that is no plain word


def describe(
    parsed: ParsedArticle,
    resolver: Resolver,
    setting: Setting,
    issuers: Set[tuple[int, str]],
) -> dict[int, Description]:
    """Descriptions by speaker number, in the order of the article.

    Args:
        setting: where the article is set.
        issuers: numbers of the speakers with what they are said to have issued ('statement').
    """
    words = frozenset(token.lower_ for token in parsed.doc)
    found: dict[int, Description] = {}
    keys: dict[str, int] = {}
    for speaker in sorted(resolver.speakers, key=lambda s: s.lead.span.start if s.phrases else -1):
        if not speaker.phrases:
            continue
        before = _before(resolver.speakers, speaker)
        earlier = [(s, found[s.number]) for s in before if s.number in found]
        description = _describe(parsed, speaker, setting, words, earlier, issuers)
        keys[description.key] = keys.get(description.key, 0) + 1
        if keys[description.key] > 1:
            description = replace(description, key=f"{description.key}-{keys[description.key]}")
        found[speaker.number] = description
    return found


def _before(speakers: Sequence[Speaker], speaker: Speaker) -> list[Speaker]:
    """Speakers introduced before this one, the nearest last."""
    start = speaker.lead.span.start
    earlier = [s for s in speakers if s.phrases and s is not speaker and s.lead.span.start < start]

    def nearest(other: Speaker) -> int:
        return max(p.span.start for p in other.phrases if p.span.start < start)

    return sorted(earlier, key=nearest)


def _describe(
    parsed: ParsedArticle,
    speaker: Speaker,
    setting: Setting,
    article_words: frozenset[str],
    earlier: Sequence[tuple[Speaker, Description]],
    issuers: Set[tuple[int, str]],
) -> Description:
    text, local = parsed.text, setting.local
    decided: dict[str, str] = {}
    best = name_alone(text, speaker, fullest(text, speaker))
    naming, decided["naming"] = _naming(speaker)
    if naming is not Naming.NAMED and not speaker.name and _among_persons(parsed, speaker, earlier):
        naming, decided["naming"] = Naming.NAMED, "one of several persons named together"
    if naming is None and is_firm(text, re.sub(r"^[Tt]he\s+", "", shown_words(text, best))):
        naming, decided["naming"] = Naming.INSTITUTION, "the article speaks of it as of a company"
    if naming is Naming.UNNAMED and (whole := _short_of(parsed, speaker)):
        naming, decided["naming"] = Naming.INSTITUTION, f"short for '{whole}'"
    if naming is Naming.UNNAMED and _is_known_by_office(parsed, speaker):
        naming, decided["naming"] = None, "an office that one alone holds, and no name is told"
    issuer = issuer_named(parsed, speaker.lead) if speaker.number >= 0 else None
    owner = owner_of(text, speaker, earlier, issuers) if issuer is None else None
    if issuer is not None:
        issuing = Speaker(_NOBODY, [issuer])
        owner = _describe(parsed, issuing, setting, article_words, earlier, issuers)
    medium = None
    if naming is Naming.INSTITUTION or (naming is Naming.DOCUMENT and best.noun in ("report",)):
        medium = _medium(text, speaker, setting)
    role, why = role_told(parsed, speaker, setting, article_words, earlier, owner, medium)
    if role in _OF_A_STATE_TOO and is_a_place(parsed, speaker, local):
        role, why = Role.GOVERNMENT, "a country or capital that speaks is its government"
    if role is None and (state := as_a_state(parsed, speaker)):
        role, why = Role.GOVERNMENT, f"'{state}' that speaks is a government or parliament"
    told = told_countries(parsed, speaker, setting, earlier, owner, medium)
    surmised = not told[0]
    if surmised and international(speaker) is None:
        told = set_in(parsed, speaker, role, naming, setting, why.startswith((FORMER, SHADOW)))
    decided["role"] = why or "nothing in the copy tells the kind of speaker"
    both = both_sides(text, speaker, setting)
    if both:
        role, decided["role"] = Role.GOVERNMENT, "countries that speak are their governments"
        naming, decided["naming"] = Naming.INSTITUTION, decided["role"]
        told = both, "the two countries that the article names most"
    countries, where = told
    if countries:
        decided["country"] = where
    return Description(
        key_of(text, speaker, naming, medium, local_code(text, speaker, local)),
        shown_words(text, best),
        naming,
        role,
        countries,
        medium,
        surmised and bool(countries) and not both,
        decided,
    )


def _among_persons(
    parsed: ParsedArticle, speaker: Speaker, earlier: Sequence[tuple[Speaker, Description]]
) -> bool:
    """Whether a single name stands with two persons' in one list: 'Arne, Jonas and Eva' of an
    article with Jonas Dahl and Eva Lund; 'Lund and Orbex' says nothing of Orbex."""
    lead = speaker.lead
    words = re.sub(r"^[Tt]he\s+|['’]s?$", "", lead.span.of(parsed.text)).split()
    plain = lead.sort in ("organisation", "name") and 0 < len(words) < _LONGER_NAME
    if not plain or any(not w[:1].isupper() for w in words) or names_a_body(" ".join(words)):
        return False
    persons = {n.split()[i] for s, _ in earlier if (n := s.name) for i in (0, -1)} - {words[0]}
    text, word = parsed.text, words[0]
    listed = (f"{word}, ", f", {word}", f"and {word}")
    if not persons or not any(each in text for each in listed):
        return False
    return any(_listed(text, word, persons, at) for at in _places(text, word))


def _listed(text: str, word: str, persons: Set[str], at: int) -> bool:
    """Whether the name that stands at a place is one of three in a list with two persons."""
    start, end = max(0, at - _LIST), at + len(word) + _LIST
    around = text[start:end]
    one = "|".join(re.escape(p) for p in sorted(persons) if p in around)
    if not one or " and " not in around:
        return False
    name = re.escape(word)
    lists = (rf"{name}, (?:{one}),? and (?:{one})", rf"(?:{one}), {name},? and (?:{one})",
             rf"(?:{one}), (?:{one}),? and {name}")  # fmt: skip
    return any(re.compile(rf"\b{each}\b").search(text, start, end) for each in lists)


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


_LIST = 100  # characters before or behind a name that two more in a list may take
_LONGER_NAME = 4  # words


def _short_of(parsed: ParsedArticle, speaker: Speaker) -> str:
    """The body's name that a plain noun is short for: 'the zoo' where the article has 'the
    Cincinnati Zoo'; empty where it has none, or where the noun is a person's."""
    lead, known = speaker.lead, lexicon.roles()
    if lead.sort != "common" or lead.plural or not lead.definite:
        return ""
    if lead.noun in known.person or lead.noun in known.plain or lead.noun in known.document:
        return ""
    noun = re.escape(lead.noun.capitalize())
    name = rf"\b(?:[Tt]he|at|of|to|from) ((?:[A-Z][\w'’.-]+ ){{1,4}}{noun})\b"
    named = re.search(name, parsed.text)
    return named.group(1) if named else ""


def _is_known_by_office(parsed: ParsedArticle, speaker: Speaker) -> bool:
    """Whether copy calls somebody by what makes them known ('the Orbex founder', 'founder of the
    rocket firm Orbex'), and withholds no name."""
    lead = speaker.lead
    founder = lead.noun in ("founder", "co-founder", "frontman") and not lead.indefinite
    several = f"{lead.noun}s" in lead.words
    return founder and not several and bool(body_in(parsed, lead))


def _naming(speaker: Speaker) -> tuple[Naming | None, str]:
    grounds = [naming_of(phrase) for phrase in speaker.phrases]
    undecided = any(g[0] is None for g in grounds) or speaker.lead.sort == "organisation"
    if undecided and speaker.personal and not speaker.name:
        return Naming.NAMED, "a proper name that 'he' or 'she' stands for"
    named = next((g for g in grounds if g[0] is Naming.NAMED), None)
    return named or next((g for g in grounds if g[0] is not None), grounds[0])


def _medium(text: str, speaker: Speaker, setting: Setting) -> str | None:
    for phrase in speaker.phrases:
        words = phrase.span.of(text)
        long = setting.acronyms.get(re.sub(r"^[Tt]he\s+|['’]s?$", "", words))
        medium = medium_within(long.of(text) if long else words)
        if medium:
            return medium
        proper = phrase.sort in ("organisation", "name", "place")
        outlet = known_outlet(words) if proper else None
        if outlet is not None and len(words) > _LEAST_OUTLET:
            return outlet.name
    return None
