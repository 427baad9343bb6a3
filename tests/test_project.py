"""Project folders: framing.toml and what stands beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing import defaults
from framing.errors import ProjectError
from framing.project import FOLDERS, Settings, find_project, load_project, new_project


def test_a_new_project_says_what_holds_without_it(tmp_path):
    new_project(tmp_path / "my-study")
    found = load_project(tmp_path / "my-study").settings
    assert found == Settings(title="My study")
    assert found.sections == defaults.SECTIONS


def test_every_setting_stands_in_the_new_file(tmp_path):
    new_project(tmp_path)
    text = (tmp_path / "framing.toml").read_text(encoding="utf-8")
    assert [key for key in Settings.model_fields if f"\n{key} = " not in text] == []


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
    assert load_project(folder).settings.title == Settings(title=title).title


def test_the_nearest_project_above_is_found(tmp_path):
    new_project(tmp_path)
    inner = tmp_path / "articles" / "2024"
    inner.mkdir(parents=True)
    found = find_project(inner)
    assert found is not None
    assert found.folder == tmp_path
    assert found.articles == (tmp_path / "articles",)


def test_in_its_own_folder_paths_stay_short(tmp_path, monkeypatch):
    new_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    found = find_project(Path())
    assert found is not None
    assert str(found.articles[0]) == "articles"


def test_outside_of_projects_there_is_none(tmp_path):
    assert find_project(tmp_path) is None


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
        load_project(tmp_path)


def test_a_codebook_file_is_sought_in_the_project(tmp_path):
    (tmp_path / "framing.toml").write_text('codebook = "codebooks/mine.toml"', encoding="utf-8")
    assert load_project(tmp_path).codebook == tmp_path / "codebooks" / "mine.toml"
