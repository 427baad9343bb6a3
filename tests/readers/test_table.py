"""Tables of articles: JSON Lines and CSV."""

from __future__ import annotations

import json

import pytest

from framing.errors import InputError
from framing.readers.base import FileContent, InputFile, reader_of


def read(name: str, content: str, **columns: str) -> FileContent:
    data = content.encode()
    file = InputFile(name, name, lambda: data, len(data), columns=columns)
    reader = reader_of(file)
    assert reader is not None
    return reader.read(file)


def test_jsonl_rows_with_and_without_metadata() -> None:
    rows = [
        {"id": 7, "outlet": "GT", "title": "Ferry", "published": "2014-05-03", "text": "It sails."},
        {"text": "It\u2028does not.\r\n"},
        {"text": "Third.", "byline": None, "agencies": ["AFP", "AP"], "mood": "glad"},
    ]
    content = read("t.jsonl", "\n\n".join(json.dumps(row) for row in rows))
    first, second, third = content.articles
    assert (first.id, first.text) == ("7", "It sails.")
    assert {k: (v.value, v.provenance, v.evidence) for k, v in first.metadata.items()} == {
        "outlet": ("GT", "declared", "column 'outlet'"),
        "title": ("Ferry", "declared", "column 'title'"),
        "published": ("2014-05-03", "declared", "column 'published'"),
    }
    assert (second.id, second.name, second.text) == (None, "t-2", "It\u2028does not.\r\n")
    assert second.metadata == {}
    assert {k: v.value for k, v in third.metadata.items()} == {"agencies": "AFP; AP"}
    assert content.notes == ("t.jsonl: not used: column 'mood'.",)
    assert content.skipped == ()


def test_bad_jsonl_rows_are_named_with_their_line_and_skipped() -> None:
    lines = [
        '{"text": "Good."}',
        "{broken",
        '["a", "list"]',
        '{"title": "No text"}',
        '{"text": "  "}',
        '{"text": 5}',
        '{"text": "Good.", "title": {"en": "nested"}}',
        '{"text": "A ferry \\ud83d sails."}',
        json.dumps({"text": "x" * 400_001}),
        '{"text": "Good, too."}',
    ]
    content = read("t.jsonl", "\n".join(lines))
    assert [a.text for a in content.articles] == ["Good.", "Good, too."]
    assert [s.path for s in content.skipped] == [f"t.jsonl, line {n}" for n in range(2, 10)]
    reasons = [s.reason for s in content.skipped]
    for reason, words in zip(
        reasons,
        [
            "not valid JSON",
            "object",
            "no 'text'",
            "empty",
            "not text",
            "'title'",
            "half a",
            "400,001",
        ],
        strict=True,
    ):
        assert words in reason
    assert all(s.hint for s in content.skipped)
    assert "Split it" in content.skipped[-1].hint


@pytest.mark.parametrize(("name", "comma"), [("t.csv", ","), ("t.csv", ";"), ("t.tsv", "\t")])
def test_csv_with_quoted_lines(name: str, comma: str) -> None:
    text = '"It sails, he said; ""soon"".\n\nNo date."'
    content = read(name, comma.join(["ID", "Outlet", "text"]) + f"\r\na{comma}DNA{comma}{text}\r\n")
    assert [(a.id, a.text) for a in content.articles] == [
        ("a", 'It sails, he said; "soon".\n\nNo date.')
    ]
    assert content.articles[0].metadata["outlet"].value == "DNA"


def test_bad_csv_rows_are_named_with_the_line_they_start_on() -> None:
    content = read("t.csv", 'id,text\na,"Two\nlines."\nb,\nc,one,too many\n\nd,Good.\n')
    assert [a.id for a in content.articles] == ["a", "d"]
    assert [s.path for s in content.skipped] == ["t.csv, line 4", "t.csv, line 5"]
    assert "quotation marks" in content.skipped[1].reason


def test_long_csv_fields_are_read_up_to_the_limit() -> None:
    content = read("t.csv", f"text\n{'x' * 400_000}\n{'y' * 400_001}\n")
    assert [len(a.text) for a in content.articles] == [400_000]
    assert [s.path for s in content.skipped] == ["t.csv, line 3"]


def test_a_table_without_text_is_none() -> None:
    with pytest.raises(InputError, match="no column 'text'") as caught:
        read("t.csv", "name,size\nferry,3\n")
    assert "id,outlet,title,published,byline,text,url" in caught.value.hint
    with pytest.raises(InputError, match="empty"):
        read("t.csv", " \n")


def test_a_quotation_mark_that_is_not_closed_is_told() -> None:
    found = read("t.csv", 'id,text\n1,"A whole row."\n2,"No end\n3,"Lost."\n4,Lost too\n')
    assert [a.id for a in found.articles] == ["1", "4"]
    assert [s.path for s in found.skipped] == ["t.csv, line 3"]
    assert "is not closed" in found.skipped[0].reason


def test_doubled_marks_and_lines_inside_a_cell_are_sound() -> None:
    found = read("t.csv", 'id,text\n1,"He said ""yes"".\n\nShe said ""no""."\n')
    assert not found.skipped
    assert found.articles[0].text == 'He said "yes".\n\nShe said "no".'
