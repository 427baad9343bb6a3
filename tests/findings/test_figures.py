"""Numbers of the same thing that outlets give differently on one day."""

import pytest

from framing import analyse, compare, read
from framing.analysers.clauses import Count
from framing.findings import write_findings

MORE = (
    "A ferry hit the pier of Suda on Monday night. Rescue teams from Norland searched the harbour. "
    "The pier of Suda will stay shut for a week, the mayor said."
)


def compared(tmp_path, heads, dates=("2026-03-02",) * 3):
    for (name, head), published in zip(heads.items(), dates, strict=True):
        text = f"{head}\n\n{published}\n\n{MORE}\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return compare(analyse(read(tmp_path)))


def differing(comparison):
    return [f for f in write_findings(comparison).key if "numbers differ" in f.title]


THIRD = "Suda: ferry hits pier at night"


@pytest.mark.parametrize(
    ("one", "other", "numbers"),
    [
        (
            "Ferry hits pier in Suda, injuring 12",
            "Twenty hurt? No: 27 people injured in Suda ferry crash",
            "12 to 27",
        ),
        (
            "12 people wounded as ferry hits pier in Suda",
            "27 people hurt in Suda ferry crash",
            "12 to 27",
        ),
        (
            "Navy rescues 40 passengers from Suda ferry",
            "Norland navy rescues 55 passengers in Suda",
            "40 to 55",
        ),
    ],
)
def test_numbers_that_cannot_both_be_right_are_told(tmp_path, one, other, numbers):
    comparison = compared(tmp_path, {"ash": one, "birch": other, "cedar": THIRD})
    [finding] = differing(comparison)
    assert finding.number == numbers
    assert len(finding.rows) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 injured in Suda ferry crash", "Ferry crash in Suda injures 12"),
        ("At least 12 injured in Suda ferry crash", "27 injured in Suda ferry crash"),
        ("About 25 injured in Suda ferry crash", "27 injured in Suda ferry crash"),
        ("Ferry in Suda: 12 people could be injured", "27 injured in Suda ferry crash"),
        ("Seven dead and 27 injured in Suda ferry crash", "27 injured in Suda ferry crash"),
        ("Navy rescues 40 passengers in Suda", "27 injured in Suda ferry crash"),
    ],
)
def test_what_is_no_other_number_of_the_same_is_not(tmp_path, one, other):
    comparison = compared(tmp_path, {"ash": one, "birch": other, "cedar": THIRD})
    assert any(analysis.found(Count) for analysis in comparison.analyses)
    assert not differing(comparison)


def test_numbers_of_different_days_are_no_difference(tmp_path):
    heads = {
        "ash": "12 people injured in Suda ferry crash",
        "birch": "27 people injured in Suda ferry crash",
        "cedar": THIRD,
    }
    assert not differing(compared(tmp_path, heads, ("2026-03-03", "2026-03-02", "2026-03-02")))
