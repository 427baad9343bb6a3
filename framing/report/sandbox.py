"""What templates run in: Jinja2's sandbox with bounds, its loader and what it keeps compiled.

Jinja's sandbox keeps templates from Python's insides. It does not know which of our data could do
harm: a path can be read and written, and a data model brings methods of its library with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, TemplateNotFound
from jinja2.bccache import Bucket
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel

_LONGEST = 1_000_000  # characters or items that a product may make
_LARGEST_POWER = 10_000


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, without paths, without other libraries' methods, and with bounds."""

    intercepted_binops = frozenset({"*", "**"})

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may use an attribute: no path and none of a path, and of a model its
        fields and what this package defines on it."""
        if not super().is_safe_attribute(obj, attr, value):
            return False
        if isinstance(obj, PurePath) or isinstance(value, PurePath):
            return False
        if isinstance(obj, BaseModel):
            ours = (c for c in type(obj).__mro__ if c.__module__.startswith("framing."))
            return attr in type(obj).model_fields or any(attr in vars(c) for c in ours)
        return True

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """A product or power, unless its result would be too large to hold."""
        if operator == "*":
            for sized, times in ((left, right), (right, left)):
                if (
                    isinstance(sized, str | list | tuple)
                    and isinstance(times, int)
                    and len(sized) * times > _LONGEST
                ):
                    raise SecurityError(f"a product of more than {_LONGEST:,} items")
        elif isinstance(right, int | float) and abs(right) > _LARGEST_POWER:
            raise SecurityError(f"a power above {_LARGEST_POWER:,}")
        return super().call_binop(context, operator, left, right)


_BLOCKS = "{# blocks of the sections #}"
_BLOCK = '{{% block {0} %}}{{% include "sections/{0}.html.j2" %}}{{% endblock %}}'


def with_blocks(text: str, sections: Iterable[str]) -> str:
    """The report's own template with a block for each section; other templates as they are."""
    return text.replace(_BLOCKS, "".join(_BLOCK.format(name) for name in sections))


class InsideLoader(FileSystemLoader):
    """Templates of a folder; a link in it leads to none outside.

    The report's own template gets a block for each section, packaged or not (``with_blocks``), so
    that a template that extends it can replace any of them.
    """

    def __init__(self, folder: Path, sections: Sequence[str] = ()) -> None:
        super().__init__(folder)
        self._root = folder.resolve()
        self._sections = sections

    def get_source(self, environment: Environment, template: str) -> Any:
        """The template's text, its file and whether it is up to date."""
        source = super().get_source(environment, template)
        if not Path(source[1]).resolve().is_relative_to(self._root):
            raise TemplateNotFound(template)
        text, *rest = source
        return with_blocks(text, self._sections), *rest


class Compiled(BytecodeCache):
    """Templates compiled in this process: compiling takes half the time of a small report, and the
    preview renders the same ones again and again. Jinja compares what it keeps with the source."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give Jinja what was kept of a template."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template."""
        self._kept[bucket.key] = bucket.bytecode_to_string()
