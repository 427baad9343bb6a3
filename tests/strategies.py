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
        "<inserted onclick=x>",
        "{{ 7 }}{% for",
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
# One piece again and again: what takes time in the square of its length shows here.
LONG = st.builds(
    lambda before, piece, times, after: (before + (piece * times) + after)[:3000],
    *(TEXTS, st.one_of(st.sampled_from(PIECES), st.text(min_size=1, max_size=4))),
    *(st.integers(50, 1500), TEXTS),
)
# Prose that attributes, in an order that nobody would write.
ATTRIBUTING = st.lists(
    st.sampled_from(
        [
            *("“We will not yield,” ", "said Kim. ", "she said. ", "Lee told reporters that "),
            *(
                "the ministry said ",
                "according to Ana Ruiz, ",
                "a mayor of ",
                "the U.S. ",
                "he ",
                "'",
            ),
            *(
                "“",
                "”",
                '"',
                "\n\n",
                "\n",
                "told ",
                "whose aides denied it, ",
                "the the ",
                ", ",
                ". ",
            ),
            *(
                "Officials warned: ",
                "an expert on Japan, ",
                "added, ",
                "asked? ",
                "… ",
                "— ",
                "(AFP) ",
            ),
            *("his lawyer ", "Mr. ", "Dr ", "Governor Oh Se-hoon ", "will march ", "on Monday. "),
            *("“I", "’m tired”", " it was ", "reported by the agency ", "and ", "that ", "“that "),
        ]
    ),
    max_size=50,
).map("".join)
_NAMES = [
    *("text", "Title", "outlet", "source", "date", "published", "url", "byline", "id", "language"),
    *("Headline", "full_text", "", "=1+1", "content", "text "),
]
CELLS = st.one_of(
    st.sampled_from(
        ["2011-01-10", "99/99/9999", "en", "de", "http://a.example/b", "nan", "0", "x" * 300]
    ),
    TEXTS,
    ATTRIBUTING,
)
# The header of a table, and its rows: any number of cells, as exports have them.
TABLES = st.tuples(
    st.lists(st.sampled_from(_NAMES), min_size=1, max_size=6),
    st.lists(st.lists(CELLS, max_size=7), max_size=4),
)
# A study of a few articles: outlet, headline, byline, date and text of each.
STUDIES = st.lists(
    st.tuples(
        st.one_of(st.sampled_from(["Quay News", "DNA", "Yonhap"]), TEXTS),
        *(TEXTS, TEXTS, st.sampled_from([None, "2031-02-10", "2031-02-11", "1999-01-01"])),
        st.one_of(ATTRIBUTING, TEXTS, st.tuples(ATTRIBUTING, TEXTS).map("".join)),
    ),
    min_size=1,
    max_size=4,
)
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
