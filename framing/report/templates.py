"""What templates can call, and a report made of them: the user's before the packaged ones.

Templates show data, read no file, change nothing, and cannot fill the memory (``sandbox``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from functools import cache, partial
from itertools import count
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, Environment, PrefixLoader, pass_environment
from jinja2 import TemplateError as JinjaError
from jinja2.filters import do_truncate
from markupsafe import Markup

from framing import wording
from framing.errors import TemplateError, did_you_mean
from framing.evidence import Figure, Measure
from framing.evidence.measures import LOG_RATIO
from framing.files import report_templates, sections_in
from framing.findings import words
from framing.report import messages
from framing.report.bounds import bounded
from framing.report.charts import Category, bars, flow, points
from framing.report.document import direction, faults, finished, safe_link
from framing.report.mistakes import FAULTS, Missing, MissingFigureError, explained
from framing.report.pages import CitedView, NameLine
from framing.report.policy import under_policy
from framing.report.reading import Segment, segments
from framing.report.sandbox import Compiled, InsideLoader, Sandbox
from framing.report.styles import check_styles
from framing.report.themes import Theme
from framing.report.traced import Marks, Traced
from framing.report.views import ArticleView, FrameView, OutletView, ReportView
from framing.tomlfile import mixed_with_white
from framing.validation import ValidationRecord

MAIN_TEMPLATE = "report.html.j2"
EXTENSIONS = ("jinja2.ext.i18n",)  # {% trans %}, _("…"): words that a catalogue translates

# Without marks, and with them (``traced``).
_COMPILED = {False: Compiled(), True: Compiled()}


def template_folders(folders: Sequence[Path] = (), theme: Theme | None = None) -> tuple[Path, ...]:
    """Where templates and theme files are sought, in order: the user's folders, the theme's, then
    ours."""
    packaged = report_templates()
    own = (theme.folder,) if theme else ()
    return (*folders, *own, packaged / "default", packaged)


def check_sections(names: Sequence[str], folders: Sequence[Path], theme: Theme) -> None:
    """Find out whether there is a template of ``sections/`` for each.

    Raises:
        TemplateError: there is none; the message lists those there are.
    """
    known = sorted(sections_in(template_folders(folders, theme)))
    for name in names:
        if name not in known:
            meant = did_you_mean(name, known, cutoff=0.5)
            raise TemplateError(
                f"There is no section '{name}'.", f"{meant}There are: {', '.join(known)}."
            )


def environment(folders: Sequence[Path], theme: Theme, marked: bool = False) -> Sandbox:
    """What templates are rendered in.

    Args:
        folders: the user's template folders; a file of the same path shadows that of the theme and
            the packaged one, and ``default/…`` always names the packaged one, for ``extends`` and
            ``include``.
        theme: how the report looks.
        marked: whether each line of the templates has a mark before it (``traced``).

    Raises:
        TemplateError: a folder is not there.
    """
    for folder in folders:
        if not folder.is_dir():
            raise TemplateError(
                f"{folder}: there is no such folder.", "Name the folder that holds your templates."
            )
    places = template_folders(folders, theme)
    sections = sorted(sections_in(places))
    packaged = InsideLoader(report_templates() / "default", sections)
    searched = [InsideLoader(folder, sections) for folder in places]
    return _sandbox(ChoiceLoader([*searched, PrefixLoader({"default": packaged})]), marked)


@cache
def _compile_packaged(marked: bool) -> None:
    """Compile the packaged templates in this process, before a child renders the user's, too: what
    a child compiles is lost with it."""
    folder = report_templates() / "default"
    sections = sorted(sections_in((folder, folder.parent)))
    made = _sandbox(InsideLoader(folder, sections), marked)
    for name in made.list_templates(extensions=("j2", "css")):
        made.get_template(name)


def _sandbox(loader: BaseLoader, marked: bool) -> Sandbox:
    made = Sandbox(
        extensions=(*EXTENSIONS, Marks) if marked else EXTENSIONS,
        loader=loader,
        autoescape=True,  # select_autoescape() would leave *.html.j2 unescaped
        undefined=Missing,
        bytecode_cache=_COMPILED[marked],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(  # type: ignore[attr-defined]
        messages.raw_gettext,
        messages.raw_ngettext,
        newstyle=True,
        pgettext=messages.raw_pgettext,
        npgettext=messages.raw_npgettext,
    )
    made.filters |= FILTERS
    made.globals |= FUNCTIONS
    made.globals["next_figure"] = count(1).__next__
    return made


def in_words(found: Figure, how: str = "count") -> str:
    """A figure as a report writes it.

    Args:
        found: the figure.
        how: 'count' (8), 'of' (8 of 15), 'n' (15), 'percent' (53%), 'share' (53), 'signed'
            (−0.12), 'short' (−0.1), 'decimal' (0.42), 'interval' (30 to 74), 'bounds' (−0.20 to
            +0.11), 'range' (7 to 10) and 'range_share' (47 to 67): without the rows of which it is
            doubtful whether they count, and with all of them. Where nothing could be measured, or
            nothing is doubtful, it is '–'.
    """
    written = messages.amounts(_HOW[how](found))
    return written or "–"


def _interval(found: Figure) -> str:
    return words.interval_in_percent(found).strip("()")


def _bounds(found: Figure) -> str:
    return words.interval_signed(found).strip("()")


def _range(found: Figure, of: float) -> str:
    if found.least is None or found.most is None or found.least == found.most:
        return ""
    least, most = (wording.number(of * share) for share in (found.least, found.most))
    return f"{least} to {most}" if least != most else ""


_HOW: dict[str, Callable[[Figure], str]] = {
    "count": lambda found: wording.number(found.count),
    "of": words.counted,
    "n": lambda found: wording.number(found.n),
    "percent": lambda found: wording.percent(found.value),
    "share": lambda found: "" if found.value is None else wording.number(100 * found.value),
    "signed": lambda found: wording.signed(found.value),
    "short": lambda found: wording.signed(found.value, 1),
    "decimal": lambda found: "" if found.value is None else wording.number(found.value, 2),
    "interval": _interval,
    "range": lambda found: _range(found, found.n),
    "range_share": lambda found: _range(found, 100),
    "bounds": _bounds,
}


def figure(key: str, outlet: OutletView, how: str = "count", text: object = None) -> Markup:
    """A figure of an outlet, as a link to the rows that it counts.

    Args:
        key: the figure's: 'frame.history'.
        outlet: whose.
        how: 'count', 'of', 'n', 'percent', 'share', 'signed', 'short', 'decimal', 'interval' or
            'bounds'.
        text: what to print instead: a term, or several figures that one line of the evidence holds.
    """
    found = value(key, outlet)
    if text is None:
        text = "0" if found is None else in_words(found, how)
    target = href(key, outlet)
    if not target:
        counts = found is not None and found.rows  # its rows stand in the other edition
        return Markup("{}" if counts else '<span class="none">{}</span>').format(text)
    return Markup('<a class="ev" href="#{}">{}</a>').format(target, text)


def href(key: str, outlet: OutletView) -> str:
    """The anchor of the rows that a figure counts; empty where it counts none."""
    found = outlet.figures.get(key)
    if found is not None and not found.rows:
        return ""
    return outlet.targets.get(key, "")


def value(key: str, outlet: OutletView) -> Figure | None:
    """The figure itself, for drawing; None where the outlet has nothing of that category.

    Raises:
        MissingFigureError: no measure gives such a figure: a word is misspelt.
    """
    found = outlet.figures.get(key)
    if found is None and not any(_gives(measure, key) for measure in outlet.measures):
        fixed = [measure for measure in outlet.measures if not measure.into or measure.categories]
        known = [k for k, f in outlet.figures.items() if f.measure in fixed]
        raise MissingFigureError(key, [*known, *(f"{m.key}.…" for m in outlet.measures)])
    return found


def _gives(measure: Measure, key: str) -> bool:
    """Whether a measure has figures of categories that only some outlets have, such as a key's."""
    free = measure.into is not None and measure.categories is None
    return key in (LOG_RATIO, measure.key) or (free and key.startswith(f"{measure.key}."))


