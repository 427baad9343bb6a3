"""What the report's pages are drawn from: headlines, the story line, speakers, gaps, names, cards.

Everything here is arranged from rows and figures; nothing is counted, and no sentence about a
result is written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from framing.analysers.clauses import Act, Gist
from framing.analysers.facts import FactFinding
from framing.analysers.tone.loaded import LoadedHit
from framing.evidence import Comparison, Figure, Gap, OutletFigures, SpeakerFigure
from framing.evidence.comparison import alone
from framing.evidence.count import together
from framing.evidence.deals import LIKELY, SURE, in_deals
from framing.evidence.rows import (
    ArticleRow,
    Rows,
    SentenceRow,
    StatementRow,
    agency_names,
    flat,
    is_agency_copy,
    other_agencies,
)
from framing.findings import Findings
from framing.findings.gaps import country_name, what
from framing.findings.words import quoted
from framing.models import Naming, NamingChoice, Part, Span, Voice
from framing.wording import capital

# The signs of speakers: a person with a name, one without, and a body or a paper.
NAMED, UNNAMED, BODY = "named", "unnamed", "body"
_SIGNS = {
    Naming.NAMED: NAMED,
    Naming.UNNAMED: UNNAMED,
    Naming.INSTITUTION: BODY,
    Naming.DOCUMENT: BODY,
}


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a sentence: ``frame`` is the id of the frame it was a hit for, or None;
    ``loaded``: an evaluative word of the writer's; ``act``: who acts, and the verb."""

    text: str
    frame: str | None = None
    loaded: bool = False
    act: bool = False


@dataclass(frozen=True, slots=True)
class HeadView:
    """What is read first of an article: the sentences of headline, standfirst and lead, each as
    segments; ``who`` says who acts, ``remarks`` what else can be read off."""

    outlet: str
    ref: str
    date: str
    copy: str
    other_date: bool
    headline: Sequence[Segment]
    standfirst: Sequence[Segment]
    first: Sequence[Segment]
    who: str
    remarks: Sequence[str]


@dataclass(frozen=True, slots=True)
class CellView:
    """A sentence in the story line: its gist, its frames, who speaks, and the facts it tells."""

    row: SentenceRow
    gist: Sequence[Segment]
    frames: Sequence[str]
    signs: Sequence[tuple[str, str]]
    facts: Sequence[str]


@dataclass(frozen=True, slots=True)
class LineView:
    """An article from the first sentence to the last."""

    outlet: str
    ref: str
    date: str
    other_date: bool
    cells: Sequence[CellView]


@dataclass(frozen=True, slots=True)
class SpeakerLine:
    """A speaker across the outlets: by outlet's slug, the signs of the statements and the key of
    the figure that counts them."""

    name: str
    role: str
    signs: Mapping[str, Sequence[str]]
    keys: Mapping[str, str]
    total: int


@dataclass(frozen=True, slots=True)
class CountryGroup:
    """The speakers of a country, those with the most statements first; ``rest`` are not shown."""

    name: str
    lines: Sequence[SpeakerLine]
    rest: int


@dataclass(frozen=True, slots=True)
class GapLine:
    """An outlet against the others in a figure; ``chance`` in words; ``apart``: beyond chance."""

    outlet: str
    slug: str
    key: str
    gap: Gap
    chance: str
    apart: bool


@dataclass(frozen=True, slots=True)
class GapChart:
    """A figure in all outlets, each against the others."""

    name: str
    key: str
    colour: str
    lines: Sequence[GapLine]


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
    """A fact: by slug, whether the writer tells it and whether a speaker does."""

    name: str
    key: str
    told: Mapping[str, tuple[bool, bool]]


@dataclass(frozen=True, slots=True)
class CardView:
    """An outlet by itself: what it alone has, what was not found, who speaks, words that score."""

    slug: str
    summary: str
    only_here: Sequence[str]
    not_found: Sequence[str]
    speakers: Sequence[tuple[str, Sequence[str]]]
    more_speakers: int
    negative: Sequence[str]
    positive: Sequence[str]


@dataclass(frozen=True, slots=True)
class CitedView:
    """The sentences that a finding cites, each with whether it is cited here first."""

    number: int
    title: str
    rows: Sequence[tuple[SentenceRow, bool]]


