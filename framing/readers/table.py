"""Tables of articles, one article a row: CSV and TSV; and what all tables have in common.

A bad row is named with its number and skipped.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from framing.errors import InputError
from framing.models import Field, Provenance, Skipped
from framing.readers.base import (
    MAX_CHARACTERS,
    TOO_LONG_HINT,
    FileContent,
    InputFile,
    NoArticlesError,
    RawArticle,
    Reader,
    too_long,
)
from framing.readers.columns import (
    WRITTEN,
    choose,
    field_of,
    is_nothing,
    nearest,
    plain,
    why_no_text,
)
from framing.readers.dates import read_dates
from framing.readers.encoding import decode
from framing.readers.markup import without_markup
from framing.readers.names import host, title_without
from framing.readers.own_rows import as_first_read, is_own
from framing.sinks import from_cell

_MAX_FIELD = 16 * MAX_CHARACTERS  # csv refuses longer fields; those of ours are named and skipped
_ROW_HINT = "Mend or take out that row."
_SAMPLE = 50  # rows that a table without a column of texts is judged by
_NAME = 40  # characters; a longer cell of the first line is no column's name
_LISTED = 12  # columns named in a note
_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_LISTED = frozenset(("", "index", "unnamed0"))  # numbers of rows that programs write


@dataclass(frozen=True, slots=True)
class Row:
    """A row: what to call it ('line 4'), its values, or what is wrong with it."""

    where: str
    values: Mapping[str, Any]
    problem: str = ""


def read_rows(rows: Iterable[Row], file: InputFile) -> FileContent:
    """The articles of a table's rows.

    Args:
        rows: in order; values by column as written. Objects inside objects are told apart by dots
            ('source.name'), as ``flat`` makes them.
        file: where they come from; its ``columns`` are the user's choice.

    Raises:
        NoArticlesError: there are no rows, or it looks like no table of articles.
        InputError: it is a table of articles, but no column of texts is known.
    """
    table = list(rows)
    names = list(dict.fromkeys(name for row in table for name in row.values))
    chosen = choose(names, file.columns)
    if any(row.values.get("schema") == "framing.article/1" for row in table):
        raise NoArticlesError(
            "It is an analysis that framing wrote, no articles.", "Give the articles themselves."
        )
    if "text" not in chosen:
        _refuse(table, names, file.columns.get("text"))
    dates = _dates(table, chosen.get("published", ()))
    articles: list[RawArticle] = []
    skipped: list[Skipped] = []
    for number, row in enumerate(table):
        problem = row.problem or _problem(row.values, chosen, file)
        if problem:
            hint = TOO_LONG_HINT if problem.startswith("It is too long") else _ROW_HINT
            skipped.append(Skipped(f"{file.shown}, {row.where}", problem, hint))
        else:
            articles.append(_article(row, chosen, dates.cells.get(number), file, number + 1))
    notes = [f"{file.shown}: {note}" for note in (*dates.notes, *_remarks(names, chosen, file))]
    return FileContent(tuple(articles), skipped=tuple(skipped), notes=tuple(notes))


def flat(values: Mapping[str, Any]) -> dict[str, Any]:
    """A JSON object with what its inner objects hold named by a dotted path; lists of names joined.

    An inner object under the name of a field stays where none of its own names is known, so that
    it can be told.
    """
    found: dict[str, Any] = {}
    for name, written in values.items():
        value = _unwrapped(written)
        if isinstance(value, Mapping):
            inner = {f"{name}.{key}": each for key, each in flat(value).items()}
            known = {key: each for key, each in inner.items() if field_of(key)}
            if field_of(name) and not known:
                # {"name": …} under 'publisher', {"rendered": …} under 'title'.
                labels = [
                    each
                    for key, each in inner.items()
                    if plain(key.rpartition(".")[2]) in ("name", "title", "rendered", "value")
                ]
                inner = {name: next((each for each in labels if each is not None), value)}
            found.update(inner)
        elif isinstance(value, list) and value and all(isinstance(each, Mapping) for each in value):
            people = [each.get("name") for each in value if isinstance(each.get("name"), str)]
            if people:
                found[name] = people
        else:
            found[name] = value
    return found


def _unwrapped(value: Any) -> Any:
    """What MongoDB's exports wrap: {"$date": …}, {"$oid": …}, {"$date": {"$numberLong": …}}."""
    while isinstance(value, Mapping) and [key[:1] for key in value] == ["$"]:
        (value,) = value.values()
    return value


