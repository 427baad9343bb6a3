"""The countries that the copy tells of a speaker: in the words for them, through the medium, the
owner or the group."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.countries import (
    BASED,
    NONE,
    Told,
    countries_of,
    span_countries,
)
from framing.analysers.sources.description import Description
from framing.analysers.sources.epithets import epithet_country
from framing.analysers.sources.former import FORMER_WORDS
from framing.analysers.sources.identity import Speaker
from framing.analysers.sources.leaders import of_a_leader
from framing.analysers.sources.listed import plain
from framing.analysers.sources.named_places import named_places
from framing.analysers.sources.owners import bodies_served, group_of, inherits
from framing.analysers.sources.places import parties
from framing.analysers.sources.setting import Setting
from framing.models import Span

if TYPE_CHECKING:
    from framing.text.parse import ParsedArticle

_POSSESSED_BY = 20  # characters before a name in which its possessor stands


def told_countries(
    parsed: ParsedArticle,
    speaker: Speaker,
    setting: Setting,
    earlier: Sequence[tuple[Speaker, Description]],
    owner: Description | None,
    medium: str | None,
) -> Told:
    """The countries that the copy tells of the speaker: in the words for them, through the medium,
    the owner or the group."""
    told = _not_by_party(parsed, setting, _country(parsed, speaker, setting.local))
    abroad = international(speaker) and _only_in(parsed.text, speaker, told[1])
    if told[0] and not abroad:
        return told
    if medium and medium in _by_name() and _by_name()[medium].told:
        return (_by_name()[medium].country,), f"'{medium}' is of this country"
    owned: Told = NONE
    if owner is not None and owner.countries and inherits(parsed.text, speaker):
        owned = owner.countries, f"as '{owner.words}'"
    ways: tuple[Callable[[], Told], ...] = (
        lambda: _of_the_last_country(parsed, speaker, _NATIONS),
        lambda: owned,
        lambda: _spelled_out(parsed, speaker, setting),
        lambda: _of_the_last_country(parsed, speaker, _ITS),
        lambda: NONE if international(speaker) else _beside_the_name(parsed.text, speaker),
        lambda: _of_the_body(parsed.text, speaker),
        lambda: _of_a_leader(parsed.text, speaker),
    )
    told = next((found for way in ways if (found := way())[0]), NONE)
    if told[0]:
        return told
    members = members_of(speaker, earlier)
    if len(members) > 1 and all(m.countries for m in members):
        codes = tuple(dict.fromkeys(code for m in members for code in m.countries))
        return codes, "the country of each of them"
    group = group_of(speaker, earlier)
    if group is not None and group.countries:
        return group.countries, f"one of '{group.words}'"
    return NONE


def _not_by_party(parsed: ParsedArticle, setting: Setting, told: Told) -> Told:
    """What is told, but not by a word for a party alone ('Labour') in an article that is about
    another country and names no place in the party's."""
    codes, words = told
    here = setting.main or setting.own
    if words.strip("'") not in parties() or not here or here in codes:
        return told
    if any(code in codes for _, code in named_places(parsed)):
        return told
    return (here,), f"{words} is a party of other countries, too, and the article is about this one"


def _beside_the_name(text: str, speaker: Speaker) -> Told:
    """The country that the article tells beside the speaker's name elsewhere."""
    found = (epithet_country(text, name) for name in _names_of(text, speaker))
    return next((each for each in found if each[0]), NONE)


def _of_a_leader(text: str, speaker: Speaker) -> Told:
    codes, name = of_a_leader(text, speaker)
    return (codes, f"'{name}' is known to have led it") if codes else NONE


def _of_the_body(text: str, speaker: Speaker) -> Told:
    """The country that the article tells beside the name of the body that a person serves."""
    if not speaker.name or not inherits(text, speaker):
        return NONE
    found = (epithet_country(text, body) for body in bodies_served(text, speaker))
    return next((each for each in found if each[0]), NONE)


_ITS = re.compile(r"its\s", re.I)
_NATIONS = re.compile(r"the (?:country|nation|kingdom|republic)['’]s\s", re.I)


