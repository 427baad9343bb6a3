"""Sources: who speaks in an article."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, Self

from framing.analysers.sources import rules
from framing.analysers.sources.acts import is_spoken
from framing.analysers.sources.asked import is_the_outlets_question
from framing.analysers.sources.carried import carried
from framing.analysers.sources.channels import anonymity_of, channel_of, issued_in
from framing.analysers.sources.describe import describe
from framing.analysers.sources.description import Description
from framing.analysers.sources.headlines import names_topic
from framing.analysers.sources.hearers import only_shows
from framing.analysers.sources.reading import TURN, Reading, tidied, without_time
from framing.analysers.sources.setting import setting_of
from framing.analysers.sources.speakers import Resolver
from framing.analysers.sources.speech import POST
from framing.analysers.sources.transcripts import is_own_turn
from framing.analysers.sources.via import via_of
from framing.analysers.sources.voicing import voice_of
from framing.analysers.sources.writers import is_the_writers
from framing.models import Article, ArticleFigure, Naming, Result, Role, Span, Statement, Voice

if TYPE_CHECKING:
    from framing.analysers.base import Setup
    from framing.outlets import OutletProfile
    from framing.text.parse import ParsedArticle

Way = Literal["tagger", "rules"]
VERSION = "3"


def _inside(doc: ParsedArticle, reading: Reading) -> Reading:
    """An attribution without what of its content stands in no sentence: a headline of marks."""
    starts = [sentence.span.start for sentence in doc.sentences]
    content = []
    for span in reading.content:
        start = span.start
        if doc.sentence_at(start) is None:
            start = next((at for at in starts if at > start), span.end)
        if start < span.end:
            content.append(Span(start, span.end))
    return (
        reading if tuple(content) == reading.content else replace(reading, content=tuple(content))
    )


class Sources:
    """Who speaks: every statement that an article attributes to someone, and who that is.

    A statement has content (in one stretch or several), a cue ('said', 'according to') and a
    source. The source is resolved to one speaker within the article ('he', 'the official', a
    surname), and the speaker is described by four independent fields: naming (named, unnamed,
    institution, document), role (government, military, expert, media, business, civil society,
    citizen, other), country, and via: the outlet, agency or record through which the words came; a
    platform on which someone wrote is the channel, and no via. What the copy does not tell is not
    told, and is never 'other'. An official or soldier of whom no country is told has the one that
    the article is set in, where one is, else that of the dateline; an armed group that is no
    state's only where the article is about one country alone. Each field keeps the words or the
    rule that it rests on. Beliefs, plans and feelings that the copy ascribes to someone are
    attributed, too; they are marked as not spoken, and figures of who speaks leave them out. Titles
    and scare quotes are no statements.

    A trained tagger finds the statements; rules over the parse are the other way, also where the
    tagger's weights are missing or damaged, and they explain each statement that both find.

    Args:
        profiles: outlet profiles by slug, for what 'here' and 'the South' mean.
        way: 'tagger' or 'rules'. ``notice`` says so where the rules had to stand in.
    """

    name = "sources"
    needs = frozenset({"parser", "lemmatizer", "ner"})

    @classmethod
    def made_from(cls, setup: Setup) -> Self:
        """The analyser for a study's profiles and settings."""
        return cls(setup.profiles, way=setup.settings.sources)

    def __init__(
        self, profiles: Mapping[str, OutletProfile] | None = None, way: Way = "tagger"
    ) -> None:
        self.profiles = profiles or {}
        self.way: Way = way
        self.notice: str | None = None
        if way == "tagger":
            self._fall_back_without_weights()
        self.version = f"{VERSION}-{self.way}"

    def _fall_back_without_weights(self) -> None:
        from framing.analysers.sources import tagger  # noqa: PLC0415  (imports numpy)

        try:
            tagger.weights()
        except tagger.WeightsError as exc:
            self.way = "rules"
            self.notice = f"{exc} The rules read the sources instead, which finds fewer statements."
            logging.getLogger(__name__).warning(self.notice)

    def analyse(self, doc: ParsedArticle, article: Article) -> Result:
        """All statements of the article in text order, with the figures taken from them."""
        readings = self.read(doc)
        statements = self._statements(doc, article, readings)
        return Result(
            analyser=self.name,
            version=self.version,
            statements=statements,
            figures=tuple(figures_of([s for s in statements if s.speech])),
        )

    def read(self, doc: ParsedArticle) -> list[Reading]:
        """The attributions as the copy words them, speakers not yet resolved."""
        if self.way == "rules":
            found = tidied(doc.text, rules.read(doc))
        else:
            from framing.analysers.sources import tagger  # noqa: PLC0415

            found = tidied(doc.text, tagger.read(doc))
        none = (_is_credit, is_own_turn, is_the_outlets_question)
        kept = (r for r in found if not any(kind(doc, r) for kind in none))
        whole = [_inside(doc, r) for r in kept]
        return [
            replace(r, source=without_time(doc.doc, r.source)) if r.source else r
            for r in whole
            if r.content
        ]

    def _statements(
        self, doc: ParsedArticle, article: Article, readings: Sequence[Reading]
    ) -> tuple[Statement, ...]:
        profile = self.profiles.get(article.outlet)
        setting = setting_of(doc, article, profile)
        resolver = Resolver(doc, setting.local)
        turns = {i for i, reading in enumerate(readings) if reading.rule == TURN}
        ends = [reading.content[-1].end for reading in readings]
        contents = [span for reading in readings for span in reading.content]
        resolver.resolve([reading.source for reading in readings], turns, ends, contents)
        issuers = {
            (speaker.number, noun)
            for index, reading in enumerate(readings)
            if (speaker := resolver.of_reading.get(index, (None, ""))[0]) is not None
            for noun in issued_in(doc.text, _outside(reading, _around(doc, reading)))
        }
        speakers = describe(doc, resolver, setting, issuers)
        made = []
        times = Counter(s.number for s, _ in resolver.of_reading.values() if s is not None)
        for index, reading in enumerate(readings):
            speaker, ground = resolver.of_reading.get(index, (None, ""))
            if only_shows(doc, reading):
                speaker, ground = None, _SHOWN
            own = is_the_writers(doc, reading)
            if own:
                speaker = None
            description = speakers.get(speaker.number) if speaker else None
            statement = _statement(doc, reading, description, ground, article.outlet_name)
            if ground == _SHOWN:
                statement = replace(
                    statement, speech=False, decided={**statement.decided, "speech": _SHOWN}
                )
            if own:
                statement = _the_writers(statement)
            if (
                speaker
                and speaker.name
                and times[speaker.number] == 1
                and names_topic(reading, doc.text)
            ):
                decided = {**statement.decided, "speech": "a topic, who says nothing below"}
                statement = replace(statement, speech=False, decided=decided)
            made.append(statement)
        return carried(doc.text, made)


