"""From raw text and what is declared about it to an Article, cleaned or as it is."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from framing.clean.boilerplate import take_boilerplate
from framing.clean.caption_dates import date_shown
from framing.clean.credits import (
    Credit,
    best_date,
    canonical,
    read_agency_copyright,
    split_names,
)
from framing.clean.dates import (
    PrintedDate,
    day_first,
    find_dates,
    has_time,
    note_of_age,
    note_of_other_date,
    parse_date,
)
from framing.clean.file_names import NOT_RECOGNISED, outlet_of_file
from framing.clean.headline_end import head_apart
from framing.clean.headline_form import bare_title
from framing.clean.kinds import Kind, Reading, TypedLine, kind_of_reason, readings
from framing.clean.known_outlets import known_outlet
from framing.clean.language import detect_language, foreign, language_code, language_name
from framing.clean.lines import Line, Taken, ends_sentence, normalise, split_lines
from framing.clean.page_credits import ABOVE_HEADLINE, AT_FOOT, BY_FORM
from framing.clean.parts import Layout, assemble, lay_out
from framing.clean.publisher import profile_of, publisher
from framing.clean.recognise import recognise
from framing.clean.repair import garbled_words
from framing.clean.run_on import BEHIND
from framing.clean.share_labels import labels_apart
from framing.clean.transcripts import tags_joined
from framing.models import Article, Field, Parts, Provenance, Removed, Span, Suspected
from framing.outlets import OutletProfile, find_outlet, slugify

Metadata = Mapping[str, Field[str]]
NO_METADATA: Metadata = MappingProxyType({})

_ABOVE, _RIGHT_ABOVE = 6, 3  # lines above the headline where its date may stand
_ONE_DAY = timedelta(days=1)  # pages and tables may be of two time zones
_BESIDE = 14  # words of a line that may tell the date among other things
_BESIDE_TIMED = 20  # where it tells the hour, too, or says that it is the date of publication
_VERSIONS = 2  # dates on it: of publication and of an update
_SHORT = 50  # words; below this no share means anything
_HEADERS = {
    **{"title": "title", "headline": "title", "outlet": "outlet", "publication": "outlet"},
    **{"newspaper": "outlet", "source": "outlet", "url": "url", "link": "url", "author": "byline"},
    **{"authors": "byline", "byline": "byline", "date": "published", "published": "published"},
    **{"publication date": "published", "date published": "published", "dateline": "dateline"},
    **{"language": "language", "agency": "agencies", "agencies": "agencies"},
}
_SITE = re.compile(r"[\w-]+(?:\.[\w-]+)+", re.ASCII)  # 'nytimes.com' as an outlet's name
_HEADER = re.compile(r"(?P<label>[A-Za-z][A-Za-z ]{1,24}?)\s*:\s+(?P<value>\S.*)")


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
    page = take_apart(text, path=path, outlets=outlets, metadata=metadata, notes=notes)
    return _article(page, id, path)


@dataclass(frozen=True, slots=True)
class _Page:
    """A raw text taken apart, before it is put together as an article."""

    lines: tuple[Line, ...]
    layout: Layout
    taken: tuple[Taken, ...]
    metadata: Metadata
    outlet: tuple[str, str, Field[str] | None]
    title: Field[str] | None
    country: str | None
    notes: list[str]


def take_apart(
    text: str,
    *,
    path: str,
    outlets: Mapping[str, OutletProfile],
    metadata: Metadata = NO_METADATA,
    notes: Sequence[str] = (),
) -> _Page:
    """The lines of a raw text, typed: see ``clean`` for the arguments."""
    said = list(notes)
    plain = normalise(text)
    if garbled := garbled_words(text):
        said.append(f"Some characters had been saved wrongly ('{garbled}'): they were put right.")
    whole, parted = tags_joined(split_lines(plain)), None
    if "title" not in metadata:
        whole, parted = head_apart(whole)
    split, above_buttons = labels_apart(whole)
    lines, headers, header_taken = _take_headers(split)
    metadata = {**headers, **metadata}
    read = readings(lines)
    profile, name, slug, outlet_field, country = _outlet(lines, read, path, outlets, metadata, said)
    kept, furniture = take_boilerplate(lines, profile)
    title = _declared_title(metadata.get("title"), name if outlet_field else "")
    names = profile.names if profile else ((name,) if outlet_field else ())
    layout = lay_out(
        kept,
        read,
        names=names,
        title=_one_line(title.value) if title else None,
        parted=parted,
        agencies=profile.agencies if profile else (),
        first=day_first(country),
        above_buttons=above_buttons,
    )
    layout = _without_foreign(layout, metadata)
    taken = sorted((*header_taken, *furniture, *layout.taken), key=lambda t: t.at)
    return _Page(
        lines, layout, tuple(taken), metadata, (slug, name, outlet_field), title, country, said
    )


def _without_foreign(layout: Layout, metadata: Metadata) -> Layout:
    """The layout of an English article without paragraphs that are in another language, such as a
    helpline's: words are read as English ones."""
    said = _declared_language(metadata) or detect_language("\n".join(b.text for b in layout.body))
    if said is None or said.value != "en":
        return layout
    others = {line.at: code for line in layout.body if (code := foreign(line.text))}
    taken = tuple(
        Taken(line.at, line.text, f"paragraph in {language_name(others[line.at])}")
        for line in layout.body
        if line.at in others
    )
    body = tuple(line for line in layout.body if line.at not in others)
    doubtful = tuple(each for each in layout.doubtful if each[0].at not in others)
    return replace(layout, body=body, taken=(*layout.taken, *taken), doubtful=doubtful)


