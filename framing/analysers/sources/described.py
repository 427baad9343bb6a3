"""Whom a definite description stands for by what the article says of its people: who has just
spoken and adds to it, or before whose name the article has the same words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.identity import EMPTY, Speaker, conflict
from framing.analysers.sources.mentions import Mention
from framing.analysers.sources.phrases import Phrase
from framing.analysers.sources.varying import SOLE
from framing.models import Span

if TYPE_CHECKING:
    from framing.text.parse import ParsedArticle

_LONGEST = 3  # words of an office and its place


def who_is_described(
    parsed: ParsedArticle, last: Speaker | None, mention: Mention, best: Speaker | None
) -> tuple[Speaker | None, Phrase | None, str] | None:
    """The speaker, or the words that name them, with the ground for it; None for neither.

    Args:
        parsed: the parse.
        last: who spoke last.
        mention: a description as who speaks.
        best: the speaker that it fits by its noun, who has the word if the article names them.
    """
    if mention.reading < 0 or (best is not None and best.name):
        return None
    phrase = mention.phrase
    adds = who_added(last, mention, parsed.doc[phrase.head].head.lemma_.lower())
    if adds is not None:
        return adds, None, f"'the {phrase.noun}' adds to what '{adds.name}' has said"
    whole = holder_introduced(parsed, phrase)
    if whole is not None:
        return None, whole, f"the name '{whole.name}', whom the article calls so"
    return None


def who_added(last: Speaker | None, mention: Mention, verb: str) -> Speaker | None:
    """The person who spoke in the sentence before, where one of the same kind of office adds to it:
    'Conservative backbencher Jan Lund said … The Kelm MP added …'."""
    phrase, known = mention.phrase, lexicon.roles().person
    described = phrase.definite and not phrase.plural and len(phrase.words) > 2
    if last is None or not last.name or mention.reading < 0 or not described:
        return None
    if verb not in GOING_ON or mention.sentence - max(last.last_sentence, last.until) > 1:
        return None
    if phrase.gender and last.gender and phrase.gender != last.gender:
        return None
    offices = {w for w in last.nouns if w in known}
    alike = phrase.noun in known and known[phrase.noun] in {known[w] for w in offices}
    sole = ({phrase.noun} | offices) & SOLE
    return last if alike and not sole and not conflict(set(phrase.words), last.words) else None


GOING_ON = frozenset({"add", "continue", "conclude"})


def holder_introduced(parsed: ParsedArticle, phrase: Phrase) -> Phrase | None:
    """The person before whose name alone the article has the words of an office and its place: 'the
    Kelm mayor' of an article with 'Kelm Mayor Jan Lund' or 'Mayor of Kelm Jan Lund'."""
    words = [w for w in phrase.words if w != "the"]
    office = phrase.definite and not phrase.plural and words[-1:] == [phrase.noun]
    if not office or not 1 < len(words) <= _LONGEST or phrase.noun not in _HELD_BY_ONE:
        return None
    *place, noun = map(re.escape, words)
    titles = rf"(?i:{' '.join(place)} {noun}|{noun} of {' '.join(place)})"
    found = re.finditer(rf"\b{titles},? (?P<name>{_WORD}(?: {_WORD}){{1,2}})", parsed.text)
    names = {m["name"]: m for m in found}
    if len({name.split()[-1] for name in names}) != 1:
        return None
    name, match = max(names.items(), key=lambda each: len(each[0]))
    low = tuple(words)
    return replace(phrase, span=Span(*match.span()), sort="person", name=name, words=low)


_WORD = r"[A-Z][\w'’-]+"
_HELD_BY_ONE = frozenset(
    "mayor governor bishop archbishop sheriff mp senator congressman congresswoman president "
    "premier chancellor minister ambassador secretary chairman chairwoman chief coach".split()
)


def tells_more(speaker: Speaker, mention: Mention) -> bool:
    """Whether a person told of in passing has an age or a home that who spoke has not: 'the
    42-year-old man from Kelm' is no 'one man' who said something."""
    phrase = mention.phrase
    if mention.reading >= 0 or not speaker.quoted or phrase.noun not in _ANYBODY:
        return False
    return not set(phrase.words) - EMPTY - {phrase.noun} <= speaker.words


_ANYBODY = frozenset("man woman boy girl teenager person".split())
