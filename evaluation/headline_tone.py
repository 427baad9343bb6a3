"""Hold lexical polarity against people's ratings of news headlines, and against VADER.

    python -m evaluation.headline_tone FOLDER

FOLDER is the unpacked data of SemEval-2007 task 14, 'Affective Text' (Strapparava & Mihalcea
2007; not in this repository): headlines with a valence from −100 to 100, in ``trial/`` (250, which
our news words were looked at with) and in ``test/`` and ``key/`` (1,000). Printed for each: the
correlation with people, and macro-F1 of the three classes that the task set (below −50, above 50,
between). VADER (Hutto & Gilbert 2014) is scored where the package ``vaderSentiment`` is installed;
plain TextBlob and ours without the news words stand beside it.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from statistics import correlation

from evaluation.tone import polarities
from evaluation.tone_score import macro_f1

_HEADLINE = re.compile(r'<instance id="(\d+)">(.*?)</instance>', re.S)
_STRONG = 50.0  # of 100, as the task has it
_SPLITS = {
    "trial": ("trial/affectivetext_trial.xml", "trial/affectivetext_trial.valence.gold"),
    "test": ("test/affectivetext_test.xml", "key/affectivetext_test.valence.gold"),
}


def read_split(folder: Path, split: str) -> tuple[list[str], list[float]]:
    """The headlines of a split and their valence (−100 to 100)."""
    texts, gold = (folder / name for name in _SPLITS[split])
    headlines = {
        number: " ".join(unescape(words).split())
        for number, words in _HEADLINE.findall(texts.read_text(encoding="utf-8", errors="replace"))
    }
    pairs = [line.split() for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [headlines[number] for number, _ in pairs], [float(value) for _, value in pairs]


def label(value: float, strong: float) -> str:
    """The class of a score: negative, neutral or positive."""
    return "negative" if value <= -strong else "positive" if value >= strong else "neutral"


def scorers() -> dict[str, list[str]]:
    """Names of what is scored, in the order of the lines."""
    names = ["ours", "plain TextBlob"]
    return {"names": [*names, "VADER"] if find_spec("vaderSentiment") else names}


def scored(name: str, headlines: Sequence[str]) -> list[float]:
    """The polarity (−1 to 1) that a scorer gives each headline."""
    if name == "ours":
        return polarities(headlines, headlines=True)
    if name == "plain TextBlob":
        from textblob import TextBlob  # noqa: PLC0415  (1.6 s, and wanted here alone)

        return [float(TextBlob(text).sentiment.polarity) for text in headlines]
    from vaderSentiment.vaderSentiment import (  # type: ignore[import-not-found] # noqa: PLC0415
        SentimentIntensityAnalyzer,
    )

    analyser = SentimentIntensityAnalyzer()
    return [float(analyser.polarity_scores(text)["compound"]) for text in headlines]


def main(argv: Sequence[str]) -> int:
    """Print a line a split and scorer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    args = parser.parse_args(argv)
    print(f"{'split':6} {'scorer':16} {'correlation':>11} {'macro-F1':>9} {'scored':>7}")
    for split in _SPLITS:
        headlines, valence = read_split(args.folder, split)
        gold = [label(value, _STRONG) for value in valence]
        for name in scorers()["names"]:
            found = scored(name, headlines)
            told = [label(value, 0.25) for value in found]
            print(
                f"{split:6} {name:16} {correlation(found, valence):11.3f} "
                f"{macro_f1(gold, told):9.3f} {sum(x != 0 for x in found) / len(found):7.2f}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
