"""A frame of one's own: from coded sentences to a head, and what is said of it."""

import random
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from framing.analysers.heads import heads_path, readable
from framing.analysers.meaning import in_company
from framing.codebooks import load_codebook
from framing.errors import CodebookError, InputError, OutputError
from framing.evidence import compare
from framing.report.context import build_view
from framing.report.templates import render_html
from framing.settings import Settings
from framing.study import Study
from framing.validation import find_record
from framing.validation.codebook_check import check_codebook
from framing.validation.learn import (
    Lessons,
    Told,
    best_threshold,
    calibrated,
    fit_logistic,
    folds_of,
    foreseen,
    learn,
    to_code_next,
)
from framing.validation.run import KEY, write_key, write_sheets
from framing.validation.semantic import as_article, frames_of
from framing.validation.sheet import load_key, read_coding, sheet_csv, sheet_xlsx
from framing.validation.teach import gathered, next_sheet, not_used, teach
from framing.validation.workbook import rows
from tests.builders import Line, make_analysis

CODEBOOK = """title = "Food"
version = "1"
[[frames]]
id = "food"
name = "Food"
definition = "The sentence speaks of food, meals or cooking."
colour = "#000000"
by = "meaning"
include = [{ sentence = "The soup was served with bread." }]
"""
FOOD = (
    "The cook fried {0} in butter.|Guests ate {0} with rice.|She baked {0} for the wedding.|"
    "The restaurant serves {0} on Fridays.|Children shared {0} at lunch.|He seasoned {0} with salt."
).split("|")
DISHES = ["trout", "dumplings", "a cake", "lentils", "noodles", "pancakes", "lamb", "an omelette"]
OTHER = (
    "The {0} was repaired in March.|A new {0} opened near the station.|The {0} cost two million.|"
    "Nobody saw the {0} on Monday.|The council sold the {0}.|Rain delayed the {0}."
).split("|")
THINGS = ["bridge", "library", "tram", "stadium", "museum", "ferry", "tunnel", "school"]


def texts() -> list[str]:
    """Eight articles of our own, half of their sentences about food."""
    chance = random.Random(1)
    made = []
    for dish, thing in zip(DISHES, THINGS, strict=True):
        sentences = [line.format(dish) for line in FOOD] + [line.format(thing) for line in OTHER]
        chance.shuffle(sentences)
        made.append(" ".join(sentences))
    return made


def coded(folder: Path, name: str = "coder-1.csv", most: int = 1000) -> None:
    """Fill a sheet as a coder would who knows the dishes."""
    key = load_key(folder / KEY)
    codes = {item.id: any(dish in item.text for dish in DISHES) for item in key.items[:most]}
    (folder / name).write_bytes(sheet_csv(key, {"food": codes}))


@pytest.fixture
def study(tmp_path: Path):
    books = tmp_path / "codebooks"
    books.mkdir()
    (books / "food.toml").write_text(CODEBOOK, encoding="utf-8")
    articles = [as_article(text, f"a{i}") for i, text in enumerate(texts())]
    codebook = load_codebook("food", [books])
    write_sheets(articles, codebook, tmp_path / "coding", n=60, coders=1)
    return tmp_path, books, codebook, articles


def test_coding_sentences_teaches_a_frame(study) -> None:
    folder, books, codebook, articles = study
    coded(folder / "coding")
    taught = teach(codebook, [folder / "coding"], books, [books], note="one student")
    assert taught.heads == heads_path(codebook)
    new = ["The chef grilled sardines for the guests.", "The parliament met on Tuesday."]
    assert frames_of(taught.codebook, new) == [{"food"}, frozenset()]
    # The report finds the record, and prints what it says.
    record = find_record(load_codebook("food", [books]), [books])
    assert record == taught.record
    food = record.frame("food")
    assert food.f1.value > 0.8
    assert food.alpha.value is None  # one coder agrees with nobody
    assert record.note.startswith("one student")
    assert "cross-validation over articles" in record.note
    assert "sentences" in taught.said["food"]
    # What would teach it most: sentences that were not coded.
    from framing.validation.semantic import code_articles

    known = gathered(codebook, [folder / "coding"])[0]
    more = next_sheet(taught.codebook, code_articles(taught.codebook, articles), known, 5)
    assert len(more.items) == 5
    seen = {(item.article, item.text) for item in known.items}
    assert seen.isdisjoint((item.article, item.text) for item in more.items)


