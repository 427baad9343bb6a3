"""How raw texts are taken apart, by the hand-written cases in cases/reading.toml."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from framing.clean import clean, with_guessed_dates
from framing.clean.lines import split_lines
from framing.models import Article, Field, Provenance, Span
from framing.outlets import load_outlets

CASES = [
    case
    for name in ("reading", "pages")
    for case in tomllib.loads((Path(__file__).parent / f"cases/{name}.toml").read_text("utf-8"))[
        "case"
    ]
]
OUTLETS = load_outlets()
BODY = "The two ports agreed to talk again about the ferry, an official said.\n\nNo date was set."


def make(raw: str, **metadata: str) -> Article:
    fields = {k: Field(v, Provenance.USER, "metadata.csv, line 2") for k, v in metadata.items()}
    return clean(raw, id="article", path="in/article.txt", outlets=OUTLETS, metadata=fields)


def _of(span: Span | None, text: str) -> str:
    return span.of(text) if span else ""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    article = make(case["raw"])
    parts, text = article.parts, article.text
    actual: dict[str, Any] = {
        "text": text,
        "headline": _of(parts.headline, text),
        "standfirst": _of(parts.standfirst, text),
        "captions": [span.of(text) for span in parts.captions],
        "body": parts.body.of(text),
        "byline": article.byline.value if article.byline else "",
        "dateline": article.dateline.value if article.dateline else "",
        "published": article.published.value.isoformat() if article.published else "",
        "provenance": article.published.provenance if article.published else "",
        "agencies": [agency.value for agency in article.agencies],
        "removed": [removed.text for removed in article.removed],
        "outlet": article.outlet,
        "outlet_name": article.outlet_name,
        "url": article.url,
    }
    for key in case.keys() - {"name", "raw", "note", "out"}:
        wanted = case[key].strip() if isinstance(case[key], str) else case[key]
        assert actual[key] == wanted, key
    for line in case.get("out", ()):
        assert line not in article.text
        assert any(line in removed for removed in actual["removed"])
    if "note" in case:
        assert any(case["note"] in note for note in article.notes), article.notes


def test_case_names_are_unique() -> None:
    assert len({case["name"] for case in CASES}) == len(CASES)


def test_users_values_override_what_is_read() -> None:
    raw = f"Ferry talks resume\n\nBy Ann Lee\n\nPublished: 3 May 2014\n\n{BODY}\n\n(AFP)"
    article = make(
        raw,
        outlet="Harbour Post",
        byline="Bo Berg",
        published="2014-05-04",
        agencies="Reuters; Agence France-Presse",
        language="en-GB",
        dateline="OSLO",
    )
    assert (article.outlet, article.outlet_name) == ("harbour-post", "Harbour Post")
    assert article.byline == Field("Bo Berg", Provenance.USER, "metadata.csv, line 2")
    assert article.dateline is not None
    assert article.dateline.value == "OSLO"
    assert article.published is not None
    assert (article.published.value, article.published.provenance) == (date(2014, 5, 4), "user")
    assert [agency.value for agency in article.agencies] == ["Reuters", "AFP"]
    assert article.language is not None
    assert article.language.value == "en"
    # What the page prints is still off the text, and still on record.
    assert [r.text for r in article.removed] == ["By Ann Lee", "Published: 3 May 2014", "(AFP)"]


def test_declared_title_stands_in_the_text_once() -> None:
    printed = make(f"FERRY TALKS RESUME\n\n{BODY}", title="Ferry talks resume")
    assert printed.text == f"FERRY TALKS RESUME\n\n{BODY}"
    assert printed.title is not None
    assert printed.title.value == "Ferry talks resume"
    missing = make(BODY, title="Ferry talks  resume")
    assert missing.text == f"Ferry talks resume\n\n{BODY}"
    assert missing.parts.headline == Span(0, 18)


def test_a_declared_outlet_much_like_a_known_one_is_noted() -> None:
    article = make(BODY, outlet="Golbal Times")
    assert (article.outlet, article.outlet_name) == ("golbal-times", "Golbal Times")
    assert any("Did you mean 'Global Times'?" in note for note in article.notes)
    assert not any("mean" in note for note in make(BODY, outlet="Harbour Post").notes)


def test_a_name_alone_is_a_guess() -> None:
    article = make(f"Ferry talks resume\n\nAnn Lee\n3 May 2014\n\n{BODY}")
    assert article.byline is not None
    assert (article.byline.value, article.byline.provenance) == ("Ann Lee", "guessed")


def test_a_date_that_cannot_be_read_is_noted_and_none() -> None:
    for value in ("soon", "03/04/2014", "2014-13-40"):
        article = make(BODY, published=value)
        assert article.published is None
        assert any(value in note and "metadata.csv, line 2" in note for note in article.notes)


def test_short_and_foreign_texts_are_read_and_say_so() -> None:
    assert any("Short: 2 words" in note for note in make("Ferry talks").notes)
    german = make(
        "Fährgespräche gehen weiter\n\n"
        + "Die beiden Häfen haben sich am Montag darauf geeinigt, wieder über die Fähre zu "
        "sprechen, sagte ein Sprecher der Verwaltung, der nicht genannt werden wollte. " * 3
    )
    assert german.language is not None
    assert german.language.value == "de"
    assert any("German" in note for note in german.notes)
    english = make(f"Ferry talks resume\n\n{BODY}")
    assert english.language is not None
    assert english.language.value == "en"
    assert not any("English" in note for note in english.notes)


# Fictitious run: 3 May was a Saturday in 2014 (and in 2008).
UNDATED = make(
    "Ferry talks resume\n\nOSLO, May 3 (AFP) — The ports agreed, officials said Saturday. "
    "They will meet next Monday."
)


def _dated(day: date, provenance: Provenance = Provenance.DECLARED) -> Article:
    return replace(make(BODY), id=day.isoformat(), published=Field(day, provenance, ""))


def _guess(*others: Article) -> Field[date] | None:
    return with_guessed_dates([UNDATED, *others])[0].published


def test_a_year_is_guessed_from_dated_articles_where_the_weekday_agrees() -> None:
    guess = _guess(_dated(date(2014, 5, 6)), _dated(date(2020, 1, 1)))
    assert guess is not None
    assert (guess.value, guess.provenance) == (date(2014, 5, 3), "guessed")
    assert "3 days before the article '2014-05-06'" in guess.evidence


def test_no_year_is_guessed_without_proof() -> None:
    assert _guess() is None  # nothing dated beside it
    assert _guess(_dated(date(2013, 5, 6))) is None  # 3 May 2013 was a Friday
    assert _guess(_dated(date(2014, 7, 6))) is None  # too far away
    assert _guess(_dated(date(2014, 5, 6)), _dated(date(2008, 5, 1))) is None  # two years fit
    assert _guess(_dated(date(2014, 5, 6), Provenance.GUESSED)) is None  # no guess on a guess
    without_weekday = make("Ferry talks\n\nOSLO, May 3 (AFP) — The ports agreed, officials said.")
    dated = _dated(date(2014, 5, 6))
    assert with_guessed_dates([without_weekday, dated])[0].published is None


def test_a_year_guessed_across_new_year() -> None:
    # 30 December 2013 was a Monday.
    article = make("Ferry talks\n\nOSLO, Dec. 30 (AFP) — The ports agreed, officials said Monday.")
    guess = with_guessed_dates([article, _dated(date(2014, 1, 4))])[0].published
    assert guess is not None
    assert guess.value == date(2013, 12, 30)


def test_a_page_of_very_many_lines_is_read_whole() -> None:
    # Takes minutes where the work grows with the square of the lines.
    lines = [f"Ann Lee wrote line {number}" for number in range(6_000)]
    body = make("\n".join(["Ferry talks resume", "", *lines])).parts.body
    assert body.end - body.start > 6_000 * len("Ann Lee wrote line 1\n\n") - 10


def test_lines_know_where_they_stood() -> None:
    lines = split_lines("One\nTwo\n\nThree")
    assert [(line.at, line.text, line.gap) for line in lines] == [
        (0, "One", True),
        (1, "Two", False),
        (2, "Three", True),
    ]


@pytest.mark.parametrize(
    "opening",
    [
        "Tuesday 4 April 2017 Two ports talk about ferry: official . ",
        "Posted on April 4 2017 by Norland News Two Ports Talk About Ferry Official ",
        "Published April 4 2017 ",
        "Two ports talk about ferry: official. ",
    ],
)
def test_date_and_headline_that_run_into_the_text_are_cut_off(opening: str) -> None:
    article = make(opening + BODY, title="Two ports talk about ferry: official")
    assert article.parts.body.of(article.text) == BODY


def test_a_sentence_that_only_begins_like_the_headline_stays() -> None:
    body = "Two ports talk about ferry officials in Norland, it was said.\n\nNo date was set."
    article = make(body, title="Two ports talk about ferry")
    assert article.parts.body.of(article.text) == body


def test_a_line_with_month_and_day_takes_its_year_from_the_other_articles() -> None:
    dated = make(f"Ferry talks go on\n\nBy Ann Lee\n\n14 September 2024\n\n{BODY}")
    bare = replace(make(f"Ports to talk\n\nBy Ann Lee\n\nSeptember 15\n\n{BODY}"), id="bare")
    assert bare.published is None
    [_, guessed] = with_guessed_dates([dated, bare])
    assert guessed.published
    assert guessed.published.value == date(2024, 9, 15)
    assert guessed.published.provenance == "guessed"


def test_a_declared_date_that_the_page_does_not_have_is_told() -> None:
    raw = f"Ferry talks go on\n\nBy Ann Lee\n\n11 April 2017\n\n{BODY}"
    article = make(raw, published="2017-04-04")
    assert article.published
    assert article.published.value == date(2017, 4, 4)
    assert any("the page says 11 April 2017" in note for note in article.notes)
    assert not any("page says" in n for n in make(raw, published="2017-04-10").notes)


HARBOUR_PLAN = (
    "Harbour plan wins backing\n\nThe town council backed the plan on Monday.\n\n"
    "Fishing crews opposed the plan in the past. They said that the old quay was enough.\n\n"
    "Work is expected to start in spring."
)


@pytest.mark.parametrize("credit", ["(Reuters)", "Reuters", "© Reuters"])
@pytest.mark.parametrize("junk", ["* * *", "…", "...", ".", "###", "-- ", "-30-", "* * *\n\n###"])
def test_junk_behind_the_credit_leaves_the_agency_there(credit, junk):
    article = make(f"{HARBOUR_PLAN}\n\n{credit}\n\n{junk}\n")
    assert [agency.value for agency in article.agencies] == ["Reuters"]
    assert article.text.endswith("Work is expected to start in spring.")


@pytest.mark.parametrize(
    "credit",
    [
        *("\n\n(Reuters)", "\n\nReuters", "\n\nSource: Reuters", "\n\n— Reuters"),
        *(" (Reuters)", " — Reuters"),
    ],
)
@pytest.mark.parametrize("marks", [".", " .", " …", " * * *", " ###", " ■"])
def test_marks_behind_a_credit_on_its_line_leave_the_agency_there(credit, marks):
    article = make(f"{HARBOUR_PLAN}{credit}{marks}\n")
    assert [agency.value for agency in article.agencies] == ["Reuters"]
    assert article.text.endswith("Work is expected to start in spring.")


def test_captions_inside_an_article_pasted_as_one_paragraph() -> None:
    caption = "A ferry waits in the harbour of Norland on March 14, 2019."
    own = "The two ports agreed to talk again about the ferry, an official said on Monday."
    more = (
        "No date was set for the next meeting, which both sides want to be held in spring, when the "
        "storms are over and the pier can be mended by the dockers of both towns."
    )
    plain = "The line has been closed for two winters."
    raw = (
        f"{own} {caption} Ann Lee/AFP/Getty Images {more} {plain} Eva Lind/Reuters The mayor said "
        "that both towns would pay for a new one, as they had done before the war."
    )
    article = make(raw)
    assert [span.of(article.text) for span in article.parts.captions] == [caption]
    body = article.parts.body.of(article.text)
    assert body.startswith(f"{own} {more} {plain} The mayor said")  # its own sentence stays
    assert "Getty" not in body
    assert "Reuters" not in body


def test_labelled_captions_inside_an_article_pasted_as_one_paragraph() -> None:
    own = (
        "The ferry between the two ports will sail again in spring, the mayor of Lund has said after "
        "two winters in which nobody could cross, and both towns will share what the work costs."
    )
    more = "The dockers had asked for a new pier, too. He did not say when it would be built."
    raw = (
        f"Media caption The mayor talks to reporters {own} Image copyright EPA Image caption The pier "
        f"of Lund was closed for two years The dockers had asked for a new pier, too. Image copyright "
        "White House He did not say when it would be built."
    )
    article = make(raw)
    assert article.parts.body.of(article.text) == f"{own} {more}"
    captions = [span.of(article.text) for span in article.parts.captions]
    assert captions == ["The mayor talks to reporters", "The pier of Lund was closed for two years"]


DIALOG = "Sign Up Thank you for subscribing! Could not subscribe, try again later Invalid Email"


@pytest.mark.parametrize("glued", [True, False], ids=["run into the article", "a line of its own"])
def test_the_dialog_of_a_newsletter_is_no_body(glued: bool) -> None:
    body = (
        "The ferry between the two towns will sail again in spring, the harbour office said. " * 5
    )
    text = (
        f"Ferry to sail again\n\n{DIALOG}{' ' if glued else chr(10) * 2}{body}\n\nNo date was set."
    )
    article = make(text)
    assert "subscrib" not in article.text
    assert article.parts.body.of(article.text).startswith("The ferry between")
    assert "office said.\n" in article.text


def test_a_gallery_pasted_as_one_line_is_captions() -> None:
    title = "Photos: A day at the port"
    gallery = (
        f"{title} The first ferry leaves at dawn. Hide Caption 1 of 3 {title} Eva Lund, a cook, "
        f"said it was cold. Hide Caption 2 of 3 {title} The quay at noon. Hide Caption 3 of 3"
    )
    article = make(f"Ferry back at last\n\n{BODY}\n{gallery}\nThe next ferry leaves on Monday.")
    captions = [span.of(article.text) for span in article.parts.captions]
    assert captions == [
        "The first ferry leaves at dawn.",
        "Eva Lund, a cook, said it was cold.",
        "The quay at noon.",
    ]
    assert "Hide Caption" not in article.text
    assert "A day at the port" not in article.text


def test_captions_that_open_with_the_pictures_credit() -> None:
    lines = (
        "Getty Images The first ferry of the day at the quay",
        "Reuters Crews wait for the fog to lift near the port",
        "AP:Associated Press Two women wait by the gate",
    )
    article = make("Ferry back at last\n\n" + BODY + "\n" + "\n".join(lines) + "\n" + BODY[:68])
    captions = [span.of(article.text) for span in article.parts.captions]
    assert captions == [
        "The first ferry of the day at the quay",
        "Crews wait for the fog to lift near the port",
        "Two women wait by the gate",
    ]
    assert "Getty" not in article.text


def test_a_date_right_below_the_headline_is_no_part_of_it() -> None:
    headline = "Harbour council votes to keep the old ferry line for another year"
    article = make(f"{headline}\n2019-03-04\n\n{BODY}")
    assert _of(article.parts.headline, article.text) == headline
    assert article.published is not None
    assert article.published.value == date(2019, 3, 4)


def test_a_wrapped_paragraph_that_ends_in_a_date_is_one() -> None:
    wrapped = (
        "The two ports agreed to talk again about the ferry once the ice had gone and\n"
        "the pier was mended, which the council said would not be before the 4th of\n"
        "March 2019."
    )
    assert len(split_lines(wrapped)) == 1


_OPENS = "(Opens in new window)"
_BUTTONS = f"Click to share on WhatsApp {_OPENS} Click to share on Twitter {_OPENS}"
_ASIDE = "The crew of the ferry between the two ports waited for the fog to lift at noon."


@pytest.mark.parametrize(
    "labels",
    [
        _BUTTONS,
        f"Share this: Click to share on X {_OPENS} X Click to print {_OPENS} Print",
        "Click to email a link to a friend (opens in a new tab)",
        "Click to share on Facebook",
        "Share on Facebook Share on X",
        "Share via Email | Share on LinkedIn |",
    ],
)
def test_labels_of_share_buttons_within_a_line_part_it(labels: str) -> None:
    article = make(f"Ferry back at last\n\n{BODY} {labels} {_ASIDE}\n\nIt left at one.")
    body = article.parts.body.of(article.text)
    assert body.startswith(f"{BODY}\n\n{_ASIDE}\n\n")
    assert [(r.text, r.reason) for r in article.removed][:1] == [(labels, "share buttons")]


def test_a_label_between_pictures_is_off_wherever_it_comes_again() -> None:
    line = f"{_ASIDE} Share on Facebook {BODY[:69]} Share on Facebook No date was set."
    article = make(f"Ferry back at last\n\n{line}\n\n{_ASIDE}")
    assert "Share" not in article.text
    assert f"{_ASIDE}\n\n{BODY[:69]}\n\nNo date was set." in article.text


def test_a_label_within_a_sentence_leaves_it_whole() -> None:
    article = make(
        f"Ferry back at last\n\nThe mayor said {_BUTTONS} that a quay (opens in new window) would"
        f" be built by the harbour (opens in a new tab).\n\n{_ASIDE}"
    )
    assert "The mayor said that a quay would be built by the harbour.\n" in article.text


def test_what_stood_above_share_buttons_in_one_line_introduces_the_article() -> None:
    above = "Crews of the two ports have been named as fog closes the quay for a third day"
    article = make(f"Ferry back at last\n\n{above} {_BUTTONS} THE crews were named. {_ASIDE}")
    assert _of(article.parts.standfirst, article.text) == above
    assert article.parts.body.of(article.text) == f"THE crews were named. {_ASIDE}"


@pytest.mark.parametrize(
    "sentence",
    [
        "Click to share your view on the quay with the council.",
        "Click to share on Facebook if you agree, the council's page said, and many did.",
        f"The letter showed “Click to share on Facebook {_OPENS}” in grey, the court heard.",
        "The loft opens in new window bays, and each bay opens in a new window on the port.",
        "The council will share on Facebook what it finds, and share via email what it cannot.",
        "Users may choose Share on Facebook, Share on X, or neither, the company said.",
        "One button reads Share on Facebook. The other is blank, the council found.",
    ],
)
def test_sentences_about_sharing_and_windows_stay(sentence: str) -> None:
    article = make(f"Ferry back at last\n\n{BODY[:69]}\n\n{sentence}\n\n{_ASIDE}")
    assert sentence in article.text
    within = make(f"Ferry back at last\n\n{BODY[:69]} {sentence} {_ASIDE}\n\n{_ASIDE[:-1]} then.")
    assert f"{BODY[:69]} {sentence} {_ASIDE}" in within.text


def test_a_paragraph_in_another_language_is_taken_out_and_told() -> None:
    english = (
        "The ferry between the two ports will sail again in spring, the mayor of Lund has said after "
        "two winters in which nobody could cross to the island. Both towns share what it costs."
    )
    german = (
        "Wer mit jemandem sprechen will, erreicht unsere Beratung rund um die Uhr. Die Mitarbeiter "
        "nehmen jeden Anruf ernst, egal ob mittags oder mitten in der Nacht."
    )
    article = make(f"Ferry to sail again\n\n{english}\n\n{german}\n")
    assert article.parts.body.of(article.text) == english
    assert ("paragraph in German", german) in [(r.reason, r.text) for r in article.removed]
    names = (
        "Anna Lund, Peter Olo, Juan Ruiz, Marta Okonjo, Felix Drury, Ines Roth and Jo Brandt won."
    )
    assert names in make(f"Ferry to sail again\n\n{english}\n\n{names}\n").text


@pytest.mark.parametrize(
    "line",
    [
        "JUST WATCHED Why the ferry stopped Replay More Videos ... MUST WATCH Why it stopped 02:35",
        "MUST WATCH Why the ferry stopped 01:14",
        "More Videos ...",
    ],
)
def test_a_video_player_between_paragraphs_is_no_body(line) -> None:
    more = "Both towns will share what it costs, a spokesman for the port of Lund said on Monday."
    article = make(f"Ferry talks resume\n\n{BODY}\n\n{line}\n\n{more}\n")
    assert line not in article.text
    assert more in article.text


def test_who_contributed_to_a_post_is_a_credit() -> None:
    article = make(f"Ferry talks resume\n\n{BODY}\n\nAnna Lund contributed to this post.\n")
    assert "contributed" not in article.text


def test_a_byline_with_a_job_and_a_dateline_with_the_outlet() -> None:
    first = "VELDA, March 12 (Quay Courier) - The ferry will sail again, the mayor of Velda said."
    article = make(f"Ferry talks resume\nBy Anna Lund, labour correspondent\n\n{first}\n\n{BODY}\n")
    assert article.byline is not None
    assert article.byline.value == "Anna Lund"
    assert article.dateline is not None
    assert article.dateline.value == "VELDA, March 12"
    assert article.parts.body.of(article.text).startswith("The ferry will sail again")


def test_a_players_labels_run_into_the_text_are_no_words_of_it() -> None:
    own = "The mayor of Lund met the dockers for the first time on Monday, an official said."
    for labels in (
        "Skip Ad Ad Loading... x Embed x Share",
        "Video Loading Video Unavailable Click to play Tap to play The video will start in 8 Cancel",
    ):
        article = make(f"Ferry talks resume\n\n{labels} {own} {BODY}\n")
        assert article.parts.body.of(article.text).startswith(own)
