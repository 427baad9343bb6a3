"""Finding, reading and checking codebook files."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from framing import files, tomlfile
from framing.codebooks import patterns
from framing.codebooks.model import (
    Codebook,
    CodebookFile,
    Conditions,
    FactCard,
    Frame,
    Indicator,
    LabelSet,
    Story,
    with_more,
)
from framing.errors import CodebookError, did_you_mean

_MOST = 20  # codebooks that extend each other
# What a codebook's heads are called, beside its file: see ``analysers.heads``.
HEADS_SUFFIX = ".heads.json"
# What the sentences are called that they were learned from: see ``validation.examples``.
CODED_SUFFIX = ".coded.jsonl"


def list_codebooks(folders: Iterable[Path] = ()) -> Mapping[str, Path]:
    """All codebooks by id, sorted: those of ``folders`` first, then the packaged ones; a file in
    an earlier folder shadows one of the same name."""
    return files.by_stem((*folders, files.CODEBOOKS))


def load_codebook(name: str | Path, folders: Iterable[Path] = ()) -> Codebook:
    """The codebook of that id, or in that file (a path, or a name that ends in .toml).

    Raises:
        CodebookError: unknown, unreadable or broken; names file, key, line and what is allowed.
    """
    return _load(name, tuple(folders), ())


def _load(name: str | Path, folders: tuple[Path, ...], inside: tuple[Path, ...]) -> Codebook:
    path = _find(name, list_codebooks(folders))
    if path in inside:
        chain = " → ".join(each.stem for each in (*inside, path))
        raise CodebookError(f"{path}: codebooks extend each other in a circle ({chain}).")
    if len(inside) == _MOST:
        raise CodebookError(
            f"{path}: more than {_MOST} codebooks extend each other.", "Put some of them together."
        )
    read = _read(path)
    base = _load(read.extends, folders, (*inside, path)) if read.extends else None
    stories = tuple(_story(other, folders) for other in read.stories)
    whole = merged(read, base) if base else read
    problem = next(_problems(whole, path.read_text(encoding="utf-8-sig").splitlines()), None)
    problem = problem or next(_clashes(whole, stories), None)
    if problem:
        line, message, hint = problem
        raise CodebookError(f"{path}{f', line {line}' if line else ''}: {message}.", hint)
    return Codebook.model_construct(
        id=path.stem,
        sha256=_digest(
            path, base, [_find(other, list_codebooks(folders)) for other in read.stories]
        ),
        path=path,
        told=stories,
        **dict(whole),
    )


def codebook_files(name: str | Path, folders: Iterable[Path] = ()) -> tuple[Path, ...]:
    """The files that a codebook is read from, its own first: those that it extends, those whose
    stories it tells, and the heads that were learned for each.

    Raises:
        CodebookError: one is not there or cannot be read.
    """
    known = list_codebooks(folders)
    found: dict[Path, None] = {}
    waiting: list[str | Path] = [name]
    while waiting:
        path = _find(waiting.pop(0), known)
        if path in found:
            continue
        found[path] = None
        read = _read(path)
        waiting += [*([read.extends] if read.extends else ()), *read.stories]
    heads = (path.with_name(path.stem + HEADS_SUFFIX) for path in found)
    return (*found, *(path for path in heads if path.is_file()))


def _read(path: Path) -> CodebookFile:
    return tomlfile.load(path, CodebookFile, CodebookError)


def _digest(path: Path, base: Codebook | None, stories: Sequence[Path]) -> str:
    """The digest of a codebook: of its file, or of all that it rests on."""
    own = hashlib.sha256(path.read_bytes()).hexdigest()
    heads = path.with_name(path.stem + HEADS_SUFFIX)
    others = [base.sha256] if base else []
    others += [hashlib.sha256(p.read_bytes()).hexdigest() for p in (*stories, heads) if p.is_file()]
    return hashlib.sha256("".join([own, *others]).encode()).hexdigest() if others else own


def _story(name: str, folders: tuple[Path, ...]) -> Story:
    """What another codebook knows of its story, without what it extends."""
    path = _find(name, list_codebooks(folders))
    read = _read(path)
    if not read.about:
        raise CodebookError(
            f"{path} does not say when an article is about its story.",
            'Add about = [["one_actor"], ["another", "or_a_third"]], with the ids of its actors.',
        )
    return Story(
        path.stem,
        read.title,
        read.about,
        read.lists,
        read.indicators,
        read.label_sets,
        read.facts,
        read.actors,
    )


def merged(own: CodebookFile, base: CodebookFile) -> CodebookFile:
    """A codebook with what it extends: its own entries take the place of those of the same id."""
    frames = {frame.id: frame for frame in (*base.frames, *own.frames)}
    parts: dict[str, tuple[object, ...]] = {
        key: tuple({e.id: e for e in (*getattr(base, key), *getattr(own, key))}.values())
        for key in ("label_sets", "facts", "actors")
    }
    return own.model_copy(
        update={
            "poles": base.poles if own.poles is None else own.poles,
            "lists": {**base.lists, **own.lists},
            "frames": with_more(tuple(frames.values()), own.indicators),
            "tone_neutral": (*base.tone_neutral, *own.tone_neutral),
            **parts,
        }
    )


def _clashes(
    codebook: CodebookFile, stories: Sequence[Story]
) -> Iterator[tuple[int | None, str, str]]:
    """What cannot stand beside each other in a codebook and its stories."""
    lists: dict[str, tuple[str, tuple[str, ...]]] = {
        name: ("itself", tuple(listed)) for name, listed in codebook.lists.items()
    }
    ids = dict.fromkeys(_ids(codebook.label_sets, codebook.facts), "itself")
    for story in stories:
        for name, listed in story.lists.items():
            where, known = lists.setdefault(name, (story.id, listed))
            if known != listed:
                yield (
                    None,
                    f"'{story.id}' and {where} have lists '@{name}' that differ",
                    ("Give one of them another name."),
                )
        for name in _ids(story.label_sets, story.facts):
            where = ids.setdefault(name, story.id)
            if where != story.id:
                yield (
                    None,
                    f"'{story.id}' and {where} both have a '{name}'",
                    ("Give one of them another id."),
                )


def _ids(sets: Iterable[LabelSet], facts: Iterable[FactCard]) -> list[str]:
    return [*(each.id for each in sets), *(each.id for each in facts)]


def _find(name: str | Path, known: Mapping[str, Path]) -> Path:
    text = str(name)
    if text in known:
        return known[text]
    path = Path(name)
    if path.suffix == ".toml" or path.is_file():
        return path
    meant = did_you_mean(text, known)
    raise CodebookError(
        f"There is no codebook '{text}'.",
        f"{meant}Codebooks: {', '.join(known) or 'none'}; or name a .toml file.",
    )


def _problems(codebook: CodebookFile, lines: list[str]) -> Iterator[tuple[int | None, str, str]]:
    """What is wrong across keys: line, problem, hint."""

    def line_of(text: str) -> int | None:
        return next((i for i, line in enumerate(lines, 1) if text in line), None)

    groups = {
        "frames": [frame.id for frame in codebook.frames],
        "label_sets": [label_set.id for label_set in codebook.label_sets],
        "facts": [card.id for card in codebook.facts],
        "actors": [actor.id for actor in codebook.actors],
    } | {
        f"label_sets.{label_set.id}.labels": [label.id for label in label_set.labels]
        for label_set in codebook.label_sets
    }
    for key, ids in groups.items():
        for name, count in Counter(ids).items():
            if count > 1:
                yield (
                    line_of(f'"{name}"'),
                    f"'{key}' has {count} entries with the id '{name}'",
                    "Give each its own id.",
                )
    yield from _loose_ends(codebook, groups["frames"], groups["actors"], line_of)
    checked: set[str] = set()
    for key, pattern in _patterns(codebook):
        if pattern in checked:
            continue
        checked.add(pattern)
        try:
            patterns.variants(pattern, codebook.lists)
        except ValueError as exc:
            yield line_of(pattern), f"'{key}': {exc}", "Mend that pattern, or add the list."


def _loose_ends(
    codebook: CodebookFile,
    frames: Sequence[str],
    actors: Sequence[str],
    line_of: Callable[[str], int | None],
) -> Iterator[tuple[int | None, str, str]]:
    """Names of what is not there, and frames that nothing shows."""
    for more in codebook.indicators:
        if more.frame not in frames:
            yield (
                line_of(f'"{more.frame}"'),
                f"'indicators' names the frame '{more.frame}', which is not there",
                f"Allowed: {', '.join(frames)}.",
            )
    for frame in codebook.frames:
        if frame.by == "indicators" and not frame.indicators:
            yield (
                line_of(f'"{frame.id}"'),
                f"the frame '{frame.id}' has no indicators",
                'Add [[frames.indicators]], or read it by = "meaning".',
            )
    for actor_id in (each for group in codebook.about for each in group):
        if actor_id not in actors:
            yield (
                line_of("about"),
                f"'about' names '{actor_id}', which is no actor",
                f"Allowed: {', '.join(actors) or 'none'}.",
            )
    for pole in codebook.poles or ():
        if pole not in frames:
            yield (
                line_of("poles"),
                f"'poles' names '{pole}', which is no frame",
                f"Allowed: {', '.join(frames)}.",
            )
    if codebook.poles and codebook.poles[0] == codebook.poles[1]:
        yield line_of("poles"), "'poles' names one frame twice", "Name two frames."


def _patterns(codebook: CodebookFile) -> Iterator[tuple[str, str]]:
    for name, listed in codebook.lists.items():
        yield from ((f"lists.{name}", pattern) for pattern in listed)
    full = Codebook.model_construct(id="", sha256="", path=Path(), **dict(codebook))
    for key, term in full.terms():
        for pattern in (term.pattern, *term.near, *term.not_near, *term.not_in):
            yield key, pattern


_STARTER = Path(__file__).with_name("starter.toml")


def new_codebook(name: str, folder: Path, title: str | None = None) -> Codebook:
    """Write a starter codebook ``<folder>/<name>.toml`` that loads and passes its own examples.

    Raises:
        CodebookError: the name is no file name, the file is there already, or cannot be written.
    """
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", name):
        raise CodebookError(
            f"'{name}' cannot name a codebook.", "Use lower-case letters, digits and hyphens."
        )
    path = folder / f"{name}.toml"
    shown = (title or name.replace("-", " ").capitalize()).replace("\\", "").replace('"', "'")
    text = _STARTER.read_text(encoding="utf-8").replace("@TITLE@", shown)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as exc:
        raise CodebookError(f"{path} is there already.", "Choose another name.") from exc
    except OSError as exc:
        raise CodebookError(f"{path} cannot be written ({exc.strerror}).") from exc
    return load_codebook(path)


def as_text(codebook: Codebook) -> str:
    """All that a codebook holds, as readable lines."""
    return "\n".join(_lines(codebook)) + "\n"


def _lines(codebook: Codebook) -> Iterator[str]:
    yield f"{codebook.title} (version {codebook.version})"
    yield f"{codebook.path}"
    yield f"sha256 {codebook.sha256}"
    if codebook.description:
        yield f"\n{codebook.description.strip()}"
    if codebook.extends:
        yield f"\nExtends: {codebook.extends}"
    for story in codebook.told:
        yield f"\nSTORY  {story.title} [{story.id}]"
    if codebook.poles:
        yield f"\nCompared: {codebook.poles[0]} against {codebook.poles[1]}"
    for name, listed in codebook.lists.items():
        yield f"\n@{name}: {', '.join(listed)}"
    for frame in codebook.frames:
        yield from _frame(frame)
    for label_set in codebook.label_sets:
        yield f"\nNAMES  {label_set.name} [{label_set.id}]"
        for label in label_set.labels:
            side = f" — {label.takes_side}" if label.takes_side else ""
            yield f"  {label.name}: {', '.join(label.patterns)}{_conditions(label)}{side}"
    if codebook.facts:
        yield "\nFACTS"
        for card in codebook.facts:
            yield f"  {card.name} [{card.id}]: {', '.join(card.patterns)}{_conditions(card)}"
    if codebook.actors:
        yield "\nACTORS"
        for actor in codebook.actors:
            yield f"  {actor.name} [{actor.id}]: {', '.join(actor.aliases)}"


def _frame(frame: Frame) -> Iterator[str]:
    yield f"\nFRAME  {frame.name} [{frame.id}]"
    yield f"  {' '.join(frame.definition.split())}"
    yield f"  read by {frame.by}"
    if frame.tentative:
        yield f"  tentative: {frame.tentative}"
    for sign, examples in (("+", frame.include), ("−", frame.exclude)):
        for example in examples:
            note = f"  ({example.note})" if example.note else ""
            yield f"  {sign} {example.sentence}{note}"
    for indicator in frame.indicators:
        yield f"  · {_indicator(indicator)}"
    if frame.not_in:
        yield f"  never inside: {', '.join(frame.not_in)}"


def _indicator(indicator: Indicator) -> str:
    words = [*indicator.lemma, *(f"“{p}”" for p in indicator.phrase), *indicator.pattern]
    note = f"{indicator.note}: " if indicator.note else ""
    return f"{note}{', '.join(words)}{_conditions(indicator)}"


def _conditions(conditions: Conditions) -> str:
    parts = []
    for name, near, scope in (
        ("near", conditions.near, conditions.within),
        ("not near", conditions.not_near, conditions.not_within),
    ):
        if near:
            where = f"within {scope} words" if isinstance(scope, int) else f"in the {scope}"
            parts.append(f"{name} ({where}) {', '.join(near)}")
    if conditions.not_in:
        parts.append(f"not in {', '.join(conditions.not_in)}")
    return f" [{'; '.join(parts)}]" if parts else ""
