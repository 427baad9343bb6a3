"""framing report: the main job, and everything that can go wrong with it."""

from __future__ import annotations

import csv
import json
import os
import shutil
import sys

import pytest

STORY = """Harbour plan wins backing

By Ana Ruiz

The town council backed the plan for a new harbour on Monday, the mayor said.

"We have waited for this for years," Mayor Eva Lind told reporters.

Fishing crews opposed the plan in the past. They said that the old quay was enough.

The ministry of transport said it would pay half of the cost.

Work is expected to start in spring.
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A working folder of the test's own, with one small article in articles/."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "harbour.txt").write_text(STORY, encoding="utf-8")
    return tmp_path


@pytest.mark.pdf
def test_the_main_job_writes_pdf_and_data(framing, folder):
    # A report on the samples is set elsewhere.
    (folder / "articles" / "harbour.txt").write_text(f"Global Times\n\n{STORY}", encoding="utf-8")
    ran = framing("report", "articles", "-o", "out/report.pdf")
    assert ran.code == 0, ran.err
    assert (folder / "out/report.pdf").read_bytes().startswith(b"%PDF-")
    names = {path.name for path in (folder / "out/report.data").iterdir()}
    assert {
        "articles.csv",
        "sentences.csv",
        "statements.csv",
        "comparison.json",
        "manifest.json",
    } <= names
    assert "out/report.pdf" in ran.out
    assert "out/report.data" in ran.out
    assert "Global Times" in ran.out


def test_one_article_from_an_unknown_outlet_is_reported(framing, folder):
    ran = framing("report", "articles", "-o", "r.html")
    assert ran.code == 0, ran.err
    data = json.loads((folder / "r.data/comparison.json").read_text(encoding="utf-8"))
    kinds = {flag["kind"] for flag in data["flags"]}
    assert "unknown outlet" in kinds
    assert data["title"] == "One outlet, one article"


def test_quiet_prints_nothing(framing, folder):
    ran = framing("report", "articles", "-o", "r.html", "--quiet")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_html_is_one_file_that_asks_for_nothing(framing, folder):
    ran = framing("report", "articles", "-o", "r.html", "--title", "Quay & council")
    assert ran.code == 0, ran.err
    text = (folder / "r.html").read_text(encoding="utf-8")
    assert "<title>Quay &amp; council</title>" in text
    assert "theme:" not in text
    assert "data:font/woff2;base64," in text


def test_an_article_that_cannot_be_read_is_named_and_the_rest_reported(framing, folder):
    (folder / "articles" / "empty.txt").write_bytes(b"")
    ran = framing("report", "articles", "-o", "r.html")
    assert ran.code == 0, ran.err
    assert "empty.txt" in ran.err
    data = json.loads((folder / "r.data/comparison.json").read_text(encoding="utf-8"))
    assert [s["path"] for s in data["skipped"]] == ["articles/empty.txt"]


def test_strict_fails_where_an_input_cannot_be_read(framing, folder):
    (folder / "articles" / "empty.txt").write_bytes(b"")
    ran = framing("report", "articles", "-o", "r.html", "--strict")
    assert ran.code == 1
    assert "empty.txt" in ran.err
    assert not (folder / "r.html").exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("binary.txt", bytes(range(256)) * 40),
        ("long.txt", b"The harbour opened on Monday. " * 70_000),
    ],
)
def test_a_file_that_is_no_article_gets_one_message(framing, folder, name, content):
    (folder / name).write_bytes(content)
    ran = framing("report", name, "-o", "r.html")
    assert ran.code == 1
    assert name in ran.err
    assert "Traceback" not in ran.err
    assert not list(folder.glob("r.*"))


def test_a_folder_without_articles(framing, folder):
    (folder / "bare").mkdir()
    ran = framing("report", "bare", "-o", "r.html")
    assert ran.code == 1
    assert "bare" in ran.err


def test_a_missing_path(framing, folder):
    ran = framing("report", "nowhere", "-o", "r.html")
    assert ran.code == 1
    assert "nowhere" in ran.err


def test_a_line_is_reported_with_a_warning(framing, folder):
    (folder / "line.txt").write_text("The council met on Monday.", encoding="utf-8")
    ran = framing("report", "line.txt", "-o", "r.html")
    assert ran.code == 0, ran.err
    data = json.loads((folder / "r.data/comparison.json").read_text(encoding="utf-8"))
    assert "short article" in {flag["kind"] for flag in data["flags"]}


def test_another_language_is_named_and_the_rest_reported(framing, folder):
    german = "Der Rat hat am Montag über den Hafen beraten. Die Fischer sind gegen den Plan. " * 5
    (folder / "articles" / "de.txt").write_text(german, encoding="utf-8")
    alone = framing("report", "articles/de.txt", "-o", "r.html")
    assert alone.code == 1
    assert "not in English but in German" in alone.err
    ran = framing("report", "articles", "-o", "r.html")
    assert ran.code == 0, ran.err
    assert "de.txt was skipped" in ran.err
    data = json.loads((folder / "r.data/comparison.json").read_text(encoding="utf-8"))
    assert [s["path"] for s in data["skipped"]] == ["articles/de.txt"]


def test_files_of_the_users_own_stay_in_the_data_folder(framing, folder):
    (folder / "r.data").mkdir()
    (folder / "r.data" / "mynotes.txt").write_text("mine", encoding="utf-8")
    for _ in range(2):
        assert framing("report", "articles", "-o", "r.html", "-q").code == 0
        assert (folder / "r.data/mynotes.txt").read_text(encoding="utf-8") == "mine"
    assert (folder / "r.data/sentences.csv").is_file()
    assert not list(folder.glob(".framing-*"))


def test_a_file_where_the_data_folder_goes_is_left_alone(framing, folder):
    (folder / "r.data").write_text("mine", encoding="utf-8")
    ran = framing("report", "articles", "-o", "r.html")
    assert ran.code == 1
    assert "r.data is a file" in ran.err
    assert (folder / "r.data").read_text(encoding="utf-8") == "mine"
    assert not (folder / "r.html").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("report", "articles", "-o", "r.docx"),
        ("report", "articles", "-o", "r.html", "--format", "pdf"),
        ("analyse", "articles", "-o", "a.txt"),
    ],
)
def test_an_output_of_another_format_is_wrong_usage(framing, folder, words):
    assert framing(*words).code == 2


@pytest.mark.parametrize("option", ["--outlets", "--codebooks", "--templates"])
def test_a_folder_that_is_not_there_is_told(framing, folder, option):
    ran = framing("report", "articles", "-o", "r.html", option, "nowhere")
    assert ran.code == 1
    assert "nowhere" in ran.err


@pytest.mark.parametrize("name", ["rows.json", "news.rss", "letter.eml", "crawl.warc", "page.xml"])
def test_what_is_no_text_is_not_read_as_prose(framing, folder, name):
    (folder / name).write_text("The mayor said that it rained all day.", encoding="utf-8")
    ran = framing("report", name, "-o", "r.html")
    assert ran.code == 1
    assert name in ran.err
    assert not (folder / "r.html").exists()


def test_an_output_that_is_a_folder(framing, folder):
    ran = framing("report", "articles", "-o", "articles")
    assert ran.code == 1
    assert "is a folder" in ran.err
    assert "report.pdf" in ran.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root can write everywhere")
def test_an_output_without_permission(framing, folder):
    (folder / "closed").mkdir(mode=0o500)
    ran = framing("report", "articles", "-o", "closed/r.html")
    assert ran.code == 1
    assert "cannot be written" in ran.err


def test_an_output_below_a_file(framing, folder):
    ran = framing("report", "articles", "-o", "articles/harbour.txt/r.html")
    assert ran.code == 1
    assert "cannot be written" in ran.err


def test_a_broken_profile_names_file_line_and_key(framing, folder):
    (folder / "outlets").mkdir()
    profile = 'name = "Quay News"\ncode = "QN"\ncountry = "Sweden"\nkind = "newspaper"\ncolour = "#12436D"\n'
    (folder / "outlets" / "quay-news.toml").write_text(profile, encoding="utf-8")
    ran = framing("report", "articles", "-o", "r.html")
    assert ran.code == 1
    assert "outlets/quay-news.toml, line 3" in ran.err
    assert "country" in ran.err
    assert not (folder / "r.html").exists()


def test_a_broken_codebook_names_file_and_key(framing, folder):
    (folder / "mine.toml").write_text('title = "Mine"\nversion = "1"\nframe = 3\n', "utf-8")
    ran = framing("report", "articles", "-o", "r.html", "--codebook", "mine.toml")
    assert ran.code == 1
    assert "mine.toml" in ran.err
    assert "frame" in ran.err


def test_a_codebook_that_is_not_there_names_the_nearest(framing, folder):
    ran = framing("report", "articles", "-o", "r.html", "--codebook", "history-securty")
    assert ran.code == 1
    assert "history-security" in ran.err


def test_another_codebook_needs_no_code(framing, folder):
    ran = framing("report", "articles", "-o", "r.html", "--codebook", "climate")
    assert ran.code == 0, ran.err
    manifest = json.loads((folder / "r.data/manifest.json").read_text(encoding="utf-8"))
    assert manifest["codebook"]["id"] == "climate"


def test_a_broken_template_names_file_line_and_the_nearest_name(framing, folder):
    (folder / "report_templates/sections").mkdir(parents=True)
    (folder / "report_templates/sections/tone.html.j2").write_text(
        "<h2>Tone</h2>\n<p>{{ outlts }}</p>\n", encoding="utf-8"
    )
    ran = framing("report", "articles", "-o", "r.html")
    assert ran.code == 1
    assert "sections/tone.html.j2, line 2" in ran.err
    assert "outlts" in ran.err
    assert "'outlets'" in ran.err
    assert not (folder / "r.html").exists()


class _NoPango:
    """An import hook: WeasyPrint fails as it does on a machine without Pango."""

    def find_spec(self, name, path=None, target=None):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")


@pytest.fixture
def no_pango(monkeypatch):
    """WeasyPrint is imported anew, and fails."""
    for name in [m for m in sys.modules if m.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [_NoPango(), *sys.meta_path])


def test_pango_missing_is_told_with_the_line_that_installs_it(framing, folder, no_pango):
    ran = framing("report", "articles", "-o", "r.pdf", "-q")
    assert ran.code == 1
    assert "Pango, which was not found. The HTML edition was written in place of the PDF" in ran.err
    assert "r.html" in ran.err
    assert "install" in ran.err.lower()
    assert (folder / "r.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert (folder / "r.data" / "sentences.csv").is_file()
    assert not (folder / "r.pdf").exists()
    # An earlier edition is written anew.
    assert framing("report", "articles", "-o", "r.pdf", "-t", "Another", "-q").code == 1
    assert "<title>Another</title>" in (folder / "r.html").read_text("utf-8")
    assert framing("doctor").code == 1


def test_without_pango_no_file_is_overwritten_that_is_no_report(framing, folder, no_pango):
    (folder / "r.html").write_text("mine", encoding="utf-8")
    ran = framing("report", "articles", "-o", "r.pdf")
    assert ran.code == 1
    assert "Pango" in ran.err
    assert "r.html is there already" in ran.err
    assert (folder / "r.html").read_text(encoding="utf-8") == "mine"
    assert not (folder / "r.data").exists()
    assert framing("report", "articles", "-o", "articles").err.count("is a folder") == 1


def test_without_pango_html_is_no_mistake(framing, folder, no_pango):
    ran = framing("report", "articles", "-o", "r.html")
    assert ran.code == 0, ran.err


@pytest.mark.parametrize("words", [("report",), ("report", "x", "--format", "docx"), ("reprot",)])
def test_wrong_usage_ends_with_two(framing, folder, words):
    assert framing(*words).code == 2


def test_debug_shows_the_traceback(framing, folder):
    from framing.errors import InputError

    with pytest.raises(InputError):
        framing("--debug", "report", "nowhere")


def test_user_metadata_reaches_the_report(framing, folder, seeds):
    (folder / "copy").mkdir()
    shutil.copy(next(seeds.glob("000_*.txt")), folder / "copy")
    (folder / "copy" / "metadata.csv").write_text(
        "file,published\n000_f78cdbd27cf48ec6.txt,2011-01-05\n", encoding="utf-8"
    )
    ran = framing("report", "copy", "-o", "r.html", "--sources", "rules", "--tone", "textblob")
    assert ran.code == 0, ran.err
    with (folder / "r.data/articles.csv").open(encoding="utf-8", newline="") as file:
        dates = {row["outlet"]: row for row in csv.DictReader(file)}
    assert dates["dna"]["published"] == "2011-01-05"
    assert dates["dna"]["published_provenance"] == "user"


def test_the_table_in_the_terminal_tells_outlets_apart_and_breaks_no_word(
    framing, tmp_path, monkeypatch
):
    monkeypatch.setenv("COLUMNS", "80")
    for n, of in enumerate(("mayor", "harbour master", "council")):
        text = "".join(f"Quay {n}{i} is closed to boats, the {of} said on Monday.\n" for i in "123")
        name = f"Harbour dispute, {of}, of the archive.txt"
        (tmp_path / name).write_text(text, encoding="utf-8")
    words = ("-c", "generic-frames", "--sources", "rules", "--tone", "textblob")
    done = framing("report", tmp_path, "-o", tmp_path / "r.html", *words)
    assert done.code == 0, done.err
    head, _, rest = done.out.partition("Sentences")
    table = (head + "Sentences" + rest).partition("\n\n")[0]
    assert max(map(len, table.splitlines())) <= 80
    assert "…" not in table.partition("Statements")[0]
    told = " ".join(line.partition("  ")[0] for line in table.splitlines())
    assert all(of in told for of in ("mayor", "master", "council")), table


def test_where_the_default_codebook_does_not_fit_one_for_any_story_is_named_and_does(
    framing, tmp_path
):
    """A story of business alone: no history. The generic frames weigh no two against each other."""
    body = "\n\n".join(
        f"The brewery of {place} raised its offer for the cider maker to {n} million crowns on "
        f"Monday. Shares of the cider maker rose by {n} percent, and bank costs fell."
        for n, place in enumerate(("Ostby", "Lund", "Harde", "Vik", "Nes", "Dale"), start=3)
    )
    for name in ("alder", "birch"):
        head = f"Brewery raises offer, {name} reports"
        (tmp_path / f"{name}.txt").write_text(f"{head}\n\n{body}\n", encoding="utf-8")
    words = ("-o", tmp_path / "r.html", "--sources", "rules", "--tone", "textblob")
    done = framing("report", tmp_path, *words)
    assert done.code == 0, done.err
    assert "History" not in done.out.partition("\n\n")[0]  # a column of naught tells nothing
    assert "generic-frames" in done.out
    done = framing("report", tmp_path, *words, "-c", "generic-frames")
    assert "Economy" in done.out.partition("\n\n")[0]
    assert "generic-frames" not in done.out
