"""Where the user's own outlet profiles, codebooks and templates stand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from framing.errors import InputError


@dataclass(frozen=True, slots=True)
class Folders:
    """The user's own folders; what stands there shadows the packaged files of the same name."""

    outlets: tuple[Path, ...] = ()
    codebooks: tuple[Path, ...] = ()
    templates: tuple[Path, ...] = ()

    @staticmethod
    def found(
        outlets: Path | None = None,
        codebooks: Path | None = None,
        templates: Path | None = None,
        root: Path | None = None,
    ) -> Folders:
        """The folders given; for one that is not, the folder of its usual name ('outlets',
        'codebooks', 'report_templates') in the project or working folder, if there is one.

        Raises:
            InputError: a folder that was given is not there.
        """

        def chosen(given: Path | None, usual: str) -> tuple[Path, ...]:
            if given is not None:
                if not given.is_dir():
                    raise InputError(f"{given}: there is no such folder.", f"Name your {usual}.")
                return (given,)
            own = (root or Path()) / usual
            return (own,) if own.is_dir() else ()

        return Folders(
            chosen(outlets, "outlets"),
            chosen(codebooks, "codebooks"),
            chosen(templates, "report_templates"),
        )
