"""A resolved speaker described: the fullest words for them, naming, role and country.

Each field carries the words or the rule that it rests on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.countries import (
    NONE,
    Setting,
    Told,
    countries_of,
    named_places,
    paired_country,
    span_countries,
)
from framing.analysers.sources.description import Description
from framing.analysers.sources.epithets import epithet_country, epithet_role
from framing.analysers.sources.identity import Speaker, without_kind
from framing.analysers.sources.owners import bodies_served, group_of, inherits, owner_of
from framing.analysers.sources.persons import is_firm, people_of
from framing.analysers.sources.phrases import Phrase, one_of_a_people
from framing.analysers.sources.places import presidencies
from framing.analysers.sources.roles import (
    FORMER,
    FORMER_WORDS,
    WEAK_HEADS,
    entries,
    is_show,
    is_sport,
    naming_of,
    plain,
    role_of,
)
from framing.analysers.sources.speakers import Resolver
from framing.analysers.sources.via import medium_named, medium_within
from framing.clean.known_outlets import known_outlet
from framing.models import Naming, Role, Span
from framing.outlets import slugify

if TYPE_CHECKING:
    from framing.text.parse import ParsedArticle

_LEAST_OUTLET = 6  # letters of an outlet's name that is no plain word
_POSSESSED_BY = 20  # characters before a name in which its possessor stands
_MAX_WORDS = 24  # of a description; a longer phrase is cut to the words before its first comma
_OFFICES = frozenset(
    "minister president premier parliament lawmaker lawmakers prosecutors senator senators sen rep "
    "congressman congresswoman mp mps governor gov pm mayor judge sheriff prosecutor councillor "
    "councilman councilwoman commissioner chancellor peer backbencher coroner superintendent "
    "constable detective inspector trooper legislator assemblyman assemblywoman colonel major "
    "captain lieutenant sergeant brigadier admiral".split()
)
_LOCALS = frozenset("local locals resident residents villager villagers".split())
_STRANGERS = frozenset("tourist tourists traveller travellers visitor visitors passenger".split())
# Who saw what happened somewhere may be from anywhere.
_PASSERS_BY = frozenset(
    "witness witnesses eyewitness eyewitnesses bystander bystanders onlooker onlookers crowd "
    "witnessed survived fled".split()
)
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
    best = _name_alone(text, speaker, max(speaker.phrases, key=_fullness))
    naming, decided["naming"] = _naming(speaker)
    if naming is None and is_firm(text, re.sub(r"^[Tt]he\s+", "", _words(text, best))):
        naming, decided["naming"] = Naming.INSTITUTION, "the article speaks of it as of a company"
    if naming is Naming.UNNAMED and (whole := _short_of(parsed, speaker)):
        naming, decided["naming"] = Naming.INSTITUTION, f"short for '{whole}'"
    owner = owner_of(text, speaker, earlier, issuers)
    medium = None
    if naming is Naming.INSTITUTION or (naming is Naming.DOCUMENT and best.noun in ("report",)):
        medium = _medium(text, speaker, setting)
    role, why = _role_told(parsed, speaker, setting, article_words, earlier, owner, medium)
    if role in (None, Role.OTHER) and _place(parsed, speaker, local):
        role, why = Role.GOVERNMENT, "a country or capital that speaks is its government"
    if role is None and (state := _as_a_state(parsed, speaker)):
        role, why = Role.GOVERNMENT, f"'{state}' that speaks is a government or parliament"
    told = _told_countries(parsed, speaker, setting, earlier, owner, medium)
    surmised = not told[0]
    if surmised and _international(speaker) is None:
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
        surmised and bool(countries) and not both,
        decided,
    )


def _role_told(
    parsed: ParsedArticle,
    speaker: Speaker,
    setting: Setting,
    article_words: frozenset[str],
    earlier: Sequence[tuple[Speaker, Description]],
    owner: Description | None,
    medium: str | None,
) -> tuple[Role | None, str]:
    """The role that the copy tells: in the words for the speaker, through the owner, elsewhere."""
    text, noun = parsed.text, max(speaker.phrases, key=_fullness).noun
    role, why = _role(parsed, speaker, article_words)
    if why == "'group'" and any(_FIRM_GROUP.search(p.span.of(text)) for p in speaker.phrases):
        role, why = Role.BUSINESS, "'Group' in a name"
    if why == "'official'" and (firm := _of_a_firm(text, speaker)):
        role, why = Role.BUSINESS, f"of '{firm}', a company in the article"
    if speaker.name and (tag := _on_air(text, speaker.name)):
        role, why = Role.MEDIA, tag
    elif speaker.name and (reporter := _reporter(text, speaker)):
        role, why = Role.MEDIA, f"of '{reporter}'"
    by_title = why in ("'president'", "'vice president'") and role is Role.GOVERNMENT
    if by_title and any(_presides(p.span.of(text)) for p in speaker.phrases):
        role, why = _of_presidency(text, speaker)
    if role is None and speaker.lead.span.of(text) in lexicon.PLATFORMS:
        role, why = Role.BUSINESS, "the company of a platform"
    if medium and role in (None, Role.GOVERNMENT, Role.MEDIA, Role.BUSINESS):
        role, why = Role.MEDIA, f"'{medium}' is a medium"
    courtesy = why in ("'dr'", "'prof'") or (why[1:-1] in WEAK_HEADS and owner is not None)
    if (role is None or courtesy) and owner is not None and owner.role is not None:
        role, why = owner.role, f"as '{owner.words}', whose {noun} it is"
    weak = role is Role.BUSINESS and why.strip("'") in _OF_ANY_BODY
    if role is None or courtesy or weak:
        served = (_body_described(text, setting, body) for body in bodies_served(text, speaker))
        role, why = next((each for each in served if each[0] is not None), (role, why))
    if role is None and speaker.name and _CHIEF.search(text, 0) and _is_chief(text, speaker.name):
        role, why = Role.GOVERNMENT, "'Chief' as a title"
    presides = why == _PRESIDES_OVER
    if (role is None and not presides) or courtesy:
        elsewhere = _elsewhere(parsed, speaker, setting)
        role, why = elsewhere if elsewhere[0] is not None else (role, why)
    proper = speaker.name or speaker.lead.sort == "name" or _is_team(parsed, speaker)
    if role is None and proper and is_sport(article_words):
        role, why = Role.OTHER, "named in an article about sport"
    if role is None and proper and is_show(article_words):
        role, why = Role.OTHER, "named in an article about films, music or the stage"
    if role is None and speaker.name and (people := _only_a_people(speaker)):
        role, why = Role.CITIZEN, f"'{people}', and no office"
    if role is None and " ".join(speaker.lead.words) in _ANOTHER:
        last = next((d for s, d in reversed(earlier) if not s.name and s.quoted), None)
        role, why = (last.role, f"as '{last.words}' before") if last else (role, why)
    if role is None and speaker.name and (state := _a_countrys(text, speaker.name)):
        role, why = Role.GOVERNMENT, f"'{state}', and no office"
    plain = lexicon.roles().plain & {w for p in speaker.phrases for w in p.words}
    if role is None and speaker.name and not plain and (age := _aged(text, speaker.name)):
        role, why = Role.CITIZEN, age
    if role is None and speaker.lead.sort == "persons":
        role, why = _shared_role(speaker, earlier)
    return role, why


_OFFICIALS = re.compile(
    r"\b(?P<name>[A-Z]\w+) officials?\b|\bofficials? (?:at|of) (?P<of>[A-Z]\w+)"
)


def _of_a_firm(text: str, speaker: Speaker) -> str:
    """The company that 'officials' are of: 'Equihaus officials'."""
    for phrase in speaker.phrases:
        match = _OFFICIALS.search(phrase.span.of(text))
        name = (match.group("name") or match.group("of")) if match else ""
        if name and epithet_role(text, name, person=False)[0] is Role.BUSINESS:
            return name
    return ""


# Titles that people of companies have, and of charities, too.
_OF_ANY_BODY = frozenset(
    "ceo|chief executive|managing director|founder|co founder|manager|executive".split("|")
)


def _body_described(text: str, setting: Setting, body: str) -> tuple[Role | None, str]:
    """What an article tells of a body, in its own name or beside it."""
    if body in setting.acronyms:
        body = " ".join(setting.acronyms[body].of(text).split())
    if body in lexicon.PLATFORMS:
        return Role.BUSINESS, f"of '{body}', the company of a platform"
    known = lexicon.roles().body
    own = [known[e] for _, e in entries(body.lower().split()) if e in known]
    if own and own[-1] is not Role.CITIZEN:
        return own[-1], f"of '{body}'"
    return epithet_role(text, body, person=False)


_CHIEF = re.compile(r"\b[Cc]hief ")


def _is_chief(text: str, name: str) -> bool:
    """Whether 'Chief' alone is somebody's title, as that of a nation's chief is: 'Chief Ana Lund',
    and no 'Police Chief Ana Lund'."""
    found = re.search(rf"(?:(?P<of>[A-Z]\w+) )?\bChief {re.escape(name)}\b", text)
    of = (found.group("of") or "") if found else ""
    if found is None and re.search(
        rf"{re.escape(name)}, (?:the )?[Cc]hief of (?:the )?[A-Z]", text
    ):
        return True
    return found is not None and of.lower() not in lexicon.roles().body and of != "The"


_ANOTHER = frozenset({"another", "a second", "a third", "the other", "others"})


def _is_team(parsed: ParsedArticle, speaker: Speaker) -> bool:
    """Whether a body has the plural name that teams have: 'the Lions'."""
    head = parsed.doc[speaker.lead.head]
    return speaker.lead.sort == "organisation" and head.tag_ in ("NNPS", "NNS")


def _only_a_people(speaker: Speaker) -> str:
    """The people that alone stands with a name: 'American Dominique Molina, who was watching'."""
    for phrase in speaker.phrases:
        words = [w for w in phrase.words if w not in ("a", "an", "the", "•")]
        before = words[0].title() if words else ""
        if phrase.name and lexicon.places().get(before, ("", ""))[1] == "people":
            return before if len(words) == 1 else ""
    return ""


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
    abroad = _international(speaker) and _only_in(parsed.text, speaker, told[1])
    if told[0] and not abroad:
        return told
    if medium and medium in _by_name():
        return (_by_name()[medium].country,), f"'{medium}' is of this country"
    owned: Told = NONE
    if owner is not None and owner.countries and inherits(parsed.text, speaker):
        owned = owner.countries, f"as '{owner.words}'"
    ways: tuple[Callable[[], Told], ...] = (
        lambda: _of_the_last_country(parsed, speaker, _NATIONS),
        lambda: owned,
        lambda: _spelled_out(parsed, speaker, setting),
        lambda: _of_the_last_country(parsed, speaker, _ITS),
        lambda: _beside_the_name(parsed.text, speaker),
        lambda: _of_the_body(parsed.text, speaker),
    )
    told = next((found for way in ways if (found := way())[0]), NONE)
    if told[0]:
        return told
    members = _members(speaker, earlier)
    if len(members) > 1 and all(m.countries for m in members):
        codes = tuple(dict.fromkeys(code for m in members for code in m.countries))
        return codes, "the country of each of them"
    group = group_of(speaker, earlier)
    if group is not None and group.countries:
        return group.countries, f"one of '{group.words}'"
    return NONE


def _beside_the_name(text: str, speaker: Speaker) -> Told:
    """The country that the article tells beside the speaker's name elsewhere."""
    found = (epithet_country(text, name) for name in _names_of(text, speaker))
    return next((each for each in found if each[0]), NONE)


