"""The sums beside a part: there whenever the part is, and made anew where they are not its own."""

from __future__ import annotations

import csv
import shutil

import pytest

import framing
from framing.errors import CodebookError, InputError
from framing.evidence.sums import summed
from framing.export.documents import write_documents
from framing.parts.load import load_analyses, parts_in
from framing.parts.sums import sums_in, sums_path
from framing.study.reducing import figures_of
from tests.cli.helpers import Shell
from tests.parts.helpers import QUICK


@pytest.fixture
def analysed(whole, tmp_path):
    folder = tmp_path / "analysed"
    folder.mkdir()
    for name, data in whole.items():
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture
def shell(capsys, monkeypatch) -> Shell:
    return Shell(capsys, monkeypatch)


def _sums(folder):
    study = framing.Study(QUICK)
    names = parts_in(folder).names
    return [each for n in names for each in sums_in(folder / n, study.codebook, summed())]


def test_each_part_has_its_sums(analysed):
    told = _sums(analysed)
    assert len({each.id for each in told}) == 5
    assert all(each.of["sentences"] >= 1 for each in told)


@pytest.mark.parametrize("lost", ["gone", "another part's", "cut off"])
def test_sums_that_are_not_the_parts_own_are_made_anew(analysed, lost):
    told = _sums(analysed)
    first, second = (sums_path(analysed / name) for name in parts_in(analysed).names)
    if lost == "gone":
        first.unlink()
    elif lost == "cut off":
        first.write_bytes(first.read_bytes()[:-20])
    else:
        shutil.copy(second, first)
    assert _sums(analysed) == told


def test_a_part_that_is_cut_off_is_not_summed(analysed):
    part = analysed / parts_in(analysed).names[0]
    part.write_bytes(part.read_bytes()[:-9])
    with pytest.raises(InputError, match="not whole"):
        _sums(analysed)


def test_parts_of_another_codebook_are_not_summed(analysed):
    study = framing.Study(framing.Settings(codebook="climate"))
    with pytest.raises(CodebookError, match="history-security"):
        figures_of(study, [analysed])


def test_the_same_article_twice_is_told(analysed):
    with pytest.raises(InputError, match="twice"):
        figures_of(framing.Study(QUICK), [analysed, analysed])


def test_the_command_writes_a_table(analysed, tmp_path, shell):
    table = tmp_path / "figures.csv"
    done = shell("figures", analysed, "-o", table)
    assert done.code == 0, done.err
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    told = [row for row in rows if row["measure"] == "articles"]
    assert sum(float(row["value"]) for row in told) == 5
    assert {row["measure"] for row in rows} >= {"frame.history", "tone.polarity", "role.expert"}


def test_a_folder_without_parts_is_told(tmp_path, shell):
    done = shell("figures", tmp_path, "-o", tmp_path / "f.csv")
    assert done.code == 1
    assert "holds no analyses" in done.err


@pytest.mark.parametrize("suffix", [".jsonl", ".parquet"])
def test_files_of_analyses_and_folders_of_them_have_the_same_figures(analysed, tmp_path, suffix):
    study = framing.Study(QUICK)
    folder = tmp_path / "files"
    folder.mkdir()
    file = folder / f"some{suffix}"
    write_documents(list(load_analyses([analysed])), file)
    wanted = figures_of(study, [analysed])
    assert figures_of(study, [file]) == wanted
    assert figures_of(study, [folder]) == wanted
    assert tuple(load_analyses([folder])) == tuple(load_analyses([analysed]))
    (folder / "story.txt").write_text("An article that nobody has analysed.")
    with pytest.raises(InputError, match="holds no analyses"):
        figures_of(study, [folder])