def segments(row: SentenceRow, acts: bool = False, within: Sequence[Span] = ()) -> list[Segment]:
    """A sentence, or stretches of it, cut where hits, evaluative words and acts begin and end.

    Args:
        row: the sentence.
        acts: mark who acts, too.
        within: the stretches that are wanted; the whole sentence without them.
    """
    text, analysis = row.analysis.article.text, row.analysis
    here = row.sentence.index
    frames = [(hit.span, hit.frame) for hit in row.hits]
    loaded = [
        hit.span
        for hit in analysis.found(LoadedHit)
        if hit.sentence == here and hit.kind == "loaded" and hit.voice is not Voice.DIRECT
    ]
    acting: list[Span] = []
    if acts:
        for act in analysis.found(Act):
            if act.sentence == here:
                acting += [act.span, *act.actors]
    cut: list[Segment] = []
    for stretch in within or [row.sentence.span]:
        edges = {stretch.start, stretch.end}
        for span in (*(span for span, _ in frames), *loaded, *acting):
            edges |= {at for at in span if stretch.start < at < stretch.end}
        ordered = sorted(edges)
        for start, end in zip(ordered, ordered[1:], strict=False):
            piece = Span(start, end)
            words = " ".join(piece.of(text).split("\n"))
            if cut and within and start == stretch.start:
                words = f" {words}"
            cut.append(
                Segment(
                    words,
                    next((frame for span, frame in frames if span.contains(piece)), None),
                    any(span.contains(piece) for span in loaded),
                    any(span.contains(piece) for span in acting),
                )
            )
    return cut


def heads(comparison: Comparison, rows: Sequence[ArticleRow], dates: Mapping[str, str]) -> list:
    """What is read first of each article."""
    found = []
    for article in rows:
        sentences = comparison.rows.sentences_of.get(article.id, ())
        parts: defaultdict[Part, list[SentenceRow]] = defaultdict(list)
        for row in sentences:
            parts[row.sentence.part].append(row)
        body = parts[Part.BODY][:1]

        def marked(held: Sequence[SentenceRow]) -> list[Segment]:
            return [piece for row in held for piece in segments(row, acts=True)]

        found.append(
            HeadView(
                outlet=article.analysis.article.outlet_name,
                ref=article.id,
                date=dates[article.id],
                copy=whose_copy(article),
                other_date=article.id in comparison.other_dates,
                headline=marked(parts[Part.HEADLINE]),
                standfirst=marked(parts[Part.STANDFIRST][:2]),
                first=marked(body),
                who=_who(article, parts[Part.HEADLINE] or body),
                remarks=_remarks(article, parts, body),
            )
        )
    return found


def _who(article: ArticleRow, first: Sequence[SentenceRow]) -> str:
    """'S. Korea, Japan: to boost': the subjects and the verb of what is read first."""
    here = {row.sentence.index for row in first}
    text = article.analysis.article.text
    for act in article.analysis.found(Act):
        if act.sentence in here and act.actors:
            actors = ", ".join(flat(span.of(text)) for span in act.actors)
            return f"{actors}: {quoted(flat(act.span.of(text)))}"
    return ""


def _remarks(
    article: ArticleRow,
    parts: Mapping[Part, Sequence[SentenceRow]],
    body: Sequence[SentenceRow],
) -> list[str]:
    first = [*parts[Part.HEADLINE], *parts[Part.STANDFIRST], *body]
    here = {row.sentence.index: row for row in first}
    analysis, text = article.analysis, article.analysis.article.text
    loaded = [
        hit
        for hit in analysis.found(LoadedHit)
        if hit.sentence in here and hit.kind == "loaded" and hit.voice is not Voice.DIRECT
    ]
    told = []
    refusing = [act for act in analysis.found(Act) if act.sentence in here and act.refuses]
    if refusing:
        part = here[refusing[0].sentence].sentence.part
        place = {Part.HEADLINE: "headline", Part.STANDFIRST: "line below"}.get(part, "first sentence")
        told.append(f"A refusal in the {place}: {quoted(flat(refusing[0].span.of(text)))}.")
    if loaded:
        words = dict.fromkeys(quoted(flat(hit.span.of(text))) for hit in loaded)
        told.append(f"Evaluative: {', '.join(words)}.")
        later = {
            hit.span.of(text).casefold()
            for hit in analysis.found(LoadedHit)
            if hit.sentence not in here
        }
        alone_ = [
            hit
            for hit in loaded
            if here[hit.sentence].sentence.part is Part.HEADLINE
            and hit.span.of(text).casefold() not in later
        ]
        if alone_:
            told.append("The body has no such word.")
    frames = [frame for frame in article.frames if any(frame in row.frames for row in first)]
    if not frames and article.frames:
        told.append("None of the frames.")
    return told


