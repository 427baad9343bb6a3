"""What goes into a package: all that a study rests on, laid out as a project folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from framing.cells import read_sheet
from framing.codebooks import codebook_files
from framing.errors import InputError
from framing.evidence import Comparison
from framing.files import OUTLETS, by_stem, check_writable, write_file
from framing.models import Article, Failed
from framing.parts.load import is_analysed
from framing.people import sheet_file
from framing.readers import ReadOutcome
from framing.readers.metadata import NAME as METADATA
from framing.readers.search import input_files, is_hidden
from framing.replication.archive import archived, safe_name, sha256
from framing.replication.inventory import inventory
from framing.replication.record import NAME, ArticleRecord, InputRecord, PackageRecord
from framing.replication.texts import digest, without_texts
from framing.settings import PROJECT_FILE, Settings, project_text
from framing.sinks import csv_bytes
from framing.study import Study
from framing.validation.examples import coded_path
from framing.validation.record import SUFFIX, load_record
from framing.validation.run import KEY, filled_sheets
from framing.validation.sheet import load_key

ARTICLES, DATA, CODINGS = "articles", "data", "codings"
_MAX_EXTRA = 64 << 20  # of a user's own template folder; more is no template

_README = """{title}
{line}

Written by framing {version} (framing pack). It is a project folder: unpack it, put the articles
where they stood ({roots}), and 'framing report' makes the report again. Whether it gives the same
figures on your machine, with your copies of the articles:

    framing pack check THIS_FILE.zip YOUR_ARTICLES/

framing.toml         the settings
codebooks/           the codebook, what it rests on, what was learned for it, and its validation
outlets/             the outlet profiles
report_templates/    templates and themes, where the study has its own
speakers.csv, .xlsx  corrections of who speaks, under their own name, where there are any
codings/             human codes, where they were given
data/                the data files of the report; data/manifest.json says what was skipped
articles/            {texts}
package.json         versions, digests of models, of the files that were read, and of each text
SHA256SUMS           checksums: sha256sum --check SHA256SUMS
"""
_NO_TEXTS = "only the metadata.csv beside them; digests stand for the texts, here and in data/"
_TEXTS = "the files that were read"


@dataclass(frozen=True, slots=True)
class Packed:
    """A package that was written: where, how large, what it holds, and what it is about."""

    path: Path
    size: int
    files: int
    record: PackageRecord


def make_package(
    study: Study,
    path: Path,
    *,
    with_texts: bool = False,
    codings: Sequence[Path] = (),
    on_read: Callable[[ReadOutcome], None] | None = None,
    on_failed: Callable[[Failed], None] | None = None,
    progress: Callable[[str, int, int | None], None] | None = None,
) -> Packed:
    """Do a study's work, and write its replication package.

    The same study gives the same package: nothing in it tells when or where it was made.

    Args:
        study: whose settings name articles, codebook and all else.
        path: the package, a .zip file.
        with_texts: put the articles themselves into it, and whole sentences into its data.
        codings: folders of coding sheets (``framing validate sheet``) whose codes go into it.
        on_read: called with what reading gave; may raise.
        on_failed: called with each article that could not be analysed; may raise.
        progress: called with what is being done, how many are done, and of how many.

    Raises:
        FramingError: something asked for could not be done; nothing is left half-written.
    """
    tell = progress or (lambda _what, _done, _total: None)
    settings = study.settings
    if any(is_analysed(each) for each in settings.articles):
        raise InputError(
            "A package is made from articles, and these are analyses.",
            "Name the articles that were analysed.",
        )
    check_writable(path)
    study.check()
    coded = dict(_codings(codings, with_texts))  # a wrong folder is told before the work
    places = _placed(settings.articles)
    comparison = study.measure(on_read, on_failed, tell)
    tell("Packing", 0, None)
    articles = [analysis.article for analysis in comparison.analyses]
    data = study.data_files(comparison)
    if not with_texts:
        data = without_texts(data, articles)
    inputs, kept = _inputs(places, with_texts)
    speakers = dict(_speakers(settings, with_texts))
    record = PackageRecord(
        schema="framing.package/1",
        title=comparison.title,
        texts=with_texts,
        roots=places.roots,
        inputs=inputs,
        articles=_articles(comparison),
        analysers={each.name: each.version for each in study.analysers},
        made_with=inventory(),
    )
    files = {
        "README.txt": _readme(record),
        NAME: record.as_json(),
        PROJECT_FILE: _project(settings, comparison, speakers, places).encode(),
        **{f"{DATA}/{name}": held for name, held in data.items()},
        **dict(_codebooks(study, with_texts)),
        **dict(_profiles(study, {article.outlet for article in articles})),
        **dict(_templates(settings)),
        **speakers,
        **coded,
        **kept,
    }
    content = archived(files)
    write_file(path, content)
    return Packed(path, len(content), len(files) + 1, record)


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the files that were read stand in a package: by file, in order; and their roots."""

    files: Mapping[Path, str]
    roots: tuple[str, ...]


