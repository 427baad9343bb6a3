"""A study: its settings, and the profiles, codebook and theme that they name, loaded once.

It offers the steps of the main job, read → analyse → count → report. The public functions, the
command line and the preview all go through it, so that all do the same.
"""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Literal

from framing import evidence
from framing.analysers.base import Analyser, Setup, measures_of
from framing.analysers.run import analyse_each, one_thread
from framing.analysers.stories import narrowed, within
from framing.clean.language import language_name
from framing.codebooks import Codebook, load_codebook
from framing.errors import CodebookError, FramingError, InputError, MissingDependencyError
from framing.evidence import Comparison
from framing.export.tables import data_files
from framing.files import check_writable, report_templates
from framing.models import Analysis, Article, Failed, Skipped
from framing.outlets import OutletProfile, chosen_slugs, load_outlets
from framing.parts.files import PartRow, temporary_beside
from framing.parts.load import is_analysed, load_analyses, skipped_in
from framing.parts.plan import split
from framing.parts.run import LIST, Held, Progress, Shard, Source, analyse_parts, open_folder
from framing.parts.spool import Spool, spooled
from framing.people import (
    Corrections,
    corrected,
    group_column,
    read_corrections,
    sheet_of,
    speakers_of,
)
from framing.processes import in_processes
from framing.publication import claimed, publish
from framing.readers import ReadOutcome, read_paths
from framing.report.context import build_view
from framing.report.document import as_data, finished, load_logo
from framing.report.messages import spoken
from framing.report.pdf import (
    TooManyPagesError,
    import_weasyprint,
    kind_of_system,
    render_pdf,
)
from framing.report.templates import check_sections, render_html, template_folders
from framing.report.themes import Theme, load_theme
from framing.report.typefaces import (
    in_letters_at_hand,
    script_name,
    subset_as_data,
    typefaces_line,
)
from framing.report.views import Imprint, ReportView
from framing.settings import SUMMARY, Settings, where_said
from framing.shared_copy import with_shared_copy
from framing.validation import find_record
from framing.wording import joined, written_in

