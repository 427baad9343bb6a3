"""Who published a page, told by the page, its address, its file or its folder; never by its body."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from framing.clean import clean, with_guessed_outlets
from framing.clean.file_names import outlet_of_file
from framing.clean.known_outlets import known_outlet, outlet_of_address
from framing.clean.outlet_choice import likeliest
from framing.models import Article, Field, Provenance
from framing.outlets import load_outlets

BODY = (
    "The two ports agreed to talk again about the ferry, an official said.\n\n"
    "No date was set for the talks, the harbour authority added on Monday."
)


def read(raw: str, path: str = "in/article.txt", **metadata: str) -> Article:
    fields = {k: Field(v, Provenance.DECLARED, "column") for k, v in metadata.items()}
    return clean(raw, id=path, path=path, outlets={}, metadata=fields)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (f"Ferry talks resume at last | The Guardian\n\n{BODY}", "The Guardian"),
        (f"Ferry talks resume at last - BBC News\n\n{BODY}", "BBC News"),
        (f"Ferry talks resume at last - The Harbour Times\n\n{BODY}", "The Harbour Times"),
        (f"Ferry talks resume\n\n{BODY}\n\n© 2014 Guardian News & Media Limited", "The Guardian"),
        (f"Ferry talks resume\n\nBy Fox News Staff\n\n{BODY}", "Fox News"),
        (f"NDTV\n\nFerry talks resume\n\n{BODY}", "NDTV"),
        (f"Ferry talks resume\n\nHarbour Gazette, 3 May 2014\n\n{BODY}", "Harbour Gazette"),
        (f"Ferry talks resume\n\nThe Quay Post\nBy Ann Lee\n3 May 2014\n\n{BODY}", "The Quay Post"),
        (f"The Quay Post » World » Ferry talks resume at last\n\n{BODY}", "The Quay Post"),
        (
            f"Ferry talks resume\n\n{BODY}\n\nCopyright 2014 The New Arab.\n\nTags\n\nFerries\n\n"
            "© 2000 - 2014 Al Bawaba (www.albawaba.com)",
            "Al Bawaba",
        ),
    ],
)
def test_what_names_the_publisher(raw: str, name: str) -> None:
    article = read(raw)
    assert article.outlet_name == name
    assert article.outlet_field is not None
    assert article.outlet_field.evidence
    assert not any("not recognised" in note for note in article.notes)


@pytest.mark.parametrize(
    "raw",
    [
        f"Ferry talks resume\n\n{BODY} The Guardian reported it.",
        f"Ferry talks resume, The Guardian says\n\n{BODY}",
        f"Ferry talks resume\n\nOSLO (Reuters) - {BODY}",
        f"Ferry talks resume\n\n{BODY}\n\n© 2014 The Associated Press. All rights reserved.",
        f"Ferry talks resume - without the mayor\n\n{BODY}",
        f"Ferry talks resume\nReuters | Updated: 2014-05-03 21:45\n{BODY}",
        f"Ferry talks resume\n\nAnn Lee Associated Press\n\n3 May 2014\n\n{BODY}",
        f"Ferry talks resume\n\n{BODY}\n\nPhoto: Ann Lee/The New York Times",
    ],
)
def test_a_mention_names_nobody(raw: str) -> None:
    article = read(raw)
    assert article.outlet_field is None
    assert article.outlet_name == "Outlet not told (article.txt)"


def test_an_agency_credited_beside_the_date_leaves_the_page_to_its_file() -> None:
    article = read(
        f"Ferry talks resume\nReuters | Updated: 2014-05-03 21:45\n{BODY}", "in/the-guardian.txt"
    )
    assert article.outlet_name == "The Guardian"
    assert [agency.value for agency in article.agencies] == ["Reuters"]


def test_addresses_name_outlets() -> None:
    assert outlet_of_address("https://www.theguardian.com/world/1") == (
        "The Guardian",
        "theguardian.com",
    )
    assert outlet_of_address("harbour-post.example") == ("harbour-post.example",) * 2
    assert outlet_of_address("no address") is None
    assert outlet_of_address("http://[") is None
    article = read(f"Ferry talks resume\n\n{BODY}", url="https://www.dw.com/en/ferry")
    assert article.outlet_name == "Deutsche Welle"


def test_names_abbreviations_and_articles() -> None:
    for form in ("NYT", "nytimes.com", "The New York Times", "new-york-times"):
        known = known_outlet(form)
        assert known is not None
        assert known.name == "The New York Times"
    assert known_outlet("TheHuffingtonPost.com") == known_outlet("HuffPost")
    assert known_outlet("Harbour Post") is None


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("study/reuters.txt", "Reuters"),
        ("study/nyt_03.txt", "The New York Times"),
        ("study/2014-05-03-guardian.txt", "The Guardian"),
        ("BBC News/a.txt", "BBC News"),
        ("study/yonhap2.txt", "Yonhap"),
    ],
)
def test_file_and_folder_names(path: str, name: str) -> None:
    found = outlet_of_file(path)
    assert found is not None
    assert (found[0].value, found[0].provenance) == (name, "guessed")
    assert "name)" in found[0].evidence


@pytest.mark.parametrize(
    "path",
    [
        *("in/article.txt", "texts/01.txt", "in/time-to-talk-again.txt"),
        *("i24quay.tv/1.txt", "in/people.csv", "in/i19.txt", "in/week.txt"),  # not ITV
    ],
)
def test_names_that_say_nothing(path: str) -> None:
    assert outlet_of_file(path) is None


def _run(*paths: str) -> list[str]:
    articles = [replace(read(f"Ferry talks\n\n{BODY}", path), id=path) for path in paths]
    return [article.outlet_name for article in with_guessed_outlets(articles)]


def test_one_folder_an_outlet() -> None:
    assert _run("s/Quay News/1.txt", "s/Quay News/2.txt", "s/harbour-post/1.txt") == [
        "Quay News",
        "Quay News",
        "Harbour Post",
    ]
    assert _run("s/texts/1.txt", "s/texts/2.txt", "s/new/1.txt")[0].startswith("Outlet not told")


def test_files_numbered_by_outlet() -> None:
    assert _run("s/quay-news-1.txt", "s/quay-news-2.txt", "s/harbour-post-1.txt") == [
        "Quay News",
        "Quay News",
        "Harbour Post",
    ]
    assert _run("s/a.txt", "s/b.txt") == ["Outlet not told (a.txt)", "Outlet not told (b.txt)"]
    # An archive's number with its letter is no part of the name.
    assert _run("s/quay-news-r101.txt", "s/quay-news-r102.txt", "s/harbour-post-r7.txt") == [
        "Quay News",
        "Quay News",
        "Harbour Post",
    ]


def _first_lines(**pages: str) -> dict[str, str]:
    articles = [
        replace(read(f"{first}\n\nFerry talks resume\n\n{BODY}", f"s/{name}.txt"), id=name)
        for name, first in pages.items()
    ]
    return {article.id: article.outlet_name for article in with_guessed_outlets(articles)}


def test_a_first_line_that_the_files_name_or_another_page_has_is_the_outlet() -> None:
    assert _first_lines(meridian_post_army="MERIDIAN POST", b="Sections Search") == {
        "meridian_post_army": "Meridian Post",
        "b": "Outlet not told (b.txt)",
    }
    told = _first_lines(a="Tarrow Gazette", b="Tarrow Gazette", c="South Suda", d="South Suda")
    assert told == {
        "a": "Tarrow Gazette",
        "b": "Tarrow Gazette",
        "c": "Outlet not told (c.txt)",
        "d": "Outlet not told (d.txt)",
    }


def test_a_profile_is_used_where_the_page_names_its_outlet() -> None:
    article = clean(
        f"Ferry talks resume at last | Korea Herald\n\n{BODY}",
        id="a",
        path="in/a.txt",
        outlets=load_outlets(),
    )
    assert article.outlet == "korea-herald"


def test_day_first_by_the_outlets_country() -> None:
    raw = "Ferry talks resume at last | {}\n\nPublished: 03/04/2014\n\n" + BODY
    british, american = (
        read(raw.format(name)).published for name in ("The Guardian", "The Washington Post")
    )
    assert british is not None
    assert american is not None
    assert (british.value.isoformat(), american.value.isoformat()) == ("2014-04-03", "2014-03-04")


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("Subscribe to Harbour Life", "More from Harbour Life", "tips@harbourlife.example"), 1),
        (("Harbour Life homepage", "@harbourlife", "Search Harbour Life"), 1),
        (("Follow Harbour Life on Facebook", "© 2021 Harbour Life Ltd"), 1),
        (("Harbour Life © 2021", "About Harbour Life"), 1),
        (
            (
                "Harbour Life Video",
                "More from Harbour Life",
                "Explore Harbour Life",
                "Harbour Life",
            ),
            1,
        ),
        (("Follow Harbour Life on Facebook",), 0),  # it may be a partner's
        (("© 2021 Harbour Holdings Group. All rights reserved.",), 0),  # a company
        (("Subscribe to Politics", "More from Politics", "Politics"), 0),  # a section
        (("More from Harbour Life", "Search Harbour Life"), 0),  # a section may be called so
    ],
)
def test_an_outlet_without_a_profile_is_what_two_kinds_of_service_lines_call_it(
    lines: tuple[str, ...], name: int
) -> None:
    article = read(f"Ferry talks resume\n\n{BODY}\n\n" + "\n\n".join(lines))
    assert (article.outlet_field.value if article.outlet_field else "") == (
        "Harbour Life" if name else ""
    )


@pytest.mark.parametrize(
    "line", ["Subscribe to The Herald", "More from The National", "Ann Lee for DNA"]
)
def test_one_line_near_an_article_with_a_known_name_tells_no_outlet(line: str) -> None:
    """Many papers are 'The Herald' to their readers, and a writer's paper may be a partner."""
    assert read(f"Ferry talks resume\n\nBy Ann Lee\n\n{BODY}\n\n{line}").outlet_field is None