def _article(page: _Page, id_: str, path: str) -> Article:
    layout, metadata, said = page.layout, page.metadata, page.notes
    body = [line.text for line in layout.body]
    whole, parts = assemble(layout.headline, layout.standfirst, layout.captions, body)
    printed = (*layout.credits, *_copyright_credits(page.taken))
    first = day_first(page.country)
    published = _published(metadata, printed, said, first) or _date_beside(page, first)
    published = published or _date_shown(page, body)
    if published is None and layout.relative:
        said.append(note_of_age(layout.relative))
    language = _declared_language(metadata) or detect_language(whole)
    _judge(parts.body.of(whole) or whole, language, said)
    slug, name, outlet_field = page.outlet
    return Article(
        id=id_,
        path=path,
        text=whole,
        parts=parts,
        outlet=slug,
        outlet_name=name,
        outlet_field=outlet_field,
        title=page.title or _headline(layout),
        byline=metadata.get("byline") or _byline(printed),
        dateline=metadata.get("dateline") or _dateline(printed),
        published=published,
        agencies=_agencies(metadata) or _credited(printed),
        language=language,
        url=metadata["url"].value if "url" in metadata else None,
        removed=tuple(Removed(t.text, t.reason) for t in page.taken),
        notes=tuple(said),
        suspected=tuple(
            Suspected(line.text, reading.other.value, round(1 - reading.body, 3))
            for line, reading in layout.doubtful
        ),
    )


def typed_lines(
    text: str,
    *,
    path: str,
    outlets: Mapping[str, OutletProfile],
    metadata: Metadata = NO_METADATA,
) -> tuple[TypedLine, ...]:
    """Each line of a raw text with the kind that cleaning decided on, in the order of the page.

    A line of which only a part was taken out ('SEOUL (Yonhap) — …') keeps its own kind. ``p`` is
    the reader's probability that it is no body.
    """
    page = take_apart(text, path=path, outlets=outlets, metadata=metadata)
    read = readings(page.lines)
    whole = {t.at: t.reason for t in page.taken}
    body = {line.at for line in page.layout.body}
    typed = []
    for line in page.lines:
        if line.at in page.layout.placed:
            kind, reason = Kind(page.layout.placed[line.at]), ""
        elif line.at in body:
            kind, reason = Kind.BODY, ""
        else:
            reason = whole.get(line.at, "page furniture")
            kind = kind_of_reason(reason)
        typed.append(TypedLine(line.at, line.text, kind, 1 - read[line.at].body, reason))
    return tuple(typed)


def _declared_title(title: Field[str] | None, outlet: str) -> Field[str] | None:
    """A declared title without the outlet's name behind it, as feeds and pages add it."""
    if title is None:
        return None
    value = _one_line(title.value)
    bare = bare_title(value, (outlet,) if outlet else ())
    return title if bare == value or len(bare.split()) < 2 else replace(title, value=bare)


def _copyright_credits(taken: Sequence[Taken]) -> tuple[Credit, ...]:
    """What copyright lines say of agencies."""
    found = [read_agency_copyright(t.text) for t in taken if t.reason == "copyright line"]
    return tuple(credit for credit in found if credit is not None)


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
    # Below the last label that is known stands the article, which may begin with a colon, too.
    while matches and _HEADERS.get(matches[-1][1]["label"].casefold()) is None:
        matches.pop()
    known = [match for _, match in matches if match["label"].casefold() in _HEADERS]
    if len(known) < 2 or matches[0][1] is not known[0] or len(matches) == len(lines):
        return tuple(lines), {}, ()
    fields: dict[str, Field[str]] = {}
    for line, match in matches:
        key = _HEADERS.get(match["label"].casefold())
        if key is not None:
            fields.setdefault(key, Field(match["value"], Provenance.DECLARED, line.text))
    taken = tuple(Taken(line.at, line.text, "header line, kept as a field") for line, _ in matches)
    return tuple(lines[len(matches) :]), fields, taken


