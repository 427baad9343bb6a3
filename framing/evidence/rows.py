"""The rows that everything is counted over: articles, sentences, statements and mentions.

Analyses are flattened here, once. A row has its name ('GT-1', 'GT-1.s7', 'GT-1.st3'), which is its
name in the CSV files and its anchor in the report, and knows what it stands in. A mention (words
found in a sentence) has the name of its sentence: that is where a reader finds it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from framing.clean.credits import UNSPECIFIED, agencies_in, names_agency
from framing.clean.known_outlets import COMMON, known_outlet, name_key
from framing.evidence.asking import asking
from framing.evidence.named_elsewhere import plain
from framing.evidence.near_misses import near_misses
from framing.evidence.repeats import repeated_sentences
from framing.models import (
    ActorTone,
    Analysis,
    Doubt,
    Field,
    Hit,
    Mention,
    Part,
    Sentence,
    SentenceTone,
    Span,
    Statement,
    Voice,
)
from framing.outlets import slugify
from framing.people import Speaker

FIFTHS = 5
UNATTRIBUTED = "unattributed"  # words that are not the narrator's, of no speaker
# A sentence that someone else speaks, but for 'the official said', is not the narrator's.
_NARRATED = (Voice.NARRATOR, Voice.MIXED)
# A scored word is printed with what is between it and its negation up to so many words.
_SHOWN_WHOLE, _SHOWN_END = 5, 2


@dataclass(frozen=True, eq=False)
class ArticleRow:
    """An article. ``id`` is its short reference ('GT-1'); ``own`` tells copy of the outlet's own
    from copy that an agency supplied; ``frames`` are the codebook's, in its order."""

    id: str
    analysis: Analysis
    own: bool
    frames: tuple[str, ...]

    @property
    def outlet(self) -> str:
        """The outlet's slug."""
        return self.analysis.article.outlet

    @property
    def article(self) -> ArticleRow:
        """The row itself, so that every row has an article."""
        return self

    @property
    def n_words(self) -> int:
        """Words of the body."""
        article = self.analysis.article
        return len(article.parts.body.of(article.text).split())

    @cached_property
    def body(self) -> tuple[Sentence, ...]:
        """The sentences of the body."""
        return tuple(s for s in self.analysis.sentences if s.part is Part.BODY)

    @cached_property
    def body_places(self) -> Mapping[int, int]:
        """By a sentence's index, its place (from 0) among the sentences of the body."""
        return {sentence.index: place for place, sentence in enumerate(self.body)}

    @cached_property
    def first_mentions(self) -> Mapping[str, tuple[str, str]]:
        """By frame, where a reader meets it first and the name of that sentence: in the headline,
        in the lead, at 'sentence 4 of 17', or in another part only. Frames that are not found are
        left out."""
        found = {}
        for frame in self.frames:
            held = sorted({hit.sentence for hit in self._hits if hit.frame == frame})
            if held:
                found[frame] = self._first(held)
        return found

    @cached_property
    def towards(self) -> Mapping[int, Sequence[ActorTone]]:
        """By a sentence's index, the tone of that sentence towards actors."""
        found: defaultdict[int, list[ActorTone]] = defaultdict(list)
        for told in self.analysis.found(ActorTone):
            if self._counts(told.sentence):
                found[told.sentence].append(told)
        return found

    @cached_property
    def doubts(self) -> Mapping[int, frozenset[str]]:
        """By a sentence's index, the frames that it may hold and may not, by their probability."""
        found: defaultdict[int, set[str]] = defaultdict(set)
        for hit in self._hits:
            if hit.doubtful:
                found[hit.sentence].add(hit.frame)
        for doubt in self.analysis.found(Doubt):
            found[doubt.sentence].add(doubt.frame)
        return {index: frozenset(frames) for index, frames in found.items()}

    @cached_property
    def _hits(self) -> tuple[Hit, ...]:
        return tuple(hit for hit in self.analysis.found(Hit) if self._counts(hit.sentence))

    def _counts(self, sentence: int) -> bool:
        """Whether a sentence stands in no line that may be page furniture."""
        return self.analysis.sentences[sentence].part is not Part.SUSPECTED

    def _first(self, held: Sequence[int]) -> tuple[str, str]:
        parts = {index: self.analysis.sentences[index].part for index in held}
        first = next((i for i in held if parts[i] is Part.HEADLINE), None)
        if first is not None:
            return "headline", sentence_id(self.id, first)
        first = next((i for i in held if parts[i] is Part.BODY), None)
        if first is None:
            return f"{min(parts.values())} only", sentence_id(self.id, held[0])
        lead = self.analysis.sentences[first].paragraph == self.body[0].paragraph
        where = f"sentence {self.body_places[first] + 1} of {len(self.body)}"
        return "lead" if lead else where, sentence_id(self.id, first)


