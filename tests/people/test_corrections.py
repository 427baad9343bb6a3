"""A sheet of speakers, and what a person's corrections in it change."""

from __future__ import annotations

import csv
import io

import pytest

from framing import sinks
from framing.cells import csv_sheet, read_sheet
from framing.errors import InputError, MissingDependencyError
from framing.models import Naming, Role
from framing.people import (
    corrected,
    group_column,
    read_corrections,
    sheet_file,
    sheet_of,
    speakers_of,
    with_study_speakers,
)
from tests.people.studies import article, person, unnamed

ANALYSES = (
    article("a", person("Lund"), unnamed("officials"), outlet="Harbour Post"),
    article("b", person("Eva Lund", role=Role.EXPERT, country="SE"), outlet="Quay Daily"),
    article("c", person("Karl Lund"), person("Nils Berg"), outlet="Quay Daily"),
)


def sheet(tmp_path, *rows, name="speakers.csv"):
    path = tmp_path / name
    path.write_bytes(csv_sheet(rows))
    return path


def applied(tmp_path, *rows):
    return corrected(speakers_of(ANALYSES), read_corrections(sheet(tmp_path, *rows)))


def said(study):
    joined = with_study_speakers(ANALYSES, study)
    return {(a.article.id, s.speaker): s for a in joined for s in a.statements}


def table(study=None):
    read = speakers_of(ANALYSES)
    rows = sheet_of(read, study or read, ANALYSES)
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_the_sheet_says_who_speaks_where_how_often_and_how_sure():
    rows = {row["id"]: row for row in table()}
    eva = rows["eva-lund"]
    assert (eva["name"], eva["naming"], eva["role"], eva["country"]) == (
        *("Eva Lund", "named", "expert", "SE"),
    )
    assert (eva["statements"], eva["outlets"]) == ("1", "Quay Daily 1")
    assert eva["examples"] == "it is so, Eva Lund said."
    assert rows["a/lund"]["sure"] == "not sure: several bear this name"
    assert rows["nils-berg"]["sure"] == "sure"
    assert rows["nils-berg"]["country"] == "not told"


def test_a_sheet_that_nobody_changed_changes_nothing(tmp_path):
    read = speakers_of(ANALYSES)
    path = tmp_path / "speakers.csv"
    path.write_bytes(sheet_file(sheet_of(read, read, ANALYSES), path))
    again = corrected(read, read_corrections(path))
    assert again.speakers == read.speakers
    assert again.notes == ()


@pytest.mark.parametrize(
    "row",
    [
        ("a/lund", "eva-lund", "Lund"),  # another's id
        ("a/lund", "a/lund", "Eva Lund"),  # another's name
        ("a/lund", "", "eva lund"),
    ],
)
def test_two_rows_of_one_id_or_name_are_one_speaker(tmp_path, row):
    study = applied(tmp_path, ("read_as", "id", "name"), row)
    found = said(study)
    assert found["a", "Lund"].speaker_id == found["b", "Eva Lund"].speaker_id == "eva-lund"
    assert study.speakers["eva-lund"].name == "Eva Lund"
    assert found["a", "Lund"].country == "SE"  # what is told in one article travels


def test_two_rows_that_get_one_new_name_are_one_speaker(tmp_path):
    study = applied(
        tmp_path, ("id", "name"), ("nils-berg", "The Bergs"), ("karl-lund", "The Bergs")
    )
    found = said(study)
    assert found["c", "Nils Berg"].speaker_id == found["c", "Karl Lund"].speaker_id
    assert study.speakers[found["c", "Nils Berg"].speaker_id].name == "The Bergs"


def test_a_new_name_and_a_new_id(tmp_path):
    study = applied(tmp_path, ("read_as", "id", "name"), ("nils-berg", "mayor", "Mayor Nils Berg"))
    assert said(study)["c", "Nils Berg"].speaker_id == "mayor"
    assert study.speakers["mayor"].name == "Mayor Nils Berg"


def test_role_country_and_naming_count_before_what_was_read(tmp_path):
    study = applied(
        tmp_path,
        ("id", "role", "country", "naming"),
        ("eva-lund", "civil society", "Norway", ""),
        ("karl-lund", "", "not told", "unnamed"),
    )
    found = said(study)
    eva = found["b", "Eva Lund"]
    assert (eva.role, eva.country) == (Role.CIVIL_SOCIETY, "NO")
    assert eva.decided["country"] == "said in speakers.csv, line 2"
    assert found["c", "Karl Lund"].naming is Naming.UNNAMED


def test_not_told_takes_away_what_was_read(tmp_path):
    study = applied(tmp_path, ("id", "country"), ("eva-lund", "Not told"))
    assert said(study)["b", "Eva Lund"].country is None


def test_one_speaker_is_parted_by_articles(tmp_path):
    analyses = [article("a", person("Eva Lund")), article("b", person("Eva Lund"))]
    path = sheet(
        tmp_path,
        ("read_as", "id", "name", "articles"),
        ("eva-lund", "eva-lund", "Eva Lund", "a"),
        ("eva-lund", "eva-lund-2", "Eva Lund of Oslo", "b"),
    )
    study = corrected(speakers_of(analyses), read_corrections(path))
    joined = with_study_speakers(analyses, study)
    assert [a.statements[0].speaker_id for a in joined] == ["eva-lund", "eva-lund-2"]
    assert study.speakers["eva-lund-2"].name == "Eva Lund of Oslo"


