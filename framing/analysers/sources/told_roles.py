"""The role that the copy tells of a speaker: in the words for them, through whom they serve, beside
their name elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.bodies import WEAK_HEADS
from framing.analysers.sources.description import Description
from framing.analysers.sources.epithets import epithet_role
from framing.analysers.sources.identity import Speaker
from framing.analysers.sources.labels import fullness
from framing.analysers.sources.leaders import leads
from framing.analysers.sources.listed import entries
from framing.analysers.sources.media_named import medium_named
from framing.analysers.sources.owners import bodies_served
from framing.analysers.sources.phrases import Phrase
from framing.analysers.sources.presiding import PRESIDES_OVER, of_presidency, presides
from framing.analysers.sources.roles import role_of
from framing.analysers.sources.setting import Setting
from framing.analysers.sources.sorts import one_of_a_people
from framing.analysers.sources.states import place_kind
from framing.analysers.sources.times import of_another_time
from framing.analysers.sources.told_beside import aged, held_then, makes_no_profit
from framing.analysers.sources.told_countries import members_of
from framing.analysers.sources.topics import is_show, is_sport
from framing.analysers.sources.transcripts import on_air
from framing.models import Role

if TYPE_CHECKING:
    from framing.text.parse import ParsedArticle


Found = tuple[Role | None, str]


def role_told(
    parsed: ParsedArticle,
    speaker: Speaker,
    setting: Setting,
    article_words: frozenset[str],
    earlier: Sequence[tuple[Speaker, Description]],
    owner: Description | None,
    medium: str | None,
) -> Found:
    """The role that the copy tells: in the words for the speaker, through the owner, elsewhere."""
    found = _in_their_words(parsed, speaker, article_words, medium)
    found = _by_whom_they_serve(parsed, speaker, setting, owner, found)
    if found[0] is not None:
        return found
    ways: tuple[Callable[[], Found], ...] = (
        lambda: _of_the_scene(parsed, speaker, article_words),
        lambda: _without_office(parsed.text, speaker, earlier),
        lambda: shared_role(speaker, earlier),
        lambda: _of_a_crowd(parsed.text, speaker, earlier),
    )
    return next((each for way in ways if (each := way())[0] is not None), found)


def _in_their_words(
    parsed: ParsedArticle, speaker: Speaker, article_words: frozenset[str], medium: str | None
) -> Found:
    """The role that the words for the speaker tell, or the medium that they name."""
    text = parsed.text
    role, why = _role(parsed, speaker, article_words)
    if why in _RESCUERS and _HELD.search(text):
        role, why = Role.CIVIL_SOCIETY, f"{why} of an area that no state holds"
    if why == "'group'" and any(
        _FIRM_GROUP.search(s.of(text)) for p in speaker.phrases for s in (p.span, p.office) if s
    ):
        role, why = Role.BUSINESS, "'Group' in a name"
    if role is Role.BUSINESS and not speaker.name and makes_no_profit(text, speaker):
        role, why = Role.CIVIL_SOCIETY, f"{why} that the article calls a non-profit"
    if why == "'official'" and (firm := _of_a_firm(text, speaker)):
        role, why = Role.BUSINESS, f"of '{firm}', a company in the article"
    if speaker.name and (of_medium := _of_the_medium(text, speaker)):
        role, why = Role.MEDIA, of_medium
    by_title = why in ("'president'", "'vice president'") and role is Role.GOVERNMENT
    if by_title and any(presides(p.span.of(text)) for p in speaker.phrases):
        role, why = of_presidency(text, speaker)
    if role is None and speaker.lead.span.of(text) in lexicon.PLATFORMS:
        role, why = Role.BUSINESS, "the company of a platform"
    if why.strip("'") in _TRADES and speaker.name and _private(text, speaker):
        role, why = Role.CITIZEN, f"{why}, with an age and no employer"
    if medium and role in (None, Role.GOVERNMENT, Role.MEDIA, Role.BUSINESS):
        role, why = Role.MEDIA, f"'{medium}' is a medium"
    return role, why


# Trades of experts that private people have, too: with an age, and without an employer.
_TRADES = frozenset({"engineer", "therapist"})


def _private(text: str, speaker: Speaker) -> bool:
    """Whether an age stands with a name, and nothing tells of whom the person speaks for."""
    served = any({"of", "at", "for", "with"} & set(p.words) for p in speaker.phrases)
    return bool(aged(text, speaker.name or "") or _behind_comma(text, speaker)) and not served


def _behind_comma(text: str, speaker: Speaker) -> bool:
    """Whether an age follows the name in its apposition: 'Jan Lund, a 36-year-old farmer'."""
    return any(_YEARS.search(p.span.of(text)) for p in speaker.phrases if p.name)


_YEARS = re.compile(r"\b\d{2}-year-old\b")
_RESCUERS = frozenset(
    {"'civil defense'", "'civil defence'", "'rescue service'", "'emergency service'"}
)
_HELD = re.compile(r"\b(?:rebel|opposition|insurgent|militant)s?[- ](?:held|controlled|run)\b")


def _by_whom_they_serve(
    parsed: ParsedArticle,
    speaker: Speaker,
    setting: Setting,
    owner: Description | None,
    found: Found,
) -> Found:
    """The role of the person or body that the speaker belongs to, or what the article tells of it
    or of the speaker elsewhere, where the words for the speaker tell none or little."""
    text, (role, why) = parsed.text, found
    if role is None:  # 'their boss, CFEE director Jan Lund' is of the CFEE, whoever 'they' are
        own = [p for p in speaker.phrases if p.name and p.words[:1] in _WHOSE]
        letters = (_by_letters(parsed, phrase, setting) for phrase in own)
        role, why = next((each for each in letters if each[0] is not None), found)
    courtesy = why in ("'dr'", "'prof'") or (why[1:-1] in WEAK_HEADS and owner is not None)
    if (role is None or courtesy) and owner is not None and owner.role is not None:
        best, known = max(speaker.phrases, key=fullness), lexicon.roles()
        offices = [w for w in best.words if w in known.person or w in known.plain]
        noun = best.noun if not best.name else (offices or ["member"])[-1]
        role, why = owner.role, f"as '{owner.words}', whose {noun} it is"
    weak = role is Role.BUSINESS and why.strip("'") in _OF_ANY_BODY
    if role is None or courtesy or weak:
        bodies = [*bodies_served(text, speaker), *held_then(text, speaker)]
        served = (_body_described(text, setting, body) for body in bodies)
        role, why = next((each for each in served if each[0] is not None), (role, why))
    if role is None and speaker.name and _is_chief(text, speaker.name):
        role, why = Role.GOVERNMENT, "'Chief' as a title"
    if courtesy or (role is None and why != PRESIDES_OVER):
        elsewhere = _elsewhere(parsed, speaker, setting)
        role, why = elsewhere if elsewhere[0] is not None else (role, why)
    return role, why


def _of_the_scene(parsed: ParsedArticle, speaker: Speaker, article_words: frozenset[str]) -> Found:
    """The role of who is named in an article about sport, films or music, and of no office."""
    named = speaker.name or speaker.lead.sort == "name" or _is_team(parsed, speaker)
    if not named or of_another_time(parsed, speaker):
        return None, ""
    if is_sport(article_words):
        return Role.OTHER, "named in an article about sport"
    if is_show(article_words):
        return Role.OTHER, "named in an article about films, music or the stage"
    return None, ""


def _without_office(
    text: str, speaker: Speaker, earlier: Sequence[tuple[Speaker, Description]]
) -> Found:
    """The role of whom a people, an age or a country alone tells, and of 'another'."""
    if " ".join(speaker.lead.words) in _ANOTHER:
        last = next((d for s, d in reversed(earlier) if not s.name and s.quoted), None)
        return (last.role, f"as '{last.words}' before") if last else (None, "")
    if not speaker.name:
        return None, ""
    if people := _only_a_people(speaker):
        return Role.CITIZEN, f"'{people}', and no office"
    if state := _a_countrys(text, speaker.name):
        return Role.GOVERNMENT, f"'{state}', and no office"
    office = lexicon.roles().plain & {w for p in speaker.phrases for w in p.words}
    age = "" if office else aged(text, speaker.name)
    return (Role.CITIZEN, age) if age else (None, "")


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


def _is_chief(text: str, name: str) -> bool:
    """Whether 'Chief' alone is somebody's title, as that of a nation's chief is: 'Chief Ana Lund',
    and no 'Police Chief Ana Lund'."""
    if f"Chief {name}" not in text:
        return False
    found = re.search(rf"(?:(?P<of>[A-Z]\w+) )?\bChief {re.escape(name)}\b", text)
    if found is None:
        behind = rf"{re.escape(name)}, (?:the )?[Cc]hief of (?:the )?[A-Z]"
        return re.search(behind, text) is not None
    of = found.group("of") or ""
    return of.lower() not in lexicon.roles().body and of != "The"


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


def _elsewhere(
    parsed: ParsedArticle, speaker: Speaker, setting: Setting
) -> tuple[Role | None, str]:
    """The role that the article tells beside the name in another place; of a person whose age or
    home stands instead of an office, that is a citizen."""
    text = parsed.text
    if speaker.name:
        role, why = epithet_role(text, speaker.name, person=True)
        private = _PRIVATE.match(text, max(0, text.find(speaker.name)) + len(speaker.name))
        if role is None and private:
            return Role.CITIZEN, f"'{speaker.name}{private.group()}', and no office"
        if role is not None:
            return role, why
    tried = set[str]()
    for phrase in speaker.phrases:
        by_letters = _by_letters(parsed, phrase, setting)
        if by_letters[0] is not None:
            return by_letters
        if phrase.sort in ("organisation", "name"):
            name = re.sub(r"^[Tt]he\s+", "", " ".join(phrase.span.of(text).split()))
            if name in tried:
                continue
            tried.add(name)
            role, why = epithet_role(text, name, person=False)
            if role is not None:
                return role, why
    return None, ""


def _by_letters(parsed: ParsedArticle, phrase: Phrase, setting: Setting) -> Found:
    """The role of the body whose letters stand in a phrase, by what they are short for."""
    for token in parsed.tokens(phrase.span):
        if token.text in setting.acronyms:
            long = setting.acronyms[token.text].of(parsed.text).lower().split()
            known = lexicon.roles().body
            bodies = [e for _, e in entries(long) if e in known]
            bodies = [e for e in bodies if known[e] is not Role.CITIZEN]  # 'People Power Party'
            if bodies:
                best = max(bodies, key=len)
                return known[best], f"'{best}' of '{token.text}'"
    return None, ""


_WHOSE = (("his",), ("her",), ("their",), ("its",))
_FIRM_GROUP = re.compile(
    r"\b(?!Working|Action|Support|Monitoring|Study|Crisis|Rights|Advocacy|Contact|Islamist|Rebel|"
    r"Militant|Wagner|Campaign|Minority|Liberty)[A-Z]\w+ Group\b"
)


def _of_the_medium(text: str, speaker: Speaker) -> str:
    """What tells that a person is of a medium: 'NPR's Ofeibea Quist-Arcton', 'JAN LUND, HOST:'."""
    tag = on_air(text, speaker.name or "")
    if tag:
        return f"'{tag}' in the transcript"
    for phrase in speaker.phrases:
        match = re.match(r"(.{2,30}?)['’]s\s", phrase.span.of(text))
        if match and medium_named(match.group(1)):
            return f"of '{match.group(1)}'"
    return ""


