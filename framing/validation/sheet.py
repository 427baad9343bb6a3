"""Coding sheets: a blind, stratified sample of sentences for human coders."""

from __future__ import annotations

import csv
import io
import json
import random
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from framing.cells import csv_sheet
from framing.codebooks import Codebook
from framing.errors import InputError
from framing.models import Analysis, Hit, Part
from framing.sinks import from_cell
from framing.validation import workbook

KEY_SCHEMA = "framing.coding-key/1"
NONE = "none"
CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence to be coded. ``frames`` is what the machine found (coders do not see it), and
    ``weight`` how many sentences of the whole it stands for."""

    id: str
    article: str
    sentence: int
    text: str
    before: str
    after: str
    stratum: str
    weight: float
    frames: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """What belongs to a sheet and coders must not see."""

    codebook: str
    title: str
    version: str
    sha256: str
    frames: tuple[str, ...]
    seed: int
    sentences: int
    articles: int
    items: tuple[Item, ...]


def draw(
    analyses: Sequence[Analysis],
    codebook: Codebook,
    n: int = 200,
    seed: int = 1,
    likely: Mapping[str, Collection[tuple[str, int]]] | None = None,
) -> Key:
    """Draw ``n`` body sentences, stratified by the rarest frame that the machine finds in each.

    Each stratum (the sentences without any frame are one) gives as many sentences as the others,
    as far as it has them, so that rare frames are coded too; weights make up for it. The order is
    random, and neither outlet nor machine codes show. ``likely`` are sentences (article, index) in
    which a frame that nobody taught yet is to be expected: they are a stratum, too.

    Raises:
        InputError: there is no body sentence to draw from.
    """
    population = sorted(
        (analysis.article.id, sentence.index, analysis)
        for analysis in analyses
        for sentence in analysis.sentences
        if sentence.part is Part.BODY
    )
    if not population:
        raise InputError("There is no sentence to code.", "Name articles that have a body.")
    found: dict[tuple[str, int], tuple[str, ...]] = {}
    sought: dict[tuple[str, int], tuple[str, ...]] = {}
    order = [frame.id for frame in codebook.frames]
    for name, index, analysis in population:
        own = {hit.frame for hit in analysis.found(Hit) if hit.sentence == index}
        found[name, index] = tuple(frame for frame in order if frame in own)
        own |= {frame for frame, places in (likely or {}).items() if (name, index) in places}
        sought[name, index] = tuple(frame for frame in order if frame in own)
    counts = Counter(frame for frames in sought.values() for frame in frames)
    strata: defaultdict[str, list[tuple[str, int, Analysis]]] = defaultdict(list)
    for name, index, analysis in population:
        frames = sought[name, index]
        rarest = min(frames, key=lambda f: (counts[f], order.index(f))) if frames else NONE
        strata[rarest].append((name, index, analysis))
    rng = random.Random(seed)
    chosen = []
    for stratum, size in _allocate({s: len(strata[s]) for s in [*order, NONE]}, n).items():
        for name, index, analysis in rng.sample(strata[stratum], size):
            chosen.append((stratum, len(strata[stratum]) / size, name, index, analysis))
    rng.shuffle(chosen)
    width = len(str(len(chosen)))
    items = tuple(
        _item(f"s{i:0{width}}", analysis, index, stratum, round(weight, 6), found[name, index])
        for i, (stratum, weight, name, index, analysis) in enumerate(chosen, 1)
    )
    articles = len({name for name, _, _ in population})
    return replace(_key(codebook, seed, len(population), items), articles=articles)


def key_of(
    codebook: Codebook, analyses: Sequence[Analysis], places: Sequence[tuple[Analysis, int]]
) -> Key:
    """The key of a sheet of chosen sentences (analysis, index), in that order; each stands for
    itself."""
    width = len(str(len(places)))
    items = tuple(
        _item(f"s{i:0{width}}", analysis, index, CHOSEN, 1.0, ())
        for i, (analysis, index) in enumerate(places, 1)
    )
    whole = sum(s.part is Part.BODY for analysis in analyses for s in analysis.sentences)
    return _key(codebook, 0, whole, items)


def _item(
    item_id: str,
    analysis: Analysis,
    index: int,
    stratum: str,
    weight: float,
    frames: tuple[str, ...],
) -> Item:
    return Item(
        id=item_id,
        article=analysis.article.id,
        sentence=index,
        text=_text(analysis, index),
        before=_text(analysis, index - 1),
        after=_text(analysis, index + 1),
        stratum=stratum,
        weight=weight,
        frames=frames,
    )


def _key(codebook: Codebook, seed: int, sentences: int, items: tuple[Item, ...]) -> Key:
    return Key(
        codebook.id,
        codebook.title,
        codebook.version,
        codebook.sha256,
        tuple(frame.id for frame in codebook.frames),
        seed,
        sentences,
        len({item.article for item in items}),
        items,
    )


def _allocate(sizes: dict[str, int], n: int) -> dict[str, int]:
    """Share ``n`` out equally, as far as each stratum has sentences."""
    taken = dict.fromkeys(sizes, 0)
    while sum(taken.values()) < min(n, sum(sizes.values())):
        for stratum, size in sizes.items():
            if taken[stratum] < size and sum(taken.values()) < n:
                taken[stratum] += 1
    return {stratum: count for stratum, count in taken.items() if count}


def _text(analysis: Analysis, index: int) -> str:
    if not 0 <= index < len(analysis.sentences):
        return ""
    return " ".join(analysis.sentences[index].span.of(analysis.article.text).split())


def sheet_csv(key: Key, codes: Mapping[str, Mapping[str, bool]] | None = None) -> bytes:
    """The sheet that coders fill in: 1 or 0 under each frame. Spreadsheets open it as UTF-8.

    Args:
        key: whose sentences.
        codes: by frame and sentence, codes that are known already.
    """
    return csv_sheet(sheet_rows(key, codes))


def sheet_rows(
    key: Key, codes: Mapping[str, Mapping[str, bool]] | None = None
) -> Iterator[list[str]]:
    """The rows of the sheet, its heading first."""
    yield ["id", "before", "sentence", "after", *key.frames, "comment"]
    for item in key.items:
        known = [(codes or {}).get(frame, {}).get(item.id) for frame in key.frames]
        filled = ["" if code is None else str(int(code)) for code in known]
        yield [item.id, item.before, item.text, item.after, *filled, ""]


def sheet_xlsx(key: Key) -> bytes:
    """The same sheet as a workbook, with a choice of 1 or 0 under each frame.

    Raises:
        MissingDependencyError: openpyxl is not installed.
    """
    return workbook.book(list(sheet_rows(key)), choices=range(4, 4 + len(key.frames)))


def instructions(codebook: Codebook) -> bytes:
    """What coders read first, as Markdown: definitions and examples of the codebook."""
    lines = [
        f"# Coding instructions: {codebook.title}",
        "",
        f"Codebook {codebook.id}, version {codebook.version}.",
        "",
        "Code each sentence of the sheet by itself; 'before' and 'after' only help to understand "
        "it. Write 1 under each frame that the sentence holds and 0 under each that it does not. "
        "A sentence may hold several frames, or none. Leave a cell empty only if the sentence "
        "cannot be read. Code alone, and do not look at other coders' sheets.",
    ]
    for frame in codebook.frames:
        lines += ["", f"## {frame.name} (`{frame.id}`)", "", " ".join(frame.definition.split())]
        for heading, examples in (("Code 1", frame.include), ("Code 0", frame.exclude)):
            if examples:
                lines += ["", f"{heading}:", ""]
            for example in examples:
                note = f" ({example.note})" if example.note else ""
                lines.append(f"- {example.sentence}{note}")
    return ("\n".join(lines) + "\n").encode()


def key_json(key: Key) -> bytes:
    """The key as JSON."""
    text = json.dumps({"schema": KEY_SCHEMA, **asdict(key)}, ensure_ascii=False, indent=1)
    return (text + "\n").encode()


def load_key(path: Path) -> Key:
    """Read a key.

    Raises:
        InputError: it is not there, or is no key of a coding sheet.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        schema = data.pop("schema")
        items = tuple(
            Item(**{**item, "frames": tuple(item["frames"])}) for item in data.pop("items")
        )
        key = Key(**{**data, "frames": tuple(data["frames"]), "items": items})
    except OSError as exc:
        raise InputError(
            f"{path} cannot be read ({exc.strerror}).",
            "Name the folder that 'framing validate sheet' wrote.",
        ) from exc
    except (ValueError, KeyError, TypeError, AttributeError) as exc:
        raise InputError(
            f"{path} is not the key of a coding sheet ({exc}).",
            "Use the key.json that 'framing validate sheet' wrote, unchanged.",
        ) from exc
    if schema != KEY_SCHEMA:
        raise InputError(f"{path} has the schema '{schema}'.", f"This version reads {KEY_SCHEMA}.")
    return key


