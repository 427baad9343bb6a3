"""Whatever one article, row or file does: it is named with its reason, and the rest is reported."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import framing
import framing.codebooks
import framing.files
import framing.text.parse
from framing.analysers.emphasis import Emphasis
from framing.codebooks.patterns import variants
from framing.errors import CodebookError, MissingDependencyError, TemplateError
from framing.models import Article, Failed
from framing.parts.load import skipped_in
from framing.readers import ReadOutcome, collect
from framing.report.typefaces import check_typeface
from framing.study import study
from framing.text.language_model import DEFAULT_MODEL
from framing.tomlfile import Checked, load
from tests.cli.helpers import Shell

GOOD = (
    "Harbour plan wins backing\n\nThe mayor said on Monday that the town would build a harbour.\n"
)
BAD = "Quarrel over a quay\n\nThe council said that POISON would end the whole of the work.\n"


@pytest.fixture
def shell(capsys, monkeypatch):
    return Shell(capsys, monkeypatch)


@pytest.fixture
def poisoned(tmp_path, monkeypatch):
    """A folder of two articles, of which one makes an analyser stumble."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/good.txt").write_text(GOOD, "utf-8")
    (tmp_path / "articles/bad.txt").write_text(BAD, "utf-8")
    analyse = Emphasis.analyse

    def stumble(self, doc, article: Article):
        if "POISON" in article.text:
            raise ZeroDivisionError("nobody foresaw this")
        return analyse(self, doc, article)

    monkeypatch.setattr(Emphasis, "analyse", stumble)
    # A process that reads imports the package anew: test_stopped sees to it.
    monkeypatch.setattr(study, "in_processes", lambda work, tasks, _: [(t, work(t)) for t in tasks])
    return tmp_path


def test_a_doubled_article_before_a_country_is_read(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        "Talks near\n\nAccording to the the U.S., the talks would be held soon.\n", "utf-8"
    )
    (analysis,) = framing.analyse(framing.read(path))
    assert [s.speaker_id for s in analysis.statements] == ["us-government"]


def test_one_article_does_not_end_the_report_which_names_it(poisoned, shell):
    ran = shell("report", "articles", "-o", "r.html")
    assert ran.code == 0, ran.err
    assert (
        "articles/bad.txt was skipped: The article was read, but could not be analysed" in ran.err
    )
    assert "ZeroDivisionError: nobody foresaw this" in ran.err
    assert "Traceback" not in ran.err
    assert "1 article read" in ran.out
    page = (poisoned / "r.html").read_text("utf-8")
    assert "articles/bad.txt" in page
    assert "could not be analysed" in page
    for name in ("manifest", "comparison"):
        told = json.loads((poisoned / f"r.data/{name}.json").read_text("utf-8"))["skipped"]
        assert [each["path"] for each in told] == ["articles/bad.txt"]


def test_strict_ends_with_the_article_and_writes_nothing(poisoned, shell):
    ran = shell("report", "articles", "-o", "r.html", "--strict")
    assert ran.code == 1
    assert "articles/bad.txt" in ran.err
    assert not (poisoned / "r.html").exists()
    ran = shell("analyse", "articles", "-o", "analysed", "--strict")
    assert ran.code == 1
    assert "articles/bad.txt" in ran.err


def test_debug_shows_where_and_goes_on(poisoned, shell):
    ran = shell("--debug", "report", "articles", "-o", "r.html")
    assert ran.code == 0
    assert "Traceback" in ran.err
    assert "in stumble" in ran.err


def test_parts_carry_what_failed_and_their_report_says_it(poisoned, shell):
    ran = shell("analyse", "articles", "-o", "analysed")
    assert ran.code == 0
    assert "articles/bad.txt was skipped" in ran.err
    (said,) = skipped_in([Path("analysed")])
    assert said.path == "articles/bad.txt"
    again = shell("analyse", "articles", "-o", "analysed")  # nothing is left to do
    assert "articles/bad.txt was skipped" in again.err
    shell("report", "articles", "-o", "direct.html")
    ran = shell("report", "analysed", "-o", "parts.html")
    assert "articles/bad.txt was skipped" in ran.err
    assert Path("parts.html").read_bytes() == Path("direct.html").read_bytes()


