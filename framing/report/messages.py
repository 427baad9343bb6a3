"""The words of the report's pages in the reader's language: catalogues of gettext, read by Babel.

What templates and this package print beside the findings (names of sections, heads of columns,
notes) is looked up here. Findings, limits and hints are written in English and stay so. A catalogue
is ``translations/<language>.po`` in a template folder: the user's counts before the packaged one.
"""

from __future__ import annotations

import gettext as _gettext
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel import Locale
from babel.lists import format_list

from framing import wording
from framing.errors import InputError, TemplateError
from framing.files import report_templates

if TYPE_CHECKING:
    from babel.messages import Catalog

FOLDER = "translations"
ENGLISH = "en"
_PLAIN = _gettext.NullTranslations()
_LINE = re.compile(r'(?:(?:(?:msg\w+(?:\[\d+\])?)\s+)?"(?:[^"\\]|\\.)*")?|#.*')
_NAMES = re.compile(r"%\((\w+)\)")
# The language of the page's words, and their catalogue.
_current: ContextVar[tuple[str, _gettext.NullTranslations]] = ContextVar(
    "messages", default=(ENGLISH, _PLAIN)
)


def catalogue_files(locale: str, folders: Sequence[Path] = ()) -> list[Path]:
    """The catalogues for a locale, what counts most at the end.

    Args:
        locale: 'de', or with a country: for 'de-AT' de.po counts, and before it de_AT.po.
        folders: the user's template folders; the packaged one counts least.

    Raises:
        InputError: there is no such locale.
    """
    found = wording.parse_locale(locale)
    names = dict.fromkeys((found.language, str(found)))
    places = (report_templates(), *reversed(folders))
    paths = [place / FOLDER / f"{name}.po" for place in places for name in names]
    return list(dict.fromkeys(path for path in paths if path.is_file()))


def languages(folders: Sequence[Path] = ()) -> list[tuple[str, str, str]]:
    """The catalogues there are: locale, its name in English, and 'yours' for the user's."""
    found: dict[str, tuple[str, str, str]] = {}
    for place in (*folders, report_templates()):
        for path in sorted((place / FOLDER).glob("*.po")):
            try:
                name = wording.parse_locale(path.stem).get_display_name("en")
            except InputError:
                continue  # no locale: nothing asks for it
            ours = place.resolve() == report_templates().resolve()
            found.setdefault(path.stem, (path.stem, name or "", "" if ours else "yours"))
    return sorted(found.values())


@contextmanager
def spoken(locale: str, folders: Sequence[Path] = ()) -> Iterator[None]:
    """Print the words of the page in a locale's language inside the ``with`` block; in English
    where there is no catalogue of it.

    Args:
        locale: as for dates and numbers: 'de', 'en-GB'.
        folders: the user's template folders, which may hold catalogues of their own.

    Raises:
        InputError: there is no such locale.
        TemplateError: a catalogue is broken; names file and line.
    """
    files = catalogue_files(locale, folders)
    told = wording.parse_locale(locale).language if files else ENGLISH
    token = _current.set((told, _loaded(files) if files else _PLAIN))
    try:
        yield
    finally:
        _current.reset(token)


def _loaded(files: Sequence[Path]) -> _gettext.NullTranslations:
    from babel.messages.mofile import write_mo  # noqa: PLC0415  (only for other languages)
    from babel.support import Translations  # noqa: PLC0415

    whole: Any = None
    for path in files:
        compiled = BytesIO()
        write_mo(compiled, read_catalogue(path))
        compiled.seek(0)
        part = Translations(compiled)
        whole = whole.merge(part) if whole else part
    return whole or _PLAIN


def read_catalogue(path: Path) -> Catalog:
    """A catalogue (.po), checked: it is whole, and its messages can be filled in.

    Raises:
        TemplateError: it is broken; names file and line.
    """
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415

    try:
        content = path.read_bytes()
        for number, line in enumerate(content.decode("utf-8-sig").splitlines(), start=1):
            if not _LINE.fullmatch(line.strip()):  # Babel passes over a quotation mark that lacks
                raise TemplateError(
                    f"{path}, line {number}: is no line of a catalogue of messages.",
                    'Such a line is msgid "…", msgstr "…", more "…" of it, or begins with #.',
                )
        catalogue = read_po(BytesIO(content), locale=path.stem, abort_invalid=True)
    except (PoFileError, ValueError, LookupError, OSError) as exc:
        raise TemplateError(
            f"{path}: cannot be read as a catalogue of messages: {exc}.",
            "It must be a UTF-8 .po file; framing templates translate writes one.",
        ) from exc
    for message in catalogue:
        if message.id and not message.fuzzy:
            _check(path, message)
    return catalogue


