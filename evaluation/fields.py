"""``python -m evaluation.fields FOLDER… --part NAME``: title, date and outlet of real pages.

FOLDERs are the repositories that ``training.lines`` takes, and beside them htmldate, whose saved
pages have a known date. Each page is turned into text as copy and paste gives it and read with no
outlet profile. *mend* are the pages that the reader was mended on. *once* are pages of half the
sites that stand in htmldate alone (scored seven times), *fresh* those of fundus whose sites the
reader of lines did not learn from (scored seven times): nobody has looked at what is read wrongly
there. Older pages of half of the fresh sites are among those mended on. Only what the pasted text
prints can be read from it: a title, date or outlet that no line of it prints is counted apart,
and right is there to say nothing. ``--unknown`` takes each page's own outlet from those that are
known by name and address, many of which were taken from the pages of *mend*.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import pickle
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

from lxml import html as lxml_html
from rapidfuzz import fuzz

from framing.clean import clean
from framing.clean.dates import find_dates, parse_date
from framing.clean.headline_form import bare_title
from framing.clean.known_outlets import (
    known_names,
    known_outlet,
    name_key,
    outlet_of_address,
)
from framing.clean.language import detect_language
from framing.models import Article
from training.lines.__main__ import NOT_NEWS, is_held_out
from training.lines.pages import SavedPage, canonical_url, read_pages
from training.lines.paste import PageLine, page_lines

Pasted = tuple[SavedPage, list[PageLine]]

_FRESH = "htmldate/"  # the repository that nothing was learned from
_NEWEST = "fundus/"  # the one whose held-out sites were scored once
_ONCE = 50  # of 100 of its sites
_DAY = timedelta(days=1)  # what time zones make of a date
_MOST_WORDS = 40  # a date further inside a paragraph is not the page's


@dataclass
class Score:
    """How often a field was right, not told and wrong, where the page prints it and where not."""

    right: Counter[str] = field(default_factory=Counter)
    untold: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def add(self, name: str, page: str, gold: object, found: object, right: bool) -> None:
        self.of[name] += 1
        self.right[name] += right
        self.untold[name] += not right and not found
        if not right:
            self.errors.append(f"{name}: {page}: {gold!r}, read {found!r}")

    def told(self) -> dict[str, str]:
        return {
            name: f"{self.right[name]} of {n} right ({self.right[name] / n:.3f}), "
            f"{self.untold[name]} not told, {n - self.right[name] - self.untold[name]} wrong"
            for name, n in sorted(self.of.items())
        }


def read_page(lines: Sequence[PageLine], page: SavedPage) -> Article:
    """The article of a page, read from its text with no outlet profile."""
    text = "\n".join(("\n" if line.gap else "") + line.text for line in lines)
    return clean(text, id=page.id, path="page.txt", outlets={})


def score_fields(pages: Iterable[Pasted], *, hides: bool = False) -> Score:
    """Title, date and outlet against what repositories and pages declare; ``hides``: read as if
    nobody knew the page's outlet."""
    score = Score()
    for page, lines in pages:
        with unknown(page) if hides else nullcontext():
            article = read_page(lines, page)
        _add_title(score, page, lines, article)
        _add_date(score, page, lines, article)
        _add_outlet(score, page, lines, article)
    return score


def _add_title(score: Score, page: SavedPage, lines: Sequence[PageLine], article: Article) -> None:
    golds = title_gold(page)
    if not golds:
        return
    found = article.title.value if article.title else ""
    right = any(same_title(gold, found) for gold in golds)
    prints = any(same_title(gold, line.text) for gold in golds for line in lines)
    name = "title" if prints else "title not on the page, nothing said"
    score.add(name, page.id, golds[0], found, right or (not prints and not found))


def _add_date(score: Score, page: SavedPage, lines: Sequence[PageLine], article: Article) -> None:
    gold = date_gold(page)
    if gold is None:
        return
    found = article.published.value if article.published else None
    right = found is not None and abs(found - gold) <= _DAY
    printed = {
        d.value
        for line in lines
        for first in (True, False)
        if len(line.text.split()) <= _MOST_WORDS
        for d in find_dates(line.text, first)
    }
    prints = any(abs(value - gold) <= _DAY for value in printed)
    name = "date" if prints else "date not on the page, nothing said"
    score.add(name, page.id, gold, found, right or (not prints and found is None))


def _add_outlet(score: Score, page: SavedPage, lines: Sequence[PageLine], article: Article) -> None:
    golds = outlet_gold(page)
    if not golds:
        return
    found = article.outlet_field.value if article.outlet_field else ""
    right = is_outlet(page, golds, found)
    prints = any(prints_name(lines, gold) for gold in golds)
    name = "outlet" if prints else "outlet not on the page, nothing said"
    score.add(name, page.id, golds[0], found, right or (not prints and not found))


def is_outlet(page: SavedPage, golds: Sequence[str], found: str) -> bool:
    """Whether a name is that of a page's outlet."""
    of_site = name_key(found) in (name_key(page.site), page.site.split(".")[0])
    return of_site or any(same_outlet(gold, found) for gold in golds)


def _meta(page: SavedPage, *names: str) -> str | None:
    tree = lxml_html.document_fromstring(page.markup)
    for name in names:
        for key in ("property", "name", "itemprop"):
            for value in tree.xpath(f'//meta[@{key}="{name}"]/@content'):
                if value.strip():
                    return str(value.strip())
    return None


def outlet_gold(page: SavedPage) -> list[str]:
    """The names of a page's outlet: its address's, where that is known, and what it declares."""
    told = outlet_of_address(canonical_url(page.markup) or page.url)
    by_address = told[0] if told and known_outlet(told[0]) else None
    declared = _meta(page, "og:site_name")
    return [name for name in (by_address, declared) if name]