def test_where_none_is_left_the_run_ends_with_the_reason(poisoned, shell):
    (poisoned / "articles/good.txt").unlink()
    for words in (("report", "articles", "-o", "r.html"), ("analyse", "articles", "-o", "a.jsonl")):
        ran = shell(*words)
        assert ran.code == 1
        assert "nobody foresaw this" in ran.err
        assert "Traceback" not in ran.err


def test_the_functions_warn_and_leave_the_article_out(poisoned):
    articles = framing.read("articles")
    with pytest.warns(UserWarning, match=r"articles/bad\.txt: .*nobody foresaw this"):
        analyses = framing.analyse(articles)
    assert [analysis.article.id for analysis in analyses] == ["good"]
    failed: list[Failed] = []
    framing.Study().analyse_each(articles, on_failed=failed.append)
    assert [each.id for each in failed] == ["bad"]


def test_an_article_that_cleaning_stumbles_over_is_skipped(poisoned, monkeypatch):
    clean = collect.clean

    def stumble(text, **about):
        if "POISON" in text:
            raise IndexError("out of range")
        return clean(text, **about)

    monkeypatch.setattr(collect, "clean", stumble)
    outcome = framing.Study().read("articles")
    assert [article.id for article in outcome.articles] == ["good"]
    assert "IndexError: out of range" in outcome.skipped[0].reason


