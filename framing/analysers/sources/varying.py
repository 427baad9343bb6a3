"""Whom a description varies that names nobody: 'the former prime minister' after 'Tony Blair'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.former import FORMER_WORDS
from framing.analysers.sources.identity import Speaker, conflict
from framing.analysers.sources.media_named import medium_named
from framing.analysers.sources.mentions import Mention
from framing.analysers.sources.phrases import Phrase
from framing.analysers.sources.references import (
    has_who,
    in_full,
    of_the_nation,
    told_of,
)
from framing.analysers.sources.sorts import one_by_nation_or_age
from framing.models import Role, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from framing.text.parse import ParsedArticle

_LONGEST_KIND = 3  # words of what a body is called beside its name
SOLE = frozenset({"president", "premier", "minister", "pope", "chancellor", "king", "queen"})
_FIGURES = frozenset(
    {
        "giant",
        "magnate",
        "mogul",
        "tycoon",
        "figure",
        "leader",
        "star",
        "boss",
        "chief",
        "veteran",
        "politician",
    }
)
_OFTEN = 3  # mentions from which a person is one whom the copy names in other words, too


def called_elsewhere(parsed: ParsedArticle, phrase: Phrase) -> Phrase | None:
    """The name behind the same words, where the article has one alone: 'the militant
    group' of an article with 'the militant group Boko Haram'."""
    if not phrase.definite or phrase.plural or phrase.noun not in lexicon.roles().body:
        return None
    head = parsed.doc[phrase.head].text
    if len(phrase.words) == 2 and head.istitle():
        return in_full(parsed.text, phrase, head)
    words = " ".join(w for w in phrase.words if w != "the")
    if not 1 < len(words.split()) <= _LONGEST_KIND:
        return None
    text = parsed.text
    found = re.finditer(rf"\b(?i:{re.escape(words)}) ((?:[A-Z][\w-]+ ?){{1,4}})", text)
    names = {m.group(1).strip(): m for m in found}
    if len(names) != 1:
        return None
    ((name, match),) = names.items()
    span = Span(match.start(1), match.start(1) + len(name))
    low = tuple(name.lower().split())
    return replace(phrase, span=span, sort="organisation", words=low, noun=low[-1])


_OF_MEDIA = frozenset(
    "site website outlet publication newspaper paper magazine broadcaster channel tabloid daily "
    "portal".split()
)


def medium_before(parsed: ParsedArticle, phrase: Phrase) -> Phrase | None:
    """The medium that 'the site', 'the newspaper' stands for: the one that the sentence before has,
    or what stands in front in its own."""
    if not phrase.definite or phrase.plural or phrase.noun not in _OF_MEDIA:
        return None
    here = parsed.sentence_at(phrase.span.start)
    if len(phrase.words) != 2 or here is None:
        return None
    before = parsed.sentence_at(max(0, parsed.text.rfind(".", 0, here.span.start)))
    windows = [Span(here.span.start, phrase.span.start)] + ([before.span] if before else [])
    for window in windows:
        runs = list(_RUN.finditer(parsed.text, window.start, window.end))
        named = {name: m for m in runs if (name := medium_named(m.group())) is not None}
        if named:
            ((name, match), *others) = named.items()
            low = tuple(match.group().lower().split())
            span = Span(*match.span())
            found = replace(phrase, span=span, sort="organisation", words=low, noun=low[-1])
            return None if others else found
    return None


_RUN = re.compile(r"[A-Z][\w.&-]*(?: [A-Z][\w&-]*)*")


def whom_varied(
    parsed: ParsedArticle, speakers: Sequence[Speaker], last: Speaker | None, mention: Mention
) -> Speaker | None:
    """The person whom a description varies that names nobody."""
    found = _varied_name(parsed, speakers, last, mention)
    if found is None and mention.reading >= 0:
        found = _by_sole_office(parsed, speakers, mention)
    return found


