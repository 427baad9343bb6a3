"""What holds for every template that ships: no number but figures and fields of rows, limits in the
theme, lines that can be read."""

from __future__ import annotations

import re

import pytest
from jinja2 import Environment, nodes

from framing.files import report_templates
from framing.report.templates import EXTENSIONS

FOLDER = report_templates() / "default"
TEMPLATES = sorted(FOLDER.rglob("*.j2"))
# Filters whose result is a number, or words for one.
NUMBERS = {"length", "count", "sum", "number", "percent", "signed", "plural", "number_word"}
NUMBERS |= {"int", "float", "round", "max", "min", "format"}
# Functions whose result is a figure's value, as a link to its rows or beside one.
FIGURES = {"figure", "in_words", "counted", "value", "points", "bars"}
# What is no figure and is printed all the same, and why.
ALLOWED = {
    "each.lines|length": "the lines that an outlet's name spans",
    "next_figure()": "the number of a chart",
    "articles|length": "how many articles the user gave",
    "outlets|length": "how many outlets they are of",
    "drawn|length": "how many articles a chart has room for",
    "shared|length": "passages: each stands in comparison.json with its rows",
    "facts|length": "the codebook's cards",
    "part.rest|number": "rows that stand in the CSV files alone",
    "p.same|number": "the words of two passages that stand beside each other",
    "p.words|number": "the words of two passages that stand beside each other",
    "tone_confidence|percent": "a setting",
    "p|signed": "what a word adds: a field of its row",
    "a.row.n_words": "the length of an article",
    "a.n_sentences": "the length of an article, as a link to its sentences",
    "line.cells|length": "the length of an article",
    "validation.coders|length": "of the validation record",
    "e.value|number": "of the validation record",
    "e.low|number": "of the validation record",
    "e.high|number": "of the validation record",
    "r.alpha.n": "of the validation record",
    "r.f1.n": "of the validation record",
    "theme.limits.passages": "how many passages are shown",
    "outlet.articles|length": "how many articles the user gave",
    "heads|length": "how many articles a page has room for",
    "story_lines|length": "how many articles a page has room for, and the columns of a grid",
    "fact.told|length": "the signs of its line, counted",
    "scored.n": "decides between 'sentence' and 'sentences': the figure stands beside it",
    "held|length": "the signs of a cell, counted",
    "rest|number": "speakers that stand in statements.csv alone",
    "each.likeness|number": "how like a coded example a sentence is: beside both",
    "doubtful|number": "lines that 'framing read' lists",
}
# The marks draw: their numbers are places on the paper.
GEOMETRY = {"charts/marks.html.j2"}


def written(node: nodes.Node) -> str:
    """An expression in short, without the arguments of calls and filters."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{written(node.node)}.{node.attr}"
    if isinstance(node, nodes.Filter):
        return f"{written(node.node)}|{node.name}"
    if isinstance(node, nodes.Call):
        return f"{written(node.node)}()"
    return type(node).__name__


def numbers(node: nodes.Node):
    """The expressions inside a printed one that give a number and are no figure."""
    if isinstance(node, nodes.Call):
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        if name in FIGURES:
            return
        if name == "next_figure":
            yield written(node)
    if isinstance(node, nodes.CondExpr):  # a number that only decides is not printed
        for inner in (node.expr1, node.expr2):
            if inner is not None:
                yield from numbers(inner)
        return
    if isinstance(node, nodes.Filter) and node.name in NUMBERS:
        inner = node.node
        while isinstance(inner, nodes.Filter) and inner.name in NUMBERS:
            node, inner = inner, inner.node
        yield written(node)
        return
    if isinstance(node, nodes.Getattr) and (
        node.attr.startswith("n_")
        or node.attr in ("n", "clusters", "passages")
        or (written(node.node) == "validation" and node.attr in ("sentences", "articles"))
    ):
        yield written(node)
        return
    sides = (node.left, node.right) if isinstance(node, nodes.Sub) else ()
    if any(written(side).endswith("|length") for side in sides):
        return  # how much of a list was left out
    if isinstance(node, nodes.Sub | nodes.Mul | nodes.Div):
        yield written(node)
    for inner in node.iter_child_nodes():
        yield from numbers(inner)


def printed(template: str):
    """The expressions that a template prints."""
    tree = Environment(extensions=EXTENSIONS).parse((FOLDER / template).read_text("utf-8"))
    for output in tree.find_all(nodes.Output):
        yield from (node for node in output.nodes if not isinstance(node, nodes.TemplateData))


@pytest.mark.parametrize("template", [str(path.relative_to(FOLDER)) for path in TEMPLATES])
def test_every_number_is_a_figure_or_a_field_of_a_row(template):
    if template in GEOMETRY:
        return
    found = {number for node in printed(template) for number in numbers(node)}
    assert found - ALLOWED.keys() == set()


def test_what_is_allowed_is_needed():
    names = (str(path.relative_to(FOLDER)) for path in TEMPLATES)
    found = {n for t in names if t not in GEOMETRY for node in printed(t) for n in numbers(node)}
    assert ALLOWED.keys() - found == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_can_be_read(path):
    text = path.read_text("utf-8")
    assert [line for line in text.splitlines() if len(line.encode()) > 125 or len(line) > 120] == []
    assert "namespace(" not in text


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_how_much_is_shown_stands_in_the_theme(path):
    tree = Environment(extensions=EXTENSIONS).parse(path.read_text("utf-8"))
    for cut in tree.find_all(nodes.Slice):
        ends = [end for end in (cut.start, cut.stop) if isinstance(end, nodes.Const)]
        assert all(end.value in (1, 2) for end in ends), (path.name, cut.lineno)
    for compared in tree.find_all(nodes.Compare):
        measured = isinstance(compared.expr, nodes.Filter) and compared.expr.name == "length"
        for operand in compared.ops:
            fixed = isinstance(operand.expr, nodes.Const) and operand.expr.value
            # Two columns of a passage, a title that needs smaller type: the page's own geometry.
            assert not (measured and fixed and fixed not in (1, 2, 50)), (path.name, operand.lineno)


def test_the_docs_of_templates_name_functions_that_there_are():
    text = (FOLDER / "charts/parts.html.j2").read_text("utf-8")
    macros = re.findall(r"{% macro (\w+)\(", text)
    assert {"chart", "table", "chapter"} <= set(macros)
