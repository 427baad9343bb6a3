"""Headlines and first sentences that tell of different numbers of dead."""

import pytest

from framing import analyse, compare, read
from framing.findings import write_findings

MORE = (
    "The quake struck on Monday night. Rescue teams from Norland are searching for survivors, the "
    "agency for disasters said. Roads and bridges in Suda were destroyed by the earthquake."
)


def found_in(tmp_path, heads, dates=("2026-03-02",) * 3):
    for (name, head), date in zip(heads.items(), dates, strict=True):
        text = f"{head}\n\n{date}\n\nAn earthquake struck the island of Suda on Monday.\n\n{MORE}\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    key = write_findings(compare(analyse(read(tmp_path)))).key
    return [finding for finding in key if "tolls" in finding.title]


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("At least 384 people killed by earthquake in Suda", "At least 384 people killed"),
        ("Earthquake in Suda kills more than 1,200", "kills more than 1,200"),
        ("Suda earthquake: death toll rises to 844", "death toll rises to 844"),
    ],
)
def test_different_tolls_of_one_day_are_told(tmp_path, head, words):
    heads = {
        "ash": head,
        "birch": "Twelve dead in Suda earthquake",
        "cedar": "Suda: earthquake strikes at night",
    }
    [finding] = found_in(tmp_path, heads)
    assert words in finding.text
    assert "Twelve dead" in finding.text
    assert finding.number.startswith("12 to ")
    assert len(finding.rows) == 2


@pytest.mark.parametrize(
    "head",
    [
        "Twelve people killed in Suda earthquake",  # the same number
        "Earthquake in Suda leaves 400 injured",
        "Suda earthquake: 400 homeless, including nine children killed",
        "First earthquake in Suda since 1944, when none died",
    ],
)
def test_what_is_no_other_toll_is_not(tmp_path, head):
    heads = {
        "ash": head,
        "birch": "Twelve dead in Suda earthquake",
        "cedar": "Suda: earthquake strikes at night",
    }
    assert not found_in(tmp_path, heads)


def test_tolls_of_different_days_are_no_difference(tmp_path):
    heads = {
        "ash": "Earthquake in Suda kills 384",
        "birch": "Twelve dead in Suda earthquake",
        "cedar": "Suda: earthquake strikes at night",
    }
    assert not found_in(tmp_path, heads, ("2026-03-03", "2026-03-02", "2026-03-02"))


def test_tolls_of_unlike_events_or_victims_are_no_finding(tmp_path):
    crew = (
        "Five airmen were killed when a navy helicopter crashed into the sea off Norland on Monday."
    )
    raid = (
        "Fifteen shoppers were killed on Monday in an air raid on the market of a village in Suda."
    )
    for name, text in (("ash", crew), ("birch", raid)):
        (tmp_path / f"{name}.txt").write_text(
            f"{text[:40]}\n\n4 May 2020\n\n{text}\n\nThe cause is not known.\n", encoding="utf-8"
        )
    found = write_findings(compare(analyse(read(tmp_path)))).key
    assert not any("tolls differ" in finding.title for finding in found)
