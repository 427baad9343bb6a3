"""Measure the sources analyser.

    python -m evaluation.sources                      the hand-written sets
    python -m evaluation.sources --polnear PATH       PolNeAR's dev split too (folder or tar)

Prints all figures, and exits with 1 if one lies below its floor (``floors_sources.toml``).
PolNeAR's test split is never read. Speed is CPU time after the parse, on whole articles.
"""

from __future__ import annotations

import argparse
import sys
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path

from evaluation.sources_cases import (
    accuracy,
    as_attributions,
    judge,
    plain_article,
    read_cases,
    read_marked,
)
from evaluation.sources_score import SLICES, Attribution, score
from framing.analysers.sources import Sources, Way
from framing.text.parse import parse_articles
from training.sources.polnear import read_split

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors_sources.toml"
CASES = HERE.parent / "tests" / "cases"
SPEAKER_CASES = tuple(CASES / f"sources_speakers{part}.toml" for part in ("", "_more", "_kinds"))
DOMAINS = CASES / "sources_domains.toml"


def fields(way: Way) -> dict[str, float]:
    """Accuracy by field on the speaker cases."""
    judged = judge(read_cases(SPEAKER_CASES), lambda profiles: Sources(profiles, way))
    shares, n, wrong = accuracy(judged)
    print(
        f"Speaker cases ({n} statements): " + ", ".join(f"{k} {v:.3f}" for k, v in shares.items())
    )
    for line in wrong:
        print(f"    {line}")
    return shares


def domains(way: Way) -> dict[str, float]:
    """F1 by slice on the marked-up sentences outside US politics."""
    analyser = Sources(way=way)
    results: list[tuple[str, Sequence[Attribution], Sequence[Attribution]]] = []
    marked = read_marked(DOMAINS)
    articles = [plain_article(m.text, m.style) for m in marked]
    for one, article, parsed in zip(
        marked, articles, parse_articles(articles, analyser.needs), strict=True
    ):
        found = as_attributions(analyser.analyse(parsed, article).statements)
        results.append((one.text, one.gold, found))
        f1 = {name: count.f1 for name, count in score(results[-1:]).items()}
        print(f"  {one.style:11}" + "  ".join(f"{name} {f1[name]:.3f}" for name in SLICES))
    f1 = {name: count.f1 for name, count in score(results).items()}
    print("Own sentences, F1: " + "  ".join(f"{name} {f1[name]:.3f}" for name in SLICES))
    return f1


def polnear(path: Path, way: Way) -> dict[str, float]:
    """F1 by slice on PolNeAR dev, and words per CPU second after the parse."""
    analyser = Sources(way=way)
    gold = read_split(path, "dev")
    articles = [plain_article(article.text, article.id) for article in gold]
    results = []
    words, seconds = 0, 0.0
    for one, article, parsed in zip(
        gold, articles, parse_articles(articles, analyser.needs), strict=True
    ):
        start = time.process_time()
        found = as_attributions(analyser.analyse(parsed, article).statements)
        seconds += time.process_time() - start
        words += len(article.text.split())
        wanted = [Attribution(a.content, a.cue, a.source) for a in one.attributions]
        results.append((one.text, wanted, found))
    counts = score(results)
    for name, count in counts.items():
        print(
            f"PolNeAR dev {name:7} gold {count.gold:5} found {count.found:5}  "
            f"P {count.precision:.3f} R {count.recall:.3f} F1 {count.f1:.3f}"
        )
    print(f"Words per CPU second after the parse: {words / seconds:,.0f}")
    return {name: count.f1 for name, count in counts.items()} | {
        "words_per_second": words / seconds
    }


def below(figures: dict[str, float], floors: dict[str, float]) -> list[str]:
    """The figures that lie below their floor, in words."""
    return [
        f"{name} is {figures.get(name, 0):.3f}, its floor is {floor}"
        for name, floor in floors.items()
        if figures.get(name, 0) < floor
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, compare with the floors. Returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--polnear", type=Path, help="PolNeAR's folder, or a tar archive of it")
    parser.add_argument("--way", choices=("tagger", "rules"), default="tagger")
    options = parser.parse_args(arguments)
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))[options.way]
    problems = below(fields(options.way), floors["fields"])
    problems += below(domains(options.way), floors["domains"])
    if options.polnear:
        problems += below(polnear(options.polnear, options.way), floors["polnear"])
    for problem in problems:
        print(f"BELOW ITS FLOOR: {problem}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
