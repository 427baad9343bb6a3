"""Every figure, counted a second time from the data files alone: rows, count and share agree.

Nothing of the evidence package is used to count: what a figure should be is read from the CSV files
that stand beside a report, and from the codebook.
"""

from __future__ import annotations

import csv
import io
import json
import random
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation import recompute, recompute_gaps, recompute_intervals
from framing.codebooks import load_codebook
from framing.evidence import compare
from framing.export.tables import data_files
from framing.findings import write_findings
from framing.models import Hit, Naming, Part, Role, Suspected, Voice
from framing.outlets import load_outlets
from tests.builders import Line, make_analysis

CODEBOOK = load_codebook("history-security")
PROFILES = load_outlets()
SIGN = {"negative": -1, "neutral": 0, "positive": 1}
FRAMES = [frame.id for frame in CODEBOOK.frames]
SPEAKS = {"government", "military", "expert", "media"}


class Files:
    """The data files of a comparison, and each row by what it stands in."""

    def __init__(self, comparison) -> None:
        made = dict(data_files(comparison, write_findings(comparison), (), {}))
        self.json = json.loads(made["comparison.json"])
        for name in ("articles", "sentences", "statements", "towards", "naming", "facts", "loaded"):
            text = made[f"{name}.csv"].decode()
            setattr(self, name, list(csv.DictReader(io.StringIO(text, newline=""))))
        self.sentence = {row["sentence"]: row for row in self.sentences}
        for row in self.sentences:
            row["own"] = row["own_copy"] == "yes"
            row["frames"] = [frame for frame in FRAMES if row[f"frame_{frame}"]]
            words = row["tone_words"].split("; ") if row["tone_words"] else []
            narrated = row["voice"] in ("narrator", "mixed") and row["polarity"]
            narrated = narrated and not row["repeated"]
            row["narrated"] = bool(narrated)
            row["scored"] = [
                (word.rsplit(" ", 1)[0].lower(), float(word.rsplit(" ", 1)[1]))
                for word in words
                if narrated and float(word.rsplit(" ", 1)[1])
            ]
        bodies = defaultdict(list)
        for row in self.sentences:
            if row["part"] == "body":
                bodies[row["article"]].append(row)
        for body in bodies.values():
            for place, row in enumerate(body):
                row["fifth"] = min(4, 5 * place // len(body)) + 1


def spoken(analysis, hit):
    """Who speaks a hit: the narrator, the role of the innermost statement, or nobody known."""
    if hit.voice is Voice.NARRATOR:
        return "narrator"
    inside = [
        (content.end - content.start, statement.role)
        for statement in analysis.statements
        if statement.speech
        for content in statement.content
        if content.start <= hit.span.start and hit.span.end <= content.end
    ]
    return (min(inside, key=lambda i: i[0])[1] or "unknown") if inside else "unattributed"


def recount(files: Files, comparison, slug: str, own: bool):  # noqa: PLR0912, PLR0915
    """What each figure of an outlet should count: key → ids of rows, as often as they count."""
    found = defaultdict(list)
    body, everywhere = [], []
    for row in files.sentences:
        if row["outlet"] == slug and (row["own"] or not own):
            everywhere.append(row)
            body += [row] if row["part"] == "body" else []
    for row in body:
        name = row["sentence"]
        found["sentences"].append(name)
        found["words"] += [name] * len(row["text"].split())
        found["not_own"] += [] if row["own"] else [name]
        found[f"voice.{row['voice']}"].append(name)
        for frame in row["frames"]:
            found[f"frame.{frame}"].append(name)
            found[f"fifth.{row['fifth']}.{frame}"].append(name)
        for word, polarity in row["scored"]:
            found[f"word.{'positive' if polarity > 0 else 'negative'}.{word}"].append(name)
    for row in (r for r in everywhere if r["part"] == "headline"):
        for word, polarity in row["scored"]:
            told = f"{abs(polarity):.1f}"
            sign = "" if float(told) == 0 else "+" if polarity > 0 else "−"
            found[f"headline_word.{word} {sign}{told}"].append(row["sentence"])
    kept, inside = {r["sentence"] for r in everywhere}, {r["sentence"] for r in body}
    headlines = {r["sentence"] for r in everywhere if r["part"] == "headline"}
    for row in files.statements:
        if row["sentence"] not in inside or row["speech"] != "yes" or row["asks"]:
            continue
        name = row["statement"]
        found["statements"].append(name)
        found[f"role.{row['role'] or 'unknown'}"].append(name)
        found[f"naming.{row['naming'] or 'unknown'}"].append(name)
        for country in row["countries"].split("; ") if row["countries"] else ("unknown",):
            found[f"country.{country}"].append(name)
        society = row["role"] in ("business", "civil_society", "citizen")
        group = (
            row["role"]
            if row["role"] in SPEAKS
            else "society"
            if society
            else row["role"] or "unknown"
        )
        found[f"speaks.{group}"].append(name)
        named = "institution" if row["naming"] == "document" else row["naming"] or "unknown"
        found[f"named.{named}"].append(name)
        if row["voice"] != "indirect":
            found["statement.direct"].append(name)
        if row["role"] in ("government", "military"):
            found["role.official"].append(name)
        article = next(a for a in files.articles if a["article"] == row["article"])
        if row["via"] and row["role"] != "media" and row["via"] != article["outlet_name"]:
            found[f"via.{row['via']}"].append(name)
        if row["speaker"]:
            key = row["speaker_id"] or f"{article['id']}/{row['speaker'].casefold()}"
            found[f"speaker.{key}"].append(name)
            if row["voice"] != "indirect":
                found[f"quoted.{key}"].append(name)
    for row in files.towards:
        place = row["sentence"]
        voice = "narrator" if row["voice"] == "narrator" else "quoted"
        if place in inside:
            found[f"towards.{row['actor']}.{voice}.{row['label']}"].append(place)
        if place in headlines:
            found[f"headlines.{row['actor']}.{row['label']}"].append(place)
    once = {name for name in kept if not files.sentence[name]["repeated"]}
    for row in (r for r in files.loaded if r["sentence"] in once and r["voice"] == "narrator"):
        who = ", ".join(filter(None, (row["role"].replace("_", " "), row["country"])))
        term = f"{row['term']} ({who})" if who else row["term"]
        found[f"term.{row['kind']}.{term}"].append(row["sentence"])
    for row in (r for r in files.naming if r["sentence"] in kept):
        key = f"{row['label_set']}.{row['label']}"
        voice = "narrator" if row["voice"] == "narrator" else "quoted"
        found[f"label.{key}"].append(row["sentence"])
        found[f"label_voice.{key}.{voice}"].append(row["sentence"])
    for row in (r for r in files.facts if r["sentence"] in kept):
        voice = "narrator" if row["voice"] == "narrator" else "quoted"
        found[f"fact.{row['fact']}"].append(row["sentence"])
        found[f"fact_voice.{row['fact']}.{voice}"].append(row["sentence"])
    refs = {ref: article_id for article_id, ref in comparison.refs.items()}
    by_id = {analysis.article.id: analysis for analysis in comparison.analyses}
    for row in (r for r in files.articles if r["outlet"] == slug):
        found["articles"].append(row["article"])
        analysis = by_id[refs[row["article"]]]
        said = dict.fromkeys(
            (f"{row['article']}.s{hit.sentence + 1}", f"said.{hit.frame}.{spoken(analysis, hit)}")
            for hit in analysis.found(Hit)
        )
        for name, key in said:
            if name in inside:
                found[key].append(name)
        own_body = [s for s in files.sentences if s["article"] == row["article"]]
        for frame in FRAMES:
            found[f"first.{frame}.{first_place(own_body, frame)}"].append(row["article"])
    return found


def first_place(sentences, frame):
    held = [s for s in sentences if frame in s["frames"]]
    if any(s["part"] == "headline" for s in held):
        return "headline"
    body = [s for s in sentences if s["part"] == "body"]
    first = next((s for s in body if frame in s["frames"]), None)
    if first is None:
        return "later" if held else "none"
    return "lead" if first["paragraph"] == body[0]["paragraph"] else "later"


# Figures that are no count of rows: means, ratios, and how many speakers there are.
NO_COUNT = ("tone.", "toward.", "headline.", "logratio", "speakers", "differ.")


def check(comparison) -> int:
    files = Files(comparison)
    checked = 0
    for part, own in (("outlets", comparison.own_copy_only), ("own_copy", True)):
        for outlet in files.json[part]:
            expected = recount(files, comparison, outlet["outlet"], own)
            figures = outlet["figures"]
            counted = {key for key in figures if not key.startswith(NO_COUNT)}
            missing = {key for key, rows in expected.items() if rows} - counted
            assert not missing, (outlet["outlet"], missing)
            for key in sorted(counted):
                figure, rows = figures[key], expected[key]
                assert figure["count"] == len(rows), (part, outlet["outlet"], key)
                assert Counter(figure["rows"]) == Counter(dict.fromkeys(rows, 1)), (part, key)
                if figure["value"] is not None and figure["n"] and figure["value"] <= 1:
                    share = figure["count"] / figure["n"]
                    assert figure["value"] in (pytest.approx(share, abs=1e-6), figure["count"])
                checked += 1
            check_means(files, outlet, expected)
    return checked


def check_means(files: Files, outlet, expected) -> None:
    figures = outlet["figures"]
    rows = [files.sentence[name] for name in expected["sentences"]]
    rows = [row for row in rows if row["narrated"]]
    for key, total in (
        ("tone.polarity", sum(float(row["polarity"]) for row in rows)),
        ("tone.subjectivity", sum(float(row["subjectivity"]) for row in rows)),
        ("tone.scored", sum(len(row["scored"]) for row in rows)),
    ):
        assert figures[key]["count"] == pytest.approx(total, abs=1e-4), key
        assert figures[key]["rows"] == [row["sentence"] for row in rows]
        if rows:
            assert figures[key]["value"] == pytest.approx(total / len(rows), abs=1e-4)
    for key, figure in figures.items():
        if key.startswith(("toward.", "headline.")):
            family = key.replace("toward.", "towards.", 1).replace("headline.", "headlines.", 1)
            counts = {label: len(expected[f"{family}.{label}"]) for label in SIGN}
            assert figure["n"] == sum(counts.values()), key
            assert figure["count"] == sum(SIGN[label] * n for label, n in counts.items()), key
    speakers = [rows for key, rows in expected.items() if key.startswith("speaker.") and rows]
    assert figures["speakers"]["count"] == len(speakers)
    for unknown in ("role", "naming", "country"):
        told = [f["unknown"] for key, f in figures.items() if key.startswith(f"{unknown}.")]
        assert set(told) - {0} <= {len(expected[f"{unknown}.unknown"])}


def test_all_figures_of_the_samples(seed_comparison):
    assert check(seed_comparison) > 800


@pytest.fixture(scope="module")
def seed_own_copy(seed_analyses):
    return compare(seed_analyses, codebook=CODEBOOK, profiles=PROFILES, own_copy_only=True)


def test_so_it_is_for_own_copy_alone(seed_own_copy):
    assert check(seed_own_copy) > 800


LINES = st.builds(
    Line,
    frames=st.lists(st.sampled_from(FRAMES), unique=True, max_size=3).map(tuple),
    polarity=st.sampled_from([None, 0.0, -0.5, 0.25]),
    role=st.sampled_from([None, *Role]),
    naming=st.sampled_from([None, *Naming]),
    speaker=st.sampled_from([None, "Ana Ruiz", "the ministry"]),
    label=st.sampled_from([None, ("colonial_past", "annexation"), ("colonial_past", "occupation")]),
    shared_with=st.sampled_from([(), ("b0",), ("a1",)]),
    voice=st.sampled_from(list(Voice)),
    new_paragraph=st.booleans(),
    country=st.sampled_from([None, "KR", "JP"]),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.lists(LINES, min_size=1, max_size=6), min_size=1, max_size=6),
    st.lists(st.lists(LINES, min_size=1, max_size=6), min_size=1, max_size=2),
    st.booleans(),
)
def test_all_figures_of_random_corpora(one, other, own):
    analyses = [
        *(make_analysis(f"a{i}", "quay-news", lines) for i, lines in enumerate(one)),
        *(make_analysis(f"b{i}", "global-times", lines) for i, lines in enumerate(other)),
    ]
    check(compare(analyses, codebook=CODEBOOK, profiles=PROFILES, own_copy_only=own))


