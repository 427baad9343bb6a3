"""Whatever a file holds, reading it gives articles or says why not."""

from __future__ import annotations

import io
import json
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framing.errors import InputError
from framing.readers.base import InputFile, reader_of, suffixes
from tests.readers import writers
from tests.readers.writers import STORIES


def read(name: str, data: bytes, depth: int = 0) -> int:
    """How many articles a file gives, those inside it counted; InputError is the only way out."""
    file = InputFile(name, name, lambda: data, len(data))
    try:
        reader = reader_of(file)
        if reader is None:
            return 0
        content = reader.read(file)
        inner = content.files if depth < 2 else ()
        return len(content.articles) + sum(read(f.name, f.data, depth + 1) for f in inner)
    except InputError:
        return 0


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.binary(max_size=300))
def test_any_bytes_under_any_suffix(data: bytes) -> None:
    for suffix in suffixes():
        read(f"x{suffix}", data)


def _workbook() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["title", "text"])
    sheet.append([STORIES[0].title, STORIES[0].text])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


SAMPLES: dict[str, bytes] = {
    "a.docx": writers.docx(writers.nexis_paragraphs()),
    "a.rtf": writers.rtf(writers.nexis_paragraphs()),
    "nexis.txt": writers.lexisnexis_text().encode(),
    "nexis.html": writers.lexisnexis_html().encode(),
    "lines.html": writers.factiva_lines().encode(),
    "table.html": writers.factiva_table().encode(),
    "a.xml": writers.factiva_xml().encode(),
    "europresse.html": writers.europresse().encode(),
    "old.html": writers.europresse_old().encode(),
    "proquest.txt": writers.proquest_text().encode(),
    "proquest.html": writers.proquest_html().encode(),
    "page.html": writers.page().encode(),
    "a.mhtml": writers.mhtml(writers.page(), "https://quay.example"),
    "a.rss": writers.rss([(story, True) for story in STORIES]).encode(),
    "a.eml": writers.mail().as_bytes(),
    "a.warc.gz": writers.warc([("https://quay.example/1", "text/html", writers.page().encode())]),
    "a.zip": writers.zipped({"one.txt": STORIES[0].text.encode()}),
    "a.json": json.dumps([{"text": story.text} for story in STORIES]).encode(),
    "a.xlsx": _workbook(),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_what_is_cut_off_or_damaged_is_read_or_refused(name: str) -> None:
    whole = SAMPLES[name]
    assert read(name, whole) > 0
    chance = random.Random(name)
    for _ in range(12):
        read(name, whole[: chance.randrange(len(whole))])
        damaged = bytearray(whole)
        for _ in range(8):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        read(name, bytes(damaged))


def test_entities_of_xml_are_not_expanded() -> None:
    bomb = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
    <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d SYSTEM "file:///etc/passwd">]>
    <rss version="2.0"><channel><title>&c;&d;</title></channel></rss>"""
    assert read("a.rss", bomb.encode()) == 0


def test_pages_nested_deep_are_no_danger() -> None:
    assert read("a.html", b"<!doctype html><html><body>" + b"<div>" * 20_000 + b"x") == 0
    assert read("a.json", b'{"a":' * 50_000) == 0
