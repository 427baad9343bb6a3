"""What is conditional, feared, planned or denied is not told as something that happened."""

from __future__ import annotations

import pytest

from framing.text.mood import is_told_as_happened
from framing.text.parse import load_model

HAPPENED = [
    "Norland attacked the island in May.",
    "Two men died in the attack on the port.",
    "The port was closed after an attack by Norland.",
    "The fleet began to attack the port.",
    "The attack would be avenged, the king said.",
    "Such an attack will only raise the tension.",
    "The officials said Norland attacked the port.",
    "Norland launched an attack on the port on Monday.",
    "Tension rose after the North attacked a southern island.",
    "He accused Norland of attacking the port.",
    "The trade routes and the attack on Sudaport will be discussed.",
]
DID_NOT = [
    "The mayor feared an attack on the island.",
    "The neighbours would not help should the North attack first.",
    "If Norland attacks, the fleet will sail.",
    "They were prepared to stop any attack.",
    "Norland denied that it attacked the port.",
    "Norland plans to attack the island.",
    "Norland could attack again.",
    "Fears of an attack have grown.",
    "Norland did not attack the port.",
    "Alaska is worried about a missile attack on its harbour.",
    "The navy drills for a possible attack.",
    "There was no attack.",
    "Suda Preparing for Norland Attack With New Fleet",
    "The fleet exercises in case Norland attacks.",
]


def is_told(sentence: str) -> bool:
    doc = load_model(frozenset({"tagger", "parser", "lemmatizer"}))(sentence)
    return is_told_as_happened(next(t for t in doc if t.lower_.startswith("attack")))


@pytest.mark.parametrize("sentence", HAPPENED)
def test_what_happened_is_told(sentence):
    assert is_told(sentence)


@pytest.mark.parametrize("sentence", DID_NOT)
def test_what_may_happen_or_did_not_is_not_told(sentence):
    assert not is_told(sentence)