def test_an_address_as_declared_outlet_is_the_outlet_that_has_it() -> None:
    article = read(f"Ferry talks resume\n\n{BODY}", outlet="nytimes.com")
    assert (article.outlet_name, article.outlet) == ("The New York Times", "the-new-york-times")
    assert (
        read(f"Ferry talks resume\n\n{BODY}", outlet="quay.example").outlet_name == "quay.example"
    )


def test_names_of_menus_are_no_outlet() -> None:
    foot = "Business News\n\nMore from Business News\n\nSubscribe to Business News"
    assert read(f"Ferry talks resume\n\n{BODY}\n\n{foot}").outlet_field is None


def test_a_company_line_yields_to_what_the_page_calls_itself() -> None:
    foot = "Follow Harbour Life on X\n\nContact Harbour Life\n\n© 2021 Guardian Media Group"
    assert read(f"Ferry talks resume\n\n{BODY}\n\n{foot}").outlet_name == "Harbour Life"


@pytest.mark.parametrize(
    "line",
    [
        "Harbour Desk February 24, 2020, 7:57 AM",
        "By Ann Lee Published in Ferries February 24, 2020 2:24 pm",
        "Ann Lee/February 24, 2020",
    ],
)
def test_a_date_beside_the_headline_is_a_guess(line: str) -> None:
    published = read(f"Ferry talks resume after the storm\n\n{line}\n\n{BODY}").published
    assert published is not None
    assert published.value.isoformat() == "2020-02-24"


