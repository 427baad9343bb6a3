"""A fact told in other words than the codebook's is not called 'not found'."""

from __future__ import annotations

from pathlib import Path

from framing import analyse, compare, read
from framing.evidence.near_misses import near_misses
from framing.findings import write_findings
from framing.settings import Settings

CODEBOOK = """
title = "Harbours"
version = "1"
[[frames]]
id = "sea"
name = "sea"
definition = "the sea"
colour = "#1f4e79"
[[frames.indicators]]
lemma = ["harbour"]
[[facts]]
id = "collapse"
name = "The pier collapsed on 7 October"
patterns = ["pier collapse ... October 7"]
"""
TELLS = "The pier collapsed on October 7, and the harbour has been shut."
OTHERWISE = "On Oct. 7 a part of the pier had collapsed in the harbour."
SILENT = "The harbour has been shut, and no ferry sails."


def _compared(tmp_path: Path, third: str):
    (tmp_path / "c.toml").write_text(CODEBOOK, encoding="utf-8")
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in (("alder", TELLS), ("birch", TELLS + " It rained."), ("cedar", third)):
        (folder / f"{name}.txt").write_text(f"Pier in harbour\n\n{text}\n", encoding="utf-8")
    settings = Settings(codebook=str(tmp_path / "c.toml"))
    return compare(analyse(read(folder), settings=settings), settings=settings)


def _missing(comparison) -> list[str]:
    return [f.title for f in write_findings(comparison).key if f.title.startswith("Not found")]


def test_a_fact_in_other_words_is_a_near_miss_and_no_finding(tmp_path):
    comparison = _compared(tmp_path, OTHERWISE)
    assert {len(outlets) for outlets in near_misses(comparison.rows).values()} == {1}
    assert _missing(comparison) == []


def test_half_of_the_words_are_near_where_they_are_the_rarer_ones(tmp_path):
    comparison = _compared(tmp_path, "A part of it had collapsed one night in October.")
    assert _missing(comparison) == []


def test_a_fact_of_which_nothing_is_said_is_not_found(tmp_path):
    comparison = _compared(tmp_path, SILENT)
    assert near_misses(comparison.rows) == {}
    assert len(_missing(comparison)) == 1


def test_a_word_that_one_wording_alone_has_is_not_near(tmp_path):
    several = CODEBOOK.replace("pier collapse ... October 7", "pier collapse|rot|survey")
    (tmp_path / "c.toml").write_text(several, encoding="utf-8")
    folder = tmp_path / "articles"
    folder.mkdir()
    tells = "The pier collapsed. The pier rotted. A pier survey had warned the harbour."
    others = "A survey of the harbour shows the cost. Another survey is due."
    for name, text in (("alder", tells), ("birch", tells), ("cedar", others)):
        (folder / f"{name}.txt").write_text(f"Harbour news\n\n{text}\n", encoding="utf-8")
    settings = Settings(codebook=str(tmp_path / "c.toml"))
    comparison = compare(analyse(read(folder), settings=settings), settings=settings)
    assert near_misses(comparison.rows) == {}
