"""A little of what ``python -m evaluation.fuzz`` tries for long, chosen by hypothesis."""

from __future__ import annotations

import sys
from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from evaluation import fuzz, inputs, spans
from evaluation.inputs import Choices
from framing.models import Result, Span, Statement, Voice
from tests.builders import Line, make_analysis
from tests.strategies import made

FEW = {"statements": 8, "articles": 6, "readers": 30, "cleaning": 40, "pipeline": 8, "toml": 40}
FEW |= {"html": 3, "pdf": 2, "reports": 5, "templates": 30, "tables": 25, "quotations": 40}


@pytest.mark.parametrize("name", fuzz.SURFACES)
def test_nothing_but_an_error_that_users_can_act_on(name, tmp_path):
    fuzz.use(tmp_path)
    surface = fuzz.SURFACES[name]

    @seed(1)
    @settings(
        max_examples=FEW.get(name, 100),
        deadline=None,
        database=None,
        # Making a report smaller would take hours.
        phases=[Phase.generate, *([Phase.shrink] if surface.bounded else [])],
        suppress_health_check=list(HealthCheck),
    )
    @given(made(surface.make))
    def check(drawn):
        fuzz.tried_once(surface, drawn)

    check()


def test_a_failing_input_is_told_and_made_smaller(tmp_path, monkeypatch, capsys):
    def no_quotation(text):
        assert "”" not in text

    monkeypatch.setitem(fuzz.SURFACES, "cells", fuzz.Surface(no_quotation, inputs.texts))
    monkeypatch.setattr(sys, "argv", ["fuzz", "cells", "--inputs", "30"])
    assert fuzz.main() == 1
    told = capsys.readouterr().out.splitlines()
    assert "made smaller:" in told[0]
    assert told[1] == "'”'"


def test_shares_and_a_run_that_goes_on_try_each_input_once(tmp_path, monkeypatch, capsys):
    tried = []
    monkeypatch.setitem(fuzz.SURFACES, "cells", fuzz.Surface(tried.append, inputs.texts))
    state = tmp_path / "state.json"
    for words in (["--shard", "1/2"], ["--shard", "2/2"], ["--shard", "1/2"]):
        for most in (5, 9):
            argv = ["fuzz", "cells", "--state", str(state), "--inputs", str(most), *words]
            monkeypatch.setattr(sys, "argv", argv)
            assert fuzz.main() == 0
    assert "cells: 5 inputs" in capsys.readouterr().out.splitlines()[-1]
    every = [inputs.texts(Choices(Random(f"cells/1/{number}"))) for number in range(9)]
    assert sorted(tried) == sorted(every)


def test_memory_that_grows_a_little_in_every_slice_is_told(monkeypatch, capsys):
    held = iter(range(0, 10 * fuzz.MOST_MEMORY, fuzz.MOST_MEMORY // 3))
    monkeypatch.setattr(fuzz, "most_memory", lambda: next(held))
    monkeypatch.setitem(fuzz.SURFACES, "cells", fuzz.Surface(len, inputs.texts))
    for most, code in (("1000", 0), ("2500", 1)):
        monkeypatch.setattr(sys, "argv", ["fuzz", "cells", "--inputs", most])
        assert fuzz.main() == code
    assert "broken, more than 1024 MiB" in capsys.readouterr().out


def test_what_of_a_statement_stands_in_no_sentence_is_told():
    made = make_analysis(
        "a", "quay-news", [Line("One ship left."), Line("Two came."), Line("End.")]
    )
    whole = Span(0, len(made.article.text))
    assert spans.outside(whole, made) == ""
    lacking = replace(made, sentences=(made.sentences[0], made.sentences[2]))
    assert spans.outside(whole, lacking) == "Two came."
    statement = Statement(
        content=(made.sentences[0].span, made.sentences[1].span), cue=None, source=None,
        voice=Voice.INDIRECT, speaker="", speaker_id="x",
    )  # fmt: skip
    sources = Result(analyser="sources", version="1", statements=(statement,))
    spans.check_spans(replace(made, results={"sources": sources}))
    with pytest.raises(AssertionError, match="Two came"):
        spans.check_spans(replace(lacking, results={"sources": sources}))
