"""What the preview shows, built from what lies on the disk now: only what changed is done anew.

A session keeps analyses by what they rest on, and the last comparison. So a template that changed
costs a rendering, an article that changed costs the analysis of one article, and a codebook that
changed costs them all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from framing import api
from framing.comparison import Comparison
from framing.models import Analysis, Article, Skipped
from framing.options import Options
from framing.outlets import OutletProfile
from framing.pipeline import Setup, analyse_each
from framing.shared_copy import annotate

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Job:
    """What to show: as ``framing.api.make_report`` takes it.

    ``root`` is the folder where outlets/, codebooks/ and report_templates/ stand, or would stand.
    ``project_file`` is the framing.toml that the rest was read from, if any.
    """

    paths: tuple[Path, ...]
    options: Options
    root: Path = Path()
    project_file: Path | None = None
    title: str | None = None
    own_copy_only: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """A report that was built: its HTML, the theme's files that it asks for, by address, and how
    many of its articles had to be analysed for it."""

    html: str
    files: Mapping[str, Path] = field(default_factory=lambda: MappingProxyType({}))
    articles: int = 0
    analysed: int = 0
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class _Compared:
    rests_on: tuple[object, ...]
    comparison: Comparison


class Session:
    """Builds the report again and again, and keeps what still holds.

    Args:
        load: what to show, asked for before every build, because framing.toml may have changed.
    """

    def __init__(self, load: Callable[[], Job]) -> None:
        self._load = load
        self._analyses: dict[Hashable, Analysis] = {}
        self._compared: _Compared | None = None
        self.job: Job | None = None

    def load(self) -> Job:
        """What to show, as framing.toml and the folders are now.

        Raises:
            FramingError: framing.toml is broken, or a folder that was named is not there.
        """
        self.job = self._load()
        return self.job

    def build(self, tell: Tell = lambda _text: None) -> Built:
        """The report as files and settings are now.

        Args:
            tell: called with what is being done, in words; what it raises ends the work.

        Raises:
            FramingError: something asked for could not be done; the next call tries again.
        """
        job = self.load()
        setup = job.options.setup()
        outcome = api.read_for_report(job.paths, options=job.options)
        keys = [setup.rests_on(article) for article in outcome.articles]
        analysed = self._analyse(outcome.articles, keys, setup, job.options.jobs, tell)
        comparison = self._compare(keys, setup.profiles, job, outcome.skipped, tell)
        files: dict[str, Path] = {}
        html = api.html_edition(
            comparison, options=job.options, address=lambda file: _address(file, files)
        )
        self._analyses = {key: self._analyses[key] for key in keys}  # the others are gone
        return Built(html, files, len(keys), analysed, outcome.skipped)

    def _analyse(
        self,
        articles: Sequence[Article],
        keys: Sequence[Hashable],
        setup: Setup,
        jobs: int,
        tell: Tell,
    ) -> int:
        """Analyse the articles that no kept analysis fits; how many they were."""
        new = {
            key: article
            for key, article in zip(keys, articles, strict=True)
            if key not in self._analyses
        }
        if new:
            of = f"of {len(new)} article{'s' if len(new) > 1 else ''}"
            tell(f"Analysing {of.removeprefix('of ')}")
            found = analyse_each(
                list(new.values()),
                setup,
                jobs=jobs,
                progress=lambda done: tell(f"Analysed {done} {of}"),
            )
            self._analyses |= zip(new, found, strict=True)
        return len(new)

    def _compare(
        self,
        keys: Sequence[Hashable],
        profiles: Mapping[str, OutletProfile],
        job: Job,
        skipped: Sequence[Skipped],
        tell: Tell,
    ) -> Comparison:
        """The comparison of the kept analyses: the last one, if it rests on the same."""
        options = job.options
        said = (job.title, job.own_copy_only, options.outlets, options.locale)
        rests_on = (tuple(keys), profiles, tuple(skipped), *said)
        if self._compared is None or self._compared.rests_on != rests_on:
            tell("Comparing")
            comparison = api.compare(
                annotate([self._analyses[key] for key in keys]),
                options=options,
                title=job.title,
                own_copy_only=job.own_copy_only,
                skipped=skipped,
            )
            self._compared = _Compared(rests_on, comparison)
        return self._compared.comparison


def _address(file: Path, files: dict[str, Path]) -> str:
    """An address for a file of the theme, by its content, so that browsers may keep it."""
    digest = hashlib.sha256(file.read_bytes()).hexdigest()[:16]
    address = f"/theme/{digest}{file.suffix.lower()}"
    files[address] = file
    return address
