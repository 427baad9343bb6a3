"""Findings are differences, and say nothing that the articles do not bear."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing import analyse, compare, evidence, read
from framing.analysers.facts import FactFinding
from framing.codebooks import load_codebook
from framing.evidence import Chance, Comparison
from framing.evidence.deals import LEAST_GAP, LIKELY
from framing.findings import MOST, Findings, write_findings
from framing.findings.words import READ
from framing.models import Naming, Result, Role, Span, Voice
from tests.builders import Line, make_analysis
from tests.evidence.test_intervals import compared

SECURITY, HISTORY, OTHER = Line(frames=("security",)), Line(frames=("history",)), Line()
CHANCE = Chance(deals=400)


def told(analyses, **options) -> tuple[Comparison, Findings]:
    comparison = compared(analyses, chance=CHANCE, **options)
    return comparison, write_findings(comparison)


def of_frames(**lines) -> list:
    """An article an outlet, its body the lines."""
    return [make_analysis(name, name.replace("_", "-"), body) for name, body in lines.items()]


ALIKE = [HISTORY, *[SECURITY] * 13, OTHER]
APART = [HISTORY, *[SECURITY] * 2, *[OTHER] * 12]


def test_an_outlet_that_lies_apart_is_told_with_counts_and_rows():
    comparison, findings = told(of_frames(ash=ALIKE, birch=ALIKE, cedar=ALIKE, dune=APART))
    first = findings.key[0]
    assert (first.topic, first.outlet) == ("emphasis", "dune")
    assert first.title == "Dune has less on security"
    assert first.number == "2 of 15"
    assert first.text == "Security takes 2 of 15 sentences in Dune and 39 of 45 in the others."
    assert findings.title == first.title
    assert set(first.rows) <= {row.id for row in comparison.rows.sentences}


def test_outlets_that_agree_give_no_finding_and_the_report_says_so():
    _, findings = told(of_frames(ash=ALIKE, birch=ALIKE, cedar=ALIKE))
    assert findings.key == ()
    assert "gives no finding" in findings.nothing
    assert findings.title == "Three outlets side by side"


def test_an_article_of_another_date_takes_no_part():
    late = make_analysis("dune", "dune", APART, published=date(2031, 3, 1))
    comparison, findings = told([*of_frames(ash=ALIKE, birch=ALIKE, cedar=ALIKE), late])
    assert comparison.apart == {"DUN-1": "date"} or len(comparison.apart) == 1
    assert {gap.outlet for gap in comparison.gaps} == {"ash", "birch", "cedar"}
    assert findings.key == ()


def test_over_what_outlets_are_compared_is_said_where_an_article_is_set_apart():
    late = make_analysis("dune-late", "dune", APART, published=date(2031, 3, 1))
    alike = of_frames(ash=ALIKE, birch=ALIKE, cedar=ALIKE, dune=ALIKE)
    comparison, findings = told([*alike, late])
    compared_over = findings.notes["compared"]
    assert "the Dune article 2 (of another date)" in compared_over
    assert "60 of the 75 sentences" in compared_over
    gaps = [gap for gap in comparison.gaps if gap.key == "frame.security"]
    assert sum(gap.figure.n for gap in gaps) == 60
    assert told(alike)[1].notes["compared"] == ""


def _dune_in_two(one: int, other: int) -> Findings:
    """What is told of Dune, whose two articles hold so many sentences on security, and of three
    outlets that hold few."""
    rest = {name: [HISTORY, *[SECURITY] * 2, *[OTHER] * 14] for name in ("ash", "birch", "cedar")}
    bodies = [SECURITY] * one + [OTHER] * (17 - one), [SECURITY] * other + [OTHER] * 2
    dune = [make_analysis(f"dune-{n}", "dune", body) for n, body in enumerate(bodies)]
    return told([*of_frames(**rest), *dune])[1]


@pytest.mark.parametrize("spread", [False, True])
def test_more_that_mostly_stands_in_one_of_several_articles_is_said_and_heads_no_report(spread):
    findings = _dune_in_two(8, 8) if spread else _dune_in_two(15, 1)
    finding = next(f for f in findings.key if f.topic == "emphasis")
    assert ("In Dune 15 of them stand in one of two articles." in finding.text) is not spread
    assert (findings.title == finding.title) is spread


def test_more_that_stands_in_one_of_several_articles_alone_is_what_that_article_is_about():
    assert not [f for f in _dune_in_two(15, 0).key if f.topic == "emphasis"]


def test_a_frame_that_is_one_speakers_words_says_whose():
    said = Line(
        frames=("security",),
        voice=Voice.DIRECT,
        role=Role.GOVERNMENT,
        naming=Naming.NAMED,
        speaker="Ana Ruiz",
    )
    rest = {name: [HISTORY, *[SECURITY] * 2, *[OTHER] * 14] for name in ("ash", "birch", "cedar")}
    _, findings = told(of_frames(**rest, dune=[*[said] * 12, *[SECURITY] * 3, OTHER]))
    finding = next(f for f in findings.key if f.topic == "emphasis")
    assert "In Dune twelve of them are words of Ana Ruiz." in finding.text
    assert findings.title != finding.title


@pytest.mark.parametrize(("late", "dealt"), [(0, "articles"), (1, "paragraphs")])
def test_what_was_dealt_out_is_told_as_it_was_done(late, dealt):
    """Six articles of two outlets are dealt whole; where one takes no part, five are too few."""
    first = date(2031, 3 if late else 1, 1)
    names = [f"{outlet}-{n}" for outlet in ("ash", "birch") for n in "123"]
    comparison, findings = told(
        [make_analysis(n, n[:-2], ALIKE, published=first) for n in names[:1]]
        + [make_analysis(n, n[:-2], ALIKE, published=date(2031, 1, 1)) for n in names[1:]]
    )
    assert len(comparison.apart) == late
    assert {gap.as_data()["dealt"] for gap in comparison.gaps} == {dealt}
    assert f"whole {dealt} of all outlets" in findings.notes["deals"]


def test_a_gap_that_rests_on_shared_words_is_not_told():
    shared = [replace(line, shared_with=("birch",)) for line in [OTHER] * 12]
    apart = [HISTORY, *[SECURITY] * 2, *shared]
    comparison, findings = told(of_frames(ash=ALIKE, birch=ALIKE, cedar=ALIKE, dune=apart))
    gap = comparison.gap("frame.security", "dune")
    assert abs(gap.value) >= LEAST_GAP
    assert gap.p <= LIKELY
    assert not gap.holds
    assert not [finding for finding in findings.key if finding.topic == "emphasis"]


def test_a_gap_that_unknown_roles_could_undo_is_not_told():
    known = Line(role=Role.GOVERNMENT, naming=Naming.NAMED)
    untold = Line(naming=Naming.NAMED)
    rest = {name: [HISTORY, SECURITY, *[known] * 12] for name in ("ash", "birch", "cedar")}
    comparison, _ = told(of_frames(**rest, dune=[HISTORY, SECURITY, *[untold] * 12]))
    gap = comparison.gap("role.government", "dune")
    low, high = gap.range
    assert low < 0 <= high
    assert not gap.told


def test_no_finding_rests_on_a_codebook_that_does_not_fit():
    lines = {
        name: [*[replace(SECURITY, frames=("economy",))] * n, *[OTHER] * (15 - n)]
        for name, n in (("ash", 14), ("birch", 14), ("cedar", 14), ("dune", 1))
    }
    comparison, findings = told(of_frames(**lines))
    assert not comparison.fits
    assert not [finding for finding in findings.key if finding.topic == "emphasis"]
    none = "History was found in none of 60 sentences."
    assert sum(what.count(none) for what, _ in findings.limits) == 1
    assert not any(none in what for what in findings.before)  # the cover says it


def with_facts(analysis, *facts):
    held = tuple(
        FactFinding(fact, Span(0, 3), place, Voice.NARRATOR) for place, fact in enumerate(facts)
    )
    results = {**analysis.results, "facts": Result(analyser="facts", version="1", mentions=held)}
    return replace(analysis, results=results)


def test_a_fact_that_all_others_tell_is_told_as_not_found():
    codebook = load_codebook("korea-japan")
    cards = codebook.facts[:2]
    alike = of_frames(ash=ALIKE, birch=ALIKE, cedar=ALIKE)
    analyses = [
        *(with_facts(analysis, *(card.id for card in cards)) for analysis in alike),
        *of_frames(dune=ALIKE),
    ]
    comparison = evidence.compare(analyses, codebook=codebook, profiles={}, chance=CHANCE)
    finding = next(f for f in write_findings(comparison).key if f.topic == "naming")
    assert finding.outlet == "dune"
    assert finding.title.startswith("Not found in Dune: ")
    assert finding.sure == READ
    assert "No words for them were found in Dune." in finding.text
    assert "omit" not in finding.text


def test_people_whom_one_outlet_alone_quotes_are_told_by_name():
    def speaking(*names):
        voices = [Line(role=Role.EXPERT, naming=Naming.NAMED, speaker=name) for name in names]
        return [HISTORY, *[SECURITY] * 10, *voices]

    both = speaking("Ana Ruiz")
    _, findings = told(
        of_frames(ash=both, birch=both, cedar=speaking("Ana Ruiz", "Bo Lind", "Cy Moe"))
    )
    finding = next(found for found in findings.key if found.topic == "sources")
    assert finding.title == "Two people speak in Cedar alone"
    assert "Bo Lind and Cy Moe" in finding.text
    assert "Ana Ruiz" not in finding.text


def test_who_quotes_others_by_one_name_comes_near():
    def speaking(*names):
        voices = [Line(role=Role.EXPERT, naming=Naming.NAMED, speaker=name) for name in names]
        return [HISTORY, *[SECURITY] * 10, *voices]

    _, findings = told(
        of_frames(
            ash=speaking("Ana Ruiz"),
            birch=speaking("Ana Ruiz", "Dahl", "Lund"),
            cedar=speaking("Ana Ruiz", "Bo Lind", "Cy Moe"),
        )
    )
    assert not any("people speak in" in found.title for found in findings.key)


def _speaking(experts: int, officials: int) -> list[Line]:
    by = {Role.EXPERT: experts, Role.GOVERNMENT: officials}
    return [
        Line(role=role, naming=Naming.UNNAMED, speaker=f"{role}-{i}")
        for role, n in by.items()
        for i in range(n)
    ]


@pytest.mark.parametrize(("officials", "more"), [(0, "only"), (1, "more")])
def test_an_outlet_with_nothing_else_does_not_have_more(officials, more):
    rest = {name: _speaking(2, 14) for name in ("ash", "birch", "cedar")}
    _, findings = told(of_frames(**rest, dune=_speaking(15, officials)))
    titles = [f.title for f in findings.key if f.topic == "sources"]
    assert any(f"Dune has {more} statements by experts" in title for title in titles), titles


def test_a_share_that_two_camps_part_is_told_of_all_outlets_in_order():
    few = {name: _speaking(2, 14) for name in ("ash", "birch", "cedar")}
    many = {name: _speaking(14, n) for name, n in (("dune", 2), ("elm", 1))}
    _, findings = told(of_frames(**few, **many))
    found = [f for f in findings.key if f.topic == "sources" and "experts" in f.title]
    assert [f.title for f in found] == [
        "The share of statements by experts is largest in Elm, smallest in Ash, Birch and Cedar"
    ]
    assert found[0].text == (
        "Statements by experts, where the outlet has at least eight statements: 14 of 15 in Elm, "
        "14 of 16 in Dune, 2 of 16 in Ash, 2 of 16 in Birch and 2 of 16 in Cedar."
    )
    assert found[0].number == "14 of 15"


STORY = {
    "ash": (
        "Norland, Suda to boost harbour patrols",
        "Norland and Suda agreed on Monday to boost their harbour patrols, officials said.",
    ),
    "birch": (
        "Norland and Suda to discuss harbour patrols",
        "Ministers of Norland and Suda will meet next week to discuss joint harbour patrols.",
    ),
    "cedar": (
        "Suda rules out harbour patrols with Norland",
        "Norland called on Tuesday for joint harbour patrols, but Suda ruled them out.",
    ),
}


@pytest.fixture(scope="module")
def harbour(tmp_path_factory):
    folder = tmp_path_factory.mktemp("story")
    more = (
        "The two navies have trained together since 1999. A spokesman declined to comment on the "
        "cost. The harbour lies on the border between both countries."
    )
    for name, (title, lead) in STORY.items():
        text = f"{title}\n\n{lead}\n\n{more}\n"
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return compare(analyse(read(folder)))


def test_the_headline_that_says_no_is_told(harbour):
    finding = next(found for found in write_findings(harbour).key if found.topic == "headlines")
    assert finding.number == "1 of 3"
    assert "says no: ‘rules out’" in finding.title
    assert "‘rules out’" in finding.text
    assert "‘boost’" in finding.text
    assert len(finding.rows) == 3


def test_the_story_is_named_from_what_the_headlines_share(harbour):
    name = write_findings(harbour).story
    assert "Norland" in name
    assert "Suda" in name
    assert "harbour" in name
    assert "including" not in name


def test_a_story_is_named_by_a_place_and_where_it_lies_and_by_things(tmp_path):
    more = (
        "On Monday a ferry sank in Sudaport, Italy, and 84 dead were counted by the navy of Italy. "
        "Three were found dead in Sudaport a day later, officials in Italy said."
    )
    for name, title in (
        ("ash", "Dozens dead as ferry sinks in Sudaport, Italy"),
        ("birch", "Ferry sinks in Sudaport, Italy: 84 dead"),
        ("cedar", "Italy mourns the dead of Sudaport ferry"),
    ):
        (tmp_path / f"{name}.txt").write_text(f"{title}\n\n{more}\n", encoding="utf-8")
    name = write_findings(compare(analyse(read(tmp_path)))).story
    assert name.startswith("Sudaport, Italy")
    assert "ferry" in name
    assert "dead" not in name


line = st.builds(
    Line,
    frames=st.sets(st.sampled_from(["history", "security", "dialogue"])).map(
        lambda s: tuple(sorted(s))
    ),
    role=st.none() | st.sampled_from(list(Role)),
    naming=st.none() | st.sampled_from(list(Naming)),
)
# Outlets with a habit: a frame in nearly all or nearly no sentence, so that clear differences
# come up as often as unclear ones.
body = st.lists(line, min_size=3, max_size=10) | st.lists(
    st.sampled_from([SECURITY, HISTORY]), min_size=8, max_size=12
)
corpora = st.lists(st.lists(body, min_size=1, max_size=3), min_size=1, max_size=4)


def analyses_of(corpus) -> list:
    return [
        make_analysis(f"{outlet}-{i}", f"paper-{'abcd'[outlet]}", lines)
        for outlet, articles in enumerate(corpus)
        for i, lines in enumerate(articles)
    ]


def sentences_of(findings: Findings) -> list[str]:
    """Every sentence about a result that the report prints."""
    key = [text for found in findings.key for text in (found.title, found.text, found.why)]
    limits = [text for limit in findings.limits for text in limit]
    return [
        *(findings.title, findings.summary, findings.nothing),
        *(*key, *findings.headings.values(), *findings.notes.values(), *limits),
    ]


@settings(max_examples=8, deadline=None)
@given(corpora, st.randoms(use_true_random=False))
def test_the_order_of_articles_changes_no_sentence(corpus, shuffler):
    analyses = analyses_of(corpus)
    shuffled = analyses[:]
    shuffler.shuffle(shuffled)
    assert told(analyses)[1] == told(shuffled)[1]


@settings(max_examples=10, deadline=None)
@given(corpora)
def test_every_finding_has_rows_and_its_counts_are_those_of_a_gap(corpus):
    comparison, findings = told(analyses_of(corpus))
    rows = {row.id for row in (*comparison.rows.sentences, *comparison.rows.statements)}
    assert len(findings.key) <= MOST
    assert bool(findings.nothing) != bool(findings.key)
    for finding in findings.key:
        assert set(finding.rows) <= rows
        if finding.sure == READ:
            continue
        gaps = [g for g in comparison.gaps if finding.outlet in ("", g.outlet) and g.told]
        figures = [g.figure for g in gaps]
        if not finding.outlet:  # from most to least: of an outlet between, too, a gap may be told
            figures = [outlet.figures[g.key] for g in gaps for outlet in comparison.outlets]
        assert any(finding.number == f"{each.count:.0f} of {each.n}" for each in figures)
        assert all(abs(g.value) >= LEAST_GAP and g.p <= LIKELY and g.holds for g in gaps)


# What no editor would print, and what is true of no finding.
AVOIDED = re.compile(
    r"\b[A-Z]{2,4}-\d|sets? apart|excludes? zero|unknown outlet|  |in None|interval (in|ex)cludes|bootstrap"
    r"|resampl|omit|\bnan\b|Read off the page page|\.\.|,,| ;|‘’|\(\)|\b1 articles|\b1 sentences"
)


@settings(max_examples=10, deadline=None)
@given(corpora)
def test_no_sentence_has_words_to_avoid(corpus):
    for sentence in sentences_of(told(analyses_of(corpus))[1]):
        assert not AVOIDED.search(sentence), sentence


def test_so_it_is_for_the_seeds_and_the_harbour(seed_comparison, harbour):
    for comparison in (seed_comparison, harbour):
        for sentence in sentences_of(write_findings(comparison)):
            assert not AVOIDED.search(sentence), sentence