def _outlet(
    lines: Sequence[Line],
    read: Mapping[int, Reading],
    path: str,
    outlets: Mapping[str, OutletProfile],
    metadata: Metadata,
    notes: list[str],
) -> tuple[OutletProfile | None, str, str, Field[str] | None, str | None]:
    """Profile, name, slug, field and country of the outlet: declared; else by a profile's marks;
    else by what the page says of itself; else by its file's or folder's name; else unknown."""
    declared = metadata.get("outlet")
    if declared and slugify(declared.value):
        profile, name, slug = _named(declared, outlets, notes)
        known = known_outlet(name)
        country = profile.country if profile else known.country if known else None
        return profile, name, slug, _outlet_field(declared, profile), country
    found = recognise(lines, path.rsplit("/", 1)[-1], outlets)
    by_name = found.profile is not None and all(m.where == "file" for m in found.marks)
    if found.profile is not None and not by_name:
        field = Field(found.profile.name, found.provenance, found.evidence)
        return found.profile, field.value, found.profile.slug, field, found.profile.country
    if found.note:
        notes.append(found.note)
    url = metadata.get("url")
    told = None if found.note else publisher(lines, read, url=url.value if url else None)
    if told is None and found.profile is not None:
        field = Field(found.profile.name, found.provenance, found.evidence)
        return found.profile, field.value, found.profile.slug, field, found.profile.country
    told = told or outlet_of_file(path)
    if told is not None and not found.note:
        field, country = told
        profile = profile_of(field.value, outlets)
        if profile is not None:
            field = Field(profile.name, field.provenance, field.evidence)
            return profile, profile.name, profile.slug, field, profile.country
        return None, field.value, slugify(field.value), field, country or None
    profile, name, slug = _unknown(path)
    notes.append(f"{NOT_RECOGNISED}: name it in metadata.csv, or add a profile.")
    return profile, name, slug, None, None


def _named(
    declared: Field[str] | None, outlets: Mapping[str, OutletProfile], notes: list[str]
) -> tuple[OutletProfile | None, str, str]:
    """Profile, name and slug of a declared outlet; a name much like a known one is noted."""
    assert declared is not None
    name = _plain_name(declared.value)
    profile = find_outlet(name, outlets)
    if profile is not None:
        return profile, profile.name, profile.slug
    slug = slugify(name)
    known = {slugify(name): p.name for p in outlets.values() for name in (p.slug, *p.names)}
    near = difflib.get_close_matches(slug, known, n=1, cutoff=0.85)
    if near:
        notes.append(
            f"There is no profile of '{declared.value}' ({declared.evidence}). "
            f"Did you mean '{known[near[0]]}'?"
        )
    return None, name, slug


def _plain_name(value: str) -> str:
    """A declared outlet's name; where a known one's address stands there, its name."""
    known = known_outlet(value) if _SITE.fullmatch(value.strip()) else None
    return known.name if known else value.strip()


def _outlet_field(declared: Field[str] | None, profile: OutletProfile | None) -> Field[str] | None:
    if declared is None:
        return None
    name = profile.name if profile else _plain_name(declared.value)
    return Field(name, declared.provenance, declared.evidence)


def _unknown(path: str) -> tuple[None, str, str]:
    file = path.rsplit("/", 1)[-1]
    stem = slugify(file.rsplit(".", 1)[0]) or "file"
    return None, f"Outlet not told ({file})", f"unknown-{stem}"


def _headline(page: Layout) -> Field[str] | None:
    if page.headline is None:
        return None
    return Field(page.headline, Provenance.EXTRACTED, "the headline as printed")


