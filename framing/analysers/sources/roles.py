"""The role of a speaker, from the words that describe them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from framing.analysers.sources import lexicon
from framing.analysers.sources.bodies import head_body, role_of_body
from framing.analysers.sources.former import (
    FORMER,
    OFFICIAL,
    PARTISANS,
    SHADOW,
    given_up,
    left_it,
    past_office,
)
from framing.analysers.sources.listed import entries, parts_of, singular, spoken
from framing.analysers.sources.own_words import (
    QUANTITIES,
    before_topic,
    of_nations,
    own_entries,
    own_words,
    qualifies,
)
from framing.analysers.sources.phrases import Phrase
from framing.analysers.sources.topics import may_be_sport
from framing.models import Role

_SPORT_NOUNS = frozenset(
    {"captain", "manager", "defender", "forward", "veteran", "director", "boss", "driver", "guard"}
)
# A head that tells nobody's office.
_WHOSE = frozenset({"his", "her", "their", "my", "our"})
_PRIVATE = frozenset("man woman boy girl couple teen teenager mother father".split())
_LEGISLATURES = frozenset("parliament senate congress assembly legislature".split())
_COURTESIES = frozenset({"dr", "prof"})
# Bodies of an opposition, and offices that they have as states do.
_OPPOSED = frozenset(
    {
        "syrian coalition",
        "opposition coalition",
        "negotiations committee",
        "negotiation committee",
    }
)
_OFFICES_ANYWHERE = frozenset({"president", "vice president", "secretary", "secretary general"})
_WEAK_BODIES = frozenset({"country", "nation", "state", "leadership"})
_FAMILY = frozenset(
    "brother sister son daughter father mother husband wife child children house home".split()
)
# Offices of clubs, companies and charities, too.
_WEAK_TITLES = frozenset(
    {
        "president",
        "vice president",
        "governor",
        "secretary",
        "secretary general",
        "founder",
        "co founder",
        "manager",
        "whip",
    }
)


def role_of(
    phrase: Phrase,
    article_words: frozenset[str],
    clause: Sequence[str] = (),
    office: Sequence[str] = (),
) -> tuple[Role | None, str]:
    """The role that a phrase tells, with the word it rests on; None where it tells none.

    A noun that names an occupation decides; else the organisation that stands with a plain noun
    ('army spokesman', 'official at the ministry'). ``clause``: words of its relative
    clauses; ``office``: those of the one that tells the office ('who heads …').
    """
    known = lexicon.roles()
    medium = _medium(phrase)
    if medium:
        return Role.MEDIA, f"'{medium.name}' is {'an agency' if medium.agency else 'an outlet'}"
    words = [spoken(w) for each in (*own_words(phrase), *office) for w in parts_of(each)]
    words = words[: before_topic(words)]
    placed = entries(words)
    placed = [p for p in placed if not qualifies(p, placed)]
    found = own_entries(phrase, words, placed)
    if not phrase.name and phrase.noun in known.document and (phrase.plural or not phrase.definite):
        found = [entry for entry in found if entry.split()[-1] != phrase.noun]
    elif not phrase.name and not _several(phrase) and (body := head_body(phrase)) is not None:
        return role_of_body(found, body, words)
    if phrase.plural or phrase.noun in QUANTITIES:  # 'dog owners', 'owners of the phone'
        found = [entry for entry in found if entry != "owner"]
    if not phrase.name:  # 'criminal justice experts' are experts
        found.sort(key=lambda e: not (e in known.person and e == singular(phrase.noun)))
    if not phrase.name and phrase.noun not in found and _WEAK_BODIES.issuperset(found):
        found = []  # 'liberals across the country'
    gone = given_up(words, placed)
    found = [e for e in found if e not in gone] or found
    if "witness" in found or "eyewitness" in found:  # whatever else they are
        return Role.CITIZEN, "'witness'"
    sport = may_be_sport(article_words)
    if any(b == "boss" and a in _WHOSE for a, b in pairwise(words)):
        found = [e for e in found if e != "boss"]  # 'their boss, director of the institute'
    shadow = [e for at, e in placed if words[at - 1 : at] == ["shadow"] and e in found]
    found = [e for e in found if e not in shadow]
    if shadow and not any(e in known.person for e in found):
        return Role.OTHER, f"{SHADOW}: 'shadow {shadow[0]}'"
    past = past_office(words, placed)
    if past:
        return Role.OTHER, past
    role, ground = _by_occupation(found, sport, article_words)
    role, ground = _by_standing(role, ground, words, placed, bool(phrase.name))
    if role is not None:
        return role, ground
    role, ground = _by_noun(phrase, found, clause, article_words)
    role, ground = (role, ground) if role is not None else _by_deeds(words, clause)
    return (role, ground) if role is not None else _by_kind(phrase, words)


def _by_noun(
    phrase: Phrase, found: Sequence[str], clause: Sequence[str], article_words: frozenset[str]
) -> tuple[Role | None, str]:
    """The role of whom a noun without an office names: 'a woman', 'an official', 'the woman whose
    brother died'."""
    if private := _private(phrase, article_words):
        return Role.CITIZEN, f"'{private}', and no office"
    if "official" in found:
        return Role.GOVERNMENT, "'official'"
    if phrase.noun not in lexicon.roles().document and _tells_of_family(clause):
        return Role.CITIZEN, "a relative"
    return None, ""


