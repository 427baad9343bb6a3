"""Archives: what they hold is read as a folder is; bombs are not."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from framing.errors import InputError
from framing.outlets import load_outlets
from framing.readers import ReadOutcome, archives, read_paths
from tests.readers import writers
from tests.readers.writers import STORIES

OUTLETS = load_outlets()
FILES = {
    "all/one.txt": f"{STORIES[0].title}\n\n{STORIES[0].text}".encode(),
    "all/bbc/page.html": writers.page(STORIES[1]).encode(),
    "all/.hidden.txt": b"x",
    "__MACOSX/all/._one.txt": b"x",
    "all/photo.jpg": b"\xff\xd8\xff",
    "all/export.docx": writers.docx(writers.nexis_paragraphs([STORIES[2]])),
}


def tar(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return packed.getvalue()


def read(tmp_path: Path, name: str, data: bytes) -> ReadOutcome:
    path = tmp_path / name
    path.write_bytes(data)
    return read_paths([path], outlets=OUTLETS)


PACKED: dict[str, Callable[[], bytes]] = {
    "a.zip": lambda: writers.zipped(FILES),
    "a.tar": lambda: tar(FILES),
    "a.tar.gz": lambda: gzip.compress(tar(FILES)),
    "a.tgz": lambda: gzip.compress(tar(FILES)),
    "a.tar.bz2": lambda: bz2.compress(tar(FILES)),
}


# Packed in the test, by name: gzip writes the time, and two workers must collect the same tests.
@pytest.mark.parametrize("name", PACKED)
def test_what_an_archive_holds_is_read(tmp_path: Path, name: str) -> None:
    data = PACKED[name]()
    outcome = read(tmp_path, name, data)
    found = {a.path: a.title.value if a.title else "" for a in outcome.articles}
    assert found == {
        f"{name}/all/one.txt": STORIES[0].title,
        f"{name}/all/bbc/page.html": STORIES[1].title,
        f"{name}/all/export.docx": STORIES[2].title,
    }
    assert outcome.skipped == ()
    assert outcome.notes == (f"{name}: passed over, as no article files: photo.jpg.",)
    assert set(outcome.kinds.values()) == {"text", "saved page (HTML)", "Nexis (Word)"}


def test_a_packed_table_is_the_table(tmp_path: Path) -> None:
    rows = "\n".join(json.dumps({"text": s.text, "outlet": s.outlet}) for s in STORIES)
    outcome = read(tmp_path, "t.jsonl.gz", gzip.compress(rows.encode()))
    assert [a.outlet_name for a in outcome.articles] == [s.outlet for s in STORIES]


def test_archives_inside_archives_are_read_down_to_a_depth(tmp_path: Path) -> None:
    data = writers.zipped({"one.txt": FILES["all/one.txt"]})
    assert len(read(tmp_path, "a.zip", writers.zipped({"b.zip": data})).articles) == 1
    for _ in range(6):
        data = writers.zipped({"b.zip": data})
    with pytest.raises(InputError, match="packed too deep"):
        read(tmp_path, "a.zip", data)


def test_metadata_inside_and_beside_an_archive_counts(tmp_path: Path) -> None:
    inside = {**FILES, "metadata.csv": b"file,outlet\none.txt,Quay News\nno.txt,DNA\n"}
    (tmp_path / "metadata.csv").write_text("file,author\npage.html,Ann Lee\n", "utf-8")
    outcome = read(tmp_path, "a.zip", writers.zipped(inside))
    by_path = {a.path: a for a in outcome.articles}
    assert by_path["a.zip/all/one.txt"].outlet_name == "Quay News"
    byline = by_path["a.zip/all/bbc/page.html"].byline
    assert byline is not None
    assert byline.value == "Ann Lee"
    assert any("a.zip/metadata.csv, line 3" in note for note in outcome.notes)


def test_a_word_file_in_an_archive_that_packs_nothing_is_found(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("nexis.docx", writers.docx(writers.nexis_paragraphs()))
    (tmp_path / "all.zip").write_bytes(packed.getvalue())
    outcome = read_paths([tmp_path], outlets=load_outlets())
    assert set(outcome.kinds.values()) == {"Nexis (Word)"}


@pytest.mark.parametrize("name", ["bomb.zip", "bomb.txt.gz"])
def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, name: str) -> None:
    zeros = b"\0" * (archives._RATIO_FROM + 8_000_000)
    data = writers.zipped({"x.txt": zeros}) if name.endswith("zip") else gzip.compress(zeros * 2, 9)
    with pytest.raises(InputError, match="bomb"):
        read(tmp_path, name, data)


def test_a_zip_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    data = bytearray(writers.zipped({"x.txt": b"The ferry sails. " * 5000}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    with pytest.raises(InputError):
        read(tmp_path, "a.zip", bytes(data))


def test_broken_and_locked_archives_are_named(tmp_path: Path) -> None:
    whole = writers.zipped(FILES)
    locked = bytearray(whole)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = locked.find(mark)
        while at >= 0:
            locked[at + offset] |= 1
            at = locked.find(mark, at + 4)
    for name, data, words in (
        ("a.zip", whole[: len(whole) // 2], "no zip archive"),
        ("a.zip", bytes(locked), "password"),
        ("a.txt.gz", gzip.compress(b"The ferry sails. " * 99)[:-20], "cannot be unpacked"),
        ("a.tar", b"not a tar" * 200, "no tar archive"),
        ("a.zip", writers.zipped({"photo.jpg": b"x"}), "holds no articles"),
        ("a.odt", writers.zipped({"mimetype": b"x", "content.xml": b"x"}), "office program"),
    ):
        with pytest.raises(InputError, match=words):
            read(tmp_path, name, data)


def test_paths_inside_an_archive_never_leave_it(tmp_path: Path) -> None:
    outcome = read(tmp_path, "a.zip", writers.zipped({"../../one.txt": FILES["all/one.txt"]}))
    assert len(outcome.articles) == 1
    assert not (tmp_path.parent / "one.txt").exists()


def test_zipfile_reads_lazily(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("one.txt", FILES["all/one.txt"])
        archive.writestr("film.mp4", b"\0" * 1000)
    assert len(read_paths([tmp_path / "a.zip"], outlets=OUTLETS).articles) == 1
