"""The role of an institution, by the noun that it is and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.analysers.sources import lexicon
from framing.analysers.sources.listed import entries, spoken
from framing.analysers.sources.phrases import Phrase
from framing.models import Role

# What an institution is called, too, whatever it does: a word that says more goes first.
WEAK_HEADS = frozenset(
    "coalition committee commission council agency office group society campaign command institute "
    "institution academy school college laboratory observatory centre center department bureau "
    "authority mission business industry industries survey team leadership force forces".split()
)


def head_body(phrase: Phrase) -> str | None:
    """The organisation that the phrase's head is ('guard' of 'the coast guard'), if it is one and
    no person."""
    known = lexicon.roles()
    noun = phrase.noun
    whole = " ".join(w for w in phrase.words if w != "the").title()
    if lexicon.places().get(whole, ("", ""))[1] == "name":
        return None  # 'the Russian Federation'
    ends = [e for _, e in entries([spoken(w) for w in phrase.words]) if e.split()[-1] == noun]
    bodies = [e for e in ends if e in known.body and (" " in e or noun not in known.person)]
    if bodies:
        return max(bodies, key=len)
    occupation = noun in known.person or noun in known.plain
    return noun if noun in known.body and not occupation else None


def _of_trade(words: Sequence[str]) -> bool:
    """Whether a body is of a trade: 'the Society of Motor Manufacturers', 'the airline
    association'."""
    known = lexicon.roles()
    told = [known.body.get(e, known.person.get(e)) for _, e in entries(words)]
    return Role.BUSINESS in told or bool(_TRADES.intersection(words))


_TRADES = frozenset("industry industries trade trades commerce employers retail".split())


def role_of_body(found: Sequence[str], head: str, words: Sequence[str] = ()) -> tuple[Role, str]:
    """What the head says it is; a head such as 'committee' yields to a word that says more."""
    known = lexicon.roles()
    union = head in ("trade union", "labor union", "labour union")  # of workers, no trade's
    if known.body[head] is Role.CIVIL_SOCIETY and _of_trade(words) and not union:
        return Role.BUSINESS, f"'{head}' of a trade"
    if head == "university":  # its scholars are experts; the institution is like any other
        return Role.OTHER, f"'{head}'"
    if head in WEAK_HEADS:
        telling = [e for e in found if e in known.body and e not in WEAK_HEADS]
        longer = [e for e in found if e in known.body and " " in e]
        if head == "team":  # 'her campaign team' is no sports team
            telling = telling or [e for e in found if e in known.body and e != head]
        best = max(longer or telling, key=len, default=head)
        return known.body[best], f"'{best}'"
    # 'The Network for Human Rights' is no broadcaster.
    whole = [e for e in found if e in known.body and (_OBJECT.search(e) or f"{head} for" in e)]
    best = max(whole, key=len, default=head)
    return known.body[best], f"'{best}'"


_OBJECT = re.compile(r"\w+ of \w+ \w+")  # what a body is for, whatever it is called
