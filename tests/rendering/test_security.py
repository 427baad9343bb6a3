"""What an article says stays text, and what a stranger's template can do is show data."""

from __future__ import annotations

import sys
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from framing.codebooks import load_codebook
from framing.errors import TemplateError
from framing.evidence import compare
from framing.files import report_templates
from framing.models import Field, Naming, Provenance, Role
from framing.outlets import load_outlets
from framing.report import bounds
from framing.report.context import build_view
from framing.report.document import as_data, finished
from framing.report.pdf import render_pdf
from framing.report.sandbox import Sandbox
from framing.report.templates import render_html, template_folders, trace
from tests.builders import Line, make_analysis

PROFILES = load_outlets()
NASTY = [
    "<script>alert(1)</script>",
    "</script><script src=http://evil.example/x.js></script>",
    "<a href=file:///etc/hostname>here</a>",
    '<a href="javascript:alert(1)">here</a>',
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onclick='alert(1)",
    "{{ 7 * 191 }}",
    "{% include 'x' %}",
    "{# gone #}",
    "<!-- <style>body{display:none}</style>",
    "]]>&lt;b&gt;&amp;#60;",
    "url(theme:fonts/x.ttf) src='theme:y'",
    "javascript:alert(1)",
    "</style></title></textarea>",
    "<link rel=attachment href=file:///etc/hostname>",
]
WORDS = st.lists(
    st.one_of(
        st.sampled_from(NASTY), st.text(st.characters(codec="ascii", min_codepoint=32), max_size=12)
    ),
    min_size=1,
    max_size=4,
).map(lambda words: "Said " + " ".join(" ".join(words).split()) + " at last.")
ADDRESSES = st.sampled_from(
    [
        "https://example.org/story?a=1&b=2",
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/hostname",
        "//evil.example/x",
        'https://example.org/" onmouseover="alert(1)',
        "https://example.org/<script>",
        "ftp://example.org/x",
    ]
)


