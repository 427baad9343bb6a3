"""Values that are asked for once or never, held packed until then."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class Later(Sequence[T], Generic[T]):
    """A sequence that is made from packed bytes each time it is asked for.

    An article has some two hundred figures of its own, which only a data file shows: made, they
    would be a third of what a report on many articles holds.

    Args:
        packed: what the values are made from.
        unpack: makes them.
        keep: which of them there are; all by default.
    """

    __slots__ = ("_keep", "_packed", "_unpack")

    def __init__(
        self,
        packed: bytes,
        unpack: Callable[[bytes], Sequence[T]],
        keep: Callable[[T], bool] | None = None,
    ) -> None:
        self._packed, self._unpack, self._keep = packed, unpack, keep

    def _made(self) -> tuple[T, ...]:
        made = self._unpack(self._packed)
        return tuple(made if self._keep is None else filter(self._keep, made))

    def __iter__(self) -> Iterator[T]:
        return iter(self._made())

    def __len__(self) -> int:
        return len(self._made())

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        return self._made()[index]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Later | tuple):
            return self._made() == tuple(other)
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self._made())

    def __repr__(self) -> str:
        return repr(self._made())

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (self._made(),)

    def only(self, keep: Callable[[T], bool]) -> Later[T]:
        """Those of the values that are kept, packed as well."""
        before = self._keep
        both = keep if before is None else lambda value: before(value) and keep(value)
        return Later(self._packed, self._unpack, both)


def only(values: Sequence[T], keep: Callable[[T], bool]) -> Sequence[T]:
    """Those of some values that are kept; what is packed stays packed."""
    return values.only(keep) if isinstance(values, Later) else tuple(filter(keep, values))
