"""Three corpora in both themes: the five seeds, two articles, and twelve outlets with names of all
lengths and in many scripts. Each page is read as it was laid out, and the PDF is validated."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass

import page as validator
import pytest
from pypdf import PdfReader

import framing
from evaluation import corpora
from framing.rendering.html import render_html, template_folders
from framing.rendering.pdf import import_weasyprint, theme_fetcher
from framing.rendering.scripts import replace_lacking
from framing.rendering.themes import load_theme
from framing.rendering.view import build_view
from framing.resources import report_templates

QUICK = framing.Options(sources="rules", tone="textblob")
MOST_PAGES = {
    ("seeds", "default"): 28,
    ("seeds", "print"): 21,
    ("two", "default"): 17,
    ("two", "print"): 13,
    ("twelve", "default"): 42,
    ("twelve", "print"): 30,
}
LEADING = {"h1", "h2", "h3", "h4", "thead"}
LEADING_CLASSES = {"kicker", "no", "measure", "legend"}


@dataclass(frozen=True)
class Words:
    """A piece of text as it was laid out: where, and in which elements (innermost first)."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    inside: tuple[tuple[str, str], ...]


@dataclass(frozen=True, repr=False)
class Laid:
    """A report as it was laid out, and its PDF."""

    name: str
    theme: str
    pages: list
    pdf: bytes
    reader: PdfReader


@pytest.fixture(scope="module")
def comparisons(tmp_path_factory, seed_comparison):
    folder = tmp_path_factory.mktemp("corpora")
    made = {"seeds": seed_comparison}
    for name, rows in {"two": corpora.two(), "twelve": corpora.twelve(1, 8)}.items():
        articles = framing.read(corpora.write(rows, folder / f"{name}.jsonl"))
        made[name] = framing.compare(framing.analyse(articles, options=QUICK), options=QUICK)
    return made


@pytest.fixture(scope="module", params=MOST_PAGES, ids="-".join)
def laid(request, comparisons) -> Laid:
    name, theme_name = request.param
    theme = load_theme(theme_name)
    setup = QUICK.setup()
    view = build_view(
        comparisons[name], profiles=setup.profiles, analysers=setup.analysers(), theme=theme
    )
    html = render_html(view)
    with pytest.MonkeyPatch.context() as patch:  # as on a machine with no other typefaces
        patch.setattr("framing.rendering.scripts._drawn_by_system", lambda char: False)
        html, _ = replace_lacking(html, report_templates() / "default" / "fonts")
    weasyprint = import_weasyprint()
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    refused: list[str] = []
    fetcher = theme_fetcher(template_folders((), theme), refused)
    document = weasyprint.HTML(string=html, base_url="theme:", url_fetcher=fetcher).render()
    pdf = document.write_pdf(pdf_variant="pdf/ua-1")
    assert not refused
    return Laid(name, theme_name, document.pages, pdf, PdfReader(io.BytesIO(pdf)))


def words_of(box, inside=()) -> Iterator[Words]:
    """The text of a box and its children, margin boxes (running heads, page numbers) left out."""
    if type(box).__name__ in ("MarginBox", "FootnoteAreaBox"):
        return
    element = getattr(box, "element", None)
    if element is not None:
        inside = ((box.element_tag, element.get("class") or ""), *inside)
    if getattr(box, "text", None) and box.text.strip():
        x, y = box.position_x, box.position_y
        yield Words(box.text, x, x + box.width, y, y + box.height, inside)
    for child in getattr(box, "children", ()):
        yield from words_of(child, inside)


def test_it_conforms_to_pdf_ua(laid, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(laid.pdf)
    result = validator.validate_pdf(str(path), profile="ua1")
    assert result.is_compliant, str(result)


def test_only_bundled_typefaces_are_embedded(laid):
    names = set()
    for sheet in laid.reader.pages:
        for font in (sheet["/Resources"].get("/Font") or {}).values():
            names.add(str(font.get_object()["/BaseFont"]).split("+")[-1])
    assert {re.match("[A-Za-z]+-[A-Za-z]+", name).group() for name in names} == {
        "Source-Sans",
        "Source-Serif",
    }


def test_no_text_leaves_the_page_or_its_margins(laid):
    for number, sheet in enumerate(laid.pages, start=1):
        root = sheet._page_box
        left, right = root.margin_left, sheet.width - root.margin_right
        for words in words_of(root):
            place = f"page {number}: {words.text!r}"
            assert words.left >= left - 1, place
            assert words.right <= right + 1, place
            assert words.bottom <= sheet.height - root.margin_bottom + 1, place


def test_no_heading_stands_alone_at_the_bottom_of_a_page(laid):
    for number, sheet in enumerate(laid.pages[:-1], start=1):
        last = max(words_of(sheet._page_box), key=lambda words: words.bottom)
        tags = {tag for tag, _ in last.inside}
        classes = {name for _, names in last.inside for name in names.split()}
        assert not tags & LEADING, f"page {number}: {last.text!r}"
        assert not classes & LEADING_CLASSES, f"page {number}: {last.text!r}"


def test_no_page_is_under_a_third_full(laid):
    for number, sheet in enumerate(laid.pages[:-1], start=1):
        lowest = max(words.bottom for words in words_of(sheet._page_box))
        assert lowest > sheet.height / 3, f"page {number}"


def test_words_do_not_overlap(laid):
    """No two pieces of text of one page cover each other by more than a sliver."""
    for number, sheet in enumerate(laid.pages, start=1):
        pieces = sorted(words_of(sheet._page_box), key=lambda words: words.top)
        for i, one in enumerate(pieces):
            for other in pieces[i + 1 :]:
                if other.top > one.bottom:
                    break
                across = min(one.right, other.right) - max(one.left, other.left)
                down = min(one.bottom, other.bottom) - other.top
                small = min(one.bottom - one.top, other.bottom - other.top)
                assert across < 2 or down < 0.6 * small, f"page {number}: {one.text}/{other.text}"


def test_it_has_no_more_pages_than_it_needs(laid):
    assert len(laid.pages) <= MOST_PAGES[laid.name, laid.theme]


def test_its_first_pages_read_in_order(laid):
    """The extracted text tells label, title, finding and limits in the order of the page."""
    text = " ".join(s.extract_text() for s in laid.reader.pages[:3])
    flat = " ".join(text.upper().split())
    parts = [
        "MEDIA FRAMING REPORT",
        "NOT VALIDATED",
        "KEY FINDINGS",
        "AT A GLANCE",
        "IN THIS REPORT",
    ]
    places = [flat.index(part) for part in parts]
    assert places == sorted(places)
