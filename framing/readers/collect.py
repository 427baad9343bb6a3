"""From the paths that a user gives to articles: find the files, read them, clean what they hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from framing.clean import as_is as take_as_is
from framing.clean import clean, with_guessed_dates, with_guessed_outlets
from framing.errors import InputError
from framing.models import Article, Skipped
from framing.outlets import OutletProfile
from framing.readers import metadata as metadata_csv
from framing.readers.base import FileContent, NoArticlesError, RawArticle, Reader
from framing.readers.table import TableReader
from framing.readers.text import TextReader

READERS: tuple[Reader, ...] = (TextReader(), TableReader())

# Files that stand beside articles and are none.
# Named by mistake: their text is markup or data, and would be read as prose.
_NOT_READ = frozenset((".json", ".xml", ".parquet"))
_NOT_ARTICLES = frozenset({"readme", "license", "licence", "notice", "changelog", "copying"})
_WHAT_IS_READ = (
    "Articles are .txt files (one each) and .jsonl or .csv tables (one a row, with a 'text')."
)
_SHOWN = 5  # names in a message before 'and n more'


@dataclass(frozen=True, slots=True)
class ReadOutcome:
    """What reading gave: the articles in order, what could not be read, and notes on the input."""

    articles: tuple[Article, ...]
    skipped: tuple[Skipped, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _File:
    """A file to read, the path to show for it, and whether the user named it (not its folder)."""

    path: Path
    shown: str
    named: bool


def read_paths(
    paths: Sequence[Path | str], *, outlets: Mapping[str, OutletProfile], as_is: bool = False
) -> ReadOutcome:
    """Read the articles of files, folders (not their subfolders) and tables.

    A file given twice is read once. Paths are shown as given; an absolute one without the folders
    above it, so that the outcome is the same wherever the input stands.

    Args:
        paths: what to read, in order.
        outlets: the profiles to recognise outlets by (see ``load_outlets``).
        as_is: do nothing to the texts, and know only what tables and metadata.csv declare.

    Raises:
        InputError: a path does not exist, no article is left to report on, or a metadata.csv is
            broken (a report without the user's corrections would be wrong).
    """
    notes: list[str] = []
    skipped: list[Skipped] = []
    files = _find(paths, notes, skipped)
    found: list[tuple[_File, RawArticle]] = []
    for file in files:
        content = _read(file, notes, skipped)
        skipped += content.skipped
        notes += content.notes
        found += [(file, raw) for raw in content.articles]
    articles = _with_metadata(found, notes)
    made: list[Article] = []
    texts: dict[str, str] = {}
    for id_, raw in articles:
        make = take_as_is if as_is else clean
        article = make(
            raw.text,
            id=id_,
            path=raw.path,
            outlets=outlets,
            metadata=raw.metadata,
            notes=raw.notes,
        )
        if not as_is and not any(map(str.isalpha, article.text)):
            reason = "No words of an article are left once page furniture is off."
            skipped.append(Skipped(raw.path, reason, "Read it with --as-is if it is an article."))
            continue
        twin = texts.setdefault(article.text, id_)
        if twin != id_:
            article = replace(article, notes=(*article.notes, f"The same text as '{twin}'."))
        made.append(article)
    if not made:
        raise InputError(*_nothing(skipped, notes))
    outcome = tuple(made) if as_is else with_guessed_dates(with_guessed_outlets(made))
    return ReadOutcome(outcome, tuple(skipped), tuple(notes))


def _nothing(skipped: Sequence[Skipped], notes: Sequence[str]) -> tuple[str, str]:
    """Message and hint when no article could be read."""
    reasons = [f"{s.path}: {s.reason}" for s in skipped]
    more = f" (and {len(reasons) - _SHOWN} more)" if len(reasons) > _SHOWN else ""
    told = " ".join(reasons[:_SHOWN]) + more
    hint = next((s.hint for s in skipped if s.hint), _WHAT_IS_READ)
    passed = " ".join(notes[:_SHOWN])
    message = " ".join(filter(None, ("There is no article to read.", told, passed)))
    return message, hint


def _shown(given: Path) -> str:
    """A path as given; an absolute one, or one that climbs, by its last name alone."""
    if given.is_absolute() or ".." in given.parts:
        return given.resolve().name or given.as_posix()
    return given.as_posix()


def _find(paths: Sequence[Path | str], notes: list[str], skipped: list[Skipped]) -> list[_File]:
    """The files to read, in order, each once."""
    files: dict[Path, _File] = {}
    for given in map(Path, paths):
        shown = _shown(given)
        if given.is_dir():
            found = _in_folder(given, shown, notes)
            if not found:
                skipped.append(Skipped(shown, "The folder holds no articles.", _WHAT_IS_READ))
        elif given.is_file():
            found = [] if _is_beside(given, shown, notes) else [_File(given, shown, True)]
        elif given.exists():
            raise InputError(f"{given}: is neither a file nor a folder.", _WHAT_IS_READ)
        else:
            raise InputError(
                f"{given}: there is no such file or folder.", "Check the path's spelling."
            )
        for file in found:
            files.setdefault(file.path.resolve(), file)
    return list(files.values())


def _is_beside(given: Path, shown: str, notes: list[str]) -> bool:
    """Whether a file that was named is one of those beside articles (a shell's '*' names all)."""
    if given.name.casefold() == metadata_csv.NAME:
        return True
    if given.stem.casefold() in _NOT_ARTICLES:
        notes.append(f"Passed over, for its name says that it is no article: {shown}.")
        return True
    return False


def _in_folder(folder: Path, shown: str, notes: list[str]) -> list[_File]:
    """The article files of a folder, sorted by name; the rest is noted."""
    suffixes = frozenset().union(*(reader.suffixes for reader in READERS))
    files: list[_File] = []
    passed: list[str] = []
    folders: list[str] = []
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as exc:
        raise InputError(
            f"{folder}: cannot be read ({exc.strerror}).", "Check its permissions."
        ) from exc
    for entry in entries:
        if entry.name.startswith(".") or entry.name.casefold() == metadata_csv.NAME:
            continue
        if entry.is_dir():
            folders.append(f"{entry.name}/")
        elif entry.suffix.lower() in suffixes and entry.stem.casefold() not in _NOT_ARTICLES:
            inside = entry.name if shown == "." else f"{shown.rstrip('/')}/{entry.name}"
            files.append(_File(entry, inside, False))
        else:
            passed.append(entry.name)
    if passed:
        notes.append(f"{shown}: passed over, as no article files: {_list(passed)}.")
    if folders:
        notes.append(
            f"{shown}: folders inside it are not searched ({_list(folders)}): "
            "give them as paths of their own."
        )
    return files


def _list(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def _read(file: _File, notes: list[str], skipped: list[Skipped]) -> FileContent:
    suffix = file.path.suffix.lower()
    if suffix in _NOT_READ:
        skipped.append(Skipped(file.shown, f"{suffix} files are not read.", _WHAT_IS_READ))
        return FileContent()
    reader = next((r for r in READERS if suffix in r.suffixes), READERS[0])
    try:
        return reader.read(file.path, file.shown)
    except NoArticlesError as exc:
        if file.named:
            skipped.append(Skipped(file.shown, exc.message, exc.hint))
        else:
            notes.append(f"{file.shown}: passed over. {exc.message}")
    except InputError as exc:
        skipped.append(Skipped(file.shown, exc.message, exc.hint))
    except OSError as exc:
        reason = f"It cannot be read ({exc.strerror})."
        skipped.append(Skipped(file.shown, reason, "Check its permissions."))
    return FileContent()


def _with_metadata(
    found: Sequence[tuple[_File, RawArticle]], notes: list[str]
) -> list[tuple[str, RawArticle]]:
    """Ids for the raw articles, and the values of the metadata.csv beside each put over theirs."""
    sheets: dict[Path, metadata_csv.MetadataFile | None] = {}
    used: dict[Path, list[metadata_csv.MetadataRow]] = {}
    told: list[tuple[str, RawArticle]] = []
    for (file, raw), id_ in zip(found, _ids([raw for _, raw in found]), strict=True):
        folder = file.path.parent
        if folder not in sheets:
            sheets[folder] = _sheet(file)
        sheet = sheets[folder]
        if sheet is None:
            told.append((id_, raw))
            continue
        with_values, rows = sheet.apply(raw, id_)
        used.setdefault(folder, []).extend(rows)
        told.append((id_, with_values))
    for folder, sheet in sheets.items():
        if sheet is not None:
            notes += [*sheet.notes, *sheet.unmatched(used.get(folder, ()), folder)]
    return told


def _sheet(file: _File) -> metadata_csv.MetadataFile | None:
    path = file.path.parent / metadata_csv.NAME
    if not path.is_file():
        return None
    above = file.shown.rpartition("/")[0]
    return metadata_csv.read_metadata(path, f"{above}/{path.name}" if above else path.name)


def _ids(articles: Iterable[RawArticle]) -> list[str]:
    """An id for each: the declared one, else the file's name; '-2' and so on where taken."""
    listed = list(articles)
    declared = {raw.id for raw in listed if raw.id}
    taken: set[str] = set()
    ids = []
    for raw in listed:
        wanted = raw.id or raw.name
        candidate, number = wanted, 1
        while candidate in taken or (not raw.id and candidate in declared):
            number += 1
            candidate = f"{wanted}-{number}"
        taken.add(candidate)
        ids.append(candidate)
    return ids
