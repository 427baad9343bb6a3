"""framing read: what was understood, before any analysis, and rows that can be read again."""

from __future__ import annotations

import csv
import json
import re

from framing.study import read


def test_it_says_what_is_known_of_each_article_and_how(framing, seeds):
    done = framing("read", seeds)
    assert done.code == 0
    out = done.out
    assert "Ahram Online (extracted)   2011-01-10 (declared)" in out
    assert "AFP" in out
    assert "no date found" in out
    assert "S. Korea, Japan defense chiefs to hold talks in Seoul next week" in out
    assert "8 lines taken out" in out


def test_a_page_is_shown_with_the_kind_of_each_line(framing, seeds):
    done = framing("read", seeds, "--show", "003_")
    lines = [line.split(maxsplit=1) for line in done.out.splitlines()]
    kinds = {text: kind for kind, text in (line for line in lines if len(line) == 2)}
    assert kinds["S. Korea, Japan defense chiefs to hold talks in Seoul next week"] == "headline"
    assert kinds["select languages   [language menu]"] == "menu"
    assert sum(kind == "body" for kind, _ in (x for x in lines if len(x) == 2)) > 8


def test_a_page_is_shown_with_its_own_warnings_alone(framing, tmp_path):
    for name in ("bridge", "tunnel"):
        (tmp_path / f"{name}.txt").write_text(
            f"The {name} is closed for repairs\n\nThe council closed the {name} on Monday.\n"
            "It will open again in the spring, the mayor said.\n",
            encoding="utf-8",
        )
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    done = framing("read", tmp_path, "--show", "bridge")
    assert "Warning: bridge: Short: " in done.err
    assert "tunnel" not in done.err
    assert "empty" not in done.err
    everything = framing("read", tmp_path)
    assert "tunnel: Short: " in everything.err
    assert "empty.txt" in everything.err
    words = re.search(r"bridge: Short: (\d+) words", everything.err)
    assert words
    assert f"· {words[1]} words ·" in everything.out


def test_a_name_that_fits_no_one_article_is_told(framing, seeds):
    done = framing("read", seeds, "--show", "00")
    assert done.code == 1
    assert "Several have it" in done.err


def test_rows_are_read_again_as_they_were(framing, seeds, tmp_path):
    before = read(seeds)
    for name in ("articles.jsonl", "articles.csv"):
        done = framing("read", seeds, "-o", tmp_path / name)
        assert done.code == 0
        after = {article.id: article for article in read(tmp_path / name)}
        for article in before:
            again = after[article.id]
            assert again.outlet == article.outlet
            assert again.title.value == article.title.value
            assert (again.published and again.published.value) == (
                article.published and article.published.value
            )
            assert [a.value for a in again.agencies] == [a.value for a in article.agencies]
            assert again.outlet_field == article.outlet_field
            assert again.title == article.title
            assert again.byline == article.byline
            assert again.published == article.published
            assert again.removed == article.removed
            assert again.suspected == article.suspected
            assert again.notes == article.notes
            body = article.parts.body.of(article.text).split()
            assert again.parts.body.of(again.text).split() == body
    rows = [
        json.loads(line) for line in (tmp_path / "articles.jsonl").read_text("utf-8").splitlines()
    ]
    assert rows[0]["provenance"]["outlet"]["evidence"]
    with (tmp_path / "articles.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(before)


def test_a_row_that_was_changed_is_declared_where_it_was(framing, tmp_path):
    page = tmp_path / "page.txt"
    page.write_text(
        "The bridge is closed for repairs\n\nBy Rita Moss\n\nUpdated: 4 March 2019\n\n"
        "The council closed the bridge on Monday.\n\nIt will open again in the spring.\n",
        encoding="utf-8",
    )
    framing("read", page, "-o", tmp_path / "rows.jsonl")
    row = json.loads((tmp_path / "rows.jsonl").read_text("utf-8"))
    (tmp_path / "rows.jsonl").write_text(json.dumps(row | {"outlet": "Quay News"}), "utf-8")
    (again,) = read(tmp_path / "rows.jsonl")
    assert again.outlet_field.provenance == "declared"
    assert again.byline.provenance == "extracted"
    assert "Only the date of the last update is printed." in again.notes
    assert not any("not recognised" in note for note in again.notes)
    assert [gone.text for gone in again.removed] == ["By Rita Moss", "Updated: 4 March 2019"]


def test_another_kind_of_file_is_refused(framing, seeds, tmp_path):
    done = framing("read", seeds, "-o", tmp_path / "articles.txt")
    assert done.code == 1
    assert ".jsonl or .csv" in done.err
