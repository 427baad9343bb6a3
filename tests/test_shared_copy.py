"""Shared copy: what is found in two articles, in whose voice, and what is not copy."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.models import Analysis, Article, Field, Parts, Provenance, Span, Voice
from framing.shared_copy import passages_of, with_shared_copy
from framing.shared_copy.alignment import Words, align, tile, words_of
from framing.text.parse import parse_articles

FERRY = (
    "The ferry left the harbour shortly before dawn with ninety passengers and a cargo of salt. "
)
RAIN = "Heavy rain had fallen on the northern valleys for most of the week. "
VOTE = "Councillors will vote in March on a plan to move the old fish market. "
OTHER = "A school choir from the hills sang at the opening of the new library on Sunday. "


def found_in(made):
    """The passages that analyses share."""
    return passages_of(with_shared_copy(made))


def article(name: str, text: str, agencies: tuple[str, ...] = ()) -> Article:
    return Article(
        id=name,
        path="",
        text=text.strip(),
        parts=Parts(Span(0, len(text.strip()))),
        outlet=name,
        outlet_name=name.upper(),
        agencies=tuple(Field(agency, Provenance.DECLARED) for agency in agencies),
    )


def analyses(*articles: Article) -> list[Analysis]:
    parsed = parse_articles(articles, frozenset({"parser"}))
    return [Analysis(a, p.sentences, {}) for a, p in zip(articles, parsed, strict=True)]


def test_an_exact_sentence_is_found_with_its_place_in_each_article() -> None:
    found = found_in(analyses(article("a", FERRY + RAIN), article("b", VOTE + FERRY)))
    assert len(found) == 1
    assert found[0].article_ids == ("a", "b")
    assert found[0].sentences == (0, 1)
    assert found[0].similarity == 1.0
    assert found[0].voices == (Voice.NARRATOR, Voice.NARRATOR)


def test_words_quoted_in_one_article_and_not_in_the_other_are_flagged() -> None:
    text = "“The ferry left the harbour shortly before dawn with ninety passengers,” the captain told Reuters."
    found = found_in(analyses(article("a", FERRY), article("b", text)))
    assert found[0].voices == (Voice.NARRATOR, Voice.DIRECT)
    assert found[0].quoted_and_unquoted
    assert found[0].agency == "Reuters"


def test_a_run_of_words_inside_two_sentences_is_a_passage() -> None:
    run = "had to wait for the tide before the pilot boat could bring the crew ashore"
    one = f"After a night of fog that closed two airports and a motorway, the tanker {run}."
    two = f"Nobody was hurt, but the owners of the vessel say that they {run}, and blamed the port."
    a, b = article("a", one), article("b", two)
    found = found_in(analyses(a, b))
    assert [found[0].spans[0].of(a.text), found[0].spans[1].of(b.text)] == [run, run]


def test_clauses_in_another_order_are_found() -> None:
    one = "Citing unusually strong winds in the strait, the harbour master closed the northern channel to small boats."
    two = "The harbour master closed the northern channel to small boats, citing unusually strong winds in the strait."
    assert found_in(analyses(article("a", one), article("b", two)))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (  # the same facts in other words
            "Ninety people were on board when the boat set out from port in the early morning.",
            FERRY,
        ),
        (  # names and titles alone
            "Harbour Minister Anna Berg and her Danish counterpart Lars Holm, who arrived by train, dined together.",
            "The talks between Harbour Minister Anna Berg and her Danish counterpart Lars Holm ended without a result.",
        ),
        ("He said no.", "He said no."),  # too short to be copy
    ],
)
def test_what_is_not_copy(one: str, two: str) -> None:
    assert found_in(analyses(article("a", one), article("b", two))) == ()


def test_an_article_does_not_share_with_itself() -> None:
    assert found_in(analyses(article("a", FERRY + "\n\n" + FERRY))) == ()


def test_a_passage_in_three_articles_is_one() -> None:
    found = found_in(
        analyses(article("a", FERRY), article("b", RAIN + FERRY), article("c", VOTE + FERRY))
    )
    assert [passage.article_ids for passage in found] == [("a", "b", "c")]


def test_the_agency_is_named_only_where_it_is_sure() -> None:
    def agency(*named: tuple[str, ...]) -> str | None:
        made = [article(f"x{i}", FERRY, names) for i, names in enumerate(named)]
        return found_in(analyses(*made))[0].agency

    assert agency(("AFP",), ()) == "AFP"
    assert agency(("AFP", "Reuters"), ("Reuters",)) == "Reuters"
    assert agency(("AFP", "Reuters"), ()) is None
    assert agency(("unspecified",), ()) is None


def test_sentences_are_marked_with_the_articles_that_share_them() -> None:
    marked = with_shared_copy(
        analyses(
            article("a", FERRY + RAIN), article("b", OTHER + FERRY), article("c", RAIN + FERRY)
        )
    )
    assert [[s.shared_with for s in m.sentences] for m in marked] == [
        [("b", "c"), ("c",)],
        [(), ("a", "c")],
        [("a",), ("a", "b")],
    ]


def test_the_order_of_articles_changes_only_the_order_of_names() -> None:
    made = analyses(
        article("a", FERRY + RAIN + VOTE),
        article("b", OTHER + FERRY.replace("ninety", "90")),
        article("c", VOTE + RAIN.replace("Heavy rain", "Rain")),
        article("d", "“" + FERRY.strip() + "” he said. " + OTHER),
    )

    def seen(order: list[Analysis]) -> set[frozenset[tuple[str, Span, int, Voice]]]:
        return {frozenset(passage.sides()) for passage in found_in(order)}

    expected = seen(made)
    assert len(expected) == 4
    for seed in range(5):
        random.Random(seed).shuffle(made)
        assert seen(made) == expected


def test_the_sample_articles_share_two_passages() -> None:
    seeds = Path(__file__).parents[1] / "seeds"
    made = [article(path.stem[:3], path.read_text("utf-8")) for path in sorted(seeds.glob("*.txt"))]
    found = found_in(analyses(*made))
    assert [passage.article_ids for passage in found] == [("000", "002"), ("000", "002")]
    assert [passage.quoted_and_unquoted for passage in found] == [False, True]
    assert found[1].agency == "Reuters"


words = st.lists(
    st.sampled_from("the a ferry left port rain fell on old new hills".split()), max_size=30
)


def as_words(parts: list[str]) -> Words:
    text = " ".join(parts)
    return words_of(text, Span(0, len(text)))


@given(words, words)
def test_alignment_is_the_same_from_both_sides(one: list[str], two: list[str]) -> None:
    there, back = align(as_words(one), as_words(two)), align(as_words(two), as_words(one))
    assert (there is None) == (back is None)
    if there and back:
        assert (there.one, there.other, there.similarity) == (back.other, back.one, back.similarity)
        assert 0 <= there.similarity <= 1


@given(words, words)
def test_tiles_are_the_same_words_and_never_overlap(one: list[str], two: list[str]) -> None:
    used: set[int] = set()
    for i, j, length in tile(one, two):
        assert one[i : i + length] == two[j : j + length]
        assert not used & set(range(j, j + length))
        used |= set(range(j, j + length))
