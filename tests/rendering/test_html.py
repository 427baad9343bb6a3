"""Templates: the user's shadow ours, mistakes are named, and article text stays text."""

from __future__ import annotations

import re

import pytest

from framing.codebooks import load_codebook
from framing.errors import TemplateError
from framing.evidence import compare
from framing.files import report_templates
from framing.models import Voice
from framing.outlets import load_outlets
from framing.report.catalogue import list_templates, new_template
from framing.report.context import build_view
from framing.report.document import finished, safe_link
from framing.report.reference import context
from framing.report.templates import dir_of, render_html
from framing.report.typefaces import in_letters_at_hand, script_of, typefaces_line
from tests.builders import Line, make_analysis

PROFILES = load_outlets()


def view_of(*analyses, title=None):
    comparison = compare(
        analyses, codebook=load_codebook("history-security"), profiles=PROFILES, title=title
    )
    return build_view(comparison, profiles=PROFILES, analysers=())


@pytest.fixture(scope="module")
def view():
    return view_of(
        make_analysis("a", "global-times", [Line(frames=("history",)), Line(polarity=-0.5)]),
        make_analysis("b", "quay-news", [Line(frames=("security",)), Line()]),
    )


@pytest.fixture
def own(tmp_path):
    """Writes a template of the user's own; gives the folder."""

    def write(name: str, text: str):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_a_users_section_takes_the_place_of_ours(view, own):
    html = render_html(view, [own("sections/tone.html.j2", "<p>My tone, {{ outlets|length }}</p>")])
    assert "<p>My tone, 2</p>" in html
    assert "Whose words fill the articles" not in html


def test_a_users_report_extends_ours_and_calls_super(view, own):
    text = (
        '{% extends "default/report.html.j2" %}'
        "{% block cover %}<p>Before</p>{{ super() }}{% endblock %}"
    )
    html = render_html(view, [own("report.html.j2", text)])
    assert "<p>Before</p>" in html
    assert 'class="cover"' in html


def test_one_outlet_can_have_a_page_of_its_own(view, own):
    folder = own("outlets/global-times.html.j2", "<p>Only for {{ outlet.name }}</p>")
    html = render_html(view, [folder])
    assert "<p>Only for Global Times</p>" in html
    assert 'id="outlet-quay-news"' in html
    assert 'id="outlet-global-times"' not in html


