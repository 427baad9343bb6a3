"""A line that may be page furniture counts nowhere, and the report says that there is one."""

from __future__ import annotations

from dataclasses import replace

import pytest

import framing
from framing.analysers.tone.loaded import LoadedHit
from framing.clean import clean
from framing.evidence import Comparison
from framing.models import Article, Hit, NamingChoice, Suspected
from framing.outlets import load_outlets
from framing.report.context import build_view
from framing.report.templates import render_html

HEADLINE = "Ferry stops in May. Nobody on the quay is glad"
LINK = "‘A brutal missile’: Minister Ida Holm warns Japan of a grim war in a stark, shameful speech"
STORY = (
    "The ferry stops in May, the harbour board said on Monday. Nobody knows who will pay.\n\n"
    "The mayor will ask the government for money. The board meets again on Friday.\n\n"
    "Travellers must take the bus, which needs two hours for the way around the bay."
)


def article(name: str, text: str, *suspected: str) -> Article:
    read = clean(f"{HEADLINE}\n\n{text}", id=name, path=f"{name}.txt", outlets={})
    read = replace(read, outlet=name, suspected=())
    return replace(read, suspected=tuple(Suspected(line, "furniture", 0.6) for line in suspected))


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    first, *rest = STORY.split("\n\n")
    linked = "\n\n".join([first, LINK + ".", *rest])
    articles = [
        article("ash", linked, LINK + "."),
        article("birch", STORY),
        article("cedar", STORY.replace("Friday", "Thursday")),
    ]
    return framing.compare(framing.analyse(articles))


def test_a_suspected_line_feeds_no_figure_and_no_list(comparison: Comparison) -> None:
    (row,) = [row for row in comparison.rows.sentences if row.suspected]
    assert (row.text, row.part, row.in_body) == (LINK + ".", "suspected", False)
    assert not row.hits
    assert not row.tone_words
    kinds = (Hit, LoadedHit, NamingChoice)
    assert not [
        each for kind in kinds for each in comparison.rows.of_kind(kind) if each.place is row
    ]
    for figure in comparison.outlets[0].figures.values():
        assert row.id not in figure.row_ids, figure.key


def test_who_is_named_in_a_suspected_line_alone_is_not_shown_as_named(
    comparison: Comparison,
) -> None:
    html = render_html(build_view(comparison, profiles={}, analysers=()))
    assert "1 line may be page furniture and counts nowhere" in " ".join(html.split())
    assert "Ida Holm" not in html.partition('id="evidence"')[0]


def test_two_sentences_of_a_headline_have_their_space(comparison: Comparison) -> None:
    view = build_view(comparison, profiles={}, analysers=())
    assert {"".join(s.text for s in head.headline) for head in view.heads} == {HEADLINE}


def test_a_lead_that_may_be_a_standfirst_is_the_articles():
    """The only sentence of its paragraph, with nothing above it but the outlet's name."""
    text = (
        "The Harbour Post\n\nMayor Lena Brandt claimed on Monday that the bridge was safe.\n\n"
        "Engineers accused Brandt of lying about the bridge and putting lives at risk.\n\n"
        "Brandt denied it. Critics called Brandt a disgrace to the city.\n"
    )
    article = clean(text, id="a", path="a.txt", outlets=load_outlets(), metadata={})
    assert article.suspected == ()
    assert article.body.startswith("Mayor Lena Brandt")