def test_something_unforeseen_elsewhere_is_one_line(shell, monkeypatch):
    def stumble() -> None:
        raise LookupError("what nobody foresaw")

    monkeypatch.setattr("framing.diagnosis.diagnose", stumble)
    ran = shell("doctor")
    assert ran.code == 1
    assert "Something unforeseen happened (LookupError: what nobody foresaw)" in ran.err
    assert "Traceback" not in ran.err
    with pytest.raises(LookupError):
        shell("--debug", "doctor")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_an_output_without_room_is_one_line():
    code = "import sys; sys.argv=['framing','schema']; from framing.cli import main; main()"
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-c", code],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ran.returncode == 1
    assert ran.stderr.startswith("Error: The output cannot be written (No space left on device).")
    assert "Traceback" not in ran.stderr
    assert "Exception ignored" not in ran.stderr


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_name_that_is_no_utf8_is_written_out(tmp_path, shell, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").mkdir()
    path = os.path.join(b"articles", b"caf\xe9.txt")  # noqa: PTH118
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(GOOD)
    for words in (("report", "articles", "-o", "r.html"), ("analyse", "articles", "-o", "a.jsonl")):
        ran = shell(*words)
        assert ran.code == 0, ran.err
    (line,) = Path("a.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line)["path"] == r"articles/caf\xe9.txt"


def test_a_number_of_thousands_of_digits_skips_its_row(tmp_path):
    digits = "9" * 5000
    (tmp_path / "a.jsonl").write_text(
        f'{{"text": "Words.", "id": {digits}}}\n'
        '{"text": "The mayor said that a harbour would be built.", "id": "b"}\n',
        "utf-8",
    )
    (tmp_path / "b.json").write_text(f'[{{"text": "Words.", "id": {digits}}}]', "utf-8")
    outcome = framing.Study().read(tmp_path)
    assert [article.id for article in outcome.articles] == ["b"]
    assert all("a number of thousands of digits" in said.reason for said in outcome.skipped)
    assert len(outcome.skipped) == 2


@pytest.mark.parametrize(
    ("value", "said"),
    [("9" * 5000, "thousands of digits"), ("[" * 3000 + "]" * 3000, "nested too deep")],
)
def test_toml_that_python_cannot_hold_is_told(tmp_path, value, said):
    path = tmp_path / "a.toml"
    path.write_text(f"key = {value}\n", "utf-8")
    with pytest.raises(CodebookError, match=said) as raised:
        load(path, Checked, CodebookError)
    assert str(path) in raised.value.message
    assert raised.value.hint


def test_lists_and_codebooks_in_long_chains_are_told(tmp_path):
    lists = {f"l{i}": [f"@l{i + 1}"] for i in range(2000)} | {"l2000": ["war"]}
    with pytest.raises(ValueError, match="20 deep"):
        variants("@l0", lists)
    for i in range(200):
        (tmp_path / f"c{i}.toml").write_text(
            f'title = "C"\nversion = "1"\nextends = "c{i + 1}"\n', "utf-8"
        )
    with pytest.raises(CodebookError, match="extend each other"):
        framing.codebooks.load_codebook("c0", [tmp_path])


def test_a_typeface_that_is_cut_off_is_named(tmp_path):
    fonts = framing.files.report_templates() / "default" / "fonts"
    for path in sorted(fonts.glob("*.ttf")):
        data = path.read_bytes()
        check_typeface(path, data)
        for length in (0, 3, 40, len(data) // 2, len(data) - 1):
            with pytest.raises(TemplateError, match="no whole typeface"):
                check_typeface(tmp_path / path.name, data[:length])


def test_a_report_with_a_typeface_that_is_cut_off_says_so(poisoned, shell):
    theme = poisoned / "report_templates"
    theme.mkdir()
    fonts = framing.files.report_templates() / "default" / "fonts"
    shutil.copytree(fonts, theme / "fonts")
    for path in (theme / "fonts").glob("*.ttf"):
        path.write_bytes(path.read_bytes()[:20000])
    for suffix in ("html", "pdf"):
        words = ("report", "articles", "-o", f"r.{suffix}", "--templates", theme)
        ran = shell(*words)
        assert ran.code == 1, ran.err
        assert "no whole typeface" in ran.err


def test_a_damaged_language_model_is_told_from_one_that_is_missing(monkeypatch):
    spacy = pytest.importorskip("spacy")

    def damaged(*_args, **_more):
        raise ValueError("unpack requires a buffer of 4 bytes")

    monkeypatch.setattr(spacy, "load", damaged)
    with pytest.raises(MissingDependencyError, match="is damaged") as raised:
        framing.text.parse._loaded.__wrapped__(frozenset({"parser"}), DEFAULT_MODEL)
    assert "--force-reinstall" in raised.value.hint
    with pytest.raises(MissingDependencyError, match="is not installed"):
        framing.text.parse._loaded.__wrapped__(frozenset({"parser"}), "no_such_model")


def test_parts_know_their_failures_from_the_trailer(poisoned):
    study = framing.Study()
    outcome = ReadOutcome(tuple(framing.read("articles")), ())
    rows = study.analyse_into(outcome, poisoned / "parts")
    assert [row.articles for row in rows] == [1]
    assert [each.path for row in rows for each in row.failed] == ["articles/bad.txt"]
    assert study.analyse_into(outcome, poisoned / "parts") == rows


@pytest.mark.parametrize(
    "words",
    [
        ("validate", "sheet", "articles", "-n", "1", "-o", "coding"),
        ("validate", "export", "articles", "-o", "project"),
        ("codebooks", "test", "climate", "articles"),
        ("codebooks", "suggest", "climate", "articles"),
        ("codebooks", "review", "climate", "articles"),
    ],
    ids=" ".join,
)
def test_commands_about_codebooks_name_it_and_go_on(words, poisoned, shell, monkeypatch):
    split = framing.text.parse.split_paragraphs

    def stumble(text):
        if "POISON" in text:
            raise ZeroDivisionError("nobody foresaw this")
        return split(text)

    monkeypatch.setattr(framing.text.parse, "split_paragraphs", stumble)
    ran = shell(*words)
    assert ran.code == 0, ran.err
    assert ran.err.count("bad.txt was skipped: The article was read, but could not be ana") == 1
    assert "ZeroDivisionError: nobody foresaw this" in ran.err
    assert "good.txt" not in ran.err