Format = Literal["pdf", "html"]
Paths = str | Path | Iterable[str | Path]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A report that was written: its file, the folder of its data, and notes for the user."""

    report: Path
    data: Path
    notes: tuple[str, ...] = ()


class Study:
    """What settings name, loaded when it is first needed and kept; a new study sees new files.

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
        """The codebook.

        Raises:
            CodebookError: it is broken or not there.
        """
        named = self.settings.codebook
        with self._told_where("codebook", str(named)):
            return load_codebook(named, self.settings.folders.codebooks)

    @cached_property
    def theme(self) -> Theme:
        """The theme.

        Raises:
            TemplateError: it is broken or not there.
        """
        with self._told_where("theme", self.settings.theme):
            return load_theme(self.settings.theme, self.settings.folders.templates)

    @cached_property
    def corrections(self) -> Corrections | None:
        """What a person says of who speaks; None where there is no sheet.

        Raises:
            InputError: it is not there or cannot be understood, or lacks the column to group by.
        """
        sheet = self.settings.speakers_sheet
        found = read_corrections(sheet) if sheet else None
        with self._told_where("group_by", str(self.settings.group_by)):
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

    def check(self) -> None:
        """Load what the settings name, so that a wrong name is told before the work.

        Raises:
            FramingError: a theme, section, codebook or profile is broken or not there.
        """
        with self._told_where("sections", *self._sections):
            check_sections(self._sections, self.settings.folders.templates, self.theme)
        _ = self.setup, self.corrections, self._imprint

    @contextmanager
    def _told_where(self, key: str, *values: str) -> Iterator[None]:
        """Add to an error about a value the place in framing.toml that says it."""
        try:
            yield
        except FramingError as error:
            wrong = next((value for value in values if f"'{value}'" in error.message), None)
            where = where_said(self.settings, key, wrong) if wrong else ""
            if not where:
                raise
            raise type(error)(where + error.message, error.hint) from error

    def read(
        self, paths: Paths | None = None, *, as_is: bool = False, keep_pages: bool = False
    ) -> ReadOutcome:
        """Read articles, and say what could not be read.

        Args:
            paths: files, folders and tables; those of the settings if none are given.
            as_is: clean nothing; a row that has only ``text`` gives that text back as it is.
            keep_pages: give back what each article's file held, too.

        Raises:
            InputError: a path does not exist, or no article is left.
        """
        chosen = self.settings.articles if paths is None else paths
        listed = [chosen] if isinstance(chosen, str | Path) else list(chosen)
        return read_paths(
            listed,
            outlets=self.profiles,
            as_is=as_is,
            columns=self.settings.columns,
            keep_pages=keep_pages,
        )

    def read_for_report(self, on_read: Callable[[ReadOutcome], None] | None = None) -> ReadOutcome:
        """Read the articles that a report is about: in English, and of the outlets that take part.

        Args:
            on_read: called with what reading gave, before anything else can be wrong; may raise.

        Raises:
            InputError: a path does not exist, or no article is left.
            ProfileError: an outlet that should take part has no article.
        """
        outcome = _in_english(self.read())
        if on_read:
            on_read(outcome)
        with self._told_where("outlets", *self.settings.outlets):
            return _of_outlets(outcome, self.settings.outlets, self.profiles)

    @one_thread()
    def analyse_each(
        self,
        articles: Sequence[Article],
        progress: Callable[[int], None] | None = None,
        on_failed: Callable[[Failed], None] | None = None,
    ) -> tuple[Analysis, ...]:
        """Analyse articles, each by itself: an analysis rests on no other article.

        Args:
            articles: what was read.
            progress: called with the number of articles done so far.
            on_failed: called with each article that something unforeseen ended the analysis of, and
                may raise; by default a warning names it.

        Returns:
            One analysis an article, in order, without those that failed.
        """
        return analyse_each(articles, self.setup, progress=progress, on_failed=on_failed)

    def analyse_into(
        self,
        outcome: ReadOutcome,
        folder: Path,
        *,
        shard: Shard | None = None,
        resume: bool = True,
        dask: str | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> tuple[PartRow, ...]:
        """Analyse articles into a folder of parts, each written whole or not at all.

        A run that was stopped goes on where it was; nothing is held but the articles. For very many
        of them see ``analyse_paths_into``.

        Args:
            outcome: what was read.
            folder: made if need be.
            shard: the share that this run does, of several; all of it by default.
            resume: False does again what is done.
            dask: the address of a Dask scheduler whose workers do the work.
            progress: called with how far it is.

        Returns:
            What is known of each part.

        Raises:
            OutputError: the folder cannot be written.
            FramingError: the engine cannot be had, or gives up.
        """
        articles = tuple(outcome.articles)
        held = Held(articles, split(articles, self.setup), outcome.skipped)
        return self._analyse_parts(held, folder, shard, resume, dask, progress)

    def analyse_paths_into(
        self,
        folder: Path,
        *,
        as_is: bool = False,
        on_read: Callable[[Sequence[Skipped]], None] | None = None,
        shard: Shard | None = None,
        resume: bool = True,
        dask: str | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> tuple[PartRow, ...]:
        """Read the articles of the settings and analyse them into a folder of parts.

        Reading is done in a process of its own, which leaves the articles on disk: what is held
        while articles are analysed does not grow with their number. As with several ``jobs``, a
        script calls this under ``if __name__ == "__main__":``, because the process imports it.

        Args:
            as_is: as ``read`` takes it.
            on_read: called with what could not be read, before the work begins.
            folder: made if need be.
            shard: the share that this run does, of several; all of it by default.
            resume: False does again what is done.
            dask: the address of a Dask scheduler whose workers do the work.
            progress: called with how far it is.

        Raises:
            InputError: a path does not exist, or no article is left.
            OutputError: the folder cannot be written.
            FramingError: the engine cannot be had, or gives up.
        """
        made = not folder.exists()
        open_folder(folder)
        with temporary_beside(folder / LIST) as (_, spool):
            work = partial(_read_into, self.settings, as_is)
            try:
                ((_, source),) = in_processes(work, [spool], 1)
            except InputError:  # nothing to analyse
                if made:
                    shutil.rmtree(folder)
                raise
            if on_read:
                on_read(source.skipped)
            return self._analyse_parts(source, folder, shard, resume, dask, progress)

    def _analyse_parts(
        self,
        source: Source,
        folder: Path,
        shard: Shard | None,
        resume: bool,
        dask: str | None,
        progress: Callable[[Progress], None] | None,
    ) -> tuple[PartRow, ...]:
        return analyse_parts(
            source,
            self.setup,
            folder,
            shard=shard or Shard(),
            resume=resume,
            dask=dask,
            progress=progress,
        )

    def load(self, paths: Sequence[Path]) -> tuple[Analysis, ...]:
        """Analyses that ``framing analyse`` wrote, as they were; what they share is not marked.

        Args:
            paths: folders of parts, .jsonl and .parquet files.

        Raises:
            InputError: something is missing or broken.
            CodebookError: they were made with another codebook than this study's.
        """
        analyses = tuple(load_analyses(paths))
        made = analyses[0].codebook if analyses else None
        if made and made.sha256 != self.codebook.sha256:
            raise CodebookError(
                f"{paths[0]} was analysed with the codebook {made.id} (sha256 "
                f"{made.sha256[:12]}), and not with {self.codebook.id} "
                f"({self.codebook.sha256[:12]}).",
                f"Name that one: --codebook {made.id}. Or analyse again.",
            )
        return analyses

    def analyse(
        self,
        articles: Sequence[Article],
        progress: Callable[[int], None] | None = None,
        on_failed: Callable[[Failed], None] | None = None,
    ) -> tuple[Analysis, ...]:
        """Analyse articles, and mark the sentences that stand in several of them.

        Args and result as ``analyse_each``.
        """
        return with_shared_copy(self.analyse_each(articles, progress, on_failed))

    @one_thread()
    def count(self, analyses: Sequence[Analysis], skipped: Sequence[Skipped] = ()) -> Comparison:
        """Compare analysed articles, outlet by outlet.

        Args:
            analyses: what ``analyse`` gave.
            skipped: inputs that could not be read, for the report to list.

        Raises:
            InputError: there is no analysis.
            CodebookError: one was made with another codebook, whose frames are not these.
            ProfileError: an outlet that should take part has no article.
        """
        with written_in(self.settings.locale):  # what does not compare is told with dates
            codebook = narrowed(self.codebook, (a.article.text for a in analyses))
            return evidence.compare(
                within(analyses, self.codebook, codebook),
                codebook=codebook,
                profiles=self.profiles,
                title=self.settings.title,
                outlets=self.settings.outlets,
                own_copy_only=self.settings.own_copy_only,
                skipped=skipped,
                measures=measures_of(self.analysers),
                corrections=self.corrections,
                group_by=self.settings.group_by,
            )

    def speakers(self, analyses: Sequence[Analysis]) -> tuple[list[list[str]], tuple[str, ...]]:
        """The sheet of who speaks in analysed articles, for a person to correct.

        Args:
            analyses: what ``analyse`` gave.

        Returns:
            The rows, the header first, with the corrections that there are already; and notes on
            what in those names nobody.

        Raises:
            InputError: the sheet of corrections cannot be understood.
        """
        read = speakers_of(analyses)
        now = corrected(read, self.corrections) if self.corrections else read
        return sheet_of(read, now, analyses), now.notes

    @one_thread()
    def render(
        self,
        comparison: Comparison,
        path: str | Path | None = None,
        *,
        format: Format = "pdf",  # noqa: A002  (the command line's word)
        created: str | None = None,
    ) -> Rendered:
        """Write the report and, beside it, the folder of its data files.

        Args:
            comparison: what to report.
            path: the report's file, by default that of the settings; the data go to
                ``<stem>.data`` beside it.
            format: 'pdf', or 'html' for one self-contained file.
            created: ISO date to record as the document's date; none by default, so that the same
                input gives the same bytes.

        Returns:
            What was written, and notes on what this machine could not show.

        Raises:
            FramingError: a template is broken, Pango is missing, or the place cannot be written.
        """
        target = Path(path or self.settings.output)
        check_writable(target)
        notes: tuple[str, ...] = ()
        if format == "html":
            view, html = self._html(comparison, created, format, as_data)
            content = html.encode()
        else:
            view, content, notes = self._pdf(comparison, created)
        # What stood in for something that is missing or damaged is told, never silent.
        notices = (getattr(analyser, "notice", None) for analyser in self.analysers)
        notes = (
            *(str(notice) for notice in notices if notice),
            *((view.tone_note,) if view.tone_note else ()),
            *comparison.speakers.notes,
            *notes,
        )
        data = publish(target, content, self._data(comparison, view))
        return Rendered(target, data, notes)

    @one_thread()
    def data_files(self, comparison: Comparison) -> dict[str, bytes]:
        """The files that ``render`` puts beside a report, by name; no template is rendered and
        nothing is written.

        Args:
            comparison: what to report.
        """
        with written_in(self.settings.locale):
            view = self._view(comparison, None, "pdf")
        return self._data(comparison, view)

    def _data(self, comparison: Comparison, view: ReportView) -> dict[str, bytes]:
        said = self.settings.that_change("analysis", "comparison", "report")
        sheet = self.settings.speakers_sheet
        said |= {"codebook": comparison.codebook.id, "speakers": sheet}
        # Of files their names alone: where they lie is no part of the study.
        said = {key: v.name if isinstance(v, Path) else v for key, v in said.items()}
        return data_files(comparison, view.findings, self.analysers, said)

    def _pdf(
        self, comparison: Comparison, created: str | None
    ) -> tuple[ReportView, bytes, tuple[str, ...]]:
        """What templates get, the PDF, and notes. A summary is one page: where its findings take
        more, the last ones are left to the full report."""
        fonts = (report_templates() / "default" / "fonts", self.theme.folder / "fonts")
        folders = self.settings.folders.templates
        findings = self.theme.limits["summary_findings"]
        while True:
            view, html = self._html(comparison, created, "pdf", summary_findings=findings)
            with spoken(self.settings.locale, folders):
                html, scripts = in_letters_at_hand(html, *fonts)
            bound = 1 if self.settings.summary and findings > 1 else None
            try:
                content = render_pdf(html, template_folders(folders, self.theme), bound)
                break
            except TooManyPagesError:
                findings = min(findings, len(view.findings.key)) - 1
        if not scripts:
            return view, content, ()
        names = joined(list(dict.fromkeys(map(script_name, scripts))))
        note = f"No typeface on this machine has {names}: such words are given in Latin letters."
        return view, content, (f"{note} {typefaces_line(scripts, kind_of_system())}",)

    def html(
        self,
        comparison: Comparison,
        *,
        created: str | None = None,
        address: Callable[[Path], str] = as_data,
    ) -> str:
        """The HTML edition of a report as text; nothing is written.

        Args:
            comparison: what to report.
            created: ISO date to record as the document's date.
            address: what stands for a file of the theme, such as a typeface; by default its
                content, so that the document stands alone.

        Raises:
            TemplateError: a template or theme is broken: file, line and what is wrong.
        """
        return self._html(comparison, created, "html", address)[1]

    def _html(
        self,
        comparison: Comparison,
        created: str | None,
        edition: Format,
        address: Callable[[Path], str] | None = None,
        **limits: int,
    ) -> tuple[ReportView, str]:
        """What templates get, and what they made of it; ``limits`` come before the theme's."""
        folders = self.settings.folders
        locale = self.settings.locale
        with written_in(locale), spoken(locale, folders.templates):
            view = self._view(comparison, created, edition, **limits)
            with self._told_where("sections", *self._sections):
                html = render_html(view, folders.templates)
            if address is as_data:
                address = subset_as_data(html)
            if address is not None:
                html = finished(html, template_folders(folders.templates, self.theme), address)
            return view, html

    def _view(
        self, comparison: Comparison, created: str | None, edition: Format, **limits: int
    ) -> ReportView:
        folders = self.settings.folders
        return build_view(
            comparison,
            profiles=self.profiles,
            analysers=self.analysers,
            theme=replace(self.theme, limits={**self.theme.limits, **limits}),
            tone_confidence=self.settings.confidence,
            validation=find_record(comparison.codebook, folders.codebooks),
            sections=self._sections,
            created=created or "",
            edition=edition,
            folders=folders.templates,
            imprint=self._imprint,
        )

    @property
    def _sections(self) -> Sequence[str]:
        return (SUMMARY,) if self.settings.summary else self.settings.sections

    @cached_property
    def _imprint(self) -> Imprint:
        said = self.settings
        logo = load_logo(said.logo) if said.logo else ""
        return Imprint(said.organisation, logo, said.footer, said.paper)

    def report(
        self,
        path: str | Path | None = None,
        *,
        format: Format = "pdf",  # noqa: A002  (the command line's word)
        created: str | None = None,
        on_read: Callable[[ReadOutcome], None] | None = None,
        on_failed: Callable[[Failed], None] | None = None,
        stage: Callable[[str, int, int | None], None] | None = None,
    ) -> tuple[Comparison, Rendered]:
        """The main job in one call: read, analyse, count, render.

        Args:
            path: the report's file, by default that of the settings.
            format: 'pdf', or 'html' for one self-contained file.
            created: ISO date to record as the document's date.
            on_read: called with what reading gave, before the work begins; may raise.
            on_failed: called with each article that could not be analysed; may raise.
            stage: called with what is being done, how many are done, and of how many.

        Raises:
            FramingError: something asked for could not be done; nothing is left half-written.
        """
        tell = stage or (lambda _what, _done, _total: None)
        with claimed(Path(path or self.settings.output)):
            return self._report(path, format, created, on_read, on_failed, tell)

    def _report(
        self,
        path: str | Path | None,
        format: Format,  # noqa: A002
        created: str | None,
        on_read: Callable[[ReadOutcome], None] | None,
        on_failed: Callable[[Failed], None] | None,
        tell: Callable[[str, int, int | None], None],
    ) -> tuple[Comparison, Rendered]:
        self.check()
        if format == "pdf":
            import_weasyprint()  # Pango may be missing: told before the work
        if self._is_analysed():
            tell("Reading articles", 0, None)
            study, outcome, analyses = self._read_analysed(on_read)
            tell("Comparing", 0, None)
            comparison = study.count(with_shared_copy(analyses), outcome.skipped)
        else:
            study, comparison = self, self.measure(on_read, on_failed, tell)
        tell("Setting the report", 0, None)
        return comparison, study.render(comparison, path, format=format, created=created)

    def measure(
        self,
        on_read: Callable[[ReadOutcome], None] | None = None,
        on_failed: Callable[[Failed], None] | None = None,
        stage: Callable[[str, int, int | None], None] | None = None,
    ) -> Comparison:
        """The main job without its report: read, analyse, count.

        Args:
            on_read: called with what reading gave, before the work begins; may raise.
            on_failed: called with each article that could not be analysed; may raise.
            stage: called with what is being done, how many are done, and of how many.

        Raises:
            FramingError: something asked for could not be done.
        """
        tell = stage or (lambda _what, _done, _total: None)
        tell("Reading articles", 0, None)
        outcome = self.read_for_report(on_read)
        total = len(outcome.articles)
        tell("Analysing", 0, total)
        failed: list[Failed] = []
        analyses = self.analyse(
            outcome.articles, lambda done: tell("Analysing", done, total), failed.append
        )
        for each in failed:
            if on_failed:
                on_failed(each)
        skipped = (*outcome.skipped, *(each.skipped for each in failed))
        if not analyses:
            first = skipped[-1]
            raise InputError(f"No article is left. {first.path}: {first.reason}", first.hint)
        tell("Comparing", 0, None)
        return self.count(analyses, skipped)

    def _is_analysed(self) -> bool:
        """Whether the paths of the settings hold analyses, and not articles.

        Raises:
            InputError: some do, and some do not.
        """
        paths = self.settings.articles
        analysed = [path for path in paths if is_analysed(path)]
        if analysed and len(analysed) < len(paths):
            other = next(path for path in paths if path not in analysed)
            raise InputError(
                f"{analysed[0]} holds analyses, and {other} articles.",
                "Analyse the articles, too, in one run with the others; or give articles alone.",
            )
        return bool(analysed)

    def _read_analysed(
        self, on_read: Callable[[ReadOutcome], None] | None
    ) -> tuple[Study, ReadOutcome, tuple[Analysis, ...]]:
        """The study with the settings that its analyses were made with, what they say was read,
        and the analyses that take part."""
        paths = self.settings.articles
        found = self.load(paths)
        if not found:
            raise InputError(f"{paths[0]}: there is no analysis in it.", "Analyse articles first.")
        said = self.settings.model_dump()
        made = {k: v for k, v in found[0].made_with.items() if k in said}
        study = Study(Settings.model_validate({**said, **made}))
        articles = tuple(analysis.article for analysis in found)
        outcome = _in_english(ReadOutcome(articles, skipped_in(paths)))
        if on_read:
            on_read(outcome)
        with study._told_where("outlets", *self.settings.outlets):
            outcome = _of_outlets(outcome, self.settings.outlets, study.profiles)
        taken = {article.id for article in outcome.articles}
        return study, outcome, tuple(a for a in found if a.article.id in taken)

    def try_templates(self) -> tuple[str, ...]:
        """Render the templates on the study's articles, both editions, without writing anything.

        Returns:
            The slugs of the outlets that were found.

        Raises:
            TemplateError: a template is broken: file, line and what is wrong; or a file that one
                of them asks for is missing.
        """
        outcome = self.read_for_report()
        analyses = self.analyse(outcome.articles, on_failed=_raise)
        comparison = self.count(analyses, outcome.skipped)
        self._html(comparison, None, "html", as_data)
        _, html = self._html(comparison, None, "pdf")
        with suppress(MissingDependencyError):  # without Pango there is no PDF to fail
            render_pdf(html, template_folders(self.settings.folders.templates, self.theme))
        return tuple(outlet.slug for outlet in comparison.outlets)


def _read_into(settings: Settings, as_is: bool, path: Path) -> Spool:
    """Read the articles of the settings into a file: the work of a process of its own."""
    study = Study(settings)
    outcome = study.read(as_is=as_is)
    return spooled(outcome.articles, outcome.skipped, study.setup, path)


def _raise(failed: Failed) -> None:
    said = failed.skipped
    raise InputError(f"{said.path}: {said.reason}", said.hint)


def _in_english(outcome: ReadOutcome) -> ReadOutcome:
    """What was read, without articles in other languages: their figures would mean nothing."""
    kept: list[Article] = []
    skipped = list(outcome.skipped)
    for article in outcome.articles:
        if article.language is None or article.language.value == "en":
            kept.append(article)
            continue
        reason = (
            f"The text is not in English but in {language_name(article.language.value)}; parser "
            "and word lists read English alone."
        )
        hint = "If that is wrong, set language to en in metadata.csv."
        skipped.append(Skipped(article.path, reason, hint))
    return replace(outcome, articles=tuple(kept), skipped=tuple(skipped))


def _of_outlets(
    outcome: ReadOutcome, wanted: Sequence[str], profiles: Mapping[str, OutletProfile]
) -> ReadOutcome:
    """What was read, of the outlets that take part: nobody waits for an analysis of the others."""
    if not outcome.articles:
        first = outcome.skipped[0]
        raise InputError(f"No article is left. {first.path}: {first.reason}", first.hint)
    if not wanted:
        return outcome
    names = {article.outlet: article.outlet_name for article in outcome.articles}
    slugs = chosen_slugs(wanted, names, profiles)
    return replace(outcome, articles=tuple(a for a in outcome.articles if a.outlet in slugs))


# The public functions: the steps of a study, for notebooks and scripts. Give all of them the same
# settings; a ``Study`` keeps what it loads between them.


def read(paths: Paths, *, settings: Settings | None = None, as_is: bool = False) -> list[Article]:
    """Read the articles of files, folders and tables.

    Args:
        paths: one path or several.
        settings: its folders name the user's own outlet profiles.
        as_is: clean nothing; a row that has only ``text`` gives that text back as it is.

    Returns:
        The articles; a warning names each input that could not be read.

    Raises:
        InputError: a path does not exist, or no article is left.
    """
    outcome = Study(settings).read(paths, as_is=as_is)
    for skipped in outcome.skipped:
        warnings.warn(f"{skipped.path}: {skipped.reason} {skipped.hint}".strip(), stacklevel=2)
    return list(outcome.articles)


def analyse(
    articles: Sequence[Article],
    *,
    settings: Settings | None = None,
    progress: Callable[[int], None] | None = None,
) -> list[Analysis]:
    """Analyse articles: tone, sources, emphasis, naming, and what they share.

    Returns:
        One analysis an article, in order; a warning names each article that something unforeseen
        ended the analysis of, and it has none.
    """
    return list(Study(settings).analyse(articles, progress))


def compare(
    analyses: Sequence[Analysis],
    *,
    settings: Settings | None = None,
    skipped: Sequence[Skipped] = (),
) -> Comparison:
    """Compare analysed articles, outlet by outlet: ``Study.count``."""
    return Study(settings).count(analyses, skipped)


def render(
    comparison: Comparison,
    path: str | Path,
    *,
    settings: Settings | None = None,
    format: Format = "pdf",  # noqa: A002  (the command line's word)
    created: str | None = None,
) -> Rendered:
    """Write the report and, beside it, the folder of its data files: ``Study.render``."""
    return Study(settings).render(comparison, path, format=format, created=created)
