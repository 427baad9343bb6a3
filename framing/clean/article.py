"""From raw text and what is declared about it to an Article, cleaned or as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from framing.clean.boilerplate import link_labels, take_boilerplate
from framing.clean.credits import (
    Credit,
    canonical,
    read_agency_copyright,
    split_names,
)
from framing.clean.dates import (
    day_first,
    note_of_age,
)
from framing.clean.headers import Metadata, take_headers
from framing.clean.headline_end import head_apart
from framing.clean.headline_form import bare_title
from framing.clean.kinds import Kind, TypedLine, kind_of_reason, readings
from framing.clean.language import detect_language, foreign, language_code, language_name
from framing.clean.lines import Line, Taken, ends_sentence, normalise, split_lines
from framing.clean.outlet_told import field_of, named, outlet_told, unknown
from framing.clean.page_credits import BY_FORM
from framing.clean.parts import Layout, assemble, lay_out
from framing.clean.published import declared_date, published
from framing.clean.repair import garbled_words
from framing.clean.run_on import BEHIND
from framing.clean.share_labels import labels_apart
from framing.clean.transcripts import tags_joined
from framing.models import Article, Field, Parts, Provenance, Removed, Span, Suspected
from framing.outlets import OutletProfile, slugify

NO_METADATA: Metadata = MappingProxyType({})

_PARAGRAPH = 60  # words, beyond which a line is a paragraph, whatever else it may be
_SHORT = 50  # words; below this no share means anything


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
    lines, headers, header_taken = take_headers(split)
    metadata = {**headers, **metadata}
    read = readings(lines)
    profile, name, slug, outlet_field, country = outlet_told(
        lines, read, path, outlets, metadata, said
    )
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
        labels=link_labels(furniture),
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
    when = published(metadata, printed, layout, page.lines, page.taken, said, first)
    if when is None and layout.relative:
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
        published=when,
        agencies=_agencies(metadata) or _credited(printed),
        language=language,
        url=metadata["url"].value if "url" in metadata else None,
        removed=tuple(Removed(t.text, t.reason) for t in page.taken),
        notes=tuple(said),
        suspected=tuple(
            Suspected(line.text, reading.other.value, round(1 - reading.body, 3))
            for line, reading in layout.doubtful
            if not _is_prose(line, reading.other)
        ),
    )


def _is_prose(line: Line, kind: Kind) -> bool:
    """Whether a doubtful line is body all the same: a paragraph, or a sentence that may be a line
    above the article's first or a heading between others. What is suspected counts nowhere."""
    return line.words > _PARAGRAPH or (
        ends_sentence(line.text) and kind in (Kind.STANDFIRST, Kind.CROSS_HEADING, Kind.HEADLINE)
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
    profile, name, slug = named(declared, outlets, said) if is_named else unknown(path)
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
        outlet_field=field_of(declared, profile),
        title=title,
        byline=metadata.get("byline"),
        dateline=metadata.get("dateline"),
        published=declared_date(metadata, said),
        agencies=_agencies(metadata),
        language=_declared_language(metadata),
        url=metadata["url"].value if "url" in metadata else None,
        notes=tuple(said),
    )


def _one_line(text: str) -> str:
    return " ".join(normalise(text).split())


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


def _judge(text: str, language: Field[str] | None, notes: list[str]) -> None:
    words = len(text.split())
    if words < _SHORT:
        notes.append(f"Short: {words} word{'s' if words != 1 else ''}.")
    if language is not None and language.value != "en":
        notes.append(
            f"The text is in {language_name(language.value)}: the measures are made for English "
            "and mean nothing here."
        )
