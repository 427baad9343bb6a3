"""The index of the evidence: for each figure of an outlet, a line with the rows that it counts.

A figure leads to its line, and the line leads back to the chart or table that shows the figure. A
figure that counts one row may need no line: it leads to the row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from framing.evidence import Figure, Measure
from framing.report.messages import looked_up
from framing.wording import capital, number

_LEAST_RUN = 3


@dataclass(frozen=True, slots=True)
class IndexPart:
    """A stretch of an index line: ``links`` are (text, anchor) pairs, ``rest`` counts the rows that
    stand in the CSV files alone."""

    name: str
    anchor: str
    links: Sequence[tuple[str, str]]
    rest: int


@dataclass(frozen=True, slots=True)
class IndexLine:
    """The rows of one figure: its ``name`` and ``count`` in words, and the line's ``parts``."""

    key: str
    name: str
    count: str
    anchor: str
    parts: Sequence[IndexPart]


@dataclass(frozen=True, slots=True)
class IndexGroup:
    """The lines of one measure; ``back`` is the anchor of what shows its figures."""

    name: str
    anchor: str
    back: str
    lines: Sequence[IndexLine]


@dataclass(frozen=True, slots=True)
class Index:
    """An outlet's index. ``targets``: by a figure's key, the anchor that the figure leads to."""

    groups: Sequence[IndexGroup]
    targets: Mapping[str, str]


def make_index(
    slug: str,
    figures: Mapping[str, Figure],
    shown: Set[str],
    most_links: int,
) -> Index:
    """The index of an outlet's figures.

    Args:
        slug: the outlet's.
        figures: by key.
        shown: ids of the rows that the evidence shows.
        most_links: rows that a line names before it says how many more there are.
    """
    maker = _Maker(slug, shown, most_links)
    by_measure: dict[int, tuple[Measure, list[Figure]]] = {}
    for figure in figures.values():
        by_measure.setdefault(id(figure.measure), (figure.measure, []))[1].append(figure)
    groups = [
        group
        for measure, found in by_measure.values()
        if measure.title and (group := maker.group(measure, found)).lines
    ]
    for figure in figures.values():
        if figure.key not in maker.targets and figure.measure.lines:
            maker.lead(figure.key, figure.measure.lines(figure.category))
    return Index(groups, maker.targets)


@dataclass
class _Maker:
    slug: str
    shown: Set[str]
    most_links: int

    def __post_init__(self) -> None:
        self.targets: dict[str, str] = {}

    def group(self, measure: Measure, figures: Sequence[Figure]) -> IndexGroup:
        anchor = f"ev-{self.slug}-{measure.key.replace('.', '-')}"
        lines = list(self._lines(measure, figures, anchor))
        if lines:
            self.targets.setdefault(measure.key, anchor)
        return IndexGroup(looked_up(measure.title), anchor, measure.shown, lines)

    def lead(self, key: str, line: str) -> None:
        """A figure leads to the line of another one, or to the nearest above it that there is."""
        while line and line not in self.targets:
            line = line.rpartition(".")[0]
        if line:
            self.targets[key] = self.targets[line]

    def _lines(
        self, measure: Measure, figures: Sequence[Figure], anchor: str
    ) -> Iterator[IndexLine]:
        counted = [figure for figure in figures if figure.rows]
        if not measure.categories:
            counted.sort(key=lambda figure: (-figure.count, figure.name))
        for place, figure in enumerate(counted, start=1):
            rows = figure.row_ids
            if not measure.always and len(rows) == 1 and rows[0] in self.shown:
                self.targets[figure.key] = rows[0]
                continue
            if not figure.category:
                own = anchor
            elif measure.categories:
                own = f"{anchor}-{figure.category.replace('.', '-')}"
            else:
                own = f"{anchor}-{place}"  # a category may be anybody's name
            self.targets[figure.key] = own
            name = capital(figure.name) if measure.key == "speaker" else figure.name
            counts = figure.n if measure.unit == "mean" else figure.count
            yield IndexLine(
                figure.key,
                name if figure.category else "",
                number(counts),
                own,
                tuple(self._parts(figure, rows, own)),
            )

    def _parts(self, figure: Figure, rows: Sequence[str], anchor: str) -> Iterator[IndexPart]:
        measure = figure.measure
        if measure.part is None:
            yield self._part("", "", rows)
            return
        for place, name in enumerate(measure.parts):
            held = [row.id for row in figure.rows if measure.part(row) == place]
            if held:
                self.targets[f"{figure.key}.{place + 1}"] = f"{anchor}-{place + 1}"
                yield self._part(looked_up(name), f"{anchor}-{place + 1}", held)

    def _part(self, name: str, anchor: str, rows: Sequence[str]) -> IndexPart:
        here = [row for row in rows if row in self.shown][: self.most_links]
        return IndexPart(name, anchor, row_links(here), len(rows) - len(here))


def row_links(rows: Sequence[str]) -> list[tuple[str, str]]:
    """Links to rows as (text, anchor): 'GT-1.s2', then 's5' of the same article; three or more
    that follow each other are one link to the first ('s7–s9')."""
    links: list[tuple[str, str]] = []
    previous = ""
    at = 0
    while at < len(rows):
        article, _, name = rows[at].rpartition(".")
        kind = name.rstrip("0123456789")
        first = int(name[len(kind) :])
        run = 1
        while at + run < len(rows) and rows[at + run] == f"{article}.{kind}{first + run}":
            run += 1
        text = name if article == previous else rows[at]
        if run >= _LEAST_RUN:
            links.append((f"{text}–{kind}{first + run - 1}", rows[at]))
            at += run
        else:
            links.append((text, rows[at]))
            at += 1
        previous = article
    return links
