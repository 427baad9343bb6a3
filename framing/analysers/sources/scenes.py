"""The country of those of whom the copy tells none: the one that the article gives to their office
elsewhere, or is set in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.countries import NONE, Told, span_countries
from framing.analysers.sources.identity import Speaker
from framing.analysers.sources.listed import entries, plain
from framing.analysers.sources.named_places import paired_country
from framing.analysers.sources.persons import people_of
from framing.analysers.sources.places import presidencies
from framing.analysers.sources.reading import noun_phrase
from framing.analysers.sources.setting import Setting
from framing.analysers.sources.times import of_another_time
from framing.models import Naming, Role

if TYPE_CHECKING:
    from framing.text.parse import ParsedArticle

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
_ABROAD = frozenset(
    "ambassador attache consul consulate diplomat diplomats embassy envoy external".split()
)


@dataclass(frozen=True, slots=True)
class _Untold:
    """A speaker of whom no country is told, in the article's setting."""

    parsed: ParsedArticle
    speaker: Speaker
    role: Role | None
    naming: Naming | None
    setting: Setting
    was_official: bool
    words: frozenset[str]

    @property
    def official(self) -> bool:
        """Whether a state's office or forces are told, or were once."""
        return self.role in (Role.GOVERNMENT, Role.MILITARY) or self.was_official


def set_in(
    parsed: ParsedArticle,
    speaker: Speaker,
    role: Role | None,
    naming: Naming | None,
    setting: Setting,
    was_official: bool,
) -> Told:
    """The country of officials, soldiers and locals of whom no other is told: the one that the
    article gives to their office elsewhere, else the one that it is set in."""
    words = frozenset(w for p in speaker.phrases for w in (p.noun, *p.words))
    who = _Untold(parsed, speaker, role, naming, setting, was_official, words)
    if _of_any_country(who):
        return NONE
    ways = (_of_the_state_before, _main, _paired, _of_the_lead, _by_place, _presiding, _at_home)
    return next((told for way in ways if (told := way(who))[0]), NONE)


def _of_any_country(who: _Untold) -> bool:
    """Whether where an article is set tells nothing of whose somebody is."""
    speaker = who.speaker
    if speaker.lead.noun == "west" or of_another_time(who.parsed, speaker):
        return True
    if not _of_one_country(speaker) or (_is_armed_group(speaker) and not who.setting.alone):
        return True
    if speaker.lead.plural and speaker.lead.noun == "leader" and not speaker.lead.definite:
        return True
    if who.role is Role.CITIZEN and not who.words & _LOCALS and _is_from(who.parsed, speaker):
        return True  # who is 'from South Kelm' may be a stranger where the article is set
    # An embassy's people are of another country than the one that it stands in.
    return bool(who.words & _ABROAD)


def _is_from(parsed: ParsedArticle, speaker: Speaker) -> bool:
    """Whether somebody is told to come from a place of a name."""
    return any(
        token.lower_ == "from"
        and token.i + 1 < len(parsed.doc)
        and parsed.doc[token.i + 1].is_title
        for phrase in speaker.phrases
        if phrase.name
        for token in parsed.tokens(phrase.span)
    )


