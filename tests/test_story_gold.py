"""The coded stories: what their files promise, without the texts."""

from __future__ import annotations

from dataclasses import replace

from evaluation.sources_cases import plain_article
from evaluation.stories.agreement import coded_twice, lines_of
from evaluation.stories.gold import (
    REPLACED,
    SECOND,
    Coded,
    CodedArticle,
    converted,
    digest,
    read_gold,
)
from evaluation.stories.placed import read_as_published
from evaluation.stories.score import Scores, judge
from framing.analysers.sources import Sources
from framing.models import Span, Statement, Voice
from framing.text.parse import parse_articles

NAMINGS = {"named", "unnamed", "institution", "document"}


def test_the_codings_are_whole_and_hold_no_text():
    articles = read_gold()
    assert {a.about["role_in_set"] for a in articles} == {"mend", "once"}
    once = {a.about["story"] for a in articles if a.about["role_in_set"] == "once"}
    assert not once & {a.about["story"] for a in articles if a.about["role_in_set"] == "mend"}
    for article in articles:
        assert len(article.about["sha256"]) == 64
        for statement in article.statements:
            assert all(0 <= s.start < s.end for s in statement.content)
            assert statement.naming in NAMINGS


def test_a_coders_words_become_places():
    text = "“We wait,” he said. “He said so.” The mayor said no."
    coded = {
        "id": "x", "set": "own", "story": "s", "role_in_set": "mend", "topic": "t", "outlet": "o",
        "style": "agency", "coder": "A", "sha256": digest(text),
        "statements": [
            {
                "content": ["“We wait,”", "“He said so.”"], "cue": "said", "source": "he",
                "speech": True, "voice": "direct", "speaker": "Tom Hale", "naming": "named",
                "role": None, "country": [], "via": None,
            }
        ],
    }  # fmt: skip
    made, missing = converted(coded, text)
    (statement,) = made["statements"]
    assert not missing
    assert [text[s:e] for s, e in statement["content"]] == ["“We wait,”", "“He said so.”"]
    assert statement["source"] == [11, 13]
    assert statement["cue"] == [14, 18]


def test_the_name_beside_the_cue_is_the_source_and_none_that_opens_the_next_sentence():
    text = "Kelmbank said it would pay. Kelmbank shares fell."
    coded = {
        "id": "x", "set": "own", "story": "s", "role_in_set": "mend", "topic": "t", "outlet": "o",
        "style": "agency", "coder": "A", "sha256": digest(text),
        "statements": [
            {
                "content": "it would pay", "cue": "said", "source": "Kelmbank",
                "speech": True, "voice": "indirect", "speaker": "Kelmbank", "naming": "institution",
                "role": "business", "country": [], "via": None,
            }
        ],
    }  # fmt: skip
    (statement,) = converted(coded, text)[0]["statements"]
    assert (statement["source"], statement["cue"]) == ([0, 8], [9, 13])


def test_second_codings_are_of_the_same_texts():
    first = {a.id: a.about["sha256"] for a in read_gold()}
    second = read_gold(SECOND)
    assert len(second) >= 13
    assert all(first[a.id] == a.about["sha256"] for a in second)
    assert {a.id for a in read_gold(REPLACED)} <= {a.id for a in second}


def coded(*contents: tuple[int, int], role: str | None = None) -> Coded:
    spans = tuple(Span(*c) for c in contents)
    return Coded(
        spans, None, None, True, "direct", "Eva Lund", "named", role, frozenset({"NO"}), None
    )


TEXT = "“We wait here. The road is shut.” That was Eva Lund on Monday."


def parsed():
    article = plain_article(TEXT)
    return next(parse_articles([article], Sources.needs))


def test_the_cut_of_a_long_quotation_is_no_disagreement():
    about = {"id": "x"}
    one = CodedArticle(about, (coded((1, 32), role="citizen"),), (), ())
    two = CodedArticle(about, (coded((1, 14), role="citizen"), coded((15, 32))), (), ())
    (article,) = coded_twice([one], [two], {"x": parsed()})
    assert (article.first, article.second, len(article.both)) == (2, 2, 2)
    lines = "\n".join(lines_of([article]))
    assert "contents F1             1.000" in lines
    assert "role                    equal 0.500" in lines


def test_what_a_coder_did_not_read_does_not_count():
    found = Statement(
        content=(Span(15, 32),), cue=None, source=None, voice=Voice.DIRECT, speaker="Eva Lund",
        speaker_id="eva-lund", naming=None, role=None, country=None, via=None, channel=None,
        speech=True, decided={},
    )  # fmt: skip
    for uncoded, expected in (((), 1), ((Span(15, 18),), 0)):
        scores = Scores()
        article = CodedArticle({"id": "x"}, (), (), (), uncoded)
        judge(scores, article, parsed(), [found])
        assert scores.found == expected


def test_codings_follow_a_line_that_cleaning_moves():
    raw = (
        "Ferry back at last\n\nThe ferry left. The mayor said it was early.\n"
        "Ferry passengers wait at the quay on a cold day in May. (Photo: Ann Lee/Reuters)\n"
        "The next one leaves on Monday, the port said."
    )
    at = raw.index("Ferry passengers")
    content = (Span(at, at + 36), Span(raw.index("it was early"), raw.index("it was early") + 12))
    statement = replace(coded(), content=content)
    before = CodedArticle({"id": "x", "outlet": "Own Courier"}, (statement,), (), ())
    article, after = read_as_published(before, raw, "Ferry back at last", {})
    assert [s.of(article.text) for s in after.statements[0].content] == [
        "Ferry passengers wait at the quay on",
        "it was early",
    ]
