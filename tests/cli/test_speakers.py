"""framing speakers, and the report with a corrected sheet."""

from __future__ import annotations

import csv
import json

import pytest
from pypdf import PdfReader

ARTICLES = (
    {
        "id": "one",
        "outlet": "Harbour Post",
        "text": "The quay is closed, President Nils Berg said on Monday.\n\n"
        "The fish are gone, Mr Berg told a meeting of boat owners.",
    },
    {
        "id": "two",
        "outlet": "Quay Daily",
        "text": "It will open again, said Nils A. Berg, the president.\n\n"
        "Nobody asked us, said Eva Lund, a fisher.",
    },
)


@pytest.fixture
def articles(tmp_path):
    path = tmp_path / "articles.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ARTICLES), encoding="utf-8")
    return path


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def test_the_sheet_is_written_corrected_and_counts(framing, articles, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = framing("speakers", articles)
    assert done.code == 0, done.out + done.err
    rows = rows_of(tmp_path / "speakers.csv")
    berg = next(row for row in rows if row["id"] == "nils-a-berg")
    assert (berg["statements"], berg["outlets"]) == ("3", "Harbour Post 2; Quay Daily 1")
    for row in rows:
        row |= {"party": "Blue" if row["id"] == "nils-a-berg" else ""}
        if row["id"] == "nils-a-berg":
            row |= {"name": "Nils Berg", "confirmed": "yes", "country": "NO"}
    write(tmp_path / "speakers.csv", rows)
    done = framing(
        "report", articles, "--speakers", "speakers.csv", "--group-by", "party", "-o", "r.html"
    )
    assert done.code == 0, done.out + done.err
    html = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert f"A person has confirmed 1 of {len(rows)} speakers" in html
    assert "Speakers by party" in html
    statements = rows_of(tmp_path / "r.data" / "statements.csv")
    bergs = [row for row in statements if row["speaker_id"] == "nils-a-berg"]
    assert len(bergs) == 3
    assert {(r["country"], r["speaker_name"], r["group_party"]) for r in bergs} == {
        ("NO", "Nils Berg", "Blue")
    }
    comparison = json.loads((tmp_path / "r.data" / "comparison.json").read_text("utf-8"))
    keys = [{s["key"] for s in outlet["speakers"]} for outlet in comparison["outlets"]]
    assert all("nils-a-berg" in each for each in keys)


@pytest.mark.pdf
def test_the_pdf_says_how_many_are_confirmed_and_counts_the_groups(framing, articles, tmp_path):
    sheet = tmp_path / "mine.csv"
    sheet.write_text("id,confirmed,party\nnils-a-berg,yes,Blue\n", encoding="utf-8")
    words = ("--speakers", sheet, "--group-by", "party", "-o", tmp_path / "r.pdf")
    done = framing("report", articles, *words)
    assert done.code == 0, done.out + done.err
    pages = PdfReader(tmp_path / "r.pdf").pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "A person has confirmed 1 of 2 speakers" in text
    assert "by the sheet’s party: Blue 2 1" in text
    assert "by the sheet’s party: not told – 1" in text.replace(" 0 1", " – 1")


def test_who_was_joined_is_alone_in_no_outlet(framing, articles, tmp_path):
    done = framing("report", articles, "-o", tmp_path / "r.html")
    assert done.code == 0, done.out + done.err
    html = (tmp_path / "r.html").read_text(encoding="utf-8")
    alone = html.partition('id="only-here"')[2].partition("</table>")[0]
    assert "Eva Lund" in alone
    assert "Berg" not in alone


def test_a_sheet_in_the_project_counts_and_is_written_anew_with_its_corrections(
    framing, articles, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "framing.toml").write_text('articles = ["articles.jsonl"]\n', encoding="utf-8")
    (tmp_path / "speakers.csv").write_text(
        "id,role,party\neva-lund,business,Red\nnobody,media,\n", encoding="utf-8"
    )
    done = framing("speakers")
    assert done.code == 0, done.out + done.err
    assert "line 3: nobody in these articles is 'nobody'" in done.out + done.err
    eva = next(row for row in rows_of(tmp_path / "speakers.csv") if row["id"] == "eva-lund")
    assert (eva["role"], eva["party"]) == ("business", "Red")


def test_a_file_that_is_no_sheet_in_force_is_never_overwritten(framing, articles, tmp_path):
    there = tmp_path / "speakers.csv"
    there.write_text("id,name\n", encoding="utf-8")
    done = framing("speakers", articles, "-o", there)
    assert done.code == 1
    assert "is there already" in done.out + done.err
    assert there.read_text(encoding="utf-8") == "id,name\n"


def test_another_ending_is_wrong_usage(framing, articles, tmp_path):
    assert framing("speakers", articles, "-o", tmp_path / "speakers.txt").code == 2


def test_a_wrong_cell_is_told_before_the_work(framing, articles, tmp_path):
    sheet = tmp_path / "mine.csv"
    sheet.write_text("id,role\neva-lund,boss\n", encoding="utf-8")
    done = framing("report", articles, "--speakers", sheet, "-o", tmp_path / "r.html")
    assert done.code == 1
    assert "mine.csv, line 2, column 'role': 'boss' is no role" in done.out + done.err
    assert not (tmp_path / "r.html").exists()