def _placed(paths: Sequence[Path]) -> _Places:
    """A place in the package for each file that is read from the paths, none for two."""
    files: dict[Path, str] = {}
    taken: dict[str, Path] = {}
    roots = []
    for number, given in enumerate(paths, 1):
        found = input_files([given])
        names = {path: safe_name(shown) for path, shown in found.items()}
        clash = any(taken.get(name.casefold(), path) != path for path, name in names.items())
        above = f"{ARTICLES}/{number}" if clash else ARTICLES
        for path, name in names.items():
            taken.setdefault(name.casefold(), path)
            files.setdefault(path, f"{above}/{name}")
        roots.append(_root(given, above, names))
    return _Places(files, tuple(roots))


def _root(given: Path, above: str, names: Mapping[Path, str]) -> str:
    """Where a path that was given stands in a package."""
    whole = given.resolve()
    if whole in names:
        return f"{above}/{names[whole]}"
    first = next((path for path in names if path.is_relative_to(whole)), None)
    if first is None:
        return above
    inside = len(first.relative_to(whole).parts)
    return "/".join((above, *PurePosixPath(names[first]).parts[:-inside]))


def _inputs(places: _Places, with_texts: bool) -> tuple[tuple[InputRecord, ...], dict[str, bytes]]:
    """The record of each file that was read, and those that go into the package."""
    records, kept = [], {}
    for path, place in places.files.items():
        data = path.read_bytes()
        name = place.removeprefix(f"{ARTICLES}/")
        records.append(InputRecord(file=name, bytes=len(data), sha256=sha256(data)))
        if with_texts or path.name.casefold() == METADATA:
            kept[place] = data
    return tuple(sorted(records, key=lambda record: record.file)), kept


def _articles(comparison: Comparison) -> tuple[ArticleRecord, ...]:
    return tuple(
        ArticleRecord(
            article=comparison.refs[article.id],
            id=article.id,
            outlet=article.outlet,
            file=article.path,
            text_sha256=text_digest(article),
        )
        for article in (analysis.article for analysis in comparison.analyses)
    )


def text_digest(article: Article) -> str:
    """The digest of an article's text as it was measured."""
    return sha256(article.text.encode("utf-8", "surrogatepass"))


def _project(
    settings: Settings,
    comparison: Comparison,
    speakers: Mapping[str, bytes],
    places: _Places,
) -> str:
    """The framing.toml of the package: the settings, with its own files in place of the user's."""
    said = settings.that_change("analysis", "comparison", "report")
    said |= {
        "articles": places.roots or (ARTICLES,),
        "codebook": comparison.codebook.id,
        "speakers": next(iter(speakers), None),
        "logo": _logo_name(settings),
    }
    return project_text(said, [f"The settings of '{comparison.title}'; see README.txt."])


def _logo_name(settings: Settings) -> str | None:
    return f"logo{settings.logo.suffix.lower()}" if settings.logo else None


def _codebooks(study: Study, with_texts: bool) -> Iterator[tuple[str, bytes]]:
    """The codebook, all that it rests on, and the records of its validation; with the texts, the
    sentences that its heads were learned from, too."""
    codebook, folders = study.codebook, study.settings.folders.codebooks
    names: dict[str, Path] = {}
    for path in codebook_files(study.settings.codebook, folders):
        if (other := names.setdefault(path.name.casefold(), path)) != path:
            raise InputError(
                f"{path} and {other} are of one name, and can not lie in one folder.",
                "Give your codebook another name.",
            )
        yield f"codebooks/{path.name}", path.read_bytes()
    if with_texts and (coded := coded_path(codebook)).is_file():
        yield f"codebooks/{coded.name}", coded.read_bytes()
    for folder in dict.fromkeys([*folders, codebook.path.parent]):
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            if load_record(path).sha256 == codebook.sha256:
                yield f"codebooks/{path.name}", path.read_bytes()


