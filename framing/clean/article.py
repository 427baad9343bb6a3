"""From raw text and what is declared about it to an Article, cleaned or as it is."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from framing.clean.boilerplate import take_boilerplate
from framing.clean.credits import Credit, best_date, canonical, split_names
from framing.clean.dates import parse_date
from framing.clean.language import detect_language, language_code, language_name
from framing.clean.lines import Line, Taken, normalise, split_lines
from framing.clean.parts import ABOVE_HEADLINE, BY_FORM, Layout, assemble, lay_out
from framing.clean.recognise import recognise
from framing.models import Article, Field, Parts, Provenance, Removed, Span
from framing.outlets import OutletProfile, find_outlet, slugify

Metadata = Mapping[str, Field[str]]
NO_METADATA: Metadata = MappingProxyType({})

_SHORT = 50  # words; below this no share means anything
# UTF-8 that was once read as Windows-1252: ’ “ ” – é è ü ö.
_GARBLED = re.compile("â€[™œ\x9d“”˜]|Ã[©¨¼¶¤±]")
_HEADERS = {
    **{"title": "title", "headline": "title", "outlet": "outlet", "publication": "outlet"},
    **{"newspaper": "outlet", "url": "url", "link": "url", "author": "byline", "byline": "byline"},
    **{"date": "published", "published": "published", "dateline": "dateline"},
    **{"language": "language", "agency": "agencies", "agencies": "agencies"},
}
_HEADER = re.compile(rf"({'|'.join(_HEADERS)})\s*:\s+(\S.*)", re.I)


def clean(
    text: str,
    *,
    id: str,  # noqa: A002  (the contract's word)
    path: str,
    outlets: Mapping[str, OutletProfile],
    metadata: Metadata = NO_METADATA,
    notes: Sequence[str] = (),
) -> Article:
    """An article from its raw text: page furniture off, parts and fields told apart.

    Every character of the raw text that is no white space ends in ``Article.text`` or in
    ``Article.removed``; values taken from the text stand in a field as well.

    Args:
        text: the raw text, decoded.
        id: the article's id.
        path: the path to show for it; its last part is the file's name.
        outlets: the profiles to recognise the outlet by.
        metadata: declared or user's values by the names of Article's fields; they override.
        notes: what reading has to say about it.
    """
    lines = split_lines(normalise(text))
    said = list(notes)
    lines, headers, header_taken = _take_headers(lines)
    metadata = {**headers, **metadata}
    profile, name, slug, outlet_field = _outlet(lines, path, outlets, metadata, said)
    kept, furniture = take_boilerplate(lines, profile)
    title = metadata.get("title")
    page = lay_out(
        kept,
        names=profile.names if profile else ((name,) if outlet_field else ()),
        title=_one_line(title.value) if title else None,
        agencies=profile.agencies if profile else (),
    )
    whole, parts = assemble(page.headline, page.standfirst, page.captions, page.body)
    taken = sorted((*header_taken, *furniture, *page.taken), key=lambda t: t.at)
    published = _published(metadata, page.credits, said)
    language = _declared_language(metadata) or detect_language(whole)
    _judge(whole, language, said)
    return Article(
        id=id,
        path=path,
        text=whole,
        parts=parts,
        outlet=slug,
        outlet_name=name,
        outlet_field=outlet_field,
        title=title or _headline(page),
        byline=metadata.get("byline") or _byline(page.credits),
        dateline=metadata.get("dateline") or _dateline(page.credits),
        published=published,
        agencies=_agencies(metadata) or _credited(page.credits),
        language=language,
        url=metadata["url"].value if "url" in metadata else None,
        removed=tuple(Removed(t.text, t.reason) for t in taken),
        notes=tuple(said),
    )


def as_is(
    text: str,
    *,
    id: str,  # noqa: A002
    path: str,
    outlets: Mapping[str, OutletProfile],
    metadata: Metadata = NO_METADATA,
    notes: Sequence[str] = (),
) -> Article:
    """An article whose text nothing is done to; only declared metadata is known about it.

    A declared title goes before the text as headline, unless the text starts with it; without one
    the text comes back character for character, all of it body.
    """
    said = list(notes)
    declared = metadata.get("outlet")
    is_named = declared is not None and slugify(declared.value)
    profile, name, slug = _named(declared, outlets, said) if is_named else _unknown(path)
    title = metadata.get("title")
    whole, parts = text, Parts(Span(0, len(text)))
    if title and title.value:
        whole = text if text.startswith(title.value) else f"{title.value}\n\n{text}"
        headline = Span(0, len(title.value))
        start = headline.end
        while start < len(whole) and whole[start].isspace():
            start += 1
        parts = Parts(Span(start, len(whole)), headline)
    return Article(
        id=id,
        path=path,
        text=whole,
        parts=parts,
        outlet=slug,
        outlet_name=name,
        outlet_field=_outlet_field(declared, profile),
        title=title,
        byline=metadata.get("byline"),
        dateline=metadata.get("dateline"),
        published=_declared_date(metadata, said),
        agencies=_agencies(metadata),
        language=_declared_language(metadata),
        url=metadata["url"].value if "url" in metadata else None,
        notes=tuple(said),
    )


def _one_line(text: str) -> str:
    return " ".join(normalise(text).split())


def _take_headers(
    lines: Sequence[Line],
) -> tuple[tuple[Line, ...], dict[str, Field[str]], tuple[Taken, ...]]:
    """Take labelled lines off the top ('Title: …', 'Date: …'), where two or more stand there."""
    matches = []
    for line in lines:
        match = _HEADER.fullmatch(line.text)
        if match is None:
            break
        matches.append((line, match))
    if len(matches) < 2 or len(matches) == len(lines):
        return tuple(lines), {}, ()
    fields: dict[str, Field[str]] = {}
    for line, match in matches:
        key = _HEADERS[match[1].casefold()]
        fields.setdefault(key, Field(match[2], Provenance.DECLARED, line.text))
    taken = tuple(Taken(line.at, line.text, "header line, kept as a field") for line, _ in matches)
    return tuple(lines[len(matches) :]), fields, taken


def _outlet(
    lines: Sequence[Line],
    path: str,
    outlets: Mapping[str, OutletProfile],
    metadata: Metadata,
    notes: list[str],
) -> tuple[OutletProfile | None, str, str, Field[str] | None]:
    """Profile, name, slug and field of the outlet: declared, else recognised, else unknown."""
    declared = metadata.get("outlet")
    if declared and slugify(declared.value):
        profile, name, slug = _named(declared, outlets, notes)
        return profile, name, slug, _outlet_field(declared, profile)
    found = recognise(lines, path.rsplit("/", 1)[-1], outlets)
    if found.note:
        notes.append(found.note)
    if found.profile is not None:
        field = Field(found.profile.name, found.provenance, found.evidence)
        return found.profile, found.profile.name, found.profile.slug, field
    profile, name, slug = _unknown(path)
    notes.append("The outlet was not recognised: name it in metadata.csv, or add a profile.")
    return profile, name, slug, None


def _named(
    declared: Field[str] | None, outlets: Mapping[str, OutletProfile], notes: list[str]
) -> tuple[OutletProfile | None, str, str]:
    """Profile, name and slug of a declared outlet; a name much like a known one is noted."""
    assert declared is not None
    profile = find_outlet(declared.value, outlets)
    if profile is not None:
        return profile, profile.name, profile.slug
    slug = slugify(declared.value)
    known = {slugify(name): p.name for p in outlets.values() for name in (p.slug, *p.names)}
    near = difflib.get_close_matches(slug, known, n=1, cutoff=0.85)
    if near:
        notes.append(
            f"There is no profile of '{declared.value}' ({declared.evidence}). "
            f"Did you mean '{known[near[0]]}'?"
        )
    return None, declared.value.strip(), slug


def _outlet_field(declared: Field[str] | None, profile: OutletProfile | None) -> Field[str] | None:
    if declared is None:
        return None
    name = profile.name if profile else declared.value.strip()
    return Field(name, declared.provenance, declared.evidence)


def _unknown(path: str) -> tuple[None, str, str]:
    file = path.rsplit("/", 1)[-1]
    stem = slugify(file.rsplit(".", 1)[0]) or "file"
    return None, f"Unknown outlet ({file})", f"unknown-{stem}"


def _headline(page: Layout) -> Field[str] | None:
    if page.headline is None:
        return None
    return Field(page.headline, Provenance.EXTRACTED, "the headline as printed")


def _byline(printed_credits: Sequence[Credit]) -> Field[str] | None:
    found = next((c for c in printed_credits if c.byline), None)
    if found is None:
        return None
    guessed = found.reason == BY_FORM
    provenance = Provenance.GUESSED if guessed else Provenance.EXTRACTED
    return Field(
        found.byline or "", provenance, f"{found.words} ({BY_FORM})" if guessed else found.words
    )


def _dateline(printed_credits: Sequence[Credit]) -> Field[str] | None:
    found = next((c for c in printed_credits if c.place), None)
    return Field(found.place or "", Provenance.EXTRACTED, found.words) if found else None


def _credited(printed_credits: Sequence[Credit]) -> tuple[Field[str], ...]:
    found: dict[str, Field[str]] = {}
    for credit in printed_credits:
        for name in credit.agencies:
            found.setdefault(name, Field(name, Provenance.DECLARED, credit.words))
    return tuple(found.values())


def _agencies(metadata: Metadata) -> tuple[Field[str], ...]:
    given = metadata.get("agencies")
    if given is None:
        return ()
    names = dict.fromkeys(canonical(name) for name in split_names(given.value))
    return tuple(Field(name, given.provenance, given.evidence) for name in names)


def _declared_language(metadata: Metadata) -> Field[str] | None:
    given = metadata.get("language")
    if given is None:
        return None
    return Field(language_code(given.value), given.provenance, given.evidence)


def _declared_date(metadata: Metadata, notes: list[str]) -> Field[date] | None:
    given = metadata.get("published")
    if given is None:
        return None
    value = parse_date(given.value)
    if value is None:
        notes.append(
            f"'{given.value}' ({given.evidence}) is no date that can be read for certain: "
            "write it as 2011-01-31."
        )
        return None
    return Field(value, given.provenance, given.evidence)


def _published(
    metadata: Metadata, printed_credits: Sequence[Credit], notes: list[str]
) -> Field[date] | None:
    declared = _declared_date(metadata, notes)
    notes += [note for credit in printed_credits for note in credit.notes]
    if declared:
        return declared
    firm = [c for c in printed_credits if c.dates and c.reason != ABOVE_HEADLINE]
    loose = [c for c in printed_credits if c.dates and c.reason == ABOVE_HEADLINE]
    for group in (firm, loose):
        printed = best_date(tuple(d for credit in group for d in credit.dates))
        if printed is None:
            continue
        credit = next(c for c in group if printed in c.dates)
        if printed.note:
            notes.append(printed.note)
        if printed.label == "updated":
            notes.append("Only the date of the last update is printed.")
        if group is loose:
            return Field(printed.value, Provenance.GUESSED, f"{credit.words} (above the headline)")
        declares = printed.label or credit.reason == "credit line"
        provenance = Provenance.DECLARED if declares else Provenance.EXTRACTED
        return Field(printed.value, provenance, credit.words)
    return None


def _judge(text: str, language: Field[str] | None, notes: list[str]) -> None:
    garbled = _GARBLED.search(text)
    if garbled:
        notes.append(
            f"Some characters were saved wrongly ('{garbled[0]}'): save the text again as UTF-8."
        )
    words = len(text.split())
    if words < _SHORT:
        notes.append(f"Short: {words} word{'s' if words != 1 else ''}.")
    if language is not None and language.value != "en":
        notes.append(
            f"The text is in {language_name(language.value)}: the measures are made for English "
            "and mean nothing here."
        )
