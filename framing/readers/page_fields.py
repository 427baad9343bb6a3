"""What a web page says of itself: JSON-LD, meta elements, <h1>, <title>, <time>, its address.

Each value is kept with the place that it comes from. What the page does not say stays unknown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rapidfuzz import fuzz

from framing.models import Field, Provenance
from framing.readers.dates import read_date
from framing.readers.markup import line, local, paragraphs
from framing.readers.names import SEPARATORS, host, plain_name, title_without

_BETWEEN = 15  # lines below a headline, in which its date stands
_DATE_LINE = 16  # words, at most
_TITLE_LIKE = 60  # rapidfuzz partial ratio from which <h1> and the declared title are one headline
_ARTICLES = frozenset(
    "article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle "
    "backgroundnewsarticle reviewnewsarticle blogposting liveblogposting report "
    "socialmediaposting advertisercontentarticle scholarlyarticle techarticle".split()
)
_DATE_NAMES = (
    *("article:published_time", "og:published_time", "og:article:published_time"),
    *("datepublished", "date.published", "publishdate", "publish_date", "publish-date"),
    *("publication_date", "publicationdate", "pubdate", "parsely-pub-date", "sailthru.date"),
    *(
        "dcterms.created",
        "dc.date.issued",
        "dcterms.date",
        "dc.date",
        "cxenseparse:recs:publishtime",
    ),
    *("article.published", "published_at", "ptime", "displaydate", "originalpublicationdate"),
    *("article:publish_time", "iso-8601-publish-date", "article_date_original", "created", "date"),
)
_AUTHOR_NAMES = (
    "author",
    "article:author",
    "byl",
    "parsely-author",
    "dc.creator",
    "sailthru.author",
)
_SITE_NAMES = ("og:site_name", "application-name", "apple-mobile-web-app-title")
# Comments and CDATA marks around JSON-LD.
_WRAPPING = re.compile(
    r"^\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?)|(?:-->|(?://|/\*)?\s*\]\]>\s*(?:\*/)?)\s*$"
)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-]?(\d{2}|[a-z]{3})[/-]?(\d{2})(?:[/-]|$)")
_BY = re.compile(r"^(?:by|from)\s+", re.I)
_PUBLISHER = re.compile(r"(?:^|[\s/])@|^https?://")


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says of itself: values with the place that they come from, the best first."""

    json_ld: tuple[Mapping[str, Any], ...]
    metas: Mapping[str, str]
    tree: Any


def said_of(tree: Any) -> Said:
    """What a page says of itself, from its tree."""
    return Said(_about_page(tree), _metas(tree), tree)


def fields_of(said: Said) -> dict[str, Field[str]]:
    """The article's fields as the page gives them; none for what it does not say."""
    found: dict[str, Field[str]] = {}
    address = _first(_addresses(said))
    outlet = _first(_outlets(said, address.value if address else ""))
    names = [each.value for each in _outlets(said, address.value if address else "")]
    title = _title(said, names)
    for field, value in (
        ("url", address),
        ("outlet", outlet),
        ("title", title),
        ("published", _first(_dates(said, address.value if address else ""))),
        ("byline", _first(_bylines(said, names))),
        ("language", _first(_languages(said))),
    ):
        if value is not None:
            found[field] = value
    return found


def _first(values: Iterator[Field[str]]) -> Field[str] | None:
    return next(values, None)


def _value(value: object, evidence: str, words: str = "") -> Iterator[Field[str]]:
    text = " ".join(str(value).split()) if isinstance(value, str | int) else ""
    if text:
        shown = words or (text if len(text) <= 80 else f"{text[:77]}…")
        yield Field(text, Provenance.EXTRACTED, f"{evidence}: '{shown}'")


def _title(said: Said, names: Sequence[str]) -> Field[str] | None:
    """The headline: <h1> where it is like a declared title, else the declared one."""
    declared = [
        *(v for each in said.json_ld for v in _value(each.get("headline"), "JSON-LD headline")),
        *_value(said.metas.get("og:title"), "og:title"),
        *(v for node in said.tree.iter("title") for v in _value(line(node), "<title>")),
        *_value(said.metas.get("twitter:title"), "twitter:title"),
    ]
    declared = [replace(each, value=title_without(each.value, names)) for each in declared]
    headings = [line(node) for node in said.tree.iter("h1")]
    headings = [
        text for text in headings if text and plain_name(text) not in map(plain_name, names)
    ]
    if declared:
        wanted = declared[0].value.casefold()
        like = [
            (fuzz.partial_ratio(text.casefold(), wanted), text)
            for text in headings
            if len(text.split()) >= 3
        ]
        best = max(like, default=(0, ""))
        if best[0] >= _TITLE_LIKE and len(best[1].split()) <= 40:
            return Field(best[1], Provenance.EXTRACTED, "<h1>")
        return declared[0]
    if len(headings) == 1:
        return Field(headings[0], Provenance.EXTRACTED, "<h1>")
    return None


