"""The file of a part: whole or not there, and known as such whatever cut it off."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import InputError, OutputError
from framing.parts.files import article_lines, part_name, read_row, sweep, write_json, write_part

NAME = part_name(7, "00ff")
words = st.text(st.characters(blacklist_categories=("Cs",)), max_size=40)


def lines_of(*texts):
    return [(json.dumps({"text": text}) + "\n", ()) for text in texts]


@settings(deadline=None, max_examples=40)  # it waits for the disk
@given(st.lists(words, max_size=5), st.lists(words, max_size=3))
def test_what_is_written_is_read_again(tmp_path_factory, texts, notes):
    folder = tmp_path_factory.mktemp("parts")
    written = [(json.dumps({"text": text}) + "\n", notes) for text in texts]
    row = write_part(folder / NAME, written)
    assert read_row(folder / NAME) == row
    assert row.articles == len(texts)
    assert row.notes == (tuple(sorted(set(notes))) if texts else ())
    found = [json.loads(line)["text"] for _, line in article_lines(folder / NAME)]
    assert found == texts
    assert [path.name for path in folder.iterdir()] == [NAME]


def test_a_part_cut_off_anywhere_or_changed_is_not_done(tmp_path):
    path = tmp_path / NAME
    write_part(path, lines_of("one", "two\nlines", "three"))
    whole = path.read_bytes()
    for end in range(len(whole) - 1):  # without its last line break it is whole still
        path.write_bytes(whole[:end])
        assert read_row(path) is None, end
        with pytest.raises(InputError, match="not whole"):
            list(article_lines(path))
    for at in range(whole.rindex(b'{"schema"')):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert read_row(path) is None, at
    path.write_bytes(whole + whole.splitlines(keepends=True)[0])
    assert read_row(path) is None


def test_an_error_while_a_part_is_made_leaves_what_was_there(tmp_path):
    path = tmp_path / NAME
    before = write_part(path, lines_of("one"))

    def broken():
        yield from lines_of("two")
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="No space left"):
        write_part(path, broken())
    assert read_row(path) == before
    assert [found.name for found in tmp_path.iterdir()] == [NAME]


def test_left_over_files_are_swept_and_those_being_written_stay(tmp_path):
    left = tmp_path / f".{NAME.removesuffix('.jsonl')}.abcd.tmp"
    other = tmp_path / f".{part_name(8, '00ff').removesuffix('.jsonl')}.abcd.tmp"
    listed = tmp_path / ".parts.abcd.tmp"
    mine = tmp_path / ".part-of-something.tmp"
    for path in (left, other, listed, mine):
        path.write_bytes(b"half")

    def meanwhile():
        yield from lines_of("one")
        sweep(tmp_path, [7])

    write_part(tmp_path / NAME, meanwhile())
    assert {path.name for path in tmp_path.iterdir()} == {NAME, other.name, mine.name}


def test_a_list_that_says_the_same_is_not_written_again(tmp_path):
    path = tmp_path / "parts.json"
    write_json(path, {"a": 1})
    before = path.stat().st_ino
    write_json(path, {"a": 1})
    assert path.stat().st_ino == before
    write_json(path, {"a": 2})
    assert json.loads(path.read_text()) == {"a": 2}
