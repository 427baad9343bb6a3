"""An outlet that opens with something else; articles of which no two report one event."""

from __future__ import annotations

import pytest

from evaluation.recompute import differences
from framing import Study, analyse, compare, read
from framing.findings import write_findings

TALKS = (
    "Norland will close its reactor if sanctions end, its envoy told the assembly on Monday. The "
    "reactor has been at the centre of talks on sanctions for two years."
)
LAST = "Its envoy told the assembly on Monday that the reactor would close if sanctions end."
STORY = {
    "ash": ("Norland offers to close reactor if sanctions end", TALKS),
    "birch": ("Norland ready to shut reactor for end of sanctions", TALKS.replace("will", "would")),
    "cedar": (
        "Fewer people flee Norland across the river",
        "The number of people who flee from Norland to Suda has fallen for a third year, a member "
        f"of parliament said. Guards patrol the river and smugglers ask for more. {LAST}",
    ),
}


def compared(folder, articles):
    for name, (title, text) in articles.items():
        (folder / f"{name}.txt").write_text(f"{title}\n\n{text}\n", encoding="utf-8")
    return compare(analyse(read(folder)))


def test_an_outlet_that_opens_with_something_else_is_told(tmp_path, monkeypatch):
    comparison = compared(tmp_path, STORY)
    findings = write_findings(comparison)
    [found] = [f for f in findings.key if "opens with something else" in f.title]
    assert found.outlet == "unknown-cedar"
    assert "‘Fewer people flee Norland across the river’" in found.text
    assert "‘Reactor’" in found.text or "‘reactor’" in found.text
    assert "Norland’" not in found.text.split("’. ")[1]  # a place that all name tells nothing
    assert found.number == "1 of 3"
    monkeypatch.setattr("framing.findings.openings.MOST_ARTICLES", 2)  # a corpus, no one story
    assert not [f for f in write_findings(comparison).key if "opens with" in f.title]


def test_articles_of_different_events_are_compared_in_nothing(tmp_path):
    articles = {
        "ash": ("Striker signs for champions", "The striker signed for four years on Monday."),
        "birch": ("Plum harvest fails", "Farmers lost most of their plums to the late frost."),
        "cedar": ("Bank lifts profit", "The largest bank earned a third more in spring, it said."),
    }
    comparison = compared(tmp_path, articles)
    findings = write_findings(comparison)
    assert set(comparison.apart) == {row.id for row in comparison.rows.articles}
    assert not comparison.gaps
    assert not findings.key
    assert findings.title == "Three articles of different events"
    assert "no two of these articles report the same event" in findings.nothing
    data = tmp_path / "data"
    data.mkdir()
    for name, content in Study().data_files(comparison).items():
        (data / name).write_bytes(content)
    assert differences(data)[0] == []


@pytest.mark.parametrize(
    "headline", ["Ten killed in Norland army offensive", "Norland army offensive leaves ten dead"]
)
def test_a_headline_that_names_the_doer_besides_ends_the_finding(tmp_path, headline):
    text = "Ten villagers were killed on Monday in the hills of Suda, the mayor said."
    heads = ("Army kills ten villagers in Suda", "Ten villagers killed in Suda", headline)
    articles = {n: (h, text) for n, h in zip(("ash", "birch", "cedar"), heads, strict=True)}
    titles = [f.title for f in write_findings(compared(tmp_path, articles)).key]
    assert not any("who did it" in title for title in titles)
