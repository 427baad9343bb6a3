"""Naming and role of a speaker, from the words that describe them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.phrases import Phrase
from framing.models import Naming, Role

if TYPE_CHECKING:
    pass

# With these about, a captain or an attacker is a player, no soldier.
_SPORT = frozenset(
    "match coach referee players striker goalkeeper league championship tournament scored "
    "goal goals innings wicket midfielder defender season cup".split()
)
_SPORT_NOUNS = frozenset(
    {"captain", "manager", "defender", "forward", "veteran", "director", "boss"}
)
_MIN_SPORT_WORDS = 2
_COURTESIES = frozenset({"dr", "prof"})
_WEAK_BODIES = frozenset({"country", "nation", "state"})
_FAMILY = frozenset(
    "brother sister son daughter father mother husband wife child children house home".split()
)


def naming_of(phrase: Phrase) -> tuple[Naming, str]:
    """How the copy names the speaker, with the ground for it."""
    known = lexicon.roles()
    noun = phrase.noun
    occupation = noun in known.person or noun in known.plain
    crowd = known.body.get(noun) is Role.CITIZEN
    naming, ground = Naming.UNNAMED, "no name and no organisation"
    if phrase.name:
        naming, ground = Naming.NAMED, f"the name '{phrase.name}'"
    elif phrase.sort == "persons":
        naming, ground = Naming.NAMED, "personal names"
    elif noun in known.document and phrase.sort != "place":
        naming, ground = Naming.DOCUMENT, f"'{noun}' is a document"
    elif phrase.sort in ("place", "organisation"):
        naming, ground = Naming.INSTITUTION, "a proper name that is no person's"
    elif occupation or crowd:
        ground = f"'{noun}' without a name"
    elif noun in known.body or noun in lexicon.media():
        naming, ground = Naming.INSTITUTION, f"'{noun}' is an organisation"
    return naming, ground


def entries(words: Sequence[str]) -> list[tuple[int, str]]:
    """Entries of the role lists that stand in ``words``, longest first at each place."""
    known = lexicon.roles()
    found, at = [], 0
    words = [word.strip(".") for word in words]
    while at < len(words):
        for length in range(min(known.longest, len(words) - at), 0, -1):
            entry = " ".join(words[at : at + length])
            single = _singular(entry)
            hit = next((e for e in (entry, single) if _known(e)), None)
            if hit:
                found.append((at, hit))
                at += length - 1
                break
        at += 1
    return found


def _known(entry: str) -> bool:
    known = lexicon.roles()
    return entry in known.person or entry in known.body or entry in known.plain


def _singular(entry: str) -> str:
    if entry.endswith("ies"):
        return entry[:-3] + "y"
    if entry.endswith("men"):
        return entry[:-3] + "man"
    if entry.endswith(("ches", "shes", "sses")):
        return entry[:-2]
    return entry[:-1] if entry.endswith("s") else entry


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
    found = [entry for _, entry in entries([_spoken(w) for w in (*phrase.words, *office)])]
    if not phrase.name and phrase.noun in known.body and phrase.noun not in known.person:
        # 'refugee agency', 'central bank': the head says what it is.
        ends = (e for e in found if e.split()[-1] == phrase.noun and e in known.body)
        head = max((*ends, phrase.noun), key=len)
        return known.body[head], f"'{head}'"
    sport = len(_SPORT & article_words) >= _MIN_SPORT_WORDS
    role, ground = _by_occupation(found, sport)
    if role is None and "official" in found:
        role, ground = Role.GOVERNMENT, "'official'"
    if role is None and _FAMILY.intersection(clause):
        role, ground = Role.CITIZEN, "a relative"
    return role, ground


def _medium(phrase: Phrase) -> lexicon.Medium | None:
    """The medium that the phrase is the name of."""
    bare = " ".join(phrase.words).removeprefix("the ")
    return None if phrase.name else lexicon.media_lower().get(bare)


def _by_occupation(found: Sequence[str], sport: bool) -> tuple[Role | None, str]:
    """The role that the first occupation tells, else the first organisation."""
    known = lexicon.roles()
    # 'Dr' is a courtesy, 'country' says little: what else the copy says goes first.
    occupations = [e for e in found if e in known.person and e not in _COURTESIES]
    if any(known.body.get(e, Role.GOVERNMENT) is not Role.GOVERNMENT for e in found):
        occupations = [e for e in occupations if e not in ("secretary", "officer")]
    bodies = [e for e in found if e in known.body]
    bodies = [e for e in bodies if e not in _WEAK_BODIES] or bodies
    courtesies = [e for e in found if e in _COURTESIES]
    for entry in (*occupations[:1], *bodies[:1], *courtesies[:1]):
        role = known.person.get(entry) or known.body[entry]
        player = entry in _SPORT_NOUNS or (role is Role.MILITARY and entry in known.person)
        club = role is Role.BUSINESS and entry in known.body and len(found) > len(bodies)
        if sport and (player or club):
            return Role.OTHER, f"'{entry}' in an article about sport"
        return role, f"'{entry}'"
    return None, ""


def _spoken(word: str) -> str:
    return word.replace("’", "'").removesuffix("'s")
