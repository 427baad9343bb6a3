"""What is read first of an article, and what comes when in it.

Everything here is arranged from rows; nothing is counted, and no sentence about a result is
written.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from framing.analysers.clauses import Act, Gist
from framing.analysers.facts import FactFinding
from framing.analysers.tone.loaded import LoadedHit
from framing.clean.credits import first_published
from framing.clean.known_outlets import known_outlet
from framing.evidence import Comparison
from framing.evidence.rows import (
    ArticleRow,
    SentenceRow,
    StatementRow,
    agency_names,
    cited_agencies,
    flat,
    is_agency_copy,
    other_agencies,
)
from framing.findings.words import quoted
from framing.models import Naming, Part, Span, Voice
from framing.report.messages import gettext
from framing.wording import joined

_OPENING = re.compile(r"“|(?<![\w.,!?…])\"(?=\S)")
_CLOSING = re.compile(r"”|(?<=\S)\"(?!\w)")
# The columns of the story line on paper, in mm: the page between its margins, what parts columns,
# the bars of frames, a line of a sentence, what is above and below it; and how many characters
# stand in one mm of a line, and are lost at its end, where words break.
_PAPER, _GUTTER, _BARS, _LINE, _PADDING = 174.0, 2.4, 7.6, 3.28, 1.3
_CHARACTERS, _RAGGED = 0.84, 4
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
    ``loaded``: an evaluative word, quoted from nobody; ``act``: who acts, and the verb."""

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
    apart: str
    headline: Sequence[Segment]
    standfirst: Sequence[Segment]
    first: Sequence[Segment]
    who: str
    remarks: Sequence[str]

    @property
    def evaluates(self) -> bool:
        """Whether an evaluative word is marked in it."""
        return any(piece.loaded for piece in (*self.headline, *self.standfirst, *self.first))


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
    """An article from the first sentence to the last; the first ``shown`` have room on a page."""

    outlet: str
    ref: str
    date: str
    apart: str
    cells: Sequence[CellView]
    shown: int

    @property
    def evaluates(self) -> bool:
        """Whether an evaluative word is marked in what has room."""
        return any(piece.loaded for cell in self.cells[: self.shown] for piece in cell.gist)


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
    loaded = [hit.span for hit in analysis.found(LoadedHit) if hit.sentence == here and hit.judges]
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
        for start, end in pairwise(ordered):
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


def heads(
    comparison: Comparison, rows: Sequence[ArticleRow], dates: Mapping[str, str]
) -> list[HeadView]:
    """What is read first of each article."""
    found = []
    for article in rows:
        sentences = comparison.rows.sentences_of.get(article.id, ())
        parts: defaultdict[Part, list[SentenceRow]] = defaultdict(list)
        for row in sentences:
            parts[row.sentence.part].append(row)
        body = parts[Part.BODY][:1]

        def marked(held: Sequence[SentenceRow]) -> list[Segment]:
            pieces: list[Segment] = []
            for row in held:
                if pieces:
                    pieces.append(Segment(" "))  # no sentence holds the white space behind it
                pieces += segments(row, acts=True)
            return pieces

        found.append(
            HeadView(
                outlet=article.analysis.article.outlet_name,
                ref=article.id,
                date=dates[article.id],
                copy=whose_copy(article),
                apart=_set_apart(comparison, article.id),
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
            if not any(letter.isalpha() for letter in actors):
                continue  # '70 killed': a number is nobody
            verb = quoted(flat(act.span.of(text)))
            passive = f" ({gettext('passive')})" if act.passive else ""
            by = f" ({flat(act.by.of(text))})" if act.by else ""
            return f"{actors}: {verb}{passive}{by}"
    return ""


def _remarks(
    article: ArticleRow,
    parts: Mapping[Part, Sequence[SentenceRow]],
    body: Sequence[SentenceRow],
) -> list[str]:
    first = [*parts[Part.HEADLINE], *parts[Part.STANDFIRST], *body]
    here = {row.sentence.index: row for row in first}
    analysis, text = article.analysis, article.analysis.article.text
    loaded = [hit for hit in analysis.found(LoadedHit) if hit.sentence in here and hit.judges]
    told = []
    refusing = [act for act in analysis.found(Act) if act.sentence in here and act.refuses]
    if refusing:
        part = here[refusing[0].sentence].sentence.part
        verb = quoted(flat(refusing[0].span.of(text)))
        if part is Part.HEADLINE:
            told.append(gettext("A refusal in the headline: %(verb)s.", verb=verb))
        elif part is Part.STANDFIRST:
            told.append(gettext("A refusal in the line below: %(verb)s.", verb=verb))
        else:
            told.append(gettext("A refusal in the first sentence: %(verb)s.", verb=verb))
    if loaded:
        words = {(word := flat(hit.span.of(text))).casefold(): quoted(word) for hit in loaded}
        told.append(gettext("Evaluative: %(words)s.", words=", ".join(words.values())))
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
            once = {flat(hit.span.of(text)).casefold(): hit for hit in alone_}
            words_ = ", ".join(quoted(flat(hit.span.of(text))) for hit in once.values())
            told.append(gettext("Not in the body: %(words)s.", words=words_))
    return told


def lines(
    comparison: Comparison,
    rows: Sequence[ArticleRow],
    dates: Mapping[str, str],
    height: float,
    bars: bool,
) -> list[LineView]:
    """Each article from the first sentence to the last.

    Args:
        comparison: whose rows are told.
        rows: the articles, side by side.
        dates: as they are written, by short reference.
        height: room for the sentences on a page, in mm.
        bars: whether the frames of a sentence are drawn before it.
    """
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
                    gist=_gist(row, gist),
                    frames=row.frames,
                    signs=_signs(said.get(row.id, ()), gist),
                    facts=list(told.get(row.sentence.index, ())),
                )
            )
        found.append(
            LineView(
                outlet=article.analysis.article.outlet_name,
                ref=article.id,
                date=dates[article.id],
                apart=_set_apart(comparison, article.id),
                cells=cells,
                shown=_shown(cells, len(rows), height, bars),
            )
        )
    return found


