"""Which role nouns in a speaker's words are said of the speaker, and not of somebody beside."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from framing.analysers.sources import lexicon
from framing.analysers.sources.bodies import WEAK_HEADS
from framing.analysers.sources.listed import plain, singular
from framing.analysers.sources.phrases import Phrase
from framing.models import Role


def own_entries(
    phrase: Phrase, words: Sequence[str], placed: Sequence[tuple[int, str]]
) -> list[str]:
    """The entries of the role lists that are said of the speaker, and not of somebody beside."""
    known = lexicon.roles()
    placed = [place for place in placed if not _is_adjective(phrase, words, place)]
    placed = [place for place in placed if not _names_a_country(words, place)]
    placed = [place for place in placed if not _was_it_once(words, place)]
    found = [entry for _, entry in placed if entry != "local" or phrase.noun in ("local", "locals")]
    found = [entry for entry in found if not _of_others(phrase, entry)]
    if not phrase.name or "rep for" in " ".join(words):
        found = [entry for entry in found if entry != "rep"]  # 'a rep for the singer'
    elif _beside_only(words, found):
        found = []
    if not phrase.plural and phrase.noun not in QUANTITIES:
        # 'Cardinals quarterback Carson Palmer' is no cardinal.
        teams = {e for at, e in placed if e in known.person and words[at] == e + "s"}
        teams -= {phrase.noun}
        found = [entry for entry in found if entry not in teams]
    return found


_RANKS_TOO = frozenset({"major", "general", "private", "marine", "justice"})  # and adjectives
_AGAINST = frozenset("pro anti non counter".split())
_HELD = frozenset("held controlled occupied besieged".split())
_BEHIND_PRESS = frozenset("release statement conference briefing secretary officer".split())


def _names_a_country(words: Sequence[str], place: tuple[int, str]) -> bool:
    """Whether an entry is part of a country's name: the Russian Federation is no federation."""
    at, entry = place
    whole = " ".join((*words[max(0, at - 1) : at], entry))
    return " " in whole and lexicon.places().get(whole.title(), ("", ""))[1] == "name"


def _is_adjective(phrase: Phrase, words: Sequence[str], place: tuple[int, str]) -> bool:
    """Whether an entry only describes what stands behind it: 'a major ally', 'the official
    account', 'anti-government', 'rebel-held', 'press release'."""
    at, entry = place
    end = at + len(entry.split())
    before, behind = words[:at], words[end:]
    if entry in _RANKS_TOO:
        return bool(behind) and behind[0] not in _JOINS and words[at] != phrase.noun
    if entry == "fellow":  # 'fellow passenger Jan Lund'
        known = lexicon.roles()
        return bool(behind) and singular(behind[0]) in known.person.keys() | known.plain
    if entry == "witness":  # of a faith, behind a possessive ending
        return before[-1:] == [""] and words[at] != phrase.noun
    if entry == "official":
        return words[at] == entry and not phrase.name and phrase.noun not in (entry, "officials")
    if entry == "press":
        return bool(behind) and singular(behind[0]) in _BEHIND_PRESS
    led = list(behind[:1]) == ["led"] and list(behind[1:2]) != ["by"]  # 'a First Nation-led centre'
    return led or bool(_AGAINST.intersection(before[-1:]) or _HELD.intersection(behind[:1]))


def _was_it_once(words: Sequence[str], place: tuple[int, str]) -> bool:
    """Whether somebody is a veteran of the forces that an entry names: 'a Norwegian Navy veteran'
    serves in them no more."""
    at, entry = place
    known, end = lexicon.roles(), at + len(entry.split())
    forces = Role.MILITARY in (known.body.get(entry), known.person.get(entry))
    return forces and singular(" ".join(words[end : end + 1])) == "veteran"


_STANCES = frozenset(
    "critic opponent supporter backer advocate defender proponent enemy foe rival ally friend fan "
    "admirer follower champion believer observer".split()
)


def before_topic(words: Sequence[str]) -> int:
    """Where what someone is for or against begins: 'a critic of military aid' is no soldier."""
    for at, (word, after) in enumerate(pairwise(words)):
        if after == "of" and singular(word) in _STANCES:
            return at + 1
    return len(words)


_JOINS = frozenset("of at from with for in 's".split())


def _beside_only(words: Sequence[str], found: Sequence[str]) -> bool:
    """Whether a body's word only stands before a name ('which hotel Lund meant'), and nothing tells
    that the person is of it. 'Producer', 'partner' are persons', too."""
    known = lexicon.roles()
    body = len(found) == 1 and found[0] in known.body and found[0] not in known.person
    body = body and not found[0].endswith(("er", "or"))
    return body and len(words) <= 2 and words[-1] == found[0] and not _JOINS & set(words)


def qualifies(place: tuple[int, str], placed: Sequence[tuple[int, str]]) -> bool:
    """Whether an organisation's word only qualifies the next: a police union is a union."""
    at, entry = place
    behind = next((e for start, e in placed if start == at + len(entry.split())), None)
    known = lexicon.roles()
    return (
        entry in known.body
        and entry not in known.person
        and behind in known.body
        and behind not in known.person
        and behind not in WEAK_HEADS
    )


def own_words(phrase: Phrase) -> Sequence[str]:
    """The words of a phrase; of a document, those before what it is on ('a column on schools')."""
    if phrase.name or phrase.noun not in lexicon.roles().document:
        return phrase.words
    words = phrase.words
    topic = (
        at
        for at, (word, after) in enumerate(pairwise((*words, "")))
        if word in ("on", "about", "into", "over") and not after.endswith("day")
    )
    return words[: next(topic, len(words))]


QUANTITIES = frozenset(
    "one two three four some many most several none both number dozen score hundred thousand "
    "couple group majority minority few all any".split()
)


def _of_others(phrase: Phrase, entry: str) -> bool:
    """Whether a private person's noun is not the speaker's: 'mediators in the hostage talks'."""
    private = lexicon.roles().person.get(entry) is Role.CITIZEN
    heads = (phrase.noun, singular(phrase.noun))
    counted = phrase.noun in QUANTITIES and "of" in phrase.words  # 'one of the passengers'
    head = entry.rsplit(maxsplit=1)[-1] in heads
    crowd = lexicon.roles().body.get(entry) is Role.CITIZEN and phrase.name is not None
    return crowd or (private and not (phrase.name or counted or head))


def of_nations(phrase: Phrase, words: Sequence[str]) -> set[str]:
    """The words that may tell a body of several countries; 'international' and 'western' do only
    beside the head ('western officials', no 'international tax services')."""
    loose = ("international", "western")
    beside = [w for w, after in pairwise(words) if singular(after) == phrase.noun]
    return {plain(w) for w in words if w not in loose or w in beside}
