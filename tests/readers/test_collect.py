"""From the paths that a user gives to articles: what is read, what is not, and what is said."""

from __future__ import annotations

import html
import json
import os
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from framing.errors import InputError
from framing.models import Provenance, Span
from framing.outlets import load_outlets
from framing.readers import ReadOutcome, read_paths
from tests.readers import writers
from tests.strategies import ADDRESSES

OUTLETS = load_outlets()
ARTICLE = """Ferry talks resume

By Ann Lee

The two ports agreed on Monday to talk again about the ferry that stopped in winter, officials said.

The mayor of the northern port said that he was glad, and that the people of both towns had waited
for this day. No date was set for the talks, and none will be before May.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder 'in' in the working folder, with two articles."""
    monkeypatch.chdir(tmp_path)
    made = Path("in")
    made.mkdir()
    (made / "b.txt").write_text(ARTICLE, "utf-8")
    (made / "a.txt").write_text(ARTICLE.replace("Monday", "Friday"), "utf-8")
    return made


def read(*paths: Path | str, as_is: bool = False) -> ReadOutcome:
    return read_paths(paths, outlets=OUTLETS, as_is=as_is)


def test_a_folders_articles_are_read_in_order_of_name(folder: Path) -> None:
    outcome = read(folder)
    assert [(a.id, a.path) for a in outcome.articles] == [("a", "in/a.txt"), ("b", "in/b.txt")]
    assert outcome.skipped == ()
    assert outcome.notes == ()
    assert [a.outlet for a in outcome.articles] == ["unknown-a", "unknown-b"]


def test_what_a_folder_holds_besides_is_said(folder: Path) -> None:
    (folder / "README.txt").write_text("About these articles.", "utf-8")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / ".hidden.txt").write_text("x", "utf-8")
    (folder / "sizes.csv").write_text("name,size\nferry,3\n", "utf-8")
    outcome = read(folder)
    assert [a.id for a in outcome.articles] == ["a", "b"]
    said = " ".join(outcome.notes)
    for name in ("README.txt", "photo.jpg", "in/sizes.csv"):
        assert name in said
    assert ".hidden" not in said
    assert outcome.skipped == ()


def test_a_file_in_which_no_article_was_found_is_missing_not_passed_over(folder: Path) -> None:
    (folder / "deep.html").write_text("<div>" * 5000, "utf-8")
    (folder / "empty.csv").write_text("", "utf-8")
    (folder / "link.eml").write_bytes(b"From: a@quay.example\nSubject: Read this\n\nSee below.\n")
    (folder / "feed.rss").write_text(writers.rss([(writers.STORIES[0], False)]), "utf-8")
    lost = {"in/deep.html", "in/empty.csv", "in/link.eml", "in/feed.rss"}
    assert {skipped.path for skipped in read(folder).skipped} == lost


def test_the_same_file_twice_is_read_once(folder: Path) -> None:
    outcome = read(folder / "b.txt", folder, folder / ".." / "in" / "b.txt")
    assert [a.id for a in outcome.articles] == ["b", "a"]


def test_folders_are_searched_through(folder: Path) -> None:
    inner = folder / "bbc" / "may"
    inner.mkdir(parents=True)
    (inner / "c.txt").write_text(ARTICLE.replace("Monday", "Sunday"), "utf-8")
    (inner / ".hidden.txt").write_text("x", "utf-8")
    (folder / ".git").mkdir()
    (folder / ".git" / "d.txt").write_text(ARTICLE.replace("Monday", "Tuesday"), "utf-8")
    (folder / "__MACOSX").mkdir()
    (folder / "__MACOSX" / "e.txt").write_text("x", "utf-8")
    (inner / "loop").symlink_to(folder, target_is_directory=True)
    assert [a.path for a in read(folder).articles] == ["in/a.txt", "in/b.txt", "in/bbc/may/c.txt"]


def test_the_folder_of_a_saved_pages_images_is_passed_over(folder: Path) -> None:
    (folder / "Page.html").write_text(writers.page(), "utf-8")
    for name in ("Page_files", "Page-Dateien", "Pages", "Page 2"):
        (folder / name).mkdir()
        if name != "Page 2":
            (folder / name / "site.js").write_text("x", "utf-8")
        (folder / name / "frame.txt").write_text(ARTICLE.replace("Monday", name), "utf-8")
    outcome = read(folder)
    paths = [a.path for a in outcome.articles]
    assert "in/Page.html" in paths
    assert [p for p in paths if "frame" in p] == ["in/Page 2/frame.txt", "in/Pages/frame.txt"]
    assert "in: passed over, as parts of pages: Page-Dateien/, Page_files/." in outcome.notes


