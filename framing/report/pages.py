"""What the report's pages are drawn from: speakers, gaps, names, facts, cards, the flow.

Everything here is arranged from rows and figures; nothing is counted, and no sentence about a
result is written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from framing.analysers.facts import FactFinding
from framing.codebooks import LabelSet
from framing.evidence import Comparison, Gap, OutletFigures, SpeakerFigure
from framing.evidence.comparison import alone
from framing.evidence.deals import LEAST_GAP, LIKELY, in_deals
from framing.evidence.rows import (
    Rows,
    SentenceRow,
    StatementRow,
    agency_names,
    is_agency_copy,
    medium,
)
from framing.findings import Findings
from framing.findings.gaps import country_name
from framing.findings.named_alone import names_alone
from framing.findings.words import judging, of
from framing.models import NamingChoice, Voice
from framing.report.messages import amounts, gettext, looked_up
from framing.report.messages import country as in_language
from framing.report.reading import NAMED, sign_of
from framing.wording import capital

_SEVERAL = "several"  # countries of one speaker: 'China and Russia'
_CITED = 7  # sentences of all findings together, where they are few
_OUTLETS = 12  # of which a finding's sentences are shown, one each at least
Link = tuple[str, str, int]  # from, to, how many statements


@dataclass(frozen=True, slots=True)
class SpeakerLine:
    """A speaker across the outlets: by outlet's slug, the signs of the statements and the key of
    the figure that counts them. ``surmised``: their country is told by no word of theirs, but by
    where article or outlet is."""

    name: str
    role: str
    signs: Mapping[str, Sequence[str]]
    keys: Mapping[str, str]
    total: int
    surmised: bool = False


@dataclass(frozen=True, slots=True)
class CountryGroup:
    """The speakers of a country, those with the most statements first; ``rest`` are not shown,
    which may be all of them."""

    name: str
    lines: Sequence[SpeakerLine]
    rest: int


@dataclass(frozen=True, slots=True)
class GapLine:
    """An outlet against the others in a figure; ``others`` is their count ('39 of 41'); ``chance``
    in words; ``apart``: beyond chance."""

    outlet: str
    slug: str
    key: str
    gap: Gap
    others: str
    chance: str
    apart: bool


@dataclass(frozen=True, slots=True)
class GapChart:
    """A figure in all outlets, each against the others."""

    name: str
    key: str
    colour: str
    lines: Sequence[GapLine]

    @property
    def tested(self) -> bool:
        """Whether any of its gaps could be tested."""
        return any(line.gap.tested for line in self.lines)

    @property
    def ranged(self) -> bool:
        """Whether it is doubtful in any outlet whether a row counts."""
        return any(line.gap.figure.least != line.gap.figure.most for line in self.lines)


@dataclass(frozen=True, slots=True)
class NameCell:
    """How an outlet names a thing: each wording with its voice, judging words apart."""

    wordings: Sequence[tuple[str, str, str]]  # judging words, the words, whose


@dataclass(frozen=True, slots=True)
class NameLine:
    """A referent and how each outlet names it, by slug."""

    name: str
    cells: Mapping[str, NameCell]


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact: by slug, whether the writer tells it and whether a speaker does; ``near`` are the
    outlets that may tell it in other words."""

    name: str
    key: str
    told: Mapping[str, tuple[bool, bool]]
    near: frozenset[str]


@dataclass(frozen=True, slots=True)
class CardView:
    """An outlet by itself: what it alone has and names, what was not found, who speaks, words that
    score."""

    slug: str
    summary: str
    only_here: Sequence[str]
    more_only_here: int
    named_only: Sequence[str]
    not_found: Sequence[str]
    speakers: Sequence[tuple[str, Sequence[str]]]
    more_speakers: int
    negative: Sequence[str]
    positive: Sequence[str]


@dataclass(frozen=True, slots=True)
class CitedView:
    """The sentences that a finding cites, each with whether it is cited here first; ``more`` rows
    stand in ``file``."""

    number: int
    title: str
    rows: Sequence[tuple[SentenceRow, bool]]
    more: int
    file: str


