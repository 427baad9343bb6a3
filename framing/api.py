"""The public functions, for notebooks and scripts: read, analyse, compare, render.

The command line calls the same functions, so that both do the same.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from framing.analysers.base import Analyser
from framing.evidence import Comparison
from framing.evidence import compare as _compare
from framing.export.tables import data_files
from framing.files import check_writable, report_templates, write_file, write_folder
from framing.folders import Folders
from framing.models import Analysis, Article, Skipped
from framing.options import Options
from framing.outlets import OutletProfile, load_outlets
from framing.pipeline import Setup, run
from framing.readers import ReadOutcome, read_paths
from framing.report.context import ReportView, build_view
from framing.report.document import render_html
from framing.report.finish import as_data
from framing.report.pdf import import_weasyprint, render_pdf
from framing.report.templates import check_sections, template_folders
from framing.report.themes import load_theme
from framing.report.typefaces import replace_lacking
from framing.selection import in_english, of_outlets
from framing.validation import find_record
from framing.wording import written_in

__all__ = [
    "Folders",
    "Options",
    "Rendered",
    "analyse",
    "check_renderer",
    "check_writable",
    "compare",
    "html_edition",
    "make_report",
    "read",
    "read_all",
    "read_for_report",
    "render",
    "try_templates",
]

Format = Literal["pdf", "html"]
Paths = str | Path | Iterable[str | Path]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A report that was written: its file, the folder of its data, and notes for the user."""

    report: Path
    data: Path
    notes: tuple[str, ...] = ()


def read_all(paths: Paths, *, folders: Folders | None = None, as_is: bool = False) -> ReadOutcome:
    """Read articles, and say what could not be read.

    Raises:
        InputError: a path does not exist, or no article is left.
    """
    profiles = load_outlets((folders or Folders()).outlets)
    return read_paths(_listed(paths), outlets=profiles, as_is=as_is)


def read_for_report(
    paths: Paths,
    *,
    options: Options | None = None,
    on_read: Callable[[ReadOutcome], None] | None = None,
) -> ReadOutcome:
    """Read the articles that a report is about: in English, and of the outlets that take part.

    Args:
        paths: files, folders and tables of articles.
        options: those of the report.
        on_read: called with what reading gave, before anything else can be wrong; may raise.

    Raises:
        InputError: a path does not exist, or no article is left.
        ProfileError: a profile is broken, or an outlet that should take part has no article.
    """
    options = options or Options()
    return _read(paths, options, load_outlets(options.folders.outlets), on_read)


def _read(
    paths: Paths,
    options: Options,
    profiles: Mapping[str, OutletProfile],
    on_read: Callable[[ReadOutcome], None] | None = None,
) -> ReadOutcome:
    outcome = in_english(read_paths(_listed(paths), outlets=profiles))
    if on_read:
        on_read(outcome)
    return of_outlets(outcome, options.outlets, profiles)


def _listed(paths: Paths) -> list[str | Path]:
    return [paths] if isinstance(paths, str | Path) else list(paths)


def read(paths: Paths, *, folders: Folders | None = None, as_is: bool = False) -> list[Article]:
    """Read the articles of files, folders and tables.

    Args:
        paths: one path or several.
        folders: the user's own outlet profiles.
        as_is: clean nothing; a row that has only ``text`` gives that text back as it is.

    Returns:
        The articles; a warning names each input that could not be read.

    Raises:
        InputError: a path does not exist, or no article is left.
    """
    outcome = read_all(paths, folders=folders, as_is=as_is)
    for skipped in outcome.skipped:
        warnings.warn(f"{skipped.path}: {skipped.reason} {skipped.hint}".strip(), stacklevel=2)
    return list(outcome.articles)


def analyse(
    articles: Sequence[Article],
    *,
    options: Options | None = None,
    progress: Callable[[int], None] | None = None,
) -> list[Analysis]:
    """Analyse articles: tone, sources, emphasis, naming, and what they share.

    Returns:
        One analysis an article, in order.
    """
    options = options or Options()
    return list(run(list(articles), options.setup(), jobs=options.jobs, progress=progress))


def make_report(
    paths: Paths,
    path: str | Path,
    *,
    options: Options | None = None,
    format: Format = "pdf",  # noqa: A002  (the command line's word)
    title: str | None = None,
    own_copy_only: bool = False,
    created: str | None = None,
    on_read: Callable[[ReadOutcome], None] | None = None,
    stage: Callable[[str, int, int | None], None] | None = None,
) -> tuple[Comparison, Rendered]:
    """The main job in one call: read, analyse, compare, render.

    Args:
        paths: files, folders and tables of articles.
        path: the report's file.
        options: how to analyse.
        format: 'pdf' or 'html'.
        title: the report's title.
        own_copy_only: leave agency copy and shared passages out of the main figures.
        created: ISO date to record as the document's date.
        on_read: called with what reading gave, before the work begins; may raise.
        stage: called with what is being done, how many are done, and of how many.

    Raises:
        FramingError: something asked for could not be done; nothing is left half-written.
    """
    options = options or Options()
    tell = stage or (lambda _what, _done, _total: None)
    check_writable(Path(path))
    # A wrong name is told before the work.
    theme = load_theme(options.theme, options.folders.templates)
    check_sections(options.sections, options.folders.templates, theme)
    setup = options.setup()
    tell("Reading articles", 0, None)
    outcome = _read(paths, options, setup.profiles, on_read)
    check_renderer(format)
    total = len(outcome.articles)
    tell("Analysing", 0, total)
    analyses = run(
        outcome.articles,
        setup,
        jobs=options.jobs,
        progress=lambda done: tell("Analysing", done, total),
    )
    tell("Comparing", 0, None)
    comparison = _compared(analyses, setup, options, title, own_copy_only, outcome.skipped)
    tell("Setting the report", 0, None)
    return comparison, _render(comparison, Path(path), setup, options, format, created)


