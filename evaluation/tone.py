"""Score the tone analyser, and hold it to its floors.

    python -m evaluation.tone [--data FOLDER] [--errors]

Prints one line a figure with its floor, and exits with 1 if one is below. The own sets lie in
``evaluation/tone_data``; FOLDER holds the dev splits of NewsMTSC (MIT, Hamborg & Donnay 2021),
which are not in this repository: without them their figures are left out, and that is said.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from framing.analysers.tone import Tone
from framing.analysers.tone.towards import LABELS, load_towards_model, tone_towards
from framing.models import Article, Parts, Span
from framing.settings import CONFIDENCE
from framing.text.parse import parse_articles

HERE = Path(__file__).parent
OWN = HERE / "tone_data"
FLOORS = HERE / "tone_floors.toml"
DEV = {"rw": "newsmtsc-dev-rw.jsonl.gz", "mt": "newsmtsc-dev-mt.jsonl.gz"}
_BINS = 10


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence, its target, and the gold label."""

    sentence: str
    start: int
    end: int
    label: str


def neutral_share(sentences: Sequence[str]) -> tuple[float, int]:
    """Share within ±.1 of the sentences that plain TextBlob scores beyond ±.2; and how many."""
    from textblob import TextBlob  # noqa: PLC0415  (1.6 s, and wanted here alone)

    misread = [text for text in sentences if abs(TextBlob(text).sentiment.polarity) > 0.2]
    within = sum(abs(polarity) <= 0.1 for polarity in polarities(misread))
    return within / len(misread), len(misread)


def polarities(sentences: Iterable[str]) -> list[float]:
    """The base measure of each sentence, each in an article of its own."""
    tone = Tone(mode="textblob")
    articles = [
        Article("a", "a", text, Parts(Span(0, len(text))), outlet="o", outlet_name="O")
        for text in sentences
    ]
    results = (
        tone.analyse(parsed, article)
        for parsed, article in zip(parse_articles(articles, tone.needs), articles, strict=True)
    )
    return [result.figures[0].value or 0.0 for result in results]


def read_bracketed(path: Path) -> list[Item]:
    """Items of a file of sentences by label, each with its target in square brackets."""
    items = []
    for label, sentences in tomllib.loads(path.read_text(encoding="utf-8")).items():
        for text in sentences:
            before, rest = text.split("[")
            target, after = rest.split("]")
            end = len(before) + len(target)
            items.append(Item(before + target + after, len(before), end, label))
    return items


def read_newsmtsc(path: Path) -> list[Item]:
    """Items of a NewsMTSC split."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [Item(r["sentence"], r["from"], r["to"], LABELS[int(r["polarity"]) + 1]) for r in rows]


def macro_f1(gold: Sequence[str], guess: Sequence[str]) -> float:
    """Mean F1 over the three labels."""
    total = 0.0
    for label in LABELS:
        hits = sum(g == p == label for g, p in zip(gold, guess, strict=True))
        total += 2 * hits / max(1, gold.count(label) + guess.count(label))
    return total / len(LABELS)


def recall(gold: Sequence[str], guess: Sequence[str], label: str) -> float:
    """The share of a label's items that are found."""
    hits = sum(g == p == label for g, p in zip(gold, guess, strict=True))
    return hits / max(1, gold.count(label))


