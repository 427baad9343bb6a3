"""Who speaks: the mentions of one speaker in an article brought together.

Mentions are taken in text order. A personal name joins the speaker whose name holds it ('Yang' and
'Yang Bojiang'); 'the official' joins the last speaker that the noun fits; 'another official' and
'an official' are new; 'he', 'she', 'it' and 'they' go to the nearest mention that fits in number,
kind and gender, the last speaker and the subjects of sentences first. What does not resolve keeps
its own words and gets no guess.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.acronyms import acronyms
from framing.analysers.sources.companies import company_named
from framing.analysers.sources.described import (
    GOING_ON,
    tells_more,
    who_is_described,
)
from framing.analysers.sources.fitting import fits
from framing.analysers.sources.foretold import foretold
from framing.analysers.sources.identity import (
    EMPTY,
    Speaker,
    bare,
    may_be_two,
    ordinal_of,
    pronoun_fits,
    proper_key,
    same_name,
    without_kind,
)
from framing.analysers.sources.introduced import described_before
from framing.analysers.sources.issuers import medium_that_reported
from framing.analysers.sources.mentions import Mention, in_caption, mentions, sentence_of
from framing.analysers.sources.namesakes import also_called, is_namesake, is_relative
from framing.analysers.sources.persons import gender_of
from framing.analysers.sources.phrases import PRONOUNS, Phrase
from framing.analysers.sources.references import (
    SEATED,
    counted,
    goes_on_as,
    in_full,
    is_no_person,
    may_be_a_person,
    named_after,
    owner_named,
    subject_of_predicate,
)
from framing.analysers.sources.varying import (
    called_elsewhere,
    medium_before,
    whom_varied,
)
from framing.analysers.sources.within_bodies import body_of_board, holder_named
from framing.models import Span

if TYPE_CHECKING:
    from framing.text.parse import ParsedArticle

_APPOSED = re.compile(r",\s(?:an?|one|its|his|her|their|the(?=\s[a-z]))\s.*$")
_CALLED = re.compile(
    r"^(?:[Tt]he|[Ii]ts|[Aa]n?|[Tt]heir) [^,]*[a-z], (?=[A-Z])"
)  # 'its maker, Orbex'
_LETTERS = re.compile(r"\s\([A-Z]{2,7}\)$")  # behind a name in full
_PROPER = ("place", "organisation", "persons", "name")
_DOINGS = frozenset({("probing",), ("questioning",), ("digging",), ("searching",)})
_TWO = (("both",), ("the", "two"), ("both", "of", "the"))
_PERSON_REACH = 4  # sentences that 'he' may look back
_THING_REACH = 4


class Resolver:
    """Brings the mentions of one article together; one object for one article."""

    def __init__(self, parsed: ParsedArticle, local: Mapping[str, str]) -> None:
        self.parsed = parsed
        self.speakers: list[Speaker] = []
        self.of_reading: dict[int, tuple[Speaker | None, str]] = {}
        self._last: Speaker | None = None
        # By the head's token; two who speak as one have the same head as the first of them.
        self._by_head: dict[tuple[int, bool], Speaker] = {}
        self._owners: dict[int, str] = {}
        self._local = local
        self.acronyms = acronyms(parsed.text)
        self._keys: dict[tuple[Span, str], str] = {}

    def resolve(
        self,
        sources: Sequence[Span | None],
        turns: Set[int] = frozenset(),
        ends: Sequence[int] = (),
        contents: Sequence[Span] = (),
    ) -> None:
        """Set ``of_reading``: the speaker of each source, and how it was decided.

        Args:
            sources: the words that name each reading's source.
            turns: the readings that are turns of a transcript.
            ends: where each reading's content ends: up to there its speaker has the word.
            contents: what is said: who is a subject there is only mentioned.
        """
        for found in mentions(self.parsed, contents, sources, turns):
            mention = self._of_whom(found)
            speaker, ground = self._place(mention)
            if speaker is not None:
                self._note(speaker, mention)
                if mention.phrase.sort != "pronoun":
                    self._by_head.setdefault(_head_key(mention.phrase), speaker)
            if speaker is not None and speaker.lead.words in _DOINGS:
                speaker, ground = None, "who does so is not told"
            if mention.reading >= 0:
                self.of_reading[mention.reading] = (speaker, ground)
                if speaker is not None:
                    speaker.quoted = True
                    if in_caption(self.parsed, mention.at):
                        continue
                    self._last = speaker
                    if speaker.name and not speaker.gender:
                        speaker.gender = goes_on_as(self.parsed, mention.at, contents)
                    if ends:
                        until = sentence_of(self.parsed, max(mention.at, ends[mention.reading] - 1))
                        speaker.until = max(speaker.until, until)

    def _of_whom(self, mention: Mention) -> Mention:
        """The mention, of the body whose board it names, or of the person named in the office."""
        phrase = mention.phrase
        if phrase.name or phrase.sort in ("pronoun", "turn"):
            return mention
        whose = body_of_board(self.parsed, phrase, self._last) or holder_named(self.parsed, phrase)
        return replace(mention, phrase=whose) if whose is not None else mention

    # --- mentions -------------------------------------------------------------------------------

    def _note(self, speaker: Speaker, mention: Mention) -> None:
        phrase = mention.phrase
        if phrase.sort != "pronoun":
            speaker.add(phrase)
        several = phrase.sort == "persons"
        if phrase.gender in ("man", "woman") and not several and _soft(phrase):
            speaker.leaning = speaker.leaning or phrase.gender
            speaker.gender = speaker.gender or gender_of(phrase.name or "")
        elif phrase.gender in ("man", "woman") and not several:
            speaker.gender = speaker.gender or phrase.gender
        elif phrase.name:
            speaker.gender = speaker.gender or gender_of(phrase.name)
        if in_caption(self.parsed, mention.at):
            return  # whom a caption names, the copy around it does not go on about
        speaker.last = mention.at
        speaker.last_sentence = mention.sentence
        if mention.subject:
            speaker.subject_in = mention.sentence

    # --- placing --------------------------------------------------------------------------------

    def _new(self) -> Speaker:
        speaker = Speaker(len(self.speakers))
        self.speakers.append(speaker)
        return speaker

    def _place(self, mention: Mention) -> tuple[Speaker | None, str]:
        phrase = mention.phrase
        if phrase.sort in ("common", "person") and phrase.head not in self._owners:
            self._owners[phrase.head] = self._owner_in(mention)
        if phrase.sort == "turn":
            for speaker in self.speakers:
                if speaker.phrases and speaker.lead.words == phrase.words:
                    return speaker, "the same tag in the transcript"
            return self._new(), "a tag in the transcript"
        if phrase.sort == "pronoun":
            return self._pronoun(mention)
        if _head_key(phrase) in self._by_head:
            return self._by_head[_head_key(phrase)], "the same words as for the statement beside it"
        subject = subject_of_predicate(self.parsed.doc[phrase.head])
        whose = self._by_head.get((subject.i, False)) if subject is not None else None
        if whose is not None and not phrase.plural:
            return whose, "what the sentence says the subject is"
        if phrase.name:
            return self._named(mention)
        if phrase.sort in ("place", "organisation", "persons", "name"):
            return self._proper(phrase)
        return self._common(mention)

    def _named(self, mention: Mention) -> tuple[Speaker, str]:
        phrase = mention.phrase
        name = phrase.name or ""
        fits = [
            s
            for s in self.speakers
            if s.name
            and same_name(s.name, name)
            and not is_namesake(self.parsed, s, mention)
            and not is_relative(self.parsed.text, s, phrase)
        ]
        if fits:
            titles = set(phrase.words) - EMPTY  # 'Lt Col Lund' is not the colonel's grandson
            best = max(fits, key=lambda s: (bool(titles) and titles <= s.words, s.quoted, s.last))
            return best, f"the name '{name}' is part of '{best.name}'"
        known_so = also_called(self.parsed.text, self.speakers, name)
        if known_so is not None:
            return known_so, f"'{known_so.name}' is also known as '{name}'"
        office = described_before(self.parsed, self.speakers, self._last, mention)
        if office is not None:
            words = " ".join(office.lead.span.of(self.parsed.text).split())
            return office, f"the name '{name}', behind '{words}'"
        return self._foretold(phrase) or self._new(), f"the name '{name}'"

    def _proper(self, phrase: Phrase, full: bool = False) -> tuple[Speaker, str]:
        key = self._key(phrase)
        for speaker in reversed(self.speakers):
            if speaker.name:
                continue
            for other in speaker.phrases:
                if other.sort in _PROPER and self._key(other) == key:
                    return speaker, f"the name '{key}'"
        if phrase.sort == "persons":
            return self._new(), f"the names '{key}'"  # two are no one of them
        # 'Amnesty' after 'Amnesty International', 'Yang' where no person was recognised.
        first = key.split()[0] if key else ""
        for speaker in reversed(self.speakers):
            if speaker.name and key and same_name(speaker.name, key):
                return speaker, f"'{key}' is part of '{speaker.name}'"
            for other in speaker.phrases:
                whole = self._key(other)
                if (
                    other.sort in ("organisation", "name")
                    and len(first) > 3
                    and whole.split()[:1] == [key]
                ):
                    return speaker, f"'{key}' is short for '{whole}'"
        short = [s for s in self.speakers if s.quoted and self._shortened(s, key)]
        if len(short) == 1:
            return short[0], f"'{key}' is short for '{short[0].lead.span.of(self.parsed.text)}'"
        longer = None if full else in_full(self.parsed.text, phrase, key)
        if longer is not None:
            speaker, ground = self._proper(longer, full=True)
            if not speaker.phrases:
                speaker.add(longer)
            return speaker, ground
        cited = self._foretold(phrase)
        return cited or self._new(), f"the name '{key}'"

    def _foretold(self, phrase: Phrase) -> Speaker | None:
        """Whom the lead has cited without this name, which then introduces them."""
        head = self.parsed.doc[phrase.head]
        at = sentence_of(self.parsed, head.idx)
        also = any(c.lower_ == "also" for c in head.head.lefts)
        speaker = foretold(self.speakers, phrase, at, also)
        if speaker is not None:
            speaker.phrases.insert(0, phrase)
        return speaker

    def _shortened(self, speaker: Speaker, key: str) -> bool:
        """Whether 'the Observatory' can stand for 'the Syrian Observatory for Human Rights', or one
        name is the other with words behind it."""
        known = lexicon.roles()
        for other in speaker.phrases:
            if other.sort != "organisation":
                continue
            whole = self._key(other)
            if " " in key and key.replace("Group ", "") == whole.replace("Group ", ""):
                return True  # 'Orbex Norway' and 'Orbex Group Norway'
            body = key.lower() in known.body and key in whole.split()
            if body or whole.startswith(f"{key} ") or key.startswith(f"{whole} "):
                return True
            nation = whole.removesuffix(f" {key}")  # 'the Norwegian Council of Fish'
            if nation in lexicon.places() and " of " in key:
                return True
        return False

    def _key(self, phrase: Phrase) -> str:
        """What a phrase's proper name stands for; sought once, for each name is held against it."""
        place = phrase.span, phrase.sort
        if place not in self._keys:
            self._keys[place] = self._key_of(phrase)
        return self._keys[place]

    def _key_of(self, phrase: Phrase) -> str:
        words = " ".join(phrase.span.of(self.parsed.text).split())
        words = _LETTERS.sub("", _CALLED.sub("", SEATED.sub("", _APPOSED.sub("", words))))
        words = words if phrase.sort == "persons" else without_kind(words)
        code = self._local.get(words.lower())
        if code:
            return f"government of {code}"
        bare = re.sub(r"^[Tt]he\s+|['’]s?$", "", words)
        if bare in self.acronyms:
            words = " ".join(self.acronyms[bare].of(self.parsed.text).split())
        return proper_key(words)

    def _common(self, mention: Mention) -> tuple[Speaker, str]:
        phrase = mention.phrase
        again, ground = self._both(phrase, mention.sentence), "are the two who spoke"
        if again is None and phrase.fresh:
            again, ground = counted(self.speakers, phrase), f"{ordinal_of(phrase)} again"
        if again is not None:
            return again, f"'{' '.join(phrase.words)}': {ground}"
        if phrase.fresh:
            return self._new(), "'another' and its like open a new speaker"
        if phrase.indefinite:
            return self._new(), "a new speaker by the indefinite article"
        if not phrase.definite and not phrase.plural and not bare(phrase):
            possessed = self._possessed(mention)
            if possessed:
                return possessed, f"'{phrase.noun}' of the same"
        best = self._possessed(mention)
        described = who_is_described(self.parsed, self._last, mention, best)
        if described is None:
            return self._unnamed(mention, best)
        person, whole, ground = described
        if whole is not None:
            person, ground = self._named(replace(mention, phrase=whole))
            person.add(whole)
        return person or self._new(), ground

    def _unnamed(self, mention: Mention, fitting: Speaker | None) -> tuple[Speaker, str]:
        """Who is described, where no one of the article's people is by the words alone."""
        phrase = mention.phrase
        best = fitting if fitting is None or not tells_more(fitting, mention) else None
        best = best or medium_that_reported(self.parsed, self._last, mention)
        words = best.lead.span.of(self.parsed.text) if best is not None and best.phrases else ""
        near = company_named(self.parsed, mention, best, words)
        if near is None and best is not None:
            return best, f"'the {phrase.noun}' is the last that fits" if phrase.definite else (
                f"'{phrase.noun}' again"
            )
        varied = whom_varied(self.parsed, self.speakers, self._last, mention) if not near else None
        if varied is not None:
            return varied, f"'the {phrase.noun}' is said of '{varied.name}', who spoke before"
        named = near or called_elsewhere(self.parsed, phrase) or medium_before(self.parsed, phrase)
        if named is not None:
            speaker, ground = self._proper(named)
            if not speaker.phrases:
                speaker.add(named)
            return speaker, f"{ground}, which the article calls so"
        return self._new(), "first mention"

    def _both(self, phrase: Phrase, sentence: int) -> Speaker | None:
        """The two persons named together before, whom 'both men', 'the two leaders' stand for."""
        if not phrase.plural or phrase.words[:-1] not in _TWO:
            return None
        pairs = [s for s in self.speakers if s.phrases and s.lead.sort == "persons"]
        near = [s for s in pairs if 0 <= sentence - s.last_sentence <= _PERSON_REACH]
        return near[-1] if near else None

    def _possessed(self, mention: Mention) -> Speaker | None:
        phrase = mention.phrase
        return next(
            (s for s in reversed(self._recent()) if fits(self.parsed, self._owners, s, phrase)),
            None,
        )

    def _recent(self) -> list[Speaker]:
        """Speakers by last mention, those who have spoken after those only mentioned."""
        return sorted(self.speakers, key=lambda s: (s.quoted, s.last))

    def _owner_in(self, mention: Mention) -> str:
        """The person of whom someone is the relative, the spokesman or the lawyer: the surname,
        also where 'his' or 'her' stands for it."""
        named = owner_named(self.parsed.doc[mention.phrase.head])
        if named is None or named.lower_ not in ("his", "her"):
            return re.sub(r"['’]s?$", "", named.text).lower() if named is not None else ""
        owner = self._antecedent(PRONOUNS[named.lower_], mention, ())
        if owner is None:
            return named.lower_
        return owner.name.split()[-1].lower() if owner.name else f"#{owner.number}"

    def _antecedent(self, kind: str, mention: Mention, others: Sequence[str]) -> Speaker | None:
        """Whom a pronoun stands for: none of the persons whom ``others`` name."""
        reach = _PERSON_REACH if kind in ("man", "woman") else _THING_REACH
        best: tuple[tuple[float, ...], Speaker] | None = None
        verb = self.parsed.doc[mention.phrase.head].head
        goes_on = verb.lemma_.lower() in GOING_ON
        # 'They also confirmed': who does so has spoken.
        also = kind == "many" and any(c.lower_ == "also" for c in verb.lefts)
        for speaker in self.speakers:
            if not speaker.phrases:
                continue
            near = max(speaker.last_sentence, speaker.until)
            distance = max(0, mention.sentence - near)
            if distance > reach:
                continue
            guessed = not pronoun_fits(speaker, kind)
            personal = kind in ("man", "woman")
            if personal and is_no_person(self.parsed.text, speaker):
                continue
            last = speaker is self._last and personal
            if guessed and not (last and may_be_a_person(self.parsed.text, speaker)):
                continue
            if speaker.name and any(same_name(speaker.name, name) for name in others):
                continue
            just_spoke = speaker is self._last and distance <= 2
            # 'He added' goes on from who spoke, whoever else has been mentioned since.
            added = goes_on and personal and just_spoke and distance <= 1
            subject = speaker.subject_in >= 0 and mention.sentence - speaker.subject_in <= 1
            agrees = kind == (speaker.gender or speaker.leaning)
            # 'The city promised Dahl … He said': who spoke before the city is not gone on about.
            passed = self._last is not None and near < self._last.until < mention.sentence
            score = (
                2.0 * just_spoke
                + 1.5 * added
                + 1.5 * subject
                + 1.5 * (speaker.subject_in == mention.sentence)
                + 1.0 * agrees
                + (1.5 if also else 0.5) * speaker.quoted
                - 2.5 * guessed
                - 1.0 * passed
                - distance,
                float(speaker.last),
            )
            if best is None or score > best[0]:
                best = score, speaker
        return best[1] if best else None

    def _only_one(self, kind: str, others: Sequence[str]) -> Speaker | None:
        """The one person whom the copy has named so far, where a pronoun has nobody nearer."""
        if kind not in ("man", "woman"):
            return None
        people = [s for s in self.speakers if s.phrases and s.name]
        fit = [s for s in people if s.quoted and pronoun_fits(s, kind)]
        named = any(same_name(s.name or "", name) for s in fit for name in others)
        return fit[0] if len(people) == len(fit) == 1 and not named else None

    def _pronoun(self, mention: Mention) -> tuple[Speaker | None, str]:
        phrase = mention.phrase
        kind = phrase.pronoun
        if kind in ("self", "selves"):
            return (self._last, "the speaker who says 'I' or 'we'") if self._last else (None, "")
        others = named_after(self.parsed.doc[mention.phrase.head])
        speaker = self._antecedent(kind, mention, others) or self._only_one(kind, others)
        one = speaker is not None and phrase.noun == "both" and not may_be_two(speaker)
        if speaker is None or one:
            return None, f"'{phrase.noun}' has no antecedent that fits"
        if kind in ("man", "woman"):
            speaker.gender = speaker.gender or kind
            speaker.personal = True
        speaker.thing = speaker.thing or kind == "thing"
        words = speaker.name or speaker.lead.span.of(self.parsed.text)
        return speaker, f"'{phrase.noun}' stands for '{' '.join(words.split())}'"


def _soft(phrase: Phrase) -> bool:
    """Whether only the title 'spokesman' tells the gender, which copy gives to women, too."""
    return phrase.name is not None and phrase.noun != "man" and "spokesman" in phrase.words


def _head_key(phrase: Phrase) -> tuple[int, bool]:
    return phrase.head, phrase.sort == "persons"
