"""JSON with a line for each value, written quickly."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import repeat
from typing import Any

_PLAIN = {str, int, bool, type(None)}


def json_bytes(value: Any) -> bytes:
    """A value as ``json.dumps(value, indent=1)`` gives it, in UTF-8, floats rounded."""
    buffer = io.BytesIO()
    buffer.writelines(json_pieces(value))
    return buffer.getvalue()


def json_pieces(value: Any) -> Iterator[bytes]:
    """``json_bytes`` piece by piece: 'dumps' holds several times what is written."""
    for piece in _pieces(value, 1):
        yield piece.encode()
    yield b"\n"


def _pieces(value: Any, depth: int) -> Iterator[str]:
    """The text of a value. With an indent Python's library goes word by word; here lists and
    mappings of plain values are written at once."""
    if not isinstance(value, Mapping | list | tuple):
        yield _flat(0).encode(rounded(value))
        return
    named = isinstance(value, Mapping)
    inner = value.values() if isinstance(value, Mapping) else value
    first, last = "{}" if named else "[]"
    if not value:
        yield first + last
    elif set(map(type, inner)) <= _PLAIN:
        told = _flat(depth).encode(dict(value) if named else value)
        yield f"{first}\n{' ' * depth}{told[1:-1]}\n{' ' * (depth - 1)}{last}"
    else:
        yield first
        before = f"\n{' ' * depth}"
        for key, each in value.items() if isinstance(value, Mapping) else zip(repeat(""), value):
            yield f"{before}{_flat(0).encode(key)}: " if named else before
            yield from _pieces(each, depth + 1)
            before = f",\n{' ' * depth}"
        yield f"\n{' ' * (depth - 1)}{last}"


@cache
def _flat(depth: int) -> json.JSONEncoder:
    return json.JSONEncoder(ensure_ascii=False, separators=(f",\n{' ' * depth}", ": "))


def rounded(value: Any) -> Any:
    """A float to six decimals: past that, processors differ, and the bytes must not. Anything else
    as it is."""
    return round(value, 6) + 0.0 if isinstance(value, float) else value