def _of_the_body(text: str, speaker: Speaker) -> Told:
    """The country that the article tells beside the name of the body that a person serves."""
    if not speaker.name or not inherits(text, speaker):
        return NONE
    found = (epithet_country(text, body) for body in bodies_served(text, speaker))
    return next((each for each in found if each[0]), NONE)


_ITS = re.compile(r"its\s", re.I)
_NATIONS = re.compile(r"the (?:country|nation|kingdom|republic)['’]s\s", re.I)


def _of_the_last_country(parsed: ParsedArticle, speaker: Speaker, words: re.Pattern[str]) -> Told:
    """'Sierra Leone chairs the group, and its president said': the country named last before, in
    the same sentence."""
    for phrase in speaker.phrases:
        sentence = parsed.sentence_at(phrase.span.start)
        if sentence is None or not words.match(phrase.span.of(parsed.text)):
            continue
        before = [
            (span, code)
            for span, code in named_places(parsed)
            if sentence.span.start <= span.start < phrase.span.start
        ]
        if before:
            span, code = before[-1]
            return (code,), f"'{span.of(parsed.text)}' before '{phrase.span.of(parsed.text)}'"
    return NONE


def _short_of(parsed: ParsedArticle, speaker: Speaker) -> str:
    """The body's name that a plain noun is short for: 'the zoo' where the article has 'the
    Cincinnati Zoo'; empty where it has none, or where the noun is a person's."""
    lead, known = speaker.lead, lexicon.roles()
    if lead.sort != "common" or lead.plural or not lead.definite:
        return ""
    if lead.noun in known.person or lead.noun in known.plain or lead.noun in known.document:
        return ""
    name = rf"\b(?:[Tt]he|at|of|to|from) ((?:[A-Z][\w'’.-]+ ){{1,4}}{lead.noun.capitalize()})\b"
    named = re.search(name, parsed.text)
    return named.group(1) if named else ""


