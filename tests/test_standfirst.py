"""What stands between headline and article: the headline is the page's first line, a standfirst is
no caption and no body, and paragraphs above a dateline are the article's own."""

from __future__ import annotations

from framing.clean import clean
from framing.models import Article

HEADLINE = "Harbour board of Velda stops the ferry between the two ports"
LEAD = (
    "The harbour board of Velda said on Monday that the ferry between the two ports would stop in "
    "May, after a storm had damaged its only ship and the insurers had refused to pay for repairs."
)
REST = (
    "Travellers must take the bus, which needs two hours for the way around the bay, the board said."
    "\n\nThe mayor, Otto Brandvold, said that he would ask the government for a new ship before the "
    "summer.\n\nThe ferry has run since 1921 and carries 300 people on a weekday, most of them pupils."
)


def make(raw: str) -> Article:
    return clean(raw, id="article", path="in/article.txt", outlets={})


def part(article: Article, name: str) -> str:
    span = getattr(article.parts, name)
    return span.of(article.text) if span else ""


def test_a_standfirst_that_reads_like_a_caption_is_none() -> None:
    told = "The harbour board of Velda says that the ferry between the two ports will stop in May after a storm"
    article = make(f"{HEADLINE}\n\n{told}\n\nVELDA -- {LEAD}\n\n{REST}")
    assert part(article, "standfirst") == told
    assert article.parts.captions == ()
    assert part(article, "body") == f"{LEAD}\n\n{REST}"


def test_a_caption_that_says_what_the_text_says_stays_one() -> None:
    shown = "The ferry between the two ports of Velda is seen in the harbour on Monday, May 3, 2021"
    article = make(f"{HEADLINE}\n\n{shown}\n\n{LEAD}\n\n{REST}")
    assert part(article, "standfirst") == ""
    assert [span.of(article.text) for span in article.parts.captions] == [shown]


def test_a_summary_that_the_article_begins_anew_is_its_standfirst() -> None:
    same = "The harbour board of Velda has stopped the ferry between the two ports in May."
    bare = "Move comes after storm damaged ship and insurers refused to pay for repairs in May."
    for summary in (same, bare):
        article = make(f"{HEADLINE}\n\n{summary}\n\n{LEAD}\n\n{REST}")
        assert part(article, "standfirst") == summary
        assert part(article, "body") == f"{LEAD}\n\n{REST}"


def test_a_lead_whose_next_paragraph_goes_on_is_no_standfirst() -> None:
    lead = "The harbour board of Velda has stopped the ferry between the two ports."
    after = (
        "Its chairman, Ann Lee, said the ferry between the ports was too old and its ship damaged."
    )
    article = make(f"{HEADLINE}\n\n{lead}\n\n{after}\n\n{REST}")
    assert part(article, "standfirst") == ""
    assert part(article, "body") == f"{lead}\n\n{after}\n\n{REST}"


def test_the_headline_again_is_cut_off_the_standfirst() -> None:
    told = "Board says storm has damaged ship, and the insurers of the ferry refuse to pay"
    article = make(f"{HEADLINE}\nFerries {HEADLINE} {told}\n{LEAD}\n{REST}")
    assert part(article, "headline") == HEADLINE
    assert part(article, "standfirst") == told
    assert part(article, "body").startswith("The harbour board")


def test_paragraphs_above_the_dateline_are_the_articles() -> None:
    opening = (
        "The mayor of Velda, Otto Brandvold, said that the town would not survive without its ferry, "
        "which he described as “the only road we have”, and asked the government for help this week."
    )
    article = make(f"{HEADLINE}\n\n{opening}\n\nVELDA (AP) — {LEAD}\n\n{REST}")
    assert part(article, "body") == f"{opening}\n\n{LEAD}\n\n{REST}"
    assert [each.value for each in article.agencies] == ["AP"]
    shown = (
        "In this May 3, 2021, photo, the ferry of Velda, which has run between the two ports since "
        "1921, lies in the harbour after a storm had damaged its hull and engine. (AP)"
    )
    article = make(f"{HEADLINE}\n\n{shown}\n\nVELDA — {LEAD}\n\n{REST}")
    assert part(article, "body") == f"{LEAD}\n\n{REST}"


def test_the_first_line_wins_over_a_point_of_the_summary() -> None:
    article = make(
        "The ferry is getting scrapped\n"
        "Its ship was damaged in a storm and lies in the harbour of Velda.\n"
        "Inspection suggests that repairs of the ship could take a year\n"
        f"{LEAD}\n{REST}"
    )
    assert part(article, "headline") == "The ferry is getting scrapped"
    assert "getting scrapped" not in part(article, "body")
    assert LEAD in part(article, "body")
