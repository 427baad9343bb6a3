"""From the paths that a user gives to articles: find the files, read them, clean what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from framing.clean import as_is as take_as_is
from framing.clean import clean, with_guessed_dates, with_guessed_outlets
from framing.errors import FramingError, InputError
from framing.models import Article, Skipped
from framing.outlets import OutletProfile, find_outlet
from framing.readers.base import (
    MAX_CHARACTERS,
    TOO_LONG_HINT,
    FileContent,
    Metadata,
    NoArticlesError,
    RawArticle,
    reader_of,
    suffixes,
    too_long,
)
from framing.readers.columns import check_given
from framing.readers.duplicates import digest_of_text, told_apart
from framing.readers.metadata import NAME, MetadataRow, read_metadata
from framing.readers.names import host
from framing.readers.search import (
    SHOWN,
    WHAT_IS_READ,
    Candidate,
    Sheet,
    find,
    is_article,
    is_hidden,
    listed,
)
from framing.readers.text import TEXT

_DEPTH = 4  # archives inside archives
# What suppliers put where they cut a text off.
_CUT = re.compile(
    r"\[\+?\s?[\d.,]+\s?(?:chars?|characters|words)\]\s*$"
    r"|\[(?:text |content )?(?:truncated|cut off|shortened)\]\s*$"
    r"|(?:\[\s?(?:…|\.\.\.|&#8230;|&hellip;)\s?\])\s*$"
    r"|(?:…|\.\.\.)\s*(?:continue reading|read more|read the full (?:story|article))\b.{0,60}$"
    r"|only available in (?:paid|professional|corporate)(?: and \w+)? plans?\s*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class ReadOutcome:
    """What reading gave: the articles in order, what could not be read, and notes on the input.

    ``kinds`` says by article id what kind of input it came from, in words ('Nexis (Word)');
    ``pages`` holds by article id what its file had, where that was asked for.
    """

    articles: tuple[Article, ...]
    skipped: tuple[Skipped, ...]
    notes: tuple[str, ...] = ()
    kinds: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, RawArticle] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Found:
    """A raw article, the kind of input that it comes from, and the sheets that are about it."""

    raw: RawArticle
    kind: str
    sheets: tuple[Sheet, ...]


def read_paths(
    paths: Sequence[Path | str],
    *,
    outlets: Mapping[str, OutletProfile],
    as_is: bool = False,
    columns: Mapping[str, str] | None = None,
    keep_pages: bool = False,
) -> ReadOutcome:
    """Read the articles of files, folders (searched through), tables, exports and archives.

    A file given twice is read once; an article that stands there twice within an outlet is counted
    once. Paths are shown as given; an absolute one without the folders above it, so that the
    outcome is the same wherever the input stands.

    Args:
        paths: what to read, in order.
        outlets: the profiles to recognise outlets by (see ``load_outlets``).
        as_is: do nothing to the texts, know only what files declare, and leave nothing out.
        columns: names of a table's columns by field ('text', 'outlet', 'published', …), where
            they are not known by themselves.
        keep_pages: give back what each article's file held, too.

    Raises:
        InputError: a path does not exist, no article is left to report on, or a metadata.csv is
            broken (a report without the user's corrections would be wrong).
    """
    columns = dict(columns or {})
    check_given(columns)
    notes: list[str] = []
    skipped: list[Skipped] = []
    found: list[_Found] = []
    for file in find(paths, as_is, columns, notes, skipped):
        found += _read(file, 0, notes, skipped)
    named = _with_metadata(list(_sound(found, as_is, skipped)), notes)
    del found
    made: list[Article] = []
    texts: list[bytes] = []
    kinds: dict[str, str] = {}
    pages: dict[str, RawArticle] = {}
    for id_, each, raw in named:
        try:
            article = _article(id_, raw, outlets, as_is=as_is)
        except FramingError:
            raise
        except Exception as exc:  # one article must not end the study
            skipped.append(_unforeseen(raw.path, exc))
            continue
        if not as_is and not any(map(str.isalpha, article.text)):
            reason = "No words of an article are left once page furniture is off."
            skipped.append(Skipped(raw.path, reason, "Read it with --as-is if it is an article."))
            continue
        made.append(article)
        texts.append(digest_of_text(raw.text))
        if keep_pages:
            pages[id_] = raw
        kinds[id_] = each.kind
    if not made:
        raise InputError(*_nothing(skipped, notes))
    if not as_is:
        made = list(with_guessed_dates(with_guessed_outlets(made)))
    articles, said = told_apart(made, texts, drop=not as_is)
    # A row that was written by ``framing read`` brings notes that are made again.
    articles = tuple(replace(each, notes=tuple(dict.fromkeys(each.notes))) for each in articles)
    kept = {article.id: kinds[article.id] for article in articles}
    return ReadOutcome(articles, tuple(skipped), (*notes, *said), kept, pages)


def _article(
    id_: str, raw: RawArticle, outlets: Mapping[str, OutletProfile], *, as_is: bool
) -> Article:
    make = take_as_is if as_is else clean
    article = make(
        raw.text,
        id=id_,
        path=raw.path,
        outlets=outlets,
        metadata=_with_known_name(raw.metadata, outlets),
        notes=raw.notes,
    )
    new = {each.text for each in article.suspected}
    before = (each for each in raw.suspected if each.text not in new and each.text in article.text)
    return replace(
        article,
        removed=(*raw.removed, *article.removed),
        suspected=(*article.suspected, *before),
    )


def _unforeseen(shown: str, exc: Exception) -> Skipped:
    """What is said of an input that nobody foresaw."""
    named = f"{type(exc).__name__}: {exc}".rstrip(": ")
    return Skipped(shown, f"It cannot be read ({named}).", "Save or export the file again.")


def _with_known_name(metadata: Metadata, outlets: Mapping[str, OutletProfile]) -> Metadata:
    """The metadata with an outlet's name as its profile has it, where a database puts more around
    it: 'The Guardian (London)', 'The Guardian - Final Edition', 'www.theguardian.com'."""
    given = metadata.get("outlet")
    if given is None or find_outlet(given.value, outlets):
        return metadata
    shorter = re.sub(r"\s*\([^()]*\)\s*$", "", given.value)
    for name in (shorter, host(f"https://{given.value}") if "." in given.value else ""):
        if name and name != given.value and find_outlet(name, outlets):
            field = replace(given, value=name, evidence=f"{given.evidence}: '{given.value}'")
            return {**metadata, "outlet": field}
    return metadata


def _nothing(skipped: Sequence[Skipped], notes: Sequence[str]) -> tuple[str, str]:
    """Message and hint when no article could be read."""
    reasons = [f"{s.path}: {s.reason}" for s in skipped]
    more = f" (and {len(reasons) - SHOWN} more)" if len(reasons) > SHOWN else ""
    told = " ".join(reasons[:SHOWN]) + more
    hint = next((s.hint for s in skipped if s.hint), WHAT_IS_READ)
    passed = " ".join(notes[:SHOWN])
    message = " ".join(filter(None, ("There is no article to read.", told, passed)))
    return message, hint


def _read(file: Candidate, depth: int, notes: list[str], skipped: list[Skipped]) -> list[_Found]:
    """The articles of a file, and of the files inside it."""
    shown = file.file.shown
    try:
        reader = reader_of(file.file)
        if reader is None:
            reader = TEXT  # a name without a known suffix that the user gave
        content = reader.read(file.file)
    except NoArticlesError as exc:
        if file.named:
            skipped.append(Skipped(shown, exc.message, exc.hint))
        else:
            notes.append(f"{shown}: passed over. {exc.message}")
        return []
    except InputError as exc:
        skipped.append(Skipped(shown, exc.message, exc.hint))
        return []
    except FramingError:
        raise
    except OSError as exc:
        skipped.append(
            Skipped(shown, f"It cannot be read ({exc.strerror}).", "Check its permissions.")
        )
        return []
    except Exception as exc:  # one broken file, or a stranger's reader, must not end the study
        skipped.append(_unforeseen(shown, exc))
        return []
    skipped += content.skipped
    notes += content.notes
    found = [_Found(raw, reader.name, file.sheets) for raw in content.articles]
    if content.files and depth == _DEPTH:
        skipped.append(Skipped(shown, "It is packed too deep.", "Unpack it, and give the folder."))
        return found
    return found + _inside(file, content, depth, notes, skipped)


def _inside(
    file: Candidate, content: FileContent, depth: int, notes: list[str], skipped: list[Skipped]
) -> list[_Found]:
    """The articles of the files inside a file, which it names as a folder would."""
    known = suffixes()
    shown = file.file.shown
    single = len(content.files) == 1 and content.files[0].shown == shown
    sheets = file.sheets
    if not single:
        own = next(
            (f for f in content.files if f.shown.casefold() == f"{shown}/{NAME}".casefold()), None
        )
        if own is not None:
            names = frozenset(inner.name for inner in content.files)
            sheets = (*sheets, Sheet(read_metadata(own.data, own.shown), names))
    found: list[_Found] = []
    passed: list[str] = []
    before = len(found) + len(skipped)
    for inner in content.files:
        parts = inner.shown.removeprefix(shown).strip("/").split("/")
        if not single and (any(map(is_hidden, parts)) or inner.name.casefold() == NAME):
            continue
        if single or is_article(inner.name, known):
            found += _read(
                Candidate(inner, single and file.named, sheets), depth + 1, notes, skipped
            )
        else:
            passed.append(inner.name)
    if passed:
        notes.append(f"{shown}: passed over, as no article files: {listed(passed)}.")
    if content.files and len(found) + len(skipped) == before and not content.articles:
        skipped.append(Skipped(shown, "It holds no articles.", WHAT_IS_READ))
    return found


def _sound(found: Iterable[_Found], as_is: bool, skipped: list[Skipped]) -> Iterator[_Found]:
    """The articles that can be measured: not too long, and not cut off by their supplier."""
    for each in found:
        raw = each.raw
        where = raw.path if raw.id is None else f"{raw.path}, '{raw.id}'"
        cut = _CUT.search(raw.text[-200:])
        if len(raw.text) > MAX_CHARACTERS:
            skipped.append(Skipped(where, too_long(len(raw.text)), TOO_LONG_HINT))
        elif cut and not as_is:
            title = raw.metadata.get("title")
            named = f"'{title.value}': " if title else ""
            skipped.append(
                Skipped(
                    where,
                    f"{named}its supplier cut the text off ('{cut[0].strip()}'), so it is not "
                    "measured.",
                    "Get the whole text, for example the saved page.",
                )
            )
        else:
            yield each


def _with_metadata(
    found: Sequence[_Found], notes: list[str]
) -> Iterator[tuple[str, _Found, RawArticle]]:
    """Ids for the raw articles, and the values of the sheets about each put over theirs. What was
    given on is held no longer: raw articles take as much memory as the ones made from them."""
    used: dict[str, list[MetadataRow]] = {}
    sheets: dict[str, Sheet] = {}
    made = []
    for each, id_ in zip(found, _ids([each.raw for each in found]), strict=True):
        raw = each.raw
        for sheet in each.sheets:
            sheets[sheet.table.shown] = sheet
            raw, rows = sheet.table.apply(raw, id_)
            used.setdefault(sheet.table.shown, []).extend(rows)
        made.append((id_, each, raw))
    for shown, sheet in sheets.items():
        notes += [*sheet.table.notes, *sheet.table.unmatched(used.get(shown, ()), sheet.names)]
    del found
    made.reverse()
    while made:
        yield made.pop()


def _ids(articles: Iterable[RawArticle]) -> list[str]:
    """An id for each: the declared one, else the file's name; '-2' and so on where taken."""
    raws = list(articles)
    declared = {raw.id for raw in raws if raw.id}
    taken: set[str] = set()
    ids = []
    for raw in raws:
        wanted = raw.id or raw.name
        candidate, number = wanted, 1
        while candidate in taken or (not raw.id and candidate in declared):
            number += 1
            candidate = f"{wanted}-{number}"
        taken.add(candidate)
        ids.append(candidate)
    return ids