def counted(outlet: OutletView, key: str, categories: Sequence[str]) -> str:
    """Figures of one family, one after the other: '2 · 5 · 1'."""
    found = (value(f"{key}.{category}", outlet) for category in categories)
    return " · ".join(in_words(each) if each else "0" for each in found)


def some_articles(outlets: Sequence[OutletView], most: int) -> list[ArticleView]:
    """At most so many articles, the first ones of each outlet, and one of each at least."""
    everything = sum(len(outlet.articles) for outlet in outlets)
    each = everything if everything <= most else max(most // len(outlets), 1)
    return [article for outlet in outlets for article in outlet.articles[:each]]


def headed(names: Sequence[str], columns: Sequence[str]) -> list[str]:
    """Heads of columns that stand in groups: 'History: all', 'own', 'Security: all', 'own'."""
    return [
        column if place else f"{name}: {column}"
        for name in names
        for place, column in enumerate(columns)
    ]


def role_rows(categories: Sequence[Category]) -> list[tuple[str, str, str, str]]:
    """Rows of a table of bars, by category: name, key of the figure, colour, outline."""
    return [(c.name, c.key, c.colour, c.outline) for c in categories]


def frame_rows(frames: Sequence[FrameView]) -> list[tuple[str, str, str, str]]:
    """The same by frame."""
    return [(frame.name, f"frame.{frame.id}", frame.colour, "") for frame in frames]


def trusted(validation: ValidationRecord | None, frames: Sequence[FrameView]) -> str:
    """What human coding says against relying on frames; empty where they can be relied on."""
    return words.reliability(validation, {frame.id: frame.name for frame in frames})


def tentative(frames: Sequence[FrameView]) -> str:
    """Which frames can be no more than an indication, and why; empty where there are none."""
    return words.tentative({frame.name: frame.tentative for frame in frames})


def numeric(name: str) -> tuple[str, str]:
    """The head of a column of numbers, for ``parts.heads``."""
    return name, "n"


def evaluates(cited: Sequence[CitedView]) -> bool:
    """Whether an evaluative word is marked in the sentences that findings rest on."""
    return any(
        piece.loaded
        for each in cited
        for row, first in each.rows
        if first
        for piece in segments(row)
    )


def judges(lines: Sequence[NameLine], most: int) -> bool:
    """Whether an evaluative word stands with one of the first ``most`` wordings of a cell."""
    cells = (cell for line in lines for cell in line.cells.values())
    return any(judging for cell in cells for judging, *_ in cell.wordings[:most])


# What templates can call beside Jinja's own functions.
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "figure": figure,
    "href": href,
    "value": value,
    "in_words": in_words,
    "bars": bars,
    "segments": segments,
    "flow_of": flow,
    "evaluates": evaluates,
    "judges": judges,
    "counted": counted,
    "points": points,
    "some_articles": some_articles,
    "headed": headed,
    "role_rows": role_rows,
    "frame_rows": frame_rows,
    "reliability": trusted,
    "tentative": tentative,
}