def _names_of(text: str, speaker: Speaker) -> list[str]:
    """The full name of a person, or an institution's own name."""
    if speaker.name:
        return [speaker.name] if " " in speaker.name else []
    named = [p for p in speaker.phrases if p.sort in ("organisation", "name") and not p.plural]
    words = (re.sub(r"^[Tt]he\s+", "", " ".join(p.span.of(text).split())) for p in named)
    return [w for w in words if w[:1].isupper() and len(w.split()) <= 4]


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


def _only_in(text: str, speaker: Speaker, where: str) -> bool:
    """Whether a place is only where someone works: 'head of the International Red Cross in
    Indonesia'."""
    place = re.escape(where.strip("'"))
    return any(re.search(rf"\bin {place}\b", p.span.of(text)) for p in speaker.phrases)


def _international(speaker: Speaker) -> str | None:
    """The word that makes the speaker one of a body of several countries ('UN', 'tribunal')."""
    known = lexicon.roles().international
    for phrase in speaker.phrases:
        words = " ".join(plain(w) for w in phrase.words)
        found = next((e for e in known if re.search(rf"\b{re.escape(e)}\b", words)), None)
        if found is not None:
            return found
    return None


_ABROAD = frozenset(
    "ambassador attache consul consulate diplomat diplomats embassy envoy external".split()
)


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
    here = role is Role.CITIZEN and setting.abroad and not words & (_STRANGERS | _PASSERS_BY)
    if not _of_one_country(speaker) or (_is_armed_group(speaker) and not setting.alone):
        return NONE
    if speaker.lead.plural and speaker.lead.noun == "leader" and not speaker.lead.definite:
        return NONE
    if words & _ABROAD:
        return NONE  # an embassy's people are of another country than the one that it stands in
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
    local = naming in (Naming.UNNAMED, Naming.INSTITUTION) and speaker.lead.sort == "common"
    if (
        official
        and local
        and not words & (_STRANGERS | _VAGUE_BODIES)
        and not _of_somebody(parsed.text, speaker)
    ):
        there = _there(setting)
        if there[0]:
            return there
    most = setting.most or setting.scene
    told_place = most and role not in (None, Role.MEDIA)
    if most and told_place and (where := _in_a_place(parsed, speaker)):
        return (most,), f"'{where}', and most places that the article names are there"
    if setting.own in presidencies() and official and (known := _known_at_home(parsed, speaker)):
        return (str(setting.own),), f"'{known}' is not introduced in copy of {setting.outlet}"
    at_home = setting.home and setting.main == setting.home
    untold = (
        naming is Naming.NAMED and (role is None or was_official) and " " in (speaker.name or "")
    )
    vague = role in (Role.CITIZEN, Role.EXPERT)  # 'scientists', 'a fan' may be of anywhere
    people = naming is Naming.NAMED or (naming is Naming.UNNAMED and role is not None and not vague)
    people = (
        people
        and role is not Role.MEDIA
        and setting.alone
        and not words & (_STRANGERS | _VAGUE_BODIES)
    )
    if at_home and setting.home and (untold or people):
        return (
            setting.home,
        ), f"no nationality is given in copy of {setting.outlet} on its country"
    if setting.home and _domestic(parsed.text, speaker, role, naming):
        return (setting.home,), f"no nationality is given in copy of {setting.outlet}"
    return NONE


