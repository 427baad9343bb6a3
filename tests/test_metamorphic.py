"""What must not change a figure changes none, and what must change one changes it by what it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import framing

ARTICLES = {
    "quay": (
        "Quay News",
        "Harbour plan divides two towns",
        "The two towns argued on Monday over a plan for a new harbour wall.\n\n"
        "The mayor of the northern town said that the old colonial past must not decide it. "
        "The navy called the wall a threat to its ships.\n\n"
        "“We were never asked,” said Eva Lund, a fisher who lost her quay in the war of 1950. "
        "The ministry of defence said that missiles would stay where they are.",
    ),
    "ship": (
        "Daily Ship",
        "Navy warns of wall at harbour",
        "The navy warned on Monday that a wall at the harbour would put its ships in danger.\n\n"
        "Admiral Jon Berg told reporters that the military alliance needed the port. "
        "Experts doubted it, and an official who asked not to be named agreed with them.\n\n"
        "The occupation of the coast is remembered in both towns, the council said.",
    ),
    "herald": (
        "The Lantern",
        "Fishers march against the wall",
        "Hundreds of fishers marched through both towns on Monday against the new wall.\n\n"
        "“The harbour is ours,” the union said in a statement. "
        "Police officers watched the march and called it peaceful.\n\n"
        "The march recalled the protests of the past century against forced labour at the docks.",
    ),
}
PLAIN = "The gulls sat on the roofs along the street all through the long grey afternoon."
Corpus = dict[str, tuple[str, str, str]]


def measured(folder: Path, articles: Corpus, name: str = "a.jsonl") -> dict[str, bytes]:
    """The data files of a study on these articles."""
    rows = [
        {"id": id_, "outlet": outlet, "title": title, "published": "2031-02-10", "text": text}
        for id_, (outlet, title, text) in articles.items()
    ]
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    study = framing.Study(framing.Settings(articles=(path,)))
    return study.data_files(study.measure())


def figures(made: dict[str, bytes]) -> dict[str, dict[str, tuple[float, float, list[str]]]]:
    """By outlet and figure: its count, of how many, and its rows."""
    told = json.loads(made["comparison.json"])
    return {
        outlet["outlet"]: {
            key: (figure["count"], figure["n"], figure["rows"])
            for key, figure in outlet["figures"].items()
            if figure["count"]
        }
        for outlet in told["outlets"]
    }


@pytest.fixture(scope="module")
def plain(tmp_path_factory) -> dict[str, bytes]:
    made = measured(tmp_path_factory.mktemp("plain"), ARTICLES)
    for outlet in ("quay-news", "daily-ship", "the-lantern"):
        assert "statements" in figures(made)[outlet], outlet
    assert "frame.history" in figures(made)["quay-news"]
    return made


def test_the_order_of_the_articles_changes_nothing(plain, tmp_path):
    turned = measured(tmp_path, dict(reversed(ARTICLES.items())))
    differ = {name for name in plain if plain[name] != turned[name]}
    assert differ <= {"manifest.json"}  # which lists the digest of the table


def test_an_outlet_that_is_taken_away_changes_no_count_of_the_others(plain, tmp_path):
    less = figures(measured(tmp_path, {k: ARTICLES[k] for k in ("quay", "ship")}))
    whole = figures(plain)
    assert set(less) == {"quay-news", "daily-ship"}
    for outlet, counted in less.items():
        assert counted == whole[outlet]


def test_an_article_under_two_outlets_counts_the_same_for_both_and_is_nobodys_own(plain, tmp_path):
    two = ARTICLES | {"twin": ("Second Harbour", *ARTICLES["ship"][1:])}
    made = measured(tmp_path, two)
    found = figures(made)
    # The bodies that one article alone has bear its id.
    one, other = (
        {key.replace(f".{id_}/", ".ship/"): figure[:2] for key, figure in found[slug].items()}
        for slug, id_ in (("daily-ship", "ship"), ("second-harbour", "twin"))
    )
    assert one == other
    assert one["not_own"][0] == one["sentences"][0]
    before = {key: figure[:2] for key, figure in figures(plain)["daily-ship"].items()}
    assert {key: one[key] for key in before} == before
    assert set(one) - set(before) == {"not_own"}
    own = {each["outlet"]: each for each in json.loads(made["comparison.json"])["own_copy"]}
    for slug in ("daily-ship", "second-harbour"):
        assert slug not in own or own[slug]["figures"]["sentences"]["count"] == 0


def test_a_sentence_in_which_nothing_is_found_counts_once_and_as_nothing(plain, tmp_path):
    outlet, title, text = ARTICLES["quay"]
    longer = ARTICLES | {"quay": (outlet, title, f"{text}\n\n{PLAIN}")}
    found, whole = figures(measured(tmp_path, longer)), figures(plain)
    assert found["daily-ship"] == whole["daily-ship"]
    mine, before = found["quay-news"], whole["quay-news"]
    assert mine["sentences"][0] == before["sentences"][0] + 1
    assert mine["words"][0] == before["words"][0] + len(PLAIN.split())
    for family in ("frame.", "role.", "naming.", "country.", "speaker.", "fact.", "label."):
        counts = [
            {key: each[0] for key, each in some.items() if key.startswith(family)}
            for some in (mine, before)
        ]
        assert counts[0] == counts[1], family


@pytest.mark.parametrize(
    "change",
    [
        lambda text: f"\n\n\n{text}\n \n\n",
        lambda text: text.replace("\n\n", "\n\n\n \n\n"),
        lambda text: text.replace("\n\n", "\r\n\r\n"),
        lambda text: f"{text}\n\n* * *\n\n…\n\n.",
        lambda text: (
            f"Advertisement\n\n{text}\n\nShare this article\n\nSubscribe to our newsletter"
        ),
    ],
    ids=["blank around", "blank between", "other line ends", "junk at foot", "head and foot"],
)
def test_blank_lines_and_junk_around_the_text_change_no_row(plain, tmp_path, change):
    changed = {
        key: (outlet, title, change(text)) for key, (outlet, title, text) in ARTICLES.items()
    }
    made = measured(tmp_path, changed)
    for name in ("sentences.csv", "statements.csv", "towards.csv", "naming.csv", "facts.csv"):
        assert made[name].decode() == plain[name].decode(), name
    assert figures(made) == figures(plain)