# Values that rows have, as a page writes them.
VALUES = (
    *("government", "military", "expert", "media", "business", "civil society"),
    *("citizen", "other", "not told", "named", "unnamed", "institution", "document"),
    *("narrator", "direct", "indirect", "mixed", "quoted", "attributed"),
    *("headline", "standfirst", "caption", "lead"),
    *("headline only", "standfirst only", "caption only"),
    *("declared", "extracted", "guessed", "user", "serious", "note"),
    *("rely", "tentative", "unreliable", "articles", "sentences"),
)


def roles_in_words(text: object) -> str:
    """'civil society' for 'civil_society', 'not told' for what the copy does not tell."""
    written = "not told" if text == "unknown" else str(text).replace("_", " ")
    return messages.amounts(messages.looked_up(written))


@pass_environment
def truncate(
    environment: Environment,
    text: str,
    length: int = 255,
    killwords: bool = False,
    end: str = "…",
    leeway: int | None = None,
) -> str:
    """Words cut to a length, as Jinja's own filter cuts them, but with an ellipsis."""
    return do_truncate(environment, text, length, killwords, end, leeway)


def dir_of(words: str | Iterable[Segment]) -> Markup:
    """The attribute of an element whose words run from right to left; nothing for others. Takes
    words, or the segments of a sentence."""
    held = [words] if isinstance(words, str) else [piece.text for piece in words]
    text = "".join(held)
    return Markup(' dir="rtl"') if direction(text) else Markup("")