def compare(
    analyses: Sequence[Analysis],
    *,
    options: Options | None = None,
    title: str | None = None,
    own_copy_only: bool = False,
    skipped: Sequence[Skipped] = (),
) -> Comparison:
    """Compare analysed articles, outlet by outlet.

    Give the same ``options`` as to ``analyse``: the figures are of the codebook's frames.

    Raises:
        InputError: there is no analysis.
        ProfileError: an outlet that should take part has no article.
    """
    options = options or Options()
    return _compared(analyses, options.setup(), options, title, own_copy_only, skipped)


def _compared(
    analyses: Sequence[Analysis],
    setup: Setup,
    options: Options,
    title: str | None,
    own_copy_only: bool,
    skipped: Sequence[Skipped],
) -> Comparison:
    with written_in(options.locale):  # what does not compare is told with dates
        return _compare(
            analyses,
            codebook=setup.codebook,
            profiles=setup.profiles,
            title=title,
            outlets=options.outlets,
            own_copy_only=own_copy_only,
            skipped=skipped,
        )


def render(
    comparison: Comparison,
    path: str | Path,
    *,
    options: Options | None = None,
    format: Format = "pdf",  # noqa: A002  (the command line's word)
    created: str | None = None,
) -> Rendered:
    """Write the report and, beside it, the folder of its data files.

    Args:
        comparison: what to report.
        path: the report's file; the data go to ``<stem>.data`` beside it.
        options: those given to ``analyse`` and ``compare``.
        format: 'pdf', or 'html' for one self-contained file.
        created: ISO date to record as the document's date; none by default, so that the same
            input gives the same bytes.

    Returns:
        What was written, and notes on what this machine could not show.

    Raises:
        FramingError: a template is broken, Pango is missing, or the place cannot be written.
    """
    options = options or Options()
    check_writable(Path(path))
    return _render(comparison, Path(path), options.setup(), options, format, created)


def _render(
    comparison: Comparison,
    target: Path,
    setup: Setup,
    options: Options,
    format: Format,  # noqa: A002
    created: str | None,
) -> Rendered:
    analysers = setup.analysers()
    address = as_data if format == "html" else None
    view, html = _html(comparison, setup, options, analysers, created, format, address)
    # What stood in for something that is missing or damaged is told, never silent.
    notes = tuple(str(n) for a in analysers if (n := getattr(a, "notice", None)))
    notes += (view.tone_note,) if view.tone_note else ()
    if format == "pdf":
        html, lacking = replace_lacking(
            html, report_templates() / "default" / "fonts", view.theme.folder / "fonts"
        )
        notes += tuple(
            f"No typeface for {found.script} is on this machine, so its words are named and not "
            f"shown. Install {found.typeface} to show them."
            for found in lacking
        )
        content = render_pdf(html, template_folders(options.folders.templates, view.theme))
    else:
        content = html.encode()
    files = data_files(
        comparison,
        view.findings,
        analysers,
        {
            "codebook": setup.codebook.id,
            "sources": options.sources,
            "tone": options.tone,
            "confidence": options.confidence,
        },
    )
    data = target.with_name(target.stem + ".data")
    write_folder(data, files)
    write_file(target, content)
    return Rendered(target, data, notes)


def _html(
    comparison: Comparison,
    setup: Setup,
    options: Options,
    analysers: Sequence[Analyser],
    created: str | None,
    edition: Format,
    address: Callable[[Path], str] | None,
) -> tuple[ReportView, str]:
    """What templates get, and what they made of it."""
    with written_in(options.locale):
        view = build_view(
            comparison,
            profiles=setup.profiles,
            analysers=analysers,
            theme=load_theme(options.theme, options.folders.templates),
            tone_confidence=setup.confidence,
            validation=find_record(setup.codebook, options.folders.codebooks),
            sections=options.sections,
            created=created or "",
            edition=edition,
        )
        return view, render_html(view, options.folders.templates, address)


def html_edition(
    comparison: Comparison,
    *,
    options: Options | None = None,
    created: str | None = None,
    address: Callable[[Path], str] | None = None,
) -> str:
    """The HTML edition of a report as text; nothing is written.

    Args:
        comparison: what to report.
        options: those given to ``analyse`` and ``compare``.
        created: ISO date to record as the document's date.
        address: what stands for a file of the theme, such as a typeface; by default its content,
            so that the document stands alone.

    Raises:
        TemplateError: a template or theme is broken: file, line and what is wrong.
    """
    options = options or Options()
    setup = options.setup()
    analysers = setup.analysers()
    return _html(comparison, setup, options, analysers, created, "html", address or as_data)[1]


def try_templates(paths: Paths, *, options: Options) -> list[str]:
    """Render the user's templates on articles, as HTML and without writing anything.

    Returns:
        The slugs of the outlets that were found.

    Raises:
        TemplateError: a template is broken: file, line and what is wrong.
    """
    setup = options.setup()
    outcome = _read(paths, options, setup.profiles)
    analyses = run(outcome.articles, setup)
    comparison = _compared(analyses, setup, options, None, False, outcome.skipped)
    _html(comparison, setup, options, setup.analysers(), None, "html", as_data)
    return [outlet.slug for outlet in comparison.outlets]


def check_renderer(format: Format) -> None:  # noqa: A002
    """Find out before the work whether this machine can make the format.

    Raises:
        MissingDependencyError: Pango is missing.
    """
    if format == "pdf":
        import_weasyprint()
