"""More targets for a teacher to label: other actors in sentences of the news.

People labelled one or two targets a sentence of NewsMTSC; the other names, nouns and pronouns in
the same sentences are targets too, and so are those in the sentences of PolNeAR's train split (its
text alone is read). A larger model can say how they are spoken of.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from framing.text.language_model import DEFAULT_MODEL
from training.sources.polnear import read_split
from training.tone.items import read_rows

_PRONOUNS = frozenset({"he", "she", "they", "him", "her", "them", "we", "it", "his", "their"})
_PARAGRAPHS = re.compile(r"\s*\n\s*")
_TOKENS = range(6, 111)  # shorter ones say nothing of anybody; longer ones are lists and tables
_REACH = 4  # a target that begins this near to a known one is the same

Item = dict[str, object]


def targets(sentence: Span | Doc, taken: set[int], number: int, rng: random.Random) -> list[Item]:
    """At most ``number`` targets of a sentence, names and pronouns before nouns.

    ``taken`` are offsets in the sentence where known targets begin.
    """
    base = sentence[0].idx
    found = []
    for chunk in sentence.noun_chunks:
        root = chunk.root
        if root.pos_ == "PRON" and root.lower_ not in _PRONOUNS:
            continue
        # A name, or a noun without its long tail of modifiers.
        first = root.left_edge.i if root.pos_ == "PROPN" else root.i - 1
        first = max(chunk.start, first)
        start = sentence.doc[first].idx - base
        end = root.idx + len(root) - base
        if taken.isdisjoint(range(start - _REACH, end)):
            found.append((root.pos_ == "NOUN", start, end))
    rng.shuffle(found)
    found.sort(key=lambda item: item[0] and rng.random() < 0.7)
    return [{"sentence": sentence.text, "from": s, "to": e} for _, s, e in found[:number]]


def of_newsmtsc(nlp: Language, path: Path, number: int, rng: random.Random) -> Iterator[Item]:
    """Targets that nobody labelled, in the sentences of NewsMTSC's train split."""
    known: dict[str, set[int]] = {}
    for row in read_rows(path):
        known.setdefault(row["sentence"], set()).add(row["from"])
    for doc in nlp.pipe(known, batch_size=64):
        if len(doc) in _TOKENS:
            yield from targets(doc, known[doc.text], number, rng)


def of_polnear(nlp: Language, where: Path, number: int, rng: random.Random) -> Iterator[Item]:
    """Targets in the sentences of PolNeAR's train split, each sentence once."""
    articles = (article.text for article in read_split(where, "train"))
    texts = (part for text in articles for part in _PARAGRAPHS.split(text) if part)
    seen: set[str] = set()
    for doc in nlp.pipe(texts, batch_size=64):
        for sentence in doc.sents:
            if len(sentence) in _TOKENS and sentence.text not in seen:
                seen.add(sentence.text)
                yield from targets(sentence, set(), number, rng)


def targets_in_news(
    newsmtsc: Path, polnear: Path, per_sentence: int, seed: int
) -> tuple[list[Item], list[Item]]:
    """The targets that nobody labelled, in NewsMTSC's train split (``newsmtsc``, its file) and in
    PolNeAR's (its folder or archive)."""
    rng = random.Random(seed)
    nlp = spacy.load(DEFAULT_MODEL, exclude=["ner", "lemmatizer"])
    first = list(of_newsmtsc(nlp, newsmtsc, per_sentence, rng))
    return first, list(of_polnear(nlp, polnear, per_sentence, rng))