def speakers(outlets: Sequence[OutletFigures], most: int) -> list[CountryGroup]:
    """Who speaks, by country: speakers with a name or an office once over all outlets, the others
    of each outlet by what they are called. Those who do not tell a country come last."""
    by: defaultdict[tuple[str, str], dict[str, list[SpeakerFigure]]] = defaultdict(
        lambda: defaultdict(list)
    )
    countries: dict[tuple[str, str], str] = {}
    for outlet in outlets:
        for speaker in outlet.speakers:
            key = ("known", speaker.key) if speaker.is_known else ("", speaker.speaker.casefold())
            by[key][outlet.slug].append(speaker)
            if speaker.country:
                countries.setdefault(key, speaker.country)
            elif len(speaker.best.statement.countries) > 1:
                countries.setdefault(key, _SEVERAL)
    groups: defaultdict[str, list[SpeakerLine]] = defaultdict(list)
    for key, held in by.items():
        every = [speaker for found in held.values() for speaker in found]
        best = max(every, key=lambda s: (len(s.speaker), s.speaker))
        role = next((s.role for s in every if s.role), None)
        groups[countries.get(key, "")].append(
            SpeakerLine(
                name=capital(best.speaker),
                role=looked_up(role.replace("_", " ") if role else "not told"),
                signs={
                    slug: [sign for s in found for sign in _signs(s)]
                    for slug, found in held.items()
                },
                keys={slug: found[0].figure.key for slug, found in held.items()},
                total=sum(s.statements for s in every),
                surmised=key in countries and all(s.best.statement.surmised for s in every),
            )
        )
    weights = {c: sum(line.total for line in found) for c, found in groups.items()}
    order = sorted(groups, key=lambda c: (not c, c == _SEVERAL, -weights[c], c))
    every_line = [line for found in groups.values() for line in found]
    met = {id(line): place for place, line in enumerate(every_line)}
    # Of those with few statements: who speaks in several outlets, who has a name, who comes first.
    chosen = sorted(
        every_line,
        key=lambda line: (-line.total, -len(line.signs), not _is_named(line), met[id(line)]),
    )[:most]
    shown = []
    for country in order:
        ranked = sorted(groups[country], key=lambda line: (-line.total, line.name.casefold()))
        kept = [line for line in ranked if line in chosen]
        name = country_named(country) if country else gettext("Country not told")
        if country == _SEVERAL:
            name = gettext("Several countries")
        shown.append(CountryGroup(name, kept, len(ranked) - len(kept)))
    return shown


def _is_named(line: SpeakerLine) -> bool:
    return any(sign == NAMED for signs in line.signs.values() for sign in signs)


def _signs(speaker: SpeakerFigure) -> list[str]:
    return [sign_of(row)[0] for row in speaker.figure.rows if isinstance(row, StatementRow)]


def gap_chart(comparison: Comparison, key: str, name: str, colour: str) -> GapChart | None:
    """A figure in all outlets, each against the others; None where it is not compared."""
    held = [gap for gap in comparison.gaps if gap.key == key]
    if not held:
        return None
    return GapChart(
        name,
        key,
        colour,
        [
            GapLine(
                comparison.outlet(gap.outlet).name,
                gap.outlet,
                key,
                gap,
                amounts(of(gap.others_count, gap.others_n)),
                _chance(gap),
                gap.told,
            )
            for gap in held
        ],
    )


def _chance(gap: Gap) -> str:
    if gap.within and gap.within.value is None:
        return gettext("no others then: not tested")
    if not gap.tested:
        return gettext("one paragraph: not tested")
    if gap.p > LIKELY:
        return gettext("within chance")
    if not gap.holds:
        return gettext("not robust")
    if gap.told:
        return amounts(in_deals(gap.p).replace(" deals", ""))
    if gap.value * gap.tried <= 0:
        return gettext("other within waves")
    if round(min(abs(gap.value), abs(gap.tried)), 3) < LEAST_GAP:
        return gettext("under ten points")
    return gettext("too few rows") if gap.by_itself else gettext("of another outlet’s making")


