"""Documents as rows of a Parquet file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import IO, Any

from framing.errors import MissingDependencyError

_ROW_GROUP = 256  # documents that are held at a time


def check_parquet() -> None:
    """Find out before the work whether Parquet can be written.

    Raises:
        MissingDependencyError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa  # noqa: F401, PLC0415  (an optional extra)
    except ImportError as exc:
        raise MissingDependencyError(
            "Parquet output needs pyarrow, which is not installed.",
            "Install it: pip install 'framing[parquet]', or write a .jsonl file.",
        ) from exc


def write_parquet(
    documents: Iterable[Mapping[str, Any]], columns: Sequence[str], file: IO[bytes]
) -> None:
    """Write documents as rows, a few hundred in a group; what is no text is JSON.

    Raises:
        MissingDependencyError: pyarrow is not installed.
    """
    check_parquet()
    import pyarrow as pa  # noqa: PLC0415  (an optional extra)
    from pyarrow import parquet  # noqa: PLC0415

    schema = pa.schema([(name, pa.string()) for name in columns])
    rows = iter(documents)
    with parquet.ParquetWriter(file, schema) as writer:
        while group := list(islice(rows, _ROW_GROUP)):
            held = {
                name: pa.array([_cell(document[name]) for document in group], pa.string())
                for name in schema.names
            }
            writer.write_table(pa.table(held, schema=schema))


def _cell(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
