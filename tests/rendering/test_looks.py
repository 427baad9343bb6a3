"""What a user says of a report's looks: organisation, logo, footer, paper, summary, colours,
sections, images and style sheets of their own."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

import framing
from framing.codebooks import load_codebook
from framing.errors import TemplateError
from framing.evidence import compare
from framing.outlets import load_outlets
from framing.report.charts import flow
from framing.report.context import build_view
from framing.report.document import load_logo
from framing.report.images import check_image
from framing.report.styles import check_styles
from framing.report.templates import css_string, render_html
from framing.report.views import Imprint
from framing.study import documents
from tests.builders import Line, make_analysis

PROFILES = load_outlets()
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


def picture(kind: str = "PNG") -> bytes:
    held = BytesIO()
    Image.new("RGB", (40, 20), "#801650").save(held, kind)
    return held.getvalue()


@pytest.fixture(scope="module")
def comparison():
    analyses = [
        make_analysis("a", "global-times", [Line(frames=("history",)), Line(polarity=-0.5)]),
        make_analysis("b", "yonhap", [Line(frames=("security",)), Line()]),
    ]
    return compare(
        analyses, codebook=load_codebook("history-security"), profiles=PROFILES, title=None
    )


def page(comparison, imprint=None, folders=(), **how) -> str:
    view = build_view(
        comparison, profiles=PROFILES, analysers=(), imprint=imprint, folders=folders, **how
    )
    return render_html(view, folders)


def test_organisation_and_logo_stand_above_the_title(comparison, tmp_path):
    (tmp_path / "logo.svg").write_text(DRAWING)
    logo = load_logo(tmp_path / "logo.svg")
    for sections in (("cover",), ("summary",)):
        html = page(comparison, Imprint("Press <Watch>", logo), sections=sections)
        top = html.partition("<h1")[0]
        assert "Press &lt;Watch&gt;</p>" in top
        assert f'<img class="logo" src="{logo}" alt="Press &lt;Watch&gt;">' in top
    assert logo.startswith("data:image/svg+xml;base64,")


def test_a_logo_ends_no_report(comparison, tmp_path):
    (tmp_path / "logo.png").write_bytes(picture())
    settings = framing.Settings(logo=tmp_path / "logo.png", organisation="Press Watch")
    framing.Study(settings).render(comparison, tmp_path / "r.html", format="html")
    manifest = (tmp_path / "r.data" / "manifest.json").read_text("utf-8")
    assert '"logo": "logo.png"' in manifest
    assert str(tmp_path) not in manifest


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_broken_image_is_told(tmp_path, kind):
    file = tmp_path / f"logo.{kind.lower()}"
    check_image(file, picture(kind))
    with pytest.raises(TemplateError, match="no whole image"):
        check_image(file, picture(kind)[:10])
    with pytest.raises(TemplateError, match="no whole image"):
        check_image(file.with_suffix(".svg"), picture(kind))
    check_image(file.with_suffix(".svg"), DRAWING.encode())


def test_a_broken_image_of_a_template_is_told_in_both_editions(comparison, tmp_path):
    (tmp_path / "chart.png").write_bytes(b"no image")
    (tmp_path / "sections").mkdir()
    (tmp_path / "sections" / "note.html.j2").write_text(
        '{# Note: ours. #}<p id="note"><img src="theme:chart.png" alt=""></p>'
    )
    settings = framing.Settings(
        sections=("note",), folders=framing.settings.Folders(templates=(tmp_path,))
    )
    with pytest.raises(TemplateError, match=r"chart\.png: is no whole image"):
        framing.Study(settings).render(comparison, tmp_path / "r.html", format="html")


def test_a_footer_keeps_its_spaces_and_signs():
    assert css_string("A, b <i>") == '"A\\2c  b \\3c i\\3e "'


@pytest.mark.pdf
def test_footer_paper_and_badge_stand_on_the_pages(comparison, tmp_path):
    said = {"footer": "Press Watch, May – “draft”", "paper": "Letter", "theme": "print"}
    study = framing.Study(framing.Settings(sections=("cover", "methods"), **said))
    study.render(comparison, tmp_path / "r.pdf")
    last = PdfReader(tmp_path / "r.pdf").pages[-1]
    assert [round(float(x)) for x in last.mediabox[2:]] == [612, 792]
    assert "Press Watch, May – “draft”" in last.extract_text()
    assert "· NOT VALIDATED" in last.extract_text()


@pytest.mark.pdf
def test_a_summary_is_one_page_whatever_is_found(comparison, tmp_path, monkeypatch):
    many = replace(comparison, title="A long title that takes its lines " * 6, titled=True)
    study = framing.Study(framing.Settings(summary=True, paper="Letter"))
    shown = []

    def pages(*arguments, **limits):
        shown.append(limits["summary_findings"])
        view, html = original(*arguments, **limits)
        room = 40 * limits["summary_findings"]  # as if each finding took as many millimetres
        return view, html.replace("<h1", f'<div style="height: {room}mm"></div><h1')

    original = documents.html_of
    monkeypatch.setattr(documents, "html_of", pages)
    study.render(many, tmp_path / "s.pdf")
    assert len(PdfReader(tmp_path / "s.pdf").pages) == 1
    assert shown[0] == study.theme.limits["summary_findings"]
    assert shown[-1] < shown[0]


def test_an_outlets_colour_is_that_of_its_card_and_strips(comparison):
    profile = PROFILES["yonhap"].model_copy(update={"colour": "#123abc"})
    view = build_view(comparison, profiles={**PROFILES, "yonhap": profile}, analysers=())
    html = render_html(view)
    assert '<div class="card" id="outlet-yonhap" style="border-color: #123abc">' in html
    assert html.count("border-color: #123abc") == 2


def test_own_sections_stand_in_contents_and_navigation(comparison, tmp_path):
    (tmp_path / "sections").mkdir()
    (tmp_path / "sections" / "our_note.html.j2").write_text(
        '{# Our note: what we saw. #}<section id="our-note"><h2>Seen</h2></section>'
    )
    sections = ("cover", "key_findings", "our_note", "methods")
    html = page(comparison, folders=(tmp_path,), sections=sections, edition="html")
    link = r'<a href="#our-note">Our note</a>'
    assert len(re.findall(link, html)) == 2
    assert re.search(rf'<nav class="toc".*?{link}', html, re.DOTALL)
    assert re.search(rf'<nav aria-label="Sections">.*?{link}', html, re.DOTALL)


def test_a_section_that_shows_nothing_is_in_no_contents(comparison):
    assert not build_view(comparison, profiles=PROFILES, analysers=()).cited
    contents = page(comparison).partition('<nav class="toc"')[2].partition("</nav>")[0]
    assert "Method" in contents
    assert "The sentences" not in contents


@pytest.mark.parametrize(
    ("css", "told"),
    [
        ("h2 { color: red;\n", "line 1: a '{' is never closed"),
        ("/* {\n */\nh2 { color: red; } }\n", "line 3: a '}' closes nothing"),
        ("h2 { color: red; }\n\nh3 { color red; }\n", "line 3: here stands no declaration"),
        ("h2 { color: red; }\nh3\n", "line 2: here stands no rule"),
    ],
)
def test_a_broken_style_sheet_is_told(comparison, tmp_path, css, told):
    (tmp_path / "tokens.css").write_text(css)
    with pytest.raises(TemplateError, match=re.escape(told)):
        page(comparison, folders=(tmp_path,))


def test_sound_style_sheets_and_templates_of_them_pass(tmp_path):
    (tmp_path / "tokens.css").write_text(
        ':root { --a: "}"; }\n@media print { h2 { color: red } }\n@page { margin: 1mm }'
    )
    (tmp_path / "theme.css").write_text(
        "{% if true %}h2 { color: {{ theme.colours.ink }}{% endif %}"
    )
    check_styles((tmp_path,))


def test_long_names_of_agencies_stay_on_the_page():
    agency = "The Associated Press of the Northern and Southern Provinces"
    drawn = flow([(agency, "Quay", 4)], [("Quay", "South Korea", 4)], ["Quay"], 657, 250)
    name = next(node for node in drawn.nodes if node.x < 300)
    assert name.name.endswith("…")
    assert 5.8 * len(f"{name.name} 4") < name.text_x
    short = flow([("keine Agentur genannt", "Quay", 4)], [("Quay", "Japan", 4)], ["Quay"], 657, 250)
    assert short.nodes[0].name == "keine Agentur genannt"
    assert short.nodes[0].text_x > 110