def written(comparison, folder) -> None:
    for name, content in data_files(comparison, write_findings(comparison), (), {}):
        (folder / name).write_bytes(content)


@pytest.mark.parametrize("corpus", ["all copy", "own copy"])
def test_the_script_that_stands_alone_finds_the_same_figures(
    corpus, seed_comparison, seed_own_copy, tmp_path, capsys
):
    written(seed_comparison if corpus == "all copy" else seed_own_copy, tmp_path)
    assert recompute.main([str(tmp_path)]) == 0, capsys.readouterr().out
    told = capsys.readouterr().out
    checked = int(told.split()[0])
    assert checked > 1000
    assert ", 0 differences." in told


def test_the_script_says_what_differs(seed_comparison, tmp_path, capsys):
    written(seed_comparison, tmp_path)
    path = tmp_path / "sentences.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")))
    gone = next(row for row in rows if row["part"] == "body" and row["frame_history"])
    gone["frame_history"] = ""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    assert recompute.main([str(tmp_path)]) == 1
    assert f"{gone['outlet']}, frame.history: count is" in capsys.readouterr().out


def test_the_script_shares_no_code_with_the_package():
    for module in (recompute, recompute_gaps, recompute_intervals):
        source = Path(module.__file__).read_text("utf-8")
        assert "import framing" not in source
        assert "from framing" not in source


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.lists(LINES, min_size=1, max_size=6), min_size=1, max_size=5),
    st.lists(st.lists(LINES, min_size=1, max_size=6), min_size=1, max_size=2),
    st.booleans(),
)
def test_the_script_agrees_on_random_corpora(tmp_path_factory, one, other, own):
    analyses = [
        *(make_analysis(f"a{i}", "quay-news", lines) for i, lines in enumerate(one)),
        *(make_analysis(f"b{i}", "global-times", lines) for i, lines in enumerate(other)),
    ]
    folder = tmp_path_factory.mktemp("data")
    written(compare(analyses, codebook=CODEBOOK, profiles=PROFILES, own_copy_only=own), folder)
    assert recompute.differences(folder)[0] == []


