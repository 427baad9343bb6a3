"""Sentences that speak of something else: sport, business and culture, from the BBC news set.

The set (Greene & Cunningham 2006) has a folder a topic and a file an article. 'dev' is of the first
articles, and what the machine finds there was read by hand; 'once' is of the last, and nobody reads
them. Thresholds are chosen on sentences of articles from all over a folder, without those of
'once'.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from framing.analysers.meaning import REACH
from framing.text.parse import parse_articles
from framing.validation.semantic import as_article
from training.frames.data import Placed, digest_of

TOPICS = ("sport", "business", "entertainment")
OF_EACH = 320  # of dev and of once
ARTICLES, CHOSEN_ON = 75, 1000  # of each topic: so many articles, or a few more, and sentences
SHORTEST = 6


def part_of(folder: Path, known: Collection[str], *, last: bool = False) -> list[Placed]:
    """So many sentences of the first articles of a topic's folder, or of the last, by the order of
    their digests; those whose digests are ``known`` are left out."""
    found: dict[str, Placed] = {}
    for path in sorted(folder.glob("*.txt"), reverse=last):
        found |= _sentences(path, known)
        if len(found) > 2 * OF_EACH:
            break
    return [found[digest] for digest in sorted(found)][:OF_EACH]


def to_choose_on(folder: Path, known: Collection[str]) -> list[Placed]:
    """Sentences of articles from all over a topic's folder, without those that 'once' is taken
    from."""
    paths = sorted(folder.glob("*.txt"))
    kept: set[str] = set()
    while paths and len(kept) <= 2 * OF_EACH:
        kept.update(_sentences(paths.pop(), known))
    found: dict[str, Placed] = {}
    for path in paths[:: max(1, len(paths) // ARTICLES)]:
        found |= _sentences(path, known)
    return [found[digest] for digest in sorted(found) if digest not in kept][:CHOSEN_ON]


def _sentences(path: Path, known: Collection[str]) -> dict[str, Placed]:
    text = path.read_text(encoding="latin-1")
    doc = next(parse_articles([as_article(text)], frozenset({"parser"})))
    words = [" ".join(sentence.span.of(text).split()) for sentence in doc.sentences]
    found = {}
    for place, each in enumerate(words):
        if len(each.split()) >= SHORTEST:
            around = (*words[max(0, place - REACH) : place], *words[place + 1 : place + 1 + REACH])
            found[digest_of(each)] = Placed(each, around)
    return {digest: each for digest, each in found.items() if digest not in known}
