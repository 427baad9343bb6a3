"""Quotations that no cue introduces: by whom the copy asks, else by who spoke last."""

from __future__ import annotations

import pytest

from tests.analysers.test_sources import content, statements

ANSWER = "We are working on it day and night"


@pytest.mark.parametrize(
    "question",
    [
        "The Kelm Courier asked engineer Lena Brandt whether it would open in May.",
        "We asked the harbour master, Lena Brandt, what she made of it.",
        "Courier.co.uk asked Lena Brandt, CTO, Finance, Orbex if it could be 'ready'?",
    ],
)
def test_who_is_asked_answers_and_the_outlets_question_is_no_statement(question):
    text = (
        f"Otto Dahl, the mayor, said on Monday that the bridge was shut. {question} "
        f'"{ANSWER}, and it will be ready by then."'
    )
    shut, answer = statements(text)
    assert "the bridge was shut" in content(text, shut)
    assert ANSWER in content(text, answer)
    assert answer.speaker_id.startswith("lena-brandt")


def test_a_quotation_stays_with_who_spoke_and_not_with_who_is_named_behind_it():
    text = (
        'Bitcoin expert Sven Taylor said: "It is a government trying to get its hand around it."'
        '\n\n"They were holding currency on behalf of others. All kinds of things could be '
        'happening." New noise from Oslo will concern owners with the Ledger reporting that judges '
        "in Oslo are about to rule on the question of what coins are."
    )
    found = {s.speaker_id for s in statements(text) if content(text, s).startswith('"')}
    assert found == {"sven-taylor"}


def test_who_is_spoken_of_in_a_quotation_does_not_go_on_with_the_next_one():
    text = (
        'Ms Brandt said: "Not really. This is a sign that banks recognise that there is a bubble '
        'which will burst.\n\n"Understandably, they do not want to be exposed to that risk and '
        'want to protect their customers."\n\n"Rules are needed to protect people who save."'
    )
    spoken = [s for s in statements(text) if "Rules are needed" in content(text, s)]
    assert [s.speaker for s in spoken] == ["Ms Brandt"]


def test_a_quotation_that_opens_an_article_is_by_who_is_named_behind_it():
    text = '"We heard a bang and ran." Witness Lena Brandt said the roof fell within seconds.'
    assert {s.speaker_id for s in statements(text)} == {"lena-brandt"}


def test_who_calls_upon_somebody_and_what_is_stressed_are_found():
    text = (
        "The Northern Coalition called upon the UN Security Council to adopt a resolution under "
        "Chapter VII. It stressed that any further delay would be taken for a licence."
    )
    called, stressed = statements(text)
    assert "adopt a resolution" in content(text, called)
    assert called.speaker_id == stressed.speaker_id == "northern-coalition"
