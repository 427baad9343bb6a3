"""How the search for shared copy grows with the number of sentences: nearly in proportion, or not.

    python -m evaluation.candidates [--sentences 25000 50000 100000]

Invented sentences of 18 words, each of an article of its own of twenty. With copies in proportion,
one sentence in ten stands in another article, too; with a fixed pool all are taken from a thousand
sentences, as where every newsroom prints the same. Printed are CPU seconds for a thousand sentences
and how many pairs are worth comparing, of each sentence.
"""

from __future__ import annotations

import argparse
import random
import time

from framing.shared_copy.candidates import Words, candidate_pairs

_WORDS, _LENGTH, _ARTICLE, _POOL, _SEED = 20_000, 18, 20, 1000, 2031


def drawn(rng: random.Random) -> Words:
    """A sentence of words, frequent ones more often, as in prose."""
    return tuple(f"w{int(_WORDS * rng.random() ** 3)}" for _ in range(_LENGTH))


def in_proportion(sentences: int, rng: random.Random) -> list[Words]:
    """Sentences of which every tenth is an earlier one."""
    made: list[Words] = []
    for number in range(sentences):
        made.append(rng.choice(made) if number % 10 == 9 else drawn(rng))
    return made


def from_a_pool(sentences: int, rng: random.Random) -> list[Words]:
    """Sentences of a pool that does not grow."""
    pool = [drawn(rng) for _ in range(_POOL)]
    return [rng.choice(pool) for _ in range(sentences)]


def main() -> None:
    """Search, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--sentences", type=int, nargs="+", default=[25_000, 50_000, 100_000])
    asked = parser.parse_args()
    for what, make in (("copies in proportion", in_proportion), ("a fixed pool", from_a_pool)):
        for sentences in asked.sentences:
            made = make(sentences, random.Random(_SEED))
            started = time.process_time()
            pairs = candidate_pairs(made, [i // _ARTICLE for i in range(sentences)])
            seconds = (time.process_time() - started) * 1000 / sentences
            each = len(pairs) / sentences
            told = f"{seconds:.2f} CPU s a thousand, {each:.2f} pairs each"
            print(f"{what}, {sentences:7} sentences: {told}", flush=True)


if __name__ == "__main__":
    main()
