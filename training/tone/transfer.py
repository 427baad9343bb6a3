"""More targets for the teacher to label: other actors in the training sentences.

    python -m training.tone.transfer NEWSMTSC-TRAIN.jsonl.gz OUT.jsonl [--per-sentence 2]

People labelled one or two targets a sentence; the other names, nouns and pronouns in the same
sentences are targets too, and a larger model can say how they are spoken of. Needs the product's
own environment (spaCy).
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
from pathlib import Path

import spacy

from framing.parse import DEFAULT_MODEL

_PRONOUNS = frozenset({"he", "she", "they", "him", "her", "them", "we", "it"})


def transfer(path: Path, per_sentence: int, seed: int) -> list[dict[str, object]]:
    """Items without labels, at most ``per_sentence`` new ones for each sentence."""
    rng = random.Random(seed)
    known: dict[str, set[int]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            known.setdefault(row["sentence"], set()).add(row["from"])
    nlp = spacy.load(DEFAULT_MODEL, exclude=["ner"])
    items: list[dict[str, object]] = []
    for doc in nlp.pipe(known, batch_size=64):
        if len(doc) > 120:
            continue
        found = []
        for chunk in doc.noun_chunks:
            root = chunk.root
            if root.pos_ == "PRON" and root.lower_ not in _PRONOUNS:
                continue
            # A name, or a noun without its long tail of modifiers.
            start = root.left_edge.i if root.pos_ == "PROPN" else max(chunk.start, root.i - 1)
            span = doc[max(start, chunk.start) : root.i + 1]
            if not known[doc.text] & set(range(span.start_char - 4, span.end_char)):
                found.append((root.pos_ == "NOUN", span.start_char, span.end_char))
        rng.shuffle(found)
        found.sort(key=lambda item: item[0] and rng.random() < 0.7)
        items += [
            {"sentence": doc.text, "from": start, "to": end}
            for _, start, end in found[:per_sentence]
        ]
    return items


def main(argv: list[str]) -> None:
    """Write the items as JSON lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--per-sentence", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args(argv)
    items = transfer(args.train, args.per_sentence, args.seed)
    lines = [json.dumps(item, ensure_ascii=False) for item in items]
    args.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
