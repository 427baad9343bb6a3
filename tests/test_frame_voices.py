"""Who speaks a frame."""

from framing.analysers.emphasis import Emphasis
from framing.codebooks import load_codebook
from framing.frame_voices import spoken_hits, voice_shares
from framing.models import Analysis, Role, SourcesResult, Span, Statement, Voice
from framing.text.parse import parse_articles
from framing.text.voices import with_voices
from framing.validation.semantic import as_article

TEXT = (
    "Japan's colonial rule ended in 1945. An expert said that colonial rule was harsh. "
    "“The missile fell into the sea.” It rained."
)


def analysed() -> Analysis:
    start = TEXT.index("colonial rule was")
    expert = Statement(
        (Span(start, start + len("colonial rule was harsh")),),
        None,
        None,
        Voice.INDIRECT,
        role=Role.EXPERT,
    )
    article = as_article(TEXT, "a")
    analyser = Emphasis(load_codebook("history-security"))
    parsed = with_voices(next(parse_articles([article], analyser.needs)), [expert])
    sources = SourcesResult(analyser="sources", version="1", statements=(expert,))
    emphasis = analyser.analyse(parsed, article)
    return Analysis(article, parsed.sentences, {"sources": sources, "emphasis": emphasis})


def test_each_hit_has_its_speaker() -> None:
    who = [(s.hit.frame, s.who) for s in spoken_hits(analysed())]
    assert who == [
        ("history", "narrator"),
        ("history", "expert"),
        ("security", "unattributed"),
    ]


def test_shares_are_of_the_frames_own_sentences() -> None:
    shares = voice_shares([analysed()], ["history", "security", "dialogue"])
    assert [(s.frame, s.who, s.n, s.of, s.share) for s in shares] == [
        ("history", "expert", 1, 2, 0.5),
        ("history", "narrator", 1, 2, 0.5),
        ("security", "unattributed", 1, 1, 1.0),
    ]
    assert [span.of(TEXT) for _, span in shares[0].evidence] == ["colonial rule"]


def test_a_frame_that_is_not_asked_for_is_left_out() -> None:
    assert {s.frame for s in voice_shares([analysed()], ["security"])} == {"security"}
