"""Candidates for shared copy: by all pairs, and by hashing for many articles."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from framing.shared_copy.candidates import MAX_HOLDERS, candidate_pairs

VOCABULARY = [f"word{i}" for i in range(400)]


def sentence(rng: random.Random, n: int = 20) -> tuple[str, ...]:
    return tuple(rng.choice(VOCABULARY) for _ in range(n))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 12), st.integers(0, 12))
def test_hashing_finds_every_shared_run_of_eight_words(seed: int, i: int, j: int) -> None:
    rng = random.Random(seed)
    one, other, run = sentence(rng), sentence(rng), sentence(rng, 8)
    one, other = one[:i] + run + one[i:], other[:j] + run + other[j:]
    others = [sentence(rng) for _ in range(5)]
    sentences = [one, *others, other]
    assert (0, 6) in candidate_pairs(sentences, list(range(7)), exact=0)
    assert (0, 6) in candidate_pairs(sentences, list(range(7)))


def test_hashing_finds_edited_sentences_as_all_pairs_do() -> None:
    rng = random.Random(5)
    sentences = []
    for _ in range(200):
        one = sentence(rng)
        edited = list(one)
        for at in rng.sample(range(len(one)), 3):
            edited[at] = rng.choice(VOCABULARY)
        sentences += [one, tuple(edited)]
    owners = list(range(len(sentences)))
    wanted = {(i, i + 1) for i in range(0, 400, 2)}
    assert len(wanted & set(candidate_pairs(sentences, owners))) >= 195
    assert len(wanted & set(candidate_pairs(sentences, owners, exact=0))) >= 195


def test_unrelated_sentences_are_no_candidates() -> None:
    rng = random.Random(6)
    sentences = [sentence(rng) for _ in range(300)]
    assert candidate_pairs(sentences, list(range(300))) == []
    assert len(candidate_pairs(sentences, list(range(300)), exact=0)) < 30


def test_one_owner_has_no_pairs() -> None:
    same = sentence(random.Random(1))
    assert candidate_pairs([same, same], [7, 7]) == []


def test_a_sentence_that_very_many_hold_joins_them_in_a_chain() -> None:
    same = sentence(random.Random(1))
    n = MAX_HOLDERS * 5
    for exact in (10**6, 0):
        pairs = candidate_pairs([same] * n, list(range(n)), exact)
        assert pairs == [(i, i + 1) for i in range(n - 1)]


def test_short_and_empty_sentences_do_no_harm() -> None:
    sentences = [(), ("a",), ("a", "b"), ("x", "y", "z")]
    assert candidate_pairs(sentences, [0, 1, 2, 3], exact=0) == []
