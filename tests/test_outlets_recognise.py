"""Which outlet a page belongs to, and by which words that is known."""

from __future__ import annotations

import pytest

from framing.clean.lines import normalise, split_lines
from framing.clean.recognise import Recognition, recognise
from framing.outlets import load_outlets

OUTLETS = load_outlets()
BODY = "Ferry talks resume\n\nThe two ports agreed to talk again, an official said.\n\nNo date was set."


def find(text: str, file_name: str = "article.txt") -> Recognition:
    return recognise(split_lines(normalise(text)), file_name, OUTLETS)


@pytest.mark.parametrize(
    ("text", "slug", "provenance", "words"),
    [
        (f"The Korea Herald\n\n{BODY}", "korea-herald", "extracted", "The Korea Herald"),
        (f"{BODY}\n\nCopyright 2014 Global Times", "global-times", "extracted", "Copyright"),
        (f"{BODY}\n\nwww.dnaindia.com/ferry", "dna", "extracted", "dnaindia.com"),
        (f"Source: Ahram Online\n{BODY}", "ahram-online", "extracted", "Source"),
        (f"{BODY}\n\nreporter@yna.co.kr\n(END)", "yonhap", "extracted", "yna.co.kr"),
        (
            f"{BODY} He told the Global Times.\n\nAgencies contributed to this story.",
            "global-times",
            "guessed",
            "told the Global Times",
        ),
    ],
)
def test_marks(text: str, slug: str, provenance: str, words: str) -> None:
    found = find(text)
    assert found.profile is not None
    assert (found.profile.slug, found.provenance) == (slug, provenance)
    assert words in found.evidence


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"{BODY} He told the Global Times.",  # one habit is not enough
        f"{BODY} He told the Global Times, a tabloid.\n\nAgencies contributed to this story.",
        f"OSLO, May 3 (Yonhap) -- {BODY}",  # any paper may print this
        f"{BODY}\n\nSource: Yonhap",  # a credit
        BODY.replace("No date", "DNA tests were made, The Korea Herald reported. No date"),
    ],
)
def test_what_is_no_mark(text: str) -> None:
    assert find(text).profile is None


def test_a_file_name_counts_where_the_page_says_nothing() -> None:
    found = find(BODY, "2014_korea-herald_3.txt")
    assert found.profile is not None
    assert (found.profile.slug, found.provenance) == ("korea-herald", "guessed")
    assert "2014_korea-herald_3.txt" in found.evidence
    assert find(BODY, "dnaxy.txt").profile is None
    assert find(BODY, "dna-and-global-times.txt").profile is None
    page = find(f"The Korea Herald\n\n{BODY}", "dna_1.txt")
    assert page.profile is not None
    assert page.profile.slug == "korea-herald"


def test_a_publisher_goes_before_an_agency() -> None:
    found = find(f"{BODY}\n\n© The Korea Herald\n© Yonhap News Agency")
    assert found.profile is not None
    assert found.profile.slug == "korea-herald"


def test_two_publishers_are_none() -> None:
    found = find(f"{BODY}\n\n© The Korea Herald\n© Global Times")
    assert found.profile is None
    assert "The Korea Herald" in found.note
    assert "Global Times" in found.note
