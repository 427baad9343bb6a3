"""From analyses to countable units: for each measure, numerator and denominator by cluster.

Every measure of an outlet is a ratio of sums over clusters (a share, a mean, or the log ratio of
two counts), so that one resampling serves them all. Clusters are articles where an outlet has five
or more, else paragraphs: sentences beside each other resemble each other, and resampling them one
by one would make the intervals too narrow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from framing.clean.credits import UNSPECIFIED
from framing.models import (
    Analysis,
    Field,
    Naming,
    Part,
    Result,
    Role,
    Sentence,
    Statement,
    ToneResult,
    Voice,
)
from framing.outlets import slugify

MIN_ARTICLES_TO_RESAMPLE = 5
LOG_RATIO = "logratio"
SIGN = {"negative": -1.0, "neutral": 0.0, "positive": 1.0}

# A sentence that someone else speaks, but for 'the official said', is not the narrator's.
_NARRATED = (Voice.NARRATOR, Voice.MIXED)
# What results hold by sentence: frames' hits and loaded words, labels, facts, tone towards actors.
_BY_SENTENCE = ("hits", "choices", "findings", "towards")

Cluster = tuple[str, int]  # article id, paragraph (−1 where the cluster is the whole article)
Keep = Callable[[Analysis, Sentence], bool]


@dataclass
class Table:
    """Sums of one measure by cluster."""

    of: str
    numerator: dict[Cluster, float] = field(default_factory=lambda: defaultdict(float))
    denominator: dict[Cluster, float] = field(default_factory=lambda: defaultdict(float))

    def add(self, cluster: Cluster, value: float, n: float = 1) -> None:
        """Add ``value`` to the numerator and ``n`` to the denominator of a cluster."""
        self.numerator[cluster] += value
        self.denominator[cluster] += n


@dataclass(frozen=True, slots=True)
class Units:
    """The countable units of one outlet."""

    clusters: tuple[Cluster, ...]
    cluster_unit: str
    tables: Mapping[str, Table]
    n_words: int
    n_sentences: int
    statements: tuple[tuple[Analysis, Statement], ...]


def own_copy(analyses: Sequence[Analysis]) -> Keep:
    """What tells an outlet's own sentences: those in no other outlet's article, and in no article
    that an agency other than the outlet supplied. Words that an outlet repeats stay its own."""
    outlet_of = {analysis.article.id: analysis.article.outlet for analysis in analyses}

    def keep(analysis: Analysis, sentence: Sentence) -> bool:
        own = analysis.article.outlet
        shared = any(outlet_of.get(other, own) != own for other in sentence.shared_with)
        return not shared and not is_agency_copy(analysis)

    return keep


def counted(analysis: Analysis, keep: Keep) -> Analysis:
    """The analysis with what was found in the sentences to keep, and nothing of the others.

    Sentences and statements stay, because row ids are their places.
    """
    kept = [keep(analysis, sentence) for sentence in analysis.sentences]
    if all(kept):
        return analysis

    def found_in(result: Result) -> Result:
        changed: dict[str, Any] = {
            name: tuple(each for each in getattr(result, name) if kept[each.sentence])
            for name in _BY_SENTENCE
            if hasattr(result, name)
        }
        if isinstance(result, ToneResult):
            pairs = zip(result.sentences, kept, strict=True)
            changed["sentences"] = tuple(tone if own else None for tone, own in pairs)
        return replace(result, **changed)

    return replace(analysis, results={n: found_in(r) for n, r in analysis.results.items()})


def is_narrated(sentence: Sentence) -> bool:
    """Whether a sentence is wholly or partly the narrator's: its tone counts as the outlet's."""
    return sentence.voice in _NARRATED


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


def is_agency_copy(analysis: Analysis) -> bool:
    """Whether the article is credited to an agency that is not the outlet itself.

    An agency that only contributed ('Agencies contributed to this story') did not write it.
    """
    return any("contribut" not in a.evidence.casefold() for a in other_agencies(analysis))


def speaker_key(analysis: Analysis, statement: Statement) -> str | None:
    """Who a statement's speaker is in counts: named ones and institutions are one over all
    articles, all others are of their article. None where no speaker was found."""
    if statement.speaker is None:
        return None
    known = statement.naming in (Naming.NAMED, Naming.INSTITUTION)
    who = statement.speaker_id or statement.speaker.casefold()
    return who if known else f"{analysis.article.id}/{who}"


def collect(
    analyses: Sequence[Analysis],
    frames: Iterable[str],
    countries: Iterable[str],
    actors: Iterable[str],
    keep: Keep,
) -> Units:
    """Count one outlet's units.

    Args:
        analyses: the outlet's articles.
        frames: ids of the codebook's frames.
        countries: the countries that any outlet's speakers come from (zero is a figure too).
        actors: ids of the actors that tone can be towards.
        keep: which body sentences count (own copy only, for example).
    """
    by_article = len(analyses) >= MIN_ARTICLES_TO_RESAMPLE
    frames, countries, actors = tuple(frames), tuple(countries), tuple(actors)
    tables = _tables(frames, countries, actors)
    clusters: dict[Cluster, None] = {}
    statements: list[tuple[Analysis, Statement]] = []
    n_words = n_sentences = 0
    for analysis in analyses:
        kept = [s for s in analysis.sentences if s.part is Part.BODY and keep(analysis, s)]
        hit_frames: dict[int, set[str]] = defaultdict(set)
        for hit in analysis.hits:
            hit_frames[hit.sentence].add(hit.frame)

        def cluster_of(sentence: Sentence, article_id: str = analysis.article.id) -> Cluster:
            return (article_id, -1 if by_article else sentence.paragraph)

        for sentence in kept:
            cluster = cluster_of(sentence)
            clusters.setdefault(cluster)
            n_sentences += 1
            n_words += len(sentence.span.of(analysis.article.text).split())
            for frame in frames:
                tables[f"frame.{frame}"].add(cluster, frame in hit_frames[sentence.index])
            for voice in Voice:
                tables[f"voice.{voice}"].add(cluster, sentence.voice is voice)
            tone = analysis.tone.sentences[sentence.index] if analysis.tone else None
            if tone and is_narrated(sentence):
                scored = sum(word.polarity != 0 for word in tone.words)
                tables["tone.polarity"].add(cluster, tone.polarity)
                tables["tone.subjectivity"].add(cluster, tone.subjectivity)
                tables["tone.scored"].add(cluster, scored)
        places = {s.index: s for s in kept}
        for found in analysis.tone.towards if analysis.tone else ():
            if found.sentence in places and found.actor in actors:
                table = tables[toward(found.actor, found.voice)]
                table.add(cluster_of(places[found.sentence]), SIGN[found.label])
        for statement in analysis.statements:
            place = analysis.sentence_at(statement.content[0].start)
            if place is None or place.index not in places or not statement.speech:
                continue
            statements.append((analysis, statement))
            _count_statement(tables, cluster_of(place), statement, countries)
    return Units(
        tuple(clusters),
        "articles" if by_article else "paragraphs",
        tables,
        n_words,
        n_sentences,
        tuple(statements),
    )


def toward(actor: str, voice: Voice) -> str:
    """The name of the measure of tone towards an actor, in the narrator's or in quoted words."""
    return f"toward.{actor}.{'narrator' if voice is Voice.NARRATOR else 'quoted'}"