def test_what_framing_wrote_is_no_article(folder: Path) -> None:
    data = folder / "r.data"
    data.mkdir()
    (data / "manifest.json").write_text('{"schema": "framing.manifest/1"}', "utf-8")
    (data / "sentences.csv").write_text(f'text,outlet\n"{ARTICLE} One.",DNA\n', "utf-8")
    head = '<meta name="generator" content="framing 0.1.0">'
    (folder / "r.html").write_text(writers.page(head=head), "utf-8")
    row = {"schema": "framing.article/1", "id": "x", "text": ARTICLE + " Two."}
    (folder / "a.jsonl").write_text(json.dumps(row), "utf-8")
    outcome = read(folder)
    assert [a.id for a in outcome.articles] == ["a", "b"]
    assert len(outcome.notes) == 3


def test_a_report_of_our_own_is_no_article(folder: Path) -> None:
    data = folder / "report.data"
    data.mkdir()
    (data / "manifest.json").write_text('{"schema": "framing.manifest/1"}', "utf-8")
    for name in ("report.html", "another.html"):
        (folder / name).write_text(writers.page(), "utf-8")
    outcome = read(folder)
    paths = [article.path for article in outcome.articles]
    assert "in/another.html" in paths
    assert "in/report.html" not in paths
    assert "in/report.html: passed over: a report that framing wrote." in outcome.notes


@pytest.mark.skipif(os.geteuid() == 0, reason="root can read everything")
def test_a_folder_inside_that_cannot_be_read_is_told(folder: Path) -> None:
    (folder / "locked").mkdir(mode=0)
    outcome = read(folder)
    assert [a.id for a in outcome.articles] == ["a", "b"]
    assert any("in/locked: cannot be read" in note for note in outcome.notes)


def test_a_page_saved_twice_is_counted_once(folder: Path) -> None:
    shutil.copy(folder / "a.txt", folder / "c.txt")
    outcome = read(folder)
    assert [a.id for a in outcome.articles] == ["a", "b"]
    assert outcome.notes == ("in/c.txt: 'c' is the same article as 'a', and is not counted.",)
    assert "Stands for 'c' as well (in/c.txt: the same article)." in outcome.articles[0].notes
    kept = read(folder, as_is=True)
    assert [a.id for a in kept.articles] == ["a", "b", "c"]


def test_ids_are_unique_and_declared_ones_stay(folder: Path) -> None:
    other = Path("other")
    other.mkdir()
    (other / "a.txt").write_text(ARTICLE.replace("Monday", "Sunday"), "utf-8")
    rows = [
        {"id": "b", "text": ARTICLE + "One.", "outlet": "One"},
        {"id": "b", "text": ARTICLE + "Two.", "outlet": "Two"},
        {"text": ARTICLE + "Three.", "outlet": "Three"},
    ]
    (other / "t.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    outcome = read(folder, other)
    assert [a.id for a in outcome.articles] == ["a", "b-2", "a-2", "b", "b-3", "t-3"]


def test_missing_path(folder: Path) -> None:
    with pytest.raises(InputError, match=r"in/nothing.txt: there is no such file") as caught:
        read(folder, folder / "nothing.txt")
    assert caught.value.hint


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b" \n", "It is empty"),
        ("binary.txt", bytes(range(256)) * 4, "binary"),
        ("paper.pdf", b"%PDF-1.7", "PDF"),
        ("long.txt", b"The ferry sails. " * 25_000, "too long for one article: 425,000"),
        ("huge.txt", b"The ferry sails. " * 120_000, "too long for one article: 2,040,000"),
        ("furniture.txt", b"Share\nViews: 12\nLeave a Reply\n", "No words of an article"),
    ],
)
def test_what_cannot_be_read_is_named_and_the_rest_goes_on(
    folder: Path, name: str, data: bytes, words: str
) -> None:
    (folder / name).write_bytes(data)
    outcome = read(folder / name, folder)
    assert [a.id for a in outcome.articles] == ["a", "b"]
    assert [s.path for s in outcome.skipped] == [f"in/{name}"]
    assert words in outcome.skipped[0].reason
    assert outcome.skipped[0].hint
    with pytest.raises(InputError) as caught:
        read(folder / name)
    assert f"in/{name}" in caught.value.message
    assert words in caught.value.message