_ADMINISTRATION = re.compile(r"\b(?P<name>[A-Z]\w+)(?:['’]s)? (?:administration|officials)\b")


def _known_at_home(parsed: ParsedArticle, speaker: Speaker) -> str:
    """Who leads the outlet's own country, whom its copy names without a given name: 'President
    Lund', 'the Lund administration'. Another country's is introduced in full."""
    text, last = parsed.text, people_of(parsed.doc).last
    names = [speaker.name] if speaker.name else []
    names += [m["name"] for p in speaker.phrases if (m := _ADMINISTRATION.search(p.span.of(text)))]
    for name in names:
        if " " not in name and last.get(name, name) == name:
            last_name = re.escape(name)
            titled = rf"\bPresident {last_name}\b|\b{last_name} administration\b"
            if known := re.search(titled, text):
                return known.group()
    return ""


_PLACE_KINDS = frozenset(
    "city town village province district governorate region camp countryside suburb neighbourhood "
    "neighborhood provincial local rural".split()
)
_LOCAL_WORDS = frozenset("resident residents villager villagers locals".split())


def _in_a_place(parsed: ParsedArticle, speaker: Speaker) -> str:
    """The place of no known country that somebody is told to be in or of: 'a nurse in Kelm
    hospital', 'activists in the city'. What an article names without saying where it lies, is where
    the article is set."""
    known = lexicon.places()
    for phrase in speaker.phrases:
        tokens = parsed.tokens(phrase.span)
        for token in tokens:
            named = token.ent_type_ in ("GPE", "FAC") and token.text not in known
            kind = token.lower_ in _PLACE_KINDS or token.lower_ in _LOCAL_WORDS
            behind = any(t.lower_ in ("in", "of", "from", "at") for t in tokens if t.i < token.i)
            if kind or (named and behind):
                return token.text
    return ""