def country_named(code: str) -> str:
    """A country's name in the page's language."""
    return in_language(code, country_name(code))


def names(comparison: Comparison) -> list[NameLine]:
    """How each outlet names the codebook's referents, judging words before the words. Where all
    have one name, and it takes no side or each of them has it, there is no choice to show; nor
    where the codebook is of another story: a rocket's 'regime' is no government."""
    if not comparison.fits:
        return []
    found: defaultdict[str, defaultdict[str, dict[tuple[str, str, str], None]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    labels: defaultdict[str, set[str]] = defaultdict(set)
    for row in comparison.counted.mentions:
        choice = row.mention
        if isinstance(choice, NamingChoice):
            labels[choice.label_set].add(choice.label)
            spoken = "" if choice.voice is Voice.NARRATOR else "quoted"
            found[choice.label_set][row.outlet][judging(row, choice), row.words, spoken] = None
    return [
        NameLine(
            label_set.name,
            {slug: NameCell(list(held)) for slug, held in found[label_set.id].items()},
        )
        for label_set in comparison.codebook.label_sets
        if len(labels[label_set.id]) > 1
        or (len(found[label_set.id]) < len(comparison.outlets) and _takes_side(label_set, labels))
    ]


def _takes_side(label_set: LabelSet, found: Mapping[str, Container[str]]) -> bool:
    """Whether a name of a label set that was found takes a side."""
    return any(label.takes_side and label.id in found[label_set.id] for label in label_set.labels)


def facts(comparison: Comparison) -> list[FactLine]:
    """The facts that any outlet tells, those that most tell first."""
    found: defaultdict[str, dict[str, tuple[bool, bool]]] = defaultdict(dict)
    for row in comparison.counted.mentions:
        if isinstance(row.mention, FactFinding):
            writer, speaker = found[row.mention.fact].get(row.outlet, (False, False))
            narrated = row.mention.voice is Voice.NARRATOR
            found[row.mention.fact][row.outlet] = (writer or narrated, speaker or not narrated)
    near = comparison.rows.near_misses
    told = [
        FactLine(card.name, card.id, found[card.id], near.get(card.id, frozenset()))
        for card in comparison.codebook.facts
        if card.id in found
    ]
    order = {card.id: i for i, card in enumerate(comparison.codebook.facts)}
    return sorted(told, key=lambda line: (-len(line.told), order[line.key]))


def cards(
    comparison: Comparison, findings: Findings, facts_told: Sequence[FactLine], most: int
) -> list[CardView]:
    """Each outlet by itself."""
    named = names_alone(comparison)
    others_wave = {row.outlet for row in comparison.rows.articles if row.id not in comparison.apart}
    found = []
    for outlet in comparison.outlets:
        compared = [s for s in others_wave if s != outlet.slug]
        only = [
            f.name for f in facts_told if set(f.told) & others_wave == {outlet.slug} and not f.near
        ]
        lone = {row.id for row in alone(outlet, comparison.rows).rows}
        people = [s.speaker for s in outlet.speakers if s.figure.rows[0].id in lone]
        if not comparison.one_event:
            only, people = [], []
        missing = [
            f.name
            for f in facts_told
            if outlet.slug not in f.told
            and outlet.slug not in f.near
            and len(set(f.told) & set(compared)) * 2 > len(compared)
        ]
        if outlet.slug not in others_wave:
            missing = []
        words = outlet.family("word")
        found.append(
            CardView(
                slug=outlet.slug,
                summary=capital(
                    "; ".join([f.clause for f in findings.key if f.outlet == outlet.slug][:2])
                ),
                only_here=[capital(x) for x in (*only, *people)][:most],
                more_only_here=max(0, len(only) + len(people) - most),
                named_only=[
                    name
                    for name in named.get(outlet.slug, ())
                    if not any(name in x or x in name for x in (*only, *people))
                ][:most],
                not_found=[capital(x) for x in missing][:most],
                speakers=[(capital(s.speaker), _signs(s)) for s in outlet.speakers[:most]],
                more_speakers=max(0, len(outlet.speakers) - most),
                negative=[f.name for f in words if f.category.startswith("negative.")],
                positive=[f.name for f in words if f.category.startswith("positive.")],
            )
        )
    return found


def cited(rows: Rows, findings: Findings, most: int) -> list[CitedView]:
    """The sentences that the findings rest on: of each the telling ones, at most so many, or more
    where the findings are few; of headlines and of what parts several outlets, three times as many;
    one of every outlet."""
    most = max(most, _CITED // max(1, len(findings.key)))
    sentences = {row.id: row for row in rows.sentences}
    places = {row.id: row.place for row in rows.statements}
    found = []
    met: set[str] = set()
    for number, finding in enumerate(findings.key, start=1):
        each = finding.topic == "headlines" or not finding.outlet
        named = ((name, sentences.get(name) or places.get(name)) for name in finding.rows)
        there = [(name, row) for name, row in named if row is not None]
        first: dict[str, str] = {}
        for name, row in there:
            first.setdefault(row.outlet, name)
        wanted = [*list(first.values())[:_OUTLETS], *(name for name, _ in there)]
        room = max(3 * most if each else most, min(len(first), _OUTLETS))
        shown = set(list(dict.fromkeys(wanted))[:room])
        held = {row.id: row for name, row in there if name in shown}
        statements = any(name in places for name, _ in there)
        found.append(
            CitedView(
                number,
                finding.title,
                [(row, row.id not in met) for row in held.values()],
                max(0, (finding.total or len(there)) - len(shown)),
                "statements.csv" if statements else "sentences.csv",
            )
        )
        met |= held.keys()
    return found


def flow(comparison: Comparison, most: int = 8) -> tuple[list[Link], list[Link]]:
    """How statements reach the reader: from the agency whose copy it is, or the medium that the
    copy names for the statement, to the outlet, and from there to the country of the speaker:
    (from, to, count) each."""
    first: defaultdict[tuple[str, str], int] = defaultdict(int)
    second: defaultdict[tuple[str, str], int] = defaultdict(int)
    totals: defaultdict[str, int] = defaultdict(int)
    for row in comparison.counted.statements:
        if row.counts and row.statement.country:
            totals[row.statement.country] += 1
    shown = set(sorted(totals, key=lambda c: (-totals[c], c))[: most - 1])
    for row in comparison.counted.statements:
        if not row.counts:
            continue
        article = row.article
        agencies = agency_names(article.analysis) if is_agency_copy(article.analysis) else []
        agency = ", ".join(agencies)
        if not agency and (name := medium(row)):
            agency = gettext("through %(medium)s", medium=name)
        agency = agency or gettext("no agency credited")
        outlet = article.analysis.article.outlet_name
        country = row.statement.country
        where = (
            gettext("not told")
            if not country
            else country_named(country)
            if country in shown
            else gettext("others")
        )
        first[agency, outlet] += 1
        second[outlet, where] += 1
    return (
        [(agency, outlet, n) for (agency, outlet), n in first.items()],
        [(outlet, where, n) for (outlet, where), n in second.items()],
    )


def order_of_outlets(comparison: Comparison) -> tuple[str, ...]:
    """Slugs in the order in which pages show them: as asked for, else from those that differ least
    to the one that stands apart; articles of other dates first."""
    slugs = [outlet.slug for outlet in comparison.outlets]
    if comparison.in_asked_order:
        return tuple(slugs)
    poles = {f"frame.{pole}" for pole in comparison.codebook.poles or ()}
    late = {row.outlet for row in comparison.rows.articles if row.id in comparison.apart}

    def apart(slug: str) -> float:
        held = [g for g in comparison.gaps if g.outlet == slug and g.key in poles]
        return max((abs(g.tried) * (1 - g.p) for g in held), default=0.0)

    return tuple(sorted(slugs, key=lambda slug: (slug not in late, apart(slug), slugs.index(slug))))