def test_the_script_reckons_intervals_and_their_differences(tmp_path):
    chance = random.Random(7)

    def lines():
        return [
            Line(
                frames=tuple(f for f in ("history", "security") if chance.random() < 0.4),
                polarity=chance.choice((None, -0.5, 0.0, 0.25)),
                role=chance.choice((None, *Role)),
                country=chance.choice((None, "KR", "JP")),
            )
            for _ in range(chance.randint(3, 9))
        ]

    analyses = [
        make_analysis(f"{outlet[0]}{i}", outlet, lines())
        for outlet in ("quay-news", "global-times")
        for i in range(6)
    ]
    written(compare(analyses, codebook=CODEBOOK, profiles=PROFILES), tmp_path)
    path = tmp_path / "comparison.json"
    told = json.loads(path.read_text("utf-8"))
    figures = told["outlets"][0]["figures"]
    for key in ("logratio", "frame.history", "role.government", "tone.polarity"):
        assert figures[key]["low"] is not None
    assert recompute.differences(tmp_path)[0] == []
    for key in ("logratio", "frame.history", "tone.polarity"):
        figures[key]["low"] -= 0.001
    path.write_text(json.dumps(told), encoding="utf-8")
    wrong = recompute.differences(tmp_path)[0]
    slug = told["outlets"][0]["outlet"]
    assert sum(f"outlets, {slug}, " in line and ": low is" in line for line in wrong) == 3
    assert any(" minus " in line and "logratio: low is" in line for line in wrong)


