"""Headlines in title case, written as sentences for the parser."""

from hypothesis import given
from hypothesis import strategies as st

from framing.clean import clean
from framing.models import Part
from framing.text.casing import as_sentence, is_titled
from framing.text.parse import parse_article

BODY = (
    "The South Korea coast guard stopped a ship. It was said to carry oil to North Korea. Officials "
    "in South Korea told of a transfer at sea, and the UN was told."
)


def test_words_that_the_body_writes_small_lose_their_capital() -> None:
    words = "South Korea Seizes Ship Suspected of Sending Oil to North Korea".split()
    told = as_sentence(words, BODY)
    assert " ".join(told) == "South Korea seizes ship suspected of sending oil to North Korea"


def test_capitals_that_no_title_case_makes_are_kept() -> None:
    assert as_sentence("Envoy Tells UN Of McKay".split(), BODY) == "Envoy tells UN of McKay".split()


def test_a_headline_in_capitals_gets_names_as_the_body_has_them() -> None:
    words = "SHIP WITH OIL STOPPED OFF SOUTH KOREA".split()
    assert " ".join(as_sentence(words, BODY)) == "Ship with oil stopped off South Korea"


def test_a_headline_in_sentence_case_tells_its_own_names() -> None:
    assert not is_titled("South Korea seizes ship suspected of sending oil")
    assert is_titled("South Korea Seizes Ship Suspected of Sending Oil")
    assert not is_titled("Seoul Talks")  # too short to tell


def test_the_parser_finds_the_verb_and_the_words_stay() -> None:
    headline = "Seoul Seizes Ship Suspected of Sending Oil to Rival"
    text = f"{headline}\n\nBy Ann Lee\n\nIn a rare step, Seoul has seized a ship. {BODY}"
    article = clean(text, id="a", path="a.txt", outlets={})
    parsed = parse_article(article, frozenset({"tagger", "parser", "lemmatizer", "ner"}))
    assert parsed.text == article.text
    sentence = next(s for s in parsed.sentences if s.part is Part.HEADLINE)
    tokens = parsed.tokens(sentence.span)
    assert tokens.text == headline
    assert [(t.text, t.lemma_, t.tag_) for t in tokens if t.dep_ == "ROOT"] == [
        ("Seizes", "seize", "VBZ")
    ]


@given(st.text(max_size=60), st.text(max_size=120))
def test_words_keep_their_number_and_length(headline: str, body: str) -> None:
    words = headline.split()
    told = as_sentence(words, body)
    assert [len(word) for word in told] == [len(word) for word in words]
    assert [word.lower() for word in told] == [word.lower() for word in words]


def test_a_token_that_is_parted_on_the_way_loses_no_article() -> None:
    headline = "Seoul Seizes Ship Suspected of Sending Oil to Rival"
    glued = "“Nobody knew of it.”What did the crew say? “Nothing,” an officer said."
    article = clean(f"{headline}\n\n{BODY}\n\n{glued}", id="a", path="a.txt", outlets={})
    parsed = parse_article(article, frozenset({"tagger", "parser", "lemmatizer", "ner"}))
    assert parsed.text == article.text
    assert "What did the crew say?" in [s.span.of(parsed.text) for s in parsed.sentences]
