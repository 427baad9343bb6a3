"""The base measure: lexical polarity of the narrator's words."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.analysers.base import Analyser
from framing.analysers.tone import Tone
from framing.analysers.tone.analyser import Difference, disagreements
from framing.analysers.tone.lexical import TEXTBLOB_NEGATIONS, assess
from framing.analysers.tone.lexicon import neutralised, news_words, read_lexicon
from framing.models import (
    ActorTone,
    Article,
    Part,
    Parts,
    Result,
    SentenceTone,
    Span,
    Statement,
    Voice,
)
from framing.text.parse import ParsedArticle, parse_articles
from framing.text.voices import with_voices

ROOT = Path(__file__).parents[2]
CASES = tomllib.loads((ROOT / "tests/cases/tone.toml").read_text(encoding="utf-8"))["case"]
NEUTRAL_NEWS = tomllib.loads(
    (ROOT / "evaluation/tone_data/neutral_news.toml").read_text(encoding="utf-8")
)["sentences"]
TONE = Tone()


def _article(text: str, headline: str = "") -> Article:
    whole = f"{headline}\n\n{text}" if headline else text
    start = len(whole) - len(text)
    parts = Parts(
        body=Span(start, len(whole)), headline=Span(0, len(headline)) if headline else None
    )
    return Article(id="a", path="a.txt", text=whole, parts=parts, outlet="o", outlet_name="O")


def _parse(article: Article) -> ParsedArticle:
    return with_voices(next(parse_articles([article], TONE.needs)), [])


def _tone(text: str, headline: str = "") -> Result:
    article = _article(text, headline)
    return TONE.analyse(_parse(article), article)


def test_tone_is_an_analyser() -> None:
    assert isinstance(TONE, Analyser)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_golden_sentence(case: dict) -> None:
    (sentence,) = _tone(case["text"]).tones
    assert sentence is not None
    assert sentence.polarity == pytest.approx(case["polarity"], abs=0.001)
    assert [word.span.of(case["text"]) for word in sentence.words] == case["words"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The truck drove through the crowd, crushing dozens.", []),
        ("The defeat was crushing.", ["crushing"]),
        ("The square was guarded by soldiers.", []),
        ("It ended in what the mayor called a horrific act.", []),
        ("The horrific act was over by noon.", ["horrific act"]),
        ("The troops were reportedly disappointed with the port.", []),
        ("The troops were disappointed with the port.", ["disappointed"]),
        ("A soldier made a mad climb for the border.", ["mad climb"]),
        ("It was a terrible night.", ["terrible night"]),
    ],
)
def test_words_are_scored_as_they_stand_and_shown_with_their_phrase(text, words) -> None:
    (sentence,) = _tone(text).tones
    assert sentence is not None
    assert [word.shown.of(text) for word in sentence.words if word.polarity] == words


@pytest.mark.parametrize("mark", ["'", "’"])
def test_a_contraction_is_shown_whole(mark) -> None:
    text = f"The council shouldn{mark}t be too quick to praise the port."
    (sentence,) = _tone(text).tones
    assert sentence is not None
    assert [w.span.of(text) for w in sentence.words] == [f"shouldn{mark}t be too quick to praise"]


def test_scores_equal_textblobs_own_where_nothing_is_changed() -> None:
    from textblob.en import sentiment

    lexicon = read_lexicon()
    for text in NEUTRAL_NEWS + [case["text"] for case in CASES[5:]]:
        if "'" in text or "’" in text or "without" in text or "hardly" in text:
            continue  # contractions and the added negations differ on purpose
        words = " ".join(sentiment.tokenizer(text)).lower().split()
        ours = assess(words, [lexicon.get(word) for word in words], TEXTBLOB_NEGATIONS)
        theirs = sentiment.assessments((word, None) for word in words)
        assert [a.polarity for a in ours] == pytest.approx([each[1] for each in theirs]), text
        assert [a.subjectivity for a in ours] == pytest.approx([each[2] for each in theirs]), text


def test_quoted_words_are_left_out_and_their_sentence_has_no_tone() -> None:
    text = 'The minister signed the treaty. "It was a terrible and stupid mistake to sign it here."'
    result = _tone(text)
    assert result.tones[0] is not None
    assert result.tones[1] is None
    assert result.figures[0].n == 1


def test_indirect_speech_is_left_out() -> None:
    text = "Kim said the deal was a terrible mistake."
    article = _article(text)
    at = text.index("the deal")
    statement = Statement(
        content=(Span(at, len(text) - 1),),
        cue=Span(4, 8),
        source=Span(0, 3),
        voice=Voice.INDIRECT,
    )
    parsed = with_voices(next(parse_articles([article], TONE.needs)), [statement])
    (sentence,) = TONE.analyse(parsed, article).tones
    assert sentence is not None
    assert sentence.words == ()
    assert sentence.n_words == 2


def test_a_negation_does_not_reach_over_a_quotation() -> None:
    text = 'It was not "the way that we had all hoped to see" good.'
    (sentence,) = _tone(text).tones
    assert sentence is not None
    assert sentence.polarity > 0


def test_a_sentence_without_scored_words_says_so() -> None:
    (sentence,) = _tone("The two ministers met in Geneva.").tones
    assert sentence is not None
    assert (sentence.polarity, sentence.words, sentence.n_words) == (0.0, (), 6)


def test_headline_is_measured_apart() -> None:
    result = _tone("The ministers met.", headline="A terrible mistake")
    by_name = {measure.name: measure for measure in result.figures}
    assert by_name["lexical_polarity"].value == 0.0
    assert by_name["lexical_polarity_headline"].value == pytest.approx(-1.0)
    assert by_name["lexical_polarity_headline"].evidence == (Span(0, 18),)


def test_no_narrator_sentence_gives_no_value() -> None:
    result = _tone('"We will never accept this terrible and evil plan."')
    assert result.figures[0].value is None
    assert result.figures[0].n == 0


def test_users_can_neutralise_more_words() -> None:
    article = _article("The brutal regime fell.")
    result = Tone(neutral={"Brutal": "names a period"}).analyse(_parse(article), article)
    assert result.tones[0] is not None
    assert result.tones[0].words == ()


def test_measures_are_means_of_the_sentences() -> None:
    result = _tone("The brutal regime fell. The minister gave a good speech. They met at noon.")
    polarity = result.figures[0]
    assert polarity.value == pytest.approx((-0.875 + 0.7 + 0) / 3)
    assert polarity.n == len(polarity.evidence) == 3


@pytest.mark.parametrize("entry", neutralised(), ids=lambda entry: entry.word)
def test_neutralised_word_has_score_reason_and_example(entry) -> None:
    assert entry.word in read_lexicon()
    assert entry.reason
    assert entry.word in entry.example.lower()


def test_each_word_of_the_news_list_scores_in_its_example() -> None:
    words = list(news_words().values())
    result = _tone("\n\n".join(word.example for word in words))
    for word, sentence in zip(words, result.tones, strict=True):
        assert sentence is not None
        assert any(found.polarity * word.entry.polarity > 0 for found in sentence.words), (
            word.example
        )


@pytest.mark.parametrize("deed", ["breach", "violation", "collapse"])
def test_what_undoes_a_good_thing_praises_nothing(deed) -> None:
    whole = _tone(f"It was a {deed} of the agreement.").figures[0].value
    bare = _tone("It was a part of the agreement.").figures[0].value
    assert whole is not None
    assert bare is not None
    assert whole <= 0 < bare


def test_words_of_a_headline_in_capitals_are_known_by_their_endings() -> None:
    by_name = {f.name: f for f in _tone("They met.", headline="Rebels Attacked Ferry").figures}
    assert by_name["lexical_polarity_headline"].value == pytest.approx(-0.6)


def test_a_word_that_is_made_neutral_is_no_word_of_news_either() -> None:
    article = _article("The war began.")
    result = Tone(neutral={"war": "names a period"}).analyse(_parse(article), article)
    assert result.tones[0] is not None
    assert result.tones[0].words == ()


def test_examples_of_the_neutral_list_are_neutral() -> None:
    article = _article("\n\n".join(entry.example for entry in neutralised()))
    result = Tone(mode="textblob", news=False).analyse(_parse(article), article)
    for sentence in result.tones:
        assert sentence is not None
        assert abs(sentence.polarity) <= 0.1


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from("abn’'\"“” \n.!-:)good not bad terribly\u200f\U0001f600é"),
        max_size=120,
    )
)
def test_any_text_gives_bounded_scores_with_spans_inside_their_sentence(text: str) -> None:
    article = _article(text)
    parsed = _parse(article)
    result = TONE.analyse(parsed, article)
    assert len(result.tones) == len(parsed.sentences)
    for sentence, tone in zip(parsed.sentences, result.tones, strict=True):
        if tone is None:
            continue
        assert -1 <= tone.polarity <= 1
        assert 0 <= tone.subjectivity <= 1
        for word in tone.words:
            assert sentence.span.contains(word.span)
            assert word.span.of(text).strip()


def test_body_part_is_where_the_mean_comes_from() -> None:
    result = _tone("The ministers met.", headline="Brutal regime falls")
    parsed = _parse(_article("The ministers met.", headline="Brutal regime falls"))
    body = [s.span for s in parsed.sentences if s.part is Part.BODY]
    assert list(result.figures[0].evidence) == body


@pytest.mark.parametrize(
    ("polarity", "label", "kind"),
    [
        (0.5, "negative", Difference.OPPOSITE),
        (0.0, "negative", Difference.LEXICON_SILENT),
        (0.05, "positive", Difference.LEXICON_SILENT),
        (-0.4, "neutral", Difference.MODEL_NEUTRAL),
        (-0.4, "negative", None),
        (0.0, "neutral", None),
    ],
)
def test_disagreement_of_the_two_readings(
    polarity: float, label: str, kind: Difference | None
) -> None:
    told = ActorTone("japan", "Japan", Span(0, 5), label, 0.9, Voice.NARRATOR, 0)
    quoted = ActorTone("japan", "Japan", Span(9, 14), label, 0.9, Voice.DIRECT, 0)
    sentence = SentenceTone(polarity, 0.0, (), 5)
    expected = [(kind, told)] if kind else []
    found = disagreements((sentence,), (told, quoted))
    assert [(each.kind, each.towards) for each in found] == expected
