"""Teaching a codebook's frames: from coders' sheets to heads, and a record of what they can do."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from framing.analysers.heads import Heads, by_meaning, heads_path, load_heads
from framing.analysers.run import one_thread
from framing.codebooks import Codebook, Frame, load_codebook
from framing.errors import CodebookError, InputError
from framing.files import PACKAGE, write_file
from framing.models import Analysis, Part
from framing.text.encoder import load_encoder
from framing.validation.examples import CodedSentence, coded_lines, coded_path
from framing.validation.learn import (
    ENOUGH,
    Learned,
    Lessons,
    Told,
    foreseen,
    learn,
    to_code_next,
)
from framing.validation.record import (
    ValidationRecord,
    gold,
    record_json,
    record_name,
    validate,
)
from framing.validation.run import KEY, filled_sheets
from framing.validation.semantic import by_likeness
from framing.validation.sheet import Coding, Item, Key, key_of, load_key

MORE = 50  # sentences that the learning curve is drawn out by
ENCODER = "general"


@dataclass(frozen=True, slots=True)
class Taught:
    """What was learned: the codebook with its new heads, the record that reports print, and both
    files; ``said`` is what the learning curves say, by frame; ``left`` is why a frame was left."""

    codebook: Codebook
    record: ValidationRecord
    heads: Path
    written: Path
    said: Mapping[str, str]
    left: Mapping[str, str]


@one_thread()
def teach(
    codebook: Codebook,
    folders: Sequence[Path],
    records: Path,
    codebooks: Iterable[Path] = (),
    note: str = "",
) -> Taught:
    """Learn a codebook's frames from coders' sheets; heads and record are written.

    Args:
        codebook: whose frames; those that are read by meaning and name no head that ships.
        folders: what ``framing validate sheet`` wrote, one or several, with filled sheets.
        records: the folder in which reports look for records.
        codebooks: the folders of the user's codebooks.
        note: who coded what; printed with the figures.

    Raises:
        CodebookError: no frame is to be learned, or the codebook is one that ships.
        InputError: a sheet is wrong, or no frame has enough codes.
    """
    frames = [frame.id for frame in by_meaning(codebook.frames) if not frame.head]
    if codebook.path.is_relative_to(PACKAGE) or not frames:
        raise CodebookError(
            f"{codebook.path} has no frame to learn.",
            'Write by = "meaning" under a frame of a codebook of your own '
            "(framing codebooks new), and no 'head'.",
        )
    key, codings = gathered(codebook, folders)
    texts = [item.text for item in key.items]
    vectors = load_encoder(ENCODER).vectors(texts).astype(np.float64)
    beside = [[text for text in (item.before, item.after) if text] for item in key.items]
    around = [load_encoder(ENCODER).vectors(each).astype(np.float64) for each in beside]
    learned: dict[str, Learned] = {}
    left: dict[str, str] = {}
    units = {item.id: i for i, item in enumerate(key.items)}
    rows: dict[str, list[int]] = {}
    coded: dict[str, tuple[bool, ...]] = {}
    for frame in frames:
        if frame not in key.frames:
            left[frame] = "The sheets have no column for it."
            continue
        codes = gold(codings, frame, 1)
        rows[frame] = sorted(units[unit] for unit in codes)
        coded[frame] = tuple(codes[key.items[i].id] for i in rows[frame])
        lessons = Lessons(
            vectors[rows[frame]],
            coded[frame],
            tuple(key.items[i].article for i in rows[frame]),
            tuple(around[i] for i in rows[frame]),
        )
        try:
            learned[frame] = learn(lessons, told_of(codebook.frame(frame)))
        except InputError as exc:
            left[frame] = f"{exc.message} {exc.hint}"
    if not learned:
        raise InputError(f"Nothing was learned. {frames[0]}: {left[frames[0]]}")
    path = heads_path(codebook)
    write_file(path, _heads_json(codebook, {f: each.head for f, each in learned.items()}))
    kept = [
        CodedSentence(frame=frame, sentence=texts[i], held=code)
        for frame in learned
        for i, code in zip(rows[frame], coded[frame], strict=True)
    ]
    write_file(coded_path(codebook), coded_lines(kept))
    codebook = load_codebook(codebook.path, codebooks)
    said = {frame: _curve_in_words(each) for frame, each in learned.items()}
    found = {
        frame: dict(zip(rows[frame], each.held, strict=True)) for frame, each in learned.items()
    }
    kept_back = " ".join(
        f"Not learned: {codebook.frame(frame).name} ({why})" for frame, why in left.items()
    )
    told = "; ".join(f"{codebook.frame(frame).name}: {words}" for frame, words in said.items())
    method = (
        "The machine's figures are by cross-validation over articles: each sentence was read, "
        f"among those beside it, by a head that had not seen its article. {told}"
    )
    # Of a frame without a head there is nothing to measure.
    read = replace(
        _as_read(key, codebook, found), frames=tuple(f for f in key.frames if f not in left)
    )
    said_of_it = " ".join(filter(None, (note, f"{method}.", kept_back)))
    record = validate(read, codings, said_of_it, least=1)
    written = records / record_name(record)
    write_file(written, record_json(record))
    return Taught(codebook, record, path, written, said, left)


def not_used(codebook: Codebook, key: Key, codings: Sequence[Coding]) -> list[str]:
    """What of the sheets teaches nothing, a sentence each: sentences that nobody coded, and those
    on which as many coders say yes as no."""
    found: dict[str, list[str]] = {}
    for frame in by_meaning(codebook.frames):
        if frame.head or frame.id not in key.frames:
            continue
        coded = {unit for coding in codings for unit in coding.codes[frame.id]}
        without = len(key.items) - len(coded)
        split = len(coded) - len(gold(codings, frame.id, 1))
        if without:
            words = f"{without} of {len(key.items)} sentences have no code and teach nothing"
            found.setdefault(words, []).append(frame.id)
        if split:
            words = (
                f"{split} of {len(coded)} coded sentences teach nothing: the coders differ on them"
            )
            found.setdefault(words, []).append(frame.id)
    return [f"{', '.join(frames)}: {words}." for words, frames in found.items()]


def told_of(frame: Frame) -> Told:
    """What a codebook says of a frame, as vectors."""
    encoder = load_encoder(ENCODER)
    models = [frame.definition, *(e.sentence for e in frame.include), *frame.seeds]
    without = encoder.vectors([e.sentence for e in frame.exclude])
    return Told(encoder.vectors(models).astype(np.float64), without.astype(np.float64))


def gathered(codebook: Codebook, folders: Sequence[Path]) -> tuple[Key, list[Coding]]:
    """The sheets of all folders as one: their key, and each coder's codes.

    Raises:
        InputError: a folder belongs to another codebook, or holds no filled sheet.
    """
    items: list[Item] = []
    codes: dict[str, dict[str, dict[str, bool]]] = {}
    keys = []
    for number, folder in enumerate(folders):
        key = load_key(folder / KEY)
        keys.append(key)
        if key.codebook != codebook.id:
            raise InputError(
                f"{folder / KEY} belongs to the codebook '{key.codebook}', not '{codebook.id}'.",
                "Name the folder of this codebook's sheets.",
            )
        prefix = f"{number}." if len(folders) > 1 else ""
        items += [replace(item, id=prefix + item.id) for item in key.items]
        for coding in filled_sheets(folder, key):
            own = codes.setdefault(coding.coder, {})
            for frame, given in coding.codes.items():
                own.setdefault(frame, {}).update({prefix + unit: c for unit, c in given.items()})
    frames = tuple(f.id for f in codebook.frames if all(f.id in key.frames for key in keys))
    whole = replace(
        keys[0],
        frames=frames,
        items=tuple(items),
        sentences=sum(key.sentences for key in keys),
        articles=len({item.article for item in items}),
    )
    return whole, [
        Coding(coder, {frame: own.get(frame, {}) for frame in frames})
        for coder, own in sorted(codes.items())
    ]


def _as_read(key: Key, codebook: Codebook, found: Mapping[str, Mapping[int, bool]]) -> Key:
    """The key with what was found in each sentence by heads that had not seen its article."""
    items = []
    for i, item in enumerate(key.items):
        kept = [frame for frame in item.frames if frame not in found]
        kept += [frame for frame, held in found.items() if held.get(i)]
        items.append(replace(item, frames=tuple(kept)))
    return replace(key, sha256=codebook.sha256, version=codebook.version, items=tuple(items))


def _curve_in_words(learned: Learned) -> str:
    """'F1 on the sheet, unweighted: .61 from 40 sentences, .70 from 80; another 50 would bring
    about .74', and whether so few hold the frame that these figures are rough."""
    half, whole = learned.curve[1], learned.curve[-1]
    then = foreseen(learned.curve, MORE)
    more = (
        f"another {MORE} would bring about {_points(then)}"
        if then >= whole[1] + 0.01
        else f"another {MORE} would add little"
    )
    reached = f"{_points(half[1])} from {half[0]} sentences, {_points(whole[1])} from {whole[0]}"
    few = learned.head.positives < ENOUGH
    rough = f"; {learned.head.positives} of them hold the frame: these figures are rough"
    return f"F1 on the sheet, unweighted: {reached}; {more}{rough if few else ''}"


