"""The measure of speakers joined across outlets."""

from __future__ import annotations

from evaluation.joined import joined_pairs

GOLD = {
    ("quay", "Post", "a", "1"): "Eva Lund",
    ("quay", "Post", "a", "2"): "Nils Berg",
    ("quay", "Daily", "b", "1"): "Eva Lund",
    ("quay", "Daily", "b", "2"): "Nils Berg",
    ("quay", "Daily", "b", "3"): "Karl Lund",
}


def test_pairs_of_speakers_are_counted_across_outlets():
    got = {
        ("quay", "Post", "a", "1"): "lund",
        ("quay", "Post", "a", "2"): "berg",
        ("quay", "Daily", "b", "1"): "lund",
        ("quay", "Daily", "b", "2"): "b/berg",
        ("quay", "Daily", "b", "3"): "lund",
    }
    pairs = joined_pairs(GOLD, got)
    assert (pairs.both, pairs.found, pairs.gold) == (1, 2, 2)
    assert (pairs.precision, pairs.recall) == (0.5, 0.5)
    assert [line.split(":")[0] for line in pairs.wrong] == ["joined", "apart"]


def test_statements_without_a_speaker_are_left_out_and_nothing_is_wrong():
    pairs = joined_pairs(GOLD, {("quay", "Post", "a", "1"): "lund"})
    assert (pairs.both, pairs.found, pairs.gold) == (0, 0, 0)
    assert (pairs.precision, pairs.recall) == (1.0, 1.0)
