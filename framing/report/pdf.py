"""From HTML to PDF: WeasyPrint, PDF/UA-1, nothing fetched but the theme's own files."""

from __future__ import annotations

import io
import logging
import os
import platform
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import MissingDependencyError, TemplateError
from framing.report.document import THEME_SCHEME, missing_theme_file, theme_file
from framing.report.images import KINDS, check_image
from framing.report.typefaces import SUFFIXES, check_typeface

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher

_INSTALL = {
    "debian": "sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "fedora": "sudo dnf install pango",
    "arch": "sudo pacman -S pango",
    "alpine": "sudo apk add pango",
    "suse": "sudo zypper install libpango-1_0-0",
    "darwin": "brew install pango",
    "windows": "install MSYS2, then in its shell: pacman -S mingw-w64-x86_64-pango",
}
_MAC_LIBRARIES = "DYLD_FALLBACK_LIBRARY_PATH"


def pango_install_line() -> str:
    """The one line that installs Pango on this system."""
    return _INSTALL[kind_of_system()]


def kind_of_system() -> str:
    """What installs packages here: 'debian', 'fedora', 'arch', 'alpine', 'suse', 'darwin' or
    'windows'; 'debian' where nothing tells."""
    system = platform.system().lower()
    if system in _INSTALL:
        return system
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        release = {}
    likes = f"{release.get('ID', '')} {release.get('ID_LIKE', '')}".replace("rhel", "fedora")
    return next((kind for kind in _INSTALL if kind in likes), "debian")


def import_weasyprint() -> Any:
    """WeasyPrint's module (1 s to import).

    Raises:
        MissingDependencyError: Pango is not on this machine.
    """
    try:
        # WeasyPrint prints a page of advice when a library is missing; ours is one line.
        with (
            _variable(_MAC_LIBRARIES, _where_macs_keep_libraries()),
            redirect_stdout(io.StringIO()),
        ):
            import weasyprint  # noqa: PLC0415
    except OSError as exc:
        raise MissingDependencyError(
            "The PDF engine needs the system library Pango, which was not found.",
            f"Install it: {pango_install_line()}",
        ) from exc
    return weasyprint


def _where_macs_keep_libraries() -> str | None:
    """Where Homebrew and MacPorts put libraries, as dyld reads it; none on other systems.

    Only their own Pythons look there by themselves. ``ctypes``, through which WeasyPrint seeks
    libraries, reads DYLD_FALLBACK_LIBRARY_PATH each time that it seeks one.
    """
    if platform.system() != "Darwin":
        return None
    prefixes = (os.environ.get("HOMEBREW_PREFIX"), "/opt/homebrew", "/usr/local", "/opt/local")
    found = [f"{prefix}/lib" for prefix in prefixes if prefix and Path(prefix, "lib").is_dir()]
    said = os.environ.get(_MAC_LIBRARIES)
    return ":".join([*([said] if said else []), *found, "/usr/lib"])


@contextmanager
def _variable(name: str, value: str | None) -> Iterator[None]:
    """While this holds, the environment has this value of a variable; none: its own."""
    before = os.environ.get(name)
    if value is not None:
        os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = before


class TooManyPagesError(Exception):
    """A document does not fit on the pages that it was given."""


def render_pdf(html: str, folders: Sequence[Path], most_pages: int | None = None) -> bytes:
    """The PDF of an HTML document, tagged for accessibility (PDF/UA-1).

    Args:
        html: the document; its resources are ``theme:`` paths (a font, an image) or ``data:``.
        folders: where ``theme:`` paths are sought, in order.
        most_pages: how many pages it may have; as many as it takes without it.

    Returns:
        The file's bytes: the same for the same HTML on the same machine, whatever the clock says.

    Raises:
        MissingDependencyError: Pango is missing.
        TemplateError: the document asks for a file that the theme has not, or must not read.
        TooManyPagesError: it takes more pages than it may have.
    """
    weasyprint = import_weasyprint()
    # Its warnings are about fonts subsets and CSS of the theme: doctor and the tests look at them.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    refused: list[str] = []
    errors: list[TemplateError] = []
    document = weasyprint.HTML(
        string=html, base_url=THEME_SCHEME, url_fetcher=theme_fetcher(folders, refused, errors)
    )
    with _still_clock():
        try:
            laid_out = document.render(pdf_variant="pdf/ua-1")
            _check_pages(len(laid_out.pages), most_pages)
            pdf = laid_out.write_pdf(pdf_variant="pdf/ua-1", finisher=_without_attachment_dates)
        except TooManyPagesError:
            raise
        except Exception as exc:
            if errors:
                raise errors[0] from exc
            raise
    if errors:
        raise errors[0]
    if refused:
        raise missing_theme_file(refused[0])
    return bytes(pdf)


def _check_pages(pages: int, most: int | None) -> None:
    if most is not None and pages > most:
        raise TooManyPagesError


# The environment is the process's own, so no two reports are set at once under it.
_SETTING = threading.Lock()
_EPOCH = "SOURCE_DATE_EPOCH"


@contextmanager
def _still_clock() -> Iterator[None]:
    """While this holds, typefaces are stamped with one time: SOURCE_DATE_EPOCH, or else 1970.

    Typefaces pass through fontTools when they are variable, of emoji or WOFF, and all do where
    HarfBuzz's subsetter is missing; it writes the time of day into them (``head.modified``) unless
    SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/) is set. What the
    user set is kept, but for what is no number, over which fontTools would stumble.
    """
    with _SETTING:
        said = os.environ.get(_EPOCH, "")
        with _variable(_EPOCH, None if said.isdecimal() else "0"):
            yield


def _without_attachment_dates(_document: object, pdf: Any) -> None:
    """Take the dates off attached files: WeasyPrint puts the time of day there."""
    for part in pdf.objects:
        file = getattr(part, "extra", {})
        if file.get("Type") == "/EmbeddedFile":
            for date in ("CreationDate", "ModDate"):
                file["Params"].pop(date, None)


def theme_fetcher(
    folders: Sequence[Path], refused: list[str], errors: list[TemplateError]
) -> URLFetcher:
    """A fetcher that reads theme files and data: addresses, and notes all else as refused, and
    typefaces and images that are not whole as errors."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    roots = [folder.resolve() for folder in folders]

    class ThemeFetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            found = theme_file(url, roots)
            if found is None:
                refused.append(url)
                raise ValueError(f"not a file of the theme: {url}")
            data = found.read_bytes()
            try:  # WeasyPrint passes over what a fetcher raises
                if found.suffix.lower() in SUFFIXES:
                    check_typeface(found, data)
                elif found.suffix.lower() in KINDS:
                    check_image(found, data)
            except TemplateError as broken:
                errors.append(broken)
                raise ValueError(broken.message) from broken
            return URLFetcherResponse(url, data)

    return ThemeFetcher()