def _points(value: float) -> str:
    return f"{value:.2f}".removeprefix("0")


def _heads_json(codebook: Codebook, heads: Mapping[str, object]) -> bytes:
    found = Heads.model_validate(
        {
            "schema": "framing.heads/1",
            "reading": ENCODER,
            "encoder": load_encoder(ENCODER).version,
            "codebook": codebook.id,
            "heads": heads,
        }
    )
    return (json.dumps(found.model_dump(by_alias=True), separators=(",", ":")) + "\n").encode()


def next_sheet(codebook: Codebook, analyses: Sequence[Analysis], known: Key, most: int) -> Key:
    """A sheet of the sentences whose coding would teach the codebook's frames most.

    Sentences that were coded before are left out. The frames take turns. Of a frame that could not
    be learned yet come those that are likest to its examples and definition.
    """
    coded = {(item.article, item.text) for item in known.items}
    places = [
        (analysis, sentence.index)
        for analysis in analyses
        for sentence in analysis.sentences
        if sentence.part is Part.BODY
    ]
    texts = [_text(analysis, index) for analysis, index in places]
    fresh = [i for i, (a, _) in enumerate(places) if (a.article.id, texts[i]) not in coded]
    if not fresh:
        raise InputError("Every sentence is coded already.", "Name more articles.")
    vectors = load_encoder(ENCODER).vectors([texts[i] for i in fresh]).astype(np.float64)
    path = heads_path(codebook)
    heads = load_heads(path).heads if path.is_file() else {}
    turns = [
        iter(
            to_code_next(heads[frame.id], vectors, most)
            if frame.id in heads
            else by_likeness(frame, vectors.astype(np.float32))
        )
        for frame in by_meaning(codebook.frames)
        if not frame.head
    ]
    chosen = [fresh[i] for i in _in_turn(turns, most)]
    return key_of(codebook, analyses, [(places[i][0], places[i][1]) for i in chosen])


def _in_turn(turns: Sequence[Iterator[int]], most: int) -> list[int]:
    """The first ``most`` of several rows, taken in turn, each once."""
    found: dict[int, None] = {}
    waiting = list(turns)
    while waiting and len(found) < most:
        for row in list(waiting):
            taken = next((i for i in row if i not in found), None)
            if taken is None:
                waiting.remove(row)
            elif len(found) < most:
                found[taken] = None
    return list(found)


def _text(analysis: Analysis, index: int) -> str:
    return " ".join(analysis.sentences[index].span.of(analysis.article.text).split())