def confident_half(gold: Sequence[str], told: Sequence[dict[str, float]]) -> float:
    """Accuracy on the half of the items where the greatest probability is greatest."""
    ranked = sorted(zip(gold, told, strict=True), key=lambda pair: -max(pair[1].values()))
    half = ranked[: (len(ranked) + 1) // 2]
    return sum(max(p, key=p.__getitem__) == g for g, p in half) / len(half)


def at_confidence(
    gold: Sequence[str], told: Sequence[dict[str, float]], confidence: float
) -> tuple[float, float]:
    """The share of items that are not abstained from, and the accuracy on those."""
    kept = [(p, g) for p, g in zip(told, gold, strict=True) if max(p.values()) >= confidence]
    right = sum(max(p, key=p.__getitem__) == g for p, g in kept)
    return len(kept) / len(gold), right / max(1, len(kept))


def calibration_error(gold: Sequence[str], told: Sequence[dict[str, float]]) -> float:
    """Expected calibration error of the greatest probability, ten bins of equal width."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for g, p in zip(gold, told, strict=True):
        best = max(p, key=p.__getitem__)
        bins.setdefault(min(_BINS - 1, int(p[best] * _BINS)), []).append((p[best], best == g))
    return sum(
        abs(sum(p for p, _ in each) - sum(right for _, right in each)) for each in bins.values()
    ) / len(gold)


def read(items: Sequence[Item]) -> list[dict[str, float]]:
    """The model's probabilities of each item."""
    return tone_towards([(item.sentence, item.start, item.end) for item in items])


def best(told: Sequence[dict[str, float]]) -> list[str]:
    """The label with the greatest probability."""
    return [max(p, key=p.__getitem__) for p in told]


def signs(items: Sequence[Item]) -> list[str]:
    """The sign of the base measure of each item's sentence, as a label: it knows no target."""
    return [LABELS[1 + (p > 0) - (p < 0)] for p in polarities(item.sentence for item in items)]


def figures(data: Path | None, show_errors: bool = False) -> dict[str, float]:
    """All figures by name."""
    found: dict[str, float] = {}
    neutral = tomllib.loads((OWN / "neutral_news.toml").read_text(encoding="utf-8"))["sentences"]
    found["neutral_within"], found["neutral_n"] = neutral_share(neutral)
    toned = tomllib.loads((OWN / "toned_news.toml").read_text(encoding="utf-8"))["sentence"]
    scores = polarities(row["text"] for row in toned)
    kept = [p * row["sign"] > 0.1 for p, row in zip(scores, toned, strict=True)]
    found["toned_kept"] = sum(kept) / len(kept)

    load_towards_model()  # not part of the speed
    own = read_bracketed(OWN / "diplomatic.toml")
    told = read(own)
    gold = [item.label for item in own]
    found["diplomatic_f1"] = macro_f1(gold, best(told))
    if show_errors:
        for item, guess in zip(own, best(told), strict=True):
            if guess != item.label:
                target = item.sentence[item.start : item.end]
                print(f"  {item.label} read as {guess}: [{target}] {item.sentence}")
    if data is None:
        return found
    everything: list[Item] = []
    for name, file in DEV.items():
        items = read_newsmtsc(data / file)
        gold = [item.label for item in items]
        found[f"lexical_{name}_f1"] = macro_f1(gold, signs(items))
        found[f"dev_{name}_f1"] = macro_f1(gold, best(read(items)))
        everything += items
    began = time.process_time()
    told = read(everything)
    found["targets_per_cpu_second"] = len(everything) / (time.process_time() - began)
    gold = [item.label for item in everything]
    found["confident_half"] = confident_half(gold, told)
    found["calibration_error"] = calibration_error(gold, told)
    for label in LABELS:
        found[f"{label}_found"] = recall(gold, best(told), label)
    kept = at_confidence(gold, told, CONFIDENCE)
    found["told_share"], found["told_accuracy"] = kept
    return found


def main(argv: Sequence[str]) -> int:
    """Print the figures beside their floors; 1 if one is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder with NewsMTSC's dev splits")
    parser.add_argument("--errors", action="store_true", help="print the misread own sentences")
    args = parser.parse_args(argv)
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    found = figures(args.data, args.errors)
    failed = False
    for name, value in found.items():
        bound = floors.get(name, {})
        below = ("at_least" in bound and value < bound["at_least"]) or (
            "at_most" in bound and value > bound["at_most"]
        )
        failed |= below
        limit = ", ".join(f"{key.replace('_', ' ')} {bound[key]}" for key in sorted(bound))
        print(f"{name:24} {value:8.3f}  {limit}{'  BELOW' if below else ''}")
    for name in sorted(set(floors) - set(found)):
        print(f"{name:24} not measured: give --data")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
