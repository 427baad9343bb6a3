"""Three corpora in both themes: the five seeds (in the default one: test_report_pdf), two articles,
and twelve outlets with names of all lengths and in many scripts. Each page is read as it was laid
out, and the PDF is validated."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import page as validator
import pytest
from pypdf import PdfReader

import framing
from evaluation import corpora
from framing.files import report_templates
from framing.report.context import build_view
from framing.report.pdf import import_weasyprint, theme_fetcher
from framing.report.templates import render_html, template_folders
from framing.report.themes import load_theme
from framing.report.typefaces import in_letters_at_hand

QUICK = framing.Settings(sources="rules", tone="textblob")
MOST_PAGES = {
    ("seeds", "print"): 12,
    ("two", "default"): 7,
    ("two", "print"): 7,
    ("twelve", "default"): 20,
    ("twelve", "print"): 20,
}
LEADING = {"h1", "h2", "h3", "h4", "thead"}
LEADING_CLASSES = {"kicker", "no", "measure", "legend", "dek", "key", "sub", "t3"}


@dataclass(frozen=True)
class Words:
    """A piece of text as it was laid out: where, and in which elements (innermost first)."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    inside: tuple[tuple[str, str], ...]


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


@pytest.fixture(scope="module")
def comparison_of(seed_comparison, tmp_path_factory):
    """Makes the comparison of a corpus by its name, once."""

    @cache
    def made(name: str):
        if name == "seeds":
            return seed_comparison
        rows = {"two": corpora.two, "twelve": lambda: corpora.twelve(1, 8)}[name]()
        articles = framing.read(corpora.write(rows, tmp_path_factory.mktemp(name) / "a.jsonl"))
        return framing.compare(framing.analyse(articles, settings=QUICK), settings=QUICK)

    return made


def laid_out(comparison, theme_name: str, *, evidence: bool):
    """The report as WeasyPrint lays it out, on a machine with no typefaces but the bundled ones."""
    theme = load_theme(theme_name)
    study = framing.Study(QUICK)
    view = build_view(comparison, profiles=study.profiles, analysers=study.analysers, theme=theme)
    if not evidence:
        view = replace(view, sections=[name for name in view.sections if name != "evidence"])
    html = render_html(view)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("framing.report.typefaces.holds", lambda char: False)
        html, _ = in_letters_at_hand(html, report_templates() / "default" / "fonts")
    weasyprint = import_weasyprint()
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    refused: list[str] = []
    fetcher = theme_fetcher(template_folders((), theme), refused, [])
    document = weasyprint.HTML(string=html, base_url="theme:", url_fetcher=fetcher).render()
    assert not refused
    return document


# One test a report, so that each is laid out once: the checks name page and words.


@pytest.mark.parametrize(("name", "theme"), MOST_PAGES, ids=["-".join(key) for key in MOST_PAGES])
@pytest.mark.pdf
def test_a_report_is_accessible_and_whole(name, theme, comparison_of, tmp_path):
    # The evidence of twelve outlets is long and alike: two corpora show it.
    document = laid_out(comparison_of(name), theme, evidence=name != "twelve")
    path = tmp_path / "report.pdf"
    path.write_bytes(document.write_pdf(pdf_variant="pdf/ua-1"))
    check(document, path, MOST_PAGES[name, theme])


def check(document, path: Path, most: int) -> None:
    """See that a report is accessible and whole, from its pages as they were laid out and its PDF
    of at most so many pages."""
    result = validator.validate_pdf(str(path), profile="ua1")
    assert result.is_compliant, str(result)
    reader = PdfReader(path)
    assert typefaces(reader) == {"Source-Sans", "Source-Serif"}
    words = [list(words_of(sheet._page_box)) for sheet in document.pages]
    for number, (sheet, here) in enumerate(zip(document.pages, words, strict=True), start=1):
        assert not outside(sheet, here), f"page {number}"
        assert not overlapping(here), f"page {number}"
        if number < len(words):
            assert not alone_at_the_end(here, lowest_drawing(sheet._page_box)), f"page {number}"
            assert max(w.bottom for w in here) > sheet.height / 3, f"page {number} is almost empty"
    assert in_order(reader)
    assert len(words) <= most


def typefaces(reader: PdfReader) -> set[str]:
    names = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for sheet in reader.pages
        for font in (sheet["/Resources"].get("/Font") or {}).values()
    }
    return {re.match("[A-Za-z]+-[A-Za-z]+", name).group() for name in names}


def outside(sheet, words: list[Words]) -> list[str]:
    """Words that leave the text area."""
    root = sheet._page_box
    left, right = root.margin_left - 1, sheet.width - root.margin_right + 1
    bottom = sheet.height - root.margin_bottom + 1
    return [w.text for w in words if w.left < left or w.right > right or w.bottom > bottom]


def lowest_drawing(box) -> float:
    """The lower edge of the last drawing on a page; 0 without one."""
    is_drawing = str(getattr(box, "element_tag", "")).endswith("svg")
    here = box.position_y + box.height if is_drawing else 0.0
    return max([here, *(lowest_drawing(child) for child in getattr(box, "children", ()))])


def alone_at_the_end(words: list[Words], drawing: float) -> str:
    """The page's last words, if they only lead to what stands on the next."""
    last = max(words, key=lambda w: w.bottom)
    if drawing > last.bottom:
        return ""
    tags = {tag for tag, _ in last.inside}
    classes = {name for _, names in last.inside for name in names.split()}
    return last.text if tags & LEADING or classes & LEADING_CLASSES else ""


def overlapping(words: list[Words]) -> list[tuple[str, str]]:
    """Pairs of words that cover each other by more than a sliver."""
    found = []
    pieces = sorted(words, key=lambda w: w.top)
    for i, one in enumerate(pieces):
        for other in pieces[i + 1 :]:
            if other.top > one.bottom:
                break
            across = min(one.right, other.right) - max(one.left, other.left)
            down = min(one.bottom, other.bottom) - other.top
            if across > 2 and down > 0.6 * min(one.bottom - one.top, other.bottom - other.top):
                found.append((one.text, other.text))
    return found


def in_order(reader: PdfReader) -> bool:
    """Whether the extracted text tells label, title, findings and contents as the page does."""
    flat = " ".join(" ".join(s.extract_text() for s in reader.pages[:3]).upper().split())
    parts = ["MEDIA FRAMING REPORT", "CODEBOOK", "FINDINGS", "HEADLINES AND FIRST SENTENCES"]
    places = [flat.index(part) for part in parts]
    return places == sorted(places)
