"""The PDF: accessible, traceable, the same bytes each time, and nothing read from elsewhere."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

import framing
from framing.outlets import load_outlets
from framing.report.context import build_view
from framing.report.document import theme_file
from framing.report.pdf import render_pdf
from framing.report.templates import render_html, template_folders
from tests.rendering.test_corpora import check
from tests.rendering.test_trace import read

pytestmark = pytest.mark.pdf


@pytest.fixture(scope="module")
def pdf(seed_report) -> PdfReader:
    return PdfReader(seed_report)


@pytest.fixture(scope="module")
def texts(pdf) -> list[str]:
    """The words of each page."""
    return [sheet.extract_text() for sheet in pdf.pages]


@pytest.fixture(scope="module")
def words(texts) -> str:
    return "\n".join(texts)


def test_it_conforms_to_pdf_ua_and_is_whole(seed_pages):
    check(*seed_pages, most=12)


def test_every_link_inside_the_report_leads_somewhere(pdf):
    targets = set(pdf.named_destinations)
    links = 0
    for sheet in pdf.pages:
        for note in sheet.get("/Annots") or ():
            annotation = note.get_object()
            if annotation.get("/Subtype") != "/Link":
                continue
            links += 1
            destination = annotation.get("/Dest") or annotation["/A"]["/D"]
            assert str(destination) in targets or not isinstance(destination, str)
    assert links > 15


def test_no_page_is_empty(texts):
    for number, words in enumerate(texts[1:], start=2):
        assert len(words.split()) > 40, f"page {number}"


def test_the_figures_of_the_data_stand_in_the_report(words, seed_comparison):
    flat = " ".join(words.split())
    for gap in seed_comparison.gaps:
        if gap.key in ("frame.history", "frame.security"):
            assert f"{gap.figure.count:.0f} of {gap.figure.n}" in flat
    for outlet in seed_comparison.outlets:
        assert outlet.name in flat


def test_the_report_says_what_it_is_not(words):
    assert "NOT VALIDATED" in words
    assert "say nothing about the outlets" in " ".join(words.split())


def test_contents_name_the_pages(words):
    second = words[: words.upper().index("HEADLINES AND FIRST SENTENCES")]
    for name in ("Who speaks", "Names and facts", "Shared copy", "The outlets", "Method"):
        assert name in second


def files_of(folder: Path) -> dict[str, bytes]:
    files = [folder / "r.pdf", *sorted((folder / "r.data").iterdir())]
    return {file.name: file.read_bytes() for file in files}


FERRY = """Two ports agree to reopen ferry link

SEOUL, Jan. 4 (Yonhap) -- Two port towns agreed to reopen a ferry link that was closed after the war.

"We have waited for this for a long time," Mayor Hana Sato told reporters. Japan's foreign ministry
said that it would pay half of the cost, according to an official who asked not to be named.

Fishing crews, who call the quay a shameful relic of colonial rule, said they feared for their jobs.
"""


def test_the_same_input_gives_the_same_bytes(tmp_path, monkeypatch):
    # In another folder, with another hash seed than this process has: a small article, as the rest
    # of a PDF is held by test_same_bytes.
    for name in ("one", "another folder"):
        (tmp_path / name / "articles").mkdir(parents=True)
        (tmp_path / name / "articles" / "ferry.txt").write_text(FERRY, "utf-8")
    subprocess.run(
        [sys.executable, "-m", "framing", "report", "articles", "-o", "r.pdf", "-q"],
        cwd=tmp_path / "one",
        env={**os.environ, "PYTHONHASHSEED": "4242"},
        check=True,
    )
    monkeypatch.chdir(tmp_path / "another folder")
    framing.Study(framing.Settings(articles=(Path("articles"),))).report("r.pdf")
    one, two = files_of(tmp_path / "one"), files_of(tmp_path / "another folder")
    assert one.keys() == two.keys()
    for name in one:
        assert one[name] == two[name], name


@pytest.mark.parametrize(
    "asked",
    [
        '<img alt="x" src="file:///etc/hostname">',
        '<img alt="x" src="http://127.0.0.1:9/x.png">',
        '<img alt="x" src="theme:../../../pyproject.toml">',
        '<link rel="attachment" href="file:///etc/hostname">',
        "<style>@import url('file:///etc/hostname');</style>",
    ],
)
def test_a_document_reads_no_file_but_the_themes(asked):
    from framing.errors import TemplateError

    with pytest.raises(TemplateError, match="no file of the theme"):
        render_pdf(
            f"<html lang=en><head><title>x</title></head><body><p>x</p>{asked}</body></html>",
            template_folders(),
        )


def test_a_symlink_leads_nowhere_outside_the_theme(tmp_path):
    (tmp_path / "theme").mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "theme" / "link.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "theme" / "own.txt").write_text("own")
    roots = [(tmp_path / "theme").resolve()]
    assert theme_file("theme:own.txt", roots)
    assert theme_file("theme:link.txt", roots) is None
    assert theme_file("theme:%2e%2e/secret.txt", roots) is None


def html_of_seeds(comparison, edition="pdf") -> str:
    profiles = load_outlets()
    return render_html(build_view(comparison, profiles=profiles, analysers=(), edition=edition))


def test_every_row_of_the_evidence_stands_in_the_data(seed_report, seed_comparison):
    data = seed_report.with_name("report.data")
    rows = set()
    for name, column in (("sentences.csv", "sentence"), ("statements.csv", "statement")):
        with (data / name).open(encoding="utf-8", newline="") as file:
            rows |= {row[column] for row in csv.DictReader(file)}
    shown = {
        name
        for name in read(html_of_seeds(seed_comparison, "html")).ids
        if re.search(r"\.st?\d+$", name)
    }
    assert shown == rows


def test_the_pdf_has_a_destination_for_every_place_that_is_linked(seed_report, seed_comparison):
    names = set(PdfReader(seed_report).named_destinations)
    linked = {
        link[1:] for link in read(html_of_seeds(seed_comparison)).links if link.startswith("#")
    }
    assert linked <= names
