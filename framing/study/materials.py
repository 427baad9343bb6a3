"""What the settings of a study name: profiles, codebook, theme, corrections; loaded once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from framing.analysers.base import Analyser, Setup
from framing.analysers.heads import readable
from framing.codebooks import Codebook, load_codebook
from framing.errors import CodebookError, FramingError
from framing.models import CodebookStamp
from framing.outlets import OutletProfile, load_outlets
from framing.people import Corrections, group_column, read_corrections
from framing.report.document import load_logo
from framing.report.templates import check_sections
from framing.report.themes import Theme, load_theme
from framing.report.views import Imprint
from framing.settings import SUMMARY, Settings, where_said


class Materials:
    """What settings name, loaded when it is first needed and kept.

    Args:
        settings: what the study is made of; the defaults if none are given.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()

    @cached_property
    def profiles(self) -> Mapping[str, OutletProfile]:
        """The outlet profiles by slug.

        Raises:
            ProfileError: one is broken.
        """
        return load_outlets(self.settings.folders.outlets)

    @cached_property
    def codebook(self) -> Codebook:
        """The codebook, as far as it can be read: see ``analysers.heads.readable``. Where no frame
        can, all of it, and the analysers say what to do.

        Raises:
            CodebookError: it is broken or not there.
        """
        found = readable(self.whole_codebook)
        return found if found.frames else self.whole_codebook

    @cached_property
    def whole_codebook(self) -> Codebook:
        """The codebook with all its frames, also those that nobody has taught yet.

        Raises:
            CodebookError: it is broken or not there.
        """
        named = self.settings.codebook
        with self.told_where("codebook", str(named)):
            return load_codebook(named, self.settings.folders.codebooks)

    @cached_property
    def theme(self) -> Theme:
        """The theme.

        Raises:
            TemplateError: it is broken or not there.
        """
        with self.told_where("theme", self.settings.theme):
            return load_theme(self.settings.theme, self.settings.folders.templates)

    @cached_property
    def corrections(self) -> Corrections | None:
        """What a person says of who speaks; None where there is no sheet.

        Raises:
            InputError: it is not there or cannot be understood, or lacks the column to group by.
        """
        sheet = self.settings.speakers_sheet
        found = read_corrections(sheet) if sheet else None
        with self.told_where("group_by", str(self.settings.group_by)):
            group_column(found, self.settings.group_by)
        return found

    @cached_property
    def setup(self) -> Setup:
        """What the analysers are made from."""
        return Setup(self.settings, self.profiles, self.codebook)

    @cached_property
    def analysers(self) -> tuple[Analyser, ...]:
        """The analysers, for what they say about themselves in the report."""
        return self.setup.analysers()

    @property
    def sections(self) -> Sequence[str]:
        """The sections that the report has."""
        return (SUMMARY,) if self.settings.summary else self.settings.sections

    @cached_property
    def imprint(self) -> Imprint:
        """Who publishes the report, with logo, footer and paper."""
        said = self.settings
        logo = load_logo(said.logo) if said.logo else ""
        return Imprint(said.organisation, logo, said.footer, said.paper)

    def check(self) -> None:
        """Load what the settings name, so that a wrong name is told before the work.

        Raises:
            FramingError: a theme, section, codebook or profile is broken or not there.
        """
        with self.told_where("sections", *self.sections):
            check_sections(self.sections, self.settings.folders.templates, self.theme)
        _ = self.setup, self.corrections, self.imprint

    def check_codebook(self, made: CodebookStamp, path: Path) -> None:
        """Whether analyses were made with the study's codebook.

        Args:
            made: with what they were made.
            path: where they are.

        Raises:
            CodebookError: it was another.
        """
        if made.sha256 != self.codebook.sha256:
            raise CodebookError(
                f"{path} was analysed with the codebook {made.id} (sha256 "
                f"{made.sha256[:12]}), and not with {self.codebook.id} "
                f"({self.codebook.sha256[:12]}).",
                f"Name that one: --codebook {made.id}. Or analyse again.",
            )

    @contextmanager
    def told_where(self, key: str, *values: str) -> Iterator[None]:
        """Add to an error about a value the place in framing.toml that says it."""
        try:
            yield
        except FramingError as error:
            wrong = next((value for value in values if f"'{value}'" in error.message), None)
            where = where_said(self.settings, key, wrong) if wrong else ""
            if not where:
                raise
            raise type(error)(where + error.message, error.hint) from error
