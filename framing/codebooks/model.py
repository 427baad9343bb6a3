"""What a codebook holds, checked as it is read. See ``patterns`` for how patterns are written."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from framing.codebooks import patterns
from framing.tomlfile import Checked

Pattern = Annotated[str, AfterValidator(patterns.check)]
# How a frame is read.
Reads = Literal["meaning", "indicators", "both"]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Text = Annotated[str, StringConstraints(min_length=1)]
Scope = Literal["sentence", "paragraph", "article"] | Annotated[int, Field(ge=1, le=100)]


def _plain(words: str) -> str:
    if any(c in words for c in "=*|?@/") or "..." in words:
        raise ValueError("only words may stand here; use 'pattern' for signs such as | ? * @")
    return patterns.check(words)


Words = Annotated[str, AfterValidator(_plain)]


T = TypeVar("T")


_ACRONYM = 3  # letters: so short a word in capitals may be another one in small letters


def _cased(word: str) -> str:
    """A word of a phrase as a pattern: in any case, an acronym in capitals alone."""
    return (
        word if patterns.acronym(word) and len(word.replace(".", "")) <= _ACRONYM else word.lower()
    )


def _some(values: tuple[T, ...]) -> tuple[T, ...]:
    if not values:
        raise ValueError("at least one must stand here")
    return values


def _hex(colour: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise ValueError("a colour is written #rrggbb, for example #2f5d8a")
    return colour


class Conditions(Checked):
    """When a match counts.

    ``near``: one of these must stand within ``within``. ``not_near``: none of these may stand
    within ``not_within``. A scope is a number of words (inside the sentence), 'sentence',
    'paragraph' or 'article'. ``not_in``: the match must not lie inside one of these (titles of
    institutions, for example: 'defence ministry').
    """

    near: tuple[Pattern, ...] = ()
    within: Scope = "sentence"
    not_near: tuple[Pattern, ...] = ()
    not_within: Scope = "sentence"
    not_in: tuple[Pattern, ...] = ()


class Term(Conditions):
    """One thing to look for, with its conditions; ``written`` is how the codebook writes it."""

    written: str
    pattern: Pattern


class Indicator(Conditions):
    """Words that show a frame. ``lemma``: in any form; ``phrase``: as written, in any case but for
    acronyms ('US' is not 'us'); ``pattern``: in the notation of ``framing.codebooks.patterns``."""

    lemma: tuple[Words, ...] = ()
    phrase: tuple[Words, ...] = ()
    pattern: tuple[Pattern, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def _has_words(self) -> Indicator:
        if not (self.lemma or self.phrase or self.pattern):
            raise ValueError("an indicator needs 'lemma', 'phrase' or 'pattern'")
        return self

    def terms(self) -> Iterator[Term]:
        """The indicator's words one by one, each with the indicator's conditions."""
        exact = (" ".join(f"={_cased(w)}" for w in phrase.split()) for phrase in self.phrase)
        written = (*self.lemma, *self.phrase, *self.pattern)
        for name, pattern in zip(written, (*self.lemma, *exact, *self.pattern), strict=True):
            yield _term(self, name, pattern)


class Example(Checked):
    """A sentence that has the frame or has not, and why."""

    sentence: Text
    note: str = ""


class Frame(Checked):
    """A frame: what it means, how coders and readers tell it, and what shows it.

    ``include`` and ``exclude`` are the examples given to human coders, and the codebook's own
    tests. ``by`` says what counts: 'meaning' (a head that learned from coded sentences),
    'indicators', or 'both' (either of them finds the frame). A frame read by meaning may keep its
    indicators: they stand beside it in the concordance, and ``codebooks review`` shows where the
    two part. ``head`` names one of the heads that ship; without it the head is sought beside the
    codebook, where ``codebooks learn`` writes it. ``not_in`` holds for every indicator. ``seeds``
    are model sentences for the semantic second opinion. ``tentative`` says why the frame can be no
    more than an indication; empty if it can.
    """

    id: Name
    name: Text
    definition: Text
    colour: Annotated[str, AfterValidator(_hex)]
    by: Reads = "indicators"
    head: Name | None = None
    tentative: str = ""
    include: tuple[Example, ...] = ()
    exclude: tuple[Example, ...] = ()
    not_in: tuple[Pattern, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    seeds: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _is_read(self) -> Frame:
        if self.by == "indicators" and self.head:
            raise ValueError('\'head\' is for a frame with by = "meaning" or "both"')
        return self

    @property
    def counts_terms(self) -> bool:
        """Whether its indicators count, and do not only stand beside what meaning finds."""
        return self.by != "meaning"

    def terms(self) -> Iterator[Term]:
        """Its indicators one by one, in the codebook's order."""
        for indicator in self.indicators:
            for term in indicator.terms():
                yield term.model_copy(update={"not_in": (*term.not_in, *self.not_in)})