def _refuse(table: Sequence[Row], names: Sequence[str], wanted: str | None) -> None:
    """Say why a table without a column of texts is not read; ``wanted``: the one asked for."""
    bad = [row for row in table if row.problem]
    if table and len(bad) == len(table):
        raise InputError(f"No row could be read. The first, {bad[0].where}: {bad[0].problem}", "")
    if not names:
        raise InputError("It holds no rows.", "A table needs rows with a 'text'.")
    if wanted is not None:
        listed = ", ".join(f"'{name}'" for name in names[:_LISTED])
        raise InputError(
            f"There is no column '{wanted}' (asked for as text).", f"Its columns: {listed}."
        )
    sample = list(islice((row for row in table if not row.problem), _SAMPLE))
    cells = {
        name: [str(row.values[name]) for row in sample if row.values.get(name)] for name in names
    }
    message, hint, looks_so = why_no_text(cells)
    raise (InputError if looks_so else NoArticlesError)(message, hint)


@dataclass(frozen=True, slots=True)
class _Dates:
    """The dates of a table: by row the value for the field and the words that it rests on."""

    cells: Mapping[int, tuple[str, str]]
    notes: tuple[str, ...]


def _dates(table: Sequence[Row], columns: Sequence[str]) -> _Dates:
    """Read the columns of dates, each as a whole; the first column with a value counts."""
    cells: dict[int, tuple[str, str]] = {}
    notes = []
    for name in columns:
        rows = [
            (number, _words(row.values.get(name)))
            for number, row in enumerate(table)
            if number not in cells and not row.problem
        ]
        rows = [(number, words) for number, words in rows if words]
        read = read_dates([words for _, words in rows])
        if read.note:
            notes.append(f"column '{name}': {read.note}.")
        for (number, words), value, how in zip(rows, read.values, read.how, strict=True):
            evidence = f"column '{name}'"
            if value is None:
                # Passed on as written: cleaning says that it is no date.
                cells[number] = (words, evidence)
            else:
                plainly = words.startswith(value.isoformat())
                because = f": '{words}'{f', {how}' if how else ''}"
                cells[number] = (value.isoformat(), evidence + ("" if plainly else because))
    return _Dates(cells, tuple(notes))


