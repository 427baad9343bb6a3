"""How the copy names a speaker: by name, without one, as an institution or as a document."""

from __future__ import annotations

from framing.analysers.sources import lexicon
from framing.analysers.sources.bodies import head_body
from framing.analysers.sources.head_nouns import names_a_body
from framing.analysers.sources.listed import entries, singular
from framing.analysers.sources.phrases import Phrase
from framing.models import Naming, Role


def naming_of(phrase: Phrase) -> tuple[Naming | None, str]:
    """How the copy names the speaker, with the ground for it; None where nothing tells whose a
    proper name is."""
    known = lexicon.roles()
    noun = phrase.noun
    occupation = noun in known.person or noun in known.plain
    crowd = known.body.get(noun) is Role.CITIZEN
    naming: Naming | None = Naming.UNNAMED
    ground = "no name and no organisation"
    body = head_body(phrase)
    one_of = phrase.noun == "one" and "of" in phrase.words  # 'one of the staff at a café'
    body = None if one_of else body
    if phrase.name:
        naming, ground = Naming.NAMED, f"the name '{phrase.name}'"
    elif phrase.sort == "persons" and _are_bodies(phrase):
        naming, ground = Naming.INSTITUTION, "proper names that are no persons'"
    elif phrase.sort == "persons":
        naming, ground = Naming.NAMED, "personal names"
    elif (noun in known.document or _is_work(phrase) or _counts(phrase)) and phrase.sort != "place":
        naming, ground = Naming.DOCUMENT, f"'{noun}' is a document"
    elif phrase.sort == "name":
        naming, ground = None, "a proper name, and nothing tells whether a person's"
    elif phrase.sort in ("place", "organisation"):
        naming, ground = Naming.INSTITUTION, "a proper name that is no person's"
    elif body is not None and " " in body and not crowd and not (phrase.plural and _loose(phrase)):
        naming, ground = Naming.INSTITUTION, f"'{body}' is an organisation"
    elif occupation or crowd:
        ground = f"'{noun}' without a name"
    elif noun in known.body or noun in lexicon.media():
        naming, ground = Naming.INSTITUTION, f"'{noun}' is an organisation"
    return naming, ground


def _are_bodies(phrase: Phrase) -> bool:
    """Whether each of those who speak as one is a body: 'the Coast Guard and National Council'."""
    parts = " ".join(w for w in phrase.words if w != "the").split(" and ")
    return len(parts) > 1 and all(map(names_a_body, parts))


def _counts(phrase: Phrase) -> bool:
    """Whether 'figures' are numbers: 'figures from the ministry', 'the latest figures', 'UN
    figures'; 'senior figures in the party' are people."""
    if phrase.noun != "figure" or not phrase.plural:
        return False
    at = next((i for i, word in enumerate(phrase.words) if word == "figures"), 0)
    before, behind = phrase.words[:at], phrase.words[at + 1 : at + 2]
    issued = any(entry in lexicon.roles().body for _, entry in entries(before))
    return issued or behind in (("from",), ("for",)) or bool(_LATEST.intersection(before))


_LATEST = frozenset({"latest", "new", "official", "recent"})


def _is_work(phrase: Phrase) -> bool:
    """Whether a proper name is that of papers, rules and the like: 'the Panama Papers'."""
    proper = phrase.sort in ("organisation", "name")
    return proper and phrase.noun.endswith("s") and singular(phrase.noun) in _WORKS


_WORKS = frozenset({"paper", "file", "leak", "accord", "convention", "rule", "document"})


def _loose(phrase: Phrase) -> bool:
    """Whether a plural names no certain bodies: 'rights groups say'."""
    return not phrase.definite and phrase.sort == "common"