_SHOWN = "what shows so is no speaker"


def _the_writers(statement: Statement) -> Statement:
    """What who writes says of themselves: the outlet's own account, and nobody's speech."""
    why = "'I' or 'we' of who writes"
    decided = {**statement.decided, "speaker": why, "speech": f"{why}: the outlet's own account"}
    return replace(statement, speech=False, decided=dict(sorted(decided.items())))


def _is_credit(doc: ParsedArticle, reading: Reading) -> bool:
    """'AP:Associated Press Crowds at the gate': a picture's credit, whose colon nobody spoke."""
    cue = reading.cue
    if cue is None or cue.of(doc.text) != ":":
        return False
    around = doc.text[cue.start - 1 : cue.start] + doc.text[cue.end : cue.end + 1]
    return len(around) == 2 and around.isalpha()


def _statement(
    doc: ParsedArticle,
    reading: Reading,
    description: Description | None,
    ground: str,
    outlet: str,
) -> Statement:
    decided = {"content": reading.rule}
    around = _around(doc, reading)
    outside = _outside(reading, around)
    via, why = via_of(doc, reading, description.medium if description else None, around, outlet)
    if via:
        decided["via"] = why
    channel, how = channel_of(doc.text, outside, via)
    if channel:
        decided["channel"] = how
    anonymity = anonymity_of(span.of(doc.text) for span in outside)
    if anonymity:
        decided["anonymity"] = f"'{anonymity}'"
    if ground:
        decided["speaker"] = ground
    if description:
        decided |= description.decided
    words = reading.source.of(doc.text) if reading.source else None
    if reading.rule == POST:
        voice, speech, decided["speech"] = Voice.DIRECT, True, "who signs a post wrote it"
    else:
        voice = voice_of(doc, reading.content)
        speech, decided["speech"] = is_spoken(doc, reading, voice)
    return Statement(
        content=reading.content,
        cue=reading.cue,
        source=reading.source,
        voice=voice,
        speaker=description.words if description else (" ".join(words.split()) if words else None),
        speaker_id=description.key if description else None,
        naming=description.naming if description else None,
        role=description.role if description else None,
        country=description.country if description else None,
        countries=description.countries if description else (),
        surmised=bool(description and description.surmised),
        via=via,
        channel=channel,
        anonymity=bool(anonymity),
        speech=speech,
        decided=dict(sorted(decided.items())),
    )


