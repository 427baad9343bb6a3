"""Which files of the paths that a user gives are to be read, and the metadata.csv about each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from framing.errors import InputError
from framing.models import Skipped
from framing.publication import data_folder
from framing.readers.base import InputFile, suffixes
from framing.readers.metadata import NAME, MetadataFile, read_metadata
from framing.sinks import file_name

# Files that stand beside articles and are none.
_NOT_ARTICLES = frozenset({"readme", "license", "licence", "notice", "changelog", "copying"})
WHAT_IS_READ = (
    "Articles are .txt files (one each), saved pages (.html, .mhtml), tables with a 'text' (.csv, "
    ".jsonl, .json, .xlsx, .parquet), exports of Nexis, Factiva, Europresse and ProQuest, .pdf, "
    ".eml, .rss, .warc, and folders and archives of them."
)
SHOWN = 5  # names in a message before 'and n more'


@dataclass(frozen=True, slots=True)
class Sheet:
    """A metadata.csv, and the names of the files around it."""

    table: MetadataFile
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file to read, whether the user named it, and the sheets that are about it, nearest last."""

    file: InputFile
    named: bool
    sheets: tuple[Sheet, ...]


def _shown(given: Path) -> str:
    """A path as given; an absolute one, or one that climbs, by its last name alone."""
    if given.is_absolute() or ".." in given.parts:
        return file_name(given.resolve().name or given.as_posix())
    return file_name(given.as_posix())


def find(
    paths: Sequence[Path | str],
    as_is: bool,
    columns: Mapping[str, str],
    notes: list[str],
    skipped: list[Skipped],
) -> list[Candidate]:
    """The files to read, in order, each once.

    Args:
        paths: files and folders.
        as_is: see ``InputFile``.
        columns: see ``InputFile``.
        notes: to which is added what was passed over.
        skipped: to which are added folders without articles.

    Raises:
        InputError: a path does not exist, or a metadata.csv is broken.
    """
    return list(_found(paths, as_is, columns, notes, skipped).values())


def input_files(paths: Sequence[Path | str]) -> Mapping[Path, str]:
    """The files that are read from these paths, each with the path to show for it: articles, and
    the metadata.csv about them.

    Raises:
        InputError: a path does not exist, or a metadata.csv is broken.
    """
    files: dict[Path, str] = {}
    for path, candidate in _found(paths, False, {}, [], []).items():
        shown = candidate.file.shown
        for sheet in candidate.sheets:
            above = shown.removeprefix(sheet.table.shown.removesuffix(NAME)).count("/")
            files[path.parents[above] / NAME] = sheet.table.shown
        files[path] = shown
    return files


def _found(
    paths: Sequence[Path | str],
    as_is: bool,
    columns: Mapping[str, str],
    notes: list[str],
    skipped: list[Skipped],
) -> Mapping[Path, Candidate]:
    files: dict[Path, Candidate] = {}
    for given in map(Path, paths):
        shown = _shown(given)
        if given.is_dir():
            try:
                found = _Search(as_is, columns, notes).folder(
                    given, "" if shown == "." else shown, ()
                )
            except OSError as exc:
                raise InputError(
                    f"{given}: cannot be read ({exc.strerror}).", "Check its permissions."
                ) from exc
            if not found:
                skipped.append(Skipped(shown, "The folder holds no articles.", WHAT_IS_READ))
        elif given.is_file():
            found = []
            if not _is_beside(given, shown, notes):
                above = shown.rpartition("/")[0]
                sheets = _sheets(given.parent, above, ())
                found = [(given, Candidate(_on_disk(given, shown, as_is, columns), True, sheets))]
        elif given.exists():
            raise InputError(f"{given}: is neither a file nor a folder.", WHAT_IS_READ)
        else:
            raise InputError(
                f"{given}: there is no such file or folder.", "Check the path's spelling."
            )
        for path, file in found:
            files.setdefault(path.resolve(), file)
    return files


def _on_disk(path: Path, shown: str, as_is: bool, columns: Mapping[str, str]) -> InputFile:
    return InputFile(
        file_name(path.name), shown, path.read_bytes, path.stat().st_size, as_is, columns
    )


def _is_beside(given: Path, shown: str, notes: list[str]) -> bool:
    """Whether a file that was named is one of those beside articles (a shell's '*' names all)."""
    if given.name.casefold() == NAME:
        return True
    if given.stem.casefold() in _NOT_ARTICLES:
        notes.append(f"Passed over, for its name says that it is no article: {shown}.")
        return True
    return False


