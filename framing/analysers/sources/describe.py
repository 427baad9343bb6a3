"""A resolved speaker described: the fullest words for them, naming, role and country.

Each field carries the words or the rule that it rests on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.countries import (
    NONE,
    Setting,
    Told,
    countries_of,
    nearby_country,
    paired_country,
    span_countries,
)
from framing.analysers.sources.description import Description
from framing.analysers.sources.epithets import epithet_country, epithet_role
from framing.analysers.sources.identity import Speaker
from framing.analysers.sources.owners import group_of, inherits, owner_of
from framing.analysers.sources.phrases import Phrase
from framing.analysers.sources.roles import FORMER, entries, is_sport, naming_of, role_of
from framing.analysers.sources.speakers import Resolver
from framing.analysers.sources.via import medium_named, medium_within
from framing.models import Naming, Role, Span
from framing.outlets import slugify

if TYPE_CHECKING:
    from framing.text.parse import ParsedArticle

_POSSESSED_BY = 20  # characters before a name in which its possessor stands
_MAX_WORDS = 24  # of a description; a longer phrase is cut to the words before its first comma
_OFFICES = frozenset(
    "minister president premier parliament lawmaker lawmakers prosecutors senator senators sen rep "
    "congressman congresswoman mp mps governor gov".split()
)
_LOCALS = frozenset("local locals resident residents villager villagers".split())
_STRANGERS = frozenset("tourist tourists traveller travellers visitor visitors passenger".split())
_VAGUE_BODIES = frozenset({"country", "nation", "countries", "nations", "mission", "embassy", "un"})


def describe(
    parsed: ParsedArticle,
    resolver: Resolver,
    setting: Setting,
    issuers: Set[int],
) -> dict[int, Description]:
    """Descriptions by speaker number, in the order of the article.

    Args:
        setting: where the article is set.
        issuers: numbers of the speakers who are said to have issued a statement.
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
    issuers: Set[int],
) -> Description:
    text, local = parsed.text, setting.local
    decided: dict[str, str] = {}
    best = max(speaker.phrases, key=_fullness)
    naming, decided["naming"] = _naming(speaker)
    owner = owner_of(text, speaker, earlier, issuers)
    medium = None
    if naming is Naming.INSTITUTION or (naming is Naming.DOCUMENT and best.noun in ("report",)):
        medium = _medium(text, speaker, setting)
    role, why = _role(parsed, speaker, article_words)
    if speaker.name and (reporter := _reporter(text, speaker)):
        role, why = Role.MEDIA, f"of '{reporter}'"
    if role is Role.GOVERNMENT and any(_presides(p.span.of(text)) for p in speaker.phrases):
        role, why = None, "president of a body that the copy does not describe"
    if medium and role in (None, Role.GOVERNMENT, Role.MEDIA, Role.BUSINESS):
        role, why = Role.MEDIA, f"'{medium}' is a medium"
    if role is None and owner is not None and owner.role is not None:
        role, why = owner.role, f"as '{owner.words}', whose {best.noun} it is"
    if role is None:
        role, why = _elsewhere(parsed, speaker, setting)
    if role is None and speaker.name and is_sport(article_words):
        role, why = Role.OTHER, "named in an article about sport"
    if role is None and speaker.lead.sort == "persons":
        role, why = _shared_role(speaker, earlier)
    if role in (None, Role.OTHER) and _place(parsed, speaker, local):
        role, why = Role.GOVERNMENT, "a country or capital that speaks is its government"
    told = _told_countries(parsed, speaker, setting, earlier, owner, medium)
    if not told[0] and _international(speaker) is None:
        told = _set_in(parsed, speaker, role, naming, setting, why.startswith(FORMER))
    decided["role"] = why or "nothing in the copy tells the kind of speaker"
    both = _both_sides(text, speaker, setting)
    if both:
        role, decided["role"] = Role.GOVERNMENT, "countries that speak are their governments"
        naming, decided["naming"] = Naming.INSTITUTION, decided["role"]
        told = both, "the two countries that the article names most"
    countries, where = told
    if countries:
        decided["country"] = where
    return Description(
        _key(text, speaker, naming, medium, _local_code(text, speaker, local)),
        _words(text, best),
        naming,
        role,
        countries,
        medium,
        decided,
    )