def _around(doc: ParsedArticle, reading: Reading) -> Span:
    """The sentence that holds the cue or the source; an empty span where there is neither."""
    spans = [s for s in (reading.cue, reading.source) if s]
    sentences = [s.span for at in spans if (s := doc.sentence_at(at.start))]
    if not sentences:
        return Span(reading.content[0].start, reading.content[0].start)
    home = sentences[0]
    # A source that was introduced elsewhere says nothing about this statement's channel.
    return Span(min(s.start for s in sentences[:1]), max(home.end, home.start))


def _outside(reading: Reading, around: Span) -> list[Span]:
    """The stretches of ``around`` that are no content."""
    found, at = [], around.start
    for content in reading.content:
        if content.start > at:
            found.append(Span(at, min(content.start, around.end)))
        at = max(at, content.end)
    if at < around.end:
        found.append(Span(at, around.end))
    return [span for span in found if span.end > span.start]


_HALF = 0.5


def figures_of(statements: Sequence[Statement]) -> Iterator[ArticleFigure]:
    """All figures of one article. ``n`` is the number of statements (or speakers) they rest on.

    A share is None where there is nothing to share out. Evidence: the contents counted.
    """
    n = len(statements)
    yield ArticleFigure("statements", float(n), "statements", n, _contents(statements))
    speakers = Counter(s.speaker_id for s in statements if s.speaker_id)
    yield ArticleFigure("speakers", float(len(speakers)), "speakers", n)
    yield ArticleFigure(
        "speakers_of_half",
        float(_concentration(speakers)) if speakers else None,
        "speakers who carry half of the resolved statements",
        sum(speakers.values()),
    )
    for voice in (Voice.DIRECT, Voice.INDIRECT, Voice.MIXED):
        yield _share(
            f"share_{voice.value}", statements, [s for s in statements if s.voice is voice]
        )
    resolved = [s for s in statements if s.naming is not None]
    for naming in Naming:
        chosen = [s for s in resolved if s.naming is naming]
        yield _share(f"share_{naming.value}", resolved, chosen)
    for role in Role:
        yield _share(f"share_{role.value}", resolved, [s for s in resolved if s.role is role])
    yield _share("share_via", statements, [s for s in statements if s.via])
    yield _share("share_anonymity", statements, [s for s in statements if s.anonymity])


def _share(name: str, whole: Sequence[Statement], part: Sequence[Statement]) -> ArticleFigure:
    value = len(part) / len(whole) if whole else None
    return ArticleFigure(name, value, "share of statements", len(whole), _contents(part))


def _contents(statements: Sequence[Statement]) -> tuple[Span, ...]:
    return tuple(span for statement in statements for span in statement.content)


def _concentration(speakers: Counter[str]) -> int:
    """How many speakers carry half of the statements, the most quoted first."""
    total, held = sum(speakers.values()), 0
    for rank, (_, count) in enumerate(speakers.most_common(), start=1):
        held += count
        if held >= _HALF * total:
            return rank
    return 0