def test_tokens_change_the_colours(view, own):
    assert "--accent: #00703c" in render_html(view, [own("tokens.css", ":root{--accent: #00703c}")])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ outlts }}", "'outlets'"),
        ("{% for o in outlets %}{{ o.nam }}{% endfor %}", "'name'"),
        ("{% if %}", "line 1"),
        ("{{ 1 / 0 }}", "ZeroDivisionError"),
        ("{{ title.__class__.__mro__ }}", "sandbox"),
        ('{% include "nowhere.html" %}', "nowhere.html"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(view, own, text, said):
    with pytest.raises(TemplateError) as caught:
        render_html(view, [own("sections/tone.html.j2", text)])
    assert "tone.html.j2, line 1" in caught.value.message
    assert said in str(caught.value)


def test_article_text_never_becomes_markup():
    line = Line(
        text='<script>alert(1)</script> & "x" <b>bold</b> words stand here.', frames=("history",)
    )
    html = render_html(view_of(make_analysis("a", "one", [line]), title="<i>Title</i>"))
    assert "<script>alert" not in html
    assert "<b>bold</b>" not in html
    assert "<i>Title</i>" not in html
    assert "&lt;i&gt;Title" in html


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://example.org/a?b=1", True),
        ("javascript:alert(1)", False),
        ("file:///etc/hostname", False),
        ("https://example.org/ onload=x", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(address, kept):
    assert bool(safe_link(address)) is kept


def test_the_catalogue_says_what_each_template_is_for():
    found = {template.name: template for template in list_templates()}
    assert {"report.html.j2", "sections/tone.html.j2", "tokens.css"} <= found.keys()
    assert all(template.purpose for template in found.values())
    assert "outlets" in dict(context())


@pytest.mark.parametrize("name", ["report", "sections/tone", "tokens.css", "outlets/quay-news"])
def test_a_new_template_renders_as_it_is_written(view, tmp_path, name):
    plain = render_html(view)
    path = new_template(name, tmp_path)
    assert path.is_file()
    assert render_html(view, [tmp_path]).split() == plain.split()
    with pytest.raises(TemplateError, match="there already"):
        new_template(name, tmp_path)


def test_an_unknown_template_names_the_nearest(tmp_path):
    with pytest.raises(TemplateError) as caught:
        new_template("sections/tune", tmp_path)
    assert "sections/tone.html.j2" in caught.value.hint


FONTS = report_templates() / "default" / "fonts"


def test_latin_greek_and_cyrillic_stay_as_they_are(monkeypatch):
    monkeypatch.setattr("framing.report.typefaces.holds", lambda char: False)
    text = "<p>Łódź, Ελλάδα, Київ – “quoted” … ▲ ● ○ ×2</p>"
    assert in_letters_at_hand(text, FONTS) == (text, ())


def test_words_in_a_script_without_typeface_are_given_in_latin_letters(monkeypatch):
    monkeypatch.setattr("framing.report.typefaces.holds", lambda char: False)
    text = "<p>By 김정은 and KH디지털2, ＜ที่＞</p><!-- scripts in Latin letters -->"
    written, scripts = in_letters_at_hand(text, FONTS)
    assert written.startswith("<p>By GimJeongEun and KHDiJiTeol2, &lt;thi")
    assert "&gt;</p><p class=" in written  # what stands for a sign is no mark-up
    assert "Korean and Thai) are given in Latin letters, sign by sign" in written
    assert not re.search("[가-힣ก-๛]", written)
    assert scripts == ("HANGUL", "THAI")


def test_words_that_the_system_can_set_stay(monkeypatch):
    monkeypatch.setattr("framing.report.typefaces.holds", lambda char: True)
    text = "<p>By 김정은 in الجزيرة</p><!-- scripts in Latin letters -->"
    assert in_letters_at_hand(text, FONTS) == (text, ())


def test_words_that_run_from_right_to_left_stand_right():
    assert dir_of("צפון קוריאה: KCNA") == ' dir="rtl"'
    assert dir_of("Haaretz (הארץ) reports") == ""
    assert dir_of("") == ""


def test_no_mark_of_direction_in_an_element_that_runs_from_right_to_left():
    held = "<p dir='rtl'>שלום: <b>KCNA</b></p><p>Haaretz (הארץ), 12</p>"
    assert finished(held) == "<p dir='rtl'>שלום: <b>KCNA</b></p><p>Haaretz (הארץ\u200e), 12</p>"


@pytest.mark.parametrize(
    ("system", "scripts", "line"),
    [
        ("debian", ["HANGUL", "CJK", "THAI"], "sudo apt install fonts-noto-cjk fonts-noto-core"),
        ("fedora", ["ARABIC"], "sudo dnf install google-noto-sans-arabic-fonts"),
        ("darwin", ["HANGUL"], "Noto"),
    ],
)
def test_the_line_that_installs_typefaces(system, scripts, line):
    assert line in typefaces_line(scripts, system)


def test_scripts_are_told_by_their_first_letter():
    assert script_of("한") == "HANGUL"
    assert script_of("東") == "CJK"


def test_the_evidence_shows_just_the_scored_words_that_the_figures_count():
    lines = [
        Line(polarity=-0.5),
        Line(polarity=-0.5, voice=Voice.INDIRECT),
        Line(polarity=0.5, voice=Voice.MIXED),
        Line(polarity=0.5, voice=Voice.DIRECT),
    ]
    outlet = view_of(make_analysis("a", "one", lines)).outlets[0]
    counted = outlet.figures["tone.scored"]
    assert counted.count == 2
    assert counted.row_ids == ("ONE-1.s1", "ONE-1.s3")
    assert sum(figure.count for figure in outlet.family("word")) == counted.count


OUTLET_PAGE = (
    '{{% extends "default/sections/outlet.html.j2" %}}\n{{% block lists %}}\n{}\n{{% endblock %}}'
)


@pytest.mark.parametrize(
    ("text", "problem", "hint"),
    [
        ("{{ outlet.figurs }}", "line 3: there is no 'figurs' in OutletView.", "'figures'"),
        ("{{ outlet.figures['frame.histroy'] }}", "'frame.histroy'", "'frame.history'"),
        ("{{ figure('frame.histroy', outlet) }}", "no figure 'frame.histroy'", "'frame.history'"),
        ("{{ figure('sentnces', outlet) }}", "no figure 'sentnces'", "'sentences'"),
        ("{{ figure('frame.history', outlet, 'percnt') }}", "'percnt'", ""),
        ("{{ outlet.articles[0].article.titel }}", "there is no 'titel' in Article.", "'title'"),
        (
            "{% for a in outlet.articles %}{{ a.sentences[0].txt }}{% endfor %}",
            "there is no 'txt' in SentenceRow.",
            "'text'",
        ),
        ("{{ outlet.articles[7].title }}", "no element 7: the list has 1", "length"),
        ("{{ codebook.titel }}", "there is no 'titel' in Codebook.", "'title'"),
        ("{{ findings.titel }}", "there is no 'titel' in Findings.", "'title'"),
        ("{{ outlet.articles[0].publishd|day }}", "there is no 'publishd' in ArticleView.", ""),
        ("{{ outlet.name|day }}", "has no attribute 'year'", ""),
        ("{{ outlt.name }}", "there is no name 'outlt'.", "'outlet'"),
        ("{{ 0.5|percnt }}", "line 3: No filter named 'percnt'.", "'percent'"),
        ("{{ 'x' is strng }}", "No test named 'strng'.", "'string'"),
        ("{{ part.ev(outlet, 'x', 1) }}", "there is no name 'part'.", "'parts'"),
        (
            '{% import "charts/parts.html.j2" as p %}{{ p.row_link("x") }}',
            "line 3 (by way of",
            "with context",
        ),
        ('{% include "charts/part.html.j2" %}', "'charts/part.html.j2' was not found", "parts"),
        ('{% include "outlets/global-times.html.j2" %}', "includes or extends itself", "default/"),
    ],
)
def test_a_mistake_in_an_outlets_page_is_named_with_the_nearest_name(
    view, own, text, problem, hint
):
    folder = own("outlets/global-times.html.j2", OUTLET_PAGE.format(text))
    with pytest.raises(TemplateError) as caught:
        render_html(view, [folder])
    assert "outlets/global-times.html.j2, line" in caught.value.message
    assert problem in caught.value.message
    assert hint in caught.value.hint


def test_a_template_that_is_no_text(view, tmp_path):
    (tmp_path / "sections").mkdir()
    (tmp_path / "sections/tone.html.j2").write_bytes(b"caf\xe9")
    with pytest.raises(TemplateError, match="utf-8"):
        render_html(view, [tmp_path])


def test_each_block_of_an_outlets_page_can_be_changed_and_keeps_what_stood_there(view, own):
    plain = render_html(view)
    page = (report_templates() / "default/sections/outlet.html.j2").read_text("utf-8")
    blocks = re.findall(r"{% block (\w+) %}", page)
    assert blocks == ["heading", "first", "lists", "speakers", "strips", "ownership"]
    text = '{% extends "default/sections/outlet.html.j2" %}' + "".join(
        f"{{% block {name} %}}<i>{name} of {{{{ outlet.code }}}}</i>{{{{ super() }}}}"
        "{{ parts.row_link('x') }}{% endblock %}"
        for name in blocks
    )
    html = render_html(view, [own("outlets/global-times.html.j2", text)])
    for name in blocks:
        assert html.count(f"<i>{name} of GT</i>") == 1
    bare = re.sub(r"<i>\w+ of GT</i>", "", html)
    assert bare.replace("x\n", "\n").split()[:50] == plain.split()[:50]
    assert bare.count("<h3>") == plain.count("<h3>")


def test_a_new_outlet_page_names_each_block(tmp_path):
    text = new_template("outlets/quay-news", tmp_path).read_text("utf-8")
    page = (report_templates() / "default/sections/outlet.html.j2").read_text("utf-8")
    comment, _, lines = text.partition("#}\n")
    assert len(lines.splitlines()) == 2
    for name, about in re.findall(r"{% block (\w+) %}{# (.+?) #}", page):
        assert re.search(rf"^   {name} +{re.escape(about)}$", comment, re.MULTILINE)


def test_five_hundred_articles_come_to_one_document_with_each_of_them():
    made = [
        make_analysis(f"a{n}", f"outlet-{n % 5}", [Line(frames=("history",) if n % 3 else ())])
        for n in range(500)
    ]
    comparison = compare(
        made, codebook=load_codebook("history-security"), profiles=PROFILES, title="Many"
    )
    html = render_html(build_view(comparison, profiles=PROFILES, analysers=(), edition="html"))
    assert len(set(re.findall(r'<h4 id="article-([^"]+)"', html))) == 500
