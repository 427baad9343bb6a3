"""``python -m evaluation.lines FOLDER… [--cache FILE] [--part NAME]``: how pages as text are read.

FOLDERs are the repositories of saved pages that ``python -m training.lines`` takes; only sites that
it never learned from are scored. Each page is turned into text as copy and paste gives it, once
whole and once cut near the article, and read with no outlet profile at all. Lines whose gold is not
clear are left out. ``--part learned`` scores the sites that were learned from, for mending.
"""

from __future__ import annotations

import argparse
import json
import re
import time
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from lxml import html as lxml_html
from rapidfuzz import fuzz

from framing.clean import clean, typed_lines
from framing.clean.credits import read_credit_line, read_foot_line
from framing.clean.dates import parse_date
from framing.clean.kinds import Kind
from framing.clean.known_outlets import known_outlet, name_key, outlet_of_address
from framing.clean.lines import Line
from framing.models import Article
from training.lines.__main__ import Labelled, cached, is_held_out
from training.lines.fit import variants
from training.lines.pages import SavedPage, canonical_url
from training.lines.paste import PageLine

HAND = Path(__file__).parent / "lines_data" / "hand.toml"
FURNITURE = ("furniture", "caption", "credit")
KEPT = (Kind.BODY, Kind.STANDFIRST)


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
        return told | {"body lines lost": share.get("body", "none")}


def score_lines(pages: Sequence[Labelled], kind: str) -> Lines:
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
            for line, item in zip(typed, variant.items, strict=True):
                if item.label == "body" and is_credit(item.text):
                    continue  # some gold keeps sign-offs and copyright lines: not clear
                if item.label in ("body", "cross-heading", *FURNITURE):
                    counts.add(page.id, item.label, line.kind, line.text)
    return counts


def is_credit(text: str) -> bool:
    """Whether a line is a sign-off, credit or copyright line by its form alone."""
    line = Line(0, text, True)
    return bool(
        read_foot_line(line) or read_credit_line(text) or re.match(r"(?:©|copyright\b)", text, re.I)
    )


def read_page(lines: Sequence[PageLine], page: SavedPage) -> Article:
    """The article of a page, read from its text with no outlet profile."""
    text = "\n".join(("\n" if line.gap else "") + line.text for line in lines)
    return clean(text, id=page.id, path="page.txt", outlets={})


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


def score_bodies(pages: Sequence[Labelled]) -> dict[str, str]:
    """Body words F1 of the public benchmark's pages."""
    words: list[float] = []
    sums = [0.0, 0.0, 0.0]
    worst = []
    for page, lines, _ in pages:
        if not page.strict or page.gold is None:
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


def score_fields(pages: Sequence[Labelled], verbose: bool) -> dict[str, str]:
    """Outlet, date, title and agency against the repositories' metadata and a hand coding."""
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    untold: Counter[str] = Counter()
    hand = tomllib.loads(HAND.read_text("utf-8")) if HAND.is_file() else {}
    for page, lines, _ in pages:
        article = read_page(lines, page)
        coded = hand.get(page.id, {})
        outlet = coded.get("outlet") or _outlet_gold(page)
        checks: dict[str, tuple[object, bool, bool]] = {}
        if outlet:
            found = article.outlet_field.value if article.outlet_field else ""
            same = _same_outlet(outlet, found)
            if _names(lines, outlet):
                checks["outlet"] = (outlet, same, not found)
            else:  # nothing on the page tells it: right is to say nothing
                checks["outlet not on the page, nothing said"] = ("", same or not found, False)
        day = coded.get("date") or _date_gold(page)
        if day:
            given = article.published.value if article.published else None
            near = given is not None and abs((given - day).days) <= 1
            checks["date"] = (day, near, given is None)
        titles = _title_gold(page)
        if titles:
            given_title = article.title.value if article.title else ""
            same = any(_same_title(title, given_title) for title in titles)
            checks["title"] = (titles[0], same, not given_title)
        if "agencies" in coded:
            names = {a.value for a in article.agencies}
            checks["agency"] = (coded["agencies"], names == set(coded["agencies"]), not names)
        for name, (gold, ok, none) in checks.items():
            of[name] += 1
            right[name] += ok
            untold[name] += none and not ok
            if verbose and not ok:
                print(f"   {name}: {page.id}: {gold!r}, read {_read(article, name)!r}")
    return {
        name: f"{right[name]} of {n} right ({right[name] / n:.3f}), {untold[name]} not told,"
        f" {n - right[name] - untold[name]} wrong"
        for name, n in sorted(of.items())
    }


