"""Score the codebook korea-japan against sentences coded by hand.

    python evaluation/emphasis.py frames [--half seen|unseen] [--misses]
    python evaluation/emphasis.py articles [--half seen|unseen] [--misses]
    python evaluation/emphasis.py elsewhere [--misses]
    python evaluation/emphasis.py copy [--misses]
    python evaluation/emphasis.py speed

``frames``: P, R and F1 of history, security and dialogue against the first coder, with 95 %
intervals, and Krippendorff's alpha of the two codings. The machine learned from the half 'seen'.
Both coders are this project's authors: the figures say how well the codebook does what its authors
mean, not how well strangers would agree with them.
``articles``: the same scores on articles of our own, coded with the article at hand.
``elsewhere``: share of sentences on economics, sport, crime and other matters where history or
security is found. ``copy``: pairs of texts with and without shared copy. ``speed``: sentences a
second for indicators and naming together, after the parse (the encoder: ``evaluation.frames``).

Each command ends with 1 when a figure is below its floor.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence, Set
from pathlib import Path

from framing.analysers.emphasis import Emphasis
from framing.analysers.naming import Naming
from framing.codebooks import load_codebook
from framing.models import Analysis, Hit
from framing.shared_copy import passages_of, with_shared_copy
from framing.text.parse import parse_articles
from framing.validation.agreement import Scores, alpha, score
from framing.validation.semantic import as_article, by_words, frames_of

DATA = Path(__file__).with_name("emphasis_data")
FRAMES = ("history", "security", "dialogue")
FLOORS = {"history": 0.85, "security": 0.85, "dialogue": 0.80}
MOST_ELSEWHERE = 0.03
SENTENCES_A_SECOND = 10_000


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of the data files."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def frames(half: str | None, misses: bool) -> bool:
    """Score the codebook on one half of the coded sentences, or on both."""
    chosen = [row for row in rows("sentences.csv") if half in (None, row["half"])]
    gold = {row["id"]: row for row in rows("coder_a.csv")}
    found = frames_of(load_codebook("korea-japan"), [row["text"] for row in chosen])
    print(f"{len(chosen)} sentences ({half or 'both halves'})")
    coded = [{frame for frame in FRAMES if gold[row["id"]][frame] == "1"} for row in chosen]
    reached = _score([row["text"] for row in chosen], coded, found, misses)
    if half is None:
        _agreement(gold)
    return all(reached[frame] >= FLOORS[frame] for frame in FRAMES)


def articles(half: str | None, misses: bool) -> bool:
    """Score the codebook on articles, sentence by sentence; shown, without a floor."""
    analyser = Emphasis(load_codebook("korea-japan"))
    texts: list[str] = []
    coded: list[set[str]] = []
    found: list[set[str]] = []
    for entry in tomllib.loads((DATA / "articles.toml").read_text("utf-8"))["article"]:
        if half not in (None, entry["half"]):
            continue
        pairs = [line.split(" ", 1) for line in entry["sentences"]]
        article = as_article("\n\n".join(text for _, text in pairs))
        doc = next(parse_articles([article], analyser.needs))
        hits = analyser.analyse(doc, article).found(Hit)
        for codes, text in pairs:
            start = article.text.index(text)
            place = range(start, start + len(text))
            texts.append(text)
            coded.append({frame for frame in FRAMES if frame[0] in codes})
            found.append({hit.frame for hit in hits if hit.span.start in place})
    print(f"{len(texts)} sentences of articles ({half or 'both halves'})")
    _score(texts, coded, found, misses)
    return True


def _score(
    texts: Sequence[str],
    coded: Sequence[Set[str]],
    found: Sequence[Set[str]],
    misses: bool,
) -> dict[str, float]:
    reached = {}
    for frame in FRAMES:
        human, machine = [frame in one for one in coded], [frame in one for one in found]
        figures = score(human, machine)
        reached[frame] = figures.f1.value
        print(f"{frame:9} n {sum(human):3}  {_written(figures)}")
        for text, h, m in zip(texts, human, machine, strict=True):
            if misses and h != m:
                print(f"    {'missed' if h else 'false '}  {text}")
    return reached


def _written(figures: Scores) -> str:
    parts = (("P", figures.precision), ("R", figures.recall), ("F1", figures.f1))
    return "  ".join(f"{n} {f.value:.3f} [{f.low:.3f}, {f.high:.3f}]" for n, f in parts)


def _agreement(first: dict[str, dict[str, str]]) -> None:
    second = {row["id"]: row for row in rows("coder_b.csv")}
    for frame in FRAMES:
        codings = [{key: row[frame] for key, row in coder.items()} for coder in (first, second)]
        figure = alpha(codings)
        print(
            f"{frame:9} alpha of the authors' two codings {figure.value:.3f} "
            f"[{figure.low:.3f}, {figure.high:.3f}]"
        )


def elsewhere(misses: bool) -> bool:
    """How often history or security is found where nothing of the kind is spoken of."""
    listed = tomllib.loads((DATA / "elsewhere.toml").read_text("utf-8"))
    codebook = load_codebook("history-security")
    passed = True
    for frame in ("history", "security"):
        total = wrong = 0
        for topic, sentences in listed.items():
            found = [
                s
                for s, f in zip(sentences, frames_of(codebook, sentences), strict=True)
                if frame in f
            ]
            total, wrong = total + len(sentences), wrong + len(found)
            print(f"{frame:9} {topic:10} {len(found)} of {len(sentences)}")
            if misses:
                print("".join(f"    {sentence}\n" for sentence in found), end="")
        print(f"{frame:9} {'all':10} {wrong} of {total} ({wrong / total:.1%})")
        passed &= wrong / total < MOST_ELSEWHERE
    return passed


def copy(misses: bool) -> bool:
    """Which of the pairs of texts with shared copy are found, and which without are not."""
    pairs = tomllib.loads((DATA / "pairs.toml").read_text("utf-8"))["pair"]
    right: dict[str, list[bool]] = {}
    for pair in pairs:
        sides = [as_article(pair[side], side) for side in ("one", "other")]
        parsed = parse_articles(sides, frozenset({"parser"}))
        analyses = [Analysis(a, p.sentences, {}) for a, p in zip(sides, parsed, strict=True)]
        passages = passages_of(with_shared_copy(analyses))
        wanted = pair["kind"] != "same facts"
        good = bool(passages) == wanted
        if pair["kind"] == "quoted and unquoted":
            good = any(passage.quoted_and_unquoted for passage in passages)
        right.setdefault(pair["kind"], []).append(good)
        if misses and not good:
            print(f"    {pair['kind']}: {pair['one'][:90]}")
    for kind, results in right.items():
        print(f"{kind:20} {sum(results)} of {len(results)} right")
    return all(all(results) for results in right.values())


def speed() -> bool:
    """Sentences a second for emphasis and naming, on the coded sentences as articles of fifteen."""
    texts = [row["text"] for row in rows("sentences.csv")]
    shuffled = random.Random(1)
    made = [as_article(" ".join(shuffled.sample(texts, 15)), str(i)) for i in range(200)]
    codebook = by_words(load_codebook("korea-japan"))
    analysers = (Emphasis(codebook), Naming(codebook))
    parsed = list(parse_articles(made, analysers[0].needs))
    start = time.process_time()
    for doc, article in zip(parsed, made, strict=True):
        for analyser in analysers:
            analyser.analyse(doc, article)
    seconds = time.process_time() - start
    n = sum(len(doc.sentences) for doc in parsed)
    print(f"{n} sentences, {n / seconds:,.0f} a CPU second after the parse")
    return n / seconds >= SENTENCES_A_SECOND


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one of the commands; 1 when a floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("command", choices=["frames", "articles", "elsewhere", "copy", "speed"])
    parser.add_argument("--half", choices=["seen", "unseen"])
    parser.add_argument("--misses", action="store_true", help="list what came out wrong")
    options = parser.parse_args(arguments)
    passed = {
        "frames": lambda: frames(options.half, options.misses),
        "articles": lambda: articles(options.half, options.misses),
        "elsewhere": lambda: elsewhere(options.misses),
        "copy": lambda: copy(options.misses),
        "speed": speed,
    }[options.command]()
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