@contextmanager
def unknown(page: SavedPage) -> Iterator[None]:
    """As if nobody knew the outlet of a page: its names and addresses are not among those known."""
    told = outlet_of_address(canonical_url(page.markup) or page.url)
    ours = {*outlet_gold(page), page.site, *(told or ())}
    hidden = {known.name for name in ours if (known := known_outlet(name))}
    with ExitStack() as stack:
        for names in known_names():
            stack.enter_context(patch.dict(names))
            for key in [key for key, known in names.items() if known.name in hidden]:
                del names[key]  # type: ignore[attr-defined]
        yield


def prints_name(lines: Sequence[PageLine], outlet: str) -> bool:
    """Whether a page names its outlet: in its first lines, in a copyright line, or on two lines or
    more. A name on one line among others may be anybody's."""
    known = known_outlet(outlet)
    forms = {name_key(outlet), name_key(known.name) if known else ""} - {""}
    found = [
        (number, line.text)
        for number, line in enumerate(lines)
        if len(line.text.split()) <= 14 and any(form in name_key(line.text) for form in forms)
    ]
    marked = any(number < 3 or re.search("©|copyright", text, re.I) for number, text in found)
    return marked or len({text for _, text in found}) >= 2


def same_outlet(gold: str, found: str) -> bool:
    """Whether two names are one outlet's ('MLive' and 'MLive.com')."""
    one, other = known_outlet(gold), known_outlet(found)
    if one and other:
        return one == other
    short, long = sorted((name_key(gold), name_key(found)), key=len)
    same = len(short) >= 4 and long.startswith(short)
    return same or (bool(found) and fuzz.token_set_ratio(gold.casefold(), found.casefold()) >= 85)


def date_gold(page: SavedPage) -> date | None:
    """The day of publication that the repository gives, else the one that the page declares."""
    given = page.date or _meta(page, "article:published_time", "datePublished", "pubdate")
    return parse_date(given[:10]) if isinstance(given, str) else None


def title_gold(page: SavedPage) -> list[str]:
    """The titles that repository and page give: many pages print another than they declare."""
    tree = lxml_html.document_fromstring(page.markup)
    printed = [" ".join(h.text_content().split()) for h in tree.xpath("//h1")]
    given = [page.title, _meta(page, "og:title"), printed[0] if len(printed) == 1 else None]
    return [title for title in given if title and len(title.split()) >= 3]


def same_title(gold: str, found: str) -> bool:
    """Whether a line is a title, with or without the outlet's name behind it."""
    if not found:
        return False
    one, bare, other = _key(gold), _key(bare_title(gold, ())), _key(found)
    return (
        max(fuzz.ratio(one, other), fuzz.ratio(bare, other)) >= 85
        or (other in one and len(other.split()) >= 4)
        or (bare in other and len(bare.split()) >= 0.6 * len(other.split()))
    )


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def is_once(page: SavedPage, sites: frozenset[str]) -> bool:
    """Whether a page belongs to the set that is scored once; ``sites`` are all others' sites."""
    digest = int(hashlib.sha256(f"fields {page.site}".encode()).hexdigest(), 16)
    return page.id.startswith(_FRESH) and page.site not in sites and digest % 100 < _ONCE


def part_of(page: SavedPage, sites: frozenset[str]) -> str:
    """Which part a page belongs to; ``sites`` are all others' sites."""
    if page.id.startswith(_NEWEST) and is_held_out(page.site):
        return "fresh"
    return "once" if is_once(page, sites) else "mend"


def pasted_pages(folders: Sequence[Path], part: str) -> Iterator[Pasted]:
    """English news pages of one part, as text."""
    pages = [page for folder in folders for page in read_pages(folder)]
    sites = frozenset(p.site for p in pages if not p.id.startswith((_FRESH, _NEWEST)))
    for page in pages:
        fresh = page.id.startswith(_FRESH) and page.site not in sites
        if page.site in NOT_NEWS or part_of(page, sites) != part:
            continue
        if page.id.startswith(_FRESH) and not fresh:
            continue  # many of these pages are trafilatura's, too
        lines = page_lines(page.markup)
        prose = [line.text for line in lines if len(line.text.split()) > 10]
        language = detect_language(" ".join(prose))
        if len(lines) >= 5 and len(prose) >= 3 and language and language.value == "en":
            yield page, lines


def cached(folders: Sequence[Path], part: str, cache: Path | None) -> list[Pasted]:
    """``pasted_pages``, kept in a file between runs."""
    if cache is not None and cache.is_file():
        return pickle.loads(gzip.decompress(cache.read_bytes()))  # type: ignore[no-any-return]
    found = list(pasted_pages(folders, part))
    if cache is not None:
        cache.write_bytes(gzip.compress(pickle.dumps(found), 1))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m evaluation.fields", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--part", choices=("mend", "once", "fresh"), default="mend")
    parser.add_argument("--cache", type=Path, help="keep the pages here, outside git")
    parser.add_argument("--errors", action="store_true", help="print what was read wrongly")
    parser.add_argument("--unknown", action="store_true", help="as if nobody knew the outlets")
    options = parser.parse_args()
    pages = cached(options.folders, options.part, options.cache)
    score = score_fields(pages, hides=options.unknown)
    if options.errors:
        print("\n".join(score.errors))
    print(f"{options.part}: {len(pages)} pages of {len({page.site for page, _ in pages})} sites")
    print(json.dumps(score.told(), indent=2))


if __name__ == "__main__":
    main()