def _tables(
    frames: Sequence[str], countries: Sequence[str], actors: Sequence[str]
) -> dict[str, Table]:
    tables = {
        "tone.polarity": Table("narrator sentences"),
        "tone.subjectivity": Table("narrator sentences"),
        "tone.scored": Table("narrator sentences"),
    }
    tables |= {f"frame.{frame}": Table("sentences") for frame in frames}
    tables |= {f"voice.{voice}": Table("sentences") for voice in Voice}
    tables |= {f"role.{role}": Table("statements") for role in (*Role, "unknown")}
    tables |= {f"naming.{naming}": Table("statements") for naming in (*Naming, "unknown")}
    tables |= {f"country.{country}": Table("statements") for country in (*countries, "unknown")}
    for actor in actors:
        tables[toward(actor, Voice.NARRATOR)] = Table("sentences that name the actor")
        tables[toward(actor, Voice.DIRECT)] = Table("sentences that name the actor")
    tables["statement.direct"] = Table("statements")
    tables["role.official"] = Table("statements")
    return tables


def _count_statement(
    tables: Mapping[str, Table], cluster: Cluster, statement: Statement, countries: Sequence[str]
) -> None:
    for role in (*Role, "unknown"):
        tables[f"role.{role}"].add(cluster, (statement.role or "unknown") == role)
    for naming in (*Naming, "unknown"):
        tables[f"naming.{naming}"].add(cluster, (statement.naming or "unknown") == naming)
    for country in (*countries, "unknown"):
        tables[f"country.{country}"].add(cluster, (statement.country or "unknown") == country)
    official = statement.role in (Role.GOVERNMENT, Role.MILITARY)
    tables["role.official"].add(cluster, official)
    tables["statement.direct"].add(cluster, statement.voice is not Voice.INDIRECT)
