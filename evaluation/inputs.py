"""Inputs at random: what people's files could hold, made from a row of whole numbers.

Each maker asks ``Choices`` for numbers and for nothing else. The tests let hypothesis choose
(``tests/strategies.py``); ``python -m evaluation.fuzz`` chooses with a generator of its own, which
is twenty times as quick, keeps the numbers, and makes the row smaller where an input fails.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import framing

T = TypeVar("T")
Row = tuple[str, str, str, str | None, str]


class Choices:
    """What a maker chooses from: random numbers, or a row of them given before, then zeros."""

    def __init__(self, random: Random | None = None, given: Sequence[int] = ()) -> None:
        self._random, self._given = random, given
        self.made: list[int] = []

    def number(self, high: int) -> int:
        """A whole number from 0 to ``high``."""
        if self._random:
            found = int(self._random.random() * (high + 1))
        else:
            at = len(self.made)
            found = min(self._given[at], high) if at < len(self._given) else 0
        self.made.append(found)
        return found

    def pick(self, of: Sequence[T]) -> T:
        """One of some values."""
        return of[self.number(len(of) - 1)]

    def several(self, most: int, make: Callable[[Choices], T], least: int = 0) -> list[T]:
        """Some values."""
        return [make(self) for _ in range(least + self.number(most - least))]

    def text(self, most: int) -> str:
        """A few characters of any script; of Latin letters, half of them."""
        return "".join(self.several(most, _character))


def _character(choose: Choices) -> str:
    if choose.number(1):
        return chr(32 + choose.number(94))
    code = choose.number(choose.pick((0xFF, 0x2FFF, 0xFFFF, 0x10FFFF)))
    return "?" if 0xD800 <= code <= 0xDFFF else chr(code)


# What articles are made of, and what has broken readers before.
PIECES = (
    *("'a ", "“", "”", '"', "''", "‘", "’", "…", "* * *", "###", "-- ", ".", "\n", "\n\n", "\t"),
    *("\u00a0", "the the U.S.", "According to the ", "officials said", "(Reuters)", "By Ana Ruiz"),
    *("\u202e", "\x1b[2J", "Mr. ", "Japan", "1910-45", "$", "=1+1", "<b>", "<inserted onclick=x>"),
    *("{{ 7 }}{% for", "&amp;", "한국", "שלום", "👍🏽", "\ud800", "\x00", "The mayor said that "),
    *("She told reporters ", "would not ", "attack ", "peace ", "Seoul", "a"),
)
# Prose that attributes, in an order that nobody would write.
_ATTRIBUTING = (
    *("“We will not yield,” ", "said Kim. ", "she said. ", "Lee told reporters that "),
    *("the ministry said ", "according to Ana Ruiz, ", "a mayor of ", "the U.S. ", "he ", "'"),
    *("“", "”", '"', "\n\n", "\n", "told ", "whose aides denied it, ", "the the ", ", ", ". "),
    *("Officials warned: ", "an expert on Japan, ", "added, ", "asked? ", "… ", "— ", "(AFP) "),
    *("his lawyer ", "Mr. ", "Dr ", "Governor Oh Se-hoon ", "will march ", "on Monday. "),
    *("“I", "’m tired”", " it was ", "reported by the agency ", "and ", "that ", "“that "),
)


def texts(choose: Choices) -> str:
    """Pieces of articles."""
    return "".join(choose.several(60, _piece))


def _piece(choose: Choices) -> str:
    return choose.pick(PIECES) if choose.number(1) else choose.text(8)


def long_texts(choose: Choices) -> str:
    """One piece again and again: what takes time in the square of its length shows here."""
    before = texts(choose)
    piece = choose.pick(PIECES) if choose.number(1) else choose.text(3) + "x"
    return (before + piece * (50 + choose.number(1450)) + texts(choose))[:3000]


def attributing(choose: Choices) -> str:
    """Prose with statements."""
    return "".join(choose.several(50, lambda c: c.pick(_ATTRIBUTING)))


def any_text(choose: Choices) -> str:
    """A text of either kind."""
    return choose.pick((texts, long_texts))(choose)


def articles(choose: Choices) -> str:
    """An article of any kind."""
    return choose.pick((texts, long_texts, attributing))(choose)


SUFFIXES = (".txt", ".html", ".csv", ".json", ".jsonl", ".eml", ".rss", ".rtf", ".mhtml", ".zip")


def files(choose: Choices) -> tuple[str, str]:
    """The ending of a file and what it holds."""
    return choose.pick(SUFFIXES), any_text(choose)


_NAMES = (
    *("text", "Title", "outlet", "source", "date", "published", "url", "byline", "id", "language"),
    *("Headline", "full_text", "", "=1+1", "content", "text "),
)
_CELLS = ("2011-01-10", "99/99/9999", "en", "de", "http://a.example/b", "nan", "0", "x" * 300)


def _cell(choose: Choices) -> str:
    return choose.pick((lambda c: c.pick(_CELLS), texts, attributing))(choose)


def tables(choose: Choices) -> tuple[list[str], list[list[str]]]:
    """The header of a table, and its rows: any number of cells, as exports have them."""
    header = choose.several(6, lambda c: c.pick(_NAMES), least=1)
    return header, choose.several(4, lambda c: c.several(7, _cell))


def studies(choose: Choices) -> list[Row]:
    """A study of a few articles: outlet, headline, byline, date and text of each."""
    return choose.several(4, _article, least=1)


def editions(choose: Choices) -> tuple[list[Row], str]:
    """A study of one article, and an edition of its report."""
    return [_article(choose)], choose.pick(("html", "pdf"))


def _article(choose: Choices) -> Row:
    outlet = choose.pick(("Quay News", "DNA", "Yonhap", "")) or texts(choose)
    dates = (None, "2031-02-10", "2031-02-11", "1999-01-01")
    title, byline, date = texts(choose), texts(choose), choose.pick(dates)
    kind = choose.number(2)
    text = attributing(choose) if kind != 1 else ""
    return outlet, title, byline, date, text + (texts(choose) if kind else "")


_LINES = (
    *('title = "T"', 'version = "1"', "[lists]", "[[frames]]", "a = 1", "a = [", "]", "="),
    *('id = "x"', 'name = "X"', 'colour = "#12436D"', 'pattern = "(a|aa)+$"', "[a.b]"),
    *('indicators = ["@x"]', 'x = ["@x"]', "\x00", "a = 1979-05-27", 'code = "XX"'),
    "a = " + "9" * 5000,
)


def toml(choose: Choices) -> str:
    """Lines of TOML; half of them a profile, codebook or settings of ours with values changed."""
    if choose.number(1):
        return "\n".join(choose.several(12, lambda c: c.pick(_LINES)))
    lines = list(choose.pick(_packaged()))
    for _ in range(choose.number(6)):
        at = choose.number(len(lines) - 1)
        key, is_pair, _ = lines[at].partition(" = ")
        what = choose.number(4)
        if what == 0:
            del lines[at : at + 1 + choose.number(3)]
        elif what == 1:
            lines.insert(at, choose.pick(lines))
        elif what == 2:
            lines.insert(at, choose.pick(_LINES))
        elif is_pair:
            lines[at] = f"{key} = {written(value(choose))}"
        if not lines:
            break
    return "\n".join(lines)


@cache
def _packaged() -> Sequence[Sequence[str]]:
    data = Path(framing.__file__).parent / "data"
    found = [
        *sorted((data / "outlets").glob("*.toml")),
        *sorted((data / "codebooks").glob("*.toml")),
    ]
    made = [path.read_text("utf-8").splitlines()[:120] for path in found]
    settings = ('title = "T"', "jobs = 1", 'format = "html"', 'articles = ["a"]', "[outlets]")
    return [*made, settings]


def value(choose: Choices, deep: int = 3) -> object:
    """A value as TOML and JSON have them, lists and tables too."""
    kind = choose.number(7 if deep else 5)
    if kind < 2:
        return texts(choose)[:40] if kind else choose.text(12)
    if kind < 6:
        return (bool(choose.number(1)), choose.number(10**9) - 5, choose.number(99) / 7, "#12436D")[
            kind - 2
        ]
    if kind == 6:
        return choose.several(3, lambda c: value(c, deep - 1))
    return {c: value(choose, deep - 1) for c in choose.several(3, lambda c: c.text(8))}


def written(found: object) -> str:
    """A value as TOML writes it."""
    if isinstance(found, str):
        plain = found.encode("utf-8", "replace").decode()
        escaped = (c if c >= " " and c not in '"\\\x7f' else f"\\u{ord(c):04x}" for c in plain)
        return f'"{"".join(escaped)}"'
    if isinstance(found, bool):
        return str(found).lower()
    if isinstance(found, list):
        return f"[{', '.join(map(written, found))}]"
    if isinstance(found, dict):
        return f"{{{', '.join(f'{written(k)} = {written(v)}' for k, v in found.items())}}}"
    return str(found)


# A template's expressions: names of the context and of what they hold, filters, functions, tests.
_ROOTS = (
    *("title", "outlets", "articles", "frames", "poles", "findings", "codebook", "theme", "roles"),
    *("flags", "facts", "actors", "shared", "countries", "chance", "imprint", "validation"),
    *("methods", "label_sets", "groups", "tone_axis", "unit", "loop", "nothing", "outlet", "self"),
    *("outlets[0]", "articles[0]", "articles[0].row", "articles[0].sentences[0]", "article"),
    *("outlets[0].figures", "namespace(a=1)", "dict(a=[1])", "cycler(1, 2)", "range(3)", "[]"),
    *("1", "-1", "0.5", "'x'", "''", "none", "true", "['b', 'a']", "{'a': 1}", "10 ** 9", "(1, 2)"),
)
_ATTRIBUTES = (
    *(".name", ".slug", ".text", ".id", ".figures", ".articles", ".sentences", ".statements"),
    *("[0]", "[-1]", "['name']", "[99]", "[:2]", ".row", ".colour", ".items()", ".title()"),
    *(".__class__", ".format(1)", ".value", ".rows", ".key", ".keys()", ".frame('history')", "()"),
    *(".split()", ".join([1])", ".nothing", ".speakers", ".own_figures", ".path", ".date"),
)
_OPERATORS = (" + ", " - ", " * ", " / ", " // ", " % ", " ** ", " ~ ", " and ", " in ", " == ")
_COMPARES = (
    " is defined",
    " is number",
    " < 3",
    " if true else 1",
    " is divisibleby(3)",
    " is in([])",
)
_ARGUMENTS = ("", "", "(2)", "('name')", "(attribute='name')", "(0)", "(none)", "(1, 2)", "(-3)")


_PARTS = "{% import 'charts/parts.html.j2' as parts with context %}"


def templates(choose: Choices) -> str:
    """A small template."""
    return "".join(choose.several(5, lambda c: _node(c, 2)))


def _node(choose: Choices, deep: int) -> str:
    kind = choose.number(9 if deep else 3)
    if kind == 0:
        return choose.pick(("<p>", "</p>", "<a href=", "<b title='", "words ", "\n")) + choose.text(
            4
        )
    if kind < 4:
        return f"{{{{ {_expression(choose, 3)} }}}}"
    inner = "".join(choose.several(3, lambda c: _node(c, deep - 1)))
    made = _expression(choose, 2)
    return choose.pick(
        (
            f"{{% for outlet in {made} %}}{inner}{{{{ loop.index }}}}{{% else %}}0{{% endfor %}}",
            f"{{% if {made} %}}{inner}{{% elif {made} %}}1{{% endif %}}",
            f"{{% set article = {made} %}}{inner}",
            f"{{% macro m(a, b=1) %}}{inner}{{% endmacro %}}{{{{ m({made}) }}}}",
            f"{{% trans n={made} %}}{{{{ n }}}} words{{% endtrans %}}{inner}",
            f"{{% filter truncate(5) %}}{inner}{{% endfilter %}}",
            f"{{% with a = {made} %}}{inner}{{% endwith %}}",
            f"{{% include {made} %}}",
            f"{{% block b{choose.number(99)} %}}{inner}{{% endblock %}}",
            f"{_PARTS}{{{{ parts.{_call(choose)} }}}}",
            "{% raw %}{{" + inner[:9] + "{% endraw %}",
            "{% " + choose.text(6) + " %}",
        )
    )


def _expression(choose: Choices, deep: int) -> str:
    kind = choose.number(6 if deep else 1)
    if kind < 2:
        return choose.pick(_ROOTS) + "".join(choose.several(2, lambda c: c.pick(_ATTRIBUTES)))
    inner = _expression(choose, deep - 1)
    if kind < 4:
        return f"{inner}|{choose.pick(_filters())}{choose.pick(_ARGUMENTS)}"
    if kind == 4:
        return f"({inner}{choose.pick(_OPERATORS)}{_expression(choose, deep - 1)})"
    if kind == 5:
        return f"({inner}{choose.pick(_COMPARES)})"
    return (
        f"{_call(choose)[:-1]}, {inner})" if choose.number(1) else f"{_call(choose)[:-2]}({inner})"
    )


def _call(choose: Choices) -> str:
    keys = ("frame.history", "frame.history", "voice.direct", "tone", "nothing", "sentences")
    return f"{choose.pick(_functions())}('{choose.pick(keys)}')"


@cache
def _filters() -> Sequence[str]:
    from jinja2.filters import FILTERS  # noqa: PLC0415  (readers need no templates)

    from framing.report import templates as ours  # noqa: PLC0415

    # 'pprint' and the like of Jinja's own are in it; paddings are held by bounds (``bounded``).
    return sorted({*FILTERS, *ours.FILTERS})


@cache
def _functions() -> Sequence[str]:
    from framing.report import templates as ours  # noqa: PLC0415

    return (*sorted(ours.FUNCTIONS), "chart", "table", "chapter", "caller")


def shrunk(
    make: Callable[[Choices], Any], made: Sequence[int], fails: Callable[[Any], bool]
) -> Any:
    """The smallest input found that fails as one did: pieces of its row of numbers are left out,
    and numbers made smaller, as long as that helps.

    Args:
        make: makes an input.
        made: the numbers that it was made of.
        fails: whether an input fails; may say no when it has had enough.
    """
    best, before = list(made), None
    while best != before:
        before = list(best)
        for size in (64, 32, 16, 8, 4, 3, 2, 1):
            at = 0
            while at < len(best):
                shorter = best[:at] + best[at + size :]
                if fails(make(Choices(given=shorter))):
                    best = shorter
                else:
                    at += 1 if size < 8 else size
        for at, number in enumerate(best):
            for smaller in (0, number // 2, number - 1):
                tried = [*best[:at], smaller, *best[at + 1 :]]
                if 0 <= smaller < best[at] and fails(make(Choices(given=tried))):
                    best = tried
                    break
    return make(Choices(given=best))
