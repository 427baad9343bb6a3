"""What batches would save, and what they would change: the parse, and the sentence encoder.

    python -m evaluation.batches [--articles 24] [--size 8]

Invented articles (``evaluation.corpora``). spaCy reads articles one by one, then in batches: CPU
seconds, and the articles of which any label differs. The encoder reads sentences one by one, then
with others of as many word pieces (so that nothing is padded): CPU seconds of both on the same
sentences, and how far a sentence's vector moves (1 less the cosine).
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict

import numpy as np
import spacy

from evaluation.corpora import twelve
from framing.text.encoder import FOLDER, LOWER, TAUGHT, TOKENIZER, encode
from framing.text.language_model import language_model
from framing.text.runtime import CLS, SEP, open_session, read_tokenizer


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--articles", type=int, default=24)
    parser.add_argument("--size", type=int, default=8)
    asked = parser.parse_args()
    rows = twelve(-(-asked.articles // 12))[: asked.articles]
    texts = [row["text"] for row in rows]
    nlp = spacy.load(language_model())
    nlp(" ".join(texts))  # every word is known from here on
    started = time.process_time()
    alone = [nlp(text) for text in texts]
    between = time.process_time()
    together = list(nlp.pipe(texts, batch_size=asked.size))
    ended = time.process_time()
    changed = sum(
        [(t.tag, t.dep, t.head.i, t.ent_type, t.lemma) for t in one]
        != [(t.tag, t.dep, t.head.i, t.ent_type, t.lemma) for t in other]
        for one, other in zip(alone, together, strict=True)
    )
    print(
        f"parse: {between - started:.2f} CPU s one by one, {ended - between:.2f} in batches; "
        f"{changed} of {len(texts)} articles differ"
    )
    tokenizer = read_tokenizer(FOLDER / TOKENIZER)
    lower, upper = open_session(FOLDER / LOWER), open_session(FOLDER / TAUGHT)
    by_length: defaultdict[int, list[list[int]]] = defaultdict(list)
    for ids in {encode(tokenizer, s.text).ids for doc in alone for s in doc.sents} - {()}:
        by_length[len(ids)].append([CLS, *ids, SEP])

    def read(ids: list[list[int]]) -> np.ndarray:
        states = lower.run(None, {"ids": np.array(ids, dtype=np.int64)})[0]
        found: np.ndarray = upper.run(None, {"states": states})[0][:, 1:-1].mean(axis=1)
        return found

    batches = [
        same[at : at + asked.size]
        for same in (sorted(each) for each in by_length.values())
        for at in range(0, len(same) - asked.size + 1, asked.size)
    ]
    started = time.process_time()
    each = [np.concatenate([read([ids]) for ids in batch]) for batch in batches]
    between = time.process_time()
    joined = [read(batch) for batch in batches]
    ended = time.process_time()
    one, other = np.concatenate(each), np.concatenate(joined)
    norms = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    moved = 1 - (one * other).sum(axis=1) / norms
    print(
        f"encoder: {between - started:.2f} CPU s one by one, {ended - between:.2f} in batches of "
        f"{len(one)} sentences; vectors move by {np.median(moved):.4f} (median), {moved.max():.4f}"
    )


if __name__ == "__main__":
    main()
