"""The reader of lines: what it is made of, and what holds for any page."""

from __future__ import annotations

import json

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.clean import typed_lines
from framing.clean.judge import Judge
from framing.clean.kinds import Kind, Reading, kind_of_reason, readings
from framing.clean.line_features import FORMS, PLACES, WINDOW, buckets, features
from framing.clean.line_reader import CLASSES, Forest, read_lines, weights
from framing.clean.lines import normalise, split_lines
from framing.files import LINES
from framing.outlets import load_outlets

OUTLETS = load_outlets()
texts = st.lists(st.text(min_size=1, max_size=80).filter(str.strip), min_size=1, max_size=30)
BODY = (
    "The two ports agreed on Monday to talk again about the ferry that sailed between them for "
    "thirty years, officials said."
)


@given(texts)
@settings(max_examples=60, deadline=None)
def test_probabilities_of_any_lines_are_probabilities(lines: list[str]) -> None:
    found = read_lines(lines, [False] * len(lines))
    assert found.shape == (len(lines), len(CLASSES))
    assert np.allclose(found.sum(axis=1), 1, atol=1e-4)
    assert (found >= 0).all()


@given(texts)
@settings(max_examples=60, deadline=None)
def test_features_have_their_places(lines: list[str]) -> None:
    made = features(lines, [True] * len(lines))
    assert made.shape == (len(lines), FORMS + PLACES + 17 * len(WINDOW))
    assert np.isfinite(made).all()


def test_a_line_is_hashed_by_its_words_and_not_by_its_numbers() -> None:
    assert set(buckets("Posted 3 hours ago")) == set(buckets("posted 12 HOURS ago"))
    assert set(buckets("Share this story")) != set(buckets("Share this article"))


def test_a_forest_sums_the_leaf_that_each_row_falls_in() -> None:
    # One tree: x0 <= 0 → leaf 0, else x1 <= 5 → leaf 1, else leaf 2; unused places never fail.
    feature = np.array([[0, 1, 0]], np.int16)
    threshold = np.array([[0.0, 5.0, np.inf]], np.float32)
    mask = np.array([[0xFFFF & ~0b001, 0xFFFF & ~0b010, 0xFFFF]], np.uint16)
    forest = Forest(feature, threshold, mask, np.array([[1.0, 10.0, 100.0]], np.float32), 0.5)
    rows = np.array([[-1, 9], [1, 4], [1, 6]], np.float32)
    assert forest(rows).tolist() == [1.5, 10.5, 100.5]


def test_the_weights_are_small_and_their_record_stands_beside_them() -> None:
    assert (LINES / "reader.npz").stat().st_size < 300_000
    record = json.loads((LINES / "record.json").read_text("utf-8"))
    assert record["classes"] == list(CLASSES)
    assert "://" not in (LINES / "record.json").read_text("utf-8")
    assert 0 < weights().out < weights().sure < 1


def test_menu_and_body_are_told_apart() -> None:
    page = ["News", "Sport", "Culture", "Ferry talks resume after the winter", "By Ann Lee"]
    page += [BODY, f"“We will talk,” said the mayor. {BODY}", BODY.replace("Monday", "Friday")]
    page += ["Most viewed", "Five things to do in the rain", "About us", "Terms of use"]
    found = read_lines(page, [True] * len(page))[:, 0]
    assert found[5:8].min() > 0.5
    assert max(*found[:5], *found[8:]) < 0.2


def test_few_lines_and_very_many_are_not_judged() -> None:
    few = split_lines("One\n\nTwo")
    assert all(reading.body == 1 for reading in readings(few).values())
    many = split_lines("\n".join(f"Share {n}" for n in range(3001)))
    assert all(reading.body == 1 for reading in readings(many).values())


@given(st.lists(st.sampled_from([BODY, "Share", "By Ann Lee", "News", "(AFP)"]) | st.text(max_size=40),
                min_size=1, max_size=12))  # fmt: skip
@settings(max_examples=100, deadline=None)
def test_each_line_of_a_page_has_one_kind(parts: list[str]) -> None:
    raw = "\n".join(parts)
    typed = typed_lines(raw, path="page.txt", outlets=OUTLETS)
    assert [line.at for line in typed] == sorted({line.at for line in typed})
    letters = "".join("".join(line.text.split()) for line in typed)
    assert sorted(letters) == sorted("".join(normalise(raw).split()))
    assert all((line.kind in (Kind.BODY, Kind.HEADLINE, Kind.STANDFIRST, Kind.CAPTION))
               or line.reason for line in typed)  # fmt: skip


def test_reasons_have_kinds() -> None:
    assert kind_of_reason("view counter") is Kind.COUNTER
    assert kind_of_reason("name alone above the date, kept as a field") is Kind.BYLINE
    assert kind_of_reason("cross-heading") is Kind.CROSS_HEADING
    assert kind_of_reason("anything else") is Kind.FURNITURE


def _judged(*, item: str, caption: float, body: float) -> bool:
    """Whether a line within an article is out that the reader holds for a caption or furniture."""
    split = split_lines(normalise("\n\n".join([BODY] * 3 + [item] + [BODY] * 3)))
    sure = {kind: float(kind is Kind.BODY) for kind in Kind}
    read = {line.at: Reading(sure) for line in split}
    doubted = split[3]
    read[doubted.at] = Reading(
        sure | {Kind.BODY: body, Kind.CAPTION: caption, Kind.FURNITURE: 1 - body - caption}
    )
    return Judge(split, read, ()).is_out(doubted)


def test_an_item_of_the_articles_own_list_is_no_caption() -> None:
    assert not _judged(item="To mend the pier before the winter;", caption=0.9, body=0.05)
    assert _judged(item="The pier after the storm of the winter", caption=0.9, body=0.05)


def test_a_sentence_within_the_article_goes_only_where_the_reader_is_sure() -> None:
    sentence = "Both towns have said that they would pay for it."
    assert not _judged(item=sentence, caption=0.0, body=0.03)
    assert _judged(item=sentence, caption=0.0, body=0.001)
