"""A catalogue for translators: every message of templates and of this package, in a .po file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import write_po
from jinja2 import TemplateSyntaxError

from framing.errors import TemplateError
from framing.evidence.measures import MEASURES
from framing.files import report_templates, sections_in, write_file
from framing.report.messages import FOLDER, catalogue_files, read_catalogue
from framing.report.templates import VALUES
from framing.wording import parse_locale

# What stands first in a catalogue: no date, so that the same messages give the same file.
_HEAD = r"""# Words of the report's pages. What is not translated is printed in English.
# A %(name)s is filled in, and stays as it is; a percent sign is written %%.
msgid ""
msgstr ""
"Language: {language}\n"
"Plural-Forms: {plural}\n"
"Content-Type: text/plain; charset=utf-8\n"

"""
_TEMPLATES = ("*.j2", "*.js")
_JINJA = {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}
_PYTHON = {"gettext": None, "ngettext": (1, 2), "marked": None}
# Titles of pages where no finding heads them: written with the findings, and plain words.
_HEADINGS = (
    *(
        "What differs",
        "No finding from what was measured",
        "Headlines and first sentences, side by side",
    ),
    *("What comes when", "Who speaks", "Which frames stand where", "How it changed"),
    *(
        "Names and facts",
        "No passage stands in two outlets",
        "The same matter, as each outlet tells it",
        "Names and numbers in one outlet alone",
    ),
    *("Why no outlet is called negative or positive", "Each outlet by itself"),
    *("How we counted, and how far to trust it", "What does not compare"),
    "The sentences that the findings rest on",
)


@dataclass(frozen=True, slots=True)
class Written:
    """A catalogue that was written: where, how many messages it has, how many of them are not
    translated yet."""

    path: Path
    messages: int
    missing: int


def messages_of(folders: Sequence[Path] = ()) -> Catalog:
    """Every message: of the packaged templates and this package, then of the user's templates.

    Args:
        folders: the user's template folders.

    Raises:
        TemplateError: a template is no sound Jinja; names file and line.
    """
    found = Catalog(fuzzy=False)
    packaged = report_templates()
    for folder in (packaged, *(f for f in folders if f.resolve() != packaged.resolve())):
        for path in sorted(p for kind in _TEMPLATES for p in folder.rglob(kind)):
            _add(found, path, folder, "jinja2.ext:babel_extract", DEFAULT_KEYWORDS, _JINJA)
    code = Path(__file__).parent
    for path in sorted(code.glob("*.py")):
        _add(found, path, code.parent.parent, "python", _PYTHON, {})
    for title in _named_elsewhere(folders):
        found.add(title)
    return found


def _add(
    found: Catalog, path: Path, folder: Path, method: str, keywords: object, options: object
) -> None:
    where = path.relative_to(folder).as_posix()
    try:
        held = extract(method, BytesIO(path.read_bytes()), keywords=keywords, options=options)  # type: ignore[arg-type]
        for line, message, _comments, context in held:
            found.add(message, locations=[(where, line)], context=context)
    except TemplateSyntaxError as exc:
        raise TemplateError(
            f"{path}, line {exc.lineno}: {exc.message}.", "Mend that line of the template."
        ) from exc


def _named_elsewhere(folders: Sequence[Path]) -> Iterator[str]:
    """Titles that are data: of sections, in their templates' opening comments; of measures."""
    for section in sections_in((*folders, report_templates() / "default")).values():
        if section.name != "cover":
            yield section.title
    yield from _HEADINGS
    yield from VALUES
    for measure in MEASURES:
        yield from filter(None, (measure.title, *measure.parts))


def missing_in(catalogue: Catalog, wanted: Catalog) -> list[Message]:
    """The messages that a catalogue does not translate."""
    return [m for m in wanted if m.id and not _told(catalogue.get(_id(m), m.context))]


def _told(message: Message | None) -> bool:
    if message is None or message.fuzzy or not message.string:
        return False
    return isinstance(message.string, str) or all(message.string)


def _id(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def write_catalogue(locale: str, folder: Path, *, whole: bool = False) -> Written:
    """Write a catalogue to translate, ``translations/<language>.po`` in a template folder. What the
    file has is kept; messages that are gone stay at its end, marked as obsolete.

    Args:
        locale: the language: 'de', 'pt_BR'.
        folder: the user's template folder.
        whole: all messages, also those that the packaged catalogue translates, with its words.

    Raises:
        InputError: there is no such locale.
        TemplateError: a template or a catalogue is broken; names file and line.
        OutputError: the file cannot be written.
    """
    name = str(parse_locale(locale))
    target = folder / FOLDER / f"{name}.po"
    packaged = [f for f in catalogue_files(locale) if f.resolve() != target.resolve()]
    wanted = messages_of([folder] if folder.is_dir() else ())
    kept = read_catalogue(target) if target.is_file() else Catalog(locale=name, fuzzy=False)
    ours = [read_catalogue(path) for path in packaged]
    written = Catalog(locale=name, fuzzy=False)
    missing = 0
    for message in wanted:
        if not message.id:
            continue
        own = kept.get(_id(message), message.context)
        theirs = next(
            (m for each in ours if _told(m := each.get(_id(message), message.context))), None
        )
        if not (_told(own) or whole or theirs is None):
            continue
        told = own if _told(own) else theirs
        missing += told is None
        written.add(
            message.id,
            told.string if told else "",
            locations=message.locations,
            context=message.context,
            user_comments=own.user_comments if own else (),
        )
    for message in kept:
        if message.id and written.get(_id(message), message.context) is None and _told(message):
            written.obsolete[_id(message)] = message
    content = BytesIO()
    write_po(content, written, width=100, omit_header=True, include_lineno=False)
    head = _HEAD.format(language=name, plural=written.plural_forms)
    write_file(target, head.encode() + content.getvalue())
    return Written(target, len(written), missing)