def _by_kind(phrase: Phrase, words: Sequence[str]) -> tuple[Role | None, str]:
    """The role that the kind of body or document tells, whoever it is or wrote it."""
    known = lexicon.roles()
    if known.international.intersection(of_nations(phrase, words)):
        return Role.GOVERNMENT, "a body of several countries"
    if phrase.words[-1:] == ("reports",) and not phrase.definite:
        return Role.MEDIA, "'reports' of nobody named"
    leaked = phrase.noun == "paper" and phrase.plural  # 'the papers': scholars write one
    if not phrase.name and phrase.noun in known.kinds and not leaked:
        return known.kinds[phrase.noun], f"what a '{phrase.noun}' is"
    return None, ""


def _tells_of_family(clause: Sequence[str]) -> bool:
    """'Whose brother died', 'who lost her home'."""
    whose = ("whose", "his", "her", "their")
    return any(b in _FAMILY for a, b in pairwise(clause) if a in whose)


def _by_deeds(words: Sequence[str], clause: Sequence[str]) -> tuple[Role | None, str]:
    """The role of who leads a country, or lived through what is told."""
    state = _leads_a_state(words)
    if state:
        return Role.GOVERNMENT, f"'{state}'"
    lives = next((at for at, w in enumerate(clause) if w in ("lives", "lived", "live")), None)
    if lives is not None and _BESIDE.intersection(clause[lives + 1 : lives + _WHERE]):
        return Role.CITIZEN, "who lives near, and no office"
    ordeal = bool(_ORDEALS.intersection(clause))
    ordeal = ordeal or ("spent" in clause and bool(_CONFINED.intersection(clause)))
    return (Role.CITIZEN, "who lived through it, and no office") if ordeal else (None, "")


def _leads_a_state(words: Sequence[str]) -> str:
    """'North Korean leader', 'Rwanda's leaders': of whom a country is, and no group within it."""
    words = [bare for w in words if (bare := w.removesuffix("'s").strip("'"))]
    for at, word in enumerate(words):
        if singular(word) != "leader":
            continue
        if word == "leaders" and _ANY.issuperset(words[:at]) and "of" not in words[at:]:
            return word  # of whom nothing says that they lead less than countries
        for length in (1, 2):
            before = " ".join(words[max(0, at - length) : at])
            known = lexicon.places()
            kind = known.get(before.title(), known.get(before.upper(), ("", "")))[1]
            if kind in ("people", "name") or before in ("north", "south"):
                return f"{before} {word}"
    return ""


_ANY = frozenset(
    "the two three four both all some many several most other visiting world international foreign "
    "western eu g7 g20 nato".split()
)
_BESIDE = frozenset(
    "near nearby close opposite next metres meters yards minutes streets doors across above "
    "overlooking around".split()
)
_WHERE = 4  # words behind 'lives'
# What befalls people, and is no office: 'Shingoose, who survived nine years at a school'.
_ORDEALS = frozenset(
    "survived witnessed fled escaped watched attended witnessing marched protested".split()
)


# 'Who spent seven years at the school'
_CONFINED = frozenset("school schools prison jail camp captivity detention orphanage cell".split())


