"""The comparison of results before and after a refactoring, on small folders made by hand."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from evaluation.differences import Kind, differences
from evaluation.random_corpora import random_corpus
from evaluation.same_results import checkout, compared, told, write_entry_points

SENTENCES = [
    {"sentence": "A-1.s1", "outlet": "a", "polarity": "0.1"},
    {"sentence": "A-1.s2", "outlet": "a", "polarity": ""},
    {"sentence": "B-1.s1", "outlet": "b", "polarity": "-0.5"},
]
FIGURES = {
    "schema": "framing.comparison/1",
    "own_copy_only": False,
    "outlets": [
        {"outlet": "a", "words": 120, "figures": {"tone.polarity": 0.1}},
        {"outlet": "b", "words": 80, "figures": {"tone.polarity": -0.5}},
    ],
    "numbers": [1, 2, 3],
}


@pytest.fixture
def results(tmp_path):
    """Writes a folder of results: rows of sentences.csv, and what comparison.json holds."""

    def write(
        name: str,
        rows: Sequence[Mapping[str, str]] = SENTENCES,
        figures: Mapping[str, Any] = FIGURES,
        analysers: Mapping[str, str] = {"tone": "3"},
    ) -> Path:
        folder = tmp_path / name
        data = folder / "two" / "report.data"
        data.mkdir(parents=True)
        with (data / "sentences.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        (data / "comparison.json").write_text(json.dumps(figures), "utf-8")
        (data / "manifest.json").write_text(json.dumps({"analysers": analysers}), "utf-8")
        lines = (json.dumps({"id": row["sentence"], "text": "x\u2028y"}) for row in rows)
        (folder / "two" / "analysis.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
        return folder

    return write


def changed(results: Mapping[str, Any], **values: object) -> dict[str, Any]:
    return {**json.loads(json.dumps(results)), **values}


def found(before: Path, after: Path, *ignore: str) -> list[tuple[str, str, str, str, str]]:
    return [
        (one.kind.value, one.file.rpartition("/")[2], one.path, one.before, one.after)
        for one in differences(before, after, ignore)
    ]


def test_the_same_results_are_the_same(results, capsys):
    same = differences(results("before"), results("after"))
    assert same == []
    assert compared(same, 20) == 0
    assert "the same" in capsys.readouterr().out


def test_a_cell_is_told_by_its_row_and_its_column(results):
    rows = [SENTENCES[0], {**SENTENCES[1], "polarity": "0.2"}, SENTENCES[2]]
    after = results("after", rows)
    [one] = differences(results("before"), after)
    assert (one.path, one.group, one.before, one.after) == (
        "A-1.s2.polarity",
        "polarity",
        "",
        "0.2",
    )
    lines = told([one])
    assert lines == [
        "sentences.csv · polarity: 1 changed",
        "  two/report.data/sentences.csv · A-1.s2.polarity · '' → 0.2",
    ]


def test_columns_are_compared_by_name_and_one_more_is_allowed(results, capsys):
    rows = [{"outlet": r["outlet"], "new": "1", **r} for r in SENTENCES]
    after = results("after", rows)
    other = differences(results("before"), after)
    assert [(one.kind, one.path) for one in other] == [(Kind.ADDED, "new")]
    assert compared(other, 20) == 0
    assert "0 changed or went, 1 added" in capsys.readouterr().out


def test_a_column_that_went_is_not_allowed(results, capsys):
    rows = [{k: v for k, v in row.items() if k != "outlet"} for row in SENTENCES]
    other = differences(results("before"), results("after", rows))
    assert [(one.kind, one.path) for one in other] == [(Kind.WENT, "outlet")]
    assert compared(other, 20) == 1
    assert "outlet: 1 went" in capsys.readouterr().out


def test_one_row_less_makes_one_difference_and_not_one_of_each_row_after_it(results):
    other = differences(results("before"), results("after", SENTENCES[1:]))
    assert [(one.kind, one.file[4:], one.path) for one in other] == [
        (Kind.WENT, "analysis.jsonl", "A-1.s1"),
        (Kind.WENT, "report.data/sentences.csv", "A-1.s1"),
    ]


def test_one_row_more_is_a_change(results):
    new = {"sentence": "A-1.s0", "outlet": "a", "polarity": "1"}
    other = differences(results("before"), results("after", [new, *SENTENCES]))
    assert [(one.kind, one.path) for one in other] == [(Kind.CHANGED, "A-1.s0")] * 2


def test_rows_in_another_order_are_one_difference(results):
    other = differences(results("before"), results("after", SENTENCES[::-1]))
    assert {(one.file[4:], one.group, one.before) for one in other} == {
        ("analysis.jsonl", "*.order", "the order"),
        ("report.data/sentences.csv", "order", "the order"),
    }


def test_json_is_told_by_path_and_items_by_their_name(results):
    outlets = [FIGURES["outlets"][0], {**FIGURES["outlets"][1], "figures": {"tone.polarity": -0.4}}]
    after = results("after", figures=changed(FIGURES, outlets=outlets))
    [one] = differences(results("before"), after)
    assert one.path == "outlets.b.figures.tone.polarity"
    assert one.group == "outlets.*.figures.tone.polarity"
    assert one.shape == one.group, "figures with one entry are no map"
    assert (one.before, one.after) == ("-0.5", "-0.4")


@pytest.mark.parametrize(
    ("value", "kind", "told_as"),
    [
        ([1, 2.0, 3], Kind.REWRITTEN, "2.0"),
        ([1, 2.5, 3], Kind.CHANGED, "2.5"),
        ([1, True, 3], Kind.CHANGED, "true"),
        ([1, None, 3], Kind.CHANGED, "null"),
    ],
)
def test_no_two_values_pass_for_one(results, value, kind, told_as, capsys):
    before, after = results("before"), results("after", figures=changed(FIGURES, numbers=value))
    other = differences(before, after)
    assert [(one.kind, one.path, one.before, one.after) for one in other] == [
        (kind, "numbers.1", "2", told_as)
    ]
    assert compared(other, 20) == 1
    assert f"1 {kind.value}  comparison.json · numbers.*" in capsys.readouterr().out


def test_entries_of_a_map_are_told_in_bulk_when_they_are_new(results):
    figures = {name: {"value": 1, "n": 9} for name in ("frame.a", "frame.b")}
    more = {name: {"value": 1.0, "n": 9, "rows": [name]} for name in (*figures, "frame.c")}
    before = results("before", figures=changed(FIGURES, figures=figures))
    lines = told(differences(before, results("after", figures=changed(FIGURES, figures=more))))
    assert [line for line in lines if not line.startswith(" ")] == [
        "comparison.json · figures.*.value: 2 the same number, written otherwise",
        "comparison.json · figures.*: 1 added",
        "comparison.json · figures.*.rows: 2 added",
    ]


def test_a_key_that_went_fails_and_a_new_one_does_not(results):
    more = changed(FIGURES, language="en")
    less = {k: v for k, v in FIGURES.items() if k != "schema"}
    before = results("before")
    assert found(before, results("more", figures=more)) == [
        ("added", "comparison.json", "language", "", "en")
    ]
    other = differences(before, results("less", figures=less))
    assert [one.kind for one in other] == [Kind.WENT]


def test_what_may_differ_is_passed_over(results):
    before, after = results("before"), results("after", analysers={"tone": "4"})
    assert [path for _, _, path, *_ in found(before, after)] == ["analysers.tone"]
    assert found(before, after, "manifest.json:analysers.*") == []
    assert found(before, after, "two/*/manifest.json") == []
    assert found(before, after, "manifest.json:resampling.*", "sentences.csv")


def test_a_file_that_went_and_one_that_came(results):
    before, after = results("before"), results("after")
    (before / "two/report.data/old.csv").write_text("a\n1\n", "utf-8")
    (after / "two/report.data/new.csv").write_text("a\n1\n", "utf-8")
    assert [kind for kind, *_ in found(before, after)] == ["added", "went"]


def test_other_bytes_are_never_silent(results):
    before, after = results("before"), results("after")
    table = after / "two/report.data/sentences.csv"
    table.write_bytes(table.read_bytes().replace(b"\r\n", b"\n"))
    (before / "two/note.txt").write_text("a", "utf-8")
    (after / "two/note.txt").write_text("b", "utf-8")
    assert [name for _, name, *_ in found(before, after)] == ["note.txt", "sentences.csv"]


def test_random_corpora_are_the_same_for_a_seed_and_odd_over_many():
    assert random_corpus(7) == random_corpus(7) != random_corpus(8)
    drawn = [random_corpus(seed) for seed in range(1, 31)]
    articles = [row for corpus in drawn for row in corpus]
    assert any(len({row.get("outlet") for row in corpus}) == 1 for corpus in drawn)
    assert any(not any("published" in row for row in corpus) for corpus in drawn)
    assert any("outlet" not in row for row in articles)
    assert any("Reuters)" in row["text"] for row in articles)
    assert any("“" in row["text"] for row in articles)
    assert any('"' not in row["text"] and "said" not in row["text"] for row in articles)


def test_a_version_is_a_folder_or_a_revision(tmp_path):
    with checkout(str(Path(__file__).parent.parent)) as tree:
        assert (tree / "framing").is_dir()
    with checkout("HEAD") as tree:
        clone = tree
        assert (clone / "framing" / "__init__.py").is_file()
        head = ["git", "-C", str(clone), "rev-parse", "HEAD"]
        assert subprocess.run(head, check=True, capture_output=True).stdout
    assert not clone.exists()
    with pytest.raises(SystemExit, match="no-such-thing"), checkout("no-such-thing"):
        pass


def test_a_version_brings_its_own_entry_points(tmp_path):
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "framing"\nversion = "0.0.1"\n'
        '[project.entry-points."framing.analysers"]\nmoods = "framing.moods:Moods"\n',
        "utf-8",
    )
    (tmp_path / "installed").mkdir()
    write_entry_points(tmp_path, tmp_path / "installed")
    ran = subprocess.run(
        [
            sys.executable, "-c",
            "from importlib.metadata import entry_points\n"
            "print([p.name for p in entry_points(group='framing.analysers')])",
        ],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "installed")},
        check=True,
        capture_output=True,
        text=True,
    )  # fmt: skip
    assert ran.stdout.strip() == "['moods']"