def _of_the_state_before(who: _Untold) -> Told:
    """'Norway has protested. A foreign ministry spokesman said': of the state that the sentence
    before has for its subject, if it is one."""
    parsed = who.parsed
    for phrase in who.speaker.phrases if who.official else ():
        here = parsed.sentence_at(phrase.span.start) if "ministry" in phrase.words else None
        if here is None or here.index == 0:
            continue
        before = parsed.sentences[here.index - 1]
        root = parsed.tokens(before.span).root
        subject = next((c for c in root.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is None or (subject.pos_ != "PROPN" and subject.lemma_ not in _OF_A_STATE):
            continue
        codes, words = span_countries(parsed, noun_phrase(subject), who.setting.local)
        if codes and (subject.lemma_ in _OF_A_STATE or subject.text in words):
            return codes, f"{words} is the subject of the sentence before"
    return NONE


_OF_A_STATE = frozenset({"government", "ministry", "regime"})


def _main(who: _Untold) -> Told:
    """The one country that an article is about."""
    passer_by = who.words & (_STRANGERS | _PASSERS_BY)
    here = who.role is Role.CITIZEN and who.setting.abroad and not passer_by
    local = who.words & _LOCALS and who.role is not None
    if who.setting.main and (who.official or here or local or _of_the_matter(who)):
        return (who.setting.main,), f"no other country is told, and {who.setting.why}"
    return NONE


_OF_ITS_PEOPLE = (None, Role.OTHER, Role.CIVIL_SOCIETY)


def _of_the_matter(who: _Untold) -> bool:
    """Whether an article that names no other country than a foreign one is about its people: named
    ones of whom nothing else is told, its clubs and parties."""
    setting = who.setting
    named = who.naming is Naming.NAMED and who.role in _OF_ITS_PEOPLE
    bodies = who.speaker.lead.sort == "organisation" and who.role is Role.OTHER
    return setting.abroad and setting.only and (named or bodies)


def _paired(who: _Untold) -> Told:
    """The country that the article gives to an office wherever it gives one."""
    known = lexicon.roles()
    for phrase in who.speaker.phrases if who.official else ():
        if phrase.indefinite or phrase.fresh or (phrase.name and not phrase.definite):
            continue
        office = {phrase.noun} & known.person.keys() if phrase.definite else set()
        for noun in (w for w in phrase.words if w in known.body or w in office):
            code = paired_country(who.parsed.text, noun)
            if code:
                return (code,), f"the article has a '{noun}' of this country alone"
    return NONE


def _of_the_lead(who: _Untold) -> Told:
    """Where an article about several countries takes place: 'officials' are of there."""
    unnamed = who.naming in (Naming.UNNAMED, Naming.INSTITUTION)
    common = unnamed and who.speaker.lead.sort == "common"
    if not (who.official and common) or who.words & (_STRANGERS | _VAGUE_BODIES):
        return NONE
    setting = who.setting
    if _of_somebody(who.parsed.text, who.speaker):
        return NONE
    if setting.dateline:
        return (setting.dateline,), "the dateline is of this country, and no other is told"
    if setting.scene and setting.scene in setting.pair:
        return (setting.scene,), "the lead's places are in this country alone"
    return NONE


def _by_place(who: _Untold) -> Told:
    """Who is told to be in a place of no known country."""
    most = who.setting.most or who.setting.scene
    if most and who.role not in (None, Role.MEDIA) and (at := _in_a_place(who.parsed, who.speaker)):
        return (most,), f"'{at}', and most places that the article names are there"
    return NONE


def _presiding(who: _Untold) -> Told:
    """Who presides over the outlet's own country."""
    own = who.setting.own
    if own not in presidencies() or not who.official:
        return NONE
    known = _known_at_home(who.parsed, who.speaker)
    told = f"'{known}' is not introduced in copy of {who.setting.outlet}"
    return ((str(own),), told) if known else NONE


def _at_home(who: _Untold) -> Told:
    """Who is of the outlet's own country, which its copy leaves out."""
    setting, role = who.setting, who.role
    if not setting.home:
        return NONE
    named = who.naming is Naming.NAMED
    untold = named and (role is None or who.was_official) and " " in (who.speaker.name or "")
    vague = role in (Role.CITIZEN, Role.EXPERT)  # 'scientists', 'a fan' may be of anywhere
    people = named or (who.naming is Naming.UNNAMED and role is not None and not vague)
    people = people and role is not Role.MEDIA and setting.alone
    # Companies and their people are of a country only where nothing speaks of another.
    people = people and (role is not Role.BUSINESS or setting.only)
    people = people and not who.words & (_STRANGERS | _VAGUE_BODIES)
    ground = f"no nationality is given in copy of {setting.outlet}"
    if setting.main == setting.home and (untold or people):
        return (setting.home,), f"{ground} on its country"
    if _domestic(who.parsed.text, who.speaker, role, who.naming):
        return (setting.home,), ground
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


def both_sides(text: str, speaker: Speaker, setting: Setting) -> tuple[str, ...]:
    """The two countries that 'both sides' are, where an article is about two."""
    words = " ".join(speaker.lead.span.of(text).split())
    if not (_BOTH.fullmatch(words) or _OF_BOTH.search(words)):
        return ()
    return setting.pair


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
