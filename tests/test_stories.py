"""Codebooks that extend each other, and stories whose names and facts show where they belong."""

from pathlib import Path

import pytest

import framing
from framing.analysers.stories import narrowed, stories_in
from framing.codebooks import load_codebook
from framing.errors import CodebookError
from framing.models import Article, Hit, NamingChoice, Parts, Span
from framing.validation.semantic import by_words

KOREA = (
    "Japan and South Korea will hold talks on Monday, Seoul said. Japan's harsh colonial rule over "
    "Korea still weighs on them, and South Korea has asked Japan for an apology."
)
WAR = (
    "Russia said that its troops had left. Ukraine denied it. Russia and Ukraine blame each other."
)
ELSEWHERE = "The mayor opened a bridge. Colonial houses line the river."


def article(text: str) -> Article:
    return Article("a", "a", text, Parts(Span(0, len(text))), outlet="o", outlet_name="O")


def test_an_article_is_about_the_stories_whose_actors_it_names() -> None:
    codebook = load_codebook("history-security")
    assert stories_in(codebook, KOREA) == ("korea-japan",)
    assert stories_in(codebook, WAR) == ("russia-ukraine",)
    assert stories_in(codebook, ELSEWHERE) == ()
    assert stories_in(codebook, "Japan met South Korea.") == ()  # each only once


def test_names_and_facts_of_a_story_show_where_its_actors_are() -> None:
    korea, elsewhere = framing.analyse([article(KOREA), article(ELSEWHERE)])
    assert [choice.label for choice in korea.found(NamingChoice)] == ["colonial_rule"]
    assert korea.results["facts"].figures
    assert not elsewhere.found(NamingChoice)
    assert not elsewhere.results["facts"].figures


def test_a_study_has_the_label_sets_of_its_stories_alone() -> None:
    codebook = load_codebook("history-security")
    assert not {"rule", "sea", "women"} & {each.id for each in codebook.label_sets}
    of_study = narrowed(codebook, [KOREA, ELSEWHERE])
    assert {"rule", "sea", "women"} <= {each.id for each in of_study.label_sets}
    assert of_study.sha256 == codebook.sha256  # what was analysed with it stays comparable
    assert [actor.id for actor in narrowed(codebook, [KOREA, WAR]).actors].count(
        "united_states"
    ) == 1


def test_the_terms_of_a_story_count_in_articles_about_it() -> None:
    closed = " The visit to the Yasukuni shrine angered the wartime victims of Japan."
    korea, elsewhere = framing.analyse([article(KOREA + closed), article(ELSEWHERE + closed)])
    by_terms = [hit.span.of(korea.article.text) for hit in korea.found(Hit) if hit.p is None]
    assert any("Yasukuni" in words for words in by_terms)
    assert all(hit.p is not None for hit in elsewhere.found(Hit))


def written(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / f"{name}.toml"
    path.write_text(f'title = "T"\nversion = "1"\n{text}', encoding="utf-8")
    return path


def test_a_codebook_has_what_it_extends_and_adds_indicators(tmp_path: Path) -> None:
    text = 'extends = "climate"\n[[indicators]]\nframe = "science"\nlemma = ["ice core"]\n'
    codebook = load_codebook(written(tmp_path, "mine", text))
    base = load_codebook("climate")
    assert [f.id for f in codebook.frames] == [f.id for f in base.frames]
    added = codebook.frame("science").indicators[-1]
    assert added.lemma == ("ice core",)
    assert len(codebook.frame("science").indicators) == len(base.frame("science").indicators) + 1


def test_the_digest_changes_with_what_a_codebook_rests_on(tmp_path: Path) -> None:
    base = written(tmp_path, "base", 'extends = "climate"\n')
    mine = written(tmp_path, "mine", 'extends = "base"\n')
    before = load_codebook(mine, [tmp_path]).sha256
    base.write_text(base.read_text() + "# changed\n")
    assert load_codebook(mine, [tmp_path]).sha256 != before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('extends = "nowhere"\n', "There is no codebook 'nowhere'"),
        ('extends = "mine"\n', "extend each other in a circle"),
        ('extends = "climate"\nstories = ["climate"]\n', "does not say when an article is about"),
        ('extends = "climate"\nabout = [["atlantis"]]\n', "'about' names 'atlantis'"),
        (
            'extends = "climate"\n[[indicators]]\nframe = "none"\nlemma = ["x"]\n',
            "names the frame 'none', which is not there",
        ),
        ("", "'extends'"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(CodebookError, match=words):
        load_codebook(written(tmp_path, "mine", text), [tmp_path])


def test_by_words_reads_every_frame_by_its_indicators() -> None:
    assert {f.by for f in by_words(load_codebook("korea-japan")).frames} == {"indicators"}
