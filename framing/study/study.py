"""The steps of a study: read, analyse, count, render, and the main job, which is all of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from framing import evidence
from framing.analysers.base import measures_of
from framing.analysers.run import analyse_each, one_thread
from framing.analysers.stories import narrowed, within
from framing.errors import InputError, MissingDependencyError
from framing.evidence import Comparison
from framing.files import check_writable
from framing.models import Analysis, Article, Failed, Skipped
from framing.parts.files import PartRow, temporary_beside
from framing.parts.load import load_analyses, skipped_in
from framing.parts.plan import split
from framing.parts.run import LIST, Held, Progress, Shard, Source, analyse_parts, open_folder
from framing.parts.spool import Spool, spooled
from framing.people import corrected, sheet_of, speakers_of
from framing.processes import in_processes
from framing.publication import claimed, publish
from framing.readers import ReadOutcome, read_paths
from framing.report.document import as_data
from framing.report.pdf import import_weasyprint, render_pdf
from framing.report.templates import template_folders
from framing.settings import Settings
from framing.shared_copy import with_shared_copy
from framing.study.documents import (
    Format,
    Rendered,
    Tried,
    data_of,
    html_of,
    idle_of,
    pdf_of,
    view_of,
)
from framing.study.materials import Materials
from framing.study.staying import all_stays, set_aside
from framing.study.taking_part import hold_analyses, in_english, of_outlets
from framing.wording import written_in

Paths = str | Path | Iterable[str | Path]


class Study(Materials):
    """A study: what its settings name, and the steps of the main job; a new study sees new files.

    Args:
        settings: what the study is made of; the defaults if none are given.
    """

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
        outcome = in_english(self.read())
        if on_read:
            on_read(outcome)
        with self.told_where("outlets", *self.settings.outlets):
            return of_outlets(outcome, self.settings.outlets, self.profiles)

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

    @all_stays()
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
        if made:
            self.check_codebook(made, paths[0])
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
    @all_stays()
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
    @set_aside()
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
            view, html = html_of(self, comparison, created, format, as_data)
            content = html.encode()
        else:
            view, content, notes = pdf_of(self, comparison, created)
        # What stood in for something that is missing or damaged is told, never silent.
        notices = (getattr(analyser, "notice", None) for analyser in self.analysers)
        notes = (
            *(str(notice) for notice in notices if notice),
            *((view.tone_note,) if view.tone_note else ()),
            *comparison.speakers.notes,
            *notes,
        )
        data = publish(target, content, data_of(self, comparison, view))
        return Rendered(target, data, notes)

    @one_thread()
    def data_files(self, comparison: Comparison) -> dict[str, bytes]:
        """The files that ``render`` puts beside a report, by name; no template is rendered and
        nothing is written.

        Args:
            comparison: what to report.
        """
        with written_in(self.settings.locale):
            view = view_of(self, comparison, None, "pdf")
        files = data_of(self, comparison, view)
        return {name: b"".join(pieces) for name, pieces in files}

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
        return html_of(self, comparison, created, "html", address)[1]

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
        if hold_analyses(self.settings.articles):
            tell("Reading articles", 0, None)
            study, outcome, analyses = self._read_analysed(on_read)
            tell("Comparing", 0, None)
            with all_stays():
                analyses = with_shared_copy(analyses)
            comparison = study.count(analyses, outcome.skipped)
            del analyses  # the comparison has its own, with the study's speakers
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
        outcome = in_english(ReadOutcome(articles, skipped_in(paths)))
        if on_read:
            on_read(outcome)
        with study.told_where("outlets", *self.settings.outlets):
            outcome = of_outlets(outcome, self.settings.outlets, study.profiles)
        taken = {article.id for article in outcome.articles}
        return study, outcome, tuple(a for a in found if a.article.id in taken)

    def try_templates(self) -> Tried:
        """Render the templates on the study's articles, both editions, without writing anything.

        Returns:
            The slugs of the outlets that were found, and what in the user's templates does nothing.

        Raises:
            TemplateError: a template is broken: file, line and what is wrong; or a file that one
                of them asks for is missing.
        """
        outcome = self.read_for_report()
        analyses = self.analyse(outcome.articles, on_failed=_raise)
        comparison = self.count(analyses, outcome.skipped)
        html_of(self, comparison, None, "html", as_data)
        _, html = html_of(self, comparison, None, "pdf")
        with suppress(MissingDependencyError):  # without Pango there is no PDF to fail
            render_pdf(html, template_folders(self.settings.folders.templates, self.theme))
        slugs = tuple(outlet.slug for outlet in comparison.outlets)
        return Tried(slugs, tuple(idle_of(self, comparison)))


def _read_into(settings: Settings, as_is: bool, path: Path) -> Spool:
    """Read the articles of the settings into a file: the work of a process of its own."""
    study = Study(settings)
    outcome = study.read(as_is=as_is)
    return spooled(outcome.articles, outcome.skipped, study.setup, path)


def _raise(failed: Failed) -> None:
    said = failed.skipped
    raise InputError(f"{said.path}: {said.reason}", said.hint)
