"""What a stranger wrote is harmless where it goes: spreadsheets, consoles, browsers, paths."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing as package
from framing.cells import csv_sheet, read_sheet
from framing.errors import TemplateError
from framing.report.document import as_data, finished
from framing.sinks import cell, console, csv_bytes, file_name, from_cell
from tests.cli.helpers import Shell

ESCAPE = "\x1b]0;owned\x07\x1b[2J"
ANY = st.text(st.characters(codec="utf-8"), max_size=30)
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@given(st.one_of(ANY, st.tuples(st.sampled_from([*FORMULAS, "'", "''="]), ANY).map("".join)))
def test_no_cell_is_a_formula_and_every_cell_comes_back(text):
    assert not cell(text).startswith(FORMULAS)
    assert from_cell(cell(text)) == text


@given(st.lists(st.sampled_from(["=1+1", "'=x", "-", "a", "@b", "'"]), min_size=2, max_size=4))
def test_a_sheet_gives_back_what_was_written(tmp_path_factory, row):
    path = tmp_path_factory.mktemp("sheet") / "s.csv"
    path.write_bytes(csv_sheet([row]))
    assert [cells for _, cells in read_sheet(path)] == [row]


@given(ANY)
def test_nothing_steers_a_terminal(text):
    shown = console(text)
    assert not any(c < " " and c not in "\n\t" for c in shown)
    assert not any("\u202a" <= c <= "\u202e" or "\x7f" <= c <= "\x9f" for c in shown)
    assert console(shown) == shown
    shown.encode()


def test_names_in_other_scripts_stay_as_they_are():
    for name in ("Χρόνος", "한겨레", "العربية", "Süddeutsche Zeitung", "👍🏽", "co\u00adop"):
        assert console(name) == name
    assert console("a\u202eb\x1b[1m\udc80") == r"a\u202eb\x1b[1m\udc80"
    assert file_name("caf\udce9.txt") == r"caf\xe9.txt"


@pytest.fixture
def nasty(tmp_path, monkeypatch, capsys):
    """A study whose outlet and words are written to do harm."""
    monkeypatch.chdir(tmp_path)
    row = {
        "text": "=1+1 the mayor said on Monday that a harbour would be built.\n\n"
        "-- @here The council said that it would pay.",
        "title": "+cmd|' /C calc'!A0",
        "outlet": f"=HYPERLINK[/]{ESCAPE}\u202e",
        "id": "@a",
    }
    Path("a.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    return Shell(capsys, monkeypatch)


def test_no_csv_that_is_written_holds_a_formula(nasty, tmp_path):
    assert nasty("report", "a.jsonl", "-o", "r.html").code == 0
    assert nasty("read", "a.jsonl", "-o", "rows.csv").code == 0
    assert nasty("speakers", "a.jsonl", "-o", "speakers.csv").code == 0
    paths = [*sorted(tmp_path.rglob("*.csv"))]
    assert len(paths) > 8
    for path in paths:
        for row in csv.reader(io.StringIO(path.read_text("utf-8-sig"))):
            for found in row:
                numeric = found.lstrip("+-").replace(".", "", 1).isdigit()
                assert numeric or not found.startswith(FORMULAS), (path.name, found)


def test_rows_that_were_written_are_read_again_as_they_were(nasty):
    (first,) = package.read("a.jsonl")
    nasty("read", "a.jsonl", "-o", "rows.csv")
    (again,) = package.read("rows.csv", as_is=True)
    assert again.text == first.text
    assert again.outlet_name == first.outlet_name
    assert again.id == first.id


def test_no_command_lets_a_name_steer_the_terminal(nasty):
    for words in (
        ("report", "a.jsonl", "-o", "r.html"),
        ("read", "a.jsonl"),
        ("read", "a.jsonl", "--show", "@a"),
        ("analyse", "a.jsonl", "-o", "a.parts"),
    ):
        ran = nasty(*words)
        assert "\x1b" not in ran.out + ran.err, words
        assert "\u202e" not in ran.out + ran.err, words
    assert "[/]" in nasty("report", "a.jsonl", "-o", "r.html").out


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="file:///etc/hostname">',
        "<img src=http://evil.example/x.png>",
        "<IMG SRC='//evil.example/x.png'>",
        '<img srcset="http://evil.example/x.png 2x">',
        '<iframe src="theme:x.html"></iframe>',
        "<object data=x></object>",
        '<embed src="data:,x">',
        '<base href="http://evil.example/">',
        '<form action="http://evil.example/"><input></form>',
        '<button formaction="http://evil.example/">x</button>',
        '<meta http-equiv="refresh" content="0;url=http://evil.example/">',
        '<link rel="stylesheet" href="http://evil.example/x.css">',
        "<script src=http://evil.example/x.js></script>",
        '<video poster="file:///x"></video>',
        "<svg><image xlink:href='http://evil.example/x.png'/></svg>",
        '<p style="background: url(http://evil.example/x.png)">x</p>',
        "<style>@import 'http://evil.example/x.css';</style>",
        "<style>p { background: url( 'file:///x' ) }</style>",
        "<style>p { background: url(http://evil.example/x</style>",
        "<style>p { background: url('http://evil.example/x.png</style>",
        "<style>p { background: u\\72l(http://evil.example/x.png) }</style>",
        "<style>p { background: ur/**/l(x); color: red }</style><style>@import/**/'//e.example/x'</style>",
        "<style>@\\69mport 'http://evil.example/x.css';</style>",
        "<style>p { background: image-set('http://evil.example/x.png' 1x) }</style>",
        "<style>p { --x: '//evil.example/x'; background: -webkit-image-set(var(--x) 1x) }</style>",
        "<style>@media print { p { background: src('//evil.example/x') } }</style>",
        "<p style=\"background: image-set('http://evil.example/x.png' 1x)\">x</p>",
        '<a href="https://example.org/" ping="http://evil.example/">x</a>',
        "<svg><style>@import &apos;http://evil.example/x&apos;;</style></svg>",
        "<svg><![CDATA[<style>]]><img src=http://evil.example/x></style></svg>",
        "<style>p { background: url(http://evil.example/x)}",
        "<textarea><style></textarea><img src=http://evil.example/x></style>",
        "<title><!--</title><img src=http://evil.example/x>-->",
        "<!--><img src=http://evil.example/x>-->",
        "<!-- x --!><img src=http://evil.example/x>-->",
        "<svg><a><animate attributeName='href' to='http://evil.example/'/>x</a></svg>",
    ],
)
def test_a_template_that_would_load_or_send_something_is_refused(markup):
    with pytest.raises(TemplateError):
        finished(f"<main>{markup}</main>", (), as_data)


def test_a_template_may_hold_what_stands_alone():
    html = (
        '<main id="a"><img src="data:image/png;base64,AA"><form class="filters"><input></form>'
        '<svg><use href="#a"/></svg><p style="color: red; fill: url(#a)">src=http://x.example '
        'url(http://x.example)</p><a href="https://example.org/">x</a>'
        "<style>p { color: red; content: 'url(x) //y'; fill: url(#a) } /* url(x) */</style><script>let action = 1;</script></main>"
    )
    assert finished(html, (), as_data) == html


@given(
    st.lists(
        st.lists(st.one_of(ANY, st.sampled_from(["a\rb", "\r", "=1\r\n"])), min_size=2, max_size=3),
        max_size=4,
    )
)
def test_each_row_of_a_csv_file_is_read_as_one_row(rows):
    """A carriage return inside a cell, which csv.writer leaves bare, ends no row."""
    for end in ("\n", "\r\n"):
        read = csv.reader(io.StringIO(csv_bytes(rows, end).decode(), newline=""))
        assert [[from_cell(cell) for cell in row] for row in read] == rows
