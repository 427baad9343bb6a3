"""The commands of ``framing validate``."""

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from framing.cli.validate import app
from framing.errors import InputError

runner = CliRunner()


def run(*arguments: str) -> str:
    result = runner.invoke(app, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_sheet_then_score(tmp_path: Path) -> None:
    article = tmp_path / "in" / "a.txt"
    article.parent.mkdir()
    article.write_text(
        "Seoul keeps its distance\n\nJapan's colonial rule ended in 1945. It rained all day long "
        "in the capital. The two navies held a joint drill off the island of Jeju.\n",
        encoding="utf-8",
    )
    folder, records = tmp_path / "coding", tmp_path / "codebooks"
    output = run("sheet", str(article), "-n", "3", "-o", str(folder))
    assert "3 of 3 sentences from 1 articles" in output
    key = json.loads((folder / "key.json").read_text("utf-8"))
    frames = {item["id"]: item["frames"] for item in key["items"]}
    for path in folder.glob("coder-*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            row.update({frame: str(int(frame in frames[row["id"]])) for frame in key["frames"]})
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    output = run("score", str(folder), "--codebooks", str(records), "--note", "us")
    assert "history" in output
    assert "rely" in output
    assert len(list(records.glob("history-security-*.validation.json"))) == 1


def test_export_then_import_says_that_nothing_is_coded(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(
        "Seoul keeps its distance\n\nJapan's colonial rule ended in 1945. It rained all day.\n",
        encoding="utf-8",
    )
    folder = tmp_path / "coding"
    assert "2 sentences" in run("export", str(article), "--blank", "-o", str(folder))
    with pytest.raises(InputError, match="No coding"):
        runner.invoke(
            app, ["import", str(folder), str(folder / "project.qdpx")], catch_exceptions=False
        )


def test_a_record_stands_by_the_figures_of_the_report(framing, seeds, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "framing.toml").write_text('sources = "rules"\ntone = "textblob"\n', "utf-8")
    articles = sorted(seeds.glob("00[023]_*.txt"))
    assert framing("validate", "sheet", *articles, "-n", "30", "-o", "coding", "-q").code == 0
    for coder, shift in (("coder-1", 0), ("coder-2", 3)):
        path = tmp_path / "coding" / f"{coder}.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        for number, row in enumerate(rows):
            for frame in ("history", "security", "dialogue", "territory", "economy", "public"):
                # Alike on security, apart on history.
                row[frame] = (number + (0 if frame == "security" else shift)) % 2
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    assert framing("validate", "score", "coding").code == 0
    ran = framing("report", *articles, "-o", "r.html", "-q")
    assert ran.code == 0, ran.err
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "NOT VALIDATED" not in text
    assert "How far each frame can be trusted" in text
    assert "Take with care: History (" in text
    assert "Security (alpha" not in text
