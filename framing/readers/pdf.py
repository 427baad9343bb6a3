"""PDF clippings: the text layer in reading order, columns one after the other. No OCR."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from framing.clean.credits import read_credit_line
from framing.errors import InputError
from framing.models import Field, Provenance
from framing.readers import nexis
from framing.readers.base import (
    FileContent,
    InputFile,
    RawArticle,
    Reader,
    library,
)

_MAX_PAGES = 300
_MIN_LETTERS = 100  # a file with fewer has no text layer to speak of
_GUTTER = 0.8  # of the height of a line: the least width of the gap between two columns
_PARAGRAPH = 1.45  # of the usual distance of lines, from which a gap parts paragraphs
_FULL = 0.9  # of a column's width that a line of running text fills
_MARGIN = 0.08  # of a page's height: where running heads and page numbers stand
_PAGE_NUMBER = re.compile(r"(?:page|seite|p\.)?\s*\d{1,4}(?:\s*(?:of|/|von)\s*\d{1,4})?", re.I)


@dataclass(frozen=True, slots=True)
class _Line:
    """A piece of a line of print: its box (points, from the lower left), the height of its print
    (that of the tallest letter, whatever letters stand in it), and its words."""

    left: float
    bottom: float
    right: float
    top: float
    height: float
    text: str


def read_pdf(file: InputFile) -> FileContent:
    """A PDF as one article, or as the documents of a Nexis export.

    Raises:
        InputError: pypdfium2 is not installed, or the file is broken, locked, too long, or has no
            text layer.
    """
    pdfium = library("pypdfium2", "pdf", "PDF files")
    try:
        document = pdfium.PdfDocument(file.data)
    except pdfium.PdfiumError as exc:
        locked = "password" in str(exc).casefold()
        raise InputError(
            "It is locked with a password."
            if locked
            else f"It is no PDF that can be read ({exc}).",
            "Save an unlocked copy." if locked else "Save it again.",
        ) from exc
    try:
        if len(document) > _MAX_PAGES:
            raise InputError(
                f"It has {len(document)} pages (at most {_MAX_PAGES}).",
                "Split it: one article a file.",
            )
        pages = [_page_lines(page) for page in document]
    finally:
        document.close()
    letters = sum(sum(map(str.isalpha, line.text)) for _, lines in pages for line in lines)
    if letters < _MIN_LETTERS:
        raise InputError(
            "It has no text layer: it is a scan, a picture of the text.",
            "Recognise the text first, for example with: ocrmypdf scan.pdf clipping.pdf",
        )
    running = _running(pages)
    paragraphs: list[str] = []
    tallest = (0.0, "")
    for height, lines in pages:
        kept = [line for line in lines if not _is_margin(line, height, running)]
        for block in _in_order(kept):
            paragraphs += _paragraphs(block)
        if not tallest[1] and kept:
            tallest = _headline(kept)
    paragraphs = list(_joined(paragraphs))
    if nexis.is_uni(paragraphs):
        return nexis.uni_documents(paragraphs, file)
    metadata = dict(file.metadata)
    if tallest[1]:
        metadata.setdefault(
            "title", Field(tallest[1], Provenance.EXTRACTED, "the largest print on the first page")
        )
    note = "Read from a PDF: hold the order of its paragraphs against the original."
    article = RawArticle(
        "\n\n".join(paragraphs),
        file.shown,
        file.name,
        file.stem,
        metadata=metadata,
        notes=(note,),
    )
    return FileContent((article,))


def _page_lines(page: Any) -> tuple[float, list[_Line]]:
    """A page's height, and its pieces of text line by line as they stand on it."""
    text_page = page.get_textpage()
    found: list[_Line] = []
    try:
        for index in range(text_page.count_rects()):
            left, bottom, right, top = text_page.get_rect(index)
            words = " ".join(text_page.get_text_bounded(left, bottom, right, top).split())
            if words and top > bottom:
                size = _print_height(text_page, left, (bottom + top) / 2, top - bottom)
                found.append(_Line(left, bottom, right, top, size, words))
        height: float = page.get_height()
    finally:
        text_page.close()
        page.close()
    return height, _merged(found)


def _print_height(text_page: Any, x: float, y: float, least: float) -> float:
    """The height of the print at a place: the box that any letter of the font fits in."""
    index = text_page.get_index(x, y, 4, 4)
    if index is None:
        return least
    _, bottom, _, top = text_page.get_charbox(index, loose=True)
    return max(least, float(top - bottom))


def _merged(pieces: Sequence[_Line]) -> list[_Line]:
    """Pieces that stand side by side with no more than a space between, as one."""
    found: list[_Line] = []
    for piece in pieces:
        last = found[-1] if found else None
        if last is not None:
            level = min(last.top, piece.top) - max(last.bottom, piece.bottom)
            beside = (
                -0.3 * piece.height
                <= piece.left - last.right
                <= 0.6 * max(last.height, piece.height)
            )
            if level > 0.5 * min(last.height, piece.height) and beside:
                space = "" if piece.left - last.right < 0.1 * piece.height else " "
                found[-1] = _Line(
                    last.left,
                    min(last.bottom, piece.bottom),
                    max(last.right, piece.right),
                    max(last.top, piece.top),
                    max(last.height, piece.height),
                    f"{last.text}{space}{piece.text}",
                )
                continue
        found.append(piece)
    return found


def _running(pages: Sequence[tuple[float, Sequence[_Line]]]) -> frozenset[str]:
    """What stands at the head or foot of several pages, numbers aside."""
    counts: Counter[str] = Counter()
    for height, lines in pages:
        counts.update({_plain(line.text) for line in lines if _at_edge(line, height)})
    return frozenset(text for text, count in counts.items() if count > 1)


