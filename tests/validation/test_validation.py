"""Coding sheets, what coders write into them, and the record that reports print."""

import csv
import io
import json
from pathlib import Path

import pytest

from framing.codebooks import Codebook, load_codebook
from framing.errors import InputError, OutputError
from framing.models import Analysis
from framing.validation import Standing, find_record
from framing.validation.agreement import score
from framing.validation.record import disagreements, load_record, validate
from framing.validation.run import score_sheets, table, write_sheets
from framing.validation.semantic import as_article, by_words, code_articles
from framing.validation.sheet import Key, draw, load_key, read_coding, sheet_csv

TEXTS = [
    "Japan's colonial rule ended in 1945. It rained on Monday. The two navies held a joint drill.",
    "Talks will resume in June. The missile fell into the sea. She bought a hat. He slept.",
    "Tokyo has never atoned for the annexation of Korea. The tea was cold. Nobody came.",
    "The school opened at nine. A dog barked. The bus was late. The troops crossed the border.",
]


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return by_words(load_codebook("korea-japan"))


@pytest.fixture(scope="module")
def analyses(codebook: Codebook) -> list[Analysis]:
    return code_articles(codebook, [as_article(t, f"a{i}") for i, t in enumerate(TEXTS)])


@pytest.fixture
def key(analyses: list[Analysis], codebook: Codebook) -> Key:
    return draw(analyses, codebook, n=100)


def fill(path: Path, key: Key, flip: dict[tuple[str, str], str] | None = None) -> Path:
    """A sheet as a coder who agrees with the machine would fill it, but for ``flip``."""
    rows = list(csv.reader(io.StringIO(sheet_csv(key).decode("utf-8-sig"), newline="")))
    frames_of = {item.id: item.frames for item in key.items}
    for row in rows[1:]:
        for column, frame in enumerate(rows[0]):
            if frame in key.frames:
                code = str(int(frame in frames_of[row[0]]))
                row[column] = (flip or {}).get((row[0], frame), code)
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def test_a_whole_draw_holds_every_sentence_once(key: Key) -> None:
    assert len(key.items) == key.sentences == 14
    assert len({(item.article, item.sentence) for item in key.items}) == 14
    assert {item.weight for item in key.items} == {1.0}


def test_strata_are_drawn_alike_and_weigh_what_they_stand_for(
    analyses: list[Analysis], codebook: Codebook
) -> None:
    key = draw(analyses, codebook, n=8)
    counts: dict[str, list[float]] = {}
    for item in key.items:
        counts.setdefault(item.stratum, []).append(item.weight)
    assert len(key.items) == 8
    assert {s: len(w) for s, w in counts.items()} == {
        "history": 2,
        "security": 2,
        "dialogue": 1,
        "none": 3,
    }
    assert sum(item.weight for item in key.items) == pytest.approx(14)


def test_the_draw_depends_on_the_seed_and_not_on_the_order_of_articles(
    analyses: list[Analysis], codebook: Codebook
) -> None:
    one = draw(analyses, codebook, n=6)
    assert draw(analyses[::-1], codebook, n=6) == one
    assert draw(analyses, codebook, n=6, seed=2).items != one.items


def test_the_sheet_is_blind(key: Key) -> None:
    rows = list(csv.DictReader(io.StringIO(sheet_csv(key).decode("utf-8-sig"), newline="")))
    assert list(rows[0]) == ["id", "before", "sentence", "after", *key.frames, "comment"]
    assert all(row[frame] == "" for row in rows for frame in key.frames)


def test_a_sentence_that_looks_like_a_formula_is_text(codebook: Codebook) -> None:
    made = code_articles(codebook, [as_article("=SUM(A1) was typed by the clerk.", "a")])
    assert b"'=SUM(A1)" in sheet_csv(draw(made, codebook))


def test_coders_who_agree_with_the_machine(key: Key, tmp_path: Path) -> None:
    codings = [read_coding(fill(tmp_path / f"{name}.csv", key), key) for name in ("ann", "bo")]
    record = validate(key, codings)
    assert record.coders == ("ann", "bo")
    history = record.frame("history")
    assert history is not None
    assert (history.alpha.value, history.f1.value) == (1.0, 1.0)
    assert history.standing is Standing.RELY
    territory = record.frame("territory")
    assert territory is not None  # nobody coded it: nothing can be said
    assert territory.alpha.value is None
    assert territory.standing is Standing.UNRELIABLE
    assert list(disagreements(key, codings)) == []


def test_where_coders_differ_the_machine_is_not_judged(key: Key, tmp_path: Path) -> None:
    wrong = next(item.id for item in key.items if "history" in item.frames)
    codings = [
        read_coding(fill(tmp_path / "ann.csv", key), key),
        read_coding(fill(tmp_path / "bo.csv", key, {(wrong, "history"): "0"}), key),
    ]
    history = validate(key, codings).frame("history")
    assert history is not None
    assert history.f1.n == 13
    assert history.f1.value == 1.0
    assert 0 < (history.alpha.value or 0) < 1
    found = list(disagreements(key, codings))
    assert [(d.item, d.machine, d.codes) for d in found] == [
        (wrong, True, {"ann": True, "bo": False})
    ]


