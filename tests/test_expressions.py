"""No text makes a regular expression of ours take more than time in the square of its length."""

from __future__ import annotations

import re

import pytest

from evaluation import expressions


def test_none_of_the_package_does():
    found = list(expressions.expressions())
    assert len(found) > 400
    told = (expressions.slow(pattern, name, 200, behind=1) for name, pattern in found)
    assert [each for each in told if each] == []


@pytest.mark.parametrize(
    ("wrong", "length"), [(r"\s*\s*\s*x", 200), (r"(?:[a-z]+ ?){1,4}$", 60), (r"(a|aa)+$", 30)]
)
def test_those_that_do_are_found(wrong, length):
    assert expressions.slow(re.compile(wrong), "wrong", length, behind=0)


def test_the_words_of_an_expression_are_tried_as_they_are_and_again_and_again():
    texts = list(expressions.attacks(re.compile("(?:by|of)[©-®] ?"), 8, behind=1))
    assert "by ©©©©©©©©\0" in texts
    assert " of of of\0" in texts
