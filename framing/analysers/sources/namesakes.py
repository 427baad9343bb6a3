"""Who shares a name with another speaker of the article, and is somebody else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
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
    other = re.compile(rf" [\"“‘']?(?:\w+\.? )?{re.escape(name)}\b")
    before = [(at, text[at:start]) for at, start, end in _also(text) if other.match(text, end)]
    for speaker in speakers if before else ():
        known = speaker.name
        if known and known != name:
            for at, words in before:
                if known in text[max(0, at - len(known)) : at] + words:
                    return speaker
    return None


_ALSO = re.compile(r"\b(?:known as|nicknamed|dubbed|aka|a\.k\.a\.)")
_STOP = re.compile(r"[.;\n]")
_REACH = 120  # characters from a name to what else its bearer is called


@lru_cache(maxsize=2)
def _also(text: str) -> tuple[tuple[int, int, int], ...]:
    """Where an article tells another name: how far back the first name may end, and where the words
    that tell it start and end."""
    made: list[tuple[int, int, int]] = []
    for match in _ALSO.finditer(text):
        near = max(0, match.start() - _REACH)
        stops = [m.end() for m in _STOP.finditer(text, near, match.start())]
        made.append((stops[-1] if stops else near, match.start(), match.end()))
    return tuple(made)


def _told_of(text: str, name: str) -> Set[str]:
    """Of a surname the highest offices that the article has right before it anywhere, of a full
    name whose relative it calls its bearer."""
    return _told(text, _KIN_OF if " " in name else _HOLDS).get(name, frozenset())


@lru_cache(maxsize=4)
def _told(text: str, pattern: re.Pattern[str]) -> Mapping[str, Set[str]]:
    """What an article has before each name, sought once for all speakers."""
    made: dict[str, set[str]] = {}
    for match in pattern.finditer(text):
        made.setdefault(match.group(2), set()).add(match.group(1).lower())
    return made


_HOLDS = re.compile(rf"\b((?i:{'|'.join(sorted(SOLE))})) ([A-Z][\w'’-]+)")
_OF_KIN = KIN | {"lady"}
_KIN_OF = re.compile(rf"\b({'|'.join(sorted(_OF_KIN))}),? ([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)+)")
