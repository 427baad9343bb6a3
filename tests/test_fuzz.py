"""A little of what ``python -m evaluation.fuzz`` tries for long."""

from __future__ import annotations

import pytest

from evaluation import fuzz


@pytest.mark.parametrize("name", fuzz.SURFACES)
def test_nothing_but_an_error_that_users_can_act_on(name, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(fuzz, "_folder", tmp_path)
    inputs = {"statements": 40, "articles": 12, "readers": 60, "cleaning": 60, "pipeline": 25}
    inputs |= {"html": 8, "pdf": 3}
    assert fuzz.fuzz(name, inputs.get(name, 100), 1), capsys.readouterr()
