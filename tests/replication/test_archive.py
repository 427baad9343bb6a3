"""The file of a package: the same bytes each time, and nothing of a stranger's gets out of it."""

from __future__ import annotations

import hashlib
import io
import stat
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import InputError
from framing.replication.archive import SUMS, archived, opened, safe_name, unpacked


def strange(*entries, link=False, sums=True):
    """A zip archive whose entries bear these names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in entries:
            entry = zipfile.ZipInfo("x")
            entry.filename = name
            if link:
                entry.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(entry, b"/etc/passwd")
        if sums:
            lines = (f"{hashlib.sha256(b'/etc/passwd').hexdigest()}  {n}\n" for n in entries)
            archive.writestr(SUMS, "".join(lines))
    return buffer.getvalue()


def refused(data, tmp_path):
    path = tmp_path / "p.zip"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        opened(path)
    assert caught.value.hint
    return caught.value.message


def test_what_is_packed_comes_back_and_the_bytes_are_the_same(tmp_path):
    files = {"b/two.csv": b"1,2\n", "a.txt": "ä".encode(), "empty": b""}
    path = tmp_path / "p.zip"
    path.write_bytes(archived(files))
    assert archived(dict(reversed(files.items()))) == path.read_bytes()
    assert opened(path) == files
    unpacked(opened(path), tmp_path / "out")
    assert (tmp_path / "out/b/two.csv").read_bytes() == b"1,2\n"


@pytest.mark.parametrize(
    "name",
    [
        "../up.txt",
        "a/../../up.txt",
        "/etc/cron.d/x",
        "a//b",
        "./a",
        "C:\\x",
        "C:x",
        "a\\..\\b",
        "a\nb",
        "con",
        "a/AUX.txt",
        "end.",
        "a/" * 20 + "x",
        "n" * 300,
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(name, tmp_path):
    assert "is not unpacked" in refused(strange("fine.txt", name), tmp_path)


def test_a_link_is_refused(tmp_path):
    assert "is a link" in refused(strange("articles/x.txt", link=True), tmp_path)


@pytest.mark.parametrize("names", [("a.txt", "A.txt"), ("ä", "a\u0308"), ("a", "a/b")])
def test_two_that_are_one_name_somewhere_are_refused(names, tmp_path):
    assert "is not unpacked" in refused(strange(*names), tmp_path)


def test_a_locked_entry_is_refused(tmp_path):
    data = bytearray(strange("a.txt"))
    data[data.rindex(b"PK\x01\x02", 0, data.index(b"SHA256SUMS", 100)) + 8] |= 1
    assert "password" in refused(bytes(data), tmp_path)


def test_bombs_are_refused_before_anything_is_unpacked(tmp_path, monkeypatch):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"0" * (1 << 25))
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("it was unpacked"))
    assert "bomb" in refused(buffer.getvalue(), tmp_path)
    monkeypatch.setattr("framing.replication.archive._MAX_FILES", 2)
    assert "3 files" in refused(strange("a", "b"), tmp_path)


def test_an_entry_that_holds_more_than_it_says_gives_no_more(tmp_path):
    data = bytearray(archived({"a": b"x" * 1000}))
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"PK\x01\x02"))  # the entry before the last
    assert data[at + 24 : at + 28] != b"\1\0\0\0"
    for place in (at + 24, data.rindex(b"PK\x01\x02") + 24):
        data[place : place + 4] = b"\1\0\0\0"
    assert refused(bytes(data), tmp_path)


def test_a_changed_file_and_one_that_was_added_are_told(tmp_path):
    files = {"data/a.csv": b"1\n"}
    changed = {
        "data/a.csv": b"2\n",
        SUMS: f"{hashlib.sha256(b'1').hexdigest()}  data/a.csv\n".encode(),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in changed.items():
            archive.writestr(name, data)
    assert "data/a.csv does not fit" in refused(buffer.getvalue(), tmp_path)
    path = tmp_path / "p.zip"
    path.write_bytes(archived(files))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("more.txt", "")
    assert "more.txt does not fit" in refused(path.read_bytes(), tmp_path)


@pytest.mark.parametrize("data", [b"", b"no zip", strange("a", sums=False), archived({})[:40]])
def test_what_is_no_package_is_refused(data, tmp_path):
    assert "package" in refused(data, tmp_path)


def test_a_folder_and_a_wrong_path_are_told(tmp_path):
    for path, why in ((tmp_path, "is a folder"), (tmp_path / "no.zip", "no such file")):
        with pytest.raises(InputError, match=why):
            opened(path)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_a_safe_name_can_be_opened(tmp_path_factory, name):
    path = tmp_path_factory.mktemp("p") / "p.zip"
    if safe := safe_name(name):
        path.write_bytes(archived({safe: b""}))
        assert opened(path) == {safe: b""}
