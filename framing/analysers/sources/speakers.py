"""Who speaks: the mentions of one speaker in an article brought together.

Mentions are taken in text order. A personal name joins the speaker whose name holds it ('Yang' and
'Yang Bojiang'); 'the official' joins the last speaker that the noun fits; 'another official' and
'an official' are new; 'he', 'she', 'it' and 'they' go to the nearest mention that fits in number,
kind and gender, the last speaker and the subjects of sentences first. What does not resolve keeps
its own words and gets no guess.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.kinds import entries
from framing.analysers.sources.phrases import Phrase, phrase_at, phrase_of
from framing.models import Span

if TYPE_CHECKING:
    from framing.parse import ParsedArticle

_PERSON_REACH = 4  # sentences that 'he' may look back
_THING_REACH = 4
_GENERIC = {
    # 'the company' and its like stand for any speaker of that kind.
    "company": "business", "firm": "business", "group": "civil_society", "bank": "business",
    "organisation": "civil_society", "organization": "civil_society", "maker": "business",
    "carrier": "business", "charity": "civil_society", "newspaper": "media", "paper": "media",
    "agency": "media", "daily": "media", "retailer": "business", "carmaker": "business",
    "automaker": "business", "drugmaker": "business", "chipmaker": "business",
    "lender": "business", "airline": "business", "insurer": "business", "union": "civil_society",
    "association": "civil_society", "party": "government", "institute": "expert",
    "foundation": "civil_society", "corporation": "business", "conglomerate": "business",
    "broadcaster": "media", "network": "media", "club": "other", "think-tank": "expert",
}  # fmt: skip
_TITLES = frozenset(
    "minister secretary president chancellor premier envoy ambassador governor mayor "
    "spokesman spokeswoman spokesperson general admiral director chief leader head "
    "chairman scientist professor analyst expert lawyer doctor judge coach".split()
)
_EMPTY = frozenset(
    "the a an this that these those its his her their of at in for to on with by from and or 's ’s "
    "s another other one senior top former current new unnamed".split()
)


@dataclass(slots=True)
class Speaker:
    """One speaker of an article and the phrases that name them, in text order."""

    number: int
    phrases: list[Phrase] = field(default_factory=list)
    quoted: bool = False
    gender: str = ""
    last: int = -1  # offset of the last mention
    last_sentence: int = -1
    subject_in: int = -1  # the last sentence that has the speaker as a subject
    words: set[str] = field(default_factory=set)  # all describing words of all phrases
    nouns: set[str] = field(default_factory=set)  # head nouns, and role nouns in the descriptions
    _seen: set[tuple[str, ...]] = field(default_factory=set)

    @property
    def name(self) -> str | None:
        """The longest personal name."""
        names = [p.name for p in self.phrases if p.name]
        return max(names, key=lambda n: (len(n.split()), len(n))) if names else None

    @property
    def lead(self) -> Phrase:
        """The first phrase, which introduces the speaker."""
        return self.phrases[0]

    @property
    def plural(self) -> bool:
        """Whether this is a group named in the plural."""
        return self.lead.plural

    def add(self, phrase: Phrase) -> None:
        """Note one more phrase that names the speaker."""
        self.phrases.append(phrase)
        if phrase.words in self._seen:
            return
        self._seen.add(phrase.words)
        self.words.update(word for word in phrase.words if word not in _EMPTY)
        self.nouns.add(phrase.noun)
        self.nouns.update(entry for _, entry in entries(phrase.words))


@dataclass(frozen=True, slots=True)
class _Mention:
    at: int
    phrase: Phrase
    reading: int  # index of the reading it is the source of; -1: a mention in passing
    sentence: int
    subject: bool


class Resolver:
    """Brings the mentions of one article together; one object for one article."""

    def __init__(self, parsed: ParsedArticle, local: Mapping[str, str]) -> None:
        self.parsed = parsed
        self.speakers: list[Speaker] = []
        self.of_reading: dict[int, tuple[Speaker | None, str]] = {}
        self._last: Speaker | None = None
        self._by_head: dict[int, Speaker] = {}
        self._local = local

    def resolve(self, sources: Sequence[Span | None]) -> None:
        """Set ``of_reading``: the speaker of each source, and how it was decided."""
        for mention in self._mentions(sources):
            speaker, ground = self._place(mention)
            if speaker is not None:
                self._note(speaker, mention)
                if mention.phrase.sort != "pronoun":
                    self._by_head.setdefault(mention.phrase.head, speaker)
            if mention.reading >= 0:
                self.of_reading[mention.reading] = (speaker, ground)
                if speaker is not None:
                    speaker.quoted = True
                    self._last = speaker

    # --- mentions -------------------------------------------------------------------------------

    def _mentions(self, sources: Sequence[Span | None]) -> list[_Mention]:
        parsed = self.parsed
        found: list[_Mention] = []
        seen: set[int] = set()
        by_span: dict[Span, int] = {}
        for index, source in enumerate(sources):
            phrase = phrase_at(parsed, source) if source else None
            if phrase is None or source is None:
                continue
            head = parsed.doc[phrase.head]
            found.append(_Mention(source.start, phrase, index, self._sentence(head.idx), True))
            seen.add(phrase.head)
            by_span.setdefault(source, index)
        quoted = [q.span for q in parsed.quotations if not q.single]
        heads: list[int] = []
        for entity in parsed.doc.ents:
            if entity.label_ == "PERSON":
                root = entity.root
                if root.dep_ in ("appos", "compound", "nmod") and root.head.pos_ in (
                    "NOUN",
                    "PROPN",
                ):
                    root = root.head
                insort(heads, root.i)
        known = lexicon.roles()
        for token in parsed.doc:
            if token.dep_ not in ("nsubj", "nsubjpass"):
                continue
            noun = token.lemma_.lower()
            if token.pos_ == "PROPN" or (
                token.pos_ == "NOUN"
                and (noun in known.person or noun in known.plain or noun in known.body)
            ):
                insort(heads, token.i)
        for at in dict.fromkeys(heads):
            token = parsed.doc[at]
            if at in seen or any(q.start <= token.idx < q.end for q in quoted):
                continue
            phrase = phrase_of(parsed, token)
            if phrase is None or not _nameable(phrase):
                continue
            subject = token.dep_ in ("nsubj", "nsubjpass")
            found.append(
                _Mention(phrase.span.start, phrase, -1, self._sentence(token.idx), subject)
            )
        return sorted(found, key=lambda m: (m.at, m.reading))

    def _sentence(self, offset: int) -> int:
        sentence = self.parsed.sentence_at(offset)
        return sentence.index if sentence else -1

    def _note(self, speaker: Speaker, mention: _Mention) -> None:
        phrase = mention.phrase
        if phrase.sort != "pronoun":
            speaker.add(phrase)
        if phrase.gender in ("man", "woman"):
            speaker.gender = speaker.gender or phrase.gender
        speaker.last = mention.at
        speaker.last_sentence = mention.sentence
        if mention.subject:
            speaker.subject_in = mention.sentence

    # --- placing --------------------------------------------------------------------------------

    def _new(self) -> Speaker:
        speaker = Speaker(len(self.speakers))
        self.speakers.append(speaker)
        return speaker

    def _place(self, mention: _Mention) -> tuple[Speaker | None, str]:
        phrase = mention.phrase
        if phrase.sort == "pronoun":
            return self._pronoun(mention)
        if phrase.head in self._by_head:
            return self._by_head[phrase.head], "the same words as for the statement beside it"
        if phrase.name:
            return self._named(phrase)
        if phrase.sort in ("place", "organisation", "persons"):
            return self._proper(phrase)
        return self._common(mention)

    def _named(self, phrase: Phrase) -> tuple[Speaker, str]:
        name = phrase.name or ""
        fits = [s for s in self.speakers if s.name and _same_name(s.name, name)]
        if fits:
            best = max(fits, key=lambda s: (s.quoted, s.last))
            return best, f"the name '{name}' is part of '{best.name}'"
        return self._new(), f"the name '{name}'"

    def _proper(self, phrase: Phrase) -> tuple[Speaker, str]:
        key = self._key(phrase)
        for speaker in reversed(self.speakers):
            if speaker.name:
                continue
            for other in speaker.phrases:
                if other.sort in ("place", "organisation", "persons") and (self._key(other) == key):
                    return speaker, f"the name '{key}'"
        # 'Amnesty' after 'Amnesty International', 'Yang' where no person was recognised.
        first = key.split()[0] if key else ""
        for speaker in reversed(self.speakers):
            if speaker.name and key and _same_name(speaker.name, key):
                return speaker, f"'{key}' is part of '{speaker.name}'"
            for other in speaker.phrases:
                whole = self._key(other)
                if other.sort == "organisation" and len(first) > 3 and whole.split()[:1] == [key]:
                    return speaker, f"'{key}' is short for '{whole}'"
        return self._new(), f"the name '{key}'"

    def _key(self, phrase: Phrase) -> str:
        words = " ".join(phrase.span.of(self.parsed.text).split())
        code = self._local.get(words.lower())
        if code:
            return f"government of {code}"
        return _proper_key(words)

    def _common(self, mention: _Mention) -> tuple[Speaker, str]:
        phrase = mention.phrase
        if phrase.fresh:
            return self._new(), "'another' and its like open a new speaker"
        if phrase.indefinite:
            return self._new(), "a new speaker by the indefinite article"
        if not phrase.definite and not phrase.plural and not _bare(phrase):
            possessed = self._possessed(mention)
            if possessed:
                return possessed, f"'{phrase.noun}' of the same"
        best = next((s for s in reversed(self._recent()) if self._fits(s, phrase)), None)
        if best is not None:
            return best, f"'the {phrase.noun}' is the last that fits" if phrase.definite else (
                f"'{phrase.noun}' again"
            )
        return self._new(), "first mention"

    def _possessed(self, mention: _Mention) -> Speaker | None:
        phrase = mention.phrase
        return next((s for s in reversed(self._recent()) if self._fits(s, phrase)), None)

    def _recent(self) -> list[Speaker]:
        """Speakers by last mention, those who have spoken after those only mentioned."""
        return sorted(self.speakers, key=lambda s: (s.quoted, s.last))

    def _fits(self, speaker: Speaker, phrase: Phrase) -> bool:
        """Whether 'the official' can be this speaker."""
        if not speaker.phrases or speaker.plural != phrase.plural:
            return False
        nouns = speaker.nouns | speaker.words
        noun = phrase.noun
        generic = phrase.definite and len(phrase.words) == 2 and _generic_fit(speaker, noun)
        if noun not in nouns and not generic:
            return False
        known = lexicon.roles()
        title = noun in _TITLES or noun in known.person
        if speaker.name and not title and (noun not in nouns or noun in known.body):
            return False
        if not speaker.name and noun not in {p.noun for p in speaker.phrases} and not generic:
            return False
        own = {w for w in phrase.words if w not in _EMPTY and w != noun and w.rstrip("s") != noun}
        theirs = speaker.words
        if phrase.plural:
            # 'officials' may be the 'ministry officials' before; 'army officials' may not.
            return own <= theirs or (not phrase.definite and own == theirs - {noun, noun + "s"})
        return not _conflict(own, theirs)

    def _pronoun(self, mention: _Mention) -> tuple[Speaker | None, str]:
        phrase = mention.phrase
        kind = phrase.pronoun
        if kind in ("self", "selves"):
            return (self._last, "the speaker who says 'I' or 'we'") if self._last else (None, "")
        reach = _PERSON_REACH if kind in ("man", "woman") else _THING_REACH
        best: tuple[tuple[float, ...], Speaker] | None = None
        for speaker in self.speakers:
            if not speaker.phrases or not _pronoun_fits(speaker, kind):
                continue
            distance = mention.sentence - speaker.last_sentence
            if distance > reach:
                continue
            just_spoke = speaker is self._last and distance <= 2
            subject = speaker.subject_in >= 0 and mention.sentence - speaker.subject_in <= 1
            agrees = bool(speaker.gender) and speaker.gender == kind
            score = (
                2.0 * just_spoke + 1.5 * subject + 1.0 * agrees + 0.5 * speaker.quoted - distance,
                float(speaker.last),
            )
            if best is None or score > best[0]:
                best = score, speaker
        if best is None:
            return None, f"'{phrase.noun}' has no antecedent that fits"
        speaker = best[1]
        if kind in ("man", "woman") and not speaker.gender:
            speaker.gender = kind
        words = speaker.name or speaker.lead.span.of(self.parsed.text)
        return speaker, f"'{phrase.noun}' stands for '{' '.join(words.split())}'"


def _bare(phrase: Phrase) -> bool:
    return len(phrase.words) == 1


def _nameable(phrase: Phrase) -> bool:
    """Whether a mention in passing may be taken up by 'he' or 'it' as a speaker."""
    if phrase.sort == "pronoun" or phrase.head < 0:
        return False
    if phrase.name or phrase.sort in ("place", "organisation"):
        return True
    known = lexicon.roles()
    return phrase.noun in known.person or phrase.noun in known.plain or phrase.noun in known.body


def _same_name(one: str, other: str) -> bool:
    """Whether one name is the other or part of it: its surname first or last."""
    a, b = (x.casefold().replace(".", "").split() for x in (one, other))
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    if len(short) == 1:
        return short[0] in (long[0], long[-1])
    return len(short) < len(long) and all(word in long for word in short)


def _proper_key(words: str) -> str:
    for article in ("the ", "The "):
        words = words.removeprefix(article)
    code, kind = lexicon.places().get(words, ("", ""))
    if kind in ("name", "seat") and words not in ("White House", "Pentagon"):
        return f"government of {code}"
    return words


def _generic_fit(speaker: Speaker, noun: str) -> bool:
    """'the company' for 'Orbex', 'the group' for 'Amnesty International'."""
    if noun not in _GENERIC or speaker.name:
        return False
    return speaker.lead.sort == "organisation"


def _conflict(own: set[str], theirs: set[str]) -> bool:
    """Whether two descriptions exclude each other: different countries or different bodies."""
    places, known = lexicon.places(), lexicon.roles()

    def countries(words: set[str]) -> set[str]:
        return {places[w.title()][0] for w in words if w.title() in places}

    def bodies(words: set[str]) -> set[str]:
        return {w for w in words if w in known.body}

    for kind in (countries, bodies):
        a, b = kind(own), kind(theirs)
        if a and b and not a & b:
            return True
    return False


def _pronoun_fits(speaker: Speaker, kind: str) -> bool:
    known = lexicon.roles()
    lead = speaker.lead
    person = bool(speaker.name) or (
        not speaker.plural and (lead.noun in known.person or lead.noun in known.plain)
    )
    if kind == "many":
        return speaker.plural or (lead.noun in ("police",) and not speaker.name)
    if kind == "thing":
        return not person and not speaker.plural
    if kind == "man or woman":
        return person
    if not person or speaker.plural:
        return False
    return not speaker.gender or speaker.gender == kind
