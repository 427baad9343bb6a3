"""Project folders: framing.toml and what stands beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import FramingError, InputError, ProjectError
from framing.settings import (
    FOLDERS,
    SECTIONS,
    Folders,
    Settings,
    StudyFile,
    find_project_folder,
    load_settings,
    new_project,
)


def test_a_new_project_says_what_holds_without_it(tmp_path):
    new_project(tmp_path / "my-study")
    folder = tmp_path / "my-study"
    found = load_settings(folder)
    told = {name: getattr(found, name) for name in StudyFile.model_fields}
    without = Settings(
        title="My study", articles=(folder / "articles",), output=folder / "output/report.pdf"
    )
    assert told == {name: getattr(without, name) for name in StudyFile.model_fields}
    assert found.sections == SECTIONS


def test_every_setting_stands_in_the_new_file(tmp_path):
    new_project(tmp_path)
    text = (tmp_path / "framing.toml").read_text(encoding="utf-8")
    assert [
        key for key in StudyFile.model_fields if not re.search(rf"^(# )?{key} = ", text, re.M)
    ] == []


def test_the_folders_are_made_and_what_is_there_stays(tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("mine", encoding="utf-8")
    made = new_project(tmp_path)
    assert tmp_path / "articles" not in made
    assert all((tmp_path / name).is_dir() for name in FOLDERS)
    assert (tmp_path / "articles" / "a.txt").read_text(encoding="utf-8") == "mine"


def test_a_project_is_never_overwritten(tmp_path):
    new_project(tmp_path)
    with pytest.raises(ProjectError, match="there already"):
        new_project(tmp_path)


def test_a_file_is_no_place_for_a_project(tmp_path):
    (tmp_path / "notes").touch()
    with pytest.raises(ProjectError, match="is a file"):
        new_project(tmp_path / "notes")


@settings(max_examples=60)
@given(st.text(min_size=1).filter(str.strip))
def test_any_title_can_be_written_and_read_again(tmp_path_factory, title):
    if any("\ud800" <= c <= "\udfff" for c in title):
        return  # no text that a file can hold
    folder = tmp_path_factory.mktemp("p")
    new_project(folder, title)
    assert load_settings(folder).title == Settings(title=title).title


def test_the_nearest_project_above_is_found(tmp_path):
    new_project(tmp_path)
    inner = tmp_path / "articles" / "2024"
    inner.mkdir(parents=True)
    assert find_project_folder(inner) == tmp_path
    assert load_settings(find_project_folder(inner)).articles == (tmp_path / "articles",)


def test_in_its_own_folder_paths_stay_short(tmp_path, monkeypatch):
    new_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert str(load_settings(find_project_folder(Path())).articles[0]) == "articles"


def test_outside_of_projects_there_is_none(tmp_path):
    assert find_project_folder(tmp_path) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('titel = "x"', "line 1: unknown key 'titel'"),
        ("articles = []", "at least one"),
        ('output = "report.docx"', "must end in .pdf or .html"),
        ('\nlocale = "klingon"', "line 2: 'locale' \\(it is 'klingon'\\): is no locale"),
        ('sections = ["tone", "tone"]', "names 'tone' twice"),
        ('outlets = "yonhap"', r"must be a list in square brackets"),
        ("confidence = 2", "'confidence' \\(it is 2\\)"),
        ('tone = "vader"', "'tone'"),
        ("title = ", "not valid TOML"),
    ],
)
def test_what_is_wrong_in_it_is_named_with_line_and_key(tmp_path, text, told):
    (tmp_path / "framing.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ProjectError, match=told):
        load_settings(tmp_path)


def test_a_codebook_file_is_sought_in_the_project(tmp_path):
    (tmp_path / "framing.toml").write_text('codebook = "codebooks/mine.toml"', encoding="utf-8")
    assert load_settings(tmp_path).codebook == tmp_path / "codebooks" / "mine.toml"


def test_what_is_said_counts_before_the_file_and_the_file_before_the_default(tmp_path):
    (tmp_path / "framing.toml").write_text('theme = "print"\ntone = "textblob"', encoding="utf-8")
    found = load_settings(tmp_path, {"tone": "full"})
    assert (found.tone, found.theme, found.sources) == ("full", "print", "tagger")


def test_the_users_own_folders_are_found_beside_the_file_and_can_be_named(tmp_path):
    new_project(tmp_path / "study")
    (tmp_path / "shared").mkdir()
    found = load_settings(tmp_path / "study", {"folders": {"codebooks": tmp_path / "shared"}})
    assert found.folders == Folders(
        outlets=(tmp_path / "study/outlets",),
        codebooks=(tmp_path / "shared",),
        templates=(tmp_path / "study/report_templates",),
    )
    with pytest.raises(InputError, match="there is no such folder"):
        load_settings(None, {"folders": {"outlets": tmp_path / "gone"}})


def test_paths_that_are_said_count_from_the_working_folder(tmp_path):
    new_project(tmp_path / "study")
    assert load_settings(tmp_path / "study", {"output": "r.html"}).output == Path("r.html")


def test_no_section_named_is_all_of_them():
    assert Settings(sections=()).sections == SECTIONS


def test_what_only_this_run_knows_is_no_key_of_the_file(tmp_path):
    (tmp_path / "framing.toml").write_text("jobs = 4", encoding="utf-8")
    with pytest.raises(ProjectError, match="unknown key 'jobs'"):
        load_settings(tmp_path)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"codebok": "climate"}, r"no setting 'codebok'.*Did you mean 'codebook'\?"),
        ({"folders": {"templtes": ()}}, r"'folders\.templtes'.*Did you mean 'templates'\?"),
        ({"sources": "tager"}, r"^'sources': .*Did you mean 'tagger'\?"),
        ({"jobs": 0}, r"^'jobs': .*greater than or equal to 1"),
    ],
)
def test_a_setting_that_cannot_be_is_an_error_of_ours(said, told):
    with pytest.raises(FramingError, match=told) as found:
        Settings(**said)
    assert isinstance(found.value, ValueError)
