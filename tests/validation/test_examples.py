"""The coded examples that a sentence is most alike: in the HTML edition, in a concordance, beside
what a user's frame learned from."""

import re
from pathlib import Path

import pytest

from framing.codebooks import Codebook, load_codebook
from framing.errors import CodebookError
from framing.evidence import compare
from framing.report.context import build_view
from framing.report.templates import render_html
from framing.validation.concordance import as_html, as_text, concordance
from framing.validation.examples import (
    CodedSentence,
    NearestExamples,
    coded_lines,
    coded_path,
    examples_of,
)
from framing.validation.semantic import as_article, code_articles

BOOK = """title = "Pasts"
version = "1"
[[frames]]
id = "past"
name = "The past"
definition = "d"
colour = "#000000"
by = "meaning"
head = "history"
include = [
  { sentence = "The king apologised for the colonial massacre.", note = "apology" },
  { sentence = "Veterans laid wreaths at the war memorial.", note = "remembers" },
]
exclude = [{ sentence = "The airline apologised for the late train.", note = "for something else" }]
"""
PAST = "The minister apologised for the massacre that colonial troops committed."
OTHER = "The shop opens at nine."


def made(folder: Path, text: str = BOOK) -> Codebook:
    path = folder / "pasts.toml"
    path.write_text(text, encoding="utf-8")
    return load_codebook(path)


def test_the_likest_examples_come_with_their_codes(tmp_path: Path) -> None:
    near = NearestExamples(made(tmp_path)).of(PAST, "past")
    assert [each.example.note for each in near] == ["apology", "for something else"]
    assert [each.example.held for each in near] == [True, False]
    assert 1 > near[0].likeness > near[1].likeness > 0
    assert round(near[0].likeness, 2) == near[0].likeness


def test_a_frame_read_by_words_has_none(tmp_path: Path) -> None:
    by_words = BOOK.replace('by = "meaning"\nhead = "history"\n', "")
    codebook = made(tmp_path, by_words + '[[frames.indicators]]\nlemma = ["massacre"]\n')
    assert examples_of(codebook) == {}
    assert NearestExamples(codebook).of(PAST, "past") == ()


def test_codings_of_ones_own_stand_beside_the_codebook(tmp_path: Path) -> None:
    codebook = made(tmp_path, BOOK.replace('head = "history"\n', ""))
    coded = [CodedSentence(frame="past", sentence=s, held=s == PAST) for s in (PAST, OTHER)]
    coded_path(codebook).write_bytes(coded_lines(coded))
    assert coded_path(codebook).name == "pasts.coded.jsonl"
    found = examples_of(codebook)["past"]
    assert [each.own for each in found] == [False, False, False, True, True]
    first = NearestExamples(codebook).of(PAST, "past")[0]
    assert (first.example.sentence, first.example.held, first.likeness) == (PAST, True, 1.0)
    coded_path(codebook).write_text("no JSON", encoding="utf-8")
    with pytest.raises(CodebookError, match=r"pasts\.coded\.jsonl cannot be read"):
        examples_of(codebook)


def test_the_html_edition_alone_shows_them_under_sentences_that_were_found(tmp_path: Path) -> None:
    codebook = made(tmp_path)
    analyses = code_articles(codebook, [as_article(f"{OTHER} {PAST}", "a")])
    compared = compare(analyses, codebook=codebook, profiles={})
    view = build_view(compared, profiles={}, analysers=(), edition="html")
    assert [len(each) for each in view.nearest.values()] == [2]
    html = render_html(view)
    said = [" ".join(re.sub(r"<[^>]+>", "", p).split()) for p in _near(html)]
    assert re.fullmatch(
        r"The past, held: “The king apologised for the colonial massacre\.” \(apology\) "
        r"likeness 0\.\d\d",
        said[0],
    )
    assert said[1].startswith("The past, not held: “The airline")
    pdf = build_view(compared, profiles={}, analysers=())
    assert pdf.nearest == {}
    assert _near(render_html(pdf)) == []


def _near(html: str) -> list[str]:
    shown = re.findall(r'<details class="near">.*?</details>', html, re.DOTALL)
    return re.findall(r"<p>.*?</p>", "".join(shown), re.DOTALL)


def test_a_concordance_shows_what_meaning_finds(tmp_path: Path) -> None:
    found = concordance(made(tmp_path), [as_article(f"{OTHER} {PAST}", "a")])
    assert [each.text for each in found.meant] == [PAST]
    text = as_text(found)
    assert "frames.past  found by meaning in 1 sentences" in text
    assert re.search(r"None: The minister .*\[.*colonial.*\]", text)
    assert re.search(r"0\.\d\d held: The king apologised for the colonial massacre", text)
    page = as_html(found)
    assert "<mark>" in page
    assert "not held: The airline apologised" in page
