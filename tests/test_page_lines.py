"""Lines of a page that look like the article's: a headline with a full stop, titles below the label
of a link, notes to readers, and a standfirst that nothing marks."""

from __future__ import annotations

import pytest

from framing.clean import clean
from framing.clean.article import typed_lines
from framing.clean.credits import first_published
from framing.models import Article

HEADLINE = "Harbour board stops the ferry between the two ports of Velda"
LEAD = (
    "The harbour board of Velda said on Monday that the ferry between the two ports would stop in "
    "May, after a storm had damaged its only ship and the insurers had refused to pay for repairs."
)
SECOND = (
    "Travellers must take the bus, which needs two hours for the way around the bay, the board said, "
    "and nobody knows yet when a new ship will come."
)
THIRD = "The mayor, Otto Brandvold, said that he would ask the government for a ship before summer."
STORY = f"{LEAD}\n\n{SECOND}\n\n{THIRD}"


def make(raw: str) -> Article:
    return clean(raw, id="article", path="in/article.txt", outlets={})


def body(article: Article) -> str:
    return article.parts.body.of(article.text)


def headline(article: Article) -> str | None:
    return article.title.value if article.title else None


TWO = "The board said the ship was ‘as good as new’. Its crew says it never was."


@pytest.mark.parametrize(
    "page",
    [
        f"Quay Gazette\n{TWO}\n2021-05-03\n\n{TWO}\n{STORY}",
        f"{TWO}\n\n{TWO}\n\n{STORY}",
        f"{TWO}\nBy Ann Lee\n3 May 2021\n\n{STORY}",
    ],
)
def test_a_headline_of_sentences_is_one_where_it_stands_as_one(page: str) -> None:
    article = make(page)
    assert headline(article) == TWO
    assert body(article) == STORY


def test_a_lead_above_no_byline_is_no_headline() -> None:
    lead = "The ferry of Velda stops in May. Nobody on the quay is glad."
    article = make(f"{HEADLINE}\n\n{lead}\n\n{STORY}")
    assert headline(article) == HEADLINE
    assert lead in article.text


LINK = "What it is like to row an old boat around the bay of Velda in a winter storm"


@pytest.mark.parametrize("label", ["Related article", "RELATED", "See also", "Related content"])
@pytest.mark.parametrize(
    "links", [[LINK], [LINK, "Who pays for the new quay?"], ["‘It never was safe’: crews speak up"]]
)
def test_titles_below_the_label_of_a_link_are_no_article(label: str, links: list[str]) -> None:
    below = "\n".join(links)
    article = make(f"{HEADLINE}\n\n{LEAD}\n\n{label}\n{below}\n\n{SECOND}\n\n{THIRD}")
    assert body(article) == STORY
    assert {label, *links} <= {each.text for each in article.removed}


def test_a_sentence_below_such_a_label_stays() -> None:
    article = make(f"{HEADLINE}\n\n{LEAD}\n\nRead more\n\n{SECOND}\n\n{THIRD}")
    assert body(article) == STORY


@pytest.mark.parametrize(
    "line",
    [
        "Quay News' \"On the Water\" newsletter brings you stories of the ports of the north.",
        "Sign up for the Quay News harbour newsletter. See the bay with stories of ships, the people "
        "on them and what they find.",
        "You've successfully subscribed to this newsletter!",
        "Contact the writers at [e-mail]",
        "Contact Ann Lee at [e-mail] or [phone].",
        "MOST READ IN PORTS SEAL ROW Mayor bites back after a seal bites him at noon QUAY WALLS Crew "
        "of old ferry finds gold in wall BOATS Council counts every boat in the harbour twice",
        "This article was amended on 4 May 2021. An earlier version said that the ferry had run since "
        "1912. It has run since 1921.",
        "Correction, May 4, 2021: The ferry has run since 1921. A first version had another year.",
        "Clarification: The board has five members, one of whom does not vote.",
        "Ferry of Velda:A look back at a hundred years between the two ports of the bay",
    ],
)  # fmt: skip
def test_notes_to_readers_are_no_article(line: str) -> None:
    article = make(f"{HEADLINE}\n\n{LEAD}\n\n{SECOND}\n\n{line}\n\n{THIRD}")
    assert body(article) == STORY
    assert not article.suspected


@pytest.mark.parametrize(
    "sentence",
    [
        "An earlier version of the report said that the ferry was safe.",
        "She told her readers to subscribe to the newsletter of the crews.",
        "The newsletter of the crews has 300 readers and comes out on Friday.",
        "Passengers can contact the harbour board, which answers on weekdays.",
        "The report was amended in April, and the chapter on ships was left out.",
    ],
)
def test_what_an_article_tells_of_such_things_stays(sentence: str) -> None:
    article = make(f"{HEADLINE}\n\n{LEAD}\n\n{SECOND}\n\n{sentence}\n\n{THIRD}")
    assert sentence in body(article)


