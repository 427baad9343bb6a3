"""Score the tone analyser, and hold it to its floors.

    python -m evaluation.tone [--data FOLDER] [--model FOLDER] [--errors]

Prints one line a figure with its floor, and exits with 1 if one is below. The own sets lie in
``evaluation/tone_data``; FOLDER holds the dev splits of NewsMTSC (MIT, Hamborg & Donnay 2021),
which are not in this repository: without them their figures are left out, and that is said.
The model is the one that ships, or that of another folder.
"""

from __future__ import annotations

import argparse
import sys
import time
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

from evaluation.tone_score import (
    at_confidence,
    best,
    calibration_error,
    confident_half,
    macro_f1,
    recall,
)
from framing.analysers.tone import Tone
from framing.analysers.tone.towards import FOLDER, LABELS, load_towards_model, tone_towards
from framing.models import Article, Parts, Span
from framing.settings import CONFIDENCE
from framing.text.parse import parse_articles
from training.tone.items import DEV, Item, read_items

HERE = Path(__file__).parent
OWN = HERE / "tone_data"
FLOORS = HERE / "tone_floors.toml"


def neutral_share(sentences: Sequence[str]) -> tuple[float, int]:
    """Share within ±.1 of the sentences that plain TextBlob scores beyond ±.2; and how many. Our
    words for news are left out here: 'war' and 'victims' are in these sentences, too."""
    from textblob import TextBlob  # noqa: PLC0415  (1.6 s, and wanted here alone)

    misread = [text for text in sentences if abs(TextBlob(text).sentiment.polarity) > 0.2]
    within = sum(abs(polarity) <= 0.1 for polarity in polarities(misread, news=False))
    return within / len(misread), len(misread)


def polarities(sentences: Iterable[str], headlines: bool = False, news: bool = True) -> list[float]:
    """The base measure of each sentence, each in an article of its own, as its body or headline;
    with our words for news, or without."""
    tone = Tone(mode="textblob", news=news)
    articles = [
        Article("a", "a", text, _parts(len(text), headlines), outlet="o", outlet_name="O")
        for text in sentences
    ]
    results = (
        tone.analyse(parsed, article)
        for parsed, article in zip(parse_articles(articles, tone.needs), articles, strict=True)
    )
    return [result.figures[2 if headlines else 0].value or 0.0 for result in results]


def _parts(length: int, headline: bool) -> Parts:
    whole = Span(0, length)
    return Parts(Span(length, length), headline=whole) if headline else Parts(whole)


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


def read(items: Sequence[Item], model: Path = FOLDER) -> list[dict[str, float]]:
    """The model's probabilities of each item."""
    return tone_towards([(item.sentence, item.start, item.end) for item in items], model)


def signs(items: Sequence[Item]) -> list[str]:
    """The sign of the base measure of each item's sentence, as a label: it knows no target."""
    return [LABELS[1 + (p > 0) - (p < 0)] for p in polarities(item.sentence for item in items)]


def figures(data: Path | None, show_errors: bool = False, model: Path = FOLDER) -> dict[str, float]:
    """All figures by name."""
    found: dict[str, float] = {}
    neutral = tomllib.loads((OWN / "neutral_news.toml").read_text(encoding="utf-8"))["sentences"]
    found["neutral_within"], found["neutral_n"] = neutral_share(neutral)
    toned = tomllib.loads((OWN / "toned_news.toml").read_text(encoding="utf-8"))["sentence"]
    scores = polarities(row["text"] for row in toned)
    kept = [p * row["sign"] > 0.1 for p, row in zip(scores, toned, strict=True)]
    found["toned_kept"] = sum(kept) / len(kept)

    load_towards_model(model)  # not part of the speed
    own = read_bracketed(OWN / "diplomatic.toml")
    told = read(own, model)
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
        items = read_items(data / file)
        gold = [item.label for item in items]
        found[f"lexical_{name}_f1"] = macro_f1(gold, signs(items))
        found[f"dev_{name}_f1"] = macro_f1(gold, best(read(items, model)))
        everything += items
    began = time.process_time()
    told = read(everything, model)
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
    parser.add_argument("--model", type=Path, default=FOLDER, help="folder of another model")
    parser.add_argument("--errors", action="store_true", help="print the misread own sentences")
    args = parser.parse_args(argv)
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    found = figures(args.data, args.errors, args.model)
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
