"""The speakers of a study, and its analyses with them in place of each article's own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from framing.analysers.tone.loaded import LoadedHit, with_speaker
from framing.models import ActorTone, Analysis, Mention, Naming, Result, Role, Statement
from framing.outlets import slugify
from framing.people.beside import Beside, countries_beside
from framing.people.gather import Local, gather, told_countries
from framing.people.joined import Joined, Kind
from framing.people.joining import join

T = TypeVar("T")
_LONGEST_ID = 60
_NAMING = {"person": Naming.NAMED, "institution": Naming.INSTITUTION}


@dataclass(frozen=True)
class Speaker:
    """A speaker of the study: the same for all statements of theirs, in all articles.

    Attributes:
        id: stable; made of the name, or of the article's id where they are of one article.
        name: the fullest form of their name; of who has none, the article's words.
        kind: 'person', 'institution', 'document', or 'other' for people without a name.
        naming, role, country: what the articles tell most often; None: not told.
        sure: nobody else of the study can be the same; ``why`` says what stands against it.
        locals: the articles' own speakers whom the study has as this one.
        beside: of a person of whom no article's own words tell a country, the one that a text of
            the study tells beside the name, and the article.
        confirmed: whether a person has confirmed it.
        groups: the user's own columns of the sheet of corrections.
        corrected: by field, what a person says in place of what was read, and where.
    """

    id: str
    name: str
    kind: Kind
    naming: Naming | None
    role: Role | None
    country: str | None
    sure: bool
    why: str
    locals: tuple[Local, ...]
    beside: Beside | None = None
    confirmed: bool = False
    groups: Mapping[str, str] = field(default_factory=dict)
    corrected: Mapping[str, tuple[Naming | Role | str | None, str]] = field(default_factory=dict)

    @property
    def articles(self) -> tuple[str, ...]:
        """The ids of the articles that have a statement of theirs."""
        return tuple(dict.fromkeys(local.article for local in self.locals))

    @cached_property
    def tellers(self) -> tuple[Local, ...]:
        """Those of ``locals`` whose article tells a country."""
        return tuple(local for local in self.locals if local.countries)

    @cached_property
    def role_elsewhere(self) -> tuple[Role, str] | None:
        """What most articles that tell it tell of the role, with the first of them."""
        return _role_elsewhere(self)

    @cached_property
    def set_in_elsewhere(self) -> tuple[tuple[str, ...], str] | None:
        """Where the articles are set that took the speaker to be of there, if it is one country."""
        return _set_in_elsewhere(self)

    @cached_property
    def countries_elsewhere(self) -> dict[tuple[str, ...], tuple[tuple[str, ...], str] | None]:
        """By the countries that an article tells, what another tells; filled as it is asked for,
        for a speaker of many articles has many statements."""
        return {}

    @property
    def names(self) -> tuple[str, ...]:
        """The words for them, each once, as the articles have them."""
        return tuple(dict.fromkeys(local.words for local in self.locals))


@dataclass(frozen=True)
class StudySpeakers:
    """The speakers of a study by id, in the order of their names.

    ``notes`` is what the user must know of a sheet of corrections, ``groups`` its own columns.
    """

    speakers: Mapping[str, Speaker]
    notes: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()

    @cached_property
    def of_local(self) -> Mapping[tuple[str, str], Speaker]:
        """The speaker by article and the article's own id for them."""
        return {local.key: each for each in self.speakers.values() for local in each.locals}


def speakers_of(analyses: Sequence[Analysis]) -> StudySpeakers:
    """Join the speakers of all articles: who they are does not depend on the articles' order.

    Args:
        analyses: analysed articles, each with speakers of its own.
    """
    found = join(gather(analyses))
    beside = countries_beside((joined.name for joined in found if _is_untold(joined)), analyses)
    taken: Counter[str] = Counter()
    speakers: dict[str, Speaker] = {}
    for joined in found:
        wanted = _id(joined)
        taken[wanted] += 1
        key = wanted if taken[wanted] == 1 else f"{wanted}-{taken[wanted]}"
        told = beside.get(joined.name) if _is_untold(joined) else None
        speakers[key] = _speaker(key, joined, told)
    return StudySpeakers(speakers)


def _id(joined: Joined) -> str:
    first = joined.locals[0]
    if joined.apart:
        return f"{first.article}/{first.id}"
    if first.institution and first.institution.is_government and joined.kind == "institution":
        return f"{first.institution.country.lower()}-government"
    return slugify(joined.name)[:_LONGEST_ID].strip("-") or f"{first.article}/{first.id}"


def _is_untold(joined: Joined) -> bool:
    """Whether no article tells a country of a person who speaks in it."""
    return joined.kind == "person" and not any(local.countries for local in joined.locals)


def _speaker(key: str, joined: Joined, beside: Beside | None) -> Speaker:
    told = _most(local.country for local in joined.locals)
    return Speaker(
        id=key,
        name=joined.name,
        kind=joined.kind,
        naming=_NAMING.get(joined.kind, joined.locals[0].naming),
        role=_most(local.role for local in joined.locals),
        country=told
        or (beside[0][0] if beside else _most(local.set_in for local in joined.locals)),
        sure=joined.sure,
        why=joined.why,
        locals=joined.locals,
        beside=beside,
    )


