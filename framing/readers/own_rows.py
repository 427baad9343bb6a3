"""Rows that ``framing read`` wrote, read again: how each value is known, what was taken out and
what was said of the article are those of the first reading."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from framing.clean.file_names import NOT_RECOGNISED
from framing.models import Provenance, Removed, Suspected
from framing.readers.base import RawArticle
from framing.readers.duplicates import ALIKE

# Found out again: the outlet may have been filled in, and other articles stand beside.
_AGAIN = (NOT_RECOGNISED, *ALIKE)
_MARKS = frozenset(("removed", "provenance"))


def is_own(names: Any) -> bool:
    """Whether columns are those of such rows."""
    return set(names) >= _MARKS


def as_first_read(raw: RawArticle, row: Mapping[str, Any]) -> RawArticle:
    """The article of such a row, with what the first reading knew.

    A value that somebody has changed since is the table's own: declared.
    """
    known = _loaded(row.get("provenance"))
    metadata = dict(raw.metadata)
    for name, told in known.items() if isinstance(known, Mapping) else ():
        field = metadata.get(name)
        if field is None or not isinstance(told, Mapping) or told.get("value") != field.value:
            continue
        provenance = str(told.get("provenance"))
        if provenance in {each.value for each in Provenance}:
            evidence = str(told.get("evidence") or field.evidence)
            metadata[name] = replace(field, provenance=Provenance(provenance), evidence=evidence)
    notes = [str(note) for note in _listed(row.get("notes"))]
    return replace(
        raw,
        metadata=metadata,
        notes=(*raw.notes, *(note for note in notes if not note.startswith(_AGAIN))),
        removed=tuple(
            Removed(str(each["text"]), str(each["reason"]))
            for each in _listed(row.get("removed"))
            if isinstance(each, Mapping) and {"text", "reason"} <= set(each)
        ),
        suspected=tuple(
            Suspected(str(each["text"]), str(each["kind"]), _share(each.get("p")))
            for each in _listed(row.get("suspected"))
            if isinstance(each, Mapping) and {"text", "kind"} <= set(each)
        ),
    )


def _share(value: Any) -> float:
    return float(value) if isinstance(value, int | float) and 0 <= value <= 1 else 1.0


def _listed(value: Any) -> list[Any]:
    found = _loaded(value)
    return found if isinstance(found, list) else []


def _loaded(value: Any) -> Any:
    """What a cell holds: an object, or one as JSON."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return None
