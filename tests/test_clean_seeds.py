"""The five sample articles, read alone and together: every part, field and removal."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from framing.clean import normalise
from framing.models import Article, Provenance, Span
from framing.outlets import load_outlets
from framing.readers import read_paths

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
CASES = tomllib.loads((ROOT / "tests/cases/reading_seeds.toml").read_text("utf-8"))["article"]


@pytest.fixture(params=CASES, ids=lambda case: case["outlet"])
def case(request: pytest.FixtureRequest) -> dict[str, Any]:
    return dict(request.param)


@pytest.fixture
def article(case: dict[str, Any]) -> Article:
    return read_paths([SEEDS / case["file"]], outlets=load_outlets()).articles[0]


def test_outlet_is_recognised_with_its_evidence(case: dict[str, Any], article: Article) -> None:
    assert article.outlet == case["outlet"]
    assert article.outlet_field is not None
    assert article.outlet_field.provenance == case["outlet_provenance"]
    assert article.outlet_field.evidence
    assert article.outlet_name == load_outlets()[case["outlet"]].name


def _is(span: Span | None, text: str, ends: list[str] | None) -> bool:
    if ends is None or span is None:
        return ends is None and span is None
    words = span.of(text)
    return words.startswith(ends[0]) and words.endswith(ends[1])


def test_parts(case: dict[str, Any], article: Article) -> None:
    assert _is(article.parts.headline, article.text, case["headline"])
    assert _is(article.parts.standfirst, article.text, case.get("standfirst"))
    assert len(article.parts.captions) == len(case["captions"])
    for span, ends in zip(article.parts.captions, case["captions"], strict=True):
        assert _is(span, article.text, ends)
    assert _is(article.parts.body, article.text, case["body"])
    assert len(article.parts.body.of(article.text).split("\n\n")) == case["body_paragraphs"]


def test_fields(case: dict[str, Any], article: Article) -> None:
    assert article.title is not None
    assert article.parts.headline is not None
    assert article.title.value == article.parts.headline.of(article.text)
    assert (article.byline.value if article.byline else None) == case.get("byline")
    assert (article.dateline.value if article.dateline else None) == case.get("dateline")
    assert [[a.value, a.evidence] for a in article.agencies] == case["agencies"]
    assert article.language is not None
    assert article.language.value == "en"
    assert article.notes == ()


def test_date_is_the_articles_or_unknown(case: dict[str, Any], article: Article) -> None:
    if "published" not in case:
        assert article.published is None
        return
    assert article.published is not None
    assert article.published.value == case["published"]
    assert article.published.provenance == case["published_provenance"]
    assert article.published.evidence == case["published_evidence"]


def test_removals(case: dict[str, Any], article: Article) -> None:
    assert [[r.text, r.reason] for r in article.removed] == case["removed"]


def test_nothing_is_lost_and_no_odd_space_is_left(case: dict[str, Any], article: Article) -> None:
    raw = normalise((SEEDS / case["file"]).read_text("utf-8"))
    kept = "".join([article.text, *(r.text for r in article.removed)])
    assert Counter("".join(raw.split())) == Counter("".join(kept.split()))
    assert "\xa0" not in article.text
    assert "  " not in article.text


def test_together_the_yonhap_year_is_guessed_and_says_why() -> None:
    outcome = read_paths([SEEDS], outlets=load_outlets())
    assert [a.outlet for a in outcome.articles] == [case["outlet"] for case in CASES]
    assert outcome.skipped == ()
    published = {a.outlet: a.published for a in outcome.articles}
    guess = published["yonhap"]
    assert guess is not None
    assert (guess.value, guess.provenance) == (date(2011, 1, 4), Provenance.GUESSED)
    for words in ("SEOUL, Jan. 4", "Tuesday", "6 days before", "001_2e5729308e39eaba"):
        assert words in guess.evidence
    assert published["dna"] is None
    assert published["global-times"] is None


def test_dna_without_its_byline_is_nobody_elses(tmp_path: Path) -> None:
    raw = (SEEDS / CASES[0]["file"]).read_text("utf-8")
    bare = "\n".join(line for line in raw.split("\n") if not line.startswith("Written By"))
    assert bare != raw
    (tmp_path / "article.txt").write_text(bare, "utf-8")
    article = read_paths([tmp_path / "article.txt"], outlets=load_outlets()).articles[0]
    assert article.outlet == "unknown-article"
    assert article.outlet_field is None
    assert any("not recognised" in note for note in article.notes)
