"""``python -m evaluation.lines FOLDER… [--cache FILE] [--part NAME]``: how pages as text are read.

FOLDERs are the repositories of saved pages that ``python -m training.lines`` takes; only sites that
it never learned from are scored. Each page is turned into text as copy and paste gives it, once
whole and once cut near the article, and read with no outlet profile at all. Lines whose gold is not
clear are left out. *Body lines* are all that the gold keeps, headings, items and tables among them;
*body sentences* are those that end as sentences do and are no caption by their form: figures of a
report are made of sentences alone. ``--part held-out`` are pages scored some sixteen times,
``--part once`` those of fundus (twelve times); what is read wrongly there nobody has looked at.
``--part learned`` scores the sites that were learned from, for mending: with ``--folds FOLDER``
(see ``training.lines``) by weights that never saw the page's site.
"""

from __future__ import annotations

import argparse
import json
import re
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evaluation.fields import Score, read_page, score_fields
from framing.clean import typed_lines
from framing.clean.captions import ends_with_credit
from framing.clean.credits import read_credit_line, read_foot_line
from framing.clean.kinds import Kind
from framing.clean.line_reader import Weights
from framing.clean.lines import Line, ends_sentence
from framing.clean.posts import is_signature
from training.lines.__main__ import Labelled, cached, is_held_out
from training.lines.fit import variants
from training.lines.folds import load_folds, read_with
from training.lines.pages import SavedPage

ONCE = "fundus/"  # the repository whose held-out sites are the newest to be scored
BENCHMARK = "benchmark/"
HAND = Path(__file__).parent / "lines_data" / "hand.toml"
FURNITURE = ("furniture", "caption", "credit")
KEPT = (Kind.BODY, Kind.STANDFIRST)
SENTENCE = 4  # words; shorter ones are labels


@dataclass
class Lines:
    """Counts of lines by what they are."""

    of: Counter[str] = field(default_factory=Counter)
    out: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, page: str, label: str, kind: Kind, text: str) -> None:
        self.of[label] += 1
        gone = kind not in KEPT
        self.out[label] += gone
        if label == "body" and is_sentence(text):
            self.of["sentence"] += 1
            self.out["sentence"] += gone
        if gone == (label == "body"):
            self.wrong.append((page, label, text))

    def told(self) -> dict[str, str]:
        share = {name: f"{self.out[name]} of {n} ({self.out[name] / n:.3f})"
                 for name, n in self.of.items() if n}  # fmt: skip
        off = sum(self.out[n] for n in FURNITURE), sum(self.of[n] for n in FURNITURE)
        told = {"furniture, captions, credits out": f"{off[0]} of {off[1]} ({off[0] / off[1]:.3f})"}
        told |= {
            f"{name} out": share[name] for name in (*FURNITURE, "cross-heading") if name in share
        }
        return told | {
            "body lines lost": share.get("body", "none"),
            "body sentences lost": share.get("sentence", "none"),
        }


def score_lines(pages: Iterable[Labelled], kind: str) -> Lines:
    """Lines out and lost over all pages in one form of pasting (see ``training.lines.fit``)."""
    counts = Lines()
    for number, (page, lines, labels) in enumerate(pages):
        for variant in variants(page, number, lines, labels):
            if variant.kind != kind:
                continue
            text = "\n".join(("\n" if i.gap else "") + i.text for i in variant.items)
            typed = typed_lines(text, path="page.txt", outlets={})
            if len(typed) != len(variant.items):
                continue  # lines were joined: their labels cannot be told any more
            below = [*(item.text for item in variant.items[1:]), ""]
            for line, item, after in zip(typed, variant.items, below, strict=True):
                if item.label == "body" and (is_credit(item.text) or is_post(item.text, after)):
                    continue  # some gold keeps sign-offs, copyright lines and posts: not clear
                if item.label in ("body", "cross-heading", *FURNITURE):
                    counts.add(page.id, item.label, line.kind, line.text)
    return counts


def is_sentence(text: str) -> bool:
    """Whether a body line is a sentence or ends with one, as training measures them (``fit``), and
    no caption that some gold keeps: those end with who took the photograph."""
    return ends_sentence(text) and len(text.split()) >= SENTENCE and not ends_with_credit(text)


def is_credit(text: str) -> bool:
    """Whether a line is a sign-off, credit or copyright line by its form alone."""
    line = Line(0, text, True)
    return bool(
        read_foot_line(line) or read_credit_line(text) or re.match(r"(?:©|copyright\b)", text, re.I)
    )


def is_post(text: str, below: str) -> bool:
    """Whether a line is of a post of a social network that the page shows, by its form alone."""
    return is_signature(text) or is_signature(below) or "pic.twitter.com/" in text


