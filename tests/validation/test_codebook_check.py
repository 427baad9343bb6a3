"""Checking codebooks: examples are tests, and useless terms are named."""

from pathlib import Path

import pytest

from framing.codebooks import Codebook, list_codebooks, load_codebook
from framing.codebooks.load import new_codebook
from framing.validation.codebook_check import Kind, check_codebook

HEAD = 'title = "T"\nversion = "1"\n'


def frame(name: str, body: str, colour: str = "#000000") -> str:
    return f'[[frames]]\nid="{name}"\nname="{name}"\ndefinition="d"\ncolour="{colour}"\n{body}\n'


def codebook(tmp_path: Path, *frames: str) -> Codebook:
    path = tmp_path / "c.toml"
    path.write_text(HEAD + "".join(frames), encoding="utf-8")
    return load_codebook(path)


def kinds(checked: Codebook) -> list[tuple[str, str]]:
    return [(p.kind.value, p.key) for p in check_codebook(checked).problems]


@pytest.mark.parametrize("name", sorted(list_codebooks()))
def test_the_packaged_codebooks_pass_their_own_examples(name: str) -> None:
    found = check_codebook(load_codebook(name))
    assert [problem.message for problem in found.failed] == []
    assert found.examples >= 20
    told = (Kind.DEAD, Kind.DUPLICATE, Kind.COLOUR)
    assert [p.message for p in found.problems if p.kind in told] == []


def test_a_new_codebook_has_nothing_to_remark(tmp_path: Path) -> None:
    assert check_codebook(new_codebook("fresh", tmp_path)).problems == ()


def test_examples_that_come_out_wrong(tmp_path: Path) -> None:
    examples = (
        'include=[{sentence="No such word."}, {sentence="A wave came."}]\n'
        'exclude=[{sentence="A heat wave came."}]\n[[frames.indicators]]\nlemma=["wave"]'
    )
    found = check_codebook(codebook(tmp_path, frame("sea", examples)))
    assert found.examples == 3
    assert [p.key for p in found.failed] == ["frames.sea.include", "frames.sea.exclude"]
    assert "'wave' is found in “A heat wave came.”" in found.failed[1].message


@pytest.mark.parametrize(
    ("indicators", "expected"),
    [
        ('[[frames.indicators]]\nlemma=["wave"]\nnot_in=["wave"]', "dead"),
        ('[[frames.indicators]]\npattern=["wave|tide"]\nnot_in=["wave|tide|surf"]', "dead"),
        ('[[frames.indicators]]\nlemma=["wave"]\nnear=["wave"]', "dead"),
        ('[[frames.indicators]]\nlemma=["wave", "wave"]', "duplicate"),
        ('[[frames.indicators]]\nlemma=["wave", "high wave"]', "overlap"),
    ],
)
def test_useless_terms(tmp_path: Path, indicators: str, expected: str) -> None:
    assert kinds(codebook(tmp_path, frame("sea", indicators))) == [(expected, "frames.sea")]


@pytest.mark.parametrize(
    "indicators",
    [
        '[[frames.indicators]]\nlemma=["wave"]\nnot_in=["heat wave"]',
        '[[frames.indicators]]\nlemma=["high wave"]\n[[frames.indicators]]\nlemma=["wave"]\nnear=["sea"]',
    ],
)
def test_terms_that_have_their_use(tmp_path: Path, indicators: str) -> None:
    assert kinds(codebook(tmp_path, frame("sea", indicators))) == []


def test_words_that_two_frames_count(tmp_path: Path) -> None:
    body = '[[frames.indicators]]\nlemma=["wave"]'
    assert kinds(codebook(tmp_path, frame("sea", body), frame("heat", body, "#c02020"))) == [
        ("overlap", "frames.sea")
    ]


def test_frames_in_one_colour(tmp_path: Path) -> None:
    one = '[[frames.indicators]]\nlemma=["wave"]'
    other = '[[frames.indicators]]\nlemma=["drought"]'
    found = codebook(tmp_path, frame("sea", one, "#a06f0c"), frame("heat", other, "#b0700c"))
    assert kinds(found) == [("colour", "frames.heat.colour")]
