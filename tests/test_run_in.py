"""What a file runs into an article's first and last paragraph is no part of its text."""

from __future__ import annotations

from datetime import date

import pytest

from framing.clean import clean
from framing.models import Article, Field, Provenance
from framing.outlets import load_outlets

OUTLETS = load_outlets()
BODY = (
    "The ferry between the two ports will stop in May, the harbour board of Velda said on Monday. "
    "Travellers must take the bus. The board gave no reason, and the bridge is not yet built."
)


def make(raw: str, **metadata: str) -> Article:
    fields = {k: Field(v, Provenance.USER, "metadata.csv, line 2") for k, v in metadata.items()}
    return clean(raw, id="article", path="in/article.txt", outlets=OUTLETS, metadata=fields)


def body(article: Article) -> str:
    return article.parts.body.of(article.text)


@pytest.mark.parametrize(
    ("opening", "published"),
    [
        ("Date of publication 4 March 2019 ", date(2019, 3, 4)),
        ("Last updated at Mar 042019 ", date(2019, 3, 4)),
        ("14.03.2019(updated 11:21 14.03.2019) Get short URL Topic Ferries (20) 0 38 ", date(2019, 3, 14)),
        ("14.03.2019Get short URL 124 ", date(2019, 3, 14)),
        ("Monday 4 March 2019 10:30 ", date(2019, 3, 4)),
    ],
)  # fmt: skip
def test_the_date_that_opens_a_text_is_its_date(opening: str, published: date) -> None:
    article = make(opening + BODY)
    assert body(article) == BODY
    assert article.published
    assert article.published.value == published


def test_a_place_without_a_dash_behind_a_date_is_the_dateline() -> None:
    article = make(f"Last updated at Mar 042019 VELDA {BODY}")
    assert body(article) == BODY
    assert article.dateline
    assert article.dateline.value == "VELDA"
    # Without a date it may be the text's first word.
    assert body(make(f"NATO {BODY}")) == f"NATO {BODY}"


@pytest.mark.parametrize("credit", ["(AFP Photo)", "(Photo AP)", "(Reuters Photo)"])
def test_a_caption_with_the_photographs_credit_before_the_text_is_one(credit: str) -> None:
    caption = "Travellers wait at the quay in Velda on March 3 2019"
    article = make(f"Published March 4 2019 {caption} {credit} {BODY}")
    assert body(article) == BODY
    assert [span.of(article.text) for span in article.parts.captions] == [caption]


def test_a_summary_before_tags_introduces_the_text() -> None:
    summary = "The last ferry left on Sunday with 30 people. Tags Velda ferries harbour board"
    article = make(f"Date of publication 4 March 2019 {summary} {BODY}")
    assert body(article) == BODY
    assert article.parts.standfirst
    assert article.parts.standfirst.of(article.text).startswith("The last ferry left on Sunday")
    assert any(r.reason == "tags" for r in article.removed)


@pytest.mark.parametrize("opening", ["Monday 4 March 2019 ", "Last updated at Mar 042019 "])
def test_the_date_that_opens_a_text_goes_before_one_on_a_line(opening: str) -> None:
    article = make(f"Ferry stops\n2019-03-19\n\n{opening}{BODY}")
    assert article.published
    assert article.published.value == date(2019, 3, 4)
    assert any("but 19 March 2019 is printed, too" in note for note in article.notes)
    article = make(f"Ferry stops\nPublished 2019-03-19\n\n{opening}{BODY}")
    assert article.published
    assert article.published.value == date(2019, 3, 19)


def test_tags_end_where_the_text_opens_as_the_headline_does() -> None:
    raw = (
        "Four Qadir men held in Velda\n2019-03-04\n\nDate of publication 4 March 2019 Four Kadir men "
        "have been held on the quay. Tags Velda Qadir Four Qadir men were held on the quay of Velda on "
        f"Monday, the harbour board said. {BODY}"
    )
    article = make(raw)
    assert body(article).startswith("Four Qadir men were held on the quay of Velda on Monday")
    assert "Tags" not in article.text


def test_tags_whose_end_nothing_tells_stay() -> None:
    raw = f"The last ferry left on Sunday. Tags Velda Osk Ann Lee's harbour board met there. {BODY}"
    assert "Tags Velda" in body(make(raw))


@pytest.mark.parametrize("between", [" ", ". "])
def test_a_first_sentence_that_stands_twice_is_counted_once(between: str) -> None:
    sentence = "The ferry between the two ports will stop in May"
    assert body(make(f"{sentence}{between}{BODY}")) == BODY


@pytest.mark.parametrize(
    "label", ["[Click to enlarge]", "[click on the map to zoom in]", "Watch: Last ferry leaves Play Video"]
)  # fmt: skip
def test_what_bids_the_reader_click_is_no_text(label: str) -> None:
    raw = f"Ferry stops\n\n{BODY} {label} The bus is slow. No date was set."
    assert body(make(raw)) == f"{BODY} The bus is slow. No date was set."
    # What people read or watch stays.
    told = f"{BODY} Watch: the bus is slow. She was told to [click] there."
    assert body(make(f"Ferry stops\n\n{told}")) == told


@pytest.mark.parametrize(
    "ending",
    [" Read Also", " Last Update: Monday 4 March 2019 KSA 08:45 - GMT 05:45 2902", " 12"],
)
def test_what_the_page_says_behind_the_text_is_cut_off(ending: str) -> None:
    assert body(make(f"Ferry stops\n\nThe quay is shut.\n\n{BODY}{ending}")).endswith(BODY)


@pytest.mark.parametrize("line", ["12", "Read also", "Read Also Why the bridge is late"])
def test_lines_that_are_no_text_are_taken_out(line: str) -> None:
    raw = f"Ferry stops\n\nThe quay is shut.\n\n{line}\n\n{BODY}"
    assert body(make(raw)) == f"The quay is shut.\n\n{BODY}"


def test_the_mark_that_opens_a_quotation_behind_the_headline_stays() -> None:
    quoted = '"The ferry will stop in May" said Ann Lee of the harbour board. The bus is slow.'
    article = make(
        f"4 March 2019 Last ferry leaves Velda. {quoted}", title="Last ferry leaves Velda"
    )
    assert body(article) == quoted


def test_the_label_of_an_edition_opens_no_text() -> None:
    assert body(make(f"Ferry stops\n\nAfternoon Update. {BODY}\n\n{BODY[:90]}.")).startswith(BODY)


@pytest.mark.parametrize(
    "between", ["Reuters Monday 4 Mar 2019 ", "Monday 4 Mar 2019 ", "Anna Dahl Otto Lund. "]
)
def test_what_stands_between_headline_and_text_is_cut_off(between: str) -> None:
    head = "Last ferry leaves Velda"
    article = make(f"{head} {between}{BODY}", title=head)
    assert body(article) == BODY
    assert (article.published is not None) == ("2019" in between)