_YES = frozenset({"1", "1.0", "x", "y", "yes", "true"})
_NO = frozenset({"0", "0.0", "n", "no", "false"})


@dataclass(frozen=True, slots=True)
class Coding:
    """One coder's codes: for each frame, the sentences coded and whether they hold it."""

    coder: str
    codes: Mapping[str, Mapping[str, bool]]

    @property
    def size(self) -> int:
        """How many sentences have at least one code."""
        return len({unit for codes in self.codes.values() for unit in codes})


def read_coding(path: Path, key: Key) -> Coding:
    """Read a coder's sheet (CSV, with comma, semicolon or tab). Empty cells are missing codes.

    Raises:
        InputError: unreadable, a column missing, an unknown sentence, or a code that is not one;
            names file, line and column.
    """
    rows = _rows(path)
    header = [name.strip().lower() for name in rows[0]] if rows else []
    missing = [name for name in ("id", *key.frames) if name not in header]
    if missing:
        raise InputError(
            f"{path}: the column '{missing[0]}' is missing.",
            f"The first line must name: id, {', '.join(key.frames)}.",
        )
    known = {item.id for item in key.items}
    codes: dict[str, dict[str, bool]] = {frame: {} for frame in key.frames}
    for line, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        cells = dict(zip(header, row, strict=False))
        unit = cells["id"].strip()
        if unit not in known:
            raise InputError(
                f"{path}, line {line}: there is no sentence '{unit}' in this sheet.",
                "Use the sheet and the key of one 'framing validate sheet'.",
            )
        for frame in key.frames:
            if unit in codes[frame]:
                raise InputError(f"{path}, line {line}: '{unit}' stands twice.", "Keep one line.")
            code = _code(cells.get(frame, ""), path, line, frame)
            if code is not None:
                codes[frame][unit] = code
    coding = Coding(path.stem, codes)
    if not coding.size:
        raise InputError(f"{path}: no sentence is coded.", "Write 1 or 0 under each frame.")
    return coding


def is_empty(path: Path, key: Key) -> bool:
    """Whether nothing stands under the frames of a sheet, as when it was handed out."""
    found = _rows(path)
    header = [name.strip().lower() for name in found[0]] if found else []
    columns = [header.index(frame) for frame in key.frames if frame in header]
    return not any(row[i].strip() for row in found[1:] for i in columns if i < len(row))


def _rows(path: Path) -> list[list[str]]:
    if path.suffix.lower() == ".xlsx":
        return workbook.rows(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as exc:
        raise InputError(f"{path} cannot be read ({exc.strerror}).", "Check the path.") from exc
    except UnicodeDecodeError as exc:
        raise InputError(f"{path} is not UTF-8.", "Save the sheet as 'CSV UTF-8'.") from exc
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [[from_cell(c) for c in row] for row in rows]


def _code(cell: str, path: Path, line: int, column: str) -> bool | None:
    value = cell.strip().lower()
    if value in _YES:
        return True
    if value in _NO:
        return False
    if not value:
        return None
    raise InputError(
        f"{path}, line {line}, column '{column}': '{cell.strip()}' is no code.",
        "Write 1, 0, or nothing.",
    )