def _check(path: Path, message: Any) -> None:
    """See that a translation has no placeholder that its message lacks, and no stray '%'."""
    given = [message.id] if isinstance(message.id, str) else list(message.id)
    told = [message.string] if isinstance(message.string, str) else list(message.string)
    values = dict.fromkeys(_NAMES.findall(" ".join(given)), 1)
    for text in filter(None, told):
        try:
            _ = text % values
        except (KeyError, ValueError, TypeError) as exc:
            names = ", ".join(f"%({name})s" for name in values) or "none"
            raise TemplateError(
                f"{path}, line {message.lineno}: '{text}' cannot be filled in ({exc}).",
                f"Placeholders of this message: {names}. A percent sign is written %%.",
            ) from exc


def language() -> str:
    """The language of the page's words: 'en', 'de'."""
    return _current.get()[0]


def is_english() -> bool:
    """Whether the page's words are in the language of the findings."""
    return language() == ENGLISH


def gettext(text: str, **values: object) -> str:
    """A message in the page's language, the text itself where it has no translation, with values
    in the place of ``%(name)s``. Every message is such a pattern: a percent sign is ``%%``."""
    return _current.get()[1].gettext(text) % values


def looked_up(text: str) -> str:
    """The translation of words that come from elsewhere, such as a section's title; the words as
    they are where the catalogue does not have them. Nothing is filled in."""
    return _current.get()[1].gettext(text) if text else text


def raw_gettext(text: str) -> str:
    """A message as the catalogue has it, for templates, which fill it in themselves."""
    return _current.get()[1].gettext(text)


def raw_ngettext(one: str, many: str, n: float) -> str:
    """The same by number."""
    return _current.get()[1].ngettext(one, many, int(n))


def raw_pgettext(context: str, text: str) -> str:
    """The same for a word that means several things."""
    return _current.get()[1].pgettext(context, text)


def raw_npgettext(context: str, one: str, many: str, n: float) -> str:
    """The same by number."""
    return _current.get()[1].npgettext(context, one, many, int(n))


def marked(text: str) -> str:
    """The text as it is: marks a message that is looked up somewhere else."""
    return text


def joined(items: Sequence[str]) -> str:
    """'a, b and c', as the page's language writes a list."""
    if is_english():
        return wording.joined(items)
    if not items:
        return gettext("none")
    return str(format_list(list(items), locale=Locale.parse(language())))


def number_word(n: int) -> str:
    """A whole number as prose writes it: in English in letters up to twelve; in languages whose
    number words follow the noun, in digits."""
    return wording.in_words(n) if is_english() else wording.number(n)


def within(name: str) -> str:
    """A name inside a line: English writes it small, other languages as it is."""
    return name.lower() if is_english() else name


def country(code: str, english: str) -> str:
    """A country's name in the page's language; ``english`` where that is English, or unknown."""
    if is_english():
        return english
    return str(Locale.parse(language()).territories.get(code, english))


def amounts(text: str) -> str:
    """'8 of 15' and '30 to 74', which are written in English, in the page's language."""
    if is_english():
        return text
    for pattern, message in _AMOUNTS:
        if found := pattern.fullmatch(text):
            return gettext(message, **found.groupdict())
    return text


_AMOUNTS = (
    (re.compile(r"(?P<count>\S+) of (?P<all>\S+)"), marked("%(count)s of %(all)s")),
    (re.compile(r"(?P<low>\S+) to (?P<high>\S+)"), marked("%(low)s to %(high)s")),
    (
        re.compile(r"sentence (?P<n>\S+) of (?P<all>\S+)"),
        marked("sentence %(n)s of %(all)s"),
    ),
    (re.compile(r"1 in (?P<n>\S+)"), marked("1 in %(n)s")),
    (re.compile(r"1 in (?P<n>\S+) or rarer"), marked("1 in %(n)s or rarer")),
)