def test_a_correction_behind_the_last_sentence_is_taken_off() -> None:
    note = (
        "Correction 4 May 2021: This article originally reported that the ferry had run since 1912 – "
        "it has been updated with the right year. Additional reporting by Quay Monitoring."
    )
    assert body(make(f"{HEADLINE}\n\n{STORY.replace(chr(10) * 2, ' ')} {note}")).endswith(THIRD)


@pytest.mark.parametrize(
    "note",
    [
        "Editor’s Note: Ann Lee is a lecturer at the harbour school. She has written on ferries. The "
        "views expressed here are her own. Read more opinion at Quay News.",
        "Editor’s Note: A version of this story appears in our harbour newsletter. Sign up here.",
    ],
)
def test_an_editors_note_ends_where_the_article_begins_in_its_line(note: str) -> None:
    told = " ".join([LEAD, SECOND, THIRD, LEAD.replace("Monday", "Friday"), SECOND, THIRD])
    article = make(f"{HEADLINE}\n\n{note} {told}")
    assert body(article) == told
    assert note in {each.text for each in article.removed}


@pytest.mark.parametrize(
    "first",
    [
        "“We have lost our only ship, and nobody will pay for it. But the bay is still ours, and we "
        "shall cross it,” Mayor Otto Brandvold said.",
        "“We have lost our only ship, and nobody will pay for it. But the bay is still ours.”",
    ],
)
def test_a_quotation_above_the_lead_that_the_article_has_again_is_a_standfirst(first: str) -> None:
    told = (
        f"{THIRD} “We have lost our only ship, and nobody will pay for it. But the bay is still ours, "
        "and we shall cross it,” he said."
    )
    article = make(f"{HEADLINE}\n\n{first}\n\n{LEAD}\n\n{SECOND}\n\n{told}")
    assert article.parts.standfirst
    assert article.parts.standfirst.of(article.text) == first
    assert body(article) == f"{LEAD}\n\n{SECOND}\n\n{told}"


def test_a_quotation_that_opens_the_article_and_comes_once_is_its_lead() -> None:
    first = "“We have lost our only ship, and nobody will pay for it,” Mayor Otto Brandvold said."
    assert body(make(f"{HEADLINE}\n\n{first}\n\n{STORY}")).startswith(first)


DEALS = (
    "Anyone who has a boat should know this $9 rope There’s an $80 lamp that shines as bright as one "
    "for $300 and a chart of the bay that you may have while stocks last for less than a bus ticket"
)


@pytest.mark.parametrize(
    "label", ["Quay Top Deals:", "Trending Right Now:", "Best deals of the day:"]
)
def test_titles_joined_below_the_label_of_an_advertisement_are_no_article(label: str) -> None:
    article = make(f"{HEADLINE}\n\n{LEAD}\n\n{SECOND}\n\n{label}\n{DEALS}\n\n{THIRD}")
    assert body(article) == STORY
    article = make(f"{HEADLINE}\n\n{LEAD}\n\n{label}\n{SECOND}\n\n{THIRD}")
    assert body(article) == STORY


@pytest.mark.parametrize(
    "letter",
    [
        "International Newsletter Sign up for our newsletter and get the best of the bay to your door "
        "every week. I agree to receive information about products of Quay House (e.g. charts, books, "
        "lamps, offers for subscribers and their families) with no obligation by email. I understand "
        "that I may withdraw my consent at any time. All newsletters from Quay House",
    ],
)
def test_a_newsletter_with_its_terms_is_no_article(letter: str) -> None:
    article = make(f"{HEADLINE}\n\n{LEAD}\n\n{letter}\n\n{SECOND}\n\n{THIRD}")
    assert body(article) == STORY


@pytest.mark.parametrize(
    ("line", "first"),
    [
        (f"{HEADLINE} originally appeared on Quay.com on Mon, 3 May 2021 at 10:05:01 EDT. Please see "
         "our terms for use of feeds.", "Quay.com"),
        (f"The post {HEADLINE} appeared first on Quay Magazine.", "Quay Magazine"),
        ("This article originally appeared on The Quayside. Copyright 2015.", "The Quayside"),
        ("This article was originally published on May 3, 2021.", None),
    ],
)  # fmt: skip
def test_where_an_article_first_appeared_is_told(line: str, first: str | None) -> None:
    article = make(f"{HEADLINE}\n\n{STORY}\n\n{line}")
    assert body(article) == STORY
    assert first_published(article.notes) == first


def test_what_first_appeared_somewhere_is_the_articles_own() -> None:
    sentence = "The seal of Velda first appeared on coins in 1921, when the harbour was built."
    assert sentence in body(make(f"{HEADLINE}\n\n{STORY}\n\n{sentence}"))


@pytest.mark.parametrize(
    ("line", "agencies"),
    [
        ("Sources: Quay Times, Reuters, Der Spiegel", []),
        ("Sources: Reuters, Quay Times", []),
        ("Sources: Reuters, AFP", ["Reuters", "AFP"]),
        ("Source: Quay Gazette and Reuters", ["Reuters"]),
        ("Source: Reuters", ["Reuters"]),
    ],
)
def test_a_list_of_what_the_writer_read_is_no_credit(line: str, agencies: list[str]) -> None:
    article = make(f"{HEADLINE}\n\n{STORY}\n\n{line}")
    assert body(article) == STORY
    assert [each.value for each in article.agencies] == agencies