def _outlets(said: Said, address: str) -> Iterator[Field[str]]:
    """Names of the outlet, the likeliest first."""
    for name in _SITE_NAMES[:1]:
        yield from _name(said.metas.get(name), name)
    for each in said.json_ld:
        publisher = each.get("publisher")
        for one in publisher if isinstance(publisher, list) else [publisher]:
            if isinstance(one, Mapping):
                yield from _name(one.get("name"), "JSON-LD publisher")
            elif isinstance(one, str) and not _PUBLISHER.search(one):
                yield from _name(one, "JSON-LD publisher")
    for name in _SITE_NAMES[1:]:
        yield from _name(said.metas.get(name), name)
    titles = [line(node) for node in said.tree.iter("title")][:1]
    site = host(address)
    for title in titles:
        parts = SEPARATORS.split(title)
        if len(parts) > 1 and len(parts[-1].split()) <= 5:
            stem = site.rpartition(".")[0].rpartition(".")[2] or site.partition(".")[0]
            # The end of <title> is the outlet's name where the address says so, too.
            if (
                not site
                or plain_name(parts[-1]) in plain_name(site)
                or stem in plain_name(parts[-1])
            ):
                yield from _name(parts[-1], "<title>")
    if site:
        yield Field(site, Provenance.EXTRACTED, f"address: '{address}'")


def _name(value: object, evidence: str) -> Iterator[Field[str]]:
    for field in _value(value, evidence):
        # Some name the site by its address or by a slogan.
        text = re.sub(r"^(?:https?://)?(?:www\.)?", "", field.value).rstrip("/")
        text = text.lstrip("@")
        if text and len(text.split()) <= 8:
            yield replace(field, value=text)


def _dates(said: Said, address: str) -> Iterator[Field[str]]:
    """When the page says that the article was published."""
    candidates: list[tuple[object, str]] = [
        *((each.get("datePublished"), "JSON-LD datePublished") for each in said.json_ld),
        *((said.metas.get(name), name) for name in _DATE_NAMES),
        *_times(said.tree),
    ]
    for value, where in candidates:
        day = read_date(str(value)) if isinstance(value, str) else None
        if day is not None:
            yield Field(day.isoformat(), Provenance.EXTRACTED, f"{where}: '{value}'")
    match = _IN_ADDRESS.search(address)
    day = read_date(f"{match[3]} {match[2]} {match[1]}") if match else None
    if match and day is None and match[2].isdigit():
        day = read_date(f"{match[1]}-{match[2]}-{match[3]}")
    if day is not None:
        yield Field(day.isoformat(), Provenance.GUESSED, f"its address: '{address}'")


def printed_date(tree: Any, title: Field[str] | None, body: Sequence[str]) -> dict[str, Field[str]]:
    """The date that the page prints between its headline and the article's first paragraph."""
    rows = paragraphs(tree)
    heading = plain_name(title.value) if title else ""
    above = next(
        (at for at, row in enumerate(rows) if heading and plain_name(row) == heading), None
    )
    if above is None or not body:
        return {}
    first = body[0][:60]
    below = next(
        (at for at in range(above + 1, len(rows)) if rows[at].startswith(first)), above + 8
    )
    for row in rows[above + 1 : min(below, above + _BETWEEN)]:
        day = read_date(row) if len(row.split()) <= _DATE_LINE else None
        if day is not None:
            evidence = f"printed below the headline: '{row}'"
            return {"published": Field(day.isoformat(), Provenance.EXTRACTED, evidence)}
    return {}


def _times(tree: Any) -> Iterator[tuple[object, str]]:
    """<time> elements and microdata that give the day of publication."""
    for node in tree.iter():
        name = (node.get("itemprop") or "") if local(node) else ""
        if "datePublished" in name:
            yield (
                node.get("content") or node.get("datetime") or line(node),
                "itemprop datePublished",
            )
    times = list(tree.iter("time"))
    marked = [
        node
        for node in times
        if node.get("pubdate") is not None
        or re.search(r"publish|posted|entry-date", f"{node.get('class')} {node.get('id')}", re.I)
    ]
    heads = [
        node
        for node in times
        if any(local(above) in ("article", "header") for above in node.iterancestors())
    ]
    for node in (*marked, *(times if len(times) == 1 else heads[:1])):
        yield node.get("datetime") or line(node), "<time>"