@pytest.mark.parametrize("many", [2, 4])
def test_the_script_deals_the_same_out_again(tmp_path, many):
    """One outlet far apart, so that the others differ from 'all others' by it; passages that two
    have; lines that may be furniture; an article of another year."""
    chance = random.Random(many)

    def lines(often):
        return [
            Line(
                frames=tuple(f for f in ("history", "security") if chance.random() < often),
                role=chance.choice((None, Role.EXPERT, Role.GOVERNMENT)),
                country=chance.choice((None, "KR")),
                shared_with=chance.choice(((), (), ("g1",))),
                new_paragraph=chance.random() < 0.6,
            )
            for _ in range(12)
        ]

    often = {"quay-news": 0.9, "global-times": 0.2, "daily-ship": 0.3}
    analyses = [
        make_analysis(f"{outlet[0]}{i}", outlet, lines(share))
        for outlet, share in often.items()
        for i in range(many)
    ]
    analyses.append(make_analysis("g9", "global-times", lines(0.9), published=date(2021, 3, 1)))
    first = analyses[0]
    line = Suspected(first.sentences[2].span.of(first.article.text), "caption", 0.4)
    sentences = [*first.sentences]
    sentences[2] = replace(sentences[2], part=Part.SUSPECTED)
    article = replace(first.article, suspected=(line,))
    analyses[0] = replace(first, article=article, sentences=tuple(sentences))
    written(compare(analyses, codebook=CODEBOOK, profiles=PROFILES), tmp_path)
    path = tmp_path / "comparison.json"
    told = json.loads(path.read_text("utf-8"))
    assert {gap["dealt"] for gap in told["gaps"]} == {"articles" if many > 3 else "paragraphs"}
    assert not all(gap["by_itself"] for gap in told["gaps"])
    assert {gap["holds"] for gap in told["gaps"]} == {True, False}
    assert recompute.differences(tmp_path)[0] == []
    told["gaps"][0]["p"] += 1e-4
    told["gaps"][1]["by_itself"] ^= True
    told["gaps"].pop()
    path.write_text(json.dumps(told), encoding="utf-8")
    wrong = recompute.differences(tmp_path)[0]
    assert len(wrong) == 3
    assert all(" against the rest, " in line for line in wrong)


