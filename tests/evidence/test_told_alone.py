"""Sentences that one outlet alone has, of invented articles."""

import csv
import io
import json

import pytest

from framing import analyse, compare, read
from framing.evidence.told_alone import telling_first
from framing.export.tables import data_files
from framing.findings import write_findings

FIRE = "Firefighters fought a blaze at a {} warehouse in the harbour of Suda on Monday night."
STORY = {
    "ash": ("Fire destroys warehouse in harbour of Suda", FIRE.format("large")),
    "birch": ("Suda harbour blaze: warehouse burns down", FIRE.format("paint")),
    "cedar": ("Warehouse fire in Suda under control", FIRE.format("grain")),
}
MORE = (
    "The fire service said that nobody was hurt. Smoke from the harbour warehouse could be seen "
    "across the town. Police are looking for the cause of the fire."
)
CAUSE = (
    "The warehouse blaze was caused by overheated cables of the Lindqvist company, which firefighters "
    "had criticised since 1974."
)


def compared(tmp_path, added, more=None):
    for name, (title, lead) in STORY.items():
        text = f"{title}\n\n{lead}\n\n{MORE}\n\n{added.get(name, '')}\n\n{(more or {}).get(name, '')}\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return compare(analyse(read(tmp_path)))


def alone(comparison):
    return [each.row.text for each in comparison.told_alone]


def test_what_one_outlet_alone_tells_is_found_and_nothing_else(tmp_path):
    assert alone(compared(tmp_path, {"birch": CAUSE})) == [CAUSE]


def test_what_another_tells_in_other_words_is_not_alone(tmp_path):
    other = (
        "Overheated cables of the Lindqvist company, criticised by firefighters since 1974, caused "
        "the warehouse blaze."
    )
    assert alone(compared(tmp_path, {"birch": CAUSE, "cedar": other})) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "It blamed the Lindqvist insurance company and faulty heating cables that were laid in 1974.",
        "Editor’s note: An inspector of the Lindqvist insurance company corrected the year to 1974.",
        "You can ask the Lindqvist insurance company whether your heating cables date from 1974.",
        "A version of this article on the Lindqvist insurance company and cables appeared in 1974.",
        "An inspector of an insurance company blamed faulty heating cables along the eastern roof.",
    ],
)
def test_what_tells_nothing_exact_by_itself_is_left_aside(tmp_path, sentence):
    assert sentence not in alone(compared(tmp_path, {"birch": sentence}))


def test_a_name_spelled_otherwise_is_no_news(tmp_path):
    told = "An inspector of the {} insurance company blamed faulty heating cables along the roof."
    found = compared(
        tmp_path,
        {"birch": told.format("Lindqvist"), "cedar": "The Lindquist company insures the harbour."},
    )
    assert alone(found) == []


def test_of_sentences_in_a_row_the_lighter_comes_last(tmp_path):
    second = (
        "Flames from the burning warehouse reached the ferry Kestrel Queen, and firefighters towed "
        "40 tonnes of diesel out of the harbour."
    )
    found = compared(tmp_path, {"birch": f"{CAUSE} {second}"})
    [held] = telling_first(found.told_alone).values()
    assert {each.row.text for each in held} == {CAUSE, second}
    assert held[0].weight >= held[1].weight


def test_an_article_of_another_matter_tells_nothing_alone(tmp_path):
    text = (
        "Striker signs for Norland champions\n\nThe striker Ivo Marchetti has signed a four-year "
        "contract with the champions of the Norland league.\n\nHe scored twenty goals last season. "
        "The club said that he would play on Saturday. Fans waited at the stadium for hours.\n"
    )
    (tmp_path / "dogwood.txt").write_text(text, encoding="utf-8")
    found = compared(tmp_path, {"birch": CAUSE})
    assert found.apart
    assert alone(found) == [CAUSE]


def test_the_tables_tell_it_with_the_sentence_most_like_it(tmp_path):
    found = compared(tmp_path, {"birch": CAUSE})
    files = dict(data_files(found, write_findings(found), (), {}))
    rows = list(csv.DictReader(io.StringIO(files["sentences.csv"].decode("utf-8-sig"))))
    told = [row for row in rows if row["only_here"]]
    assert [row["text"] for row in told] == [CAUSE]
    by_id = {row["sentence"]: row for row in rows}
    assert by_id[told[0]["most_like"]]["outlet"] != told[0]["outlet"]
    [entry] = json.loads(files["comparison.json"])["told_alone"]
    assert set(entry["only"]) == set(told[0]["only_here"].split("; ")) == {"Lindqvist", "1974"}
    assert entry["sentence"] == told[0]["sentence"]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("Hizballah", "Hezbollah"),
        ("Huraytan", "Haritan"),
        ("Qaterji", "Qatrji"),
        ("Nusra", "Al-Nusra"),
    ],
)
def test_a_name_of_another_alphabet_may_be_spelled_with_other_vowels(tmp_path, here, there):
    told = "The warehouse blaze was caused by overheated cables, which {} had criticised since May."
    found = compared(tmp_path, {"birch": told.format(here)}, {"cedar": f"Nobody of {there} spoke."})
    assert here not in [name for each in found.told_alone for name in each.only]


def test_capitals_of_a_headline_in_title_case_make_no_names(tmp_path):
    head = "Suda Dockers Blame Lindqvist Sprinklers After Harbour Blaze"
    body = f"{FIRE.format('timber')}\n\n{MORE}\n\nThe firm Lindqvist gave no answer on Tuesday.\n"
    (tmp_path / "dune.txt").write_text(f"{head}\n\n{body}", encoding="utf-8")
    found = compared(tmp_path, {})
    assert [each.only for each in found.told_alone if each.row.text == head] == [("Lindqvist",)]
