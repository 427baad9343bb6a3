"""framing report on a table of very many articles."""

from __future__ import annotations

import csv
from random import Random

OUTLETS = ("Kelm Courier", "Harbour Times", "Ostby Gazette", "Quay Post", "North Shore Herald")
PLACES = ("Kelm", "Ostby", "Varna", "Dalby", "Norland", "Holm", "Lund", "Strand")
THINGS = ("quay", "bridge", "school", "market", "road", "ferry", "library", "park", "station")
ROWS = 500


def test_a_table_of_five_hundred_rows_is_read_analysed_and_reported(framing, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    chosen = Random(1)
    with (tmp_path / "articles.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["outlet", "title", "published", "text"])
        for number in range(ROWS):
            place, other = chosen.sample(PLACES, 2)
            thing = chosen.choice(THINGS)
            text = (
                f"The council of {place} will build a {thing}.\n\n"
                f"“{other} has no {thing} of {number} metres,” the mayor said."
            )
            date = f"2031-02-{number % 28 + 1:02d}"
            table.writerow([OUTLETS[number % 5], f"{place} gets {thing} {number}", date, text])
    ran = framing(
        "report", "articles.csv", "--sources", "rules", "--tone", "textblob", "-o", "r.html", "-q"
    )
    assert ran.code == 0, ran.err
    told = {
        name: list(csv.DictReader((tmp_path / "r.data" / name).read_text("utf-8").splitlines()))
        for name in ("articles.csv", "statements.csv")
    }
    assert len(told["articles.csv"]) == ROWS
    assert len({row["outlet"] for row in told["articles.csv"]}) == len(OUTLETS)
    assert len({row["article"] for row in told["statements.csv"]}) == ROWS
    assert "North Shore Herald" in (tmp_path / "r.html").read_text("utf-8")
