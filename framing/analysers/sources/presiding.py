"""Who presides over a body, and not over a country: 'the president of the club'."""

from __future__ import annotations

import re

from framing.analysers.sources import lexicon
from framing.analysers.sources.epithets import epithet_role
from framing.analysers.sources.identity import Speaker
from framing.models import Role

_STATES = r"(?:the\s+)?(?:United|Republic|Senate|House|Parliament|National|Supreme|European|Court)"
_PRESIDES = re.compile(
    rf"\b(?:[Pp]resident(?: and \w+)?\s+(?:at|of|for)\s+(?!{_STATES})(?:the\s+)?[A-Z]\w+|"
    r"international president)"
)
_NO_BODIES = (
    "Vice|Former|Then|Acting|Deputy|Interim|Outgoing|Late|Mr|Mrs|Ms|Madam|New|The|Under|Incoming|Ex|"
    "State|First"
)
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_HEADED = re.compile(
    rf"^(?:[Tt]he )?(?!(?:{_NO_BODIES}|{_DAYS})\b)(?P<body>[A-Z]\w+) [Pp]resident\b"
)
_OWNED_BY = re.compile(r"^(?P<body>[A-Z]\w+)['’]s (?:founding|vice|former|first|new) president\b")


def _presidency(words: str) -> re.Match[str] | None:
    return _PRESIDES.search(words) or _HEADED.search(words) or _OWNED_BY.search(words)


def _body_of(match: re.Match[str]) -> str:
    """The body that someone presides over, as far as one word tells it."""
    return match.groupdict().get("body") or match.group().split()[-1]


def presides(words: str) -> bool:
    """Whether someone is president of a body and no country's."""
    match = _presidency(words)
    place = _body_of(match) if match else ""
    return (
        match is not None
        and place not in lexicon.places()
        and lexicon.roles().body.get(place.lower()) is not Role.GOVERNMENT
        and not re.search(r"\b(?:minister|senator|mayor|judge)\b", words, re.I)
    )


def of_presidency(text: str, speaker: Speaker) -> tuple[Role | None, str]:
    """The role of who presides over a body: what the article tells of the body, if anything."""
    for phrase in speaker.phrases:
        words = phrase.span.of(text)
        match = _presidency(words)
        body = _body_of(match) if match else ""
        listed = lexicon.roles().body.get(body.lower())
        if listed is not None:
            return listed, f"'{body}'"
        role, why = epithet_role(text, body, person=False) if body[:1].isupper() else (None, "")
        if role is not None:
            return role, why
    return None, PRESIDES_OVER


PRESIDES_OVER = "president of a body that the copy does not describe"
