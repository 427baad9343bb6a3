"""Inputs made at random, for the tests and for ``python -m evaluation.fuzz``."""

from __future__ import annotations

from hypothesis import strategies as st

# What articles are made of, and what has broken readers before.
PIECES = [
    *(
        "'a ",
        "“",
        "”",
        '"',
        "''",
        "‘",
        "’",
        "…",
        "* * *",
        "###",
        "-- ",
        ".",
        "\n",
        "\n\n",
        "\t",
        "\u00a0",
    ),
    *(
        "the the U.S.",
        "According to the ",
        "officials said",
        "(Reuters)",
        "By Ana Ruiz",
        "\u202e",
        "\x1b[2J",
    ),
    *(
        "Mr. ",
        "Japan",
        "1910-45",
        "$",
        "=1+1",
        "<b>",
        "&amp;",
        "한국",
        "שלום",
        "👍🏽",
        "\ud800",
        "\x00",
    ),
    *(
        "The mayor said that ",
        "She told reporters ",
        "would not ",
        "attack ",
        "peace ",
        "Seoul",
        "a",
    ),
]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=60).map("".join)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
TOML = st.lists(
    st.sampled_from(
        [
            *('title = "T"', 'version = "1"', "[lists]", "[[frames]]", "a = 1", "a = [", "]", "="),
            *('id = "x"', 'name = "X"', 'colour = "#12436D"', 'pattern = "(a|aa)+$"', "[a.b]"),
            *('indicators = ["@x"]', 'x = ["@x"]', "\x00", "a = 1979-05-27", 'code = "XX"'),
            "a = " + "9" * 5000,
        ]
    ),
    max_size=12,
).map("\n".join)
