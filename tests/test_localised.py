"""Dates and numbers as the reader's language writes them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import InputError
from framing.wording import day, number, percent, signed, written_in

DAY = date(2011, 1, 4)


@pytest.mark.parametrize(
    ("locale", "written", "thousands", "share", "below"),
    [
        ("en-GB", "4 January 2011", "1,234.5", "12%", "−0.40"),
        ("en-US", "January 4, 2011", "1,234.5", "12%", "−0.40"),
        ("de", "4. Januar 2011", "1.234,5", "12\xa0%", "−0,40"),
        ("ko", "2011년 1월 4일", "1,234.5", "12%", "−0.40"),
    ],
)
def test_dates_and_numbers_follow_the_locale(locale, written, thousands, share, below):
    with written_in(locale):
        assert day(DAY) == written
        assert number(1234.5, 1) == thousands
        assert percent(0.12) == share
        assert signed(-0.4) == below


def test_outside_of_the_block_nothing_has_changed():
    with written_in("de"):
        pass
    assert day(DAY) == "4 January 2011"


@pytest.mark.parametrize("name", ["", "xx-XX", "english", "en-GB-oed-what", "../de"])
def test_an_unknown_locale_is_told(name):
    with pytest.raises(InputError, match="no locale"), written_in(name):
        pass


@given(st.floats(-1, 1, allow_nan=False))
def test_no_negative_zero_and_the_sign_is_a_minus(value):
    text = signed(value)
    assert "-" not in text
    assert text not in ("−0.00", "+0.00")


@given(st.floats(0, 1, allow_nan=False))
def test_a_part_is_never_none_or_all(share):
    text = percent(share)
    assert (text == "0%") == (share == 0)
    assert (text == "100%") == (share == 1)
