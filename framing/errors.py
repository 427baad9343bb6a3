"""Errors that a user can act on: what is wrong and where (message), and what to do (hint)."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class FramingError(Exception):
    """Something asked for could not be done.

    Args:
        message: what is wrong and where, in one sentence (names the file, key and line it knows).
        hint: what the user can do about it; empty when the message already says so.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class InputError(FramingError):
    """An article, folder or table cannot be read."""


class SettingsError(InputError, ValueError):
    """A setting is none that there is, or cannot have the value that it was given."""


class ProfileError(FramingError):
    """An outlet profile is broken or unknown."""


class CodebookError(FramingError):
    """A codebook is broken or unknown."""


class TemplateError(FramingError):
    """A template is broken, or asks for something that is not there."""


class OutputError(FramingError):
    """A result cannot be written."""


class MissingDependencyError(FramingError):
    """This machine lacks a library, font or model that the task needs."""


class ProjectError(FramingError):
    """A project's framing.toml is broken, missing or in the way."""


def did_you_mean(name: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """The start of a hint, "Did you mean 'tone'? ", or nothing where no known name is near.

    Args:
        name: what the user wrote.
        known: the names there are.
        cutoff: how alike they must be, 0 to 1, as ``difflib`` counts it.
    """
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=cutoff)
    return f"Did you mean '{near[0]}'? " if near else ""