def _told_countries(
    parsed: ParsedArticle,
    speaker: Speaker,
    setting: Setting,
    earlier: Sequence[tuple[Speaker, Description]],
    owner: Description | None,
    medium: str | None,
) -> Told:
    """The countries that the copy tells of the speaker: in the words for them, through the medium,
    the owner or the group."""
    told = _country(parsed, speaker, setting.local)
    if told[0]:
        return told
    if medium and medium in _by_name():
        return (_by_name()[medium].country,), f"'{medium}' is of this country"
    if owner is not None and owner.countries and inherits(parsed.text, speaker):
        return owner.countries, f"as '{owner.words}'"
    spelled = _spelled_out(parsed, speaker, setting)
    if spelled[0]:
        return spelled
    if speaker.name and " " in speaker.name:
        elsewhere = epithet_country(parsed.text, speaker.name)
        if elsewhere[0]:
            return elsewhere
    group = group_of(speaker, earlier)
    if group is not None and group.countries:
        return group.countries, f"one of '{group.words}'"
    return NONE


def _spelled_out(parsed: ParsedArticle, speaker: Speaker, setting: Setting) -> Told:
    """The country that stands with what an acronym is short for."""
    for phrase in speaker.phrases:
        for token in parsed.tokens(phrase.span):
            long = setting.acronyms.get(token.text)
            if long is not None:
                told = span_countries(
                    parsed, Span(max(0, long.start - _POSSESSED_BY), long.end), setting.local
                )
                if told[0]:
                    return told[0], f"'{token.text}' is {long.of(parsed.text)!r} in the article"
    return NONE


def _international(speaker: Speaker) -> str | None:
    """The word that makes the speaker one of a body of several countries ('UN', 'tribunal')."""
    known = lexicon.roles().international
    words = [w.strip(".") for p in speaker.phrases for w in p.words]
    return next((w for w in words if w in known), None)


def _set_in(
    parsed: ParsedArticle,
    speaker: Speaker,
    role: Role | None,
    naming: Naming | None,
    setting: Setting,
    was_official: bool,
) -> Told:
    """The country of officials, soldiers and locals of whom no other is told: the one that the
    article gives to their office elsewhere, else the one that it is set in."""
    official = role in (Role.GOVERNMENT, Role.MILITARY) or was_official
    words = {w for p in speaker.phrases for w in (p.noun, *p.words)}
    here = role is Role.CITIZEN and setting.abroad and not words & _STRANGERS
    if setting.main and (official or here or (words & _LOCALS and role is not None)):
        return (setting.main,), f"no other country is told, and {setting.why}"
    if official:
        for phrase in speaker.phrases:
            if phrase.indefinite or phrase.fresh or (phrase.name and not phrase.definite):
                continue
            known = lexicon.roles()
            office = {phrase.noun} & known.person.keys() if phrase.definite else set()
            for noun in (w for w in phrase.words if w in known.body or w in office):
                code = paired_country(parsed.text, noun)
                if code:
                    return (code,), f"the article has a '{noun}' of this country alone"
        if len(setting.pair) > 1:
            code = nearby_country(parsed, speaker.lead.span.start)
            if code:
                return (code,), "the only country that is named beside them"
    if setting.home and _domestic(speaker, role, naming):
        return (setting.home,), f"no nationality is given in copy of {setting.outlet}"
    return NONE


_BOTH = re.compile(r"(?:both|the two)(?: (?:sides|nations|countries|governments|capitals))?", re.I)


def _both_sides(text: str, speaker: Speaker, setting: Setting) -> tuple[str, ...]:
    """The two countries that 'both sides' are, where an article is about two."""
    if not _BOTH.fullmatch(" ".join(speaker.lead.span.of(text).split())):
        return ()
    return setting.pair


