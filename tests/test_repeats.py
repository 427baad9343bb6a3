"""What a page says twice is no part of the article the second time; what the text says once stays."""

from __future__ import annotations

from framing.clean import clean
from framing.models import Article

HEADLINE = "Harbour board of Velda stops the ferry between the two ports"
QUOTE = "the ferry is the only road that we have in the months of winter"
FIRST = "The harbour board of Velda said on Monday that the ferry between the two ports would stop."
SECOND = (
    f"“For the people of the island, {QUOTE},” said Ann Lee, the mayor, who had asked for help."
)
THIRD = "The ferry has run since 1921 and carries 300 people on a weekday, most of them pupils."
BODY = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


def make(*inside: str) -> Article:
    raw = "\n\n".join([HEADLINE, FIRST, SECOND, *inside, THIRD])
    return clean(raw, id="article", path="in/article.txt", outlets={})


def body(article: Article) -> str:
    return article.parts.body.of(article.text)


def captions(article: Article) -> list[str]:
    return [span.of(article.text) for span in article.parts.captions]


def test_a_pull_quote_is_taken_out() -> None:
    article = make(f"{QUOTE[0].upper()}{QUOTE[1:]} Ann Lee, mayor")
    assert body(article) == BODY
    assert [each.reason for each in article.removed] == ["pull quote"]


def test_a_line_without_full_stop_that_the_text_has_is_a_caption() -> None:
    shown = "The ferry has run since 1921 and carries 300 people on a weekday"
    article = make(shown)
    assert body(article) == BODY
    assert captions(article) == [shown]


def test_a_caption_behind_its_supplier_is_one() -> None:
    for supplier in ("GETTY", "QUAY SCHOOL•GETTY", "AFP or licensors"):
        article = make(f"{supplier} Ann Lee wants a new ship for the people of the island")
        assert body(article) == BODY
        assert captions(article) == ["Ann Lee wants a new ship for the people of the island"]


def test_the_first_words_of_a_line_before_the_whole_are_cut_off() -> None:
    whole = (
        "Passengers of the ferry wait in the harbour of Velda, where no ship has left for a week."
    )
    assert whole in body(make(f"{whole[:60]}... {whole}"))
    assert body(make(f"{whole[:60]}... {whole}")).count("Passengers of the ferry") == 1


def test_a_folded_box_of_question_and_answer_is_taken_out() -> None:
    box = (
        "Q&A What is a ferry? Show Hide A ferry is a ship that goes between two ports. It is slow."
    )
    assert body(make(box)) == BODY


def test_a_sentence_that_comes_again_stays() -> None:
    assert body(make("She said so again, and again nobody answered.", THIRD)).count(THIRD) >= 1
    assert SECOND in body(make(SECOND[:-1] + " twice."))


def test_an_agencys_line_with_a_date_is_no_caption() -> None:
    raw = f"{HEADLINE}\n\nReuters Staff in Velda, Monday, May 3, 2021\n\n{BODY}"
    article = clean(raw, id="article", path="in/article.txt", outlets={})
    assert captions(article) == []
    assert article.published is not None


def test_a_pull_quote_with_who_said_it_and_of_what_body_is_taken_out() -> None:
    who = "Ann Lee, Northern Harbours and Ferries Science and Technology Corporation"
    assert body(make(f"{QUOTE[0].upper()}{QUOTE[1:]} {who}")) == BODY


def test_a_passage_printed_again_in_nearly_its_words_is_taken_out() -> None:
    for again in (
        "the ferry has run since 1921 and carries 300 people, most of them pupils",
        "For the people of the island, the ferry is the only road we have in the months of winter",
    ):
        assert body(make(again)) == BODY


def test_a_sentence_of_a_longer_paragraph_printed_alone_is_taken_out() -> None:
    for again in (
        f"“For the people of the island, {QUOTE}.”",
        f"For the people of the island, {QUOTE}.",
    ):
        assert body(make(again)) == BODY


def test_a_line_on_the_same_matter_in_words_of_its_own_stays() -> None:
    own = (
        "The ferry has not run since 1921, and 300 people now take the bus on a weekday, she said."
    )
    assert own in body(make(own))