def test_a_folder_without_articles(folder: Path) -> None:
    empty = Path("empty")
    empty.mkdir()
    with pytest.raises(InputError, match="holds no articles") as caught:
        read(empty)
    assert ".txt" in caught.value.hint
    outcome = read(empty, folder)
    assert [a.id for a in outcome.articles] == ["a", "b"]
    assert [s.path for s in outcome.skipped] == ["empty"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_what_is_neither_file_nor_folder(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    with pytest.raises(InputError, match="neither a file nor a folder"):
        read(folder / "pipe")


def test_a_one_line_article_is_read_and_said_to_be_short(folder: Path) -> None:
    (folder / "c.txt").write_text("The ferry sails again.", "utf-8")
    article = read(folder / "c.txt").articles[0]
    assert article.text == "The ferry sails again."
    assert "Short: 4 words." in article.notes


def test_encodings_are_read_alike(folder: Path) -> None:
    text = "The ferry’s “last” trip\n\n" + ARTICLE
    for name, encoding in (("u8", "utf-8-sig"), ("u16", "utf-16"), ("w", "cp1252")):
        (folder / f"{name}.txt").write_bytes(text.replace("\n", "\r\n").encode(encoding))
    articles = {a.id: a for a in read(folder).articles}
    assert articles["u8"].text == articles["u16"].text == articles["w"].text
    assert any("Windows-1252" in note for note in articles["w"].notes)


def test_the_outcome_is_the_same_in_another_folder(tmp_path: Path) -> None:
    outcomes = []
    for place in ("one", "deep/er/two"):
        folder = tmp_path / place / "in"
        folder.mkdir(parents=True)
        (folder / "a.txt").write_text(ARTICLE, "utf-8")
        (folder / "bad.txt").write_bytes(b"\x00\x01")
        (folder / "metadata.csv").write_text(
            "file,outlet,mood\na.txt,DNA,x\nz.txt,DNA,x\n", "utf-8"
        )
        outcomes.append(read(folder))
    assert outcomes[0] == outcomes[1]
    assert str(tmp_path) not in repr(outcomes[0])


METADATA = """file,outlet,title,author,published,agencies,mood
a.txt,The Harbour Post,,Bo Berg,2014-05-03,AFP; Reuters,glad
B,Global Times,Talks about the ferry,,,,
gone.txt,DNA,,,,,
"""


def test_metadata_beside_the_articles_overrides(folder: Path) -> None:
    (folder / "metadata.csv").write_text(METADATA, "utf-8")
    outcome = read(folder)
    first, second = outcome.articles
    assert (first.outlet, first.outlet_name) == ("the-harbour-post", "The Harbour Post")
    assert first.byline is not None
    assert (first.byline.value, first.byline.provenance) == ("Bo Berg", Provenance.USER)
    assert first.byline.evidence == "in/metadata.csv, line 2"
    assert first.published is not None
    assert first.published.value == date(2014, 5, 3)
    assert [a.value for a in first.agencies] == ["AFP", "Reuters"]
    assert first.title is not None
    assert first.title.value == "Ferry talks resume"
    assert second.outlet == "global-times"
    assert second.title is not None
    assert second.title.value == "Talks about the ferry"
    assert second.byline is not None
    assert second.byline.value == "Ann Lee"
    said = " ".join(outcome.notes)
    assert "column 'mood' is not known" in said
    assert "in/metadata.csv, line 4: there is no article with the file 'gone.txt'" in said
    assert len(outcome.notes) == 2


def test_metadata_counts_for_a_file_that_is_named_alone(folder: Path) -> None:
    (folder / "metadata.csv").write_text(METADATA, "utf-8")
    outcome = read(folder / "a.txt", folder / "metadata.csv")
    assert [a.outlet for a in outcome.articles] == ["the-harbour-post"]
    assert not any("'B'" in note for note in outcome.notes)  # b.txt is there, only not asked for


def test_a_file_that_metadata_names_twice_is_told(folder: Path) -> None:
    (folder / "metadata.csv").write_text("file,outlet\na.txt,DNA\nA.txt,Yonhap\n", "utf-8")
    outcome = read(folder)
    assert any("line 3: 'A.txt' stands in line 2 already" in note for note in outcome.notes)


def test_metadata_by_id_for_rows_of_a_table(folder: Path) -> None:
    (folder / "t.jsonl").write_text(json.dumps({"id": "x1", "text": ARTICLE}), "utf-8")
    (folder / "metadata.csv").write_text("id;outlet\nx1;DNA\nx2;DNA\n", "utf-8")
    outcome = read(folder)
    assert {a.id: a.outlet for a in outcome.articles}["x1"] == "dna"
    assert any("no article with the id 'x2'" in note for note in outcome.notes)


def test_metadata_of_a_folder_counts_for_those_inside_it(folder: Path) -> None:
    for name in ("bbc", "dna"):
        (folder / name).mkdir()
        (folder / name / "one.txt").write_text(ARTICLE.replace("Monday", name), "utf-8")
    (folder / "metadata.csv").write_text(
        "file,outlet\nbbc/one.txt,Quay News\ndna/one.txt,Bay Herald\na.txt,DNA\n", "utf-8"
    )
    (folder / "dna" / "metadata.csv").write_text("file,author\none.txt,Ann Lee\n", "utf-8")
    outcome = read(folder)
    names = {a.path: a.outlet_name for a in outcome.articles}
    assert names["in/bbc/one.txt"] == "Quay News"
    assert names["in/dna/one.txt"] == "Bay Herald"
    assert names["in/a.txt"] == "DNA"
    assert outcome.notes == ()


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"outlet,title\nDNA,x\n", "neither a column 'file' nor"), (b"\x00\x01", "binary"), (b"", "")],
)
def test_a_broken_metadata_file_stops_the_run(folder: Path, data: bytes, words: str) -> None:
    (folder / "metadata.csv").write_bytes(data)
    with pytest.raises(InputError, match=r"in/metadata\.csv") as caught:
        read(folder)
    assert words in caught.value.message


