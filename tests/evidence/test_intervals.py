"""Figures and intervals: what they count, and what they may not depend on."""

from __future__ import annotations

import math
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from framing.codebooks import load_codebook
from framing.evidence import Comparison, compare
from framing.models import Field, Naming, Provenance, Role
from framing.outlets import load_outlets
from tests.builders import Line, make_analysis

CODEBOOK = load_codebook("history-security")
PROFILES = load_outlets()


def compared(analyses, **options) -> Comparison:
    return compare(analyses, codebook=CODEBOOK, profiles=PROFILES, **options)


def article(name: str, outlet: str, history: int, n: int):
    return make_analysis(
        name, outlet, [Line(frames=("history",) if i < history else ()) for i in range(n)]
    )


def test_a_share_is_counted_over_body_sentences():
    figure = compared([article("a", "one", 3, 12)]).outlet("one").figures["frame.history"]
    assert (figure.value, figure.count, figure.n, figure.of) == (0.25, 3, 12, "sentences")


def test_five_articles_are_a_sample_with_intervals():
    many = [article(f"a{i}", "one", i % 3, 6) for i in range(5)]
    figure = compared(many).outlet("one").figures["frame.history"]
    assert figure.articles == 5
    assert 0 < figure.low < figure.value < figure.high < 1


def test_four_articles_were_read_in_full_and_have_none():
    figures = compared([article(f"a{i}", "one", 1, 6) for i in range(4)]).outlet("one").figures
    assert all((figure.low, figure.high) == (None, None) for figure in figures.values())


def test_a_share_of_zero_claims_no_certainty():
    many = [article(f"a{i}", "one", 0, 10) for i in range(5)]
    figure = compared(many).outlet("one").figures["frame.history"]
    assert (figure.value, figure.low) == (0, 0)
    assert 0.1 < figure.high < 0.3


def test_a_share_of_one_claims_no_certainty():
    many = [article(f"a{i}", "one", 10, 10) for i in range(5)]
    figure = compared(many).outlet("one").figures["frame.history"]
    assert figure.high == 1
    assert 0.7 < figure.low < 0.9


def test_nothing_to_measure_is_none_not_zero():
    lines = [Line(polarity=None)] * 4
    figures = compared([make_analysis("a", "one", lines)]).outlet("one").figures
    assert figures["tone.polarity"].value is None
    assert figures["role.government"].value is None


def test_the_log_ratio_is_base_two_with_half_added():
    lines = [Line(frames=("history",))] * 3 + [Line(frames=("security",))] * 7
    ratio = compared([make_analysis("a", "one", lines)]).outlet("one").figures["logratio"]
    assert math.isclose(ratio.value, math.log2(3.5 / 7.5))


def test_statements_are_counted_by_role_and_naming():
    lines = [
        Line(role=Role.GOVERNMENT, naming=Naming.UNNAMED),
        Line(role=Role.EXPERT, naming=Naming.NAMED, speaker="Ana Ruiz"),
        Line(),
    ]
    outlet = compared([make_analysis("a", "one", lines)]).outlet("one")
    assert outlet.n_statements == 2
    assert outlet.figures["role.government"].value == 0.5
    assert outlet.figures["naming.named"].count == 1
    assert {s.speaker for s in outlet.speakers} == {"an official", "Ana Ruiz"}
    assert outlet.half_of_statements == 1


def test_a_named_speaker_of_two_articles_is_one_speaker():
    line = Line(role=Role.EXPERT, naming=Naming.NAMED, speaker="Ana Ruiz")
    outlet = compared([make_analysis(x, "one", [line]) for x in "ab"]).outlet("one")
    assert [(s.speaker, s.statements) for s in outlet.speakers] == [("Ana Ruiz", 2)]


def test_an_unnamed_speaker_of_two_articles_is_two():
    line = Line(role=Role.GOVERNMENT, naming=Naming.UNNAMED)
    outlet = compared([make_analysis(x, "one", [line]) for x in "ab"]).outlet("one")
    assert len(outlet.speakers) == 2


