"""Concordance: hits and near misses in their context; proposals for fact cards."""

import tomllib
from html.parser import HTMLParser
from pathlib import Path

import pytest

from framing.codebooks import Codebook, load_codebook
from framing.errors import CodebookError
from framing.models import Article
from framing.validation.codebook_check import as_toml, suggest_cards
from framing.validation.concordance import Concordance, as_html, as_text, concordance
from framing.validation.semantic import as_article

BOOK = """
title = "T"
version = "1"
[[frames]]
id = "sea"
name = "Sea"
definition = "d"
colour = "#000000"
[[frames.indicators]]
lemma = ["wave"]
near = ["coast"]
not_in = ["heat wave"]
[[frames.indicators]]
lemma = ["tide", "big wave", "lagoon"]
[[facts]]
id = "flood"
name = "The flood"
patterns = ["flood"]
"""


@pytest.fixture
def codebook(tmp_path: Path) -> Codebook:
    path = tmp_path / "sea.toml"
    path.write_text(BOOK, encoding="utf-8")
    return load_codebook(path)


@pytest.fixture
def found(codebook: Codebook) -> Concordance:
    texts = [
        "A wave hit the coast. The <tide> & the wave rose.",
        "A heat wave came to the coast. A big wave came too. The flood was high.",
    ]
    return concordance(codebook, [as_article(t, f"a{i}") for i, t in enumerate(texts)])


def test_hits_stand_in_their_context(found: Concordance) -> None:
    assert [(h.key, h.article, h.words) for h in found.hits] == [
        ("frames.sea", "a0", "wave"),
        ("frames.sea", "a0", "tide"),
        ("frames.sea", "a1", "big wave"),
        ("facts.flood", "a1", "flood"),
    ]
    assert (found.hits[0].left, found.hits[0].right) == ("A ", " hit the coast.")


def test_near_misses_say_what_stands_in_the_way(found: Concordance) -> None:
    assert [(m.article, m.left, m.reason) for m in found.missed] == [
        ("a0", "The <tide> & the ", "no word of 'near' is within reach"),
        ("a1", "A heat ", "it lies inside a phrase of 'not_in'"),
    ]


def test_terms_without_a_hit_are_known(found: Concordance) -> None:
    assert found.idle == (("frames.sea", "lagoon"),)
    assert {(k, t): n for k, t, n in found.frequencies}["frames.sea", "big wave"] == 1


def test_a_key_that_is_not_there_is_told(codebook: Codebook) -> None:
    with pytest.raises(CodebookError, match=r"no terms under 'frames.see'.*frames.sea"):
        concordance(codebook, [], "frames.see")


def test_one_key_alone(codebook: Codebook) -> None:
    articles = [as_article("The tide and the flood.")]
    assert [h.words for h in concordance(codebook, articles, "facts").hits] == ["flood"]
    assert [h.words for h in concordance(codebook, articles, "frames.sea").hits] == ["tide"]


def test_the_terminal_shows_a_limited_number(found: Concordance) -> None:
    text = as_text(found, limit=1)
    assert "frames.sea  3 hits, 2 near misses" in text
    assert "[wave]" in text
    assert "without a hit: 1 of 4 terms" in text
    assert "… and 2 more" in text


def test_the_page_is_well_formed_and_escapes_the_text(found: Concordance) -> None:
    page = as_html(found)
    assert "The &lt;" in page
    assert "<tide>" not in page
    opened: list[str] = []

    class Checker(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            if tag not in ("meta",):
                opened.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert opened.pop() == tag

    Checker().feed(page)
    assert opened == []


def outlet(name: str, text: str) -> Article:
    return Article(
        id=name,
        path="",
        text=text,
        parts=as_article(text).parts,
        outlet=name.lower(),
        outlet_name=name,
    )


def test_what_two_outlets_tell_is_proposed(codebook: Codebook) -> None:
    articles = [
        outlet(
            "Gull", "The harbour pilot saved nine sailors in thick fog. A choir sang old songs."
        ),
        outlet(
            "Heron", "In fog the pilot of the harbour saved nine people. Bakers want cheap flour."
        ),
    ]
    cards = suggest_cards(codebook, articles)
    assert len(cards) == 1
    assert cards[0].outlets == ("Gull", "Heron")
    assert {"pilot", "fog", "save"} <= set(cards[0].words)
    assert len(tomllib.loads(as_toml(cards))["facts"]) == 1


def test_one_outlet_or_a_covered_fact_is_not_proposed(codebook: Codebook) -> None:
    same = "The harbour pilot saved nine sailors in thick fog."
    again = "In fog the pilot of the harbour saved nine people."
    assert suggest_cards(codebook, [outlet("Gull", same + " " + again)]) == ()
    covered = [
        outlet("Gull", "The flood took the bridge."),
        outlet("Tern", "A flood took a bridge."),
    ]
    assert suggest_cards(codebook, covered) == ()
    assert as_toml(()).startswith("#")
