"""Whether an article's copy begins in its middle: people speak by a surname alone whom nothing in
it introduces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from framing.evidence.flags import Case, Flag, Severity, ids_of
from framing.models import Analysis, Naming, Part
from framing.wording import joined

_LEAST = 2  # of them: one alone may be known to every reader
_BEFORE = re.compile(r"(?:\b[^\W\d_]*[A-Z][\w’'.-]*|\b(?:Mr|Ms|Mrs|Dr)\.?),? [\"“‘(]?$")
_AFTER = re.compile(r" ?\(|,| [A-Z]|-|’s? [a-z]+ [A-Z]")


def begins_in_the_middle(case: Case) -> Iterator[Flag]:
    """Articles whose first paragraph quotes somebody by a surname that is never explained, as
    others further down are: what stood before is missing."""
    for analysis in case.analyses:
        names = unknown_speakers(analysis)
        if names:
            yield Flag(
                "begins in the middle",
                Severity.SERIOUS,
                f"The copy of {case.named([analysis])} begins in the middle: {joined(names)} speak "
                "and are never introduced.",
                "What stood before is not counted; give the whole article.",
                ids_of([analysis]),
            )


def unknown_speakers(analysis: Analysis) -> list[str]:
    """The surnames of those who speak in an article and are introduced nowhere, in text order; none
    where the first of them does not speak in its first paragraph, or where there is one alone."""
    first = next((s for s in analysis.sentences if s.part is Part.BODY), None)
    if first is None:
        return []
    found: dict[str, int] = {}
    for statement in analysis.statements:
        name = statement.speaker or ""
        known = statement.role is not None or statement.naming is not Naming.NAMED
        if statement.speech and name.isalpha() and not known and name not in found:
            sentence = analysis.sentence_at(statement.content[0].start)
            found[name] = sentence.paragraph if sentence else -1
    text = " \n".join(analysis.article.printed)
    names = [name for name in found if not _is_introduced(name, text)]
    opens = bool(names) and found[names[0]] == first.paragraph
    return names if opens and len(names) >= _LEAST else []


def _is_introduced(name: str, text: str) -> bool:
    """Whether a name stands anywhere behind another name or a title, or before what explains it."""
    for match in re.finditer(rf"\b{re.escape(name)}\b", text):
        if _BEFORE.search(text, max(0, match.start() - 40), match.start()):
            return True
        if _AFTER.match(text, match.end()):
            return True
    return False
