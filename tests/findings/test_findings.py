"""Findings say what the data allow, and nothing else."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from framing.evidence import Resampling
from framing.evidence.measures import LOG_RATIO
from framing.findings import Findings, write_findings
from framing.findings.frames import frame_name, sets_apart
from framing.findings.words import RANKING
from framing.models import Naming, Role
from framing.wording import percent, signed
from tests.builders import Line, make_analysis
from tests.evidence.test_intervals import compared

line = st.builds(
    Line,
    frames=st.sets(st.sampled_from(["history", "security", "dialogue"])).map(
        lambda s: tuple(sorted(s))
    ),
    polarity=st.none() | st.floats(-1, 1),
    role=st.none() | st.sampled_from(list(Role)),
    naming=st.none() | st.sampled_from(list(Naming)),
)
# Outlets with a habit: a frame in nearly all or nearly no sentence, so that clear differences
# come up as often as unclear ones.
body = st.lists(line, min_size=3, max_size=14) | st.lists(
    st.sampled_from([Line(frames=("dialogue",)), Line(frames=("history",), polarity=-0.8)]),
    min_size=10,
    max_size=16,
)
corpora = st.lists(st.lists(body, min_size=1, max_size=6), min_size=1, max_size=4)


def comparison_of(corpus, order=lambda analyses: analyses):
    analyses = [
        make_analysis(f"{outlet}-{i}", f"paper-{'abcd'[outlet]}", lines)
        for outlet, articles in enumerate(corpus)
        for i, lines in enumerate(articles)
    ]
    return compared(order(analyses), resampling=Resampling(resamples=200))


def sentences_of(findings: Findings) -> list[str]:
    """Every sentence about a result that the report prints."""
    key = [text for finding in findings.key for text in (finding.title, finding.text)]
    pages = [text for words in findings.outlets.values() for text in (words.title, words.text)]
    return [findings.title, *key, *findings.headings.values(), *findings.notes.values(), *pages]


@settings(max_examples=60, deadline=None)
@given(corpora)
def test_no_word_ranks_where_an_interval_includes_zero(corpus):
    comparison = comparison_of(corpus)
    clear = {
        sign: sum(
            o.figures[LOG_RATIO].excludes_zero and o.figures[LOG_RATIO].value * sign > 0
            for o in comparison.outlets
        )
        for sign in (1, -1)
    }
    apart = {
        frame_name(comparison, frame.id)
        for frame in comparison.codebook.frames
        if sets_apart(comparison, frame.id)
    }
    for sentence in sentences_of(write_findings(comparison)):
        ranking = RANKING & set(re.findall(r"[a-z]+", sentence.lower()))
        if "outweighs" in ranking:
            # The words claim a pole's lead in some outlets: as many must be clear of zero.
            assert clear[1] + clear[-1] > 0, sentence
            ranking -= {"outweighs"}
            for number in re.findall(r"in (\d+)", sentence):
                assert int(number) in clear.values(), sentence
        if "apart" in ranking:
            named = "cannot be told apart" in sentence
            assert named or any(name in sentence.lower() for name in apart), sentence
            if named:
                assert clear == {1: 0, -1: 0}, sentence
            ranking -= {"apart"}
        assert not ranking, sentence


@settings(max_examples=40, deadline=None)
@given(corpora)
def test_a_frame_sets_apart_only_where_all_its_differences_are_clear(corpus):
    comparison = comparison_of(corpus)
    for frame in comparison.codebook.frames:
        outlet = sets_apart(comparison, frame.id)
        if outlet is None:
            continue
        for other in comparison.outlets:
            if other.slug != outlet.slug:
                gap = comparison.difference(f"frame.{frame.id}", outlet.slug, other.slug)
                assert gap.excludes_zero


@settings(max_examples=40, deadline=None)
@given(corpora)
def test_every_number_in_a_finding_is_one_of_the_data(corpus):
    comparison = comparison_of(corpus)
    known = {str(len(comparison.outlets)), str(len(comparison.analyses)), "1", "0", "5"}
    totals: dict[str, int] = {}
    for outlet in comparison.outlets:
        known |= {str(outlet.n_sentences), str(outlet.n_statements), str(outlet.n_words)}
        known |= {str(len(outlet.speakers)), str(outlet.n_articles)}
        for name, figure in outlet.figures.items():
            known |= {f"{figure.count:.0f}", str(figure.n), percent(figure.value).strip("%<>")}
            for x in (figure.value, figure.low, figure.high):
                if x is not None:
                    known |= {signed(x).strip("+−"), f"{100 * x:.0f}"}
            totals[name] = totals.get(name, 0) + int(figure.count)
    official = totals["role.government"] + totals["role.military"]
    n_statements = sum(o.n_statements for o in comparison.outlets)
    n_sentences = sum(o.n_sentences for o in comparison.outlets)
    known |= {str(n) for n in totals.values()} | {str(official), str(n_statements)}
    society = ("role.business", "role.civil_society", "role.citizen")
    known |= {str(n_sentences), str(sum(totals[name] for name in society))}
    known |= {str(n) for n in range(len(comparison.analyses) + 1)}
    for outlet in comparison.outlets:
        known.add(
            str(int(sum(outlet.figures[f"role.{r}"].count for r in ("government", "military"))))
        )
    pairs = len(comparison.outlets) * (len(comparison.outlets) - 1) // 2
    known |= {str(n) for n in range(pairs + 1)}
    serious = [f for f in comparison.flags if f.severity == "serious"]
    flag_words = " ".join(f"{f.what} {f.consequence}" for f in serious)
    known |= set(re.findall(r"\d+(?:\.\d+)?", flag_words))
    names = "|".join(re.escape(o.name) for o in comparison.outlets)
    for sentence in sentences_of(write_findings(comparison)):
        told = re.sub(names, "", sentence).replace(",", "")
        for number in re.findall(r"\d+(?:\.\d+)?", told):
            assert number in known, (number, sentence)


@settings(max_examples=25, deadline=None)
@given(corpora, st.randoms(use_true_random=False))
def test_the_order_of_outlets_changes_no_sentence(corpus, shuffler):
    def shuffled(analyses):
        shuffler.shuffle(analyses)
        return analyses

    one = write_findings(comparison_of(corpus))
    two = write_findings(comparison_of(corpus, shuffled))
    assert one == two


@settings(max_examples=25, deadline=None)
@given(st.lists(body, min_size=1, max_size=4))
def test_one_article_never_speaks_for_its_outlet(bodies):
    findings = write_findings(comparison_of([[lines] for lines in bodies]))
    for sentence in sentences_of(findings):
        # What does not compare is about outlets: it says that the figures are not.
        told = sentence.replace("There is one article for each outlet.", "")
        assert not re.search(r"\b(this|these|every|each|no|of \d+) outlets?\b", told), sentence


@settings(max_examples=25, deadline=None)
@given(corpora)
def test_titles_have_ten_words_or_fewer(corpus):
    findings = write_findings(comparison_of(corpus))
    for title in [f.title for f in findings.key] + list(findings.headings.values()):
        assert len(title.split()) <= 10, title


def test_tone_is_not_told_of_a_handful_of_words(seed_comparison):
    findings = write_findings(seed_comparison)
    assert not [f for f in findings.key if f.topic == "tone"]
    assert "Too few scored words" in findings.headings["tone"]


def test_tone_that_is_measured_is_told_with_its_caveat():
    bodies = [[Line(polarity=-0.6)] * 9 + [Line(polarity=-0.2)], [Line(polarity=0.5), Line()] * 6]
    findings = write_findings(comparison_of([[lines] for lines in bodies]))
    finding = next(f for f in findings.key if f.topic == "tone")
    assert finding.number == "2 of 2"
    assert finding.title == "Own wording leans negative in 1, positive in 1"
    assert "no verdict" in finding.text


def test_naming_is_told_with_who_uses_which():
    book = compared([make_analysis("x", "one", [Line()] * 3)]).codebook
    chosen = next(s for s in book.label_sets if len(s.labels) > 1)
    one, two = (
        make_analysis(f"a{i}", f"paper-{'ab'[i]}", [Line(label=(chosen.id, label.id)), Line()])
        for i, label in enumerate(chosen.labels[:2])
    )
    findings = write_findings(compared([one, two]))
    finding = next(f for f in findings.key if f.topic == "naming")
    assert finding.number == "2"
    assert f"‘{chosen.labels[0].name}’ (Paper A)" in finding.text
    assert f"‘{chosen.labels[1].name}’ (Paper B)" in finding.text