def word_f1(gold: str, found: str) -> float:
    """F1 of the words of two texts as bags."""
    one, other = (Counter(re.findall(r"\w+", t.casefold())) for t in (gold, found))
    same = sum((one & other).values())
    if not same:
        return float(not one and not other)
    precision, recall = same / sum(other.values()), same / sum(one.values())
    return 2 * precision * recall / (precision + recall)


def shingle_counts(gold: str, found: str) -> tuple[float, float, float]:
    """True positives, false positives, false negatives of 4-word shingles, as the public benchmark
    counts them (``evaluate.py`` of article-extraction-benchmark), normalised."""

    def shingles(text: str) -> Counter[tuple[str, ...]]:
        words = re.findall(r"\w+", text)
        return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))

    one, other = shingles(gold), shingles(found)
    tp = sum((one & other).values())
    fp, fn = sum((other - one).values()), sum((one - other).values())
    total = tp + fp + fn or 1
    return tp / total, fp / total, fn / total


def score_bodies(pages: Iterable[Labelled]) -> dict[str, str]:
    """Body words F1 of the public benchmark's pages."""
    words: list[float] = []
    sums = [0.0, 0.0, 0.0]
    worst = []
    for page, lines, _ in pages:
        if not page.id.startswith(BENCHMARK) or page.gold is None:
            continue
        article = read_page(lines, page)
        body = article.parts.body.of(article.text)
        words.append(word_f1(page.gold, body))
        worst.append((words[-1], page.id, page.url))
        sums = [a + b for a, b in zip(sums, shingle_counts(page.gold, body), strict=True)]
    if not words:
        return {}
    tp, fp, fn = sums
    for value, name, url in sorted(worst)[:8]:
        print(f"   {value:.2f} {name} {url}")
    return {
        "pages of the public benchmark": str(len(words)),
        "body words F1, mean over pages": f"{sum(words) / len(words):.3f}",
        "4-word shingles F1, as the benchmark counts": f"{2 * tp / (2 * tp + fp + fn):.3f}",
        "precision, recall": f"{tp / (tp + fp):.3f}, {tp / (tp + fn):.3f}",
    }


def score_agencies(pages: Iterable[Labelled]) -> Score:
    """The agencies that supplied the copy, against a hand coding."""
    score = Score()
    hand = tomllib.loads(HAND.read_text("utf-8"))
    for page, lines, _ in pages:
        if "agencies" in (coded := hand.get(page.id, {})):
            names = [agency.value for agency in read_page(lines, page).agencies]
            right = set(names) == set(coded["agencies"])
            score.add("agency", page.id, coded["agencies"], names, right)
    return score


def part_of(page: SavedPage) -> str:
    """Which part of the pages a page belongs to."""
    if not is_held_out(page.site):
        return "learned"
    return "once" if page.id.startswith(ONCE) else "held-out"


def figures(
    pages: Sequence[Labelled], folds: Sequence[Weights], errors: bool
) -> dict[str, dict[str, str]]:
    """All figures of some pages; prints what was read wrongly where that is asked for."""
    told: dict[str, dict[str, str]] = {}
    for kind, name in (("page", "whole pages"), ("cut", "cut near the article"), ("text", "texts")):
        counts = score_lines(read_with(pages, folds), kind)
        told[name] = counts.told()
        if errors:
            for page_id, label, text in counts.wrong:
                print(f"   {name}: {label}: {page_id}: {text[:110]}")
    told["public benchmark"] = score_bodies(read_with(pages, folds))
    pasted = ((page, lines) for page, lines, _ in read_with(pages, folds))
    for score in (score_fields(pasted), score_agencies(read_with(pages, folds))):
        told.setdefault("fields", {}).update(score.told())
        if errors:
            print("\n".join(f"   {error}" for error in score.errors))
    return told


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m evaluation.lines", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--part", choices=("held-out", "once", "learned"), default="held-out")
    parser.add_argument("--folds", type=Path, help="weights for mending, each without some sites")
    parser.add_argument("--errors", action="store_true", help="print what was read wrongly")
    options = parser.parse_args()
    pages = [p for p in cached(options.folders, options.cache) if part_of(p[0]) == options.part]
    print(f"{options.part}: {len(pages)} pages of {len({p[0].site for p in pages})} sites")
    start = time.process_time()
    told = figures(pages, load_folds(options.folds), options.errors)
    print(json.dumps(told, indent=2, ensure_ascii=False))
    print(f"{time.process_time() - start:.0f} CPU s")


if __name__ == "__main__":
    main()
