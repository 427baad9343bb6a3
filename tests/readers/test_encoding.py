"""Bytes to text, in the encodings that people's files are in; binary data refused."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import InputError
from framing.readers.encoding import decode

TEXT = "The mayor’s “ferry” – as he calls it – will sail again, Renée Müller said.\r\nNo date was set.\n"


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16", b""),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-32", b""),
    ],
)
def test_unicode_is_read_with_and_without_marks(encoding: str, mark: bytes) -> None:
    decoded = decode(mark + TEXT.encode(encoding))
    assert decoded.text == TEXT
    assert decoded.note == ""


def test_windows_1252_is_read_and_noted() -> None:
    decoded = decode(TEXT.encode("cp1252"))
    assert decoded.text == TEXT
    assert "Windows-1252" in decoded.note


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        (
            "cp1251",
            "Паром снова пойдёт весной, сказал мэр города, и люди будут рады этому дню. " * 5,
        ),
        ("cp949", "시장은 봄에 배가 다시 다닐 것이라고 말했다. 날짜는 정해지지 않았다. " * 5),
    ],
)
def test_other_encodings_are_told_by_their_letters(encoding: str, text: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.note


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    if (
        text.lstrip().lower().startswith(("<", "%pdf", "pk", "gif8", "{\\rtf"))
        or text[0] == "\ufeff"
    ):
        return
    assert decode(text.encode()).text == text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\n...", "PDF"),
        (b"PK\x03\x04rest", "Word"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"{\\rtf1 text}", "RTF"),
        (b"Some text\x00and a zero byte", "binary"),
        (zlib.compress(b"ferry" * 100) + bytes(range(32)) * 8, "binary"),
        (b"<!DOCTYPE html><html><p>Ferry</p>", "web page"),
        (b"\xff\xfe\x00", "binary"),
    ],
)
def test_what_is_no_text_is_refused_with_a_way_out(data: bytes, words: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(data)
    assert words in caught.value.message
    assert ".txt" in caught.value.hint
