"""framing pack: a study in one file, and whether it gives the same figures elsewhere."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from framing.replication import make_package
from framing.replication.archive import archived, opened
from framing.settings import Settings
from framing.study import Study

QUICK = ("--sources", "rules", "--tone", "textblob", "--codebook", "climate")
ONE = """Harbour Post

Ferry to sail again after nine years

By Nils Berg

1 March 2024

The ferry between the two towns will sail again in spring, the harbour office said on Monday.

"We have waited for this for a long time, and so have our children," Mayor Hana Sato told reporters.

Fishing crews opposed the plan in the past, because they feared for the old quay and its sheds.
"""
TWO = """Quay Daily

Crews call ferry plan a threat

2 March 2024

Fishing crews said on Tuesday that the new ferry would drive them from the quay for good and all.

"Nobody asked us before they drew their plans for the harbour," said Eva Lund, who owns two boats.
"""


def write_articles(folder: Path) -> None:
    folder.mkdir()
    (folder / "one.txt").write_text(ONE, encoding="utf-8")
    (folder / "two.txt").write_text(TWO, encoding="utf-8")
    (folder / "metadata.csv").write_text(
        "file,outlet\none.txt,Harbour Post\ntwo.txt,Quay Daily\n", encoding="utf-8"
    )


@pytest.fixture
def articles(tmp_path):
    write_articles(tmp_path / "articles")
    return tmp_path / "articles"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A package of two articles."""
    folder = tmp_path_factory.mktemp("made")
    write_articles(folder / "articles")
    settings = Settings(
        articles=(folder / "articles",), sources="rules", tone="textblob", codebook="climate"
    )
    make_package(Study(settings), folder / "study.zip")
    return folder / "study.zip"


@pytest.fixture
def package(made, tmp_path, monkeypatch):
    """A copy of the package, in the working folder."""
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copy(made, tmp_path))


def rewritten(package, **changed):
    """The package with other files in place of its own, and checksums that fit."""
    files = opened(package)
    files |= {name.replace("__", "/"): data for name, data in changed.items() if data}
    target = package.with_name("other.zip")
    target.write_bytes(archived(files))
    return target


def test_the_same_articles_elsewhere_give_the_same(framing, package, articles, tmp_path):
    again = tmp_path / "again.zip"
    done = framing("pack", articles, "-o", again, *QUICK)
    assert done.code == 0, done.err
    assert "2 articles, of which it holds digests alone" in done.out
    assert again.read_bytes() == package.read_bytes()
    moved = tmp_path / "elsewhere"
    shutil.move(articles, moved)
    checked = framing("pack", "check", package, moved)
    assert checked.code == 0, checked.out + checked.err
    assert re.search(r"^Inputs +3 of 3 files the same$", checked.out, re.MULTILINE)
    assert re.search(r"^Versions +the same$", checked.out, re.MULTILINE)
    assert re.search(r"^Figures +the same: [\d,]+ figures", checked.out, re.MULTILINE)


def test_it_holds_no_text_but_headlines(package):
    words = [re.sub(r"\W+", " ", text).split() for text in (ONE, TWO)]
    runs = {" ".join(run[i : i + 8]) for run in words for i in range(len(run) - 7)}
    headlines = ("Ferry to sail", "nine years", "plan a threat")
    runs = {run for run in runs if not any(part in run for part in headlines)}
    for name, data in opened(package).items():
        if name.startswith("codebooks/"):
            continue
        said = re.sub(r"\W+", " ", data.decode())
        assert not [run for run in runs if run in said], name
    rows = csv.DictReader(io.StringIO(opened(package)["data/sentences.csv"].decode()))
    assert all(re.fullmatch("sha256:[0-9a-f]{16}", row["text"]) for row in rows)


def test_what_is_missing_or_differs_is_named_and_so_are_the_figures(framing, package, articles):
    (articles / "one.txt").write_text(ONE.replace("opposed", "welcomed"), encoding="utf-8")
    (articles / "three.txt").write_text(TWO.replace("Eva Lund", "Ada Vik"), encoding="utf-8")
    (articles / "two.txt").unlink()
    checked = framing("pack", "check", package, articles)
    assert checked.code == 1
    assert "differs: articles/one.txt" in checked.out
    assert "missing: articles/two.txt" in checked.out
    assert "not in the package: articles/three.txt" in checked.out
    assert re.search(r"^Texts +0 of 2 articles the same, once cleaned$", checked.out, re.MULTILINE)
    assert re.search(r"comparison\.json, outlets\.harbour-post\.figures", checked.out)
    assert "does not give the same figures here" in checked.err
    assert "get those that are named above" in checked.err


def test_without_texts_the_articles_must_be_named(framing, package):
    checked = framing("pack", "check", package)
    assert checked.code == 1
    assert "holds no texts" in checked.err
    assert f"framing pack check {package} articles/" in checked.err


def test_other_versions_are_told_and_are_no_fault_where_figures_agree(framing, package, articles):
    record = json.loads(opened(package)["package.json"])
    record["made_with"]["libraries"]["numpy"] = "1.0"
    record["made_with"]["framing"] = "0.0.1"
    checked = framing(
        "pack",
        "check",
        rewritten(package, **{"package.json": json.dumps(record).encode()}),
        articles,
    )
    assert checked.code == 0, checked.err
    assert "Versions  2 differ" in checked.out
    assert "numpy: 1.0 there, " in checked.out


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("package.json", b'{"schema": "framing.package/9"}', "newer framing"),
        ("framing.toml", b'speakers = "/etc/hostname"', "outside the package"),
        ("framing.toml", b'logo = "../../x.png"', "outside the package"),
        ("framing.toml", b'codebook = "/etc/x.toml"', "outside the package"),
        ("framing.toml", b"articles = 3", "framing.toml"),
    ],
)
def test_a_package_that_reaches_out_is_not_used(framing, package, articles, name, data, why):
    checked = framing("pack", "check", rewritten(package, **{name: data}), articles)
    assert checked.code == 1
    assert why in checked.err
    assert "/framing-" not in checked.err  # the folder that it was unpacked into


