"""Score sentence boundaries against our own paragraphs with the traps of news style.

    python -m evaluation.sentences [--half mending|once] [--misses]

For both halves of ``sentences_data/sentences.toml``: precision, recall and F1 of the boundaries
inside paragraphs (a paragraph's own start is given and is not counted), and the share of paragraphs
with every boundary right; beside them the same figures of the bare parser. ``--misses`` prints the
wrong places of the half 'mending' ('+' too many, '-' missed). Ends with 1 when F1 is below .99.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from framing.text.parse import load_model, parse_articles
from framing.validation.semantic import as_article

DATA = Path(__file__).with_name("sentences_data") / "sentences.toml"
HALVES = ("mending", "once")
FLOOR = 0.99
NEEDS = frozenset({"tagger", "lemmatizer"})
Splitter = Callable[[str], frozenset[int]]


@dataclass(frozen=True, slots=True)
class Gold:
    """A paragraph and the offsets (code points) at which its sentences but the first start."""

    half: str
    kind: str
    text: str
    starts: frozenset[int]


def gold() -> Iterator[Gold]:
    """The paragraphs of the data file."""
    for entry in tomllib.loads(DATA.read_text("utf-8"))["paragraph"]:
        text, starts = "", set()
        for sentence in entry["sentences"].split("\n"):
            if text:
                text += entry.get("joint", " ")
                starts.add(len(text))
            text += sentence
        yield Gold(entry["half"], entry["kind"], text, frozenset(starts))


def ours(text: str) -> frozenset[int]:
    """Where our sentences but the first start."""
    parsed = next(parse_articles([as_article(text)], NEEDS))
    return frozenset(s.span.start for s in parsed.sentences) - {0}


def bare(text: str) -> frozenset[int]:
    """Where the parser alone starts sentences; one of marks alone is none."""
    starts = set()
    for sent in load_model(NEEDS)(text).sents:
        words = sent.text.lstrip()
        if any(c.isalnum() for c in words):
            starts.add(sent.end_char - len(sent.text) + len(sent.text) - len(words))
    return frozenset(starts) - {0}


def figures(half: str, split: Splitter) -> tuple[float, float, float, float]:
    """Precision, recall and F1 of the boundaries, and the share of paragraphs wholly right."""
    right = found = wanted = whole = paragraphs = 0
    for paragraph in gold():
        if paragraph.half == half:
            starts = split(paragraph.text)
            right += len(starts & paragraph.starts)
            found += len(starts)
            wanted += len(paragraph.starts)
            whole += starts == paragraph.starts
            paragraphs += 1
    return right / found, right / wanted, 2 * right / (found + wanted), whole / paragraphs


def misses(split: Splitter) -> Iterator[str]:
    """The wrong places of the half that rules may be mended on."""
    for paragraph in gold():
        if paragraph.half == "mending":
            starts = split(paragraph.text)
            for sign, offsets in (
                ("+", starts - paragraph.starts),
                ("-", paragraph.starts - starts),
            ):
                for at in sorted(offsets):
                    before, after = paragraph.text[max(0, at - 40) : at], paragraph.text[at:][:40]
                    yield f"{sign} {paragraph.kind}: {before!r} | {after!r}"


def main(argv: Sequence[str]) -> int:
    """Print the figures; 1 if ours are below the floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print wrong places ('mending')")
    parser.add_argument("--half", choices=HALVES, action="append", help="score this half only")
    args = parser.parse_args(argv)
    below = False
    print(f"{'half':8} {'splitter':12} precision  recall      F1  paragraphs wholly right")
    for half in args.half or HALVES:
        for name, split in (("our rules", ours), ("bare parser", bare)):
            precision, recall, f1, whole = figures(half, split)
            below |= name == "our rules" and f1 < FLOOR
            print(f"{half:8} {name:12} {precision:9.3f} {recall:7.3f} {f1:7.3f} {whole:12.3f}")
    if args.misses:
        print(*misses(ours), sep="\n")
    return int(below)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