_SOMEBODYS = re.compile(r"(?:[Tt]he|[Aa]n?) (?P<name>[A-Z]\w+(?: [A-Z]\w+)*) (?=[a-z])")


def _of_somebody(text: str, speaker: Speaker) -> bool:
    """Whether a body is named after whose it is: 'the Trump administration' is of no scene; 'the
    Interior Ministry spokesman' is."""
    found = (_SOMEBODYS.match(p.span.of(text)) for p in speaker.phrases if p.sort == "common")
    return any(match and not entries(match["name"].lower().split()) for match in found)


def _there(setting: Setting) -> Told:
    """Where an article about several countries takes place: 'officials' are of there."""
    if setting.dateline:
        return (setting.dateline,), "the dateline is of this country, and no other is told"
    if setting.scene and setting.scene in setting.pair:
        return (setting.scene,), "the lead's places are in this country alone"
    return NONE


_ARMED = frozenset(
    "rebel rebels militant militants insurgent insurgents jihadist guerrilla fighter militia "
    "militias "
    "taliban hamas hezbollah houthis isis isil daesh farc pkk gunmen".split()
)


def _is_armed_group(speaker: Speaker) -> bool:
    """Whether the speaker is of a group that is no state's: where it fights is not whose it is."""
    words = [w.replace("’", "'").removesuffix("'s") for p in speaker.phrases for w in p.words]
    return bool(_ARMED.intersection(words)) or any(
        e in lexicon.roles().body and " " in e and e.split()[-1] == "group"
        for _, e in entries(words)
    )


_EVERYWHERE = re.compile(
    r"\b(?:islamic state|isis|isil|daesh|al-? ?qa[ei]da|(?:terror|terrorist|jihadist) groups?)\b"
)


def _of_one_country(speaker: Speaker) -> bool:
    """Whether an armed group can be of the country that it fights in; some fight in many."""
    words = (" ".join(plain(w) for w in p.words) for p in speaker.phrases)
    return not any(_EVERYWHERE.search(w) for w in words)


_BOTH = re.compile(r"(?:both|the two)(?: (?:sides|nations|countries|governments|capitals))?", re.I)


_OF_BOTH = re.compile(
    r"\b(?:statements|officials|leaders|governments|claims|accounts|reports) (?:from|of|by) "
    r"(?:both|the two) (?:sides|nations|countries|governments|capitals)$"
)


def _both_sides(text: str, speaker: Speaker, setting: Setting) -> tuple[str, ...]:
    """The two countries that 'both sides' are, where an article is about two."""
    words = " ".join(speaker.lead.span.of(text).split())
    if not (_BOTH.fullmatch(words) or _OF_BOTH.search(words)):
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
                known = lexicon.roles().body
                bodies = [e for _, e in entries(long) if e in known]
                bodies = [e for e in bodies if known[e] is not Role.CITIZEN]  # 'People Power Party'
                if bodies:
                    best = max(bodies, key=len)
                    return known[best], f"'{best}' of '{token.text}'"
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