def _elsewhere(
    parsed: ParsedArticle, speaker: Speaker, setting: Setting
) -> tuple[Role | None, str]:
    """The role that the article tells beside the name in another place; of a person whose age or
    home stands instead of an office, that is a citizen."""
    text = parsed.text
    if speaker.name:
        role, why = epithet_role(text, speaker.name, person=True)
        private = _PRIVATE.search(text, max(0, text.find(speaker.name)))
        if (
            role is None
            and private
            and private.start() == text.find(speaker.name) + len(speaker.name)
        ):
            return Role.CITIZEN, f"'{speaker.name}{private.group()}', and no office"
        if role is not None:
            return role, why
    for phrase in speaker.phrases:
        for token in parsed.tokens(phrase.span):
            if token.text in setting.acronyms:
                long = setting.acronyms[token.text].of(text).lower().split()
                bodies = [e for _, e in entries(long) if e in lexicon.roles().body]
                if bodies:
                    best = max(bodies, key=len)
                    return lexicon.roles().body[best], f"'{best}' of '{token.text}'"
        if phrase.sort in ("organisation", "name"):
            name = re.sub(r"^[Tt]he\s+", "", " ".join(phrase.span.of(text).split()))
            role, why = epithet_role(text, name, person=False)
            if role is not None:
                return role, why
    return None, ""


_STATES = r"(?:the\s+)?(?:United|Republic|Senate|House|Parliament|National|Supreme|European|Court)"
_PRESIDES = re.compile(
    rf"\b(?:[Pp]resident(?: and \w+)?\s+(?:at|of|for)\s+(?!{_STATES})(?:the\s+)?[A-Z]\w+|"
    r"international president)"
)


def _presides(words: str) -> bool:
    """Whether someone is president of a body and no country's."""
    match = _PRESIDES.search(words)
    place = match.group().split()[-1] if match else ""
    return (
        match is not None
        and place not in lexicon.places()
        and not re.search(r"\b(?:minister|senator|mayor|judge)\b", words, re.I)
    )


def _reporter(text: str, speaker: Speaker) -> str | None:
    """The medium whose the person is: 'NPR's Ofeibea Quist-Arcton'."""
    for phrase in speaker.phrases:
        match = re.match(r"(.{2,30}?)['’]s\s", phrase.span.of(text))
        if match and medium_named(match.group(1)):
            return match.group(1)
    return None


_PRIVATE = re.compile(
    r"(?:, \d{1,3})(?:,? (?:of|from) [A-Z][\w.]+|,)|,? (?:of|from) [A-Z]\w+,? (?:said|told)"
)


def _by_name() -> dict[str, lexicon.Medium]:
    return {medium.name: medium for medium in lexicon.media().values()}


def _naming(speaker: Speaker) -> tuple[Naming | None, str]:
    grounds = [naming_of(phrase) for phrase in speaker.phrases]
    if any(g[0] is None for g in grounds) and speaker.personal:
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
    return None


def _role(
    parsed: ParsedArticle, speaker: Speaker, article_words: frozenset[str]
) -> tuple[Role | None, str]:
    for phrase in speaker.phrases:
        head = parsed.doc[phrase.head]
        clause = [t.lower_ for c in head.subtree if c.dep_ in ("relcl", "acl") for t in c.subtree]
        office = phrase.office
        tokens = parsed.tokens(office) if office else ()
        words = [t.lower_ for t in tokens if not t.is_punct and t.tag_ not in ("WP", "WDT")]
        role, why = role_of(phrase, article_words, clause, words)
        if role is not None:
            return role, why
    return None, ""


def _shared_role(
    speaker: Speaker, earlier: Sequence[tuple[Speaker, Description]]
) -> tuple[Role | None, str]:
    """The role of 'Kim and Kitazawa' where both have the same."""
    words = set(speaker.lead.words)
    members = [d for s, d in earlier if s.name and words & set(s.name.lower().split())]
    roles = {d.role for d in members}
    if len(members) > 1 and len(roles) == 1:
        return members[0].role, "the role of each of them"
    return None, ""


def _place(parsed: ParsedArticle, speaker: Speaker, local: Mapping[str, str]) -> bool:
    """Whether countries or capitals speak ('Seoul', 'the North', 'South Korea and Japan')."""
    for phrase in speaker.phrases:
        words = " ".join(phrase.span.of(parsed.text).split())
        if words.lower() in local:
            return True
        parts = re.split(r"\s+and\s+|,\s*", re.sub(r"^both\s+", "", words))
        kinds = [_place_kind(part) for part in parts]
        if phrase.sort == "place" and all(kind in ("name", "seat") for kind in kinds):
            return True
    return False