def _signs(said: Sequence[StatementRow], gist: Gist | None) -> list[tuple[str, str]]:
    """Who speaks in a sentence, by a sign: of a gist that is cut, who speaks in what is left."""
    shown = [
        sign_of(row)
        for row in said
        if gist is None or not gist.cut or any(c.overlaps(gist.span) for c in row.statement.content)
    ]
    return list(dict.fromkeys(shown))[:2]


def _set_apart(comparison: Comparison, article: str) -> str:
    """Why an article takes no part in what is compared; '' where nothing is."""
    return comparison.apart.get(article, "") if comparison.one_event else ""


def _shown(cells: Sequence[CellView], columns: int, height: float, bars: bool) -> int:
    """How many sentences have room in a column, by the lines that their words will fill."""
    width = (_PAPER - _GUTTER * (columns - 1)) / columns - (_BARS if bars else 0)
    in_line = max(width * _CHARACTERS - _RAGGED, 8)
    used = 0.0
    for place, cell in enumerate(cells):
        length = sum(len(piece.text) for piece in cell.gist) + 5 * len(cell.signs)
        used += math.ceil(length / in_line) * _LINE + _PADDING
        if used > height:
            return place
    return len(cells)


def _gist(row: SentenceRow, gist: Gist | None) -> list[Segment]:
    """A sentence in short: its main clause, or the sentence where it has none."""
    if gist is None:
        return [Segment(_cut(row.text))]
    before, after = _marks(gist.span.of(row.analysis.article.text), gist.voice is Voice.DIRECT)
    return [
        *([Segment(before)] if before else []),
        *segments(row, within=(gist.span,)),
        *([Segment(" …" + after)] if gist.cut else [Segment(after)] if after else []),
    ]


def _marks(words: str, spoken: bool) -> tuple[str, str]:
    """The quotation marks that a stretch of a sentence needs before and behind it: those that its
    cutting took away, so that what is someone's words is not read as the writer's."""
    opened = len(_OPENING.findall(words))
    closed = len(_CLOSING.findall(words))
    if opened == closed:
        return ("“", "”") if spoken and not opened else ("", "")
    return ("", "”") if opened > closed else ("“", "")


def _cut(text: str, most: int = 120) -> str:
    """A sentence without a main clause: whole, or up to a sign that parts it."""
    if len(text) <= most:
        return text
    parts = [match.start() for match in re.finditer(r"[,;:](?= )| [–—-](?= )", text)]
    ends = [at for at in parts if most // 2 <= at]
    return f"{text[: ends[0]]} …" if ends else text


def whose_copy(row: ArticleRow) -> str:
    """Whose copy an article is, in a few words."""
    agencies = ", ".join(agency_names(row.analysis))
    known = known_outlet(row.analysis.article.outlet_name)
    if known and known.agency and not other_agencies(row.analysis):
        return gettext("an agency’s own copy")
    if not agencies:
        if first := first_published(row.analysis.article.notes):
            return gettext("first published in %(outlet)s", outlet=first)
        if cited := cited_agencies(row.analysis):
            return gettext("no credit; cites %(agencies)s", agencies=joined(cited))
        return gettext("no agency credited")
    if is_agency_copy(row.analysis):
        return gettext("%(agencies)s copy", agencies=agencies)
    if other_agencies(row.analysis):
        return gettext("own, with %(agencies)s", agencies=agencies)
    return gettext("own")


def sign_of(row: StatementRow) -> tuple[str, str]:
    """The sign of a statement's speaker, and the country; with '?' where no word tells it of them,
    empty where it is not told at all."""
    said = row.statement
    country = f"{said.country}{'?' * said.surmised}" if said.country else ""
    return (_SIGNS.get(said.naming, "unknown") if said.naming else "unknown", country)