def _byline(printed_credits: Sequence[Credit]) -> Field[str] | None:
    found = next((c for c in printed_credits if c.byline), None)
    if found is None:
        return None
    guessed = found.reason in (BY_FORM, BEHIND)
    provenance = Provenance.GUESSED if guessed else Provenance.EXTRACTED
    return Field(
        found.byline or "",
        provenance,
        f"{found.words} ({found.reason})" if guessed else found.words,
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


def _declared_date(
    metadata: Metadata, notes: list[str], first: bool | None = None
) -> Field[date] | None:
    given = metadata.get("published")
    if given is None:
        return None
    value = parse_date(given.value, first)
    if value is None:
        notes.append(
            f"'{given.value}' ({given.evidence}) is no date that can be read for certain: "
            "write it as 2011-01-31."
        )
        return None
    return Field(value, given.provenance, given.evidence)


def _published(
    metadata: Metadata,
    printed_credits: Sequence[Credit],
    notes: list[str],
    first: bool | None,
) -> Field[date] | None:
    declared = _declared_date(metadata, notes, first)
    notes += [note for credit in printed_credits for note in credit.notes]
    if declared:
        _note_other_date(declared, printed_credits, notes)
        return declared
    dated = [c for c in printed_credits if c.dates]
    firm = [c for c in dated if c.reason not in (ABOVE_HEADLINE, AT_FOOT)]
    loose = [c for c in dated if c.reason == ABOVE_HEADLINE]
    # Below an article stand the dates of others, too.
    foot = [c for c in dated if c.reason == AT_FOOT and any(d.label for d in c.dates)]
    for group in (firm, loose, foot):
        printed = best_date(tuple(d for credit in group for d in credit.dates))
        if printed is None or printed.label == "other":
            continue
        credit = next(c for c in group if printed in c.dates)
        if printed.note:
            notes.append(printed.note)
        if printed.label == "updated":
            notes.append("Only the date of the last update is printed.")
        if group is loose:
            return Field(printed.value, Provenance.GUESSED, f"{credit.words} (above the headline)")
        if group is firm:
            _note_second_date(printed, group, notes)
        declares = printed.label or credit.reason == "credit line"
        provenance = Provenance.DECLARED if declares else Provenance.EXTRACTED
        return Field(printed.value, provenance, credit.words)
    return None


def _note_second_date(used: PrintedDate, group: Sequence[Credit], notes: list[str]) -> None:
    """Tell where two days are printed as that of publication: a file that was given a date, and the
    text in it."""
    others = [
        printed.value for credit in group for printed in credit.dates
        if printed.label in ("", "published") and "dateline" not in credit.reason
        and abs(printed.value - used.value) > _ONE_DAY
    ]  # fmt: skip
    if others and used.label in ("", "published"):
        notes.append(note_of_other_date(used.value, used.words, others[0], declared=False))


def _note_other_date(
    declared: Field[date], printed_credits: Sequence[Credit], notes: list[str]
) -> None:
    """Tell where the page prints another date than the one that was declared: one of them is wrong,
    and what is compared by date rests on it."""
    dates = tuple(
        printed
        for credit in printed_credits
        if credit.reason not in (ABOVE_HEADLINE, AT_FOOT)
        for printed in credit.dates
        if printed.label in ("", "published")
    )
    printed = best_date(dates)
    if printed and abs(printed.value - declared.value) > _ONE_DAY:
        notes.append(
            note_of_other_date(declared.value, declared.evidence, printed.value, declared=True)
        )


def _date_beside(page: _Page, first: bool | None) -> Field[date] | None:
    """A date that a short line beside the headline holds among other words ('CBS News February 24,
    2020, 7:57 AM'): a guess."""
    placed = page.layout.placed
    headline = next((at for at, part in placed.items() if part == "headline"), -1)
    body = page.layout.body[0].at if page.layout.body else headline
    clock = {t.at for t in page.taken if t.reason == "page's clock"}
    near = [
        line for line in page.lines
        if headline - _ABOVE <= line.at <= max(body, headline) + 1
        and line.at not in clock and placed.get(line.at) not in ("caption", "headline")
        and line.words <= (_BESIDE_TIMED if has_time(line.text) else _BESIDE)
        and not ends_sentence(line.text) and "@" not in line.text
        and (line.at >= headline - _RIGHT_ABOVE or has_time(line.text))
    ]  # fmt: skip
    for line in sorted(near, key=lambda line: (line.at < headline, abs(line.at - headline))):
        found = find_dates(line.text, first)
        printed = best_date(found)
        if printed and printed.label != "other" and len({d.value for d in found}) <= _VERSIONS:
            return Field(printed.value, Provenance.GUESSED, f"{line.text} (beside the headline)")
    return None


def _date_shown(page: _Page, body: Sequence[str]) -> Field[date] | None:
    labels = [t.text for t in page.taken if t.reason == "caption label"]
    return date_shown(page.layout.captions, labels, body)


def _judge(text: str, language: Field[str] | None, notes: list[str]) -> None:
    words = len(text.split())
    if words < _SHORT:
        notes.append(f"Short: {words} word{'s' if words != 1 else ''}.")
    if language is not None and language.value != "en":
        notes.append(
            f"The text is in {language_name(language.value)}: the measures are made for English "
            "and mean nothing here."
        )
