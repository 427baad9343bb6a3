"""What does not compare is flagged, with its consequence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import framing
from framing import read
from framing.clean import clean
from framing.clean.dates import note_of_age, note_of_other_date
from framing.evidence import Severity
from framing.evidence.dating import gap_in_words
from framing.evidence.waves import waves_of
from framing.findings import write_findings
from framing.models import Field, Provenance
from tests.builders import Line, make_analysis
from tests.evidence.test_intervals import compared

BODY = [Line(frames=("history", "security")), *[Line(frames=("security",))] * 7]


def flags(*analyses):
    return {flag.kind: flag for flag in compared(list(analyses)).flags}


def several(outlet: str, n: int, **options):
    return [make_analysis(f"{outlet}{i}", outlet, BODY, **options) for i in range(n)]


def test_like_articles_raise_no_flag():
    assert flags(*several("one", 5), *several("two", 5)) == {}


def test_a_date_far_from_the_others_is_serious():
    late = make_analysis("late", "two", BODY, published=date(2028, 8, 1))
    flag = flags(*several("one", 3), late)["dates"]
    assert flag.severity is Severity.SERIOUS
    assert flag.article_ids == ("late",)
    assert "4 years and 5 months after" in flag.what


def test_dates_spread_without_a_centre_name_their_range():
    pair = [
        make_analysis("a", "one", BODY, published=date(2020, 1, 1)),
        make_analysis("b", "two", BODY, published=date(2024, 1, 1)),
    ]
    assert "from 1 January 2020 to 1 January 2024" in flags(*pair)["dates"].what


def test_a_text_that_an_outlet_has_twice_is_serious():
    once = several("one", 2)
    twin = make_analysis("one0", "one", BODY)  # the same words under another id
    twin = replace(twin, article=replace(twin.article, id="copy", path="copy.txt"))
    flag = flags(*once, twin, *several("two", 2))["same text"]
    assert flag.severity is Severity.SERIOUS
    assert set(flag.article_ids) == {"one0", "copy"}
    assert "counts twice" in flag.consequence


@pytest.mark.parametrize(("age", "told"), [("6 YEARS AGO", True), ("5 days ago", False)])
def test_pages_of_very_different_ages_are_told(age, told):
    pair = [make_analysis(name, name, BODY, published=None) for name in ("one", "two")]
    aged = [
        replace(each, article=replace(each.article, notes=(note_of_age(words),)))
        for each, words in zip(pair, ("9 hrs ago", age), strict=True)
    ]
    flag = flags(*aged).get("dates")
    assert (flag is not None) is told
    if flag:
        assert flag.what.endswith("‘6 years ago’, but ONE-1 ‘9 hrs ago’.")


def test_a_missing_date_is_said():
    flag = flags(*several("one", 2), make_analysis("x", "two", BODY, published=None))
    assert "No date of publication was found for T" in flag["missing date"].what


def test_articles_without_a_headline_of_their_own_are_told_once():
    pair = [make_analysis(name, name, BODY) for name in ("one", "two")]
    bare = [replace(each, article=replace(each.article, title=None)) for each in pair]
    flag = flags(*bare)["headline"]
    assert flag.what == "No headline stands apart from the text in ONE-1 and TWO-1."
    assert "first sentence may begin with it" in flag.consequence


def test_two_dates_of_one_article_are_told():
    note = note_of_other_date(date(2024, 3, 4), "2024-03-04", date(2024, 4, 9), declared=False)
    one = make_analysis("a", "one", BODY, published=date(2024, 3, 4))
    flag = flags(replace(one, article=replace(one.article, notes=(note,))))["two dates"]
    assert flag.what == "ONE-1 is dated 4 March 2024, but 9 April 2024 is printed, too."


def telling(text: str, day: date):
    return make_analysis("early", "two", [Line(text), *BODY], published=day)


def test_a_date_before_what_the_article_tells_of_is_doubtful_and_sets_nothing_apart():
    early = telling("The work was stopped in September 2023 to save the pier.", date(2022, 9, 21))
    found = flags(*several("one", 3), *several("three", 1), early)
    told = found["doubtful date"]
    assert told.article_ids == ("early",)
    assert "is dated 21 September 2022, but tells of September 2023 as past" in told.what
    assert "dates" not in found


@pytest.mark.parametrize(
    "text",
    [
        "The board said that the pier would be closed in September 2023 for a year.",
        "Work on the pier was stopped in September 2022, the board said.",
        "The pier is expected to fall, engineers warned, in September 2023 or later.",
    ],
)
def test_a_month_that_is_ahead_says_nothing_against_a_date(text):
    found = flags(*several("one", 3), *several("three", 1), telling(text, date(2022, 9, 21)))
    assert "doubtful date" not in found
    assert found["dates"].article_ids == ("early",)


def test_where_an_article_first_appeared_is_told():
    raw = "Ferry stops\n\n" + "The ferry of Velda stops in May. " * 12
    article = clean(
        f"{raw}\n\nThis article first appeared in Hill Weekly.", id="x", path="x.txt", outlets={}
    )
    one = make_analysis("a", "one", BODY)
    flag = flags(replace(one, article=replace(one.article, notes=article.notes)))
    assert flag["published elsewhere"].what == "ONE-1 first appeared in Hill Weekly."


def test_copies_that_are_not_counted_are_told(tmp_path):
    text = "Ferry stops\n\n2024-03-04\n\n" + "The ferry of Velda stops in May. " * 12
    for name in ("bbc-1.txt", "bbc-2.txt"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    [article] = read([tmp_path])
    one = make_analysis("a", "one", BODY)
    flag = flags(replace(one, article=replace(one.article, notes=article.notes)))["copies"]
    assert flag.what.startswith("One more file was given, with ONE-1 a second time")


def test_copy_credited_to_an_agency_is_serious():
    credit = [Field("Reuters", Provenance.EXTRACTED, "(Reuters)")]
    flag = flags(make_analysis("a", "one", BODY, agencies=credit))["agency copy"]
    assert flag.severity is Severity.SERIOUS
    assert "credited to Reuters" in flag.what


def test_an_agency_that_contributed_is_a_note():
    credit = [Field("Reuters", Provenance.EXTRACTED, "Reuters contributed to this story")]
    assert flags(make_analysis("a", "one", BODY, agencies=credit))["agency copy"].severity == "note"


def test_an_agency_running_its_own_copy_is_not_flagged():
    credit = [Field("Yonhap", Provenance.EXTRACTED, "(Yonhap)")]
    assert "agency copy" not in flags(make_analysis("a", "yonhap", BODY, agencies=credit))


@pytest.mark.parametrize(
    ("n", "said"), [(1, "one article for each outlet"), (3, "No outlet has 5 articles")]
)
def test_few_articles_are_said(n, said):
    assert said in flags(*several("one", n), *several("two", n))["few articles"].what


def test_outlets_with_few_articles_are_named_beside_one_with_many():
    few = flags(*several("one", 6), *several("two", 3))["few articles"]
    assert few.what == "Two has under 5 articles."


def test_another_language_is_serious():
    assert flags(make_analysis("a", "one", BODY, language="de"))["language"].severity == "serious"


def test_an_unknown_outlet_is_named():
    flag = flags(make_analysis("a", "unknown-a", BODY, recognised=False))["unknown outlet"]
    assert "metadata.csv" in flag.consequence


@pytest.mark.parametrize(
    ("one", "other", "flagged"),
    [
        ("quay-news", "the-quay-news", True),
        ("quay-news", "quay-news-com", False),
        ("harbour-daily", "harbor-daily", True),
        ("harbour-daily", "meridian-post", False),
        ("east-herald", "west-herald", False),
    ],
)
def test_two_names_that_may_be_one_outlet_are_flagged(one, other, flagged):
    found = flags(make_analysis("a", one, BODY), make_analysis("b", other, BODY))
    assert ("outlet twice" in found) is flagged


def test_unequal_numbers_of_articles_are_noted():
    found = flags(*several("one", 6), *several("two", 2))
    assert "2 to 6 articles" in found["unequal numbers"].what
    assert "unequal numbers" not in flags(*several("one", 6), *several("two", 5))


def test_lengths_twice_apart_are_noted():
    long = make_analysis("b", "two", BODY * 3)
    assert (
        "from 80 words (ONE-1) to 240"
        in flags(make_analysis("a", "one", BODY), long)["length"].what
    )


def test_a_codebook_of_another_story_is_flagged():
    flag = flags(make_analysis("a", "one", [Line()] * 9 + [Line(frames=("history",))]))["codebook"]
    assert "1 of 10 sentences" in flag.what


def test_agency_copy_beside_the_agency_is_one_author():
    credit = [Field("Yonhap", Provenance.EXTRACTED, "(Yonhap)")]
    found = flags(
        make_analysis("a", "quay-news", BODY, agencies=credit), make_analysis("b", "yonhap", BODY)
    )
    assert "copy of Yonhap" in found["one author"].what


def test_serious_flags_come_first():
    late = make_analysis("late", "two", BODY * 3, published=None, language="fr")
    severities = [f.severity for f in compared([*several("one", 3), late]).flags]
    assert severities == sorted(severities, reverse=True)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "1 day"),
        (59, "59 days"),
        (70, "2 months"),
        (730, "2 years"),
        (1600, "4 years and 5 months"),
    ],
)
def test_gaps_in_words(days, words):
    assert gap_in_words(days) == words


def test_a_pole_that_is_found_nowhere_is_said_first_and_draws_no_finding():
    body = [Line(frames=("security",))] * 2 + [Line()] * 10
    unfit = compared([make_analysis("a", "one", body), make_analysis("b", "two", body)])
    assert unfit.flags[0].what == "History was found in none of 24 sentences."
    assert not unfit.fits
    topics = [finding.topic for finding in write_findings(unfit).key]
    assert "emphasis" not in topics
    short = compared([make_analysis("a", "one", body[:5])])
    assert not any("found in none" in flag.what for flag in short.flags)  # too little to find it in


def dated(name: str, outlet: str, *when: int):
    return make_analysis(name, outlet, BODY, published=date(*when))


def test_articles_are_held_against_those_of_their_own_wave():
    """One story in four waves, both outlets in each: none of the articles is far from the others."""
    waves = [(2021, 5, 28), (2021, 6, 24), (2021, 7, 14), (2021, 9, 30)]
    found = flags(*(dated(f"{o}{i}", o, *when) for i, when in enumerate(waves) for o in "ab"))
    assert "dates" not in found
    assert found["waves"].severity is Severity.NOTE
    assert "in four waves: 28 May 2021 (both); 24 June 2021 (both)" in found["waves"].what


def test_a_study_of_several_waves_says_which_outlets_are_in_which():
    found = flags(
        *(dated(f"{o}1", o, 2021, 5, day) for o, day in (("a", 28), ("b", 29), ("c", 30))),
        *(dated(f"{o}2", o, 2021, 7, 14) for o in "ab"),
    )["waves"]
    assert found.severity is Severity.SERIOUS
    assert found.what == (
        "The articles stand in two waves: 28 May 2021 to 30 May 2021 (all of them); "
        "14 July 2021 (all but C)."
    )
    assert "a difference may come from the news" in found.consequence


def test_an_article_in_a_wave_of_its_own_is_serious():
    found = flags(
        dated("a1", "a", 2021, 5, 28),
        dated("b1", "b", 2021, 5, 29),
        dated("a2", "a", 2021, 7, 14),
        dated("b2", "b", 2021, 7, 15),
        dated("a3", "a", 2022, 1, 10),
    )["dates"]
    assert found.article_ids == ("a3",)
    assert "179 days" not in found.what
    assert "6 months after the nearest of the others" in found.what


@pytest.mark.parametrize(("gap", "waves"), [(14, 1), (15, 2)])
def test_a_pause_of_more_than_a_fortnight_parts_waves(gap, waves):
    found = waves_of(
        [
            dated("a", "a", 2021, 3, 1),
            make_analysis("n", "a", BODY, published=None),
            dated("b", "b", 2021, 3, 1 + gap),
        ]
    )
    assert len(found) == waves
    assert sum(len(wave.analyses) for wave in found) == 2


def test_coverage_without_a_pause_is_one_wave_however_long():
    steady = [dated(f"a{month}", "ab"[month % 2], 2021, month, 1) for month in range(1, 5)]
    between = [dated(f"b{month}", "ab"[month % 2], 2021, month, 15) for month in range(1, 4)]
    more = [dated(f"c{month}", "ab"[month % 2], 2021, month, 27) for month in range(1, 4)]
    found = flags(*steady, *between, *more)
    assert "dates" not in found
    assert "waves" not in found
    assert found["long coverage"].severity is Severity.NOTE


def test_a_story_that_one_pole_carries_fits_and_says_so():
    body = [Line(frames=("security",))] * 12
    one_sided = compared([make_analysis("a", "one", body), make_analysis("b", "two", body)])
    assert one_sided.fits
    told = [flag.what for flag in one_sided.flags]
    assert "History was found in none of 24 sentences; security carries them." in told


def test_a_pole_that_carries_one_outlet_alone_fits():
    carried = [Line(frames=("security",))] * 10 + [Line()] * 14
    other = [Line()] * 40
    found = compared([make_analysis("a", "one", carried), make_analysis("b", "two", other)])
    assert found.fits


def test_an_outlets_articles_stand_in_the_order_of_their_dates():
    late, early = dated("a", "one", 2021, 3, 9), dated("b", "one", 2021, 3, 2)
    never = make_analysis("c", "one", BODY, published=None)
    found = compared([never, late, early, dated("d", "two", 2021, 3, 5)])
    in_order = [a.article.id for a in found.analyses if a.article.outlet == "one"]
    assert in_order == ["b", "a", "c"]
    assert found.refs["b"].endswith("-1")


CUT = (
    "“The ferry was never safe, and the board knew,” Askeland said.\n\n"
    "The ship has run since 1921, and it carries 300 people on a weekday.\n\n"
    "“Nobody asked us,” Lundqvist said. “We asked them,” Askeland said."
)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (CUT, "Askeland and Lundqvist speak and are never introduced"),
        (CUT.replace("Askeland said.\n", "said Ann Askeland, a pilot.\n"), ""),
        (f"The ferry of Velda stops in May.\n\n{CUT}", ""),
    ],
)
def test_copy_that_begins_in_its_middle_is_told(text, named):
    raw = {"id": "cut", "path": "cut.txt", "outlets": {}}
    article = replace(clean(f"Why the ferry of Velda stops in May\n\n{text}", **raw), outlet="two")
    found = flags(make_analysis("one", "one", BODY), *framing.analyse([article]))
    told = found.get("begins in the middle")
    assert (named in told.what) if named else told is None


def test_articles_that_tell_the_month_alone_are_told_by_it(tmp_path):
    body = "The ferry talks went on for three hours on the quay.\n\nNobody spoke afterwards.\n"
    for name, month in (("ash", "2018-09"), ("birch", "July 2020")):
        page = f"Ferry talks resume in {name}\n\n{month}\n\n{body}"
        (tmp_path / f"{name}.txt").write_text(page, encoding="utf-8")
    found = framing.compare(framing.analyse(read(tmp_path))).flags
    [flag] = [flag for flag in found if flag.kind == "month alone"]
    assert "of September 2018" in flag.what
    assert "of July 2020" in flag.what
    assert flag.severity is Severity.SERIOUS
