"""A resolved speaker described: the fullest words for them, naming, role and country.

Each field carries the words or the rule that it rests on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.kinds import naming_of, role_of
from framing.analysers.sources.phrases import Phrase
from framing.analysers.sources.places import country_of
from framing.analysers.sources.speakers import Resolver, Speaker
from framing.analysers.sources.via import medium_within
from framing.models import Naming, Role
from framing.outlets import slugify

if TYPE_CHECKING:
    from framing.outlets import OutletProfile
    from framing.parse import ParsedArticle

_MAX_WORDS = 24  # of a description; a longer phrase is cut to the words before its first comma
_SPOKESPEOPLE = frozenset(
    "spokesman spokeswoman spokesperson leader head chief chairman chairwoman director adviser "
    "aide representative chair deputy source member colleague staffer insider secretary".split()
)
_POSSESSED = re.compile(r"\b(?:its|their)\b", re.I)
_OF_COUNTRY = re.compile(r"\b(?:country|nation|republic|kingdom)['’]s\b", re.I)


@dataclass(frozen=True, slots=True)
class Description:
    """What is known of a speaker. ``decided``: field → the words or rule that it rests on."""

    key: str
    words: str
    naming: Naming | None
    role: Role | None
    country: str | None
    medium: str | None
    decided: Mapping[str, str] = field(default_factory=dict)


def describe(
    parsed: ParsedArticle, resolver: Resolver, profile: OutletProfile | None, own_copy: bool
) -> dict[int, Description]:
    """Descriptions by speaker number, in the order of the article.

    Args:
        own_copy: whether the outlet wrote the article itself, so that a ministry without a
            nationality is the outlet's country's.
    """
    local = dict(_local_places(parsed.text))
    if profile:
        local.update(profile.places)
    words = frozenset(token.lower_ for token in parsed.doc)
    found: dict[int, Description] = {}
    keys: dict[str, int] = {}
    for speaker in sorted(resolver.speakers, key=lambda s: s.lead.span.start if s.phrases else -1):
        if not speaker.phrases:
            continue
        earlier = [
            found[s.number] for s in _before(resolver.speakers, speaker) if s.number in found
        ]
        description = _describe(parsed, speaker, local, words, earlier, profile, own_copy)
        keys[description.key] = keys.get(description.key, 0) + 1
        if keys[description.key] > 1:
            description = _renamed(description, f"{description.key}-{keys[description.key]}")
        found[speaker.number] = description
    return found


def _before(speakers: Sequence[Speaker], speaker: Speaker) -> list[Speaker]:
    """Speakers introduced before this one, the nearest last."""
    start = speaker.lead.span.start
    earlier = [s for s in speakers if s.phrases and s is not speaker and s.lead.span.start < start]

    def nearest(other: Speaker) -> int:
        return max(p.span.start for p in other.phrases if p.span.start < start)

    return sorted(earlier, key=nearest)


def _renamed(description: Description, key: str) -> Description:
    return Description(
        key, description.words, description.naming, description.role, description.country,
        description.medium, description.decided,
    )  # fmt: skip


def _describe(
    parsed: ParsedArticle,
    speaker: Speaker,
    local: Mapping[str, str],
    article_words: frozenset[str],
    earlier: Sequence[Description],
    profile: OutletProfile | None,
    own_copy: bool,
) -> Description:
    text = parsed.text
    decided: dict[str, str] = {}
    best = max(speaker.phrases, key=lambda p: _fullness(parsed, p))
    naming, decided["naming"] = _naming(speaker)
    owner = _owner(text, speaker, earlier)
    medium = None
    if naming is Naming.INSTITUTION or (naming is Naming.DOCUMENT and best.noun in ("report",)):
        medium = _medium(text, speaker)
    role, why = _role(parsed, speaker, article_words)
    if medium and role in (None, Role.GOVERNMENT, Role.MEDIA, Role.BUSINESS):
        role, why = Role.MEDIA, f"'{medium}' is a medium"
    if role is None and owner is not None and owner.role is not None:
        role, why = owner.role, f"as '{owner.words}', whose {best.noun} it is"
    if role is None and _place(text, speaker):
        role, why = Role.GOVERNMENT, "a country or capital that speaks is its government"
    country, where = _country(parsed, speaker, local)
    if country is None and medium and medium in _by_name():
        country, where = _by_name()[medium].country, f"'{medium}' is of this country"
    if country is None and owner is not None and owner.country and _inherits(text, speaker):
        country, where = owner.country, f"as '{owner.words}'"
    if country is None and profile and own_copy and _domestic(speaker, role, naming):
        country, where = profile.country, f"no nationality is given in copy of {profile.name}"
    decided["role"] = why or "nothing in the copy tells the kind of speaker"
    if role is None:
        role = Role.OTHER
    if country:
        decided["country"] = where
    words = _words(text, best)
    return Description(_key(text, speaker, naming), words, naming, role, country, medium, decided)


def _by_name() -> dict[str, lexicon.Medium]:
    return {medium.name: medium for medium in lexicon.media().values()}


def _naming(speaker: Speaker) -> tuple[Naming, str]:
    grounds = [naming_of(phrase) for phrase in speaker.phrases]
    named = next((g for g in grounds if g[0] is Naming.NAMED), None)
    return named or grounds[0]


def _medium(text: str, speaker: Speaker) -> str | None:
    for phrase in speaker.phrases:
        medium = medium_within(phrase.span.of(text))
        if medium:
            return medium
    return None


def _role(
    parsed: ParsedArticle, speaker: Speaker, article_words: frozenset[str]
) -> tuple[Role | None, str]:
    for phrase in speaker.phrases:
        head = parsed.doc[phrase.head]
        clause = [t.lower_ for c in head.subtree if c.dep_ in ("relcl", "acl") for t in c.subtree]
        role, why = role_of(phrase, article_words, clause)
        if role is not None:
            return role, why
    return None, ""


def _place(text: str, speaker: Speaker) -> bool:
    for phrase in speaker.phrases:
        words = re.sub(r"^[Tt]he\s+", "", " ".join(phrase.span.of(text).split()))
        if phrase.sort == "place" and lexicon.places().get(words, ("", ""))[1] in ("name", "seat"):
            return True
    return False


def _country(
    parsed: ParsedArticle, speaker: Speaker, local: Mapping[str, str]
) -> tuple[str | None, str]:
    for phrase in speaker.phrases:
        code, why = country_of(parsed, phrase, local)
        if code:
            return code, why
    return None, ""


def _owner(text: str, speaker: Speaker, earlier: Sequence[Description]) -> Description | None:
    """The institution that 'its leader', 'the country's president' or a bare 'spokesman' is of."""
    institutions = [d for d in earlier if d.naming is Naming.INSTITUTION]
    for phrase in speaker.phrases:
        words = phrase.span.of(text)
        if _OF_COUNTRY.search(words):
            return next((d for d in reversed(institutions) if d.country), None)
        if _POSSESSED.search(words) and institutions:
            return institutions[-1]
        possessor = re.match(r"([\w .'-]+?)['’]s\s", words)
        if possessor and not speaker.name:
            owner = next((d for d in earlier if possessor.group(1) in d.words), None)
            if owner:
                return owner
    lead = speaker.lead
    if lead.noun in ("statement", "report") and lead.definite and institutions:
        return institutions[-1]
    plain = lead.noun in _SPOKESPEOPLE or any(w in _SPOKESPEOPLE for w in lead.words)
    return institutions[-1] if plain and institutions and len(lead.words) <= 2 else None


