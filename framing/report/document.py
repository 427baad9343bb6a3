"""From view to HTML: the templates rendered, and the document finished."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path

from jinja2 import TemplateError as JinjaError

from framing.report.context import ReportView
from framing.report.finish import finished
from framing.report.mistakes import FAULTS, explained
from framing.report.templates import MAIN_TEMPLATE, check_sections, environment, template_folders


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
            asks for a file that the theme has not.
    """
    check_sections(view.sections, folders, view.theme)
    made = environment(folders, view.theme)
    context = {field.name: getattr(view, field.name) for field in fields(view)}
    try:
        html = made.get_template(MAIN_TEMPLATE).render(context)
    except (JinjaError, *FAULTS) as exc:
        raise explained(exc, sorted([*context, *made.globals]), made) from exc
    return finished(html, template_folders(folders, view.theme), address)
