"""The commands of ``framing codebooks``."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from framing.cli.codebooks import app
from framing.errors import CodebookError
from framing.validation.examples import CodedSentence, coded_lines
from tests.validation.test_learn import CODEBOOK, coded, texts

runner = CliRunner()


def run(*arguments: str) -> str:
    result = runner.invoke(app, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_list_names_what_is_there(tmp_path: Path) -> None:
    run("new", "harbours", "--codebooks", str(tmp_path))
    output = run("list", "--codebooks", str(tmp_path))
    assert "history-security" in output
    assert "harbours" in output


def test_new_then_check_then_show(tmp_path: Path) -> None:
    assert str(tmp_path / "harbours.toml") in run("new", "harbours", "--codebooks", str(tmp_path))
    assert "4 of 4 examples pass" in run("check", "harbours", "--codebooks", str(tmp_path))
    assert "FRAME  One [one]" in run("show", "harbours", "--codebooks", str(tmp_path))


def test_check_fails_when_an_example_fails(tmp_path: Path) -> None:
    run("new", "harbours", "--codebooks", str(tmp_path))
    path = tmp_path / "harbours.toml"
    path.write_text(path.read_text("utf-8").replace('lemma = ["ferry"]', 'lemma = ["boat"]'))
    path.write_text(path.read_text("utf-8").replace("Two ferries sank.", "Two ferries left."))
    result = runner.invoke(app, ["check", str(path)])
    assert result.exit_code == 1
    assert "no indicator is found in “Two ferries left.”" in result.output


def test_an_unknown_codebook_is_an_error_for_people() -> None:
    with pytest.raises(CodebookError, match="There is no codebook 'nothing'"):
        runner.invoke(app, ["show", "nothing"], catch_exceptions=False)


def test_test_and_suggest_read_articles(tmp_path: Path) -> None:
    run("new", "harbours", "--codebooks", str(tmp_path))
    article = tmp_path / "a.txt"
    article.write_text(
        "Harbour news\n\nThe harbour of Atlantis was closed on Monday. Two ferries sank.\n"
    )
    output = run("test", str(tmp_path / "harbours.toml"), str(article), "--key", "frames")
    assert "[ferries]" in output
    page = tmp_path / "out" / "c.html"
    assert "near misses" in run(
        "test", str(tmp_path / "harbours.toml"), str(article), "-o", str(page)
    )
    assert page.read_text("utf-8").endswith("</html>\n")
    assert run("suggest", str(tmp_path / "harbours.toml"), str(article)).startswith("# No sentence")


def test_show_tells_of_codings_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "food.toml").write_text(CODEBOOK, encoding="utf-8")
    shown = run("show", str(tmp_path / "food.toml"))
    assert "CODED" not in shown
    codings = [CodedSentence(frame="food", sentence=s, held=s == "Rice.") for s in ("Rice.", "No.")]
    (tmp_path / "food.coded.jsonl").write_bytes(coded_lines(codings))
    assert "CODED  food: 2 sentences, 1 with it" in run("show", str(tmp_path / "food.toml"))


def test_too_few_codes_still_give_the_next_sheet(framing, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, content in (("codebooks/food.toml", CODEBOOK), ("articles/a.txt", texts()[0])):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(content, encoding="utf-8")
    sheet = ("validate", "sheet", "articles", "--codebook", "food", "-n", "4", "--coders", "1")
    assert framing(*sheet, "-o", "coding").code == 0
    coded(tmp_path / "coding")
    ran = framing("codebooks", "learn", "food", "coding", "--articles", "articles",
                  "--next", "coding-2", "-n", "3")  # fmt: skip
    assert ran.code == 1
    assert "too few to learn from" in ran.err
    assert "3 sentences to code next" in ran.out
    assert (tmp_path / "coding-2" / "coder-1.csv").is_file()


def test_what_next_cannot_do_is_said_before_anything_is_learned(
    framing, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, content in (("codebooks/food.toml", CODEBOOK), ("articles/a.txt", texts()[0])):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(content, encoding="utf-8")
    sheet = ("validate", "sheet", "articles", "--codebook", "food", "-n", "4", "--coders", "1")
    assert framing(*sheet, "-o", "coding").code == 0
    coded(tmp_path / "coding")
    filled = (tmp_path / "coding/coder-1.csv").read_bytes()
    learn = ("codebooks", "learn", "food", "coding")
    ran = framing(*learn, "--articles", "articles", "--next", "coding")
    assert ran.code == 1
    assert "key.json is there already" in ran.err
    assert (tmp_path / "coding/coder-1.csv").read_bytes() == filled
    assert framing(*learn, "--next", "coding-2").code == 2  # where to look is not named
    assert [path.name for path in (tmp_path / "codebooks").iterdir()] == ["food.toml"]
