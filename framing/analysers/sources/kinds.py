"""Naming and role of a speaker, from the words that describe them."""

from __future__ import annotations

from collections.abc import Sequence

from framing.analysers.sources import lexicon
from framing.analysers.sources.phrases import Phrase
from framing.models import Naming, Role

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
_WEAK_BODIES = frozenset({"'country'", "'nation'", "'state'"})
_FAMILY = frozenset(
    "brother sister son daughter father mother husband wife child children house home".split()
)


def naming_of(phrase: Phrase) -> tuple[Naming, str]:
    """How the copy names the speaker, with the ground for it."""
    known = lexicon.roles()
    if phrase.name:
        return Naming.NAMED, f"the name '{phrase.name}'"
    if phrase.noun in known.document and phrase.sort != "place":
        return Naming.DOCUMENT, f"'{phrase.noun}' is a document"
    if phrase.sort in ("place", "organisation"):
        return Naming.INSTITUTION, "a proper name that is no person's"
    if phrase.noun in known.person or phrase.noun in known.plain:
        return Naming.UNNAMED, f"'{phrase.noun}' without a name"
    if phrase.noun in known.body or phrase.noun in lexicon.media():
        role = known.body.get(phrase.noun)
        if role is Role.CITIZEN:
            return Naming.UNNAMED, f"'{phrase.noun}' without a name"
        return Naming.INSTITUTION, f"'{phrase.noun}' is an organisation"
    return Naming.UNNAMED, "no name and no organisation"


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
    sport = len(_SPORT & article_words) >= _MIN_SPORT_WORDS
    organisation: tuple[Role, str] | None = None
    # What follows 'for' or 'on' is the subject of the office, not its kind.
    found = entries([_spoken(w) for w in (*phrase.words, *office)])
    bare = " ".join(phrase.words)
    for form, medium in lexicon.media().items():
        if form.lower() == bare.removeprefix("the ") and not phrase.name:
            return Role.MEDIA, f"'{medium.name}' is {'an agency' if medium.agency else 'an outlet'}"
    plain = next((e for _, e in found if e in known.plain), "")
    if not phrase.name and phrase.noun in known.body and phrase.noun not in known.person:
        # 'refugee agency', 'central bank': the head says what it is.
        ends = (e for _, e in found if e.split()[-1] == phrase.noun and e in known.body)
        head = max((*ends, phrase.noun), key=len)
        return known.body[head], f"'{head}'"
    # 'Dr' is a courtesy: what else the copy says goes first.
    found = [f for f in found if f[1] not in _COURTESIES] + [
        f for f in found if f[1] in _COURTESIES
    ]
    for at, entry in found:
        if entry in known.person and entry in _COURTESIES and organisation:
            return organisation
        if entry in known.person:
            role = known.person[entry]
            if sport and (entry in _SPORT_NOUNS or role is Role.MILITARY):
                return Role.OTHER, f"'{entry}' in an article about sport"
            if entry in ("secretary", "officer") and _company(found, at):
                continue
            return role, f"'{entry}'"
        weak = entry in ("country", "nation", "state")
        if entry in known.body and (organisation is None or organisation[1] in _WEAK_BODIES):
            if weak and organisation:
                continue
            organisation = known.body[entry], f"'{entry}'"
    if organisation:
        if sport and organisation[0] is Role.BUSINESS and plain:
            return Role.OTHER, f"'{organisation[1]}' in an article about sport"
        return organisation
    if plain == "official":
        return Role.GOVERNMENT, "'official'"
    if _FAMILY.intersection(clause):
        return Role.CITIZEN, "a relative"
    return None, ""


def _spoken(word: str) -> str:
    return word.replace("’", "'").removesuffix("'s")


def _company(found: list[tuple[int, str]], at: int) -> bool:
    known = lexicon.roles()
    return any(
        entry in known.body and known.body[entry] is not Role.GOVERNMENT for _, entry in found
    )