def test_own_copy_leaves_shared_sentences_out():
    lines = [Line(frames=("history",), shared_with=("b",)), Line(), Line(frames=("history",))]
    both = [make_analysis("a", "one", lines), make_analysis("b", "two", [Line()] * 2)]
    comparison = compared(both)
    assert comparison.outlets[0].figures["frame.history"].n == 3
    assert comparison.own_copy[0].figures["frame.history"].n == 2
    own = compared(both, own_copy_only=True)
    assert own.outlets[0].figures["frame.history"].n == 2


def test_with_own_copy_alone_words_and_labels_are_of_own_copy_too():
    label = ("colonial-rule", "annexation")
    shared = Line(frames=("history",), polarity=0.5, label=label, shared_with=("b",))
    own = Line(frames=("history",), polarity=-0.5)
    both = [make_analysis("a", "one", [shared, own]), make_analysis("b", "two", [Line()] * 2)]
    everything, found = compared(both), compared(both, own_copy_only=True)
    key = "label.colonial-rule.annexation"
    assert everything.outlet("one").figures[key].count == 1
    figures = found.outlet("one").figures
    assert key not in figures
    assert figures["frame.history"].row_ids == ("ONE-1.s2",)
    assert (figures["tone.polarity"].n, figures["tone.polarity"].value) == (1, -0.5)
    # The evidence and the data files show all copy, under the same names.
    assert found.rows.sentences[0].id == "ONE-1.s1"
    assert len(found.rows.mentions) == len(everything.rows.mentions)


def test_words_that_an_outlet_repeats_stay_its_own():
    lines = [Line(shared_with=("b",)), Line()]
    both = [make_analysis("a", "one", lines), make_analysis("b", "one", [Line()] * 2)]
    assert compared(both).own_copy[0].figures["frame.history"].n == 4


def test_copy_credited_to_another_agency_is_not_own():
    credit = [Field("Reuters", Provenance.EXTRACTED, "(Reuters)")]
    own = compared([make_analysis("a", "one", [Line()] * 3, agencies=credit)]).own_copy[0]
    assert own.n_sentences == 0
    assert own.figures["frame.history"].value is None


def test_a_difference_is_signed_as_asked():
    pair = {"one": 9, "two": 1}
    comparison = compared([article(f"{o}{i}", o, x, 12) for o, x in pair.items() for i in range(5)])
    there = comparison.difference("frame.history", "one", "two")
    back = comparison.difference("frame.history", "two", "one")
    assert there.value == -back.value
    assert (there.low, there.high) == (-back.high, -back.low)
    assert there.excludes_zero


lines = st.lists(
    st.builds(
        Line,
        frames=st.sets(st.sampled_from(["history", "security", "dialogue"])).map(
            lambda s: tuple(sorted(s))
        ),
        polarity=st.none() | st.floats(-1, 1),
        role=st.none() | st.sampled_from(list(Role)),
        new_paragraph=st.booleans(),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=25, deadline=None)
@given(st.lists(lines, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_articles_changes_nothing(articles, shuffler: random.Random):
    analyses = [make_analysis(f"a{i}", f"outlet-{i % 2}", body) for i, body in enumerate(articles)]
    shuffled = analyses[:]
    shuffler.shuffle(shuffled)
    one, two = compared(analyses), compared(shuffled)
    assert one.outlets == two.outlets
    assert one.differences == two.differences
    assert one.refs == two.refs


@settings(max_examples=25, deadline=None)
@given(lines)
def test_every_interval_holds_bounds(body):
    articles = [make_analysis(f"a{i}", "one", body[: max(1, len(body) - i)]) for i in range(5)]
    figures = compared(articles).outlets[0].figures
    assert figures["frame.history"].low is not None
    for name, figure in figures.items():
        if figure.low is None:
            continue
        assert figure.low <= figure.high
        if not name.startswith(("tone.", "logratio")):
            assert figure.low >= 0
            assert figure.high <= 1
            assert 0 <= figure.count <= figure.n
