"""Whether 'the official' can be a speaker whom the article has named before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.bodies import head_body
from framing.analysers.sources.identity import (
    EMPTY,
    KIN,
    TITLES,
    Speaker,
    conflict,
    generic_fit,
    ordinal_of,
    without_seat,
)
from framing.analysers.sources.owners import SPOKESPEOPLE
from framing.analysers.sources.phrases import Phrase

if TYPE_CHECKING:
    from framing.text.parse import ParsedArticle

_NO_PROFIT = (("nonprofit",), ("non", "profit"), ("non-profit",))
_GOVERNING = frozenset("government court council parliament police army ministry".split())


def fits(
    parsed: ParsedArticle, owners: Mapping[int, str], speaker: Speaker, phrase: Phrase
) -> bool:
    """Whether 'the official' can be this speaker."""
    if not speaker.phrases or speaker.plural != phrase.plural:
        return False
    ordinal = ordinal_of(phrase)
    another = bool(ordinal) and ordinal not in map(ordinal_of, speaker.phrases)
    other = _of_another(speaker, phrase, owners) or _of_another_place(parsed, speaker, phrase)
    named = _has_another_name(parsed, speaker, phrase) or _is_spoken_for(parsed, speaker, phrase)
    if another or other or named:
        return False
    nouns = speaker.nouns | speaker.words
    noun = phrase.noun
    if noun == "premier" and "prime minister" in nouns:
        noun = "minister"
    words = without_seat(phrase.words)
    told = words[1].title() if len(words) == 3 else ""  # 'the German carmaker'
    short = len(words) == 2 or noun == "giant" or told in lexicon.places()
    short = (short and len(words) <= 3) or words[1:-1] in _NO_PROFIT
    generic = phrase.definite and short and generic_fit(speaker, noun, phrase.words)
    # 'The company' is said of all.
    if noun != "company" and noun not in speaker.nouns:
        generic = generic and not _is_taken(parsed, speaker, phrase)
    if noun not in nouns and not generic:
        return False
    known = lexicon.roles()
    title = noun in TITLES or noun in known.person
    if speaker.name and not title and head_body(phrase) is not None:
        return False  # 'the coast guard' is not its spokesman
    # 'The zoo' is not 'Zoo Director Jane Doe': what stands before a title is whose it is.
    if speaker.name and not title and (noun not in speaker.nouns or noun in known.body):
        return False
    if not speaker.name and noun not in {p.noun for p in speaker.phrases} and not generic:
        return False
    own = {w for w in words if w not in EMPTY and w != noun and w.rstrip("s") != noun}
    theirs = speaker.words
    if phrase.plural:
        # 'officials' may be the 'ministry officials' before; 'army officials' may not.
        may_be = own <= theirs or (not phrase.definite and own == theirs - {noun, noun + "s"})
        # 'rebels' are not the 'rebels and civilians' before.
        return may_be and _with_others(parsed, speaker.lead) == _with_others(parsed, phrase)
    # 'the federal government' after 'the Canadian government'
    opposed = (noun in _GOVERNING and bool(own - theirs)) or conflict(own, theirs)
    lead = speaker.lead
    if noun == "group" and lead.sort == "common" and lead.indefinite:
        # 'the armed group' is no 'rights group'
        opposed = opposed or bool(own and not own & theirs)
    return not opposed and not (noun == "star" and _called_otherwise(parsed, speaker, phrase))


def _has_another_name(parsed: ParsedArticle, speaker: Speaker, phrase: Phrase) -> bool:
    """Whether a name behind the noun is not the speaker's: 'the law firm Dahl' is not Lund & Co."""
    head = parsed.doc[phrase.head]
    behind = parsed.doc[head.i + 1 : head.i + 2]
    if head.pos_ != "NOUN" or not len(behind) or behind[0].idx >= phrase.span.end:
        return False
    return behind[0].pos_ == "PROPN" and behind[0].lower_ not in speaker.words


def _is_taken(parsed: ParsedArticle, speaker: Speaker, phrase: Phrase) -> bool:
    """Whether the article has called another body so before, by name: 'law firm Lund & Dahl', then
    'the firm', which is then no other body."""
    names = re.compile(rf"\b{re.escape(phrase.noun)} ([A-Z][\w&’'-]+)")
    found = (m[1].lower() for m in names.finditer(parsed.text, 0, phrase.span.start))
    return any(name not in speaker.words for name in found)


def _is_spoken_for(parsed: ParsedArticle, speaker: Speaker, phrase: Phrase) -> bool:
    """Whether the sentence has named another body by someone of it, and not the speaker: 'FBI
    spokeswoman Ann Lee said the agency …' after 'NorAir said …'."""
    head = parsed.doc[phrase.head]
    if speaker.name or not phrase.definite or phrase.noun in lexicon.roles().person:
        return False
    before = [t for t in head.sent if t.i < head.i]
    if any(t.lower_ in speaker.words for t in before):
        return False
    offices = lexicon.roles().person.keys() | TITLES | SPOKESPEOPLE
    return any(
        t.pos_ == "PROPN"
        and lexicon.places().get(t.text, ("", ""))[1] not in ("name", "people")
        and t.dep_ in ("compound", "nmod", "poss")
        and t.head.i > t.i
        and any(part.lower_ in offices for part in head.doc[t.i : t.head.i + 1])
        for t in before
    )


def _with_others(parsed: ParsedArticle, phrase: Phrase) -> bool:
    """Whether others stand beside the noun: 'rebels and civilians'."""
    head = parsed.doc[phrase.head]
    return any(
        c.dep_ == "conj" and phrase.span.start <= c.idx < phrase.span.end for c in head.rights
    )


def _of_another_place(parsed: ParsedArticle, speaker: Speaker, phrase: Phrase) -> bool:
    """Whether both say by a name of what they are the head, and the names are others: 'the
    former mayor of Kelm' is not 'Lindau mayor Otto Dahl'."""
    if phrase.noun not in TITLES:
        return False
    head = parsed.doc[phrase.head]
    own = {
        token.lower_
        for prep in head.children
        if prep.lower_ == "of"
        for token in prep.children
        if token.pos_ == "PROPN"
    }
    if not own or own & speaker.words:
        return False
    return bool(speaker.propers(parsed) - {phrase.noun})


def _called_otherwise(parsed: ParsedArticle, speaker: Speaker, phrase: Phrase) -> bool:
    """Whether both have proper words beside the noun and share none: 'the Cosby Show star' is
    not 'Masters of Song star Otto Lund'."""
    own = _propers(parsed, phrase)
    if not own or own & speaker.words:
        return False
    return any(_propers(parsed, other) for other in speaker.phrases)


def _propers(parsed: ParsedArticle, phrase: Phrase) -> set[str]:
    """The proper words of a phrase that are neither a name's nor a place's."""
    tokens = parsed.tokens(phrase.span)
    words = {t.lower_ for t in tokens if t.pos_ == "PROPN" and t.text not in lexicon.places()}
    return words & set(phrase.words) - {phrase.noun}


def _of_another(speaker: Speaker, phrase: Phrase, owners: Mapping[int, str]) -> bool:
    """Whether the two are of different persons: 'Mr Logan's family' and 'the family of Mr
    Collett', 'his spokesman' and 'a spokesman for Thurman'."""
    whose = owners.get(phrase.head, "")
    if not whose:
        return False
    theirs = {w for p in speaker.phrases if (w := owners.get(p.head, ""))}
    kin = phrase.noun in KIN
    return whose not in theirs if theirs else kin