def lines(comparison: Comparison, rows: Sequence[ArticleRow], dates: Mapping[str, str]) -> list:
    """Each article from the first sentence to the last."""
    facts = {card.id: card.name for card in comparison.codebook.facts}
    found = []
    for article in rows:
        gists = {gist.sentence: gist for gist in article.analysis.found(Gist)}
        told: defaultdict[int, dict[str, None]] = defaultdict(dict)
        for finding in article.analysis.found(FactFinding):
            told[finding.sentence][facts.get(finding.fact, finding.fact)] = None
        said: defaultdict[str, list[StatementRow]] = defaultdict(list)
        for statement in comparison.rows.statements_of.get(article.id, ()):
            if statement.counts:
                said[statement.sentence_id].append(statement)
        cells = []
        for row in comparison.rows.sentences_of.get(article.id, ()):
            if not row.in_body:
                continue
            gist = gists.get(row.sentence.index)
            cells.append(
                CellView(
                    row=row,
                    gist=segments(row, within=gist.spans) if gist else [Segment(_cut(row.text))],
                    frames=row.frames,
                    signs=list(dict.fromkeys(_sign(s) for s in said.get(row.id, ())))[:2],
                    facts=list(told.get(row.sentence.index, ())),
                )
            )
        found.append(
            LineView(
                outlet=article.analysis.article.outlet_name,
                ref=article.id,
                date=dates[article.id],
                other_date=article.id in comparison.other_dates,
                cells=cells,
            )
        )
    return found


def _cut(text: str, most: int = 60) -> str:
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


def _sign(row: StatementRow) -> tuple[str, str]:
    naming = row.statement.naming
    return (_SIGNS.get(naming, "unknown") if naming else "unknown", row.statement.country or "")


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
    groups: defaultdict[str, list[SpeakerLine]] = defaultdict(list)
    for key, held in by.items():
        every = [speaker for found in held.values() for speaker in found]
        best = max(every, key=lambda s: (len(s.speaker), s.speaker))
        role = next((s.role for s in every if s.role), None)
        groups[countries.get(key, "")].append(
            SpeakerLine(
                name=capital(best.speaker),
                role=role.replace("_", " ") if role else "not told",
                signs={
                    slug: [
                        _sign(row)[0]
                        for s in found
                        for row in s.figure.rows
                        if isinstance(row, StatementRow)
                    ]
                    for slug, found in held.items()
                },
                keys={slug: found[0].figure.key for slug, found in held.items()},
                total=sum(s.statements for s in every),
            )
        )
    weights = {c: sum(line.total for line in found) for c, found in groups.items()}
    order = sorted(groups, key=lambda c: (not c, -weights[c], c))
    room = most
    shown = []
    for country in order:
        held = sorted(groups[country], key=lambda line: (-line.total, line.name.casefold()))
        fair = max(2, round(most * weights[country] / max(sum(weights.values()), 1)))
        kept = held[: min(fair, room)]
        room -= len(kept)
        if kept:
            name = country_name(country) if country else "Country not told"
            shown.append(CountryGroup(name, kept, len(held) - len(kept)))
    return shown


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
                _chance(gap),
                gap.told,
            )
            for gap in held
        ],
    )


def _chance(gap: Gap) -> str:
    if gap.p > LIKELY:
        return "within chance"
    if not gap.holds:
        return "not robust"
    return in_deals(gap.p).replace(" deals", "") if gap.told else "small"


def gap_matrix(comparison: Comparison, keys: Sequence[tuple[str, str, str]]) -> list[GapChart]:
    """The figures that the page of findings shows: those that are compared."""
    charts = (gap_chart(comparison, key, name, colour) for key, name, colour in keys)
    return [chart for chart in charts if chart]