def _varied_name(
    parsed: ParsedArticle, speakers: Sequence[Speaker], last: Speaker | None, mention: Mention
) -> Speaker | None:
    """The person who spoke just before, where a description varies the name: 'Tony Blair said
    … The former prime minister said …', if no office is told that speaks against it."""
    phrase = mention.phrase
    known = lexicon.roles()
    if one_by_nation_or_age(phrase.span.of(parsed.text)):
        return _so_called(speakers, mention)
    person = phrase.noun in known.person or phrase.noun in known.plain
    head = parsed.doc[phrase.head]
    person = person or has_who(head)
    if phrase.plural or not (phrase.definite and person):
        return None
    leader = of_the_nation(parsed.text, speakers, phrase)
    if leader is not None:
        return leader
    last = told_of(speakers, phrase, head, mention.sentence) or last
    if last is None or not last.name:
        return None
    if len(phrase.words) < 3 and not has_who(head):
        return None
    if _is_of_another(head):
        return None  # 'the spokeswoman for Alder Hospital', 'the brother of Otto Dahl'
    # Of whom a past office is told, another one may be told behind a long quotation, too.
    once = (FORMER_WORDS.intersection(each.words) for each in last.phrases)
    past = FORMER_WORDS.intersection(phrase.words) and any(once)
    spoke = max(last.last_sentence, last.until) if past else last.last_sentence
    if mention.sentence - spoke > 2:
        return None
    opposed = bool(phrase.gender and last.gender and phrase.gender != last.gender)
    return None if opposed or _holds_another(last, phrase) else last


def _holds_another(speaker: Speaker, phrase: Phrase) -> bool:
    """Whether an office is told that speaks against a description. Past ones do not speak against
    'the former leader', nor does it speak against a trade that somebody was a passenger."""
    known = lexicon.roles().person
    past = bool(FORMER_WORDS.intersection(phrase.words))
    offices = {
        word
        for each in speaker.phrases
        if not (past and FORMER_WORDS.intersection(each.words))
        for word in each.words
        if word in known
    }
    private = {word for word in offices if known[word] is Role.CITIZEN}
    offices -= {"fellow"} if private else set()  # 'fellow passenger Jan Lund'
    return bool(offices - private) or bool(private and phrase.noun in known)


_NEAR = 3  # sentences


def _so_called(speakers: Sequence[Speaker], mention: Mention) -> Speaker | None:
    """Whom 'the Norwegian', 'the 29-year-old' varies: the person near of whom the nation is told;
    else the only one near, or where an age is told the one named last. No one of whom another
    nation is told."""
    theirs = set(mention.phrase.words)
    near = [
        s
        for s in speakers
        if s.name
        and 0 <= mention.sentence - s.last_sentence <= _NEAR
        and not conflict(theirs, s.words)
    ]
    places = lexicon.places()
    told = {places[w.title()][0] for w in theirs if w.title() in places}
    same = [s for s in near if any(places.get(w.title(), ("",))[0] in told for w in s.words)]
    near = same or near
    last = max(near, key=lambda s: (s.subject_in >= 0, s.last), default=None)
    return last if len(near) == 1 or "old" in theirs else None


def _by_sole_office(
    parsed: ParsedArticle, speakers: Sequence[Speaker], mention: Mention
) -> Speaker | None:
    """'The president', 'the former Labour leader', of whom no name is told: the person whom the
    article names most, far more than others, and of whom it has told no office so far."""
    phrase = mention.phrase
    known = lexicon.roles()
    sole = phrase.noun in SOLE and not set(phrase.words) - {"the", "us", "prime", phrase.noun}
    varies = len(phrase.words) > 2 and (phrase.noun in known.person or phrase.noun in _FIGURES)
    varies = varies and not _is_of_another(parsed.doc[phrase.head])
    if phrase.plural or not phrase.definite or not (sole or varies):
        return None
    untitled = [
        s
        for s in speakers
        if s.name
        and (s.quoted or s.subject_in >= 0)
        and not any(w in known.person for w in s.words)
        and not (phrase.gender and s.gender and phrase.gender != s.gender)
    ]
    ranked = sorted(untitled, key=lambda s: -len(s.phrases))
    if len(ranked) > 1 and len(ranked[0].phrases) < 2 * len(ranked[1].phrases):
        return None
    return ranked[0] if ranked and len(ranked[0].phrases) >= _OFTEN else None


def _is_of_another(head: Token) -> bool:
    """Whether a description says whose or of what it is, by a name."""
    return any(
        token.pos_ == "PROPN"
        for prep in head.children
        if prep.lower_ in ("of", "for")
        for token in prep.children
    )