class Label(Conditions):
    """One name for a referent. ``takes_side``: whose name it is, if using it takes a side."""

    id: Name
    name: Text
    patterns: Annotated[tuple[Pattern, ...], AfterValidator(_some)]
    takes_side: str = ""

    def terms(self) -> Iterator[Term]:
        """The label's patterns, each with the label's conditions."""
        for pattern in self.patterns:
            yield _term(self, pattern, pattern)


class LabelSet(Checked):
    """The names in use for one referent. ``modifiers``: the adjectives and adverbs to show beside
    a label; empty means all. ``ignore``: those never to show. ``happened``: the referent is an
    event, and a name counts only where the sentence says that it happened."""

    id: Name
    name: Text
    description: str = ""
    happened: bool = False
    labels: Annotated[tuple[Label, ...], AfterValidator(_some)]
    modifiers: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class FactCard(Conditions):
    """A fact of the story and the words that tell it. ``happened``: it is an event, told only where
    the sentence says that it happened, and not that it may, would or will not."""

    id: Name
    name: Text
    description: str = ""
    happened: bool = False
    patterns: Annotated[tuple[Pattern, ...], AfterValidator(_some)]

    def terms(self) -> Iterator[Term]:
        """The card's patterns, each with the card's conditions."""
        for pattern in self.patterns:
            yield _term(self, pattern, pattern)


class Actor(Checked):
    """Someone that tone can be towards. ``country`` is ISO 3166 alpha-2."""

    id: Name
    name: Text
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    aliases: Annotated[tuple[Text, ...], AfterValidator(_some)]


class More(Indicator):
    """Indicators for a frame of the codebook that this one extends."""

    frame: Name


class CodebookFile(Checked):
    """A codebook as its author writes it.

    ``extends`` names a codebook whose frames, lists, label sets, facts and actors this one has too;
    an entry of the same id takes the other's place, and ``indicators`` are added to its frames,
    where they count beside meaning.
    ``about`` says when an article is about this codebook's story: of each group of actors it must
    name one, twice at least. ``stories`` names codebooks whose label sets, facts and actors are
    used in the articles that are about them.
    """

    title: Text
    version: Text
    extends: str | None = None
    about: tuple[tuple[Name, ...], ...] = ()
    stories: tuple[str, ...] = ()
    citation: str = ""
    description: str = ""
    language: Text = "en"
    poles: tuple[Name, Name] | tuple[()] | None = None  # (): none, whatever it extends
    lists: dict[str, tuple[Pattern, ...]] = Field(default_factory=dict)
    frames: tuple[Frame, ...] = ()
    indicators: tuple[More, ...] = ()
    label_sets: tuple[LabelSet, ...] = ()
    facts: tuple[FactCard, ...] = ()
    actors: tuple[Actor, ...] = ()
    tone_neutral: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _has_frames(self) -> CodebookFile:
        if not self.frames and not self.extends:
            raise ValueError("'frames' must hold at least one entry, or 'extends' name a codebook")
        return self


