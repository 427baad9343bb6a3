"""Every measure, declared once: what it counts over, which rows count, and where it is shown.

A measure parts rows into categories, and each category is one figure of an outlet: 'role' gives
'role.government', 'role.expert' and so on. ``count`` makes the figures; charts, tables, findings,
the index of the evidence, CSV and JSON read them. To add one: an entry here (or in ``measures`` of
an analyser of your own), and ``figure("key", outlet)`` in a template.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from framing.analysers.facts import FactFinding
from framing.analysers.tone.analyser import disagreements
from framing.analysers.tone.loaded import LoadedHit
from framing.codebooks import Codebook
from framing.evidence.rows import (
    FIFTHS,
    UNATTRIBUTED,
    ArticleRow,
    MentionRow,
    Row,
    Rows,
    SentenceRow,
    StatementRow,
)
from framing.models import ActorTone, Naming, NamingChoice, Part, Role, Voice
from framing.wording import signed

UNKNOWN = "unknown"  # the category of rows that do not tell
LOG_RATIO = "logratio"
NARRATOR = "narrator"
QUOTED = "quoted"
ATTRIBUTED = "attributed"  # in a background clause that only a trailing attribution covers
SIGN = {"negative": -1.0, "neutral": 0.0, "positive": 1.0}
# Each has two figures an outlet, with intervals; rows about all the others stand in towards.csv.
MOST_SPEAKERS = 50


@dataclass(frozen=True, slots=True)
class ComparedActor:
    """Someone whom tone is compared towards: an actor of the codebook, or a ``speaker`` whom the
    articles name (``id`` is then the statements' ``speaker_id``). The figures are
    ``toward.<id>.narrator`` and ``toward.<id>.quoted``."""

    id: str
    name: str
    speaker: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """What the categories of measures rest on: the codebook, and all rows that are compared."""

    codebook: Codebook
    actors: tuple[ComparedActor, ...]
    countries: tuple[str, ...]
    groups: tuple[str, ...] = ()

    @property
    def frames(self) -> tuple[str, ...]:
        """Ids of the codebook's frames, in its order."""
        return tuple(frame.id for frame in self.codebook.frames)


def _all(_row: Any) -> bool:
    return True


def _one(_row: Any) -> float:
    return 1.0


def _no_names(_story: Story) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What is counted, over which rows, into which categories.

    Attributes:
        key: the first part of its figures' keys.
        title: the heading of its lines in the index of the evidence; empty if others serve it.
        unit: 'share' of the rows that count, 'mean' over the rows of a category, or 'count'.
        over: the kind of row: ``SentenceRow``, ``StatementRow``, ``ArticleRow``, or the class of a
            mention, such as ``NamingChoice``.
        of: what those rows are called, in the plural.
        shown: the anchor of the chart or table that shows its figures.
        among: which of the rows count at all.
        where: of those, the ones that a measure without categories counts.
        into: the categories of a row, as often as it counts in each; none where it does not tell.
        doubts: the categories in which it is doubtful whether a row counts; they give a share its
            range.
        adds: what a row adds to a figure.
        categories: those that have a figure even where no row is in them; with ``UNKNOWN`` among
            them, rows without a category are not told, and counted as such.
        names: what a category is called; ``called`` gives it from a row of the category.
        interval: whether its figures have intervals and are compared.
        lines: by category, the key of the figure whose line in the index stands for it.
        always: whether a figure has a line in the index even where that names one row only.
        part: which part of a line a row stands in (from 0), with ``parts`` as their names.
    """

    key: str
    title: str = ""
    unit: Literal["share", "mean", "count"] = "count"
    over: type
    of: str
    shown: str
    among: Callable[[Any], bool] = _all
    where: Callable[[Any], bool] = _all
    into: Callable[[Any], Iterable[str]] | None = None
    doubts: Callable[[Any], Iterable[str]] | None = None
    adds: Callable[[Any], float] = _one
    categories: Callable[[Story], Iterable[str]] | None = None
    names: Callable[[Story], Mapping[str, str]] = _no_names
    called: Callable[[Any], str] | None = None
    interval: bool = False
    lines: Callable[[str], str] | None = None
    always: bool = True
    part: Callable[[Any], int | None] | None = None
    parts: tuple[str, ...] = ()

    def rows(self, rows: Rows) -> Sequence[Row]:
        """The rows of its kind that count."""
        return rows.among(self.over, self.among)


def _in_body(row: SentenceRow | MentionRow) -> bool:
    return row.place.in_body


def _counted(row: StatementRow) -> bool:
    return row.counts


def _told(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _narrated(row: SentenceRow) -> bool:
    return row.in_body and row.narrated is not None


def _voice_of(voice: Voice) -> str:
    return NARRATOR if voice is Voice.NARRATOR else QUOTED


def _said(row: SentenceRow) -> Iterator[str]:
    """'history.government': who speaks each frame of the sentence."""
    told: dict[str, None] = {}
    for hit, statement in zip(row.hits, row.spoken, strict=True):
        if hit.voice is Voice.NARRATOR:
            who = NARRATOR
        elif statement is not None:
            who = statement.role.value if statement.role else UNKNOWN
        else:
            who = UNATTRIBUTED
        told[f"{hit.frame}.{who}"] = None
    yield from told


def _scored(row: SentenceRow) -> Iterator[str]:
    """'negative.brutal': the scored words, as often as they stand there."""
    for word, polarity in row.tone_words:
        if polarity:
            yield f"{'positive' if polarity > 0 else 'negative'}.{word.lower()}"


def _loaded_term(row: MentionRow) -> tuple[str]:
    """'claimed (government, KP)': the term, of a cue with the speaker's role and country; of an
    evaluative word with the name that it is said of, 'assertive (of Norland)'."""
    hit: Any = row.mention
    if hit.about:
        return (f"{hit.term} (of {hit.about})",)
    who = (hit.role.value.replace("_", " ") if hit.role else "", hit.country or "")
    told = ", ".join(filter(None, who))
    return (f"{hit.term} ({told})" if told else hit.term,)


def _narrators_term(kind: str) -> Callable[[Any], bool]:
    return lambda row: (
        row.mention.kind == kind and row.mention.voice is Voice.NARRATOR and not row.place.repeated
    )


def _differs(row: SentenceRow) -> Iterator[str]:
    """How lexical polarity and the model read the sentence differently."""
    towards = row.article.towards.get(row.sentence.index, ())
    found = disagreements(row.analysis.tones, towards) if towards else ()
    yield from dict.fromkeys(each.kind.value for each in found)


def _actor_names(story: Story) -> dict[str, str]:
    return {
        f"{actor.id}.{voice}": actor.name + words
        for actor in story.actors
        for voice, words in ((NARRATOR, ""), (QUOTED, ", quoted"))
    }


def _label_names(story: Story) -> dict[str, str]:
    return {
        f"{label_set.id}.{label.id}": label.name
        for label_set in story.codebook.label_sets
        for label in label_set.labels
    }


def _said_names(story: Story) -> dict[str, str]:
    speakers = [*Role, NARRATOR, UNATTRIBUTED, UNKNOWN]
    return {
        f"{frame.id}.{who}": f"{frame.name}, {who.replace('_', ' ')}"
        for frame in story.codebook.frames
        for who in speakers
    }


def _through(row: StatementRow) -> tuple[str, ...]:
    """The outlet or agency through which the words came, if that is another one."""
    statement = row.statement
    if statement.role is Role.MEDIA or statement.via == row.analysis.article.outlet_name:
        return ()
    return _told(statement.via)


def _first_mention(row: ArticleRow) -> Iterator[str]:
    """'history.lead': where the article first has each frame."""
    for frame in row.frames:
        where = row.first_mentions[frame][0] if frame in row.first_mentions else "none"
        yield f"{frame}.{where if where in ('headline', 'lead', 'none') else 'later'}"


def _towards_label(place: str) -> Callable[[MentionRow], tuple[str]]:
    """'kp.narrator.negative': actor, place or voice, and label."""

    def categories(row: MentionRow) -> tuple[str]:
        told: Any = row.mention
        return (f"{told.actor}.{place or _voice_of(told.voice)}.{told.label}",)

    return categories


def _with_voice(key: Callable[[Any], str]) -> Callable[[MentionRow], tuple[str, ...]]:
    """A category with its voice: 'past.annexation.narrator'; one more where only a trailing
    attribution covers it."""

    def categories(row: MentionRow) -> tuple[str, ...]:
        told: Any = row.mention
        whole = key(told)
        marked = (f"{whole}.{ATTRIBUTED}",) if told.attributed else ()
        return (f"{whole}.{_voice_of(told.voice)}", *marked)

    return categories


def _label(mention: Any) -> str:
    return f"{mention.label_set}.{mention.label}"


def _fact(mention: Any) -> str:
    return str(mention.fact)


def _without_last(prefix: str) -> Callable[[str], str]:
    """The key of the line for a category whose last word is a voice, a label or a fifth."""
    return lambda category: f"{prefix}.{category.rpartition('.')[0]}"


def _sentences(**said: Any) -> Measure:
    """A measure over the sentences of the body."""
    return Measure(**{"over": SentenceRow, "of": "sentences", "among": _in_body, **said})


def _statements(**said: Any) -> Measure:
    """A measure over the statements that are spoken in the body."""
    return Measure(**{"over": StatementRow, "of": "statements", "among": _counted, **said})


# How charts group roles and namings: categories with few statements stand together.
SPEAKS = {
    "government": "government",
    "military": "military",
    "expert": "expert",
    "media": "media",
    "business": "society",
    "civil_society": "society",
    "citizen": "society",
    "other": "other",
}
NAMED = {"named": "named", "institution": "institution", "document": "institution"}
_KINDS_OF_TERM = {
    "loaded": "Charged words",
    "cue": "Cue verbs that judge",
    "hedge": "Hedges",
    "booster": "Boosters",
}

# The order is that of the index. Those with intervals draw their random numbers in this order: one
# put between two others changes the last digits of intervals.
MEASURES: tuple[Measure, ...] = (
    _sentences(key="sentences", title="Sentences", shown="articles"),
    _sentences(
        key="words",
        of="words",
        shown="articles",
        adds=lambda row: row.n_words,
        lines=lambda _: "sentences",
    ),
    Measure(
        key="articles",
        over=ArticleRow,
        of="articles",
        shown="articles",
        lines=lambda _: "sentences",
    ),
    _statements(key="statements", title="Statements", shown="speakers"),
    _sentences(
        key="not_own",
        title="Not its own copy",
        shown="own-copy",
        where=lambda row: not row.own,
    ),
    _sentences(
        key="tone.polarity",
        title="Narrator sentences",
        unit="mean",
        of="narrator sentences",
        shown="tone",
        among=_narrated,
        adds=lambda row: row.narrated.polarity,
        interval=True,
    ),
    _sentences(
        key="tone.subjectivity",
        unit="mean",
        of="narrator sentences",
        shown="numbers",
        among=_narrated,
        adds=lambda row: row.narrated.subjectivity,
        interval=True,
        lines=lambda _: "tone.polarity",
    ),
    _sentences(
        key="tone.scored",
        unit="mean",
        of="narrator sentences",
        shown="tone",
        among=_narrated,
        adds=lambda row: sum(word.polarity != 0 for word in row.narrated.words),
        interval=True,
        lines=lambda _: "tone.polarity",
    ),
    _sentences(
        key="frame",
        title="Frames",
        unit="share",
        shown="frames",
        into=lambda row: row.frames,
        doubts=lambda row: row.doubtful,
        categories=lambda story: story.frames,
        names=lambda story: {frame.id: frame.name for frame in story.codebook.frames},
        interval=True,
        part=lambda row: row.fifth,
        parts=("first fifth", "2nd fifth", "3rd fifth", "4th fifth", "last fifth"),
    ),
    _sentences(
        key="voice",
        title="By voice",
        unit="share",
        shown="voices",
        into=lambda row: (row.voice,),
        categories=lambda _: list(Voice),
        interval=True,
    ),
    _statements(
        key="role",
        title="By role",
        unit="share",
        shown="who-speaks",
        into=lambda row: _told(row.statement.role),
        categories=lambda _: [*Role, UNKNOWN],
        interval=True,
    ),
    _statements(
        key="naming",
        title="Named or not",
        unit="share",
        shown="named-or-not",
        into=lambda row: _told(row.statement.naming),
        categories=lambda _: [*Naming, UNKNOWN],
        interval=True,
    ),
    _statements(
        key="country",
        title="By country",
        unit="share",
        shown="countries",
        into=lambda row: row.statement.countries,
        categories=lambda story: [*story.countries, UNKNOWN],
        interval=True,
    ),
    Measure(
        key="toward",
        title="Towards",
        unit="mean",
        over=ActorTone,
        of="sentences that name the actor",
        shown="towards-others",
        among=_in_body,
        into=lambda row: (f"{row.mention.actor}.{_voice_of(row.mention.voice)}",),
        adds=lambda row: SIGN[row.mention.label],
        categories=lambda story: [
            f"{actor.id}.{voice}" for actor in story.actors for voice in (NARRATOR, QUOTED)
        ],
        names=_actor_names,
        interval=True,
    ),
    _statements(
        key="statement.direct",
        title="In quotation marks",
        unit="share",
        shown="speakers",
        where=lambda row: row.statement.voice is not Voice.INDIRECT,
        interval=True,
    ),
    _statements(
        key="role.official",
        title="Officials",
        unit="share",
        shown="few-voices",
        where=lambda row: row.statement.role in (Role.GOVERNMENT, Role.MILITARY),
        interval=True,
    ),
    # What follows has no interval.
    _statements(
        key="speaks",
        unit="share",
        shown="who-speaks",
        into=lambda row: (SPEAKS[row.statement.role] if row.statement.role else UNKNOWN,),
        categories=lambda _: [*dict.fromkeys(SPEAKS.values()), UNKNOWN],
        lines=lambda category: f"role.{category}",
    ),
    _statements(
        key="named",
        unit="share",
        shown="named-or-not",
        into=lambda row: (NAMED.get(row.statement.naming, row.statement.naming or UNKNOWN),),
        categories=lambda _: [*dict.fromkeys(NAMED.values()), "unnamed", UNKNOWN],
        lines=lambda category: f"naming.{category}",
    ),
    *(
        _sentences(
            key=f"fifth.{number}",
            unit="share",
            shown="fifths",
            among=lambda row, fifth=number - 1: row.fifth == fifth,
            into=lambda row: row.frames,
            categories=lambda story: story.frames,
            lines=lambda frame, number=number: f"frame.{frame}.{number}",
        )
        for number in range(1, FIFTHS + 1)
    ),
    Measure(
        key="headline",
        title="Towards, in headlines",
        unit="mean",
        over=ActorTone,
        of="headlines that name the actor",
        shown="towards-others",
        among=lambda row: row.place.sentence.part is Part.HEADLINE,
        into=lambda row: (row.mention.actor,),
        adds=lambda row: SIGN[row.mention.label],
        called=lambda row: row.mention.name,
    ),
    Measure(
        key="towards",
        over=ActorTone,
        of="sentences that name the actor",
        shown="towards-others",
        among=_in_body,
        into=_towards_label(""),
        lines=_without_last("toward"),
    ),
    Measure(
        key="headlines",
        over=ActorTone,
        of="headlines that name the actor",
        shown="towards-others",
        among=lambda row: row.place.sentence.part is Part.HEADLINE,
        into=lambda row: (f"{row.mention.actor}.{row.mention.label}",),
        lines=_without_last("headline"),
    ),
    _statements(
        key="speaker",
        title="Speakers",
        unit="share",
        shown="speakers",
        into=lambda row: _told(row.speaker_key),
        called=lambda row: row.speaker_name,
    ),
    _statements(
        key="quoted",
        shown="speakers",
        into=lambda row: (
            _told(row.speaker_key) if row.statement.voice is not Voice.INDIRECT else ()
        ),
        lines=lambda speaker: f"speaker.{speaker}",
    ),
    _statements(
        key="group",
        title="By group",
        unit="share",
        shown="groups",
        into=lambda row: _told(row.group),
        categories=lambda story: [*story.groups, UNKNOWN] if story.groups else [],
        names=lambda story: {group: group for group in story.groups},
    ),
    _statements(
        key="via",
        title="Through others",
        shown="few-voices",
        into=_through,
        called=lambda row: row.statement.via,
        always=False,
    ),
    _sentences(
        key="said",
        title="Who speaks a frame",
        shown="frame-voices",
        into=_said,
        names=_said_names,
        always=False,
    ),
    _sentences(
        key="word",
        title="Scored words",
        of="words",
        shown="scored-words",
        into=_scored,
        always=False,
    ),
    _sentences(
        key="headline_word",
        title="Scored words of headlines",
        of="words",
        shown="towards-others",
        among=lambda row: row.sentence.part is Part.HEADLINE,
        into=lambda row: [f"{w.lower()} {signed(p, 1)}" for w, p in row.tone_words if p],
        always=False,
    ),
    *(
        Measure(
            key=f"term.{kind}",
            title=title,
            over=LoadedHit,
            of="words",
            shown="loaded-words",
            among=_narrators_term(kind),
            into=_loaded_term,
            always=False,
        )
        for kind, title in _KINDS_OF_TERM.items()
    ),
    Measure(
        key="label",
        title="Labels",
        over=NamingChoice,
        of="mentions",
        shown="labels",
        into=lambda row: (_label(row.mention),),
        names=_label_names,
        always=False,
    ),
    Measure(
        key="label_voice",
        over=NamingChoice,
        of="mentions",
        shown="labels",
        into=_with_voice(_label),
        lines=_without_last("label"),
    ),
    Measure(
        key="fact",
        title="Facts",
        over=FactFinding,
        of="mentions",
        shown="facts",
        into=lambda row: (_fact(row.mention),),
        names=lambda story: {card.id: card.name for card in story.codebook.facts},
        always=False,
    ),
    Measure(
        key="fact_voice",
        over=FactFinding,
        of="mentions",
        shown="facts",
        into=_with_voice(_fact),
        lines=_without_last("fact"),
    ),
    _sentences(
        key="differ",
        title="Readings part",
        shown="readings-part",
        among=_all,
        into=_differs,
        names=lambda _: {
            "opposite": "opposite signs",
            "lexicon_silent": "the lexicon is silent",
            "model_neutral": "the model sees neither",
        },
    ),
    Measure(
        key="first",
        over=ArticleRow,
        of="articles",
        shown="first-mention",
        into=_first_mention,
        categories=lambda story: [
            f"{frame}.{where}"
            for frame in story.frames
            for where in ("headline", "lead", "later", "none")
        ],
        lines=_without_last("frame"),
    ),
)


# Figures that are made of others: see ``compare``.
SPEAKERS = _statements(key="speakers", of="speakers", shown="few-voices", lines=lambda _: "speaker")


def compared_actors(rows: Rows, codebook: Codebook) -> tuple[ComparedActor, ...]:
    """Whom tone is compared towards: the codebook's actors in its order, then the speakers that
    the most body sentences name, at most ``MOST_SPEAKERS`` and none named only once."""
    own = {actor.id for actor in codebook.actors}
    names: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows.mentions:
        told = row.mention
        if isinstance(told, ActorTone) and told.actor not in own and row.place.in_body:
            names[told.actor][told.name] += 1
    often = sorted(names, key=lambda each: (-names[each].total(), each))[:MOST_SPEAKERS]
    return (
        *(ComparedActor(actor.id, actor.name) for actor in codebook.actors),
        *(
            ComparedActor(each, min(names[each], key=lambda n: (-names[each][n], n)), speaker=True)
            for each in often
            if names[each].total() > 1
        ),
    )


def story_of(rows: Rows, codebook: Codebook) -> Story:
    """What the categories of measures rest on: all rows that are compared."""
    countries = {country for row in rows.statements for country in row.statement.countries}
    groups = {row.group for row in rows.statements if row.group}
    actors = compared_actors(rows, codebook)
    return Story(codebook, actors, tuple(sorted(countries)), tuple(sorted(groups)))