def _inherits(text: str, speaker: Speaker) -> bool:
    """Whether the phrase names its owner, so that the owner's country is the speaker's."""
    return any(
        _OF_COUNTRY.search(p.span.of(text)) or re.match(r"[\w .'-]+?['’]s\s", p.span.of(text))
        for p in speaker.phrases
    )


def _domestic(speaker: Speaker, role: Role | None, naming: Naming) -> bool:
    if role not in (Role.GOVERNMENT, Role.MILITARY) or naming is Naming.DOCUMENT:
        return False
    known = lexicon.roles()
    return any(
        w in known.body and known.body[w] in (Role.GOVERNMENT, Role.MILITARY)
        for p in speaker.phrases
        for w in p.words
    ) and not any(p.sort == "organisation" for p in speaker.phrases)


def _fullness(parsed: ParsedArticle, phrase: Phrase) -> tuple[float, int]:
    """How much a phrase tells of its speaker; the earlier wins where two tell the same."""
    known = lexicon.roles()
    telling = sum(
        1.0
        for w in phrase.words
        if w.strip(".") in known.person or w in known.body or w in known.plain
    )
    name = len(phrase.name.split()) * 2.0 if phrase.name else 0.0
    place = 1.0 if any(w.title() in lexicon.places() for w in phrase.words) else 0.0
    vague = sum(0.75 for w in phrase.words if w in ("his", "her", "its", "their", "counterpart"))
    length = min(len(phrase.words), 12) * 0.1
    overlong = 3.0 if len(phrase.words) > _MAX_WORDS else 0.0
    return min(telling, 4.0) + name + place + length - vague - overlong, -phrase.span.start


def _words(text: str, phrase: Phrase) -> str:
    """The phrase as the report prints it: on one line, cut before a comma if it is very long."""
    words = " ".join(phrase.span.of(text).split())
    if len(words.split()) > _MAX_WORDS and "," in words:
        words = words.split(",")[0]
    return " ".join(words.split()[:_MAX_WORDS])


def _key(text: str, speaker: Speaker, naming: Naming) -> str:
    """The speaker's id: the same for a name or an institution in every article."""
    if speaker.name:
        return slugify(speaker.name) or "speaker"
    lead = speaker.lead
    if naming is Naming.INSTITUTION and lead.sort in ("place", "organisation"):
        words = re.sub(r"^the ", "", " ".join(lead.span.of(text).split()), flags=re.I)
        code, kind = lexicon.places().get(words, ("", ""))
        if kind in ("name", "seat") and words not in ("White House", "Pentagon"):
            return f"{code.lower()}-government"
        return slugify(words)[:60].strip("-") or "speaker"
    return f"{naming.value}-{slugify(lead.noun) or 'speaker'}"


def _local_places(text: str) -> Iterator[tuple[str, str]]:
    """'the South' and 'the North' where the text names exactly one such country."""
    for side in ("South", "North", "East", "West"):
        codes = {
            code
            for phrase, (code, kind) in lexicon.places().items()
            if kind == "name" and phrase.startswith(side + " ") and phrase in text
        }
        if side in ("South", "North") and re.search(r"\bKoreas?\b|\bKorean\b", text) and not codes:
            codes = {"KR" if side == "South" else "KP"}
        if len(codes) == 1:
            yield f"the {side.lower()}", codes.pop()