_NO_BODIES = (
    "Vice|Former|Then|Acting|Deputy|Interim|Outgoing|Late|Mr|Mrs|Ms|Madam|New|The|Under|Incoming|Ex|"
    "State|First"
)
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_HEADED = re.compile(
    rf"^(?:[Tt]he )?(?!(?:{_NO_BODIES}|{_DAYS})\b)(?P<body>[A-Z]\w+) [Pp]resident\b"
)
_OWNED_BY = re.compile(r"^(?P<body>[A-Z]\w+)['’]s (?:founding|vice|former|first|new) president\b")


def _body_of(match: re.Match[str]) -> str:
    """The body that someone presides over, as far as one word tells it."""
    return match.groupdict().get("body") or match.group().split()[-1]


def _presides(words: str) -> bool:
    """Whether someone is president of a body and no country's."""
    match = _PRESIDES.search(words) or _HEADED.search(words) or _OWNED_BY.search(words)
    place = _body_of(match) if match else ""
    return (
        match is not None
        and place not in lexicon.places()
        and lexicon.roles().body.get(place.lower()) is not Role.GOVERNMENT
        and not re.search(r"\b(?:minister|senator|mayor|judge)\b", words, re.I)
    )


def _of_presidency(text: str, speaker: Speaker) -> tuple[Role | None, str]:
    """The role of who presides over a body: what the article tells of the body, if anything."""
    for phrase in speaker.phrases:
        words = phrase.span.of(text)
        match = _PRESIDES.search(words) or _HEADED.search(words) or _OWNED_BY.search(words)
        body = _body_of(match) if match else ""
        listed = lexicon.roles().body.get(body.lower())
        if listed is not None:
            return listed, f"'{body}'"
        role, why = epithet_role(text, body, person=False) if body[:1].isupper() else (None, "")
        if role is not None:
            return role, why
    return None, _PRESIDES_OVER


_PRESIDES_OVER = "president of a body that the copy does not describe"


_FIRM_GROUP = re.compile(
    r"\b(?!Working|Action|Support|Monitoring|Study|Crisis|Rights|Advocacy|Contact|Islamist|Rebel|"
    r"Militant|Wagner|Campaign|Minority|Liberty)[A-Z]\w+ Group\b"
)


def _on_air(text: str, name: str) -> str:
    """How a transcript's tag marks the medium's own people: 'RENEE MONTAGNE, HOST:'."""
    if not any(f", {tag}" in text for tag in ("HOST", "BYLINE", "ANCHOR", "CORRESPONDENT")):
        return ""
    surname = re.escape(name.rsplit(maxsplit=1)[-1])
    tag = re.search(rf"(?i:\b{surname}), (HOST|BYLINE|ANCHOR|CORRESPONDENT|REPORTER)\b", text)
    return f"'{tag.group(1)}' in the transcript" if tag else ""


def _reporter(text: str, speaker: Speaker) -> str | None:
    """The medium whose the person is: 'NPR's Ofeibea Quist-Arcton'."""
    for phrase in speaker.phrases:
        match = re.match(r"(.{2,30}?)['’]s\s", phrase.span.of(text))
        if match and medium_named(match.group(1)):
            return match.group(1)
    return None


_PRIVATE = re.compile(
    r"(?:, \d{1,3})(?:,? (?:of|from) [A-Z][\w.]+|,)| of [A-Z]\w+, [A-Z][a-z]+\.?[, ]|,? (?:of|from) [A-Z]\w+,? (?:said|told)|"
    r", from [A-Z][\w.]+(?: [A-Z]\w+)?,"
)


def _a_countrys(text: str, name: str) -> str:
    """'Norway's Lund', as copy calls who leads a country; players and artists come before."""
    last = re.escape(name.split()[-1])
    owned = re.finditer(
        rf"\b(?P<of>[A-Z]\w+(?: [A-Z]\w+)?)['’]s (?:{re.escape(name)}|{last})\b", text
    )
    return next((m.group() for m in owned if _place_kind(m.group("of")) == "name"), "")


