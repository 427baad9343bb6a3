"""Who shares a name with another speaker of the article, and is somebody else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from framing.analysers.sources.identity import KIN, Speaker
from framing.analysers.sources.mentions import Mention
from framing.analysers.sources.persons import gender_of, given_names
from framing.analysers.sources.phrases import Phrase
from framing.analysers.sources.varying import SOLE

if TYPE_CHECKING:
    from framing.text.parse import ParsedArticle

_GIVEN_AND_LAST = 2  # words of a full name
_NAMESAKE_APART = 8  # sentences from which a full name is another's than the given name before


def is_namesake(parsed: ParsedArticle, speaker: Speaker, mention: Mention) -> bool:
    """Whether a speaker of whom only a given name is told ('a father known as Kevin') is not the
    one whom the article introduces in full much later ('Kevin Dahl, a tourist')."""
    given, full = speaker.name or "", (mention.phrase.name or "").split()
    if " " in given or len(full) != _GIVEN_AND_LAST or full[0] != given or full[-1] == given:
        return False
    headline = parsed.sentence_at(speaker.lead.span.start)
    at_top = headline is None or headline.paragraph == 0
    far = mention.sentence - speaker.last_sentence > _NAMESAKE_APART
    return far and not at_top and given in given_names()


def is_relative(text: str, speaker: Speaker, phrase: Phrase) -> bool:
    """Whether two of one surname are another's: 'first lady Anna Lund' is not the 'President Lund'
    of the same article, nor who has been 'he'."""
    name, other = phrase.name or "", speaker.name or ""
    if {speaker.gender, gender_of(name) if " " in name else ""} == {"man", "woman"}:
        return True
    if name == other or (phrase.gender and " " not in name):  # 'Mrs Lund'
        return False
    words = _told_of(text, name) | set(phrase.words)
    theirs = _told_of(text, other) | speaker.words
    ways = ((theirs, words), (words, theirs))
    return any(_OF_KIN & one and SOLE & two and not SOLE & one for one, two in ways)


def also_called(text: str, speakers: Sequence[Speaker], name: str) -> Speaker | None:
    """The speaker of whom the article tells another name: 'Jan Lund, a professor who is also known
    as Dr Gloom'."""
    if name not in text or not _ALSO.search(text):
        return None
    called = rf"{_ALSO.pattern} [\"“‘']?(?:\w+\.? )?{re.escape(name)}\b"
    if not re.search(called, text):
        return None
    ways = rf"[^.;\n]{{0,120}}?{called}"
    found = (s for s in speakers if s.name and s.name != name)
    return next((s for s in found if re.search(re.escape(s.name or "") + ways, text)), None)


_ALSO = re.compile(r"\b(?:known as|nicknamed|dubbed|aka|a\.k\.a\.)")


def _told_of(text: str, name: str) -> set[str]:
    """Of a surname the highest offices that the article has right before it anywhere, of a full
    name whose relative it calls its bearer."""
    found = (_KIN_OF if " " in name else _HOLDS).finditer(text)
    return {m.group(1).lower() for m in found if m.group(2) == name}


_HOLDS = re.compile(rf"\b((?i:{'|'.join(sorted(SOLE))})) ([A-Z][\w'’-]+)")
_OF_KIN = KIN | {"lady"}
_KIN_OF = re.compile(rf"\b({'|'.join(sorted(_OF_KIN))}),? ([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)+)")