def _words(value: Any) -> str:
    """A cell as text: lists joined, a list written as Python or JSON taken apart, 'NaN' empty."""
    if isinstance(value, list | tuple):
        return "; ".join(filter(None, (_words(each) for each in value)))
    if value is None or isinstance(value, Mapping) or is_nothing(str(value)):
        return ""
    text = str(value).strip()
    if text[0] in "[(" and text[-1] in "])":
        listed = re.findall(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\"""", text)
        if listed:
            return "; ".join(one or other for one, other in listed)
    return text


def _problem(
    values: Mapping[str, Any], chosen: Mapping[str, Sequence[str]], file: InputFile
) -> str:
    """What is wrong with a row, or nothing."""
    column, text = _text(values, chosen)
    if text is None:
        return f"The row has no '{column}'."
    if not isinstance(text, str):
        return f"The row's '{column}' is not text."
    if is_nothing(text) and not (file.as_is and text.strip()):
        return f"The row's '{column}' is empty."
    if len(text) > MAX_CHARACTERS:
        return too_long(len(text))
    used = (name for columns in chosen.values() for name in columns if name in values)
    return next(filter(None, (_field_problem(name, values[name]) for name in used)), "")


def _field_problem(name: str, value: Any) -> str:
    if isinstance(value, Mapping):
        return f"The row's '{name}' is neither text nor a number."
    if _SURROGATE.search(str(value)):
        return f"The row's '{name}' holds half a character (a lone surrogate such as \\ud83d)."
    return ""


def _text(values: Mapping[str, Any], chosen: Mapping[str, Sequence[str]]) -> tuple[str, Any]:
    """The column of a row's text and what it holds: the likeliest column that holds anything."""
    columns = chosen["text"]
    for name in columns:
        value = values.get(name)
        if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
            return name, "\n\n".join(value)  # a list of paragraphs
        if value is not None and str(value).strip():
            return name, value
    return columns[0], values.get(columns[0])


def _article(
    row: Row,
    chosen: Mapping[str, Sequence[str]],
    published: tuple[str, str] | None,
    file: InputFile,
    number: int,
) -> RawArticle:
    metadata: dict[str, Field[str]] = dict(file.metadata)
    for field, columns in chosen.items():
        if field in ("text", "id", "published"):
            continue
        for name in columns:
            words = _words(row.values.get(name))
            if words:
                value = _site(words) if field == "outlet" else words
                metadata[field] = Field(value, Provenance.DECLARED, f"column '{name}'")
                break
    if "outlet" not in metadata and not file.as_is:
        address = metadata.get("url")
        site = host(address.value) if address else ""
        if address and site:
            evidence = f"the address '{address.value}' ({address.evidence})"
            metadata["outlet"] = Field(site, Provenance.EXTRACTED, evidence)
    title, outlet = metadata.get("title"), metadata.get("outlet")
    if title and outlet and not file.as_is:
        metadata["title"] = replace(title, value=title_without(title.value, [outlet.value]))
    if published:
        metadata["published"] = Field(published[0], Provenance.DECLARED, published[1])
    declared = next(
        (words for name in chosen.get("id", ()) if (words := _words(row.values.get(name)))), None
    )
    _, text = _text(row.values, chosen)
    if not file.as_is:
        text = without_markup(text)
    name = f"{file.stem}-{number}"
    raw = RawArticle(text, file.shown, file.name, name, declared, metadata)
    return as_first_read(raw, row.values) if is_own(row.values) else raw


def _site(words: str) -> str:
    """An outlet's name; of an address its host, without 'www.'."""
    match = re.fullmatch(r"(?:https?://)?(?:www\d?\.)?([\w-]+(?:\.[\w-]+)+)(?:/\S*)?", words)
    return match[1] if match else words


def _remarks(
    names: Sequence[str], chosen: Mapping[str, Sequence[str]], file: InputFile
) -> Iterator[str]:
    """What is odd about the columns: a choice that is not there, columns that are not used; those
    of rows that ``framing read`` wrote are known."""
    for field, wanted in file.columns.items():
        if not any(plain(wanted) == plain(name) for name in names):
            yield f"there is no column '{wanted}' (asked for as {field})."
    used = {name for columns in chosen.values() for name in columns}
    ours = is_own(names)
    # Of an object one name of which is used ('source.name'), the others need no word.
    objects = {name.rpartition(".")[0] for name in used if "." in name}
    unused = [
        name
        for name in names
        if name not in used
        and not (ours and name in WRITTEN)
        and plain(name) not in _NOT_LISTED
        and name.rpartition(".")[0] not in objects
    ]
    if unused:
        more = f" and {len(unused) - _LISTED} more" if len(unused) > _LISTED else ""
        listed = ", ".join(f"'{name}'" for name in unused[:_LISTED])
        likely = [
            f"'{near}' may be the {field}: --columns {field}={near}."
            for field in ("outlet", "published", "title")
            if field not in chosen and (near := nearest(field, unused))
        ]
        plural = "s" if len(unused) > 1 else ""
        yield " ".join((f"not used: column{plural} {listed}{more}.", *likely))


def read_csv(file: InputFile) -> FileContent:
    """A CSV or TSV file as one article a row.

    Raises:
        InputError: it is empty or binary, or has no column of texts.
    """
    decoded = decode(file.data)
    if not decoded.text.strip():
        raise InputError("It is empty.", "A table needs rows with a 'text'.")
    content = read_rows(_csv_rows(decoded.text, file.suffix), file)
    notes = (f"{file.shown}: {decoded.note}",) if decoded.note else ()
    return replace(content, notes=(*notes, *content.notes))


def _unclosed(lines: Sequence[str]) -> bool:
    """Whether a row of several lines lacks a closing quotation mark: within a cell marks are
    doubled, so that a sound row has an even number of them."""
    return len(lines) > 1 and sum(line.count('"') for line in lines) % 2 == 1


def _csv_rows(text: str, suffix: str) -> Iterator[Row]:
    header_line = text.split("\n", 1)[0]
    delimiter = "\t" if suffix in (".tsv", ".tab") else max(",;\t|", key=header_line.count)
    limit = csv.field_size_limit(_MAX_FIELD)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        header = [name.strip() for name in next(reader)]
        ours = header == list(WRITTEN)
        line, lines = reader.line_num + 1, text.split("\n")
        while True:
            start = line
            where = f"line {start}"
            try:
                cells = next(reader)
            except StopIteration:
                break
            except csv.Error as exc:
                yield Row(where, {}, f"The row is not valid CSV ({exc}).")
                line = reader.line_num + 1
                continue
            line = reader.line_num + 1
            if _unclosed(lines[start - 1 : line - 1]):
                yield Row(
                    where,
                    {},
                    "The row opens a quotation mark that is not closed, so the rows below it could "
                    "not be told from its text.",
                )
                continue
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(header):
                yield Row(
                    where,
                    {},
                    f"The row has {len(cells)} cells, the header {len(header)}: "
                    "a text with commas needs quotation marks around it.",
                )
                continue
            if ours:
                cells = [from_cell(cell) for cell in cells]
            yield Row(where, dict(zip(header, cells, strict=False)))
        if start == 2:
            yield Row("line 1", dict.fromkeys(header), "There is no row below the header.")
    finally:
        csv.field_size_limit(limit)


def _looks_so(file: InputFile) -> float:
    """Whether a file that is not called so begins with the names of a table's columns."""
    if file.suffix in CSV.suffixes:
        return 0.0
    first = file.head.lstrip().partition("\n")[0].strip()
    for mark in "\t;,|":
        names = [name.strip().strip('"') for name in first.split(mark)]
        known = [field for name in names if (field := field_of(name))]
        if len(known) >= 2 and "text" in known and all(len(name) <= _NAME for name in names):
            return 0.6
    return 0.0


CSV = Reader("table (CSV)", frozenset({".csv", ".tsv", ".tab"}), read_csv, _looks_so)
