"""What this machine has and lacks for making reports."""

from __future__ import annotations

import ctypes.util
import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from framing.analysers.sources import tagger
from framing.analysers.tone.towards import load_towards_model
from framing.errors import MissingDependencyError
from framing.files import report_templates
from framing.report.embedding import prepared
from framing.report.pdf import import_weasyprint, kind_of_system, pango_install_line
from framing.report.typefaces import lacking_scripts, script_name, typefaces_line
from framing.text.language_model import DEFAULT_MODEL, language_model, language_model_version
from framing.text.runtime import ModelUnavailable
from framing.wording import joined

_FACES = 10
_AGAIN = "Install framing again: a file of it is missing or damaged."


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked for. ``optional``: reports can be made without it."""

    name: str
    ok: bool
    found: str
    remedy: str = ""
    optional: bool = False


def diagnose() -> tuple[Check, ...]:
    """Look for everything that a report needs."""
    return (
        Check("Python", True, platform.python_version()),
        _pango(),
        _subsetter(),
        _language_model(),
        _tagger(),
        _tone_model(),
        _fonts(),
        _scripts(),
        _parquet(),
        *_formats(),
    )


def _pango() -> Check:
    try:
        weasyprint = import_weasyprint()
    except MissingDependencyError as error:
        return Check("Pango (sets the PDF)", False, "not found", error.hint)
    return Check("Pango (sets the PDF)", True, f"found, WeasyPrint {weasyprint.__version__}")


def _subsetter() -> Check:
    found = ctypes.util.find_library("harfbuzz-subset") is not None
    return Check(
        "HarfBuzz subset (makes the PDF quicker)",
        found,
        "found" if found else "not found: a PDF takes about a third longer",
        "" if found else f"Install it: {pango_install_line()}",
        optional=True,
    )


def _language_model() -> Check:
    name = language_model()
    found = language_model_version(name)
    if found:
        return Check("Language model", True, f"{name.replace('_', '-')} {found}")
    package = DEFAULT_MODEL.replace("_", "-")
    remedy = f"Install it: pip install {package}==3.8.0"
    return Check("Language model", False, "not found", remedy)


def _tagger() -> Check:
    name = "Sources (trained tagger)"
    try:
        tagger.weights()
    except tagger.WeightsError as error:
        return Check(name, False, f"{error} The rules stand in for it.", _AGAIN, optional=True)
    return Check(name, True, "weights found")


def _tone_model() -> Check:
    name = "Tone towards actors (model)"
    try:
        model = load_towards_model()
    except ModelUnavailable as error:
        return Check(name, False, error.message, error.hint or _AGAIN, optional=True)
    return Check(name, True, f"version {model.version}")


def _fonts() -> Check:
    fonts = report_templates() / "default" / "fonts"
    faces = sorted(fonts.glob("*.ttf"))
    cuts = [file for face in prepared().values() for file in face.files.values()]
    ok = len(faces) >= _FACES and len(cuts) >= 2 * _FACES and all(map(Path.is_file, cuts))
    return Check(
        "Typefaces",
        ok,
        f"{len(faces)} faces bundled",
        "" if ok else "Install framing again: its typefaces are incomplete.",
    )


def _scripts() -> Check:
    found, lacking = lacking_scripts()
    name = "Typefaces of other scripts"
    told = joined(["Latin", "Greek", "Cyrillic", *map(script_name, found)])
    if not lacking:
        return Check(name, True, told, optional=True)
    names = joined(list(dict.fromkeys(map(script_name, lacking))))
    remedy = typefaces_line(lacking, kind_of_system())
    return Check(
        name,
        False,
        f"none for {names}, whose words a PDF gives in Latin letters",
        remedy.replace(" for it", ""),
        optional=True,
    )


def _parquet() -> Check:
    try:
        return Check("Parquet output", True, f"pyarrow {version('pyarrow')}", optional=True)
    except PackageNotFoundError:
        remedy = "Install it: pip install 'framing[parquet]'"
        return Check("Parquet output", False, "pyarrow not found", remedy, optional=True)


def _formats() -> tuple[Check, ...]:
    """The libraries that single formats of articles need."""
    checks = []
    for what, package, extra in (
        ("Saved pages", "trafilatura", "pages"),
        ("Web archives", "warcio", "pages"),
        ("PDF clippings", "pypdfium2", "pdf"),
        ("Excel workbooks", "openpyxl", "tables"),
    ):
        name = f"{what} (input)"
        try:
            checks.append(Check(name, True, f"{package} {version(package)}", optional=True))
        except PackageNotFoundError:
            remedy = f"Install it: pip install 'framing[{extra}]'"
            checks.append(Check(name, False, f"{package} not found", remedy, optional=True))
    return tuple(checks)