def _read(article: Article, name: str) -> object:
    if name == "agency":
        return [a.value for a in article.agencies]
    fields = {"date": article.published, "title": article.title}
    found = fields.get(name, article.outlet_field)
    return found.value if found else None


def _meta(page: SavedPage, *names: str) -> str | None:
    tree = lxml_html.document_fromstring(page.markup)
    for name in names:
        for key in ("property", "name", "itemprop"):
            for value in tree.xpath(f'//meta[@{key}="{name}"]/@content'):
                if value.strip():
                    return str(value.strip())
    return None


def _outlet_gold(page: SavedPage) -> str | None:
    told = outlet_of_address(canonical_url(page.markup) or page.url)
    if told and known_outlet(told[0]):
        return told[0]
    return _meta(page, "og:site_name")


def _names(lines: Sequence[PageLine], outlet: str) -> bool:
    """Whether a short line of the page holds the outlet's name."""
    known = known_outlet(outlet)
    forms = {name_key(outlet), name_key(known.name) if known else ""} - {""}
    keys = (name_key(line.text) for line in lines if len(line.text.split()) <= 12)
    return any(form in key for key in keys for form in forms)


def _same_outlet(gold: str, found: str) -> bool:
    one, other = known_outlet(gold), known_outlet(found)
    if one and other:
        return one == other
    short, long = sorted((name_key(gold), name_key(found)), key=len)
    same = len(short) >= 4 and long.startswith(short)  # 'MLive' and 'MLive.com'
    return same or (bool(found) and fuzz.token_set_ratio(gold.casefold(), found.casefold()) >= 85)


def _date_gold(page: SavedPage) -> date | None:
    given = page.date or _meta(page, "article:published_time", "datePublished", "pubdate")
    return parse_date(given[:10]) if given else None


def _title_gold(page: SavedPage) -> list[str]:
    """The titles that repository and page give: many pages print another than they declare."""
    tree = lxml_html.document_fromstring(page.markup)
    printed = [" ".join(h.text_content().split()) for h in tree.xpath("//h1")]
    given = [page.title, _meta(page, "og:title"), printed[0] if len(printed) == 1 else None]
    return [title for title in given if title and len(title.split()) >= 3]


def _same_title(gold: str, found: str) -> bool:
    def key(text: str) -> str:
        return " ".join(re.findall(r"\w+", text.casefold()))

    return bool(found) and (fuzz.ratio(key(gold), key(found)) >= 85 or (key(found) in key(gold)
                            and len(key(found).split()) >= 4))  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m evaluation.lines", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--part", choices=("held-out", "learned"), default="held-out")
    parser.add_argument("--errors", action="store_true", help="print what was read wrongly")
    options = parser.parse_args()
    wanted = options.part == "held-out"
    pages = [p for p in cached(options.folders, options.cache) if is_held_out(p[0].site) == wanted]
    print(f"{options.part}: {len(pages)} pages of {len({p[0].site for p in pages})} sites")
    start = time.process_time()
    told: dict[str, dict[str, str]] = {}
    for kind, name in (("page", "whole pages"), ("cut", "cut near the article"), ("text", "texts")):
        counts = score_lines(pages, kind)
        told[name] = counts.told()
        if options.errors:
            for page_id, label, text in counts.wrong:
                print(f"   {name}: {label}: {page_id}: {text[:110]}")
    told["public benchmark"] = score_bodies(pages)
    told["fields"] = score_fields(pages, options.errors)
    print(json.dumps(told, indent=2, ensure_ascii=False))
    print(f"{time.process_time() - start:.0f} CPU s")


if __name__ == "__main__":
    main()