@pytest.mark.parametrize("agency", ["(Xinhua) ", "BEIJING (Xinhua) - "])
def test_sentences_above_an_agency_named_further_down_stay(agency: str) -> None:
    story = f"{SECOND}\n\n{THIRD}\n\n{agency}{LEAD}"
    article = make(f"{HEADLINE}\n\nRita Moss\n\n5 March 2019\n\n{story}")
    assert SECOND in body(article)
    assert THIRD in body(article)
    assert not article.suspected


def test_a_caption_above_the_dateline_is_none_of_the_article() -> None:
    caption = "A ferry is seen off the port of Velda, March 10, 2019."
    article = make(f"{HEADLINE}\n\n{caption}\n\nVELDA (Reuters) - {STORY}")
    assert caption not in body(article)
    assert LEAD in body(article)


RAGGED = [
    "The head of the harbour said on Tuesday that ferries would sail again by\n"
    "Friday, and that the old\n"
    "Bridge Street pier would stay closed until the\n"
    "engineers had looked at it.",
    "The head of the har-\nbour said on Tuesday that ferries would sail again by Friday, and\n"
    "that the old Bridge Street pier\nwould stay closed until the engineers had looked at it.",
]
JOINED = (
    "The head of the harbour said on Tuesday that ferries would sail again by Friday, and that the "
    "old Bridge Street pier would stay closed until the engineers had looked at it."
)


@pytest.mark.parametrize("ragged", RAGGED)
@pytest.mark.parametrize("title", [HEADLINE, "Harbour vote"])
def test_lines_broken_at_no_fixed_width_are_one_paragraph(title: str, ragged: str) -> None:
    article = make(f"{title}\n\nBy Rita Moss\n\nMarch 11, 2019\n\n{ragged}\n\n{THIRD}")
    assert headline(article) == title
    assert body(article) == f"{JOINED}\n\n{THIRD}"
    assert article.byline is not None
    assert article.byline.value == "Rita Moss"


def test_the_head_above_ragged_lines_is_no_part_of_them() -> None:
    article = make(f"{HEADLINE}\nBy Rita Moss\nMarch 11, 2019\n{RAGGED[0]}\n\n{THIRD}")
    assert headline(article) == HEADLINE
    assert body(article) == f"{JOINED}\n\n{THIRD}"


def test_items_of_a_list_in_lower_case_stay_lines() -> None:
    listed = "The ferry company sells these with every ticket:\ncoffee and tea;\nbread and cheese."
    article = make(f"{HEADLINE}\n\n{LEAD}\n\n{listed}\n\n{THIRD}")
    assert "coffee and tea;\n\nbread and cheese." in body(article)


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("Seoul, 31 April 2024", None),
        ("31 April 2024", None),
        ("Anna Lund, February 30, 2024", "Anna Lund"),
        ("Geneva: 31.09.2024", None),
    ],
)
def test_a_day_that_no_calendar_has_is_told(line: str, byline: str | None) -> None:
    article = make(f"{HEADLINE}\n\n{line}\n\n{STORY}")
    assert article.published is None
    assert [note for note in article.notes if "there is no such day" in note]
    assert (article.byline.value if article.byline else None) == byline
    assert not [note for note in article.notes if "day first or month first" in note]
    assert body(article) == STORY


def test_a_place_before_a_date_is_no_author() -> None:
    article = make(f"{HEADLINE}\n\nSeoul, 30 April 2024\n\n{STORY}")
    assert article.byline is None
    assert article.published is not None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("NO FOUL PLAY SUSPECTED", "cross-heading"),
        ("(APPLAUSE)", "transcript tag"),
        ("[MUSIC PLAYING]", "transcript tag"),
    ],
)
def test_a_line_between_paragraphs_has_the_kind_that_took_it_out(line: str, kind: str) -> None:
    page = f"{HEADLINE}\n\nBy Ann Lee\n\nMay 3, 2021\n\n{LEAD}\n\n{line}\n\n{SECOND}\n\n{THIRD}"
    assert kinds(page)[line] == kind


def test_lines_around_an_article_have_the_kind_that_took_them_out() -> None:
    shown = "A ferry is seen off the port of Velda, March 10, 2019."
    end = "(Originally published by Kyodo News)"
    page = f"AFP, Monday 10 Jan 2011\n\n{HEADLINE}\n\nVELDA (AFP) – {STORY}\n\n{end}"
    found = kinds(page)
    assert found["AFP, Monday 10 Jan 2011"] == "dateline"
    assert found[end] == "credit"
    assert kinds(f"{shown}\n\nVELDA (Reuters) - {STORY}")[shown] == "caption"


def kinds(raw: str) -> dict[str, str]:
    lines = typed_lines(raw, path="in/article.txt", outlets={})
    return {line.text: line.kind.value for line in lines}
