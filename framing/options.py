"""What users may choose: how to analyse and what to report, and where their own files stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from framing import defaults
from framing.codebooks import load_codebook
from framing.folders import Folders
from framing.outlets import load_outlets
from framing.pipeline import Setup
from framing.project import Project, Settings


@dataclass(frozen=True, slots=True)
class Options:
    """How to analyse: the codebook, how sources and tone are read, and worker processes.

    ``confidence`` (0 to 1): below it the tone towards an actor is left untold. ``outlets``: names
    or slugs of those that take part, in the report's order; empty for all, by name. ``sections``:
    the report's sections in their order. ``locale``: whose dates and numbers the report writes.
    ``theme``: how it looks.
    """

    codebook: str | Path = defaults.CODEBOOK
    sources: Literal["tagger", "rules"] = "tagger"
    tone: Literal["full", "textblob"] = "full"
    confidence: float = defaults.CONFIDENCE
    jobs: int = 1
    outlets: tuple[str, ...] = ()
    theme: str = defaults.THEME
    sections: tuple[str, ...] = defaults.SECTIONS
    locale: str = defaults.LOCALE
    folders: Folders = field(default_factory=Folders)

    def setup(self) -> Setup:
        """What the analysers are made from.

        Raises:
            FramingError: the codebook or a profile is broken or not there.
        """
        return Setup(
            profiles=load_outlets(self.folders.outlets),
            codebook=load_codebook(self.codebook, self.folders.codebooks),
            sources=self.sources,
            tone=self.tone,
            confidence=self.confidence,
        )


def choose(
    project: Project | None,
    *,
    codebook: str | None = None,
    sources: Literal["tagger", "rules"] | None = None,
    tone: Literal["full", "textblob"] | None = None,
    confidence: float | None = None,
    jobs: int = 1,
    outlets: Path | None = None,
    codebooks: Path | None = None,
    templates: Path | None = None,
    theme: str | None = None,
) -> Options:
    """What is said here, else what the project says, else what is used where nobody says anything.

    Raises:
        InputError: a folder that was given is not there.
    """
    settings = project.settings if project else Settings()
    named: str | Path = project.codebook if project else settings.codebook
    return Options(
        codebook=codebook or named,
        sources=sources or settings.sources,
        tone=tone or settings.tone,
        confidence=settings.confidence if confidence is None else confidence,
        jobs=jobs,
        outlets=settings.outlets,
        theme=theme or settings.theme,
        sections=settings.sections or defaults.SECTIONS,
        locale=settings.locale,
        folders=Folders.found(outlets, codebooks, templates, project.folder if project else None),
    )