def _place_kind(words: str) -> str:
    return lexicon.places().get(re.sub(r"^(?:[Tt]he\s+)+", "", words), ("", ""))[1]


def _country(parsed: ParsedArticle, speaker: Speaker, local: Mapping[str, str]) -> Told:
    named = {word for phrase in speaker.phrases if phrase.name for word in phrase.name.split()}
    found = NONE
    for phrase in speaker.phrases:
        told = countries_of(parsed, phrase, local, named)
        if told[0] and not found[0]:
            found = told
        elif len(told[0]) > 1 and set(found[0]) < set(told[0]):
            found = told  # 'the Britain-based Syrian Observatory' after 'the Syrian Observatory'
    return found


def _local_code(text: str, speaker: Speaker, local: Mapping[str, str]) -> str:
    words = (" ".join(p.span.of(text).split()).lower() for p in speaker.phrases)
    return next((local[w] for w in words if w in local), "")


def _domestic(speaker: Speaker, role: Role | None, naming: Naming | None) -> bool:
    """Whether copy of the outlet's own country would leave the nationality out."""
    if role not in (Role.GOVERNMENT, Role.MILITARY) or naming is Naming.DOCUMENT:
        return False
    if any(p.sort in ("organisation", "place", "persons", "name") for p in speaker.phrases):
        return False
    known = lexicon.roles()
    words = {w for p in speaker.phrases for w in p.words}
    national = (Role.GOVERNMENT, Role.MILITARY)
    bodies = any(known.body.get(w) in national for w in words - _VAGUE_BODIES)
    return bodies or bool(words & _OFFICES)


def _fullness(phrase: Phrase) -> tuple[float, int]:
    """How much a phrase tells of its speaker; the earlier wins where two tell the same."""
    known = lexicon.roles()
    telling = sum(
        1.0
        for w in phrase.words
        if w.strip(".") in known.person or w in known.body or w in known.plain
    )
    name = len(phrase.name.split()) * 2.0 if phrase.name else 0.0
    if not phrase.name and phrase.sort in ("organisation", "place", "name"):
        name = 3.0
    place = 1.0 if any(w.title() in lexicon.places() for w in phrase.words) else 0.0
    vague = sum(0.75 for w in phrase.words if w in ("his", "her", "its", "their", "counterpart"))
    length = min(len(phrase.words), 12) * 0.1
    overlong = 3.0 if len(phrase.words) > _MAX_WORDS else 0.0
    return min(telling, 4.0) + name + place + length - vague - overlong, -phrase.span.start


def _words(text: str, phrase: Phrase) -> str:
    """The phrase as the report prints it: on one line, cut before a comma if it is very long."""
    words = re.sub(r"['’]s?$", "", " ".join(phrase.span.of(text).split()))
    if len(words.split()) > _MAX_WORDS and "," in words:
        words = words.split(",")[0]
    return " ".join(words.split()[:_MAX_WORDS])


def _key(
    text: str, speaker: Speaker, naming: Naming | None, medium: str | None, government: str
) -> str:
    """The speaker's id: the same for a name or an institution in every article."""
    if speaker.name:
        return slugify(speaker.name) or "speaker"
    lead = speaker.lead
    words = re.sub(r"^(?:the )+", "", " ".join(lead.span.of(text).split()), flags=re.I)
    if medium:
        return slugify(medium) or "medium"
    if naming is Naming.INSTITUTION and (government or _place_kind(words) in ("name", "seat")):
        code = government or lexicon.places().get(words, ("", ""))[0]
        if code and words not in ("White House", "Pentagon"):
            return f"{code.lower()}-government"
    if naming is not Naming.UNNAMED and lead.sort in ("place", "organisation", "persons", "name"):
        return slugify(words)[:60].strip("-") or "speaker"
    return f"{naming.value if naming else 'untold'}-{slugify(lead.noun) or 'speaker'}"