def _aged(text: str, name: str) -> str:
    """The age that stands in front of a name or behind it, where nobody's office does."""
    age, whole = r"(?:\d{1,3}|[a-z]+)", re.escape(name)
    found = re.search(rf"(?i:\b{age}-year-old) {whole}\b|{whole}, (?:age {age}|\d\d(?=[,.]))", text)
    return f"'{found.group()}', and no office" if found else ""


def _by_name() -> dict[str, lexicon.Medium]:
    return {medium.name: medium for medium in lexicon.media().values()}


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


def _role(
    parsed: ParsedArticle, speaker: Speaker, article_words: frozenset[str]
) -> tuple[Role | None, str]:
    for phrase in speaker.phrases:
        if speaker.name and not phrase.name and phrase.sort in ("name", "organisation", "place"):
            continue  # 'Fox' of a coach John Fox is no broadcaster
        head = parsed.doc[phrase.head]
        clause = [t.lower_ for c in head.subtree if c.dep_ in ("relcl", "acl") for t in c.subtree]
        office = phrase.office
        tokens = parsed.tokens(office) if office else ()
        words = [t.lower_ for t in tokens if not t.is_punct and t.tag_ not in ("WP", "WDT")]
        if phrase.sort == "persons":
            phrase = _without_names(parsed, phrase)
        role, why = role_of(phrase, article_words, clause, words)
        if role is None and phrase.sort == "common" and one_of_a_people(head):
            role, why = Role.CITIZEN, "one or several of a people, and no office"
        if role is not None:
            return role, why
    return None, ""


def _without_names(parsed: ParsedArticle, phrase: Phrase) -> Phrase:
    """The phrase without the surnames in it: 'Jan King and Eva Judge' hold no office."""
    tokens = parsed.tokens(phrase.span)
    names = {t.lower_ for t in tokens if t.ent_type_ == "PERSON" and t.ent_iob_ == "I"}
    return replace(phrase, words=tuple(w for w in phrase.words if w not in names))


def _shared_role(
    speaker: Speaker, earlier: Sequence[tuple[Speaker, Description]]
) -> tuple[Role | None, str]:
    """The role of 'Kim and Kitazawa' where both have the same."""
    members = _members(speaker, earlier)
    roles = {d.role for d in members}
    if len(members) > 1 and len(roles) == 1:
        return members[0].role, "the role of each of them"
    return None, ""


def _members(speaker: Speaker, earlier: Sequence[tuple[Speaker, Description]]) -> list[Description]:
    """Who 'Kim and Kitazawa' are, as far as the article has described them before."""
    if speaker.lead.sort != "persons":
        return []
    words = set(speaker.lead.words)
    return [d for s, d in earlier if s.name and words & set(s.name.lower().split())]


def _place(parsed: ParsedArticle, speaker: Speaker, local: Mapping[str, str]) -> bool:
    """Whether countries or capitals speak ('Seoul', 'the North', 'South Korea and Japan')."""
    for phrase in speaker.phrases:
        words = " ".join(phrase.span.of(parsed.text).split())
        words = re.sub(r", (?:an?|the) .*$", "", words)  # 'South Korea, a US ally'
        if words.lower() in local and words.lower() not in lexicon.roles().person:
            return True
        words = re.sub(r"\s+and (?:(?:its|their|other) )?(?:\w+ )?(?:allies|partners)$", "", words)
        parts = re.split(r"\s+and\s+|,\s*", re.sub(r"^both\s+", "", words))
        kinds = [_place_kind(part) for part in parts]
        if phrase.sort in ("place", "name") and all(kind in ("name", "seat") for kind in kinds):
            return True
    return False


_CHAMBERS = frozenset({"the House", "The House", "the Senate", "The Senate"})


def _as_a_state(parsed: ParsedArticle, speaker: Speaker) -> str:
    """'The Americans', 'the Chinese side', 'the House' that speak for a state."""
    for phrase in speaker.phrases:
        words = " ".join(phrase.span.of(parsed.text).split())
        the, rest = words.partition(" ")[0], words.split()[1:]
        people = len(rest) == 1 or (len(rest) == 2 and rest[1] in ("side", "sides"))
        people = people and the.lower() == "the" and _place_kind(rest[0]) == "people"
        sides = words.lower() in ("each side", "both sides", "the two sides")
        if words in _CHAMBERS or sides or (people and (len(rest) == 2 or rest[0].endswith("s"))):
            return words
    return ""


