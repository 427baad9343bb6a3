"""Synthetic articles to try reports on: two articles, and twelve outlets with sixty.

    python -m evaluation.corpora FOLDER

writes ``two.jsonl`` and ``twelve.jsonl``. The story, its people and its papers are invented
(``corpora_data/story.toml``); each headline says so. The same command writes the same bytes.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

STORY = Path(__file__).resolve().parent / "corpora_data" / "story.toml"
MARK = "(synthetic)"
SEED = 20310217
Row = dict[str, str]


def twelve(articles: int = 5, sentences: int = 18) -> list[Row]:
    """Twelve outlets, from very short to very long names, in seven scripts.

    Args:
        articles: how many each outlet has.
        sentences: of an article, on average.
    """
    story = tomllib.loads(STORY.read_text("utf-8"))
    rng = random.Random(SEED)
    used: set[str] = set()
    rows = []
    for i, outlet in enumerate(story["outlets"]):
        for number in range(articles):
            agency = (
                ("Reuters", "AFP")[(i + number) % 2] if (i * articles + number) % 7 == 0 else ""
            )
            length = max(5, round(rng.gauss(sentences, sentences / 5)))
            rows.append(_article(story, outlet, rng, used, length, agency))
    return rows


def two() -> list[Row]:
    """Two articles by two outlets: the least that can be compared."""
    rows = twelve(articles=1)
    return [rows[2], rows[5]]


def _article(
    story: Mapping[str, Any],
    outlet: Mapping[str, Any],
    rng: random.Random,
    used: set[str],
    length: int,
    agency: str,
) -> Row:
    """One article: a lead, then sentences of the outlet's topics, no sentence twice."""
    topics: Mapping[str, Sequence[str]] = story["topics"]
    names, weights = list(outlet["lean"]), list(outlet["lean"].values())
    text = [fresh_sentence([*topics["lead"]], story, rng, used)]
    while len(text) < length:
        topic = rng.choices(names, weights)[0]
        text.append(fresh_sentence(topics[topic], story, rng, used))
    if agency:
        text[2:2] = story["wire"][agency]
    paragraphs = []
    while text:
        size = rng.choice((1, 2, 2, 3))
        paragraphs.append(" ".join(text[:size]))
        text = text[size:]
    if agency:
        paragraphs[0] = f"({agency}) - {paragraphs[0]}"
    headline = fresh_sentence(story["headlines"]["lines"], story, rng, used).rstrip(".")
    return {
        "outlet": outlet["name"],
        "title": f"{headline} {MARK}",
        "published": f"2031-02-{rng.randint(10, 19)}",
        "text": "\n\n".join(paragraphs),
    }


def fresh_sentence(
    templates: Sequence[str], story: Mapping[str, Any], rng: random.Random, used: set[str]
) -> str:
    """A sentence that stands nowhere yet, if forty tries find one."""
    sentence = ""
    for _ in range(40):
        template = rng.choice(templates)
        starts = re.match(r"(?:The|A|Both|Neither|Many|Boats|Makers|Shares|Trade|It) ", template)
        if starts and rng.random() < 0.4:
            template = "{opening}" + template[0].lower() + template[1:]
        while "{" in template:
            template = re.sub(r"\{(\w+)\}", lambda m: rng.choice(story["slots"][m[1]]), template)
        sentence = template[:1].upper() + template[1:]
        if sentence not in used:
            break
    used.add(sentence)
    return sentence


def write(rows: Sequence[Row], path: Path) -> Path:
    """Write the articles as a table that ``framing report`` reads."""
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def main() -> None:
    """Write both tables into a folder."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    for name, rows in (("two", two()), ("twelve", twelve())):
        print(write(rows, folder / f"{name}.jsonl"))


if __name__ == "__main__":
    main()
