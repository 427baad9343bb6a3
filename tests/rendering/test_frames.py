"""How sure frames are: doubtful sentences, tentative frames, a codebook that does not fit."""

import re
from dataclasses import replace

from framing.codebooks import load_codebook
from framing.evidence import compare
from framing.models import Doubt, Hit, Span, Voice
from framing.report.context import build_view
from framing.report.templates import render_html
from tests.builders import Line, make_analysis

HELD, OTHER = Line(frames=("security",)), Line()


def doubtful(analysis, *, held: int, beside: int):
    """The analysis with one of its finds doubtful, and one sentence that nearly holds security."""
    found = analysis.results["emphasis"]
    mentions = [
        replace(hit, doubtful=True) if isinstance(hit, Hit) and hit.sentence == held else hit
        for hit in found.mentions
    ]
    start = analysis.sentences[beside].span.start
    mentions.append(Doubt("security", Span(start, start + 3), beside, Voice.NARRATOR, 0.3))
    emphasis = replace(found, mentions=tuple(mentions))
    return replace(analysis, results={**analysis.results, "emphasis": emphasis})


def page(analyses, codebook: str = "history-security", edition: str = "html") -> str:
    compared = compare(analyses, codebook=load_codebook(codebook), profiles={})
    return render_html(build_view(compared, profiles={}, analysers=(), edition=edition))


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def two(*lines_of_a):
    history = [Line(frames=("history",)), OTHER, OTHER]
    b = make_analysis("b", "two", [HELD, HELD, *history])
    return [make_analysis("a", "one", lines_of_a), b]


def test_a_share_stands_with_its_range_where_sentences_are_doubtful():
    analyses = two(HELD, HELD, OTHER, OTHER, Line(frames=("history",)))
    assert "Least to most" not in words_of(page(analyses, edition="pdf"))
    analyses[0] = doubtful(analyses[0], held=1, beside=2)
    for edition in ("pdf", "html"):
        said = words_of(page(analyses, edition=edition))
        assert "2 of 5 1 to 3 2 of 5" in said
        assert "Least to most: without doubtful sentences, and with all of them." in said
    assert "40% (20 to 60)" in said


def test_a_doubtful_sentence_says_so():
    analyses = two(HELD, HELD, OTHER, OTHER, Line(frames=("history",)))
    analyses[0] = doubtful(analyses[0], held=1, beside=2)
    html = page(analyses)
    rows = [words_of(row) for row in re.findall(r'<p class="sent".*?</p>', html, re.DOTALL)]
    of_a = [row for row in rows if row.startswith("ONE-1")]
    assert [("(doubtful)" in row, "security doubtful, not counted" in row) for row in of_a] == [
        (False, False), (True, False), (False, True), (False, False), (False, False)
    ]  # fmt: skip


def test_a_tentative_frame_is_named_beside_its_figures():
    lines = [Line(frames=("morality",)), Line(frames=("economy",)), *[OTHER] * 3]
    analyses = [make_analysis(name, name, lines) for name in ("a", "b")]
    reason = load_codebook("generic-frames").frame("morality").tentative
    assert reason
    for edition in ("pdf", "html"):
        said = words_of(page(analyses, "generic-frames", edition))
        assert f"Tentative: Morality. {reason}" in said
    economy = [Line(frames=("economy",)), *[OTHER] * 4]
    alone = [make_analysis(name, name, economy) for name in ("a", "b")]
    assert "Tentative" not in words_of(page(alone, "generic-frames", "pdf"))


def test_frames_are_folded_where_the_codebook_does_not_fit():
    lines = [HELD] * 2 + [OTHER] * 10
    unfit = page([make_analysis("a", "one", lines), make_analysis("b", "two", lines)])
    assert 'href="#emphasis"' not in unfit
    for part in ("emphasis", "emphasis-full"):
        inside = unfit.split(f'id="{part}"')[1]
        folded = inside.split('<details class="folded">')[1].split("</details>")[0]
        assert "The codebook does not fit these articles" in folded
        assert "History was found in none of 24 sentences." in folded
        assert "<table" in folded
        assert "<table" not in inside.split('<details class="folded">')[0]
    fits = page(two(HELD, HELD, OTHER, OTHER, Line(frames=("history",))))
    assert 'href="#emphasis"' in fits
    assert "folded" not in fits.split("</style>")[-1]
