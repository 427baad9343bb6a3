"""Coded sentences: their texts, which are not ours, and their codes, which are in this repository.

The texts lie in a folder that the user names (``evaluation/frames_data/README.md`` says which and
how to come by them); the codes are letters, a capital for a frame and a small one where the coder
was in doubt.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import random
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

FRAMES = {
    "H": "history",
    "S": "security",
    "D": "dialogue",
    "T": "territory",
    "E": "economy",
    "P": "public",
    "C": "conflict",
    "U": "human_interest",
    "M": "morality",
    "R": "responsibility",
}
NAMES = tuple(FRAMES.values())
# What must be there, and what more may be.
SENTENCES, MORE = "frame-sentences.jsonl.gz", "batch-[0-9].jsonl"
NONE = "-"
MOST_WORDS = 35
# What stands around sentences, by their ids: of 'dev' and 'once', which are read in place.
AROUND = "around.jsonl"
_JOINERS = (", and ", ", while ", ", as ", ", but ", "; ", ", he said. ")


class Placed(NamedTuple):
    """A sentence, and those around it in its article."""

    sentence: str
    around: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coded:
    """A coded sentence.

    Attributes:
        id: its name in the codes.
        sentence: its words.
        story, article: what it stands in; stories are kept apart between the splits.
        split: 'train', 'dev' or 'once'.
        frames, doubtful: the frames that it holds, and those that the coder was in doubt about.
        asked: the frames that the coder was asked about.
        around: the sentences around it in its article, where they are known.
    """

    id: str
    sentence: str
    story: str
    article: str
    split: str
    frames: frozenset[str]
    doubtful: frozenset[str]
    asked: frozenset[str] = frozenset(NAMES)
    around: tuple[str, ...] = ()

    @property
    def placed(self) -> Placed:
        """The sentence where it stands."""
        return Placed(self.sentence, self.around)

    def code(self, frame: str) -> bool | None:
        """Whether it holds the frame; None where the coder was in doubt."""
        return None if frame in self.doubtful else frame in self.frames


def digest_of(sentence: str) -> str:
    """What tells that a rebuilt sentence is the one that was coded."""
    return hashlib.sha256(sentence.encode()).hexdigest()[:16]


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a file of JSON lines, gzipped or not."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def read_coded(codes: Path, texts: Path) -> list[Coded]:
    """The coded sentences whose texts are there, in the order of the codes.

    Args:
        codes: the file of codes of this repository.
        texts: the folder with the texts.

    Raises:
        ValueError: a text is another than was coded, or no text is there.
    """
    known, around = texts_in(texts), around_in(texts)
    found = []
    for row in read_lines(codes):
        text = known.get(row["id"])
        if text is None:
            continue
        if digest_of(text["sentence"]) != row["sha256"]:
            raise ValueError(f"{texts}: '{row['id']}' is another sentence than was coded")
        frames, doubtful = parted(row["codes"])
        found.append(
            Coded(
                row["id"], text["sentence"], row["story"], row["article"], row["split"],
                frames, doubtful, around=around.get(row["id"], ()),
            )
        )  # fmt: skip
    if not found:
        raise ValueError(f"{texts} holds no text of {codes.name}")
    return found


def texts_in(folder: Path) -> Mapping[str, Mapping[str, Any]]:
    """The rows of texts by their id."""
    paths = [folder / SENTENCES, *sorted(folder.glob(MORE))]
    return {row["id"]: row for path in paths if path.is_file() for row in read_lines(path)}


def around_in(folder: Path) -> Mapping[str, tuple[str, ...]]:
    """What stands around sentences, by their ids."""
    path = folder / AROUND
    rows = read_lines(path) if path.is_file() else ()
    return {row["id"]: tuple(row["around"]) for row in rows}


def parted(codes: str) -> tuple[frozenset[str], frozenset[str]]:
    """The frames of a string of codes, and those in doubt.

    Raises:
        ValueError: a letter is no code.
    """
    unknown = set(codes.upper()) - set(FRAMES) - {NONE}
    if unknown:
        raise ValueError(f"'{codes}': '{min(unknown)}' is no code")
    return (
        frozenset(FRAMES[letter] for letter in codes if letter in FRAMES),
        frozenset(FRAMES[letter.upper()] for letter in codes if letter.islower()),
    )


def of_split(coded: Iterable[Coded], *splits: str) -> list[Coded]:
    """Those of the splits."""
    return [each for each in coded if each.split in splits]


def own_sentences(folder: Path) -> list[Coded]:
    """Sentences of our own, coded for history, security and dialogue: the half 'seen' of what
    ``evaluation.emphasis`` scores, and those that hold neither history nor security."""
    asked = frozenset({"history", "security", "dialogue"})

    def made(name: str, sentence: str, frames: Iterable[str], known: frozenset[str]) -> Coded:
        nothing: frozenset[str] = frozenset()
        return Coded(name, sentence, name, name, "train", frozenset(frames), nothing, known)

    with (folder / "coder_a.csv").open(encoding="utf-8", newline="") as file:
        codes = {row["id"]: row for row in csv.DictReader(file)}
    found = []
    with (folder / "sentences.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["half"] == "seen":
                held = [frame for frame in asked if codes[row["id"]][frame] == "1"]
                found.append(made(row["id"], row["text"], held, asked))
    elsewhere = tomllib.loads((folder / "elsewhere.toml").read_text("utf-8"))
    for topic, sentences in elsewhere.items():
        for number, sentence in enumerate(sentences):
            found.append(made(f"{topic}-{number}", sentence, (), asked - {"dialogue"}))
    return found


def joined(coded: Sequence[Coded], number: int, seed: int) -> list[Coded]:
    """Pairs of sentences as one, with the frames of both: what a long sentence names in passing is
    read there, too."""
    rng = random.Random(seed)
    short = [each for each in coded if len(each.sentence.split()) <= MOST_WORDS]
    found = []
    for one, other in (rng.sample(short, 2) for _ in range(number if len(short) > 1 else 0)):
        words = f"{one.sentence.rstrip(' .')}{rng.choice(_JOINERS)}{other.sentence}"
        frames = one.frames | other.frames
        doubtful = (one.doubtful | other.doubtful) - frames
        found.append(
            replace(
                one, id=f"{one.id}+{other.id}", sentence=words, frames=frames, doubtful=doubtful,
                asked=one.asked & other.asked,
            )
        )  # fmt: skip
    return found
