"""Every figure of the HTML edition leads to its evidence, and the evidence leads back; in the PDF
a figure leads to a row that the findings cite, where one of its rows is."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from framing.codebooks import load_codebook
from framing.evidence import compare
from framing.models import Naming, Role, Voice
from framing.outlets import load_outlets
from framing.report.context import build_view
from framing.report.document import finished
from framing.report.templates import render_html
from tests.builders import Line, make_analysis

PROFILES = load_outlets()

# Numbers in tables that count no rows of the evidence, by the header of their column.
NOT_EVIDENCE = {
    "Headline": "the article's own words",
    "Sentence": "the article's own words",
    "Date": "a date",
    "First date": "a date",
    "Last date": "a date",
    "Words": "the length of an article is no coding; articles.csv has it",
    "References": "names of articles",
    "Interval": "made by resampling, from the figure beside it",
    "Resampled": "how many clusters were resampled",
    "Speaker": "a name",
    "For example": "a speaker's words",
    "Speakers": "names",
    "Found with": "words of the articles",
    "Definition": "the codebook's words",
    "Indicators": "the codebook's words",
    "Statement": "the name of a row of the evidence itself",
    "Content": "a row of the evidence itself",
    "Read as": "a row of the evidence itself",
    "Fact": "the codebook's words",
    "Named": "the codebook's words",
    "Told by": "the signs of its line, counted",
    "All": "the counts of its line, added up",
    "Others": "all other outlets together: the figures of their own lines, added up",
    "A gap so large, in deals": "how often chance deals it, no coding",
    "Date, and how we know it": "a date",
    "Each outlet": "a name",
    "Label": "the codebook's words",
}


class Cells(HTMLParser):
    """The cells of a document's tables: header of the column, text outside links, and inside."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[tuple[str, str, str]] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self._headers: list[str] = []
        self._column = 0
        self._lower = 0  # rows still to come that a head of several rows stands beside
        self._cell: list[str] | None = None
        self._where = ""
        self._depth = {"a": 0, "svg": 0, "interval": 0, "span": 0}

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "thead":
            self._headers = []
        self._where = tag if tag in ("thead", "tbody") else self._where
        if tag == "tr":
            self._column = int(self._lower > 0)
            self._lower = max(self._lower - 1, 0)
        if tag == "th" and "rowspan" in given:
            self._lower = int(given["rowspan"]) - 1
        if tag in ("td", "th"):
            self._cell = ["", ""]
        if tag == "a":
            self.links.append(given.get("href", ""))
        if tag == "span":
            self._depth["span"] += 1
            if given.get("class") in ("voice", "tag") and not self._depth["interval"]:
                self._depth["interval"] = self._depth["span"]  # an interval or the row's own name
        if tag in ("a", "svg"):
            self._depth[tag] += 1

    def handle_endtag(self, tag):
        if tag == "span":
            if self._depth["interval"] == self._depth["span"]:
                self._depth["interval"] = 0
            self._depth["span"] -= 1
        if tag in ("a", "svg"):
            self._depth[tag] -= 1
        if tag in ("td", "th") and self._cell is not None:
            if self._where == "thead":
                self._headers.append(self._cell[0].strip())
            else:
                header = self._headers[self._column] if self._column < len(self._headers) else ""
                self.cells.append((header, self._cell[0].strip(), self._cell[1].strip()))
            self._column += 1
            self._cell = None

    def handle_data(self, data):
        if self._cell is None or self._depth["svg"] or self._depth["interval"]:
            return
        self._cell[bool(self._depth["a"])] += data


def read(html: str) -> Cells:
    cells = Cells()
    cells.feed(html)
    return cells


def html_of(*analyses, edition="html", **options) -> str:
    comparison = compare(
        analyses, codebook=load_codebook("history-security"), profiles=PROFILES, **options
    )
    return render_html(build_view(comparison, profiles=PROFILES, analysers=(), edition=edition))


@pytest.fixture(scope="module")
def seed_html(seed_comparison) -> str:
    return render_html(build_view(seed_comparison, profiles=PROFILES, analysers=(), edition="html"))


def many(n: int) -> list:
    """One outlet with many sentences, and another."""
    line = Line(
        frames=("history",),
        polarity=-0.5,
        role=Role.CITIZEN,
        naming=Naming.UNNAMED,
        country="KR",
        label=("past", "colonial_rule"),
    )
    return [
        *(make_analysis(f"a{i}", "quay-news", [Line(), *[line] * 60]) for i in range(n)),
        make_analysis("b", "global-times", [line, Line(voice=Voice.DIRECT)]),
    ]