def test_a_date_that_the_body_tells_is_not_the_articles() -> None:
    article = read(f"Ferry talks resume\n\n{BODY} The pier broke on February 24, 2020.")
    assert article.published is None


def test_an_address_alone_on_a_whole_page_may_be_a_link() -> None:
    menu = "\n\n".join(f"Reading hint {n} of the quay" for n in range(20))
    foot = "Follow Harbour Life\n\nAbout Harbour Life\n\n© 2021 Harbour Life Ltd"
    page = f"{menu}\n\nFerry talks resume\n\n{BODY}\n\nnytimes.com\n\n{menu}\n\n{foot}"
    assert read(page).outlet_name == "Harbour Life"
    assert read(f"Ferry talks resume\n\n{BODY}\n\nnytimes.com").outlet_name == "The New York Times"


def test_names_that_extend_one_another_speak_for_one_outlet() -> None:
    keys = ["quaylife", "quaylifeplus", "harbourshop"]
    best, likely = likeliest(keys, np.array([0.35, 0.2, 0.4]))
    assert (keys[best], round(likely, 2)) == ("quaylife", 0.55)
    best, likely = likeliest(keys, np.array([0.2, 0.1, 0.4]))
    assert (keys[best], round(likely, 2)) == ("harbourshop", 0.4)