def _most(values: Iterable[T | None]) -> T | None:
    """The value told most often, the first by alphabet of those; None where none is told."""
    counts = Counter(value for value in values if value is not None)
    return min(counts, key=lambda value: (-counts[value], str(value))) if counts else None


def with_study_speakers(analyses: Sequence[Analysis], study: StudySpeakers) -> tuple[Analysis, ...]:
    """The analyses with the study's speakers: ids, what one article tells of a speaker for those
    that do not tell it, and what a person has corrected.

    A statement's ``decided`` says of each field that was told elsewhere in which article.
    """
    return tuple(_analysis(analysis, study) for analysis in analyses)


def _analysis(analysis: Analysis, study: StudySpeakers) -> Analysis:
    article = analysis.article.id
    results: dict[str, Result] = {}
    for name, result in analysis.results.items():
        statements = tuple(_statement(s, article, study) for s in result.statements)
        results[name] = replace(result, statements=statements)
    statements = tuple(s for result in results.values() for s in result.statements)
    for name, result in results.items():
        mentions = tuple(_mention(m, article, study, statements) for m in result.mentions)
        results[name] = replace(result, mentions=mentions)
    return replace(analysis, results=results)


def _mention(
    mention: Mention, article: str, study: StudySpeakers, statements: Sequence[Statement]
) -> Mention:
    if isinstance(mention, ActorTone):
        found = study.of_local.get((article, mention.actor))
        return replace(mention, actor=found.id, name=found.name) if found else mention
    if isinstance(mention, LoadedHit):
        return with_speaker(mention, statements)
    return mention


def _statement(statement: Statement, article: str, study: StudySpeakers) -> Statement:
    found = study.of_local.get((article, statement.speaker_id or ""))
    if found is None:
        return statement
    changes: dict[str, object] = {"speaker_id": found.id}
    decided: dict[str, str] = {}
    naming = _NAMING.get(found.kind)
    if naming is not None and statement.naming is not naming:
        changes["naming"] = naming
        decided["naming"] = f"as '{found.name}' elsewhere in the study"
    if statement.role is None and (elsewhere := found.role_elsewhere):
        changes["role"], where = elsewhere
        decided["role"] = f"told in {where}"
    told = told_countries(statement)
    known = found.countries_elsewhere
    if told not in known:
        known[told] = _countries_elsewhere(found, told)
    elsewhere_told = known[told] or found.beside
    set_in = None if statement.countries else found.set_in_elsewhere
    whose = elsewhere_told or set_in
    if whose is not None:
        changes["countries"], where = whose
        changes["surmised"] = elsewhere_told is None
        decided["country"] = f"told in {where}"
    for key, (value, where) in found.corrected.items():
        changes[key] = value
        decided[key] = f"said in {where}"
    if "country" in changes:  # a person says so
        changes["countries"] = (changes["country"],) if changes["country"] else ()
        changes["surmised"] = False
    elif whose is not None:
        changes["country"] = whose[0][0] if len(whose[0]) == 1 else None
    if decided:
        changes["decided"] = dict(sorted({**statement.decided, **decided}.items()))
    return replace(statement, **changes)  # type: ignore[arg-type]


def _role_elsewhere(speaker: Speaker) -> tuple[Role, str] | None:
    """What most articles that tell it tell of a speaker's role, with the first of them."""
    tellers: defaultdict[Role, list[str]] = defaultdict(list)
    for local in speaker.locals:
        if local.role is not None:
            tellers[local.role].append(local.article)
    for value, articles in tellers.items():
        if 2 * len(articles) > sum(map(len, tellers.values())):
            return value, min(articles)
    return None


def _countries_elsewhere(
    speaker: Speaker, told: tuple[str, ...]
) -> tuple[tuple[str, ...], str] | None:
    """The countries that another article tells of a speaker, with that article, where it tells all
    that this one and the rest tell, and more: 'the Britain-based Syrian Observatory' is of two."""
    tellers = speaker.tellers
    if told and speaker.kind != "institution":
        return _outvoted(tellers, told)
    if not tellers:
        return None
    most = min(tellers, key=lambda x: (-len(x.countries), x.article))
    everything = set(told).union(*(local.countries for local in tellers))
    if everything != set(most.countries) or everything == set(told):
        return None
    return most.countries, most.article


_SEVERAL = 2  # articles that tell the same of a person whom one alone has as of another country


def _outvoted(
    tellers: Sequence[Local], told: tuple[str, ...]
) -> tuple[tuple[str, ...], str] | None:
    """The countries that all other articles tell of a person, several of them, where one alone has
    another: it was read from a name that is a place's, too."""
    same = [local for local in tellers if local.countries == told]
    others = [local for local in tellers if local.countries != told]
    whose = {local.countries for local in others}
    if len(same) > 1 or len(others) < _SEVERAL or len(whose) != 1:
        return None
    return whose.pop(), min(local.article for local in others)


def _set_in_elsewhere(speaker: Speaker) -> tuple[tuple[str, ...], str] | None:
    """The one country in which the articles are set that took a speaker to be of there."""
    places = {local.set_in: local.article for local in reversed(speaker.locals) if local.set_in}
    if len(places) != 1:
        return None
    country, article = next(iter(places.items()))
    return ((country,), article) if country else None
