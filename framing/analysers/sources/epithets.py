"""What an article calls a name elsewhere: 'the jihadist group Boko Haram', 'carmaker Toyota',
'Equifax, a credit agency', 'Ahrar militants'."""

from __future__ import annotations

import re

from framing.analysers.sources import lexicon
from framing.analysers.sources.roles import entries
from framing.models import Role

_BEFORE = r"((?:[a-z][\w'’-]*\s+){1,4})"
_AFTER = r"\s*[,(]\s*(?:which is\s+)?(?:a|an|the|one of)\s+((?:[\w'’-]+\s+){0,5}[\w'’-]+)"
_BESIDE = r"['’]?s?\s+([a-z]+)"
_GROUPS = frozenset("militants fighters rebels insurgents jihadists soldiers troops gunmen".split())


def epithet_role(text: str, name: str, person: bool) -> tuple[Role | None, str]:
    """The role that a noun beside the name tells, anywhere in the article.

    Args:
        text: the article.
        name: a proper name, as it stands in the text.
        person: whether it is a person's: then an occupation is sought, else what a body is.
    """
    known = lexicon.roles()
    table = known.person if person else known.body
    escaped = re.escape(name)
    for pattern, last in ((rf"{_BEFORE}{escaped}\b", True), (rf"\b{escaped}{_AFTER}", False)):
        for match in re.finditer(pattern, text):
            words = match.group(1).lower().split()
            placed = entries(words)
            if last:  # the noun must touch the name
                placed = [(at, e) for at, e in placed if at + len(e.split()) == len(words)]
            hits = [e for _, e in placed if e in table]
            if hits:
                best = max(hits, key=lambda e: (" " in e, hits.index(e)))
                return table[best], f"'{' '.join(match.group().split())}'"
    if not person:
        for match in re.finditer(rf"\b{escaped}{_BESIDE}", text):
            if match.group(1) in _GROUPS:
                return Role.MILITARY, f"'{match.group()}'"
    return None, ""
