"""A headline that a file runs into the text, in one line: parted where its end is certain."""

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


def parted(article: Article) -> tuple[str | None, str]:
    headline = article.parts.headline
    return headline.of(article.text) if headline else None, article.parts.body.of(article.text)


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("Ferry between two ports stops in May", BODY),
        ('Harbour board "sorry" as last ferry leaves Velda', BODY),
        ("Velda Harbour Board to Stop Last Ferry in May", BODY),
        ("Last Ferry Leaves Velda Harbour At Noon", f"At least 30 people waved. {BODY}"),
        ("Last ferry leaves Velda harbour", f"Nearly 70 people waved at the quay. {BODY}"),
        # A word that is no name: the text has it with a small letter, too.
        (
            "Velda: Travellers sorry as ferry ends",
            f"Travellers from Osk wept. {BODY} So travellers",
        ),
        # The headline's own first words again.
        ("Ann Lee stays at quay despite rain", f"Ann Lee has stayed at the quay. {BODY}"),
        ("Larsen says ferry must not end", f"Velda harbour adviser Ann Larsen said so. {BODY}"),
        ("Talks on ferry end says winner Ann Lee", f"Ann Lee denied that they had. {BODY}"),
        ("What the ferry's end means for Velda (opinion)", f"Bridges are dear. {BODY}"),
    ],
)
def test_a_headline_run_into_the_text_is_parted_from_it(headline: str, body: str) -> None:
    assert parted(make(f"{headline} {body}")) == (headline, body)


@pytest.mark.parametrize(
    ("between", "agency", "published"),
    [
        ("OSK (Reuters) - ", "Reuters", None),
        ("NEW OSK, March 4 (AP) - ", "AP", None),
        ("AFP Monday 4 March 2019 ", "AFP", date(2019, 3, 4)),
        ("By Ann Lee 4 March 2019 ", None, date(2019, 3, 4)),
        ("Published 2019-03-04 ", None, date(2019, 3, 4)),
        ("| BBC News ", None, None),
    ],
)
def test_agency_and_date_between_headline_and_text_are_read(
    between: str, agency: str | None, published: date | None
) -> None:
    article = make(f"Ferry between two ports stops in May {between}{BODY}")
    assert parted(article) == ("Ferry between two ports stops in May", BODY)
    assert [a.value for a in article.agencies] == ([agency] if agency else [])
    assert (article.published.value if article.published else None) == published


def test_a_date_that_opens_the_line_stands_for_the_article() -> None:
    raw = f"Mon Mar 4 2019 30 Ferries Stopped by Velda Harbour Board in May. {BODY}"
    article = make(raw)
    assert parted(article) == ("30 Ferries Stopped by Velda Harbour Board in May.", BODY)
    assert article.published
    assert article.published.value == date(2019, 3, 4)
    assert article.published.provenance == Provenance.EXTRACTED


def test_a_headline_with_a_full_stop_behind_a_date_is_one_where_the_text_says_it_again() -> None:
    raw = f"4 March 2019 Velda harbour board stops ferry between ports. {BODY}"
    assert parted(make(raw)) == ("Velda harbour board stops ferry between ports.", BODY)


@pytest.mark.parametrize(
    "body",
    [
        BODY,
        # Names with a capital in the middle of a sentence.
        "Ann Lee of the Harbour Board met First Minister Oda Holm in Game Seven of the talks on the"
        " ferry, and the minister of Velda said that the ferry to the Osk Island Department Store"
        " would stop, as the first ferries did.",
        "Officials of the port said on 4 March 2019 that the ferry will stop in the United Ports of"
        " Velda, which states that it has no money for it, and that no other ports have any.",
        "Ann Lee's plan for the ferry between the ports, which Ann Lee's board has backed, is"
        " dead, the harbour board of Velda said on Monday, as it has no money.",
    ],
)
def test_a_text_without_a_headline_stays_whole(body: str) -> None:
    assert parted(make(body)) == (None, body)


def test_a_headline_whose_end_nothing_tells_stays_in_the_line() -> None:
    raw = f"Ferry Talks End In Velda Osk Harbour Board Chief Oda Holm, who ran them, left. {BODY}"
    assert parted(make(raw)) == (None, raw)


def test_a_declared_headline_is_taken_at_its_word() -> None:
    raw = f"Ferry between two ports stops in May {BODY}"
    assert parted(make(raw, title="Last ferry leaves")) == ("Last ferry leaves", raw)