def test_confirmed_and_columns_of_ones_own(tmp_path):
    path = sheet(
        tmp_path,
        ("id", "confirmed", "Party"),
        ("eva-lund", "x", "Blue"),
        ("nils-berg", "", "Red"),
    )
    corrections = read_corrections(path)
    study = corrected(speakers_of(ANALYSES), corrections)
    assert [s.id for s in study.speakers.values() if s.confirmed] == ["eva-lund"]
    assert study.speakers["nils-berg"].groups == {"Party": "Red"}
    assert group_column(corrections, "party") == "Party"
    assert [row["Party"] for row in table(study) if row["id"] == "eva-lund"] == ["Blue"]


def test_who_is_confirmed_is_sure(tmp_path):
    study = applied(tmp_path, ("id", "confirmed"), ("a/lund", "yes"))
    assert study.speakers["a/lund"].sure


def test_corrections_stand_in_the_sheet_that_is_written_again(tmp_path):
    study = applied(tmp_path, ("read_as", "id", "name", "party"), ("a/lund", "eva-lund", "", "X"))
    path = tmp_path / "again.csv"
    path.write_bytes(sheet_file(sheet_of(speakers_of(ANALYSES), study, ANALYSES), path))
    again = corrected(speakers_of(ANALYSES), read_corrections(path))
    assert again.speakers == study.speakers


def test_a_row_about_nobody_is_told_and_the_rest_counts(tmp_path):
    study = applied(tmp_path, ("id", "role"), ("eva-lunde", "media"), ("nils-berg", "media"))
    (note,) = study.notes
    assert "line 2: nobody in these articles is 'eva-lunde'" in note
    assert "Did you mean 'eva-lund'?" in note
    assert study.speakers["nils-berg"].role is Role.MEDIA


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("id", "role"), ("eva-lund", "boss")], r"line 2, column 'role': 'boss' is no role"),
        ([("id", "country"), ("eva-lund", "Atlantis")], r"line 2, column 'country': 'Atlantis'"),
        ([("id", "naming"), ("eva-lund", "hidden")], r"line 2, column 'naming'"),
        ([("id", "confirmed"), ("eva-lund", "perhaps")], r"line 2, column 'confirmed'"),
        ([("role", "party"), ("media", "x")], r"neither a column 'id' nor a column 'name'"),
        ([("id", "role", "role"), ("eva-lund", "media", "")], r"'role' stands twice"),
    ],
)
def test_errors_name_file_and_line_and_what_to_do(tmp_path, rows, told):
    with pytest.raises(InputError, match=told) as error:
        read_corrections(sheet(tmp_path, *rows))
    assert "speakers.csv" in error.value.message
    assert error.value.hint


def test_a_name_that_several_have_is_asked_about(tmp_path):
    analyses = [article(n, person("Lund")) for n in "ab"]
    analyses += [article("c", person("Eva Lund")), article("d", person("Karl Lund"))]
    path = sheet(tmp_path, ("id", "name"), ("eva-lund", "Lund"))
    with pytest.raises(InputError, match="2 speakers are called 'Lund'"):
        corrected(speakers_of(analyses), read_corrections(path))


def test_a_column_to_group_by_that_is_not_there_is_named(tmp_path):
    corrections = read_corrections(sheet(tmp_path, ("id", "party"), ("eva-lund", "Blue")))
    with pytest.raises(InputError, match="no column 'partie'"):
        group_column(corrections, "partie")
    with pytest.raises(InputError, match="no sheet of speakers"):
        group_column(None, "party")


# --- the files ------------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", ["=1+1", "+49", "-", "@handle", "plain", "'quoted'"])
def test_no_cell_is_a_formula_and_all_come_back(tmp_path, cell):
    path = sheet(tmp_path, ("id", "name"), ("x", cell))
    raw = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    assert raw[1][1][:1] not in ("=", "+", "-", "@")
    assert read_sheet(path)[1] == (2, ["x", cell])
    assert sinks.from_cell(sinks.cell(cell)) == cell


def test_a_workbook_is_the_same_sheet_in_the_same_bytes(tmp_path):
    pytest.importorskip("openpyxl")
    read = speakers_of(ANALYSES)
    rows = sheet_of(read, read, ANALYSES)
    path = tmp_path / "speakers.xlsx"
    path.write_bytes(sheet_file(rows, path))
    assert [cells for _, cells in read_sheet(path)] == rows
    assert sheet_file(rows, path) == path.read_bytes()
    assert corrected(read, read_corrections(path)).speakers == read.speakers


def test_without_the_library_for_workbooks_its_line_is_said(monkeypatch, tmp_path):
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(MissingDependencyError, match="openpyxl") as error:
        sheet_file([["id"]], tmp_path / "speakers.xlsx")
    assert "framing[tables]" in error.value.hint


def test_lines_are_those_of_the_file(tmp_path):
    path = tmp_path / "speakers.csv"
    path.write_text('id;name\n"a";"two\nlines"\n;\nb;c\n', encoding="utf-8")
    assert [line for line, _ in read_sheet(path)] == [1, 2, 5]


@pytest.mark.parametrize("data", [b"id,name\n\xff\xfe", b"PK\x03\x04broken"])
def test_a_file_that_cannot_be_read_is_named(tmp_path, data):
    path = tmp_path / "speakers.csv"
    path.write_bytes(data)
    with pytest.raises(InputError, match=r"speakers\.csv"):
        read_corrections(path)