@dataclass(frozen=True, eq=False, slots=True)
class _InArticle:
    """A row that stands in an article."""

    id: str
    article: ArticleRow

    @property
    def analysis(self) -> Analysis:
        """The article's analysis."""
        return self.article.analysis

    @property
    def outlet(self) -> str:
        """The outlet's slug."""
        return self.article.outlet


@dataclass(frozen=True, eq=False)
class SentenceRow(_InArticle):
    """A sentence. ``own``: it stands in no other outlet's article, nor in agency copy; ``shared``:
    it stands in another outlet's article; ``hits`` are the indicators of frames in it, ``spoken``
    the statement that holds each (None: nobody's); ``repeated``: the article has almost the same
    words elsewhere (a caption, a list of points), and they are counted there."""

    sentence: Sentence
    own: bool
    shared: bool
    tone: SentenceTone | None
    hits: tuple[Hit, ...]
    spoken: tuple[Statement | None, ...]
    repeated: bool = False

    @property
    def place(self) -> SentenceRow:
        """The row itself, so that every row but an article's has a sentence."""
        return self

    @property
    def number(self) -> int:
        """Its number in the article, from 1."""
        return self.sentence.index + 1

    @property
    def text(self) -> str:
        """Its words, on one line."""
        return flat(self.sentence.span.of(self.analysis.article.text))

    @property
    def part(self) -> str:
        """The part of the article that it stands in."""
        return self.sentence.part.value

    @property
    def voice(self) -> str:
        """Whose words they are."""
        return self.sentence.voice.value

    @property
    def in_body(self) -> bool:
        """Whether it is a sentence of the body: only those are counted in shares."""
        return self.sentence.part is Part.BODY

    @property
    def n_words(self) -> int:
        """How many words it has."""
        return len(self.sentence.span.of(self.analysis.article.text).split())

    @property
    def fifth(self) -> int | None:
        """In which fifth of the body it stands (0 to 4); None outside the body."""
        place = self.article.body_places.get(self.sentence.index)
        return None if place is None else min(FIFTHS - 1, FIFTHS * place // len(self.article.body))

    @property
    def suspected(self) -> bool:
        """Whether it stands in a line that may be page furniture: no figure counts it."""
        return self.sentence.part is Part.SUSPECTED

    @cached_property
    def frames(self) -> tuple[str, ...]:
        """The frames that it holds, in the codebook's order."""
        held = {hit.frame for hit in self.hits}
        return tuple(frame for frame in self.article.frames if frame in held)

    @cached_property
    def doubtful(self) -> tuple[str, ...]:
        """The frames of which it is doubtful whether it holds them, in the codebook's order."""
        held = self.article.doubts.get(self.sentence.index, frozenset())
        return tuple(frame for frame in self.article.frames if frame in held)

    @property
    def speakers(self) -> Iterator[tuple[str, str]]:
        """Who speaks each of its hits: the hit's frame, and 'narrator', the name of the statement
        that holds it, or 'unattributed'."""
        statements = self.analysis.statements
        for hit, spoken in zip(self.hits, self.spoken, strict=True):
            if hit.voice is Voice.NARRATOR:
                who = Voice.NARRATOR.value
            elif spoken is None:
                who = UNATTRIBUTED
            else:
                number = next(n for n, each in enumerate(statements, start=1) if each is spoken)
                who = statement_id(self.article.id, number)
            yield hit.frame, who

    @property
    def narrated(self) -> SentenceTone | None:
        """Its tone, where it is wholly or partly the narrator's; a word beside reported speech is
        no evidence for the outlet's own tone, nor is a sentence that is printed again."""
        return self.tone if self.sentence.voice in _NARRATED and not self.repeated else None

    @property
    def tone_words(self) -> tuple[tuple[str, float], ...]:
        """The scored words of the narrator's with what each adds, if its tone counts: adjectives
        with their nouns, for 'mad' and 'mad dash' are not one. What lies between a word and the
        negation that reaches it is left out: 'not … a good idea'."""
        text = self.analysis.article.text
        words = self.narrated.words if self.narrated else ()
        return tuple((in_short(word.shown.of(text)), word.polarity) for word in words)


@dataclass(frozen=True, eq=False, slots=True)
class StatementRow(_InArticle):
    """A statement; ``place`` is the sentence where its content begins (None between sentences),
    ``speaker`` who makes it, across the study (None where no speaker was found), ``group`` theirs
    in the column that a person groups by. ``asks``: it is an interviewer's, in a transcript."""

    statement: Statement
    place: SentenceRow | None
    speaker: Speaker | None = None
    group: str | None = None
    asks: bool = False

    @property
    def sentence_id(self) -> str:
        """The name of its sentence, or ''."""
        return self.place.id if self.place else ""

    @property
    def counts(self) -> bool:
        """Whether it is counted: an act of speech in the body. Plans, beliefs and feelings are
        statements, too, but nobody speaks them; who asks in an interview is no source."""
        spoken = self.statement.speech and not self.asks
        return spoken and self.place is not None and self.place.in_body

    @property
    def content(self) -> str:
        """What is said, on one line."""
        return words_of(self.statement.content, self.analysis.article.text)

    @property
    def cue(self) -> str:
        """The cue's words, or ''."""
        return words_of(self.statement.cue, self.analysis.article.text)

    @property
    def source(self) -> str:
        """The words that name the source, or ''."""
        return words_of(self.statement.source, self.analysis.article.text)

    @property
    def speaker_key(self) -> str | None:
        """Who speaks, in counts: the study's id, or the article's words for who has none. None
        where no speaker was found."""
        statement = self.statement
        if statement.speaker is None:
            return None
        words = f"{self.analysis.article.id}/{statement.speaker.casefold()}"
        return statement.speaker_id or words

    @property
    def speaker_name(self) -> str | None:
        """What the speaker is called: their name in the study, or the article's words for who has
        none."""
        return self.speaker.name if self.speaker else self.statement.speaker


@dataclass(frozen=True, eq=False, slots=True)
class MentionRow(_InArticle):
    """Words found in a sentence; its name is that sentence's."""

    mention: Mention
    place: SentenceRow

    @property
    def words(self) -> str:
        """The words, on one line."""
        return words_of(self.mention.span, self.analysis.article.text)


Row = ArticleRow | SentenceRow | StatementRow | MentionRow


@dataclass(frozen=True)
class Rows:
    """All rows of a comparison, article by article in the order of the outlets."""

    articles: tuple[ArticleRow, ...]
    sentences: tuple[SentenceRow, ...]
    statements: tuple[StatementRow, ...]
    mentions: tuple[MentionRow, ...]

    def of_outlet(self, slug: str) -> Rows:
        """The rows of one outlet."""
        return Rows(
            tuple(self._by_outlet[0][slug]),
            tuple(self._by_outlet[1][slug]),
            tuple(self._by_outlet[2][slug]),
            tuple(self._by_outlet[3][slug]),
        )

    @cached_property
    def _by_outlet(
        self,
    ) -> tuple[
        defaultdict[str, list[ArticleRow]],
        defaultdict[str, list[SentenceRow]],
        defaultdict[str, list[StatementRow]],
        defaultdict[str, list[MentionRow]],
    ]:
        """The rows by outlet: parted once, however many outlets ask for theirs."""
        return (
            _parted(self.articles),
            _parted(self.sentences),
            _parted(self.statements),
            _parted(self.mentions),
        )

    def of_kind(self, kind: type) -> Sequence[MentionRow]:
        """The mentions of a kind, in text order."""
        held = [each for each in self._kinds if issubclass(each, kind)]
        if len(held) < 2:
            return self._kinds[held[0]] if held else ()
        return [row for row in self.mentions if isinstance(row.mention, kind)]

    @cached_property
    def _kinds(self) -> Mapping[type, Sequence[MentionRow]]:
        """The mentions by their class: parted once, however many measures count over them."""
        found: defaultdict[type, list[MentionRow]] = defaultdict(list)
        for row in self.mentions:
            found[type(row.mention)].append(row)
        return found

    def own_copy(self) -> Rows:
        """The rows that are copy of the outlets' own; these rows themselves where all are. Articles
        all stay."""
        own = self.only(lambda sentence: sentence.own)
        same = all(
            len(kept) == len(held)
            for kept, held in (
                (own.sentences, self.sentences),
                (own.statements, self.statements),
                (own.mentions, self.mentions),
            )
        )
        return self if same else own

    def only(self, keep: Callable[[SentenceRow], bool]) -> Rows:
        """The rows that stand in some of the sentences. Articles all stay."""
        return Rows(
            self.articles,
            tuple(row for row in self.sentences if keep(row)),
            tuple(row for row in self.statements if row.place and keep(row.place)),
            tuple(row for row in self.mentions if keep(row.place)),
        )

    def of_articles(self, keep: Callable[[ArticleRow], bool]) -> Rows:
        """The rows of some of the articles."""
        return Rows(
            tuple(row for row in self.articles if keep(row)),
            tuple(row for row in self.sentences if keep(row.article)),
            tuple(row for row in self.statements if keep(row.article)),
            tuple(row for row in self.mentions if keep(row.article)),
        )

    def of_these(self, articles: Sequence[ArticleRow]) -> Rows:
        """The rows of these articles, which are in text order: quicker than ``of_articles`` where
        it is asked again and again."""
        return Rows(
            tuple(articles),
            tuple(row for each in articles for row in self.sentences_of.get(each.id, ())),
            tuple(row for each in articles for row in self.statements_of.get(each.id, ())),
            tuple(row for each in articles for row in self.mentions_of.get(each.id, ())),
        )

    def among(
        self, kind: type[Row] | type[Mention], keep: Callable[[Any], bool]
    ) -> tuple[Row, ...]:
        """The rows of a kind that are kept: found once for all measures that rest on them.

        Args:
            kind: of rows, or of mentions.
            keep: whether a row stays.
        """
        held = self._held.get((kind, keep))
        if held is None:
            found: Iterable[Row]
            if kind is ArticleRow:
                found = self.articles
            elif kind is SentenceRow:
                found = self.sentences
            elif kind is StatementRow:
                found = self.statements
            else:
                found = self.of_kind(kind)
            held = self._held[kind, keep] = tuple(row for row in found if keep(row))
        return held

    @cached_property
    def _held(self) -> dict[tuple[type, Callable[[Any], bool]], tuple[Row, ...]]:
        return {}

    @cached_property
    def near_misses(self) -> Mapping[str, frozenset[str]]:
        """The outlets, by fact, that may tell it in words that its card does not have."""
        return near_misses(self)

    @cached_property
    def outlets_of_speakers(self) -> Mapping[str | None, Set[str]]:
        """The outlets in which each speaker speaks, by the speaker's key."""
        found: defaultdict[str | None, set[str]] = defaultdict(set)
        for row in self.statements:
            found[row.speaker_key].add(row.outlet)
        return found

    @cached_property
    def plain_text_of(self) -> Mapping[str, str]:
        """All words of each outlet's articles, by slug, as ``named_elsewhere`` reads them."""
        texts: defaultdict[str, list[str]] = defaultdict(list)
        for row in self.articles:
            texts[row.outlet] += row.analysis.article.printed
        return {slug: plain(held) for slug, held in texts.items()}

    @cached_property
    def sentences_of(self) -> Mapping[str, Sequence[SentenceRow]]:
        """Sentences by the name of their article."""
        return _by_article(self.sentences)

    @cached_property
    def statements_of(self) -> Mapping[str, Sequence[StatementRow]]:
        """Statements by the name of their article."""
        return _by_article(self.statements)

    @cached_property
    def mentions_of(self) -> Mapping[str, Sequence[MentionRow]]:
        """Mentions by the name of their article."""
        return _by_article(self.mentions)


def flatten(
    analyses: Iterable[Analysis],
    refs: Mapping[str, str],
    frames: Sequence[str],
    speakers: Mapping[str, Speaker],
    group_by: str | None = None,
) -> Rows:
    """The rows of analyses.

    Args:
        analyses: in the order in which rows shall stand.
        refs: by article id, the article's short reference.
        frames: ids of the codebook's frames, in its order.
        speakers: those of the study, by the ids that statements have.
        group_by: the column of a person's own by which speakers are grouped.
    """
    analyses = tuple(analyses)
    outlet_of = {analysis.article.id: analysis.article.outlet for analysis in analyses}
    articles: list[ArticleRow] = []
    sentences: list[SentenceRow] = []
    statements: list[StatementRow] = []
    mentions: list[MentionRow] = []
    for analysis in analyses:
        ref = refs[analysis.article.id]
        article = ArticleRow(ref, analysis, not is_agency_copy(analysis), tuple(frames))
        articles.append(article)
        own = _sentences(article, outlet_of)
        sentences += own
        asked = asking(analysis.statements, analysis.article.text)
        for number, statement in enumerate(analysis.statements, start=1):
            found = analysis.sentence_at(statement.content[0].start)
            place = own[found.index] if found else None
            speaker = speakers.get(statement.speaker_id or "")
            name = statement_id(ref, number)
            group = speaker.groups.get(group_by) if speaker and group_by else None
            asks = number - 1 in asked
            statements.append(StatementRow(name, article, statement, place, speaker, group, asks))
        for result in analysis.results.values():
            for mention in result.mentions:
                row = own[mention.sentence]
                if not row.suspected:
                    mentions.append(MentionRow(row.id, article, mention, row))
    return Rows(tuple(articles), tuple(sentences), tuple(statements), tuple(mentions))


def in_short(words: str) -> str:
    """Words on one line; a long stretch of them by its two ends."""
    held = words.split()
    if len(held) <= _SHOWN_WHOLE:
        return " ".join(held)
    return f"{held[0]} … {' '.join(held[-_SHOWN_END:])}"


def _sentences(article: ArticleRow, outlet_of: Mapping[str, str]) -> list[SentenceRow]:
    """An article's sentences. Own copy is what stands in no other outlet's article: words that an
    outlet repeats stay its own."""
    analysis = article.analysis
    repeated = repeated_sentences(analysis)
    hits: defaultdict[int, list[Hit]] = defaultdict(list)
    for hit in analysis.found(Hit):
        if analysis.sentences[hit.sentence].part is not Part.SUSPECTED:
            hits[hit.sentence].append(hit)

    def is_shared(sentence: Sentence) -> bool:
        others = (outlet_of.get(other, article.outlet) for other in sentence.shared_with)
        return any(other != article.outlet for other in others)

    return [
        SentenceRow(
            id=sentence_id(article.id, sentence.index),
            article=article,
            sentence=sentence,
            own=article.own and not is_shared(sentence),
            shared=is_shared(sentence),
            tone=None if sentence.part is Part.SUSPECTED else tone,
            hits=tuple(hits[sentence.index]),
            spoken=tuple(spoken_by(hit, analysis.statements) for hit in hits[sentence.index]),
            repeated=sentence.index in repeated,
        )
        for sentence, tone in zip(analysis.sentences, analysis.tones, strict=True)
    ]


def spoken_by(hit: Hit, statements: Sequence[Statement]) -> Statement | None:
    """The innermost spoken statement whose content holds a hit; None where nobody speaks it."""
    holders = [
        (content.end - content.start, i, statement)
        for i, statement in enumerate(statements)
        if statement.speech
        for content in statement.content
        if content.contains(hit.span)
    ]
    return min(holders, key=lambda holder: holder[:2])[2] if holders else None


def sentence_id(ref: str, index: int) -> str:
    """The name of a sentence: 'GT-1.s3' for index 2."""
    return f"{ref}.s{index + 1}"


def statement_id(ref: str, number: int) -> str:
    """The name of a statement: 'GT-1.st3' for the third."""
    return f"{ref}.st{number}"


def flat(text: str) -> str:
    """The text on one line, runs of white space folded."""
    return " ".join(text.split())


def words_of(spans: Span | Sequence[Span] | None, text: str) -> str:
    """The words of a span, or of several with ' … ' between them, on one line."""
    if spans is None:
        return ""
    stretches = [spans] if isinstance(spans, Span) else spans
    return flat(" … ".join(span.of(text) for span in stretches))


def other_agencies(analysis: Analysis) -> tuple[Field[str], ...]:
    """The agencies that the article credits, the outlet itself left out."""
    article = analysis.article
    own = {article.outlet, slugify(article.outlet_name)}
    return tuple(agency for agency in article.agencies if slugify(agency.value) not in own)


def agency_names(analysis: Analysis) -> list[str]:
    """The credited agencies by name, for a sentence."""
    return [
        "unnamed agencies" if agency.value == UNSPECIFIED else agency.value
        for agency in analysis.article.agencies
    ]


def cited_agencies(analysis: Analysis) -> list[str]:
    """The agencies through which statements of the article came ('told Reuters'), or that say
    something there themselves ('according to Reuters'), by name, but for the outlet itself."""
    article = analysis.article
    own = {article.outlet, slugify(article.outlet_name)}
    found = [
        name
        for said in analysis.statements
        for name in (
            *(agencies_in(said.via or "") or _agency_named(said.via)),
            *_agency_named(said.speaker),
        )
    ]
    return [name for name in dict.fromkeys(found) if slugify(name) not in own]


def _agency_named(words: str | None) -> tuple[str, ...]:
    """The agency that words name and name nothing else, by the report's name."""
    if words is None:
        return ()
    if names_agency(words):
        return tuple(name for name in agencies_in(words) if name != UNSPECIFIED)
    known = known_outlet(words)
    return (known.name,) if known and known.agency else ()


def medium(row: StatementRow) -> str:
    """The agency or known outlet, but for the article's own, through which a statement came ('told
    Reuters'); '' where none is named. A name that is a word, too ('Times'), stands for the longer
    one that the article has."""
    via, article = row.statement.via or "", row.analysis.article
    if name_key(via) in COMMON:
        ends = f" {via}"
        longer = (s.via for s in row.analysis.statements if s.via and s.via.endswith(ends))
        via = next(longer, via)
    known = known_outlet(via)
    name = known.name if known and name_key(via) not in COMMON else via if known else ""
    name = next(iter(agencies_in(via)), name)
    own = {article.outlet, slugify(article.outlet_name)}
    return "" if slugify(name) in own else name


def is_agency_copy(analysis: Analysis) -> bool:
    """Whether the article is credited to an agency that is not the outlet itself.

    An agency that only contributed ('Agencies contributed to this story') did not write it.
    """
    return any("contribut" not in a.evidence.casefold() for a in other_agencies(analysis))


R = TypeVar("R", ArticleRow, SentenceRow, StatementRow, MentionRow)
T = TypeVar("T", SentenceRow, StatementRow, MentionRow)


def _parted(rows: Sequence[R]) -> defaultdict[str, list[R]]:
    found: defaultdict[str, list[R]] = defaultdict(list)
    for row in rows:
        found[row.outlet].append(row)
    return found


def _by_article(rows: Sequence[T]) -> Mapping[str, Sequence[T]]:
    found: defaultdict[str, list[T]] = defaultdict(list)
    for row in rows:
        found[row.article.id].append(row)
    return found
