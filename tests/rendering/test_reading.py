"""What stands side by side in the story line, and what the page says of the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from framing.codebooks import load_codebook
from framing.evidence import compare
from framing.findings import Finding, write_findings
from framing.models import Role
from framing.outlets import load_outlets
from framing.report import pages
from framing.report.context import build_view
from framing.report.templates import render_html
from tests.builders import Line, make_analysis

BODY = [Line(frames=("security",)), Line(frames=("history",)), *[Line()] * 10]


def test_more_articles_than_columns_are_one_an_outlet_and_the_page_says_so():
    profiles = load_outlets()
    analyses = [
        make_analysis(f"{name}-{n}", name, BODY, published=date(2024, 3, 1))
        for name in ("ash", "birch", "cedar", "dune")
        for n in range(2)
    ]
    comparison = compare(analyses, codebook=load_codebook("history-security"), profiles=profiles)
    view = build_view(comparison, profiles=profiles, analysers=())
    assert [line.outlet for line in view.story_lines] == ["Ash", "Birch", "Cedar", "Dune"]
    assert "Read down: four of eight articles, at most one an outlet" in render_html(view)


def test_of_an_outlet_the_article_that_is_compared_stands_in_the_story_line():
    profiles = load_outlets()
    analyses = [
        make_analysis(f"{name}-{n}", name, BODY, published=date(2024, 3, 1))
        for name in ("ash", "birch", "cedar")
        for n in range(2)
    ]
    analyses.append(make_analysis("dune-1", "dune", BODY, published=date(2031, 3, 1)))
    analyses.append(make_analysis("dune-2", "dune", BODY, published=date(2024, 3, 1)))
    comparison = compare(analyses, codebook=load_codebook("history-security"), profiles=profiles)
    assert len(comparison.apart) == 1
    view = build_view(comparison, profiles=profiles, analysers=())
    assert not any(line.apart for line in view.story_lines)
    assert len(view.story_lines) == 4


def test_the_flow_shows_the_medium_through_which_a_statement_came():
    said = [Line(role=Role.GOVERNMENT), Line(role=Role.GOVERNMENT), Line(role=Role.GOVERNMENT)]
    analysis = make_analysis("ash-1", "ash", said)
    media = ("Reuters", "local papers", None)
    sources = analysis.results["sources"]
    statements = tuple(
        replace(each, via=via) for each, via in zip(sources.statements, media, strict=True)
    )
    results = {**analysis.results, "sources": replace(sources, statements=statements)}
    analysis = replace(analysis, results=results)
    codebook = load_codebook("history-security")
    agencies, _ = pages.flow(compare([analysis], codebook=codebook, profiles=load_outlets()))
    assert sorted(agencies) == [("no agency credited", "Ash", 2), ("through Reuters", "Ash", 1)]


def test_of_every_outlet_that_a_finding_names_a_sentence_is_shown():
    names = [f"Quay {letter}" for letter in "ABCDEFGHI"]
    analyses = [make_analysis(name, name.lower().replace(" ", "-"), [Line()] * 3) for name in names]
    codebook = load_codebook("history-security")
    comparison = compare(analyses, codebook=codebook, profiles=load_outlets())
    rows = tuple(row.id for row in comparison.rows.sentences)
    finding = Finding("headlines", "", "A", "a", "A.", "1", "a", "Read", "So.", rows)
    findings = replace(write_findings(comparison), key=(finding,) * 5)  # few leave more room
    shown, *_ = pages.cited(comparison.rows, findings, 2)
    assert {row.outlet for row, _ in shown.rows} == {a.article.outlet for a in analyses}
    assert (len(shown.rows), shown.more, shown.file) == (9, 18, "sentences.csv")
