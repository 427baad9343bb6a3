"""Who is described first and named in the sentence behind: 'A Norwegian lawmaker has said … Jan
Lund said …'. One person, where nothing told of the two speaks against it and nobody else of the
article fits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.epithets import epithet_role
from framing.analysers.sources.head_nouns import lemma_of
from framing.analysers.sources.identity import (
    EMPTY,
    KIN,
    Speaker,
    conflict,
)
from framing.analysers.sources.listed import entries
from framing.analysers.sources.mentions import Mention
from framing.analysers.sources.namings import naming_of
from framing.analysers.sources.persons import gender_of
from framing.analysers.sources.varying import SOLE
from framing.models import Naming

if TYPE_CHECKING:
    from spacy.tokens import Token

    from framing.analysers.sources.phrases import Phrase
    from framing.text.parse import ParsedArticle


def described_before(
    parsed: ParsedArticle, speakers: Sequence[Speaker], last: Speaker | None, mention: Mention
) -> Speaker | None:
    """The speaker, so far without a name, whom a person's name that is new names.

    Args:
        speakers: those of the article so far.
        last: who spoke last.
        mention: a person's name that fits no speaker.
    """
    phrase = mention.phrase
    if phrase.plural or " " not in (phrase.name or ""):
        return None
    if not phrase.words or _only_whose(phrase):
        return _in_office(speakers, mention) or _spoke_last(parsed, speakers, last, mention)
    return _said_of_both(parsed, last, mention) if last is not None else None


def _only_whose(phrase: Phrase) -> bool:
    """Whether no more is told than of what body somebody is: 'Jan Lund, from the Fish Office'."""
    known = lexicon.roles()
    offices = {e for _, e in entries(phrase.words)} & (known.person.keys() | known.plain)
    return phrase.words[0] in ("from", "of", "at", "with") and not offices


def _in_office(speakers: Sequence[Speaker], mention: Mention) -> Speaker | None:
    """'The Slovak prime minister has spoken. Pavol Brandt was …': who holds the office that the
    sentence before has for its subject."""
    if not mention.subject:
        return None
    for speaker in speakers:
        if not speaker.phrases or speaker.name or speaker.plural:
            continue
        lead = speaker.lead
        near = 0 < mention.sentence - speaker.subject_in <= 1
        if near and lead.noun in SOLE and lead.definite and len(lead.words) > 2:
            return speaker
    return None


def _spoke_last(
    parsed: ParsedArticle, speakers: Sequence[Speaker], last: Speaker | None, mention: Mention
) -> Speaker | None:
    """Who spoke in the sentence before without a name, where a name of which the copy tells nothing
    speaks on: copy that names somebody for the first time says who it is, or has just said so."""
    phrase, text = mention.phrase, parsed.text
    name = phrase.name or ""
    if last is None or mention.reading < 0 or phrase.office or not _is_a_person(parsed, last):
        return None
    near = max(last.last_sentence, last.until)
    if not 0 < mention.sentence - near <= 1 or not _told_much(last):
        return None
    others = (s for s in speakers if s is not last and s.phrases and _is_a_person(parsed, s))
    if any(s.subject_in >= near for s in others):
        return None
    kin = bool(KIN & last.nouns)
    known = [name] if kin else [w for w in name.split() if len(w) > 1]
    if any(re.search(rf"\b{re.escape(w)}\b", text[: mention.at]) for w in known):
        return None
    genders = {last.gender or last.leaning, phrase.gender or gender_of(name)} - {""}
    role, _ = epithet_role(text, name, person=True)
    known_role = lexicon.roles().person
    told = {known_role[noun] for noun in last.nouns if noun in known_role}
    if phrase.words and (not told or conflict(set(phrase.words), set(last.words))):
        return None
    if len(genders) > 1 or (role is not None and role not in told) or _titled(text, name, last):
        return None
    return last


def _is_a_person(parsed: ParsedArticle, speaker: Speaker) -> bool:
    """Whether a speaker is one person of whom no name is told."""
    lead = speaker.lead
    several = speaker.plural and not _of_two_offices(parsed.doc[lead.head])
    if speaker.name or several or lead.sort not in ("common", "person"):
        return False
    known = lexicon.roles()
    person = lead.noun in known.person or lead.noun in known.plain
    return person and naming_of(lead)[0] is Naming.UNNAMED


def _of_two_offices(head: Token) -> bool:
    """Whether what is joined is what one person is: 'the founder and chief executive', before
    whose second office no article stands."""
    known = lexicon.roles()
    joined = [head, *head.conjuncts]
    return all(
        t.tag_ in ("NN", "NNP") and (lemma_of(t) in known.person or lemma_of(t) in known.plain)
        for t in joined
    ) and not any(c.dep_ in ("det", "poss") for t in joined[1:] for c in t.children)


def _told_much(speaker: Speaker) -> bool:
    """Whether the words say more than 'a man': whose, of what or of where somebody is."""
    return any(len({w for w in p.words if w not in EMPTY}) > 1 for p in speaker.phrases)


def _titled(text: str, name: str, speaker: Speaker) -> bool:
    """Whether the article has an office before the surname that is not the speaker's."""
    last = re.escape(name.rsplit(maxsplit=1)[-1])
    found = re.finditer(rf"\b({'|'.join(sorted(SOLE))}) (?:[A-Z][\w.]+ )?{last}\b", text, re.I)
    return any(m.group(1).lower() not in speaker.words for m in found)


def _said_of_both(parsed: ParsedArticle, last: Speaker, mention: Mention) -> Speaker | None:
    """Who spoke last, where the name has the same office beside it: 'a spokesman for Dahl Air said
    … Dahl Air spokesman Jan Lund said', '… the spokesman, Jan Lund, said'."""
    phrase = mention.phrase
    known = lexicon.roles()
    near = mention.sentence - max(last.last_sentence, last.until)
    if not _is_a_person(parsed, last) or not 0 <= near <= _REACH or mention.at <= last.last:
        return None
    if phrase.gender and last.gender and phrase.gender != last.gender:
        return None
    noun = last.lead.noun
    offices = {e for _, e in entries(phrase.words)} & (known.person.keys() | known.plain)
    own = {w for w in phrase.words if w not in EMPTY and w != noun}
    theirs = {w for w in last.words if w not in EMPTY and w != noun}
    shared = own & theirs
    if not offices:  # 'a police union boss', 'Jan Lund, of the police union'
        alike = len(shared) > 1 and not conflict(set(own), set(theirs))
        return last if alike and mention.reading >= 0 else None
    if noun not in offices or offices - last.nouns:
        return None
    if phrase.definite and not own:
        return last  # 'the spokesman, Jan Lund'
    bare = not own and near <= 1  # 'Judge Jan Lund' after 'a judge in Kelm'
    return last if bare or (shared and not conflict(set(own), set(theirs))) else None


_REACH = 2  # sentences from who spoke to who is named