def test_the_script_counts_who_speaks_a_frame(seed_comparison, tmp_path):
    written(seed_comparison, tmp_path)
    path = tmp_path / "statements.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")))
    sentences = io.StringIO((tmp_path / "sentences.csv").read_text("utf-8"), newline="")
    body = [row for row in csv.DictReader(sentences) if row["part"] == "body"]
    spoken = {each.partition(": ")[2] for r in body for each in r["frame_speakers"].split("; ")}
    changed = next(r for r in rows if r["statement"] in spoken and r["role"] == "government")
    changed["role"] = "expert"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    wrong = recompute.differences(tmp_path)[0]
    assert any(f"{changed['outlet']}, said." in line and ".government: " in line for line in wrong)


def test_the_script_counts_figures_over_time(tmp_path):
    chance = random.Random(3)
    analyses = [
        make_analysis(
            f"{outlet[0]}{i}",
            outlet,
            [
                Line(
                    frames=tuple(f for f in ("history", "security") if chance.random() < 0.4),
                    role=chance.choice((None, Role.EXPERT, Role.GOVERNMENT)),
                    polarity=chance.choice((None, 0.0, 0.4)),
                    naming=chance.choice((Naming.NAMED, Naming.UNNAMED)),
                )
                for _ in range(chance.randint(1, 6))
            ],
            published=date(2024, 3, 1 + i // 6),
        )
        for outlet in ("quay-news", "global-times")
        for i in range(12)
    ]
    written(compare(analyses, codebook=CODEBOOK, profiles=PROFILES), tmp_path)
    path = tmp_path / "timeline.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")))
    assert any(row["low"] for row in rows if row["measure"] == "tone.polarity")
    assert recompute.differences(tmp_path)[0] == []
    rows[0]["count"] = str(float(rows[0]["count"]) + 1)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    assert len(recompute.differences(tmp_path)[0]) == 1