def typeset(text: str) -> str:
    """A codebook's words with typographic apostrophes and ranges ('1910–45')."""
    return re.sub(r"(?<=\d)-(?=\d)", "–", re.sub(r"(?<=\w)'(?=\w|\s|$)", "’", text))


def css_string(text: str) -> Markup:
    """Words as a string of a style sheet; what is no plain letter is written by its number, which
    a space ends."""
    written = (c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in text)
    return Markup(f'"{"".join(written)}"')


# The filters that templates have beside Jinja's own.
FILTERS: dict[str, Callable[..., Any]] = {
    "percent": wording.percent,
    "signed": wording.signed,
    "number": wording.number,
    "day": wording.day,
    "joined": messages.joined,
    "plural": wording.plural,
    "capital": wording.capital,
    "number_word": messages.number_word,
    "within": messages.within,
    "truncate": truncate,
    "dir": dir_of,
    "typeset": typeset,
    "tint": mixed_with_white,
    "safe_link": safe_link,
    "css_string": css_string,
    "numeric": numeric,
    "roles_in_words": roles_in_words,
}


def rendered(
    view: ReportView, folders: Sequence[Path], name: str = MAIN_TEMPLATE, *, marked: bool = False
) -> str:
    """What a template makes of a report, rendered in this process, as it stands.

    Raises:
        TemplateError: it is broken: file, line, what is wrong and the nearest name.
    """
    made = environment(folders, view.theme, marked)
    context = {field.name: getattr(view, field.name) for field in fields(view)}
    try:
        return made.get_template(name).render(context)
    except (JinjaError, *FAULTS) as exc:
        raise explained(exc, sorted([*context, *made.globals]), made) from exc


def render_html(
    view: ReportView,
    folders: Sequence[Path] = (),
    address: Callable[[Path], str] | None = None,
) -> str:
    """The whole report as one HTML document.

    Args:
        view: what templates may use.
        folders: the user's template folders.
        address: what stands for a file of the theme, such as ``as_data``, which makes a document
            that stands alone; without it, ``theme:`` addresses stay, for the PDF.

    Raises:
        TemplateError: a template is broken: file, line, what is wrong and the nearest name; or it
            asks for a file that the theme has not, or for too much time or memory.
    """
    check_sections(view.sections, folders, view.theme)
    check_styles((*folders, view.theme.folder))
    ours = not folders and view.theme.folder.is_relative_to(report_templates())
    if ours:
        html = rendered(view, ())
    else:
        _compile_packaged(marked=False)
        html = bounded(partial(rendered, view, folders))
    places = template_folders(folders, view.theme)
    try:
        html = finished(html, places, address)
    except TemplateError as error:
        raise error if ours else _located(error, view, folders) from None
    return under_policy(html) if view.edition == "html" else html


def trace(view: ReportView, folders: Sequence[Path]) -> Traced:
    """The report as its templates make it, and which of their lines each piece came from."""
    _compile_packaged(marked=True)
    return Traced(bounded(partial(rendered, view, folders, marked=True)))


def _located(error: TemplateError, view: ReportView, folders: Sequence[Path]) -> TemplateError:
    """An error about the finished document with the file and line that it came from."""
    traced = trace(view, folders)
    found = next(faults(traced.text, template_folders(folders, view.theme)), None)
    place = traced.at(found[0]) if found else None
    if found is None or place is None:
        return error
    return TemplateError(f"{place}: {found[1].message}", found[1].hint)