def _private(phrase: Phrase, article_words: frozenset[str]) -> str:
    """The head that tells nobody's office: 'a man', 'dozens of women', 'half of those asked'."""
    if phrase.noun in _PRIVATE:
        return phrase.noun
    if phrase.noun in ("percent", "half", "third", "quarter") and _ASKED & article_words:
        return phrase.noun
    if phrase.noun in QUANTITIES and "of" in phrase.words:
        behind = phrase.words[phrase.words.index("of") + 1 :]
        return next((w for w in behind[:1] if {w, singular(w), w[:-2] + "an"} & _PRIVATE), "")
    return ""


_ASKED = frozenset("survey surveyed poll polled respondents".split())


def _several(phrase: Phrase) -> bool:
    """Whether the head only counts people: 'a group of protesters'."""
    if phrase.noun not in QUANTITIES or "of" not in phrase.words:
        return False
    behind = phrase.words[phrase.words.index("of") + 1 :]
    known = lexicon.roles().person
    return any(e in known for _, e in entries(behind))


def _by_standing(
    role: Role | None,
    ground: str,
    words: Sequence[str],
    placed: Sequence[tuple[int, str]],
    named: bool,
) -> tuple[Role | None, str]:
    """The role that a body gives, by how somebody stands to it: who was of it once is 'other', and
    who speaks for a university is no scholar."""
    entry = ground[1:-1]
    if role in OFFICIAL and left_it(words, placed, entry, named):
        return Role.OTHER, f"{FORMER} '{entry}'"
    if entry == "university" and _SPEAKS_FOR.intersection(words):
        return Role.OTHER, ground
    return role, ground


_POLICE = frozenset(
    {
        "police",
        "constabulary",
        "fire department",
        "fire service",
        "customs",
        "civil defence",
        "civil defense",
        "coast guard",
        "coastguard",
    }
)
_SPEAKS_FOR = frozenset("spokesman spokeswoman spokesperson president official".split())


def _medium(phrase: Phrase) -> lexicon.Medium | None:
    """The medium that the phrase is the name of."""
    bare = re.sub(r"\s?['’]s?$", "", " ".join(phrase.words).removeprefix("the "))
    return None if phrase.name else lexicon.media_lower().get(bare)


def _by_occupation(
    found: Sequence[str], sport: bool, article_words: frozenset[str]
) -> tuple[Role | None, str]:
    """The role that the first occupation tells, else the first organisation."""
    known = lexicon.roles()
    # 'Dr' is a courtesy, 'country' says little: what else the copy says goes first.
    occupations = [e for e in found if e in known.person and e not in _COURTESIES]
    occupations.sort(key=lambda e: e in PARTISANS)
    bodies = [e for e in found if e in known.body]
    bodies = [e for e in bodies if e not in _WEAK_BODIES] or bodies
    # 'The political office of the rebel group', 'a federation of sovereign indigenous nations'
    sits = bool(_LEGISLATURES.intersection(bodies))  # 'an opposition parliament member' is in it
    bodies.sort(key=lambda e: (e == "office" or (sits and e == "opposition"), " " not in e))
    opposed = [e for e in bodies if e in _OPPOSED]
    if opposed and occupations[:1] and occupations[0] in _OFFICES_ANYWHERE:
        occupations, bodies = occupations[1:], opposed  # 'secretary of the Opposition Coalition'
    if any(known.body[e] not in (Role.GOVERNMENT, Role.MILITARY, Role.OTHER) for e in bodies):
        occupations = [e for e in occupations if e not in _WEAK_TITLES and e != "officer"]
        bodies = [e for e in bodies if e != "intelligence"]
    courtesies = [e for e in found if e in _COURTESIES]
    for entry in (*occupations[:1], *bodies[:1], *courtesies[:1]):
        role = known.person.get(entry) or known.body[entry]
        player = entry in _SPORT_NOUNS or (role is Role.MILITARY and entry in known.person)
        if role is Role.MILITARY and entry in known.person and _POLICE.intersection(bodies):
            return Role.GOVERNMENT, f"'{entry}' of the police"
        if entry == "officer" and not bodies and "police" in article_words:
            return Role.GOVERNMENT, "'officer' in an article that names the police"
        if sport and player:
            return Role.OTHER, f"'{entry}' in an article about sport"
        return role, f"'{entry}'"
    return None, ""