def _of_the_last_country(parsed: ParsedArticle, speaker: Speaker, words: re.Pattern[str]) -> Told:
    """'Sierra Leone chairs the group, and its president said': the country named last before, in
    the same sentence."""
    for phrase in speaker.phrases:
        sentence = parsed.sentence_at(phrase.span.start)
        if sentence is None or not words.match(phrase.span.of(parsed.text)):
            continue
        before = [
            (span, code)
            for span, code in named_places(parsed)
            if sentence.span.start <= span.start < phrase.span.start
        ]
        if before:
            span, code = before[-1]
            return (code,), f"'{span.of(parsed.text)}' before '{phrase.span.of(parsed.text)}'"
    return NONE


def _names_of(text: str, speaker: Speaker) -> list[str]:
    """The full name of a person, or an institution's own name."""
    if speaker.name:
        return [speaker.name] if " " in speaker.name else []
    named = [p for p in speaker.phrases if p.sort in ("organisation", "name") and not p.plural]
    words = (re.sub(r"^[Tt]he\s+", "", " ".join(p.span.of(text).split())) for p in named)
    return [w for w in words if w[:1].isupper() and len(w.split()) <= 4]


def _spelled_out(parsed: ParsedArticle, speaker: Speaker, setting: Setting) -> Told:
    """The country that stands with what an acronym is short for."""
    for phrase in speaker.phrases:
        for token in parsed.tokens(phrase.span):
            long = setting.acronyms.get(token.text)
            if long is not None:
                told = span_countries(
                    parsed, Span(max(0, long.start - _POSSESSED_BY), long.end), setting.local
                )
                if told[0]:
                    return told[0], f"'{token.text}' is {long.of(parsed.text)!r} in the article"
    return NONE


def _only_in(text: str, speaker: Speaker, where: str) -> bool:
    """Whether a place is only where someone works: 'head of the International Red Cross in
    Indonesia'."""
    place = re.escape(where.strip("'"))
    return any(re.search(rf"\bin {place}\b", p.span.of(text)) for p in speaker.phrases)


def international(speaker: Speaker) -> str | None:
    """The word that makes the speaker one of a body of several countries ('UN', 'tribunal')."""
    known, anyone = lexicon.roles().international, _any_international()
    for phrase in speaker.phrases:
        words = " ".join(plain(w) for w in phrase.words)
        if anyone.search(words):
            return next(e for e in known if re.search(rf"\b{re.escape(e)}\b", words))
    return None


@lru_cache(maxsize=1)
def _any_international() -> re.Pattern[str]:
    """Any of the words that tell a body of several countries."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, lexicon.roles().international))})\b")


def _by_name() -> dict[str, lexicon.Medium]:
    return {medium.name: medium for medium in lexicon.media().values()}


def members_of(
    speaker: Speaker, earlier: Sequence[tuple[Speaker, Description]]
) -> list[Description]:
    """Who 'Kim and Kitazawa' are, as far as the article has described them before."""
    if speaker.lead.sort != "persons":
        return []
    words = set(speaker.lead.words)
    return [d for s, d in earlier if s.name and words & set(s.name.lower().split())]


def _country(parsed: ParsedArticle, speaker: Speaker, local: Mapping[str, str]) -> Told:
    named = {word for phrase in speaker.phrases if phrase.name for word in phrase.name.split()}
    found = NONE
    for phrase in speaker.phrases:
        if phrase.words[:2] in (("a", "former"), ("the", "former")) and _in_office(speaker):
            continue  # of the office that was given up
        told = countries_of(parsed, phrase, local, named)
        if told[0] and not found[0]:
            found = told
        elif len(told[0]) > 1 and set(found[0]) < set(told[0]):
            found = told  # 'the Britain-based Syrian Observatory' after 'the Syrian Observatory'
        elif len(found[0]) == 1 and told[1].endswith(f"{BASED}'") and told[0] != found[0]:
            found = found[0] + told[0], f"{found[1]} and {told[1]}"
    return found


def _in_office(speaker: Speaker) -> bool:
    """Whether the copy tells an office that the person holds."""
    known = lexicon.roles()
    return any(
        (w in known.person or w in known.plain) and w not in ("former", "dr")
        for p in speaker.phrases
        if p.name and not FORMER_WORDS & set(p.words)
        for w in p.words
    )