_PRIVATE = re.compile(
    r"(?:, \d{1,3})(?:,? (?:of|from) [A-Z][\w.]+|,)| of [A-Z]\w+, [A-Z][a-z]+\.?[, ]|"
    r",? (?:of|from) [A-Z]\w+,? (?:said|told)|"
    r", from [A-Z][\w.]+(?: [A-Z]\w+)?,"
)


def _a_countrys(text: str, name: str) -> str:
    """'Norway's Lund', as copy calls who leads a country; players and artists come before."""
    last = re.escape(name.rsplit(maxsplit=1)[-1])
    owned = re.finditer(
        rf"\b(?P<of>[A-Z]\w+(?: [A-Z]\w+)?)['’]s (?:{re.escape(name)}|{last})\b", text
    )
    return next((m.group() for m in owned if place_kind(m.group("of")) == "name"), "")


def _role(
    parsed: ParsedArticle, speaker: Speaker, article_words: frozenset[str]
) -> tuple[Role | None, str]:
    kin: tuple[Role | None, str] = (None, "")
    for phrase in speaker.phrases:
        if speaker.name and not phrase.name and phrase.sort in ("name", "organisation", "place"):
            continue  # 'Fox' of a coach John Fox is no broadcaster
        head = parsed.doc[phrase.head]
        clause = [t.lower_ for c in head.subtree if c.dep_ in ("relcl", "acl") for t in c.subtree]
        office = phrase.office
        tokens = parsed.tokens(office) if office else ()
        words = [t.lower_ for t in tokens if not t.is_punct and t.tag_ not in ("WP", "WDT")]
        if any(t.tag_ == "VBD" and t.lemma_ in ("be", "serve") for t in tokens):
            words = ["former", *words[1:]]  # 'who was ambassador'
        told = _without_names(parsed, phrase) if phrase.sort == "persons" else phrase
        role, why = role_of(told, article_words, clause, words)
        if role is None and phrase.sort == "common" and one_of_a_people(head):
            role, why = Role.CITIZEN, "one or several of a people, and no office"
        if role is Role.CITIZEN and why.strip("'") in _BESIDE_AN_OFFICE:
            kin = kin if kin[0] is not None else (role, why)
        elif role is not None:
            return role, why
    if kin[0] is not None and speaker.name:
        beside = epithet_role(parsed.text, speaker.name, person=True)
        kin = beside if beside[0] not in (None, Role.CITIZEN) else kin
    return kin


