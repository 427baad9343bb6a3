"""The same matter in several outlets, of invented articles."""

import json

import pytest

from framing import analyse, compare, read
from framing.evidence.exact import numbers_in
from framing.export.tables import data_files
from framing.findings import write_findings
from framing.report.side_by_side import side_by_side
from tests.evidence.test_told_alone import STORY

MORE = "Smoke from the harbour could be seen all over the town."
TOLD = {
    "ash": "Two cranes at the old pier of Suda collapsed in the flames, said fire chief Mara Holm.",
    "birch": "In the flames three cranes at the old pier of Suda collapsed.",
    "cedar": "The police of Suda closed the coast road to traffic until the morning.",
}


def compared(tmp_path, told, dates=None):
    for name, (title, lead) in STORY.items():
        date = (dates or {}).get(name, "")
        text = "\n\n".join((title, date, lead, MORE, told.get(name, "")))
        (tmp_path / f"{name}.txt").write_text(f"{text}\n", encoding="utf-8")
    return compare(analyse(read(tmp_path)))


def shown(comparison):
    return [
        {each.row.analysis.article.id: each.row.text for each in matter.tellings}
        for matter in comparison.matters
    ]


def on_a_page(comparison, most=9, together=99):
    order = [outlet.slug for outlet in comparison.outlets]
    return side_by_side(comparison, order, most, together)


def test_sentences_on_one_matter_stand_together_and_no_others(tmp_path):
    assert shown(compared(tmp_path, TOLD)) == [{"ash": TOLD["ash"], "birch": TOLD["birch"]}]


def test_numbers_that_differ_are_marked_and_whose_words_they_are_is_told(tmp_path):
    comparison = compared(tmp_path, TOLD)
    [[ash, birch]] = on_a_page(comparison)
    assert birch.pieces == [("In the flames ", False), ("three", True), *birch.pieces[2:]]
    assert ("Two", True) in ash.pieces
    assert ash.speakers == ["Mara Holm"]
    assert birch.speakers == []
    assert (ash.voice, birch.voice) == ("indirect", "narrator")


def test_what_two_print_in_the_same_words_is_shown_once_with_both(tmp_path):
    third = "At the old pier of Suda three cranes collapsed in the fire of Monday night."
    told = {"ash": TOLD["birch"], "birch": TOLD["birch"], "cedar": third}
    [[twice, once]] = on_a_page(compared(tmp_path, told))
    assert (len(twice.outlets), len(once.outlets)) == (2, 1)
    assert (twice.text, once.text) == (TOLD["birch"], third)


def test_words_that_all_print_alike_show_no_choice_of_words(tmp_path):
    assert shown(compared(tmp_path, dict.fromkeys(STORY, TOLD["birch"]))) == []


@pytest.mark.parametrize(("date", "together"), [("5 March 2024", True), ("28 March 2024", False)])
def test_what_is_dated_far_apart_may_be_another_matter(tmp_path, date, together):
    dates = {"ash": "4 March 2024", "birch": date, "cedar": date}
    assert bool(shown(compared(tmp_path, TOLD, dates))) is together


def test_no_page_of_them_is_longer_than_asked_and_the_first_is_always_there(tmp_path):
    comparison = compared(tmp_path, TOLD)
    assert len(on_a_page(comparison, together=1)) == 1
    assert on_a_page(comparison, most=0) == []


def test_the_tables_name_the_sentences(tmp_path):
    comparison = compared(tmp_path, TOLD)
    files = dict(data_files(comparison, write_findings(comparison), (), {}))
    known = {row.id for row in comparison.rows.sentences}
    held = json.loads(files["comparison.json"])["matters"]
    assert held
    assert all(told["sentence"] in known for each in held for told in each["sentences"])


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("At least 1,200 of two thousand", ["1200", "2"]),
        ("At 6:30 one man in ‘The Two-Way’", []),
        ("On April 2, 2022, 3.5 per cent", ["2", "2022", "3.5"]),
    ],
)
def test_numbers_are_read_as_what_they_are(text, values):
    assert [value for value, _ in numbers_in(text)] == values