def _plain(text: str) -> str:
    return re.sub(r"\d+", "#", text.casefold())


def _at_edge(line: _Line, height: float) -> bool:
    return line.bottom > (1 - _MARGIN) * height or line.top < _MARGIN * height


def _is_margin(line: _Line, height: float, running: frozenset[str]) -> bool:
    if not _at_edge(line, height):
        return False
    return _plain(line.text) in running or bool(_PAGE_NUMBER.fullmatch(line.text))


def _in_order(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Blocks of lines in reading order: the page is cut at its widest gaps, down and across
    (the recursive XY-cut of Nagy and Seth 1984)."""
    if not lines:
        return
    usual = statistics.median(line.height for line in lines)
    down = _cuts([(line.left, line.right) for line in lines], _GUTTER * usual)
    across = _cuts([(-line.top, -line.bottom) for line in lines], 0.9 * usual)
    if down:
        for part in _parts(lines, down, lambda line: line.left):
            yield from _in_order(part)
        return
    if across:
        # One gap at a time, the widest first: what stands above it is read first.
        cut = max(across, key=lambda gap: gap[1] - gap[0])
        for part in _parts(lines, [cut], lambda line: -line.top):
            yield from _in_order(part)
        return
    yield sorted(lines, key=lambda line: (-line.top, line.left))


def _cuts(spans: Sequence[tuple[float, float]], least: float) -> list[tuple[float, float]]:
    """The gaps of some width between spans."""
    gaps = []
    end: float | None = None
    for start, stop in sorted(spans):
        if end is not None and start - end >= least:
            gaps.append((end, start))
        end = stop if end is None else max(end, stop)
    return gaps


def _parts(
    lines: Sequence[_Line], gaps: Sequence[tuple[float, float]], at: Any
) -> Iterator[list[_Line]]:
    borders = [start for start, _ in gaps]
    parts: list[list[_Line]] = [[] for _ in range(len(gaps) + 1)]
    for line in lines:
        parts[sum(at(line) > border for border in borders)].append(line)
    yield from (part for part in parts if part)


def _paragraphs(lines: Sequence[_Line]) -> Iterator[str]:
    """The paragraphs of a block: parted by wider gaps, by indents, by larger print."""
    rows = _rows(lines)
    gaps = [above.bottom - below.bottom for above, below in pairwise(rows)]
    usual = statistics.median(gaps) if gaps else 0.0
    left = min(row.left for row in rows)
    width = max(row.right for row in rows) - left
    parts = [rows[0].text]
    for above, row in pairwise(rows):
        gap = above.bottom - row.bottom
        indent = row.left - left > 0.6 * row.height and above.left - left <= 0.6 * above.height
        print_size = abs(row.height - above.height) > 0.25 * max(row.height, above.height)
        short = above.right < left + 0.75 * width and above.text[-1:] in '.!?”"’'
        if gap > _PARAGRAPH * usual or indent or print_size or short or _credit(above, row, width):
            yield " ".join(parts)
            parts = [row.text]
        else:
            _append(parts, row.text)
    yield " ".join(parts)


def _credit(above: _Line, row: _Line, width: float) -> bool:
    """Whether one of two lines is a byline or a date that does not fill the column: it stands by
    itself, however close the lines are set."""
    return any(
        line.right - line.left < _FULL * width and read_credit_line(line.text) is not None
        for line in (above, row)
    )


def _rows(lines: Sequence[_Line]) -> list[_Line]:
    """Lines whose pieces stand at one height, joined."""
    rows: list[_Line] = []
    for line in sorted(lines, key=lambda each: (-each.top, each.left)):
        last = rows[-1] if rows else None
        middle = (line.top + line.bottom) / 2
        if last is not None and last.bottom < middle < last.top:
            rows[-1] = _Line(
                min(last.left, line.left),
                min(last.bottom, line.bottom),
                max(last.right, line.right),
                max(last.top, line.top),
                max(last.height, line.height),
                f"{last.text} {line.text}"
                if last.left <= line.left
                else f"{line.text} {last.text}",
            )
        else:
            rows.append(line)
    return rows


def _append(parts: list[str], text: str) -> None:
    """Put a line behind the others; a word that was divided at the line's end is whole again."""
    last = parts[-1]
    if re.search(r"[^\W\d_][-\u00ad\u2010]$", last) and text[:1].islower():
        parts[-1] = last[:-1] + text
    else:
        parts.append(text)


def _joined(paragraphs: Sequence[str]) -> Iterator[str]:
    """Paragraphs that go on over the end of a column or page, as one."""
    waiting = ""
    for text in paragraphs:
        if waiting and text[:1].islower() and waiting[-1:] not in '.!?:”"':
            parts = [waiting]
            _append(parts, text)
            waiting = " ".join(parts)
            continue
        if waiting:
            yield waiting
        waiting = text
    if waiting:
        yield waiting


def _headline(lines: Sequence[_Line]) -> tuple[float, str]:
    """The largest print of a page, where it is clearly larger than the text."""
    usual = statistics.median(line.height for line in lines)
    largest = max(line.height for line in lines)
    if largest < 1.4 * usual:
        return 0.0, ""
    rows = [line for line in lines if line.height > 0.9 * largest]
    text = " ".join(line.text for line in sorted(rows, key=lambda each: (-each.top, each.left)))
    words = len(text.split())
    return (largest, text) if 3 <= words <= 30 else (0.0, "")


def _sniff(file: InputFile) -> float:
    return 1.0 if "%PDF-" in file.head[:1024] else 0.0


PDF = Reader("PDF", frozenset({".pdf"}), read_pdf, _sniff)