def test_a_frame_that_is_learned_badly_is_said_to_be_unreliable(study) -> None:
    """Codes that the sentences do not bear out; the report has it on the cover and in the limits."""
    folder, books, codebook, _ = study
    key = load_key(folder / "coding" / KEY)
    chance = random.Random(3)
    codes = {item.id: chance.random() < 0.2 for item in key.items}
    (folder / "coding/coder-1.csv").write_bytes(sheet_csv(key, {"food": codes}))
    taught = teach(codebook, [folder / "coding"], books, [books])
    assert taught.record.frame("food").f1.value < 0.5
    assert taught.record.unreliable == ("food",)
    f1, alone = taught.record.doubts("food")
    assert f1.startswith("the machine’s F1 is 0.")
    assert "right in" in f1
    assert alone.startswith("one coder")
    assert "these figures are rough" in taught.said["food"]
    lines = [Line(frames=("food",)), *[Line()] * 4]
    compared = compare(
        [make_analysis("a", "one", lines), make_analysis("b", "two", lines)],
        codebook=load_codebook("food", [books]),
        profiles={},
    )
    view = build_view(compared, profiles={}, analysers=(), validation=taught.record)
    html = render_html(view)
    said = " ".join(re.sub(r"<[^>]+>", "", html).split())
    assert said.count("measured against 1 coder. Not reliable: Food. Rest no claim on that.") == 2
    assert "One coder, so that there is no alpha; the machine against that coder (precision" in said
    assert "Take with care: Food (the machine’s F1 is 0." in said
    one = r"[01]\.\d\d [01]\.\d\d to [01]\.\d\d ?"
    assert re.search(rf"Food ?– ?– ?{one}{one}{one}60 ?unreliable", said)


def test_two_coders_have_an_alpha_and_sheets_add_up(study) -> None:
    folder, books, codebook, articles = study
    write_sheets(articles, codebook, folder / "more", n=30, coders=1, seed=2)
    for sheets in ("coding", "more"):
        coded(folder / sheets)
        coded(folder / sheets, "second.csv")
    key, codings = gathered(codebook, [folder / "coding", folder / "more"])
    assert len(key.items) == 90
    assert [coding.size for coding in codings] == [90, 90]
    taught = teach(codebook, [folder / "coding", folder / "more"], books, [books])
    assert taught.record.frame("food").alpha.value == 1.0


def test_the_workbook_says_what_the_sheet_says(study) -> None:
    folder, _, _, _ = study
    key = load_key(folder / "coding" / KEY)
    book = folder / "coding" / "coder-1.xlsx"
    assert rows(book)[0] == ["id", "before", "sentence", "after", "food", "comment"]
    assert len(rows(book)) == len(key.items) + 1
    assert sheet_xlsx(key) == book.read_bytes()  # the same sheet, the same bytes
    import openpyxl

    made = openpyxl.load_workbook(book)
    for number, item in enumerate(key.items, 2):
        made.active.cell(number, 5).value = int(any(dish in item.text for dish in DISHES))
    made.save(book)
    filled = read_coding(book, key)
    assert filled.size == len(key.items)


def test_too_few_codes_are_said_to_be_too_few(study) -> None:
    folder, books, codebook, _ = study
    coded(folder / "coding", most=3)
    with pytest.raises(InputError, match="too few to learn from"):
        teach(codebook, [folder / "coding"], books, [books])
    assert not heads_path(codebook).exists()


def test_a_codebook_that_ships_is_not_taught(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="has no frame to learn"):
        teach(load_codebook("history-security"), [tmp_path], tmp_path)


def test_a_fit_is_the_minimum_of_its_loss() -> None:
    chance = np.random.default_rng(3)
    vectors = chance.normal(size=(40, 60))
    codes = [bool(x) for x in vectors[:, 0] + 0.5 * chance.normal(size=40) > 0]

    def loss(weights: np.ndarray, bias: float) -> float:
        logits = vectors @ weights + bias
        return float((np.logaddexp(0, logits) - np.array(codes) * logits).sum()) + 0.5 * float(
            weights @ weights
        )

    weights, bias = fit_logistic(vectors, codes, 1.0)
    least = loss(weights, bias)
    for _ in range(20):
        nudge = chance.normal(scale=0.01, size=60)
        assert loss(weights + nudge, bias) > least


def test_folds_hold_articles_together() -> None:
    articles = [f"a{i % 7}" for i in range(40)]
    parts = folds_of(articles)
    assert sorted(row for part in parts for row in part) == list(range(40))
    for part in parts:
        inside = {articles[row] for row in part}
        assert inside.isdisjoint(articles[row] for row in range(40) if row not in part)