# What somebody is besides an office or a trade that the copy tells elsewhere.
_BESIDE_AN_OFFICE = frozenset(
    "fan supporter father mother husband wife son daughter brother sister parent viewer native "
    "grandfather grandmother cousin uncle aunt neighbour neighbor".split()
)


def _without_names(parsed: ParsedArticle, phrase: Phrase) -> Phrase:
    """The phrase without the surnames in it: 'Jan King and Eva Judge' hold no office."""
    tokens = parsed.tokens(phrase.span)
    names = {t.lower_ for t in tokens if t.ent_type_ == "PERSON" and t.ent_iob_ == "I"}
    return replace(phrase, words=tuple(w for w in phrase.words if w not in names))


def _of_a_crowd(
    text: str, speaker: Speaker, earlier: Sequence[tuple[Speaker, Description]]
) -> Found:
    """The role of the 'consumers' or 'residents' of whom the copy has told right before, for whom
    it names and says no more of."""
    plain = all(set(p.words) <= _COURTESIES for p in speaker.phrases)
    if not speaker.name or " " not in speaker.name or not plain or not speaker.quoted:
        return None, ""
    if leads(text, speaker.name):
        return None, ""
    for other, told in reversed(earlier):
        if not other.quoted:
            continue
        if other.name and told.decided.get("role", "").startswith(_ONE_OF):
            continue
        crowd = other.plural and not other.name and told.role is Role.CITIZEN
        return (Role.CITIZEN, f"{_ONE_OF} '{told.words}' before") if crowd else (None, "")
    return None, ""


_ONE_OF = "as one of the"
_COURTESIES = frozenset("mr mrs ms miss".split())


def shared_role(
    speaker: Speaker, earlier: Sequence[tuple[Speaker, Description]]
) -> tuple[Role | None, str]:
    """The role of 'Kim and Kitazawa' where both have the same."""
    members = members_of(speaker, earlier)
    roles = {d.role for d in members}
    if len(members) > 1 and len(roles) == 1:
        return members[0].role, "the role of each of them"
    return None, ""