def untraced(html: str) -> list[tuple[str, str]]:
    """Cells with a number other than 0 that is no link, and no known exception."""
    found = []
    for header, plain, _ in read(html).cells:
        figures = re.sub(r"\(.*?\)", "", plain)  # an interval in brackets
        figures = re.sub(r"\b0 of [\d,]+", "", figures)  # no row, so nowhere to lead to
        numbers = [n for n in re.findall(r"\d[\d.,]*", figures) if float(n.strip(".,") or 0)]
        if numbers and header not in NOT_EVIDENCE:
            found.append((header, plain))
    return found


def test_every_number_in_a_table_is_a_link_or_a_known_exception(seed_html):
    assert untraced(seed_html) == []


def test_so_it_is_of_many_articles_and_every_sentence_stands_there():
    html = html_of(*many(8))
    assert untraced(html) == []
    assert html.count('<p class="sent"') == 8 * 61 + 2
    assert "in the CSV files alone" not in html


def test_so_it_is_for_own_copy_alone():
    shared = Line(frames=("security",), role=Role.EXPERT, shared_with=("b",))
    html = html_of(
        make_analysis("a", "quay-news", [shared, Line(frames=("history",))]),
        make_analysis("b", "global-times", [Line(), Line(frames=("history",))]),
        own_copy_only=True,
    )
    assert untraced(html) == []
    assert 'href="#ev-quay-news-frame-security"' not in html


def test_counts_over_the_bars_are_links(seed_html):
    segments = re.findall(r'<a class="segment"([^>]*)>', seed_html)
    assert len(segments) > 30
    assert all("href=" in attributes for attributes in segments)


@pytest.mark.parametrize("edition", ["pdf", "html"])
def test_every_link_leads_to_one_place(seed_comparison, edition):
    html = render_html(
        build_view(seed_comparison, profiles=PROFILES, analysers=(), edition=edition)
    )
    cells = read(html)
    assert len(cells.ids) == len(set(cells.ids))
    places = set(cells.ids)
    inside = [link[1:] for link in cells.links if link.startswith("#")]
    assert len(inside) > (500 if edition == "html" else 10)
    assert set(inside) <= places


def test_an_index_line_holds_the_rows_of_its_figure(seed_comparison):
    view = build_view(seed_comparison, profiles=PROFILES, analysers=(), edition="html")
    lines = 0
    for outlet in view.outlets:
        for group in outlet.index_groups:
            assert group.back
            for line in group.lines:
                figure = outlet.figures[line.key]
                assert outlet.targets[line.key] == line.anchor
                linked = [anchor for part in line.parts for _, anchor in part.links]
                assert set(linked) <= set(figure.row_ids)
                assert linked[0] == figure.row_ids[0]
                assert not any(part.rest for part in line.parts)
                lines += 1
    assert lines > 150


def test_every_figure_with_rows_leads_somewhere(seed_comparison):
    view = build_view(seed_comparison, profiles=PROFILES, analysers=(), edition="html")
    for outlet in view.outlets:
        for key, figure in outlet.figures.items():
            assert bool(figure.rows) <= bool(outlet.targets.get(key)) or key.startswith("first."), (
                key
            )


def test_in_the_pdf_a_figure_leads_to_a_row_that_it_counts(seed_comparison):
    view = build_view(seed_comparison, profiles=PROFILES, analysers=(), edition="pdf")
    cited = {row.id for each in view.cited for row, _ in each.rows}
    for outlet in view.outlets:
        for key, target in outlet.targets.items():
            assert target in cited
            assert target in outlet.figures[key].row_ids


def test_the_evidence_leads_back(seed_html):
    evidence = seed_html[seed_html.index('id="evidence-full"') :]
    for line in re.findall(r'<p class="index".*?</p>', evidence, re.DOTALL):
        assert re.search(r'<b><a class="ev" href="#[a-z-]+">', line), line
    sentence = re.search(r'<p class="sent" id="GT-1.s3"[^>]*>.*?</p>', evidence, re.DOTALL).group()
    assert 'href="#ev-global-times-frame-security"' in sentence
    assert 'href="#ev-global-times-role-government"' in evidence


def test_a_link_to_a_part_that_was_left_out_is_plain_text():
    html = '<p id="here"><a class="ev" href="#here">1</a> <a class="ev" href="#gone">2</a></p>'
    assert finished(html) == '<p id="here"><a class="ev" href="#here">1</a> 2</p>'