def _bylines(said: Said, names: Sequence[str]) -> Iterator[Field[str]]:
    outlets = {plain_name(name) for name in names}
    for each in said.json_ld:
        people = list(_people(each.get("author")))
        people = [name for name in dict.fromkeys(people) if plain_name(name) not in outlets]
        if people:
            yield Field("; ".join(people), Provenance.EXTRACTED, "JSON-LD author")
    for name in _AUTHOR_NAMES:
        for field in _value(said.metas.get(name), name):
            value = _BY.sub("", field.value)
            if not _PUBLISHER.search(value) and plain_name(value) not in outlets:
                yield replace(field, value=value)
    for node in said.tree.iter("a", "span", "p", "div"):
        if node.get("rel") == "author" or "author" in (node.get("itemprop") or "").split():
            value = _BY.sub("", line(node))
            if 0 < len(value.split()) <= 8 and plain_name(value) not in outlets:
                yield Field(value, Provenance.EXTRACTED, "the element marked as author")


def _people(author: object) -> Iterator[str]:
    if isinstance(author, str) and not _PUBLISHER.search(author):
        yield _BY.sub("", " ".join(author.split()))
    elif isinstance(author, Mapping):
        yield from _people(author.get("name"))
    elif isinstance(author, list):
        for each in author:
            yield from _people(each)


def _languages(said: Said) -> Iterator[Field[str]]:
    """The language that the page declares (a wrong one is as common as a right one where only the
    template says it, so <html lang> alone does not count)."""
    for each in said.json_ld:
        yield from _value(each.get("inLanguage"), "JSON-LD inLanguage")


def _addresses(said: Said) -> Iterator[Field[str]]:
    for node in said.tree.iter("link"):
        if (node.get("rel") or "").casefold() == "canonical":
            href = node.get("href") or ""
            if href.startswith("http"):
                yield Field(href, Provenance.EXTRACTED, "canonical link")
    for value in _value(said.metas.get("og:url"), "og:url"):
        if value.value.startswith("http"):
            yield value
    saved = next(
        (node for node in said.tree.itersiblings(preceding=True) if "saved from url" in str(node)),
        None,
    )
    match = re.search(r"\(\d+\)(https?://\S+)", str(saved)) if saved is not None else None
    if match:
        yield Field(match[1], Provenance.EXTRACTED, "the browser's mark on the saved page")


def _metas(tree: Any) -> dict[str, str]:
    """The page's meta elements by name in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop")
        content = node.get("content")
        if name and content and content.strip():
            found.setdefault(name.casefold(), content.strip())
    return found


def _about_page(tree: Any) -> tuple[Mapping[str, Any], ...]:
    """The JSON-LD objects about articles, that which is about this page first: some pages list
    their neighbours, too."""
    title = next((line(node).casefold() for node in tree.iter("title")), "")

    def likeness(each: Mapping[str, Any]) -> float:
        return fuzz.partial_ratio(str(each.get("headline") or "").casefold(), title)

    return tuple(sorted(_json_ld(tree), key=likeness, reverse=True))


def _json_ld(tree: Any) -> Iterator[Mapping[str, Any]]:
    """The JSON-LD objects that are about an article."""
    for node in tree.iter("script"):
        if "ld+json" not in (node.get("type") or ""):
            continue
        raw = _WRAPPING.sub("", node.text or "")
        try:
            whole = json.loads(raw, strict=False)
        except (ValueError, RecursionError):
            continue
        for each in _objects(whole):
            kinds = each.get("@type")
            for kind in kinds if isinstance(kinds, list) else [kinds]:
                if isinstance(kind, str) and kind.casefold() in _ARTICLES:
                    yield each
                    break


def _objects(whole: object, depth: int = 4) -> Iterator[Mapping[str, Any]]:
    if isinstance(whole, list):
        for each in whole:
            yield from _objects(each, depth)
    elif isinstance(whole, Mapping) and depth:
        yield whole
        for name in ("@graph", "mainEntity", "mainEntityOfPage", "article"):
            yield from _objects(whole.get(name), depth - 1)
