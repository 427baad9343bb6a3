"""What a file runs into an article's last paragraph, and what a page says below it, is no part of
its text."""

from __future__ import annotations

import pytest

from framing.clean import clean
from framing.models import Article

BODY = (
    "The ferry between the two ports will stop in May, the harbour board of Velda said on Monday. "
    "Travellers must take the bus. The board gave no reason, and the bridge is not yet built."
)
SECOND = "The mayor of Velda said that she would ask the board for its books before the summer."


def make(raw: str) -> Article:
    return clean(raw, id="article", path="in/article.txt", outlets={})


def body(article: Article) -> str:
    return article.parts.body.of(article.text)


@pytest.mark.parametrize(
    "end",
    [
        " QN’s Ann Lee and Otto Brandvold contributed reporting. © 2024 Quay News Network. A Harbour "
        "Company. All Rights Reserved. QN Sans ™ & © 2016 Quay News Network.",
        " Go to quaynews.com for more news from the coast. Follow us on Twitter @quaynews, on Facebook "
        "at Quay News or on Instagram at quaynews",
        " This is a developing story and will be updated.",
        " (Source: Harbour Council) Twitter",
        " Additional reporting by Ann Lee; editing by Otto Brandvold",
        " Accuracy and availability may vary. The authoritative record of QNR’s programming is the "
        "audio record.",
        "CLICK HERE TO GET THE QUAY NEWS APP",
        " Read more",
        " Updates below...",
    ],
)  # fmt: skip
@pytest.mark.parametrize("head", ["", "Ferry between the ports to stop\n\n" + BODY + "\n\n"])
def test_what_stands_behind_the_last_sentence_is_taken_off(head: str, end: str) -> None:
    last = SECOND if head else BODY
    article = make(head + last + end)
    assert body(article).endswith(last)
    removed = "".join(each.text for each in article.removed)
    assert sorted("".join(end.split())) == sorted("".join(removed.split()))  # nothing is lost


@pytest.mark.parametrize(
    ("end", "agency"),
    [(" Source QuayWorld and agencies", "unspecified"), (" (With Reuters)", "Reuters")],
)
def test_an_agency_behind_the_last_sentence_is_credited(end: str, agency: str) -> None:
    article = make(BODY + end)
    assert [each.value for each in article.agencies] == [agency]
    assert body(article) == BODY


def test_a_name_behind_the_last_sentence_is_the_byline() -> None:
    article = make(f"{BODY} Ann Lee")
    assert article.byline is not None
    assert article.byline.value == "Ann Lee"
    assert body(article) == BODY
    # Another byline is told: the name is the text's.
    assert body(make(f"Ferry stops\n\nBy Otto Brandvold\n\n{SECOND}\n\n{BODY} Ann Lee")).endswith(
        "Ann Lee"
    )


@pytest.mark.parametrize(
    "end",
    [
        " If you have any information, contact the harbour police on 101.",
        " It was first published in 1998.",
        " “Read it again,” she said. “More.”",
        " The club plays next in the Women's League",
        " He said: “E-mail us at the office.”",
    ],
)
def test_the_articles_own_last_words_stay(end: str) -> None:
    assert body(make(BODY + end)) == BODY + end


def test_an_offer_between_two_paragraphs_run_into_one_is_taken_out() -> None:
    raw = f"{BODY}CLICK HERE TO GET THE QUAY NEWS APPSome fear the worst, and {SECOND}"
    assert body(make(raw)) == f"{BODY} Some fear the worst, and {SECOND}"


@pytest.mark.parametrize(
    "line",
    [
        "Disclaimer: Nothing in this article is advice to travellers.",
        "We pay for your stories! Have one for the Quay team? Email us at [e-mail] or call [phone]",
        "Quay News Explains...",
        "Anzeige:",
        "Den Originalartikel gibt es bei Quay News Australia. Copyright 2018.",
    ],
)
def test_what_a_page_says_below_the_article_is_furniture(line: str) -> None:
    raw = f"Ferry between the ports to stop\n\n{BODY}\n\n{SECOND}\n\n{line}"
    assert body(make(raw)) == f"{BODY}\n\n{SECOND}"


def test_a_caption_of_the_day_dates_an_article_that_prints_no_date() -> None:
    shown = (
        "Passengers wait in the harbour of Velda on Monday, May 3, 2021. (Ann Lee/Quay News via AP)"
    )
    dated = make(f"Ferry between the ports to stop\n\n{shown}\n\n{BODY}\n\n{SECOND}")
    assert dated.published is not None
    assert dated.published.value.isoformat() == "2021-05-03"
    other = make(f"Ferry to stop\n\n{shown.replace('Monday', 'Friday')}\n\n{BODY}\n\n{SECOND}")
    assert other.published is None
    older = make(f"Ferry to stop\n\nFILE - {shown}\n\n{BODY}\n\n{SECOND}")
    assert older.published is None
