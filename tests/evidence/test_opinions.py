"""Opinions are told, and take no part in comparisons beside reports."""

import pytest

from framing import analyse, compare, read

REPORT = (
    "The council of Suda voted on Monday to close the harbour bridge for a year, officials said. The "
    "vote followed a long debate on the cost of repairs. Shop owners said that they feared for trade."
)
VIEW = (
    "The council of Suda should never have voted to close the harbour bridge. I crossed it every day "
    "as a child. My father sold fish beside it. I do not believe that repairs take a year.\n\n"
    "Ana Ruiz is a member of the parliament of Norland."
)


def compared(tmp_path, articles):
    for name, (title, text) in articles.items():
        (tmp_path / f"{name}.txt").write_text(f"{title}\n\n{text}\n", encoding="utf-8")
    return compare(analyse(read(tmp_path)))


REPORTS = {
    "ash": ("Suda council closes harbour bridge for a year", REPORT),
    "birch": (
        "Harbour bridge in Suda to close, council votes",
        REPORT.replace("Monday", "Tuesday"),
    ),
}


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Suda must not close its harbour bridge", VIEW),
        ("Opinion: Suda must not close its harbour bridge", REPORT),
    ],
)
def test_an_opinion_is_told_and_takes_no_part(tmp_path, title, text):
    found = compared(tmp_path, {**REPORTS, "cedar": (title, text)})
    [flag] = [flag for flag in found.flags if flag.kind == "opinion"]
    assert flag.article_ids == ("cedar",)
    assert found.apart == {found.refs["cedar"]: "opinion"}
    assert "unknown-cedar" not in {gap.outlet for gap in found.gaps}


@pytest.mark.parametrize(
    "text",
    [
        REPORT + " “I cannot wait a year. My shop will close. I have told them,” one owner said.",
        REPORT + " I saw the bridge close.",
    ],
)
def test_a_report_with_a_first_person_is_none(tmp_path, text):
    found = compared(tmp_path, {**REPORTS, "cedar": ("Suda’s shops fear for trade", text)})
    assert not [flag for flag in found.flags if flag.kind == "opinion"]


def kinds(comparison):
    return {flag.kind for flag in comparison.flags}


def test_a_word_of_a_pages_menu_makes_no_opinion(tmp_path):
    menu = "Home\nNews\nSport\nOpinion\n\n"
    title, text = REPORTS["ash"]
    page = f"{text}\n\nMore stories\n\nOpinion\n\n© 2024 Suda Post"
    reports = {
        **REPORTS,
        "ash": (f"{menu}{title}\n\nBy Ana Ruiz\n\nPublished: 12 March 2024", page),
    }
    assert "opinion" not in kinds(compared(tmp_path, reports))


def test_a_label_over_the_headline_makes_an_opinion(tmp_path):
    title, text = REPORTS["ash"]
    labelled = {**REPORTS, "ash": (f"OPINION\n\n{title}", f"By Ana Ruiz\n\n{text}")}
    assert "opinion" in kinds(compared(tmp_path, labelled))