def test_unknown_column_suggests_the_one_meant(folder: Path) -> None:
    (folder / "metadata.csv").write_text("file,outlt\na.txt,DNA\n", "utf-8")
    assert any("Did you mean 'outlet'?" in note for note in read(folder).notes)


def test_as_is_knows_only_what_rows_declare(folder: Path) -> None:
    text = "\n  © 2010 Ahram Online.\u00a0\r\n\r\nSEOUL, Jan. 4 (Yonhap) -- It sails.  "
    rows = [
        {"text": text},
        {"id": "q", "text": text, "title": "Ferry", "outlet": "GT", "published": "2014-05-03"},
    ]
    (folder / "t.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    bare, declared = read(folder / "t.jsonl", as_is=True).articles
    assert bare.text == text
    assert bare.parts.body == Span(0, len(text))
    assert (bare.outlet, bare.outlet_field, bare.language) == ("unknown-t", None, None)
    assert (bare.dateline, bare.published, bare.agencies, bare.removed) == (None, None, (), ())
    assert declared.text == f"Ferry\n\n{text}"
    assert declared.parts.headline == Span(0, 5)
    assert (declared.id, declared.outlet) == ("q", "global-times")
    assert declared.published is not None
    assert declared.published.value == date(2014, 5, 3)


@given(text=st.text(min_size=1).filter(str.strip))
def test_as_is_rows_come_back_character_for_character(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "asis.jsonl"
    path.write_text(json.dumps({"text": text}), "utf-8")
    assert read(path, as_is=True).articles[0].text == text


@settings(max_examples=50, deadline=None)
@given(address=ADDRESSES)
@example(address="[")
@example(address="http://[")
@example(address="://℀.example")
def test_whatever_stands_for_an_address_no_article_is_lost(
    tmp_path_factory: pytest.TempPathFactory, address: str
) -> None:
    folder = tmp_path_factory.getbasetemp()
    row = folder / "row.jsonl"
    for cells in ({"url": address}, {"url": f"http{address}"}, {"outlet": f"{address}.example"}):
        row.write_text(json.dumps({"text": ARTICLE} | cells), "utf-8")
        assert len(read(row).articles) == 1
    page = folder / "page.html"
    paragraphs = "".join(f"<p>{html.escape(p)}</p>" for p in ARTICLE.split("\n\n"))
    link = f'<link rel="canonical" href="{html.escape(f"http{address}", quote=True)}">'
    markup = (
        f"<html><head><title>Ferry</title>{link}</head><body><article>{paragraphs}</article></body>"
    )
    page.write_bytes(f"{markup}</html>".encode("utf-8", "replace"))
    assert len(read(page).articles) == 1