def names(comparison: Comparison) -> list[NameLine]:
    """How each outlet names the codebook's referents, judging words before the words."""
    found: defaultdict[str, defaultdict[str, dict[tuple[str, str, str], None]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for row in comparison.counted.mentions:
        choice = row.mention
        if isinstance(choice, NamingChoice):
            spoken = "" if choice.voice is Voice.NARRATOR else "quoted"
            words = row.words
            judging = " ".join(m for m in choice.modifiers if m.lower() not in words.lower())
            found[choice.label_set][row.outlet][judging, words, spoken] = None
    return [
        NameLine(
            label_set.name,
            {slug: NameCell(list(held)) for slug, held in found[label_set.id].items()},
        )
        for label_set in comparison.codebook.label_sets
        if found[label_set.id]
    ]


def facts(comparison: Comparison) -> list[FactLine]:
    """The facts that any outlet tells, those that most tell first."""
    found: defaultdict[str, dict[str, tuple[bool, bool]]] = defaultdict(dict)
    for row in comparison.counted.mentions:
        if isinstance(row.mention, FactFinding):
            writer, speaker = found[row.mention.fact].get(row.outlet, (False, False))
            narrated = row.mention.voice is Voice.NARRATOR
            found[row.mention.fact][row.outlet] = (writer or narrated, speaker or not narrated)
    told = [
        FactLine(card.name, card.id, found[card.id])
        for card in comparison.codebook.facts
        if card.id in found
    ]
    order = {card.id: i for i, card in enumerate(comparison.codebook.facts)}
    return sorted(told, key=lambda line: (-len(line.told), order[line.key]))


def cards(
    comparison: Comparison, findings: Findings, facts_told: Sequence[FactLine], most: int
) -> list[CardView]:
    """Each outlet by itself."""
    others_wave = {
        row.outlet for row in comparison.rows.articles if row.id not in comparison.other_dates
    }
    found = []
    for outlet in comparison.outlets:
        compared = [s for s in others_wave if s != outlet.slug]
        only = [f.name for f in facts_told if set(f.told) & others_wave == {outlet.slug}]
        lone = {row.id for row in alone(outlet, comparison.outlets).rows}
        people = [s.speaker for s in outlet.speakers if s.figure.rows[0].id in lone]
        missing = [
            f.name
            for f in facts_told
            if outlet.slug not in f.told and len(set(f.told) & set(compared)) * 2 > len(compared)
        ]
        if outlet.slug not in others_wave:
            missing = []
        words = outlet.family("word")
        found.append(
            CardView(
                slug=outlet.slug,
                summary=capital(
                    "; ".join(f.clause for f in findings.key if f.outlet == outlet.slug)
                ),
                only_here=[capital(x) for x in (*only, *people)][:most],
                not_found=[capital(x) for x in missing][:most],
                speakers=[
                    (capital(s.speaker), [_sign(r)[0] for r in s.figure.rows])
                    for s in outlet.speakers[:most]
                ],
                more_speakers=max(0, len(outlet.speakers) - most),
                negative=[f.name for f in words if f.category.startswith("negative.")],
                positive=[f.name for f in words if f.category.startswith("positive.")],
            )
        )
    return found


def cited(rows: Rows, findings: Findings, most: int) -> list[CitedView]:
    """The sentences that the findings rest on: of each the telling ones, at most so many; of
    headlines, which are short, twice as many."""
    sentences = {row.id: row for row in rows.sentences}
    places = {row.id: row.place for row in rows.statements}
    found = []
    met: set[str] = set()
    for number, finding in enumerate(findings.key, start=1):
        held: dict[str, SentenceRow] = {}
        room = 2 * most if finding.topic == "headlines" else most
        for name in finding.rows[:room]:
            row = sentences.get(name) or places.get(name)
            if row is not None:
                held[row.id] = row
        cited_here = [(row, row.id not in met) for row in held.values()]
        found.append(CitedView(number, finding.title, cited_here))
        met |= held.keys()
    return found


def whose_copy(row: ArticleRow) -> str:
    """Whose copy an article is, in a few words."""
    agencies = ", ".join(agency_names(row.analysis))
    if not agencies:
        return "no agency named"
    if is_agency_copy(row.analysis):
        return f"{agencies} copy"
    return f"own, with {agencies}" if other_agencies(row.analysis) else "own"


def flow(comparison: Comparison, most: int = 8) -> tuple[list, list]:
    """How statements reach the reader: from agency to outlet, and from outlet to the country of
    the speaker: (from, to, count) each."""
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
        agency = ", ".join(agencies) or "no agency named"
        outlet = article.analysis.article.outlet_name
        country = row.statement.country
        where = "not told" if not country else country_name(country) if country in shown else "others"
        first[agency, outlet] += 1
        second[outlet, where] += 1
    return [(*k, n) for k, n in first.items()], [(*k, n) for k, n in second.items()]


def order_of_outlets(comparison: Comparison) -> tuple[str, ...]:
    """Slugs in the order in which pages show them: as asked for, else from those that differ least
    to the one that stands apart; articles of other dates first."""
    slugs = [outlet.slug for outlet in comparison.outlets]
    if comparison.in_asked_order:
        return tuple(slugs)
    poles = {f"frame.{pole}" for pole in comparison.codebook.poles or ()}
    late = {row.outlet for row in comparison.rows.articles if row.id in comparison.other_dates}

    def apart(slug: str) -> float:
        held = [g for g in comparison.gaps if g.outlet == slug and g.key in poles]
        return max((abs(g.value) * (1 - g.p) for g in held), default=0.0)

    return tuple(
        sorted(slugs, key=lambda slug: (slug not in late, apart(slug), slugs.index(slug)))
    )


def certainty(p: float) -> str:
    """In words: 'unlikely to be luck', 'probably not luck', 'within chance'."""
    if p <= SURE:
        return "unlikely to be luck"
    return "probably not luck" if p <= LIKELY else "within chance"


def others_figure(figure: Figure, gap: Gap) -> Figure:
    """The figure of all others together, for drawing."""
    return together(figure.key, "the others", figure, [])


def label_of(comparison: Comparison, key: str) -> str:
    """What a compared share is called at the head of a column."""
    return capital(what(comparison, key) or key)
