"""Exports of press databases: what is found, what is checked, what is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest

from framing.errors import InputError
from framing.models import Provenance
from framing.readers.base import FileContent, InputFile, reader_of
from tests.readers import writers
from tests.readers.writers import STORIES


def read(name: str, data: bytes | str) -> tuple[str, FileContent]:
    content = data.encode() if isinstance(data, str) else data
    file = InputFile(name, name, lambda: content, len(content))
    reader = reader_of(file)
    assert reader is not None
    return reader.name, reader.read(file)


EXPORTS: dict[str, tuple[str, str, Callable[[], bytes | str]]] = {
    "word": ("Nexis (Word)", "x.docx", lambda: writers.docx(writers.nexis_paragraphs())),
    "rtf": ("Nexis (RTF)", "x.rtf", lambda: writers.rtf(writers.nexis_paragraphs())),
    "text": ("Nexis (text)", "x.txt", writers.lexisnexis_text),
    "uni-text": (
        "Nexis (text)",
        "x.txt",
        lambda: "\n\n".join(writers.nexis_paragraphs()).replace("\f", ""),
    ),
    "html": ("Nexis (HTML)", "x.html", writers.lexisnexis_html),
    "uni-copied": ("Nexis (text)", "x.txt", writers.nexis_compact),
    "factiva-text": ("Factiva (text)", "x.txt", writers.factiva_text),
    "factiva-codes": ("Factiva (text)", "x.txt", writers.factiva_codes),
    "factiva-rtf": (
        "Factiva (RTF)",
        "x.rtf",
        lambda: writers.rtf(writers.factiva_text().split("\n")),
    ),
    "factiva-lines": ("Factiva (HTML)", "x.html", writers.factiva_lines),
    "factiva-table": ("Factiva (HTML)", "x.htm", writers.factiva_table),
    "factiva-xml": ("Factiva (XML)", "x.xml", writers.factiva_xml),
    "europresse": ("Europresse (HTML)", "x.html", writers.europresse),
    "europresse-old": ("Europresse (HTML)", "x.html", writers.europresse_old),
    "proquest-text": ("ProQuest (text)", "x.txt", writers.proquest_text),
    "proquest-screen": ("ProQuest (HTML)", "x.html", writers.proquest_screen),
    "proquest-html": ("ProQuest (HTML)", "x.html", writers.proquest_html),
}


@pytest.mark.parametrize("kind", EXPORTS)
def test_every_document_is_found_with_title_outlet_date_and_its_whole_text(kind: str) -> None:
    expected, name, write = EXPORTS[kind]
    found, content = read(name, write())
    assert found == expected
    assert content.skipped == ()
    assert content.notes == ()
    assert [a.notes for a in content.articles] == [()] * len(STORIES)
    for story, article in zip(STORIES, content.articles, strict=True):
        values = {field: value.value for field, value in article.metadata.items()}
        assert values["title"] == story.title
        assert values["outlet"] == story.outlet
        assert values["published"] == story.day.isoformat()
        assert values.get("byline", "") == story.byline
        assert article.text.split("\n\n") == list(story.paragraphs)
        assert {v.provenance for v in article.metadata.values()} == {Provenance.DECLARED}


@pytest.mark.parametrize("kind", EXPORTS)
def test_an_export_is_known_by_its_content_whatever_its_name(kind: str) -> None:
    expected, name, write = EXPORTS[kind]
    suffix = name.rpartition(".")[2]
    found, _ = read(f"export of monday.{suffix}", write())
    assert found == expected


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.docx", writers.docx(writers.nexis_paragraphs(declared=5))),
        ("x.txt", writers.proquest_text(of=5)),
        ("x.xml", writers.factiva_xml(count=5)),
    ],
)
def test_documents_that_are_declared_and_not_there_are_told(name: str, data: bytes | str) -> None:
    _, content = read(name, data)
    assert len(content.articles) == len(STORIES)
    assert content.notes == (
        f"{name}: it declares 5 documents, 3 were found: some may be missing.",
    )


def test_a_length_that_is_not_the_one_declared_is_told() -> None:
    _, content = read("x.docx", writers.docx(writers.nexis_paragraphs(length=400)))
    for story, article in zip(STORIES, content.articles, strict=True):
        assert article.notes == (
            f"Nexis declares 400 words, {story.words} were read: hold it against the original.",
        )
    assert "the length of 3 of 3 documents differs" in content.notes[0]


def test_a_length_within_five_percent_is_not() -> None:
    long = replace(STORIES[0], paragraphs=STORIES[0].paragraphs * 10)
    near, far = round(long.words * 0.96), round(long.words * 0.8)
    for length, notes in ((near, 0), (far, 1)):
        data = writers.docx(writers.nexis_paragraphs([long], length=length))
        assert len(read("x.docx", data)[1].articles[0].notes) == notes


def test_a_part_of_a_search_is_counted_from_its_own_numbers() -> None:
    text = writers.lexisnexis_text()
    for number in (1, 2, 3):
        text = text.replace(f"{number} of 3 DOCUMENTS", f"{number + 200} of 2146 DOCUMENTS")
    _, content = read("x.txt", text)
    assert len(content.articles) == 3
    assert content.notes == ()


def test_no_text_is_lost_that_looks_like_a_label() -> None:
    story = replace(
        STORIES[0],
        paragraphs=(
            "Note: the harbour opens at six.",
            *STORIES[0].paragraphs,
            "Source: the harbour authority, which counts every ship that passes the light.",
        ),
    )
    for name, data in (
        ("x.docx", writers.docx(writers.nexis_paragraphs([story]))),
        ("x.txt", writers.proquest_text([story])),
        ("x.html", writers.factiva_lines([story])),
    ):
        _, content = read(name, data)
        assert content.articles[0].text == story.text


def test_a_date_that_is_missing_is_guessed_from_the_day_of_loading() -> None:
    paragraphs = [
        "Correction Appended" if text == writers.english(STORIES[0].day) else text
        for text in writers.nexis_paragraphs(STORIES[:2])
    ]
    _, content = read("x.docx", writers.docx(paragraphs))
    published = content.articles[0].metadata["published"]
    assert (published.value, published.provenance) == ("2024-03-01", Provenance.GUESSED)
    assert "took it in then" in published.evidence


def test_a_document_without_full_text_is_named_and_skipped() -> None:
    text = writers.proquest_text().replace(
        "Full text: " + "\n".join(STORIES[1].paragraphs), "Full text: Not available."
    )
    _, content = read("x.txt", text)
    assert [a.metadata["title"].value for a in content.articles] == [
        STORIES[0].title,
        STORIES[2].title,
    ]
    assert [s.path for s in content.skipped] == ["x.txt, document 2"]
    assert "no full text" in content.skipped[0].reason


def test_a_line_in_capitals_within_a_text_with_codes_is_no_field() -> None:
    story = replace(STORIES[0], paragraphs=(*STORIES[0].paragraphs, "IN THE END the wind fell."))
    _, content = read("x.txt", writers.factiva_codes([story]))
    assert content.articles[0].text == story.text


def test_a_title_that_closes_the_facts_is_no_part_of_the_text() -> None:
    text = _cut_out(writers.proquest_text([STORIES[0]]), "CREDIT:", "Subject:", "Language of")
    _, content = read("x.txt", text)
    assert content.articles[0].text == STORIES[0].text


def _cut_out(text: str, *labels: str) -> str:
    return "\n".join(line for line in text.split("\n") if not line.startswith(labels))


@pytest.mark.parametrize(
    ("name", "write", "kind"),
    [
        ("x.docx", writers.docx, "Word"),
        ("x.rtf", writers.rtf, "RTF"),
        ("x.odt", writers.odt, "OpenDocument"),
    ],
)
def test_a_document_of_a_word_processor_is_one_article(
    name: str, write: Callable[[Sequence[str]], bytes], kind: str
) -> None:
    lines = [STORIES[0].title, f"By {STORIES[0].byline}", *STORIES[0].paragraphs]
    found, content = read(name, write(lines))
    assert found == kind
    assert [a.text for a in content.articles] == ["\n\n".join(lines)]
    with pytest.raises(InputError, match="layout is not known"):
        read(name, write(["Length: 12 words", *lines, "Length: 12 words", *lines]))
    with pytest.raises(InputError, match="holds no text"):
        read(name, write([""]))


def _without(text: str, *parts: str) -> str:
    for part in parts:
        text = text.replace(part, "changed")
    return text


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("x.xml", "<?xml version='1.0'?><TEI><text>The ferry sails.</text></TEI>", "root is <tei>"),
        (
            "x.html",
            _without(
                writers.factiva_lines(),
                *(f"{s.day.day} {writers.english(s.day).split()[0]} {s.day.year}" for s in STORIES),
            ),
            "layout is not known",
        ),
        (
            "x.html",
            _without(writers.europresse(), 'class="DocHeader"'),
            "layout is not known",
        ),
        (
            "x.txt",
            _without(writers.proquest_text(), "Publication title:", "Publication date:"),
            "layout is not known",
        ),
        (
            "x.txt",
            _without(writers.lexisnexis_text(), *(writers.english(s.day) for s in STORIES)),
            "layout is not known",
        ),
    ],
)
def test_what_is_not_understood_is_refused_with_what_was_expected(
    name: str, data: bytes | str, words: str
) -> None:
    with pytest.raises(InputError, match=words) as caught:
        read(name, data)
    assert caught.value.hint


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(f"Document {n} of 2\n\nThe ferry sails at noon, he said." for n in (1, 2)),
        "\n\n".join(f"LENGTH: {n}12 words\n\nThe ferry sails at noon, he said." for n in (1, 2)),
        "\n\n".join("The ferry sails at noon, he said.\n\nEnd of Document" for _ in (1, 2)),
    ],
)
def test_an_unknown_export_of_several_articles_is_never_read_as_one(text: str) -> None:
    with pytest.raises(InputError) as caught:
        read("x.txt", text)
    assert "not known" in caught.value.message
    assert caught.value.hint


def _renamed(text: str) -> str:
    """An export in which nothing is called as before: classes, labels and codes, what ends it."""
    text = re.sub(r"""(class|id|CLASS)=(["'])([^"']+)\2""", _other_name, text)
    text = re.sub(r"^([A-Z][A-Za-z -]{2,20}): ?", r"\1x: ", text, flags=re.M)
    text = re.sub(r"(?<=<b>)([A-Z]{2,3})(?=</b>)", r"\1x", text)
    for old, new in (
        *(("DOCUMENTS", "ITEMS"), ("End of Document", "Fin"), ("Body\n", "Words\n")),
        *(("Document ", "Beleg "), ("LXNComment", "Comment"), ("DOCFULL", "ITEM")),
    ):
        text = text.replace(old, new)
    return text


def _other_name(match: re.Match[str]) -> str:
    return f'{match[1]}="n{"".join(sorted(match[3].casefold().replace(" ", "")))}"'


@pytest.mark.parametrize(
    "kind", [kind for kind, (_, name, _) in EXPORTS.items() if name.endswith((".txt", "html", "m"))]
)
def test_an_export_whose_words_have_changed_is_never_read_as_one_article(kind: str) -> None:
    _, name, write = EXPORTS[kind]
    text = write()
    assert isinstance(text, str)
    found = 0
    with suppress(InputError):
        found = len(read(name, _renamed(text))[1].articles)
    assert found in (0, len(STORIES))


def test_a_cover_without_its_documents_is_no_article() -> None:
    cover = writers.nexis_paragraphs()
    for lines in (cover[: cover.index("\f")], ["User Name: A READER", "Documents (3)", *LINES]):
        with pytest.raises(InputError, match="Documents"):
            read("x.docx", writers.docx(lines))


LINES = [line for story in STORIES for line in story.paragraphs]


def test_one_article_with_labels_and_pictures_is_no_export() -> None:
    talk = [f"{who}: {line}" for line in LINES for who in ("MOSS", "LEE", "KIM")]
    pictures = [f"Image: Ferry {n}\n\nCaption: Two of {n}\n\n{LINES[n]}" for n in range(3)]
    for lines in (talk, pictures):
        _, content = read("x.txt", "\n\n".join([STORIES[0].title, *lines]))
        assert len(content.articles) == 1


def test_dates_of_databases_in_several_languages() -> None:
    from framing.readers.dates import read_date

    for words, day in (
        ("jeudi 5 octobre 2013, p. 03", date(2013, 10, 5)),
        ("27. Februar 2012 Montag 9:50 PM GMT+1", date(2012, 2, 27)),
        ("28 de enero de 2010", date(2010, 1, 28)),
        ("2018 年 10 月 7 日 17:04", date(2018, 10, 7)),
        ("May 2, 2002, Thursday,, FINAL EDITION", date(2002, 5, 2)),
        ("3rd of March 1999", date(1999, 3, 3)),
        ("31 February 2011", None),
        ("The May Day parade of 2010 ships", None),
    ):
        assert read_date(words) == day, words
