"""Inputs made at random for the tests: hypothesis chooses what ``evaluation/inputs.py`` makes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import strategies as st

from evaluation.inputs import Choices


class _Drawn(Choices):
    """Choices of hypothesis, which makes them smaller where a test fails."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        super().__init__()
        self._draw = draw

    def number(self, high: int) -> int:
        return self._draw(st.integers(0, high))

    def pick(self, of: Sequence[Any]) -> Any:
        return self._draw(st.sampled_from(of))

    def text(self, most: int) -> str:
        return self._draw(st.text(max_size=most))


def made(make: Callable[[Choices], Any]) -> st.SearchStrategy[Any]:
    """What a maker makes."""
    return st.composite(lambda draw: make(_Drawn(draw)))()


# What stands where an address should: parts of addresses in an order that no address has.
ADDRESSES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *(
                    "http://",
                    "https://",
                    "//",
                    "www.",
                    "[",
                    "]",
                    "[::1]",
                    "]:",
                    ":99999",
                    ":x",
                    "@",
                ),
                *("/", "?", "#", "%", ".", ".example", "bbc.co.uk", "℀.com", "xn--", "a b"),
            ]
        ),
        st.text(max_size=4),
    ),
    max_size=6,
).map("".join)
