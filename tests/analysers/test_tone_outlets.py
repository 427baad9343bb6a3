"""Words that a profile or a codebook neutralises add nothing to tone."""

from __future__ import annotations

from framing.analysers.tone import Tone
from framing.models import Article, Parts, Span
from framing.text.parse import parse_articles

TEXT = "The splendid harbour opened on Monday. A splendid crowd came."


def polarity(tone: Tone, outlet: str) -> float:
    article = Article("a", "a.txt", TEXT, Parts(Span(0, len(TEXT))), outlet, outlet.title())
    parsed = next(parse_articles([article], tone.needs))
    return sum(s.polarity for s in tone.analyse(parsed, article).tones if s)


def test_a_profile_neutralises_words_in_its_own_outlets_copy_alone():
    tone = Tone(mode="textblob", outlet_neutral={"quay-news": ["Splendid"]})
    assert polarity(tone, "quay-news") == 0
    assert polarity(tone, "harbour-daily") > 0.5


def test_a_codebook_neutralises_words_everywhere():
    assert polarity(Tone({"splendid": "the ship's name"}, mode="textblob"), "quay-news") == 0
