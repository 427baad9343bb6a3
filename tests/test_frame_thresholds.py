"""Thresholds are chosen so that little is found where a frame is not spoken of."""

from pathlib import Path

import numpy as np

from training.frames.elsewhere import part_of, to_choose_on
from training.frames.thresholds import Settings, lowest_allowed

SETTINGS = Settings(most=0.01, sure=0.95)


def test_the_lowest_threshold_leaves_one_in_a_hundred_or_fewer() -> None:
    p = np.array([0.9] * 5 + [0.5] * 20 + [0.1] * 1975)
    assert lowest_allowed(p, SETTINGS) == 0.51
    # Nothing is found: every threshold will do.
    assert lowest_allowed(np.zeros(2000), SETTINGS) == 0.01


def test_few_sentences_do_not_show_that_little_is_found() -> None:
    assert lowest_allowed(np.full(50, 0.1), SETTINGS) == 0.99


def test_no_sentence_of_the_last_articles_is_chosen_on(tmp_path: Path) -> None:
    for number in range(60):
        words = (f"In game {number} the player of side {i} scored twice." for i in range(20))
        (tmp_path / f"{number:03}.txt").write_text("\n\n".join(words), encoding="latin-1")
    once, rest = part_of(tmp_path, (), last=True), to_choose_on(tmp_path, ())
    assert once
    assert rest
    assert not set(once) & set(rest)
