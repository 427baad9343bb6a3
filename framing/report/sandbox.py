"""Where templates run: they show data, read no file, change nothing, and cannot fill the memory.

Jinja's sandbox keeps templates from Python's insides. It does not know which of our data could do
harm: a path can be read and written, and a data model brings methods of its library with it.
"""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Any

from jinja2 import Environment, FileSystemLoader, TemplateNotFound
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel

_LONGEST = 1_000_000  # characters or items that a product may make
_LARGEST_POWER = 10_000


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, without paths, without other libraries' methods, and with bounds."""

    intercepted_binops = frozenset({"*", "**"})

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may use an attribute: none of a path, and of a model its fields and
        what this package defines on it."""
        if not super().is_safe_attribute(obj, attr, value) or isinstance(obj, PurePath):
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


class InsideLoader(FileSystemLoader):
    """Templates of a folder; a link in it leads to none outside."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._root = folder.resolve()

    def get_source(self, environment: Environment, template: str) -> Any:
        """The template's text, its file and whether it is up to date."""
        source = super().get_source(environment, template)
        if not Path(source[1]).resolve().is_relative_to(self._root):
            raise TemplateNotFound(template)
        return source