def _place_kind(words: str) -> str:
    return lexicon.places().get(re.sub(r"^(?:[Tt]he\s+)+", "", words), ("", ""))[1]


def _country(parsed: ParsedArticle, speaker: Speaker, local: Mapping[str, str]) -> Told:
    named = {word for phrase in speaker.phrases if phrase.name for word in phrase.name.split()}
    found = NONE
    for phrase in speaker.phrases:
        if phrase.words[:2] in (("a", "former"), ("the", "former")) and _in_office(speaker):
            continue  # of the office that was given up
        told = countries_of(parsed, phrase, local, named)
        if told[0] and not found[0]:
            found = told
        elif len(told[0]) > 1 and set(found[0]) < set(told[0]):
            found = told  # 'the Britain-based Syrian Observatory' after 'the Syrian Observatory'
    return found


def _in_office(speaker: Speaker) -> bool:
    """Whether the copy tells an office that the person holds."""
    known = lexicon.roles()
    return any(
        (w in known.person or w in known.plain) and w not in ("former", "dr")
        for p in speaker.phrases
        if p.name and not FORMER_WORDS & set(p.words)
        for w in p.words
    )


def _local_code(text: str, speaker: Speaker, local: Mapping[str, str]) -> str:
    words = (" ".join(p.span.of(text).split()).lower() for p in speaker.phrases)
    return next((local[w] for w in words if w in local), "")


_POSSESSED = re.compile(r"(?:its|their|his|her)\s", re.I)


def _domestic(text: str, speaker: Speaker, role: Role | None, naming: Naming | None) -> bool:
    """Whether copy of the outlet's own country would leave the nationality out."""
    if role not in (Role.GOVERNMENT, Role.MILITARY) or naming is Naming.DOCUMENT:
        return False
    sorts = {p.sort for p in speaker.phrases}
    if sorts & {"place", "persons", "name"}:
        return False
    if "organisation" in sorts:  # 'the Federal Trade Commission'
        return naming is Naming.INSTITUTION
    known = lexicon.roles()
    words = {w for p in speaker.phrases for w in p.words}
    if any(_POSSESSED.match(p.span.of(text)) for p in speaker.phrases):
        return False  # 'its president' is another country's
    national = (Role.GOVERNMENT, Role.MILITARY)
    bodies = any(known.body.get(w) in national for w in words - _VAGUE_BODIES)
    bodies = bodies or speaker.lead.noun == "official"
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
    words = re.sub(r"\s\(@\w+\).*$", "", words)  # the handle and the date of a post
    if phrase.name and f"{phrase.name} and " in words:  # 'Secretary Eva Lund and Jonas Brandt'
        words = words[: words.index(f"{phrase.name} and ") + len(phrase.name)]
    if len(words.split()) > _MAX_WORDS and "," in words:
        words = words.split(",")[0]
    return " ".join(words.split()[:_MAX_WORDS])


def _name_alone(text: str, speaker: Speaker, phrase: Phrase) -> Phrase:
    """Of a body the name without its kind, where the article has it so, too."""
    words = " ".join(phrase.span.of(text).split())
    name = without_kind(words)
    if phrase.sort not in ("organisation", "name") or name == words:
        return phrase
    return next((p for p in speaker.phrases if p.span.of(text) == name), phrase)


def _usual(text: str, speaker: Speaker) -> Phrase:
    """The phrase that introduces the speaker; of a body's names the one that the copy uses most: a
    caption may have put a word in front of the first."""
    lead = speaker.lead
    if lead.sort not in ("organisation", "name"):
        return lead
    names = Counter(p.span.of(text) for p in speaker.phrases if p.sort in ("organisation", "name"))
    if names[lead.span.of(text)] > 1 or len(names) < 2:
        return lead
    usual, times = names.most_common(1)[0]
    shorter = lead.span.of(text).endswith(usual)  # 'Reuters Equihaus'
    return (
        next(p for p in speaker.phrases if p.span.of(text) == usual)
        if (times > 1 and shorter)
        else lead
    )


def _key(
    text: str, speaker: Speaker, naming: Naming | None, medium: str | None, government: str
) -> str:
    """The speaker's id: the same for a name or an institution in every article."""
    if speaker.name:
        return slugify(speaker.name) or "speaker"
    lead = _usual(text, speaker)
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
