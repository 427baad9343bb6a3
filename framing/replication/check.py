"""Does a package give the same figures here? Its work is done again, with articles from here."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from framing.errors import FramingError, InputError
from framing.models import Failed
from framing.readers import ReadOutcome
from framing.readers.search import input_files
from framing.replication.archive import opened, sha256, unpacked
from framing.replication.differences import Change, changes, figures_in
from framing.replication.inventory import Inventory, inventory
from framing.replication.pack import DATA, text_digest
from framing.replication.record import NAME, InputRecord, PackageRecord, read_record
from framing.replication.texts import without_texts
from framing.settings import PROJECT_FILE, Settings, load_settings
from framing.study import Study


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check found.

    Attributes:
        record: what the package says of itself.
        missing: files that were read for the package, and of which no copy is here.
        differing: files that are here under their name with other bytes.
        more: files that are here and were not read for the package.
        texts: articles whose text, as it was measured, is not here: their names in the report.
        versions: what did the work, where it differs: name, there, here; empty where it is missing.
        changes: values of the data files that differ.
        figures: how many figures of outlets were compared.
    """

    record: PackageRecord
    missing: tuple[str, ...]
    differing: tuple[str, ...]
    more: tuple[str, ...]
    texts: tuple[str, ...]
    versions: tuple[tuple[str, str, str], ...]
    changes: tuple[Change, ...]
    figures: int

    @property
    def same_inputs(self) -> bool:
        """Whether each file that was read is here, byte for byte, and no other."""
        return not (self.missing or self.differing or self.more)


def check_package(
    path: Path,
    paths: Sequence[Path] = (),
    *,
    jobs: int = 1,
    on_read: Callable[[ReadOutcome], None] | None = None,
    on_failed: Callable[[Failed], None] | None = None,
    progress: Callable[[str, int, int | None], None] | None = None,
) -> Outcome:
    """Do a package's work again and compare.

    The package may be a stranger's: it is unpacked into a folder of its own that is taken away
    again, its settings may name nothing outside that folder, and its templates are not rendered.

    Args:
        path: the package.
        paths: this machine's copies of the articles; by default those in the package.
        jobs: worker processes.
        on_read: called with what reading gave; may raise.
        on_failed: called with each article that could not be analysed; may raise.
        progress: called with what is being done, how many are done, and of how many.

    Raises:
        InputError: the package cannot be read or is not as it was written; no article is here.
        FramingError: its work cannot be done again: what is missing.
    """
    held = opened(path)
    record = read_record(held.get(NAME), path)
    if not paths and not record.texts:
        raise InputError(
            f"{path} holds no texts, only their digests.",
            f"Name your copies of the articles: framing pack check {path} articles/",
        )
    was = {
        name.removeprefix(f"{DATA}/"): data
        for name, data in held.items()
        if name.startswith(f"{DATA}/")
    }
    if "comparison.json" not in was:
        raise InputError(f"{path} holds no figures ({DATA}/comparison.json).", "Ask for it again.")
    with tempfile.TemporaryDirectory(prefix="framing-") as temporary:
        folder = Path(temporary).resolve()
        unpacked(held, folder)
        chosen = tuple(paths) or tuple(folder / root for root in record.roots)
        study = Study(_settings(folder, path, chosen, jobs))
        missing, differing, more = _inputs(record.inputs, input_files(chosen))
        comparison = study.measure(on_read, on_failed, progress)
        now = study.data_files(comparison)
        analysers = {each.name: each.version for each in study.analysers}
    if not record.texts:
        now = without_texts(now, (analysis.article for analysis in comparison.analyses))
    versions = (
        *_versions(record.made_with, inventory()),
        *_changed("analyser ", record.analysers, analysers),
    )
    here = {text_digest(analysis.article) for analysis in comparison.analyses}
    texts = tuple(each.article for each in record.articles if each.text_sha256 not in here)
    return Outcome(
        record, missing, differing, more, texts, versions, tuple(changes(was, now)), figures_in(was)
    )


def _settings(folder: Path, path: Path, articles: Sequence[Path], jobs: int) -> Settings:
    """The package's settings, which may name nothing outside its folder."""
    if not (folder / PROJECT_FILE).is_file():
        raise InputError(f"{path} holds no {PROJECT_FILE}.", "Ask for the package again.")
    try:
        settings = load_settings(folder, {"articles": articles, "jobs": jobs})
    except FramingError as exc:
        raise type(exc)(_without(folder, exc.message), _without(folder, exc.hint)) from exc
    named = (settings.logo, settings.speakers, settings.codebook)
    for each in named:
        if isinstance(each, Path) and not each.resolve().is_relative_to(folder):
            raise InputError(
                f"{path} is not used: its {PROJECT_FILE} names '{_without(folder, str(each))}', "
                "outside the package.",
                "Ask for the package again, or look into it by hand.",
            )
    return settings


def _without(folder: Path, text: str) -> str:
    return text.replace(f"{folder}/", "")


def _inputs(
    was: Sequence[InputRecord], here: Mapping[Path, str]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Files that are missing, that differ, and that are here beside them: matched by what they
    hold, and those that are left by their names."""
    found = {path: sha256(path.read_bytes()) for path in here}
    lacking = [record for record in was if record.sha256 not in set(found.values())]
    known = {record.sha256 for record in was}
    others = {path.name: here[path] for path in here if found[path] not in known}
    differing = [r for r in lacking if PurePosixPath(r.file).name in others]
    taken = {PurePosixPath(record.file).name for record in differing}
    return (
        tuple(record.file for record in lacking if record not in differing),
        tuple(record.file for record in differing),
        tuple(shown for name, shown in others.items() if name not in taken),
    )


def _versions(was: Inventory, now: Inventory) -> Iterator[tuple[str, str, str]]:
    yield from _changed("", {"framing": was.framing}, {"framing": now.framing})
    if was.framing == now.framing and was.code != now.code:
        yield "framing's code", was.code[:12], now.code[:12]
    yield from _changed("", {"Python": was.python}, {"Python": now.python})
    short = [{k: v[:12] for k, v in each.models.items()} for each in (was, now)]
    yield from _changed("model ", *short)
    yield from _changed("", was.libraries, now.libraries)


def _changed(
    kind: str, was: Mapping[str, str], now: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    for name in sorted({*was, *now}):
        if was.get(name) != now.get(name):
            yield f"{kind}{name}", was.get(name, ""), now.get(name, "")
