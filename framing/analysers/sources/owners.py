"""Whose a speaker is: 'its leader', 'the country's president', 'a spokesman for Buhari', 'Kim's
ministry' take role and country from the person or institution that they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from framing.analysers.sources import lexicon
from framing.analysers.sources.description import Description
from framing.analysers.sources.identity import Speaker, same_name
from framing.analysers.sources.phrases import Phrase
from framing.models import Naming, Role

Earlier = Sequence[tuple[Speaker, Description]]

SPOKESPEOPLE = frozenset(
    "spokesman spokeswoman spokesperson leader head chief chairman chairwoman director adviser "
    "aide representative chair deputy member colleague staffer insider secretary".split()
)
ISSUED = frozenset(
    "statement report editorial commentary dispatch bulletin letter memo study survey "
    "declaration".split()
)
_BARE = 2  # words of 'the statement'
_POSSESSED = re.compile(r"(?:^|,\s+|^\w+ from )(?:its|their)\b", re.I)
_POSSESSOR = re.compile(r"(?:^|,\s+)([\w .'-]+?)['’]s?\s")
_OF_COUNTRY = re.compile(r"\b(?:country|nation|republic|kingdom)['’]s\b", re.I)
_CAPITALS = r"[A-Z][\w'’&.-]*(?:\s+(?:(?:of|for|the|and)\b|al-\w+|[A-Z][\w'’&.-]*))*"
_SERVES = re.compile(
    r"\b(?:spokes\w+|aides?|advis[eo]rs?|representatives?|deput(?:y|ies)|chiefs?|heads?|directors?|"
    r"leaders?|presidents?|chair\w*|managers?|officials?|executives?|members?|secretary|lawyers?|"
    r"sources?|allies|ally|office\w*|economists?|engineers?|editors?)"
    rf"\s+(?:for|to|of|at|with|from)\s+(?:the\s+|its\s+)?(?P<whom>{_CAPITALS}|[a-z]+)"
)


def owner_of(
    text: str, speaker: Speaker, earlier: Earlier, issuers: Set[tuple[int, str]]
) -> Description | None:
    """The institution or person that a speaker belongs to, as far as one was introduced.

    Args:
        earlier: the speakers introduced before, the nearest last, with their descriptions.
        issuers: numbers of the speakers with what they are said to have issued ('statement').
    """
    institutions = [(s, d) for s, d in earlier if d.naming is Naming.INSTITUTION]
    spoken = [d for s, d in institutions if s.quoted]
    for phrase in speaker.phrases:
        words = phrase.span.of(text)
        owner = (
            _possessor(words, phrase, speaker, earlier)
            or _served(words, speaker, earlier)
            or _namesake(words, institutions)
            or _staff(words, speaker, earlier)
        )
        if owner:
            return owner
    lead = speaker.lead
    possessed = re.search(r"['’]s?\s", lead.span.of(text))
    if lead.noun in ISSUED and lead.definite and not possessed and lead.sort == "common":
        issued = next((d for s, d in reversed(earlier) if (s.number, lead.noun) in issuers), None)
        if lead.noun != "statement":
            return issued if len(lead.words) == _BARE else None
        return issued or (spoken[-1] if spoken and len(lead.words) == _BARE else None)
    known = lexicon.roles().body
    bare = len(lead.words) <= 2 and any(w in SPOKESPEOPLE for w in lead.words)
    # 'UN chief', 'Dockers' leader' say whose they are
    bare = bare and not possessed and not any(w in known for w in lead.words)
    served = [d for d in spoken if d.role is not Role.MEDIA]  # 'an aide' is no newspaper's
    return served[-1] if bare and served else None


def _possessor(
    words: str, phrase: Phrase, speaker: Speaker, earlier: Earlier
) -> Description | None:
    """Whose the phrase says that the speaker is: 'the country's', 'his', 'its', 'Kim's'."""
    institutions = [(s, d) for s, d in earlier if d.naming is Naming.INSTITUTION]
    options: list[Description] = []
    possessor = _possessing(words)
    if _OF_COUNTRY.search(words):
        options = [replace(d, role=None) for _, d in institutions if d.countries]
    elif "counterpart" in phrase.words and phrase.words[0] in ("his", "her"):
        # A counterpart has the same office in another country.
        options = [replace(d, countries=(), medium=None) for s, d in earlier if s.name]
    elif _HIS.match(words) and _serves(phrase):
        options = [d for s, d in earlier if s.name and d.role is Role.GOVERNMENT]
    elif _POSSESSED.search(words):
        options = [d for s, d in institutions if s.quoted] or [d for _, d in institutions]
    elif possessor:
        found = _called(possessor.group(1), speaker, earlier)
        options = [found] if found else []
    return options[-1] if options else None


def _possessing(words: str) -> re.Match[str] | None:
    """The possessor before an office: 'Kim's ministry'; no 'architect from Delhi, Modi's home'."""
    match = _POSSESSOR.search(words)
    if match is None or match.start() == 0:
        return match
    known = lexicon.roles()
    following = {w.strip(",.").lower() for w in words[match.end() :].split()[:4]}
    return match if following & (known.person.keys() | known.plain) else None


_HIS = re.compile(r"(?:his|her)\s", re.I)


def _serves(phrase: Phrase) -> bool:
    """Whether 'his minister', 'her spokesman' serve a government as its head does."""
    known = lexicon.roles().person
    return phrase.noun in SPOKESPEOPLE or known.get(phrase.noun) is Role.GOVERNMENT


def _served(words: str, speaker: Speaker, earlier: Earlier) -> Description | None:
    """'A spokesman for Buhari', 'President at Equifax': whom the office serves."""
    match = _SERVES.search(words)
    return _called(match.group("whom"), speaker, earlier) if match else None


_OFFICER = re.compile(
    r"(?:[Tt]he\s+)?(?P<body>[A-Z]\w+)\s+(?:head|chief|director|spokes\w+|chairman|chairwoman|chair|"
    r"president|leader|official|executive|boss)s?\b"
)


def _namesake(words: str, institutions: Earlier) -> Description | None:
    """'Observatory head Abdel Rahman' is of the 'Syrian Observatory', if one alone has the word."""
    match = _OFFICER.match(words)
    if match is None or match.group("body").lower() not in lexicon.roles().body:
        return None
    word = match.group("body").lower()
    found = [d for _, d in institutions if word in d.words.lower().split()[1:]]
    return found[-1] if found and len({d.key for d in found}) == 1 else None


_STAFF = re.compile(
    r"(?:[Tt]he\s+|[Aa]n?\s+)?(?P<body>(?!Chief|Executive|Managing|Vice|Senior|Deputy|Former|"
    r"The\b|Company)[A-Z][\w&'’.-]*(?:\s+(?:al-)?[A-Z][\w&'’.-]*){0,2}?)\s+"
    r"(?i:chief executive|ceo|chief financial officer|cfo|chief operating officer|chairman|"
    r"chairwoman|chair|president|spokes\w+|executive|executives|director|manager|lawyers?|counsel|"
    r"attorneys?|officials?|employees?|analysts?|economists?|workers?)\b"
)


def _staff(words: str, speaker: Speaker, earlier: Earlier) -> Description | None:
    """'Broadcom Chief Executive Hock Tan', 'an Equifax spokesperson': of the body introduced so."""
    match = _STAFF.match(words)
    found = _called(match.group("body"), speaker, earlier) if match else None
    return found if found and found.naming is not Naming.NAMED else None


def _called(name: str, speaker: Speaker, earlier: Earlier) -> Description | None:
    """The one introduced before who is called so."""
    bare = re.sub(r"^(?:[Tt]he|A|An)\s+|['’]s?$", "", name).strip()
    bare = re.sub(r"^[A-Z]\w+['’]s\s+(?=[A-Z])", "", bare)  # 'Norway's Lund'
    if not bare:
        return None
    if bare.islower():
        noun = bare.split()[-1]
        bodies = (
            d for s, d in reversed(earlier) if noun in s.nouns and d.naming is Naming.INSTITUTION
        )
        return next(bodies, None) or _in_the_office(noun, earlier)
    for other, description in reversed(earlier):
        if other is speaker:
            continue
        if other.name and same_name(other.name, bare):
            return description
        own = re.sub(r"^(?:[Tt]he)\s+", "", description.words)
        body = description.naming in (Naming.INSTITUTION, None)
        if body and f" {bare} " in f" {own} " and not _RELATED.search(own[: own.find(bare)]):
            return description
        if body and _is_short_for(bare, own):
            return description
    return None


def _is_short_for(short: str, name: str) -> bool:
    """Whether all words of a body's name stand in another's, in any order: 'the Foreign Ministry'
    of the Chinese Ministry of Foreign Affairs."""
    words = short.lower().split()
    return len(words) > 1 and set(words) < set(name.lower().split())


def _in_the_office(noun: str, earlier: Earlier) -> Description | None:
    """'The president' of 'the president's office': the one whom the article has in that office, and
    of whose country it tells."""
    if lexicon.roles().person.get(noun) is not Role.GOVERNMENT:
        return None
    found = [d for s, d in earlier if s.name and noun in s.nouns and d.countries]
    return found[-1] if len({d.countries for d in found}) == 1 else None


_RELATED = re.compile(r"\b(?:to|about|on|against|for|with|from)\s")  # 'news related to Equihaus'


_AT = re.compile(rf"\b(?:of|for|at|with|from)\s+(?:the\s+)?({_CAPITALS})")


def bodies_served(text: str, speaker: Speaker) -> Iterator[str]:
    """The proper names of the bodies that a person's words say they serve: 'Equihaus' of 'Lund,
    Equihaus's head of safety', 'a spokesman for Equihaus'."""
    for phrase in speaker.phrases:
        words = phrase.span.of(text)
        own = _possessing(words)
        found = [own.group(1).split(", ")[-1]] if own else []
        found += [m.group("body") for m in (_STAFF.match(words),) if m]
        found += _AT.findall(words)
        for name in found:
            bare = re.sub(r"^(?:[Tt]he|A|An)\s+|['’]s?$", "", name).strip()
            if bare[:1].isupper() and bare not in lexicon.places() and bare != speaker.name:
                yield bare


def group_of(speaker: Speaker, earlier: Earlier) -> Description | None:
    """'Defence ministry officials', where 'an official' follows with no word more."""
    lead = speaker.lead
    if speaker.name or lead.plural or not set(lead.words) <= {"a", "an", "another", lead.noun}:
        return None
    groups = (d for s, d in reversed(earlier) if s.plural and s.lead.noun == lead.noun)
    return next(groups, None)


_LAWYERS = frozenset("lawyer lawyers attorney attorneys counsel solicitor barrister".split())


def inherits(text: str, speaker: Speaker) -> bool:
    """Whether the phrase names its owner, so that the owner's country is the speaker's."""
    known = lexicon.roles().body
    if speaker.lead.noun in _LAWYERS or _LAWYERS & set(speaker.lead.words):
        return False  # whose lawyer someone is tells not where they are from
    if any(_HIS.match(p.span.of(text)) and _serves(p) for p in speaker.phrases):
        return True
    return speaker.lead.noun in ISSUED or any(
        _OF_COUNTRY.search(words)
        or _POSSESSOR.search(words)
        or _SERVES.search(words)
        or _STAFF.match(words)
        or ((match := _OFFICER.match(words)) and match.group("body").lower() in known)
        for words in (p.span.of(text) for p in speaker.phrases)
    )