def with_more(frames: Sequence[Frame], indicators: Sequence[More]) -> tuple[Frame, ...]:
    """The frames with indicators of a story, which count.

    A frame that was read by meaning alone is read by both, and its general terms, which only stood
    beside, give way to those of the story.
    """
    found = []
    for frame in frames:
        added = tuple(
            Indicator.model_construct(**{k: v for k, v in more if k != "frame"})
            for more in indicators
            if more.frame == frame.id
        )
        kept = frame.indicators if frame.counts_terms else ()
        by = "both" if frame.by == "meaning" else frame.by
        update = {"by": by, "indicators": (*kept, *added)}
        found.append(frame.model_copy(update=update) if added else frame)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Story:
    """What a codebook knows of one story: ``about`` as in its file."""

    id: str
    title: str
    about: tuple[tuple[str, ...], ...]
    lists: Mapping[str, tuple[str, ...]]
    indicators: tuple[More, ...]
    label_sets: tuple[LabelSet, ...]
    facts: tuple[FactCard, ...]
    actors: tuple[Actor, ...]


class Codebook(CodebookFile):
    """A codebook that was loaded.

    ``id`` is its file's stem, ``path`` where it was read. ``sha256`` is that of the file's bytes;
    of a codebook that rests on others, or on heads of its own, that of all their digests.
    ``told`` are the stories that ``stories`` names. ``unread`` are frames that cannot be read yet,
    and are none of ``frames``: see ``analysers.heads``.
    """

    id: str
    sha256: str
    path: Path
    told: tuple[Story, ...] = ()
    unread: tuple[Frame, ...] = ()

    def frame(self, frame_id: str) -> Frame:
        """The frame of that id.

        Raises:
            KeyError: there is none.
        """
        for frame in self.frames:
            if frame.id == frame_id:
                return frame
        raise KeyError(frame_id)

    def about_stories(self, ids: Collection[str]) -> Codebook:
        """The codebook with the indicators, label sets, facts and actors of some of its stories.

        Actors of one id are one actor, with the aliases of all.
        """
        chosen = [story for story in self.told if story.id in ids]
        if not chosen:
            return self
        actors = {actor.id: actor for actor in self.actors}
        for actor in (actor for story in chosen for actor in story.actors):
            known = actors.get(actor.id)
            aliases = (*(known.aliases if known else ()), *actor.aliases)
            named = known or actor
            actors[actor.id] = named.model_copy(update={"aliases": tuple(dict.fromkeys(aliases))})
        return self.model_copy(
            update={
                "frames": with_more(self.frames, [i for c in chosen for i in c.indicators]),
                "lists": {
                    **self.lists, **{k: v for story in chosen for k, v in story.lists.items()}
                },
                "label_sets": (*self.label_sets, *(s for c in chosen for s in c.label_sets)),
                "facts": (*self.facts, *(card for c in chosen for card in c.facts)),
                "actors": tuple(actors.values()),
            }
        )  # fmt: skip

    def terms(self) -> Iterator[tuple[str, Term]]:
        """Everything to look for, with the key under which it stands in the file."""
        for frame in self.frames:
            for term in frame.terms():
                yield f"frames.{frame.id}", term
        for label_set in self.label_sets:
            for label in label_set.labels:
                for term in label.terms():
                    yield f"label_sets.{label_set.id}.{label.id}", term
        for card in self.facts:
            for term in card.terms():
                yield f"facts.{card.id}", term


def _term(conditions: Conditions, written: str, pattern: str) -> Term:
    return Term.model_construct(  # its parts were checked when they were read
        written=written,
        pattern=pattern,
        near=conditions.near,
        within=conditions.within,
        not_near=conditions.not_near,
        not_within=conditions.not_within,
        not_in=conditions.not_in,
    )
