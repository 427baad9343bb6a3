"""How a speaker is called: the fullest words, and the id."""

from __future__ import annotations

import re
from collections import Counter

from framing.analysers.sources import lexicon
from framing.analysers.sources.identity import Speaker, without_kind
from framing.analysers.sources.phrases import Phrase
from framing.analysers.sources.states import place_kind
from framing.models import Naming
from framing.outlets import slugify

_MAX_WORDS = 24  # of a description; a longer phrase is cut to the words before its first comma


def fullness(phrase: Phrase) -> tuple[float, int]:
    """How much a phrase tells of its speaker; the earlier wins where two tell the same."""
    known = lexicon.roles()
    telling = sum(
        1.0
        for w in phrase.words
        if w.strip(".") in known.person or w in known.body or w in known.plain
    )
    name = len(phrase.name.split()) * 2.0 if phrase.name else 0.0
    if not phrase.name and phrase.sort in ("organisation", "place", "name"):
        name = 3.0
    place = 1.0 if any(w.title() in lexicon.places() for w in phrase.words) else 0.0
    vague = sum(0.75 for w in phrase.words if w in ("his", "her", "its", "their", "counterpart"))
    length = min(len(phrase.words), 12) * 0.1
    overlong = 3.0 if len(phrase.words) > _MAX_WORDS else 0.0
    return min(telling, 4.0) + name + place + length - vague - overlong, -phrase.span.start


def fullest(text: str, speaker: Speaker) -> Phrase:
    """The phrase that tells most of the speaker, and has the name where one does; one into which a
    caption has run only where there is no other."""
    phrases = [p for p in speaker.phrases if not _untidy(p.span.of(text))] or speaker.phrases
    phrases = [p for p in phrases if not _is_a_line(text, p)] or phrases
    best = max(phrases, key=fullness)
    whole = [p for p in phrases if p.name == speaker.name]
    named = not speaker.name or not whole or speaker.name in " ".join(best.span.of(text).split())
    return best if named else max(whole, key=fullness)


def _is_a_line(text: str, phrase: Phrase) -> bool:
    """Whether a name is run into all of its line, as in a headline: 'Club sacks coach Jan Lund'."""
    line = text[text.rfind("\n", 0, phrase.span.start) + 1 :].split("\n", 1)[0].strip()
    words = phrase.span.of(text).strip()
    return phrase.name is not None and words == line and len(words.split()) > _LONGEST_LINE


_LONGEST_LINE = 6  # words of a line that is a name with an office ('Jan Lund, mayor of Kelm')
_CAPTION = re.compile(r"\bImage c|\b\d{4}\b|\d of \d")


def _untidy(words: str) -> bool:
    """Whether brackets or quotation marks stand open, or a caption's words among them."""
    marks = (("(", ")"), ("“", "”"))
    halves = any(words.count(a) != words.count(b) for a, b in marks) or words.count('"') % 2
    return bool(halves or _CAPTION.search(words))


def shown_words(text: str, phrase: Phrase) -> str:
    """The phrase as the report prints it: on one line, cut before a comma if it is very long."""
    whole = " ".join(phrase.span.of(text).split())
    words = re.sub(r"['’]s?$", "", whole)
    words = re.sub(r"\s\(@\w+\).*$", "", words)  # the handle and the date of a post
    if phrase.name and f"{phrase.name} and " in words:  # 'Secretary Eva Lund and Jonas Brandt'
        words = words[: words.index(f"{phrase.name} and ") + len(phrase.name)]
    if len(words.split()) > _MAX_WORDS:
        words = words.lstrip(" ,").split(",")[0] or words
    return " ".join(words.split()[:_MAX_WORDS]) or whole


def name_alone(text: str, speaker: Speaker, phrase: Phrase) -> Phrase:
    """Of a body the name without its kind, where the article has it so, too."""
    words = " ".join(phrase.span.of(text).split())
    name = without_kind(words)
    if phrase.sort not in ("organisation", "name") or name == words:
        return phrase
    return next((p for p in speaker.phrases if p.span.of(text) == name), phrase)


def _usual(text: str, speaker: Speaker) -> Phrase:
    """The phrase that introduces the speaker; of a body's names the one that the copy uses most: a
    caption may have put a word in front of the first."""
    proper = (p for p in speaker.phrases if p.sort in ("organisation", "name"))
    lead = speaker.lead
    if lead.sort == "common" and lead.indefinite:
        lead = next(proper, lead)  # 'a rights group said. Dahl Rights Watch said'
    if lead.sort not in ("organisation", "name"):
        return lead
    names = Counter(p.span.of(text) for p in speaker.phrases if p.sort in ("organisation", "name"))
    if names[lead.span.of(text)] > 1 or len(names) < 2:
        return lead
    usual, times = names.most_common(1)[0]
    shorter = lead.span.of(text).endswith(usual)  # 'Reuters Equihaus'
    return (
        next(p for p in speaker.phrases if p.span.of(text) == usual)
        if (times > 1 and shorter)
        else lead
    )


def key_of(
    text: str, speaker: Speaker, naming: Naming | None, medium: str | None, government: str
) -> str:
    """The speaker's id: the same for a name or an institution in every article."""
    if speaker.name:
        return slugify(speaker.name) or "speaker"
    lead = _usual(text, speaker)
    words = re.sub(r"^(?:the )+", "", " ".join(lead.span.of(text).split()), flags=re.I)
    if place_kind(words.split(",")[0]) in ("name", "seat"):
        words = words.split(",")[0]  # 'India, the largest buyer of arms'
    if medium:
        return slugify(medium) or "medium"
    if naming is Naming.INSTITUTION and (government or place_kind(words) in ("name", "seat")):
        code = government or lexicon.places().get(words, ("", ""))[0]
        if code and words not in ("White House", "Pentagon"):
            return f"{code.lower()}-government"
    if naming is not Naming.UNNAMED and lead.sort in ("place", "organisation", "persons", "name"):
        return slugify(words)[:60].strip("-") or "speaker"
    return f"{naming.value if naming else 'untold'}-{slugify(lead.noun) or 'speaker'}"
