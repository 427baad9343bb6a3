"""The pipeline says what spaCy's own says, also of small words, contractions and white space."""

from __future__ import annotations

import pytest
import spacy

from framing.text.language_model import language_model
from framing.text.parse import load_model

_TEXTS = (
    "He's got to go, hasn't he? They ain't gonna tell 'em what she'd have done.\n\nLet's see it.",
    "There's that which I, you and it know; y'all gotta see what the boats' crews had been doing.",
    "  \n The reports, whose geese flew further, were mice-ridden.\t“Nothin' doin',” said the ol' man.",
    "Once seen, somebody can't do without: do they? It did it, and there were 20 of them, 3.5% less.",
    "BREAKING NEWS Ministers Leave Talks\n\nC'mon, 'nuff said. Whether it rains or not, that is that.",
)


@pytest.mark.parametrize("text", _TEXTS)
def test_says_what_spacy_says(text: str) -> None:
    plain = spacy.load(language_model())
    ours = load_model(frozenset({"parser", "lemmatizer", "ner"}))
    for _ in range(2):  # the second time from what is known
        assert [
            (t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.ent_type_) for t in ours(text)
        ] == [(t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.ent_type_) for t in plain(text)]