def _profiles(study: Study, outlets: set[str]) -> Iterator[tuple[str, bytes]]:
    """The user's profiles, by all of which outlets are recognised, and those that ship of the
    outlets that take part."""
    own = by_stem(study.settings.folders.outlets)
    for slug, path in by_stem([*study.settings.folders.outlets, OUTLETS]).items():
        if slug in own or slug in outlets:
            yield f"outlets/{path.name}", path.read_bytes()


def _templates(settings: Settings) -> Iterator[tuple[str, bytes]]:
    """The user's templates and themes, and the logo."""
    total = 0
    for folder in settings.folders.templates:
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder)
            if path.is_symlink() or not path.is_file() or any(map(is_hidden, inside.parts)):
                continue
            total += path.stat().st_size
            if total > _MAX_EXTRA:
                raise InputError(
                    f"{folder} holds more than {_MAX_EXTRA >> 20} MiB.",
                    "Move what is no template or typeface out of it.",
                )
            yield safe_name(f"report_templates/{inside.as_posix()}"), path.read_bytes()
    if settings.logo:
        yield f"logo{settings.logo.suffix.lower()}", settings.logo.read_bytes()


def _speakers(settings: Settings, with_texts: bool) -> Iterator[tuple[str, bytes]]:
    """The corrections of who speaks, under their own name and with each row in its line, by which
    statements name them. Without texts their examples are left empty, which are there for the
    person who corrects, and are not read."""
    sheet = settings.speakers_sheet
    if sheet is None:
        return
    name = safe_name(sheet.name)
    if with_texts:
        yield name, sheet.read_bytes()
        return
    bare: list[list[str]] = []
    hidden: list[int] = []
    for line, cells in read_sheet(sheet):
        if not bare:
            hidden = [i for i, c in enumerate(cells) if c.strip().casefold() == "examples"]
            row = cells
        else:
            row = ["" if i in hidden else cell for i, cell in enumerate(cells)]
        bare += [[] for _ in range(line - 1 - _lines(bare, sheet))]
        bare.append(row)
    yield name, sheet_file(bare, sheet)


def _lines(rows: Sequence[Sequence[str]], sheet: Path) -> int:
    """How many lines of a sheet the rows fill: one each in a workbook; in a CSV file a cell may go
    over several."""
    if sheet.suffix.lower() == ".xlsx":
        return len(rows)
    return sum(1 + sum(cell.count("\n") for cell in row) for row in rows)


def _codings(folders: Sequence[Path], with_texts: bool) -> Iterator[tuple[str, bytes]]:
    """The codes of each folder of coding sheets, one a line; with texts the sheets, too."""
    for number, folder in enumerate(folders, 1):
        key = load_key(folder / KEY)
        items = {item.id: item for item in key.items}
        rows: list[Sequence[Any]] = ["coder unit article sentence text frame code".split()]
        for coding in filled_sheets(folder, key):
            for frame, codes in coding.codes.items():
                for unit, code in codes.items():
                    item = items[unit]
                    place = (unit, item.article, item.sentence, digest(item.text))
                    rows.append((coding.coder, *place, frame, int(code)))
        base = f"{CODINGS}/{number}-{safe_name(folder.resolve().name)}"
        yield f"{base}/codes.csv", csv_bytes(rows)
        if with_texts:
            for path in sorted(folder.iterdir()):
                if path.is_file() and not is_hidden(path.name):
                    yield f"{base}/{safe_name(path.name)}", path.read_bytes()


def _readme(record: PackageRecord) -> bytes:
    title = f"{record.title}: a replication package"
    return _README.format(
        title=title,
        line="=" * len(title),
        version=record.made_with.framing,
        roots=", ".join(record.roots),
        texts=_TEXTS if record.texts else _NO_TEXTS,
    ).encode()