def test_calibration_turns_logits_into_rates() -> None:
    chance = np.random.default_rng(4)
    logits = chance.normal(scale=2, size=4000)
    codes = [bool(x) for x in chance.random(4000) < 1 / (1 + np.exp(-(0.5 * logits - 1)))]
    scale, shift = calibrated(logits, codes, 1.0)
    assert scale == pytest.approx(0.5, abs=0.05)
    assert shift == pytest.approx(-1, abs=0.1)


def test_the_threshold_is_where_f1_is_greatest() -> None:
    p = np.array([0.95, 0.9, 0.1, 0.05] * 20)
    assert 0.15 < best_threshold(p, [True, True, False, False] * 20) < 0.9
    # Where nothing is sure, it pays to take more.
    assert best_threshold(np.full(100, 0.2), [i % 5 == 0 for i in range(100)]) < 0.21
    # Or where it is greatest of those that are allowed.
    assert 0.6 <= best_threshold(p, [True, True, False, False] * 20, least=0.6) < 0.9


def test_the_curve_is_drawn_out_and_never_falls() -> None:
    assert foreseen([(25, 0.4), (50, 0.55), (75, 0.62), (100, 0.66)], 50) > 0.66
    assert foreseen([(25, 0.7), (50, 0.69), (75, 0.7), (100, 0.68)], 50) == 0.68
    # What rose steeply does not stop where it stands.
    assert foreseen([(15, 0.0), (30, 0.12), (45, 0.2), (60, 0.46)], 50) > 0.5


def two_kinds() -> Lessons:
    return Lessons(
        np.vstack([np.eye(2)[[i % 2] * 1] + 0.01 * i for i in range(24)]),
        tuple(i % 2 == 0 for i in range(24)),
        tuple(f"a{i // 4}" for i in range(24)),
    )


def test_the_surest_and_the_least_certain_sentences_come_next_in_turn() -> None:
    head = learn(two_kinds()).head
    sure, unsure, without = [3.0, 0.0], [0.6, 0.55], [0.0, 3.0]
    assert to_code_next(head, np.array([without, unsure, sure]), 2) == [2, 1]
    # What is like one that was chosen is left out, however many are asked for.
    assert to_code_next(head, np.array([sure, sure, unsure]), 9) == [0, 2]


def test_a_head_leans_towards_what_the_codebook_says() -> None:
    """Codes that do not tell two directions apart: the one that the definition names decides."""
    vectors = np.vstack([[[1.0, 1.0, 0.0]] * 6, [[0.0, 0.0, 1.0]] * 6])
    lessons = Lessons(vectors, (True,) * 6 + (False,) * 6, tuple("abcabc" * 2))
    told = Told(np.array([[1.0, 0.0, 0.0]]), np.zeros((0, 3)))
    even, leaning = (np.array(learn(lessons, each).head.weights) for each in (None, told))
    assert even[0] == pytest.approx(even[1], abs=1e-5)
    assert leaning[0] > 1.5 * leaning[1]


def test_the_sentences_around_count_for_a_learned_head() -> None:
    head = learn(two_kinds()).head
    at = head.threshold
    assert in_company(head, at, [at, at]) == pytest.approx(at, abs=0.002)
    assert in_company(head, at, [0.9, 0.9]) > at > in_company(head, at, [0.0, 0.0])


def test_figures_are_of_sentences_among_those_around_them() -> None:
    chance = np.random.default_rng(1)
    codes = tuple(i % 2 == 0 for i in range(40))
    vectors = chance.normal(size=(40, 2)) + np.array([[2.0 * code, 0.0] for code in codes])
    between = Lessons(vectors, codes, tuple(f"a{i // 4}" for i in range(40)))
    among = [replace(between, around=(np.array([[x, 0.0]]),) * 40) for x in (3.0, -3.0)]
    sure, unsure = (learn(each, curve=False) for each in among)
    assert sure.head == unsure.head == learn(between).head
    assert sum(sure.held) > sum(unsure.held)


def test_where_too_little_was_learned_the_next_sheet_has_what_is_likest(study) -> None:
    from framing.validation.semantic import code_articles

    _, _, codebook, articles = study
    unread = code_articles(codebook.model_copy(update={"frames": ()}), articles)
    known = write_sheets(articles, codebook, study[0] / "more", n=10, coders=1)
    more = next_sheet(codebook, unread, known, 6)
    assert all(any(dish in item.text for dish in DISHES) for item in more.items)


