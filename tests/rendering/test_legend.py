"""The key of evaluative words stands only where one is marked."""

from __future__ import annotations

import pytest

from framing.report.pages import NameCell, NameLine
from framing.report.reading import CellView, HeadView, LineView, Segment
from framing.report.templates import judges

PLAIN, MARKED = Segment("the ferry"), Segment("brutal", loaded=True)


def head(**parts: list[Segment]) -> HeadView:
    held = {"headline": [PLAIN], "standfirst": [], "first": [PLAIN]} | parts
    return HeadView("O", "O-1", "", "", "", **held, who="", remarks=[])


@pytest.mark.parametrize("part", ["headline", "standfirst", "first"])
def test_a_head_says_whether_a_word_is_marked_in_it(part) -> None:
    assert not head().evaluates
    assert head(**{part: [PLAIN, MARKED]}).evaluates


def test_a_story_line_says_so_of_the_sentences_that_have_room() -> None:
    cells = [CellView(None, [piece], (), (), ()) for piece in (PLAIN, MARKED)]
    assert LineView("O", "O-1", "", "", cells, shown=2).evaluates
    assert not LineView("O", "O-1", "", "", cells, shown=1).evaluates


def test_names_say_so_of_the_wordings_that_have_room() -> None:
    line = NameLine("the rule", {"o": NameCell([("", "rule", ""), ("brutal", "rule", "")])})
    assert judges([line], most=2)
    assert not judges([line], most=1)
    assert not judges([], most=2)