class Elements(HTMLParser):
    """The elements of a document with their attributes, and the text of its sentences."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.sentences: list[str] = []
        self._open = 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag == "p":
            self._open = dict(attrs).get("class") == "sent"
            if self._open:
                self.sentences.append("")

    def handle_endtag(self, tag):
        if tag == "p":
            self._open = False

    def handle_data(self, data):
        if self._open:
            self.sentences[-1] += data


def nasty_comparison(words: str, name: str, address: str):
    lines = [
        Line(text=words, frames=("history",), role=Role.EXPERT, naming=Naming.NAMED, speaker=name),
        Line(frames=("security",)),
    ]
    analysis = make_analysis("a", "one", lines)
    article = replace(
        analysis.article,
        outlet_name=name,
        title=Field(words, Provenance.EXTRACTED),
        byline=Field(name, Provenance.EXTRACTED),
        url=address,
        path=words,
    )
    return compare(
        [replace(analysis, article=article), make_analysis("b", "two", [Line()])],
        codebook=load_codebook("history-security"),
        profiles=PROFILES,
        title=words,
    )


@pytest.fixture(scope="module")
def comparison():
    """A small comparison: templates and what is made of them ask for no more."""
    articles = (make_analysis("a", "one", [Line(), Line(frames=("history",))]),)
    articles += (make_analysis("b", "two", [Line(frames=("security",))]),)
    return compare(
        list(articles),
        codebook=load_codebook("history-security"),
        profiles=PROFILES,
        title="Small",
    )


def html_of(comparison, edition="html", folders=()) -> str:
    view = build_view(comparison, profiles=PROFILES, analysers=(), edition=edition)
    return render_html(view, folders)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WORDS, st.sampled_from(NASTY), ADDRESSES, st.sampled_from(["pdf", "html"]))
def test_what_an_article_says_never_becomes_markup_or_a_link(words, name, address, edition):
    html = html_of(nasty_comparison(words, name, address), edition)
    found = Elements(html)
    tags = [tag for tag, _ in found.elements]
    assert not {"iframe", "object", "embed", "base", "img", "link", "textarea"} & set(tags)
    assert tags.count("script") == tags.count("form") == tags.count("main") == (edition == "html")
    assert tags.count("style") == 1
    for tag, attributes in found.elements:
        assert not any(key.startswith("on") for key in attributes), (tag, attributes)
        if "href" in attributes:
            assert attributes["href"].startswith(("#", "https://example.org/story?")), attributes
    assert edition == "pdf" or any(words in sentence for sentence in found.sentences)
    inlined = finished(html, template_folders(), as_data)
    assert inlined.partition("</head>")[2] == html.partition("</head>")[2]


def test_the_one_script_is_the_file_itself(comparison):
    html = html_of(comparison)
    script = (report_templates() / "default" / "report.js").read_text("utf-8").strip()
    assert html.count("<script") == 1
    assert f"<script>{script}</script>" in html
    assert "<script" not in html_of(comparison, "pdf")
    assert "@media screen" not in html_of(comparison, "pdf")


@pytest.mark.pdf
def test_the_pdf_shows_markup_as_text_and_links_to_the_web_alone(tmp_path):
    comparison = nasty_comparison(" ".join(NASTY), NASTY[0], "javascript:alert(1)")
    path = tmp_path / "r.pdf"
    path.write_bytes(render_pdf(html_of(comparison, "pdf"), template_folders()))
    pdf = PdfReader(path)
    words = "".join("".join(sheet.extract_text().split()) for sheet in pdf.pages)
    assert "<script>alert(1)</script>" in words
    assert "{{7*191}}" in words
    assert not pdf.attachments
    for sheet in pdf.pages:
        for note in sheet.get("/Annots") or ():
            action = note.get_object().get("/A") or {}
            assert action.get("/S") in (None, "/GoTo")


def test_an_articles_address_on_the_web_is_a_link():
    comparison = nasty_comparison("Words.", "One", "https://example.org/story?a=1&b=2")
    link = '<a class="ev" href="https://example.org/story?a=1&amp;b=2"'
    assert link in html_of(comparison)


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "&#106;avascript:alert(1)",
        " java\nscript:alert(1)",
        "file:///etc/hostname",
        "data:text/html,x",
        "//example.org/x",
        "theme:tokens.css",
        "report.data/articles.csv",
    ],
)
@pytest.mark.parametrize(
    "tag", ['<a href="{}">x</a>', "<A title='>' HREF='{}'>x</A >", "<area href='{}'>"]
)
def test_a_template_makes_no_link_but_to_the_web(tag, href):
    assert "href" not in finished(tag.format(href)).lower()


@pytest.mark.parametrize(
    "text",
    [
        "{% include '../secret.txt' %}",
        "{% include 'sections/../../secret.txt' %}",
        "{% include '/etc/hostname' %}",
        "{% include 'linked.html.j2' %}",
        "{% import 'default/../../secret.txt' as x %}",
        "{{ codebook.path.read_text() }}",
        "{{ (codebook.path.parent / '..').iterdir()|list }}",
        "{{ codebook.path|attr('read_text') }}",
        "{{ [codebook]|map(attribute='path.parent.name')|list }}",
        "{{ theme.folder.iterdir()|list }}",
        "{{ codebook.parse_file('/etc/hostname') }}",
        "{{ codebook.model_construct() }}",
        "{{ title.__class__ }}",
        "{{ outlets.__init__.__globals__ }}",
        "{{ ''.format.__self__ }}",
        "{{ '{0.__class__}'.format(title) }}",
        "{{ articles.append(1) }}",
        "{% for i in range(10**9) %}{% endfor %}",
        "{{ 'x' * 10**9 }}",
        "{{ [1] * 10**9 }}",
        "{{ 9 ** (9 ** 9) }}",
    ],
)
def test_a_strangers_template_reads_no_file_and_stays_within_bounds(tmp_path, comparison, text):
    (tmp_path / "secret.txt").write_text("SECRET", "utf-8")
    folder = tmp_path / "templates"
    (folder / "sections").mkdir(parents=True)
    (folder / "linked.html.j2").symlink_to(tmp_path / "secret.txt")
    (folder / "sections" / "tone.html.j2").write_text(text, "utf-8")
    with pytest.raises(TemplateError) as caught:
        html_of(comparison, folders=[folder])
    assert "SECRET" not in str(caught.value)


def test_what_the_codebook_offers_to_templates_stays(tmp_path, comparison):
    (tmp_path / "sections").mkdir()
    text = "{{ codebook.frame('history').name }} {{ codebook.id }} {{ 'ab' * 2 }} {{ 2 ** 3 }}"
    (tmp_path / "sections" / "tone.html.j2").write_text(text, "utf-8")
    assert "History history-security abab 8" in html_of(comparison, folders=[tmp_path])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="bounds need fork and limits")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
            "takes more than 1 second",
        ),
        ("{{ '%2000000000d'|format(1) }}", "of memory"),
        ("{{ 'x'|center(2000000000) }}", "of memory"),
        ("{{ ('x' * 1000000)|replace('x', 'y' * 1000000) }}", "of memory"),
        (
            "{{ ['x' * 1000000, 'y' * 1000000]|join('z' * 1000000)|indent(1000000000) }}",
            "of memory",
        ),
        ("{% for a in range(99999) %}{{ 'x' * 1000000 }}{% endfor %}", "of memory"),
        ("{{ 'x'.ljust(2000000000) }}", "of memory"),
    ],
)
def test_a_template_that_asks_for_too_much_is_ended(tmp_path, comparison, monkeypatch, text, said):
    monkeypatch.setattr(bounds, "SECONDS", 1.0 if "second" in said else 60.0)
    monkeypatch.setattr(bounds, "MEMORY", 1 << 28)
    (tmp_path / "sections").mkdir()
    (tmp_path / "sections" / "tone.html.j2").write_text(text, "utf-8")
    with pytest.raises(TemplateError, match=said):
        html_of(comparison, folders=[tmp_path])


def test_packaged_templates_need_no_process_of_their_own(comparison, monkeypatch):
    def refuse(*_args):
        raise AssertionError("a process")

    monkeypatch.setattr("framing.report.templates.bounded", refuse)
    assert html_of(comparison)


def test_packaged_templates_are_compiled_once_though_others_are_rendered_elsewhere(
    tmp_path, comparison, monkeypatch
):
    (tmp_path / "sections").mkdir()
    (tmp_path / "sections" / "tone.html.j2").write_text("<p>Ours</p>", "utf-8")
    view = build_view(comparison, profiles=PROFILES, analysers=())
    ways = (render_html, trace)
    for way in ways:
        way(view, [tmp_path])
    compiled = []

    def compile_(self, source, name=None, *given, usual=Sandbox.compile, **named):
        compiled.append(name)
        return usual(self, source, name, *given, **named)

    # What is rendered in a process of its own is rendered here, to see what it compiles.
    monkeypatch.setattr("framing.report.templates.bounded", lambda work: work())
    monkeypatch.setattr(Sandbox, "compile", compile_)
    for way in ways:
        way(view, [tmp_path])
    # What is asked for as 'default/…' is kept apart: that is one small file.
    assert set(compiled) <= {"sections/tone.html.j2", "default/tokens.css"}


POLICY = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\''


@pytest.mark.parametrize(
    ("template", "before"),
    [
        ('{% extends "default/report.html.j2" %}', "<head>"),
        ("<!doctype html><!-- Ours --><html lang=en><head><title>x</title>", "<head>"),
        ("<!doctype html>\n<HTML><HEAD data-a='>'><script>1</script></HEAD>", "<HEAD data-a='>'>"),
        # Where a tag does something, or text opens the body, the policy comes before it.
        ("<!doctype html><html onclick='x()'><head></head></html>", "<!doctype html>"),
        ("<!doctype html><html lang='en'onclick='x()'><head>", "<!doctype html>"),
        ("<html/onclick=x()><head>", ""),
        ("<script>1</script><head></head>", ""),
        ("Words<head></head>", ""),
        ("\u00a0<!doctype html><html><head>", ""),
        ("", ""),
    ],
)
def test_the_policy_is_ours_once_and_first_whatever_the_template_says(
    tmp_path, comparison, template, before
):
    theirs = (
        "<meta content=\"script-src * 'unsafe-inline'\" HTTP-EQUIV=' content-security-policy '>"
        "<meta http-equiv=Content-Security-Policy-Report-Only content=x>"
    )
    own = theirs if "extends" not in template else ""
    (tmp_path / "report.html.j2").write_text(f"{template}{own}<p>End</p>", "utf-8")
    html = html_of(comparison, folders=[tmp_path])
    metas = [at for tag, at in Elements(html).elements if tag == "meta" and at.get("http-equiv")]
    assert len(metas) == 1
    head, found, after = html.partition(POLICY)
    assert found
    assert head.strip().endswith(before)
    assert len(head) <= len(before) + 60
    script = (report_templates() / "default" / "report.js").read_text("utf-8").strip()
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'\">" in after[:250]


def test_a_pdf_needs_no_policy(comparison):
    assert "http-equiv" not in html_of(comparison, "pdf")