TWO = CODEBOOK + (
    """
[[frames]]
id = "ruin"
name = "Ruin"
definition = "The sentence speaks of what is broken."
colour = "#aa0000"
by = "meaning"
include = [{ sentence = "The roof fell in." }]
"""
)


@pytest.fixture
def one_of_two(tmp_path: Path):
    """Two frames, of which one was coded often enough to be learned."""
    books = tmp_path / "codebooks"
    books.mkdir()
    (books / "two.toml").write_text(TWO, encoding="utf-8")
    codebook = load_codebook("two", [books])
    articles = [as_article(text, f"a{i}") for i, text in enumerate(texts())]
    write_sheets(articles, codebook, tmp_path / "coding", n=60, coders=1)
    key = load_key(tmp_path / "coding" / KEY)
    codes = {
        "food": {item.id: any(dish in item.text for dish in DISHES) for item in key.items},
        "ruin": {item.id: item.id == key.items[0].id for item in key.items},
    }
    (tmp_path / "coding/coder-1.csv").write_bytes(sheet_csv(key, codes))
    taught = teach(codebook, [tmp_path / "coding"], books, [books])
    return tmp_path, books, taught


def test_a_frame_with_too_few_codes_does_not_stop_the_others(one_of_two) -> None:
    _, books, taught = one_of_two
    assert list(taught.left) == ["ruin"]
    # There is no figure of what was not learned, but it is named.
    assert [each.frame for each in taught.record.frames] == ["food"]
    assert "Not learned: Ruin (1 of 60 coded sentences hold the frame" in taught.record.note
    read = readable(load_codebook("two", [books]))
    assert frames_of(read, ["The chef grilled sardines."]) == [{"food"}]
    lines = [Line(frames=("food",)), *[Line()] * 4]
    analyses = [make_analysis(name, name, lines) for name in ("a", "b")]
    compared = compare(analyses, codebook=read, profiles={})
    assert [frame.id for frame in compared.codebook.frames] == ["food"]
    view = build_view(compared, profiles={}, analysers=(), validation=taught.record)
    said = " ".join(re.sub(r"<[^>]+>", "", render_html(view)).split())
    assert "Not looked for: Ruin. The codebook has it read by meaning, and too few coded" in said


def test_a_study_reads_the_frames_that_were_taught(one_of_two) -> None:
    _, books, _ = one_of_two
    study = Study(Settings(codebook="two", folders={"codebooks": (books,)}))
    assert [frame.id for frame in study.codebook.frames] == ["food"]
    assert [frame.id for frame in study.whole_codebook.frames] == ["food", "ruin"]
    checked = check_codebook(study.whole_codebook)
    assert checked.examples == 1
    assert not checked.failed
    assert any("nobody has taught it yet" in problem.message for problem in checked.problems)


def test_it_is_said_which_codes_teach_nothing(study) -> None:
    folder, _, codebook, _ = study
    coded(folder / "coding", most=19)
    key, codings = gathered(codebook, [folder / "coding"])
    assert not_used(codebook, key, codings) == [
        "food: 41 of 60 sentences have no code and teach nothing."
    ]
    coded(folder / "coding")
    held = {item.id: False for item in key.items}
    (folder / "coding/second.csv").write_bytes(sheet_csv(key, {"food": held}))
    key, codings = gathered(codebook, [folder / "coding"])
    differ = sum(any(dish in item.text for dish in DISHES) for item in key.items)
    assert not_used(codebook, key, codings) == [
        f"food: {differ} of 60 coded sentences teach nothing: the coders differ on them."
    ]


def test_a_frame_that_came_after_the_sheet_is_left(study) -> None:
    folder, books, _, _ = study
    coded(folder / "coding")
    later = TWO.removeprefix(CODEBOOK).replace("ruin", "later")
    (books / "food.toml").write_text(CODEBOOK + later, encoding="utf-8")
    taught = teach(load_codebook("food", [books]), [folder / "coding"], books, [books])
    assert taught.left == {"later": "The sheets have no column for it."}


def test_a_sheet_is_never_written_over_another(study) -> None:
    folder, _, codebook, _ = study
    coded(folder / "coding")
    filled = (folder / "coding/coder-1.csv").read_bytes()
    with pytest.raises(OutputError, match=r"key\.json is there already"):
        write_key(load_key(folder / "coding" / KEY), codebook, folder / "coding", 1)
    assert (folder / "coding/coder-1.csv").read_bytes() == filled