def test_the_majority_of_three_decides(key: Key, tmp_path: Path) -> None:
    missed = next(item.id for item in key.items if not item.frames)
    flip = {(missed, "dialogue"): "x"}
    codings = [
        read_coding(fill(tmp_path / f"{name}.csv", key, how), key)
        for name, how in (("a", flip), ("b", flip), ("c", None))
    ]
    dialogue = validate(key, codings).frame("dialogue")
    assert dialogue is not None
    assert dialogue.recall.value == 0.5
    assert dialogue.precision.value == 1.0


def test_weights_make_up_for_the_strata() -> None:
    # One sentence of a stratum of nine was missed: it stands for nine.
    human, machine = [True, True], [True, False]
    assert score(human, machine, weights=[1, 9]).recall.value == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("history", "geschichte"), ["column 'history' is missing"]),
        (("s01,", "s99,"), ["line 2", "no sentence 's99'"]),
    ],
)
def test_a_broken_sheet_is_named(
    key: Key, tmp_path: Path, change: tuple[str, str], words: list[str]
) -> None:
    path = fill(tmp_path / "ann.csv", key)
    path.write_text(path.read_text("utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_coding(path, key)
    assert all(word in str(caught.value) for word in [str(path), *words])


def test_a_code_that_is_none_is_named_with_its_place(key: Key, tmp_path: Path) -> None:
    path = fill(tmp_path / "ann.csv", key, {("s01", "security"): "maybe"})
    with pytest.raises(InputError, match="line 2, column 'security': 'maybe' is no code"):
        read_coding(path, key)


def test_empty_cells_are_missing_codes(key: Key, tmp_path: Path) -> None:
    path = fill(tmp_path / "ann.csv", key, {("s01", "security"): ""})
    assert "s01" not in read_coding(path, key).codes["security"]


def test_a_semicolon_sheet_is_read(key: Key, tmp_path: Path) -> None:
    path = fill(tmp_path / "ann.csv", key)
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8"), newline="")))
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    assert read_coding(path, key).size == 14


def test_from_sheets_to_the_record_that_reports_find(codebook: Codebook, tmp_path: Path) -> None:
    folder, records = tmp_path / "coding", tmp_path / "codebooks"
    articles = [as_article(text, f"a{i}") for i, text in enumerate(TEXTS)]
    key = write_sheets(articles, codebook, folder, n=10)
    assert load_key(folder / "key.json") == key
    assert "## Security" in (folder / "instructions.md").read_text("utf-8")
    with pytest.raises(OutputError, match="already"):
        write_sheets(articles, codebook, folder, n=10)
    with pytest.raises(InputError, match="is filled in"):
        score_sheets(folder, (), records)
    for name in ("coder-1", "coder-2"):
        fill(folder / f"{name}.csv", key)
    assert find_record(codebook, [records]) is None
    scored = score_sheets(folder, (), records, note="two students")
    found = find_record(codebook, [records])
    assert found == scored.record == load_record(scored.path)
    assert found.note == "two students"
    assert json.loads(scored.path.read_text("utf-8"))["schema"] == "framing.validation/1"
    assert scored.disagreements.read_text("utf-8-sig").startswith("frame,id,sentence,machine,")
    assert next(iter(table(found)))[:3] == ("history", "1.00 [1.00, 1.00]", "rely")
    score_sheets(folder, (), records)  # the list of disagreements is no coder's sheet


def test_a_record_holds_for_the_very_codebook_only(codebook: Codebook, tmp_path: Path) -> None:
    key = write_sheets([as_article(TEXTS[0], "a")], codebook, tmp_path, n=3)
    sheets = [fill(tmp_path / f"coder-{i}.csv", key) for i in (1, 2)]
    score_sheets(tmp_path, sheets, tmp_path)
    copy = tmp_path / "korea-japan.toml"
    copy.write_bytes(codebook.path.read_bytes() + b"\n# changed\n")
    assert find_record(codebook, [tmp_path]) is not None
    assert find_record(load_codebook(copy), [tmp_path]) is None


def test_a_broken_record_is_named(codebook: Codebook, tmp_path: Path) -> None:
    (tmp_path / "x.validation.json").write_text("{}")
    with pytest.raises(InputError, match=r"x\.validation\.json is not a validation record"):
        find_record(codebook, [tmp_path])


def test_one_coder_is_not_enough(key: Key, tmp_path: Path) -> None:
    coding = read_coding(fill(tmp_path / "ann.csv", key), key)
    for codings in ([coding], [coding, coding]):
        with pytest.raises(InputError, match="Two or more"):
            validate(key, codings)
