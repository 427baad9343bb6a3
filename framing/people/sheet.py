"""The sheet of a study's speakers: what was read, for a person to correct.

One row a speaker as it was read. Two rows with the same id, or a name changed to another's, make
one speaker; ``read_as`` keeps which speaker a row is about. Columns that are not ours are the
user's own, by which a report can group its speakers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from framing.cells import csv_sheet, workbook
from framing.models import Analysis, Statement
from framing.people.speakers import Speaker, StudySpeakers

# What a person may change, then what is only shown.
CHANGED = ("id", "name", "naming", "role", "country", "confirmed")
SHOWN = ("statements", "outlets", "sure", "names", "examples", "articles", "read_as")
NOT_TOLD = "not told"
_WIDTHS = {"name": 28, "examples": 90, "names": 40, "articles": 30, "outlets": 24, "sure": 24}
_MOST_EXAMPLES = 3
_LONGEST_EXAMPLE = 220


def sheet_of(
    read: StudySpeakers, corrected: StudySpeakers, analyses: Sequence[Analysis]
) -> list[list[str]]:
    """The rows of the sheet, its header first, who speaks most first.

    Args:
        read: the speakers as they were read.
        corrected: the same with a person's corrections, which are kept.
        analyses: those that they were read from.
    """
    said = _statements(analyses)
    rows = [
        (speaker, now, part)
        for speaker in read.speakers.values()
        for now, part in _parts(speaker, corrected)
    ]
    counts = {now.id: sum(len(said.get(x.key, ())) for x in now.locals) for _, now, _ in rows}
    rows.sort(key=lambda row: (-counts[row[1].id], row[1].name.casefold(), row[1].id, row[0].id))
    names = {a.article.outlet: a.article.outlet_name for a in analyses}
    table = [[*CHANGED, *corrected.groups, *SHOWN]]
    for speaker, now, part in rows:
        statements = [each for key in part for each in said.get(key, ())]
        outlets = Counter(names[a.article.outlet] for a, _ in statements)
        cells = {
            "id": now.id,
            "name": now.name,
            **{field: _cell(field, speaker, now) for field in ("naming", "role", "country")},
            "confirmed": "yes" if now.confirmed else "",
            "statements": str(len(statements)),
            "outlets": "; ".join(f"{name} {n}" for name, n in sorted(outlets.items())),
            "sure": "sure" if now.sure else f"not sure: {now.why}",
            "names": " | ".join(dict.fromkeys(x.words for x in speaker.locals if x.key in part)),
            "examples": " | ".join(_examples(statements)),
            "articles": "; ".join(dict.fromkeys(article for article, _ in part)),
            "read_as": speaker.id,
        }
        table.append([{**now.groups, **cells}.get(column, "") for column in table[0]])
    return table


def _cell(field: str, read: Speaker, now: Speaker) -> str:
    """What a person says of a field, else what was read of this row's own speaker."""
    said = now.corrected.get(field)
    value = getattr(now if said else read, field)
    return str(value) if value is not None else NOT_TOLD


def _parts(
    speaker: Speaker, corrected: StudySpeakers
) -> Iterable[tuple[Speaker, list[tuple[str, str]]]]:
    """Who a speaker is after corrections, with the places of each: several where it was parted."""
    parts: dict[str, list[tuple[str, str]]] = {}
    for local in speaker.locals:
        parts.setdefault(corrected.of_local[local.key].id, []).append(local.key)
    return [(corrected.speakers[key], places) for key, places in parts.items()]


def _statements(
    analyses: Iterable[Analysis],
) -> Mapping[tuple[str, str], list[tuple[Analysis, Statement]]]:
    """Statements by article and the article's own id of their speaker."""
    found: dict[tuple[str, str], list[tuple[Analysis, Statement]]] = {}
    for analysis in sorted(analyses, key=lambda a: a.article.id):
        for statement in analysis.statements:
            if statement.speaker_id and statement.speech:  # what the report counts
                key = (analysis.article.id, statement.speaker_id)
                found.setdefault(key, []).append((analysis, statement))
    return found


def _examples(statements: Sequence[tuple[Analysis, Statement]]) -> list[str]:
    """Sentences in which they speak, of different articles first."""
    first: dict[str, str] = {}
    more: list[str] = []
    for analysis, statement in statements:
        sentence = analysis.sentence_at(statement.content[0].start)
        if sentence is None:
            continue
        text = " ".join(sentence.span.of(analysis.article.text).split())
        if len(text) > _LONGEST_EXAMPLE:
            text = text[:_LONGEST_EXAMPLE].rsplit(" ", 1)[0] + " …"
        if analysis.article.id in first:
            more.append(text)
        else:
            first[analysis.article.id] = text
    return list(dict.fromkeys([*first.values(), *more]))[:_MOST_EXAMPLES]


def sheet_file(rows: Sequence[Sequence[str]], path: Path) -> bytes:
    """The rows as the file that the path's ending asks for: .xlsx, else CSV.

    Raises:
        MissingDependencyError: a workbook is asked for, and openpyxl is not installed.
    """
    if path.suffix.lower() != ".xlsx":
        return csv_sheet(rows)
    return workbook(rows, "speakers", [_WIDTHS.get(column, 14) for column in rows[0]])
