"""What is the same article, an updated version, or one story in two outlets; and what is cut."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from framing.errors import InputError
from framing.outlets import load_outlets
from framing.readers import ReadOutcome, read_paths
from tests.readers.writers import STORIES

OUTLETS = load_outlets()
TEXT = "\n\n".join(p for s in STORIES[:2] for p in s.paragraphs)
OTHER = STORIES[2].text
LATER = TEXT + "\n\nOn Sunday the authority added that the last of the ships had been brought in."


def read(tmp_path: Path, *rows: dict[str, Any], as_is: bool = False) -> ReadOutcome:
    path = tmp_path / "t.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return read_paths([path], outlets=OUTLETS, as_is=as_is)


def row(id_: str, text: str, outlet: str = "Quay News", **more: Any) -> dict[str, Any]:
    return {"id": id_, "text": text, "outlet": outlet, **more}


def test_the_same_article_twice_is_counted_once_and_told(tmp_path: Path) -> None:
    outcome = read(tmp_path, row("a", TEXT), row("b", OTHER), row("c", TEXT))
    assert [a.id for a in outcome.articles] == ["a", "b"]
    assert outcome.notes == ("t.jsonl: 'c' is the same article as 'a', and is not counted.",)
    assert outcome.articles[0].notes == ("Stands for 'c' as well (t.jsonl: the same article).",)


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        ({"published": "2024-03-01"}, {"published": "2024-03-02"}, "b"),
        ({"published": "2024-03-02"}, {"published": "2024-03-01"}, "a"),
        ({}, {}, "b"),
    ],
)
def test_of_two_versions_the_later_is_kept(
    tmp_path: Path, first: dict[str, str], second: dict[str, str], kept: str
) -> None:
    outcome = read(tmp_path, row("a", TEXT, **first), row("b", LATER, **second))
    assert [a.id for a in outcome.articles] == [kept]
    assert "an earlier version of the same article" in outcome.notes[0]


def test_three_versions_leave_one(tmp_path: Path) -> None:
    texts = [
        TEXT,
        LATER,
        LATER + " The pilots had worked for two nights without a pause, she said.",
    ]
    outcome = read(
        tmp_path,
        *(row(f"v{n}", text, published=f"2024-03-0{n}") for n, text in enumerate(texts, 1)),
    )
    assert [a.id for a in outcome.articles] == ["v3"]
    assert len(outcome.notes) == 2
    assert all("'v3'" in note for note in outcome.notes)


def test_one_story_in_two_outlets_stays_in_both_and_is_told(tmp_path: Path) -> None:
    outcome = read(tmp_path, row("a", TEXT), row("b", LATER, "Bay Herald"), row("c", OTHER))
    assert [a.id for a in outcome.articles] == ["a", "b", "c"]
    assert outcome.articles[0].notes == ("Nearly the same text as 'b' (Bay Herald).",)
    assert outcome.articles[1].notes == ("Nearly the same text as 'a' (Quay News).",)
    assert outcome.articles[2].notes == ()


def test_articles_that_share_a_part_are_two(tmp_path: Path) -> None:
    half = "\n\n".join([*STORIES[0].paragraphs, *STORIES[2].paragraphs])
    outcome = read(tmp_path, row("a", TEXT), row("b", half))
    assert [a.id for a in outcome.articles] == ["a", "b"]
    assert [a.notes for a in outcome.articles] == [(), ()]


def test_a_notice_that_comes_every_year_is_two_articles(tmp_path: Path) -> None:
    rows = [row("a", TEXT, published="2022-03-01"), row("b", LATER, published="2023-03-01")]
    outcome = read(tmp_path, *rows)
    assert len(outcome.articles) == 2
    assert all(a.notes for a in outcome.articles)


def test_equal_texts_of_unknown_outlets_may_be_two(tmp_path: Path) -> None:
    for name, head in (("one", "Share\n\n"), ("two", "")):
        (tmp_path / f"{name}.txt").write_text(f"{head}{STORIES[0].title}\n\n{TEXT}", "utf-8")
    outcome = read_paths([tmp_path], outlets=OUTLETS)
    assert [a.id for a in outcome.articles] == ["one", "two"]
    assert any("The same text as 'two'" in note for note in outcome.articles[0].notes)


def test_as_is_leaves_nothing_out(tmp_path: Path) -> None:
    outcome = read(tmp_path, row("a", TEXT), row("b", TEXT), as_is=True)
    assert [a.id for a in outcome.articles] == ["a", "b"]
    assert outcome.articles[1].notes == ("The same text as 'a'.",)


@pytest.mark.parametrize(
    "end",
    [
        "two tankers… [+2219 chars]",
        "two tankers [1234 chars]",
        "two tankers [...]",
        "two tankers […]",
        "two tankers… Continue reading",
        "two tankers... [truncated]",
        "ONLY AVAILABLE IN PAID PLANS",
    ],
)
def test_a_text_that_its_supplier_cut_is_not_measured(tmp_path: Path, end: str) -> None:
    outcome = read(tmp_path, row("a", f"{OTHER} {end}", title="Ferries"), row("b", TEXT))
    assert [a.id for a in outcome.articles] == ["b"]
    assert [s.path for s in outcome.skipped] == ["t.jsonl, 'a'"]
    assert outcome.skipped[0].reason.startswith("'Ferries': its supplier cut the text off")
    assert len(read(tmp_path, row("a", f"{OTHER} {end}"), as_is=True).articles) == 1
    with pytest.raises(InputError, match="cut the text off"):
        read(tmp_path, row("a", f"{OTHER} {end}"))


def test_an_article_that_ends_with_dots_or_brackets_is_whole(tmp_path: Path) -> None:
    ends = (
        "And so it went on…",
        "He called it “the worst [storm].”",
        "He wrote two [sic] letters.",
    )
    rows = [
        row(str(n), f"{s.text}\n\n{end}")
        for n, (s, end) in enumerate(zip(STORIES, ends, strict=True))
    ]
    assert len(read(tmp_path, *rows).articles) == 3


def test_an_outlets_name_with_more_around_it_is_the_profiles(tmp_path: Path) -> None:
    outcome = read(
        tmp_path, row("a", TEXT, "Global Times (Beijing)"), row("b", OTHER, "www.globaltimes.cn")
    )
    assert [a.outlet for a in outcome.articles] == ["global-times", "global-times"]
    field = outcome.articles[0].outlet_field
    assert field is not None
    assert field.evidence == "column 'outlet': 'Global Times (Beijing)'"


def test_columns_are_chosen_by_fields_that_there_are(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f'inhalt\n"{TEXT}"\n', "utf-8")
    outcome = read_paths([tmp_path / "t.csv"], outlets=OUTLETS, columns={"text": "inhalt"})
    assert len(outcome.articles) == 1
    with pytest.raises(InputError, match="no field 'txt'") as caught:
        read_paths([tmp_path / "t.csv"], outlets=OUTLETS, columns={"txt": "inhalt"})
    assert "Did you mean 'text'?" in caught.value.hint
