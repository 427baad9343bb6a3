"""Agreement between coders and of a machine with a human."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask

from framing.validation.agreement import alpha, score


def oracle(codings: list[dict[str, str]]) -> float:
    data = [(f"coder{i}", unit, code) for i, c in enumerate(codings) for unit, code in c.items()]
    return float(AnnotationTask(data=data).alpha())


def test_the_worked_example_of_the_literature() -> None:
    # Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C: nominal data,
    # four observers, twelve units, missing data; alpha = 0.743.
    rows = [
        "1 2 3 3 2 1 4 1 2 * * *",
        "1 2 3 3 2 2 4 1 2 5 * 3",
        "* 3 3 3 2 3 4 2 2 5 1 *",
        "1 2 3 3 2 4 4 1 2 5 1 *",
    ]
    codings = [{str(i): code for i, code in enumerate(row.split()) if code != "*"} for row in rows]
    assert alpha(codings).value == pytest.approx(0.743, abs=0.0005)


codes = st.lists(st.sampled_from("abc"), min_size=4, max_size=4)


@given(st.lists(codes, min_size=2, max_size=12))
def test_alpha_is_that_of_nltk(rows: list[list[str]]) -> None:
    codings = [{f"u{i}": row[coder] for i, row in enumerate(rows)} for coder in range(4)]
    ours = alpha(codings).value
    if len({code for row in rows for code in row}) == 1:
        assert math.isnan(ours)  # nothing varies: alpha has no meaning
    else:
        assert ours == pytest.approx(oracle(codings), abs=1e-9)


def test_full_agreement_and_its_opposite() -> None:
    one = {"a": "1", "b": "0", "c": "1", "d": "0"}
    assert alpha([one, one]).value == 1.0
    assert alpha([one, {k: "10"[int(v)] for k, v in one.items()}]).value < -0.5


def test_units_that_one_coder_saw_do_not_count() -> None:
    one = {"a": "1", "b": "0", "c": "1"}
    assert alpha([one, {"a": "1", "b": "0"}]).n == 2
    assert alpha([one, {}]).n == 0


def test_scores_are_those_of_the_counts() -> None:
    human = [True] * 4 + [False] * 6
    machine = [True] * 3 + [False] * 5 + [True] * 2
    scores = score(human, machine)
    counts = (
        scores.true_positives,
        scores.false_positives,
        scores.false_negatives,
        scores.true_negatives,
    )
    assert counts == (3, 2, 1, 4)
    assert scores.precision.value == 3 / 5
    assert scores.recall.value == 3 / 4
    assert scores.f1.value == pytest.approx(2 / 3)
    assert scores.f1.low < 2 / 3 < scores.f1.high


def test_nothing_found_has_no_precision() -> None:
    scores = score([True, False], [False, False])
    assert math.isnan(scores.precision.value)
    assert scores.recall.value == 0.0
    assert scores.f1.value == 0.0


def test_clusters_widen_the_interval() -> None:
    human = [i % 2 == 0 for i in range(200)]
    machine = [h if i // 20 % 3 else not h for i, h in enumerate(human)]
    alone = score(human, machine).f1
    clustered = score(human, machine, [str(i // 20) for i in range(200)]).f1
    assert clustered.value == alone.value
    assert clustered.high - clustered.low > 1.5 * (alone.high - alone.low)


def test_the_same_data_give_the_same_interval() -> None:
    human, machine = [True, False, True, True], [True, True, True, False]
    assert score(human, machine) == score(human, machine)