def test_corrections_keep_their_name_and_lines_and_lose_their_examples(
    framing, articles, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "who.csv").write_text(
        "id,name,country,examples\n\nsomebody,,,\n\n"
        "eva-lund,Eva Lund,NO,Nobody asked us before they drew their plans for the harbour\n",
        encoding="utf-8",
    )
    done = framing("pack", "articles", "-o", "p.zip", "--speakers", "who.csv", *QUICK)
    assert done.code == 0, done.err
    held = opened(tmp_path / "p.zip")
    lines = held["who.csv"].decode("utf-8-sig").splitlines()
    assert lines[4].startswith("eva-lund,Eva Lund,NO")
    assert "Nobody" not in held["who.csv"].decode()
    assert "who.csv, line 5" in held["data/statements.csv"].decode()
    checked = framing("pack", "check", "p.zip", "articles")
    assert checked.code == 0, checked.out + checked.err


def test_a_whole_study_is_in_it_and_gives_the_same(framing, tmp_path, monkeypatch, articles):
    """A project with a profile, codebook, template, theme, logo, corrections and codings of its
    own; with its texts it needs nothing from outside."""
    monkeypatch.chdir(tmp_path)
    assert framing("init", "study", "--title", "One quay").code == 0
    study = tmp_path / "study"
    shutil.copytree(articles, study / "articles", dirs_exist_ok=True)
    monkeypatch.chdir(study)
    for words in (
        ("outlets", "new", "Quay Daily", "--country", "NO"),
        ("codebooks", "new", "harbour"),
        ("templates", "new", "themes/ours"),
    ):
        assert framing(*words).code == 0
    sections = study / "report_templates/sections"
    sections.mkdir(exist_ok=True)
    (sections / "ours.html.j2").write_text("{{ 1 / 0 }}", encoding="utf-8")  # is never rendered
    (study / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    text = (study / "framing.toml").read_text(encoding="utf-8")
    for key, value in {
        "codebook": '"harbour"', "theme": '"ours"', "sources": '"rules"', "tone": '"textblob"',
        "sections": '["cover", "ours"]', "columns": '{text = "Inhalt"}', "locale": '"de"',
    }.items():  # fmt: skip
        text = re.sub(rf"(?ms)^{key} = (\[.*?^\]|[^\n#]*)", f"{key} = {value}  ", text)
    (study / "framing.toml").write_text(f'{text}\nlogo = "logo.svg"\n', encoding="utf-8")
    assert framing("speakers", "-q").code == 0
    sheet = (study / "speakers.csv").read_text(encoding="utf-8-sig")
    changed = sheet.replace("eva-lund,Eva Lund", "eva-lund,Eva M. Lund")
    assert changed != sheet
    (study / "speakers.csv").write_text(changed, encoding="utf-8")
    assert framing("validate", "sheet", "-n", "2", "--coders", "1", "-o", "coding").code == 0
    code(study / "coding")
    done = framing("pack", "--codings", "coding", "--with-texts")
    assert done.code == 0, done.err
    package = study / "output/package.zip"
    names = set(zipfile.ZipFile(package).namelist())
    assert {
        "framing.toml", "logo.svg", "speakers.csv", "outlets/quay-daily.toml",
        "codebooks/harbour.toml", "report_templates/themes/ours/theme.toml",
        "report_templates/sections/ours.html.j2", "articles/articles/one.txt",
        "articles/articles/metadata.csv", "codings/1-coding/codes.csv",
    } <= names  # fmt: skip
    codes = opened(package)["codings/1-coding/codes.csv"].decode()
    assert re.search(r"^coder-1,\w+,(one|two),\d+,sha256:\w{16},\w+,[01]$", codes, re.MULTILINE)
    away = tmp_path / "away"
    away.mkdir()
    monkeypatch.chdir(away)
    checked = framing("pack", "check", package)
    assert checked.code == 0, checked.out + checked.err
    assert "Figures   the same" in checked.out
    assert list(away.iterdir()) == []


def code(folder):
    """Write 1 under each frame of a coder's sheet."""
    from framing.validation.run import KEY
    from framing.validation.sheet import load_key, sheet_csv

    key = load_key(folder / KEY)
    frames = {frame: {item.id: True for item in key.items} for frame in key.frames}
    for path in folder.glob("coder-1.*"):
        path.unlink()
    (folder / "coder-1.csv").write_bytes(sheet_csv(key, frames))


def test_wrong_usage_is_told(framing, articles, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert framing("pack", articles, "-o", "study.tar").code == 2
    assert framing("pack").code == 2  # no articles, no project
    wrong = framing("pack", articles, "--codings", articles, *QUICK)
    assert wrong.code == 1
    assert "key" in wrong.err
    assert not (tmp_path / "output/package.zip").exists()
    assert framing("analyse", articles, "-o", "a.jsonl", *QUICK).code == 0
    refused = framing("pack", "a.jsonl", *QUICK)
    assert refused.code == 1
    assert "made from articles" in refused.err
