"""A name that takes a side is told where one outlet alone has it in its own words."""

from __future__ import annotations

import pytest

from framing import analyse, compare, read
from framing.findings import write_findings

REST = "The harbour of Norland was closed on Monday. No ferry sailed."
ARTICLES = {
    "alder": "Militants attacked the harbour. The militants fled to the hills.",
    "birch": "Gunmen attacked the harbour. The fighters fled to the hills.",
    "cedar": "Terrorists attacked the harbour. The terror group fled to the hills.",
}


def _titles(tmp_path, articles) -> list[str]:
    for name, text in articles.items():
        (tmp_path / f"{name}.txt").write_text(f"Attack on harbour\n\n{text} {REST}\n", "utf-8")
    return [finding.title for finding in write_findings(compare(analyse(read(tmp_path)))).key]


def test_one_outlet_alone(tmp_path):
    assert any("‘terror group’" in t or "‘terrorists’" in t for t in _titles(tmp_path, ARTICLES))


@pytest.mark.parametrize(
    "cedar",
    [
        'The mayor said: "Terrorists attacked the harbour." The fighters fled to the hills.',
        "The minister said that terrorists attacked the harbour. The fighters fled to the hills.",
    ],
    ids=["quoted", "reported"],
)
def test_not_where_a_speaker_says_it(tmp_path, cedar):
    assert not any("terror" in t for t in _titles(tmp_path, {**ARTICLES, "cedar": cedar}))


def test_not_where_another_outlet_says_it_too(tmp_path):
    both = {**ARTICLES, "birch": ARTICLES["cedar"].replace("hills", "sea")}
    assert not any("terror" in t for t in _titles(tmp_path, both))
