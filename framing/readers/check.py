"""What profiles do to articles: what is recognised, what is removed, and what looks left over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from framing.clean.lines import ends_sentence
from framing.models import Article, Skipped
from framing.outlets import OutletProfile
from framing.readers import read_paths

_SHORT_WORDS = 8  # a shorter paragraph that is no sentence may be page furniture


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A paragraph that may not belong to the article, and why it looks so."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class ArticleCheck:
    """An article as it was read, and the paragraphs of it that look left over."""

    article: Article
    left_over: tuple[LeftOver, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """What came of articles under the profiles."""

    articles: tuple[ArticleCheck, ...]
    skipped: tuple[Skipped, ...]
    notes: tuple[str, ...]


def check_articles(paths: Sequence[Path], outlets: Mapping[str, OutletProfile]) -> Check:
    """Read articles and look at what the profiles made of them.

    Raises:
        InputError: as ``read_paths``.
    """
    outcome = read_paths(paths, outlets=outlets)
    counts = Counter(
        paragraph
        for article in outcome.articles
        for paragraph in dict.fromkeys(map(str.casefold, article.text.split("\n\n")))
    )
    checked = tuple(
        ArticleCheck(article, _left_over(article, counts)) for article in outcome.articles
    )
    return Check(checked, outcome.skipped, outcome.notes)


def _left_over(article: Article, counts: Counter[str]) -> tuple[LeftOver, ...]:
    found = []
    headline = article.parts.headline.of(article.text) if article.parts.headline else ""
    captions = {span.of(article.text) for span in article.parts.captions}
    for paragraph in article.text.split("\n\n"):
        others = counts[paragraph.casefold()] - 1
        if others > 0:
            plural = "s" if others > 1 else ""
            found.append(LeftOver(paragraph, f"stands in {others} other article{plural}, too"))
        elif (
            paragraph != headline
            and paragraph not in captions
            and len(paragraph.split()) < _SHORT_WORDS
            and not ends_sentence(paragraph)
        ):
            found.append(LeftOver(paragraph, "short line"))
    return tuple(found)


def profile_remarks(profile: OutletProfile) -> tuple[str, ...]:
    """What a sound profile still lacks."""
    remarks = []
    if profile.ownership is None:
        remarks.append("ownership is not stated")
    if not profile.recognise and not any("." in name for name in profile.names):
        remarks.append("recognised by its name alone: add an address to aliases, or [[recognise]]")
    if "here" not in profile.places:
        remarks.append("places do not say what 'here' means")
    return tuple(remarks)


def profile_text(profile: OutletProfile) -> str:
    """A profile in words, for reading on a terminal."""
    lines = [
        f"{profile.name} ({profile.slug}, {profile.code})",
        f"  {profile.kind}, {profile.country}, language {profile.language}, "
        f"colour {profile.colour}",
    ]
    if profile.aliases:
        lines.append(f"  also called: {', '.join(profile.aliases)}")
    if profile.ownership is not None:
        own = profile.ownership
        lines += ["", f"  {own.text}", f"  (as of {own.as_of}; {own.source})"]
    lines += _section("carries", profile.agencies)
    lines += _section("places", (f"{place} = {code}" for place, code in profile.places.items()))
    lines += _section(
        "recognised by its name, copyright line and address, and by",
        (f"{r.pattern}   ({r.why}; in {r.where}; {r.points} of 3)" for r in profile.recognise),
    )
    lines += _section(
        "taken off its pages, beside the general rules",
        (f"{r.line or r.pattern}   ({r.reason})" for r in profile.boilerplate),
    )
    return "\n".join(lines) + "\n"


def _section(heading: str, rows: Iterable[str]) -> list[str]:
    listed = [f"    {row}" for row in rows]
    return ["", f"  {heading}:", *listed] if listed else []


def article_rows(checked: ArticleCheck) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What to show of a checked article: headings, and the rows under each."""
    article = checked.article
    field = article.outlet_field
    known = (
        f"{article.outlet_name} ({field.provenance.value}: {field.evidence})"
        if field
        else "not recognised: name it in metadata.csv, or add a profile"
    )
    facts = [
        f"{name}: {value.value} ({value.provenance.value}: {value.evidence})"
        for name, value in (
            ("headline", article.title),
            ("byline", article.byline),
            ("dateline", article.dateline),
            ("published", article.published),
            *(("agency", agency) for agency in article.agencies),
        )
        if value is not None
    ]
    if article.published is None:
        facts.append("published: not found")
    body = article.parts.body.of(article.text).split("\n\n")
    left_over = tuple(f"{line.text}   ({line.why})" for line in checked.left_over)
    sections = (
        ("outlet", (known,)),
        ("fields", tuple(facts)),
        ("removed", tuple(f"{r.text}   ({r.reason})" for r in article.removed)),
        ("body, from first to last", (body[0], body[-1])),
        ("looks left over", left_over or ("nothing",)),
        ("notes", article.notes),
    )
    return tuple((heading, rows) for heading, rows in sections if rows)
