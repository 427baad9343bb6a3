"""What someone is said to call a thing is not the writer's name for it."""

from __future__ import annotations

import pytest

from framing.text.called import is_called
from framing.text.parse import load_model


@pytest.mark.parametrize(
    ("sentence", "word", "called"),
    [
        ("The invasion, which Norland calls a special operation, began in May.", "operation", True),
        ("Mr Dahl accused Ms Lund of scaremongering.", "scaremongering", True),
        ("The minister regards them as terrorists.", "terrorists", True),
        ("Troops attacked the terrorists in the town.", "terrorists", False),
        ("The regime called for talks.", "regime", False),
        ("The army condemned the massacre.", "massacre", False),
    ],
)
def test_a_name_that_someone_gives(sentence, word, called):
    doc = load_model(frozenset({"tagger", "lemmatizer", "parser"}))(sentence)
    assert is_called(next(token for token in doc if token.text == word)) is called