@dataclass(frozen=True, slots=True)
class _Search:
    """A search through a folder for articles, and where it says what it passed over."""

    as_is: bool
    columns: Mapping[str, str]
    notes: list[str]

    def folder(
        self,
        folder: Path,
        shown: str,
        sheets: tuple[Sheet, ...],
        seen: frozenset[Path] = frozenset(),
    ) -> list[tuple[Path, Candidate]]:
        """The article files of a folder and of those inside it, sorted by name."""
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
        seen = seen | {folder.resolve()}
        sheets = _sheets(folder, shown, sheets)
        known = suffixes()
        names = frozenset(entry.name for entry in entries)
        files: list[tuple[Path, Candidate]] = []
        passed: list[str] = []
        of_pages: list[str] = []
        reports = _own_reports(entries, names)
        for entry in entries:
            named = file_name(entry.name)
            inside = f"{shown.rstrip('/')}/{named}" if shown else named
            if is_hidden(entry.name) or entry.name.casefold() == NAME:
                continue
            if entry.name in reports:
                self.notes.append(f"{inside}: passed over: a report that framing wrote.")
            elif entry.is_dir():
                files += self._inner(entry, inside, sheets, seen, names, of_pages)
            elif is_article(entry.name, known):
                read = _on_disk(entry, inside, self.as_is, self.columns)
                files.append((entry, Candidate(read, False, sheets)))
            else:
                passed.append(named)
        if passed:
            self.notes.append(
                f"{shown or '.'}: passed over, as no article files: {listed(passed)}."
            )
        if of_pages:
            self.notes.append(
                f"{shown or '.'}: passed over, as parts of pages: {listed(of_pages)}."
            )
        return files

    def _inner(
        self,
        folder: Path,
        shown: str,
        sheets: tuple[Sheet, ...],
        seen: frozenset[Path],
        names: frozenset[str],
        of_pages: list[str],
    ) -> list[tuple[Path, Candidate]]:
        """The article files of a folder inside another, where it is one that may hold some."""
        try:
            if folder.resolve() in seen:
                return []
            if is_of_page(folder, names, suffixes()):
                of_pages.append(f"{folder.name}/")
                return []
            if _is_own(folder):
                self.notes.append(f"{shown}: passed over: the data of a report.")
                return []
            return self.folder(folder, shown, sheets, seen)
        except OSError as exc:
            self.notes.append(f"{shown}: cannot be read ({exc.strerror}).")
            return []


def is_hidden(name: str) -> bool:
    """Whether a file or folder is one that programs keep for themselves."""
    return name.startswith((".", "~$")) or name in ("__MACOSX", "Thumbs.db", "desktop.ini")


def _own_reports(entries: Sequence[Path], names: frozenset[str]) -> frozenset[str]:
    """The names of reports that framing wrote, by the folders of data beside them."""
    return frozenset(
        entry.name
        for entry in entries
        if entry.suffix.lower() in (".pdf", ".html")
        and data_folder(entry).name in names
        and _is_own(data_folder(entry))
    )


def _is_own(folder: Path) -> bool:
    """Whether a folder holds the data of a report that framing wrote."""
    manifest = folder / "manifest.json"
    return manifest.is_file() and b'"framing.manifest/' in manifest.read_bytes()[:4096]


def is_of_page(folder: Path, names: frozenset[str], known: frozenset[str]) -> bool:
    """Whether a folder holds the images and scripts of a page saved beside it ('Page_files').

    Args:
        folder: the folder.
        names: of the files and folders beside it.
        known: the suffixes of files that are read.
    """
    match = re.fullmatch(r"(.+)[-_. ]\w+", folder.name)
    if match is None or not any(f"{match[1]}{suffix}" in names for suffix in (".html", ".htm")):
        return False
    return any(entry.suffix.lower() not in known for entry in folder.iterdir() if entry.is_file())


def is_article(name: str, known: frozenset[str]) -> bool:
    """Whether a file's name is one that an article may have."""
    stem, dot, suffix = name.rpartition(".")
    return bool(dot) and f".{suffix.lower()}" in known and stem.casefold() not in _NOT_ARTICLES


def _sheets(folder: Path, shown: str, above: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """The sheets about a folder's articles: those above it, and its own."""
    path = folder / NAME
    if not path.is_file():
        return above
    named = f"{shown.rstrip('/')}/{NAME}" if shown else NAME
    try:
        data = path.read_bytes()
    except OSError as exc:
        raise InputError(f"{named}: cannot be read ({exc.strerror}).", "Check the file.") from exc
    names = frozenset(file_name(entry.name) for entry in folder.rglob("*"))
    return (*above, Sheet(read_metadata(data, named), names))


def listed(names: Sequence[str]) -> str:
    """The first few of some names, and how many more there are."""
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
