"""Choose what surroundings count for, and the thresholds, of the heads that lie in a folder.

    python -m training.frames.thresholds --texts FOLDER --bbc FOLDER [--weights FOLDER]

Of each frame first what the sentences around one count for, if they do (``company``); then the
threshold with the greatest F1 on 'dev' (``best_threshold``). Of the frames that
sport, business and culture hardly ever hold, only thresholds count at which so few of some 3,000
sentences of these are found that, with 95% confidence, it is one in a hundred or fewer (the upper
end of Wilson's interval, to one side). F1 alone cannot tell: security's is the same from .3 to .7.
BBC is the BBC news set (``training.frames.elsewhere``). 'once' is never read, of neither.

``heads.json`` is written anew, and ``thresholds.json`` beside it, the record of this step.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from framing.analysers.heads import PACKAGED, Head, Heads, load_heads
from framing.analysers.meaning import in_company
from framing.evidence.intervals import wilson
from framing.text.encoder import LOWER, TAUGHT
from framing.validation.learn import band_of, best_threshold, f1
from training.frames.company import InPlace, company_of
from training.frames.data import (
    AROUND,
    MORE,
    SENTENCES,
    Coded,
    Placed,
    of_split,
    read_coded,
    read_lines,
)
from training.frames.elsewhere import TOPICS, to_choose_on
from training.frames.gather import CODES
from training.record import read_record, record_of, write_record

if TYPE_CHECKING:
    from numpy.typing import NDArray

HEADS, TRAINED, RECORD = PACKAGED.name, "record.json", "thresholds.json"


@dataclass(frozen=True, slots=True)
class Settings:
    """How thresholds are chosen.

    Attributes:
        strange: frames that sport, business and culture hardly ever hold. Talks, quarrels, money
            and people's fates stand there as elsewhere.
        most: no more than this part of such sentences may be found.
        sure: how sure that must be, were each sentence drawn by itself.
        band: as in ``training.frames.settings``.
        penalty: of the numbers that say what surroundings count for.
        gain: so much greater must F1 be with them, by cross-validation over stories.
    """

    strange: tuple[str, ...] = ("history", "security")
    most: float = 0.01
    sure: float = 0.95
    band: float = 0.5
    penalty: float = 0.5
    gain: float = 0.01


def lowest_allowed(p: NDArray[np.float64], settings: Settings) -> float:
    """The lowest threshold, in hundredths, at which few enough of these sentences are found; ``p``
    has their probabilities."""
    quantile = NormalDist().inv_cdf(settings.sure)
    for hundredths in range(1, 99):
        share = float(np.mean(p >= hundredths / 100))
        if wilson(share, len(p), quantile)[1] <= settings.most:
            return hundredths / 100
    return 0.99


def chosen(
    heads: Mapping[str, Head], dev: Sequence[Coded], elsewhere: Sequence[Placed], folder: Path,
    settings: Settings,
) -> tuple[dict[str, Head], dict[str, float]]:  # fmt: skip
    """The heads with what surroundings count for, their thresholds and bounds of doubt, and the
    figures on what they were chosen on; ``folder`` holds the encoder."""
    reader = InPlace(heads, folder)
    found, scores = {}, {}
    for frame, head in heads.items():
        sure = [each for each in dev if each.code(frame) is not None]
        wanted = [bool(each.code(frame)) for each in sure]
        own = [reader.own(each.sentence)[frame] for each in sure]
        near = [reader.near(frame, each.placed) for each in sure]
        around = company_of(
            head, own, near, wanted, [each.story for each in sure], settings.penalty, settings.gain
        )
        head = head.model_copy(update={"around": around})  # noqa: PLW2901
        strange = frame in settings.strange
        p = np.array([in_company(head, *each) for each in zip(own, near, strict=True)])
        there = np.array(
            [
                in_company(head, reader.own(each.sentence)[frame], reader.near(frame, each))
                for each in (elsewhere if strange else ())
            ]
        )
        least = lowest_allowed(there, settings) if strange else 0.0
        threshold = best_threshold(p, wanted, least)
        low, high = band_of(threshold, settings.band)
        found[frame] = head.model_copy(update={"threshold": threshold, "low": low, "high": high})
        scores[f"dev_{frame}"] = f1([bool(each) for each in p >= threshold], wanted)
        if strange:
            scores[f"elsewhere_{frame}"] = float(np.mean(there >= threshold))
    return found, scores


def sentences_elsewhere(bbc: Path, known: Collection[str]) -> list[Placed]:
    """The sentences of all topics that thresholds are chosen on."""
    return [each for topic in TOPICS for each in to_choose_on(bbc / topic, known)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Choose, write and record. Returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--bbc", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=PACKAGED.parent)
    args = parser.parse_args(arguments)
    needed = [args.texts / AROUND, *(args.bbc / topic for topic in TOPICS), args.weights / TRAINED]
    missing = [str(path) for path in needed if not path.exists()]
    if missing:
        parser.error(f"not there: {', '.join(missing)}")
    folder, settings = args.weights, Settings()
    trained = read_record(folder / TRAINED)
    dev = of_split(read_coded(CODES, args.texts), "dev")
    elsewhere = sentences_elsewhere(args.bbc, {row["sha256"] for row in read_lines(CODES)})
    heads = load_heads(folder / HEADS)
    found, scores = chosen(heads.heads, dev, elsewhere, folder, settings)
    print(f"{len(dev)} sentences of dev, {len(elsewhere)} of sport, business and culture")
    for frame, head in found.items():
        before = heads.heads[frame].threshold
        false = scores.get(f"elsewhere_{frame}")
        counts = f"  around {head.around.near:.2f}" if head.around else ""
        print(f"{frame:15} {before:.3f} -> {head.threshold:.3f}  F1 {scores[f'dev_{frame}']:.3f}"
              + ("" if false is None else f"  elsewhere {false:.2%}") + counts)  # fmt: skip
    write_heads_file(folder / HEADS, heads.model_copy(update={"heads": found}))
    named = [args.texts / SENTENCES, args.texts / AROUND, *sorted(args.texts.glob(MORE))]
    inputs = {path.name: path for path in named}
    record = record_of(
        "python -m training.frames.thresholds",
        weights=folder / HEADS,
        inputs={
            **{name: path for name, path in inputs.items() if path.is_file()},
            CODES.name: CODES,
            **{name: folder / name for name in (LOWER, TAUGHT, TRAINED)},
        },
        data=[],
        settings=settings,
        libraries=("numpy", "onnxruntime", "tokenizers", "spacy"),
        machine={"processor": platform.machine()},
        scores=scores,
    )
    # As the training left them: their weights are the same, and the thresholds are not read.
    record.inputs[HEADS] = trained.weights[HEADS]
    record.inputs["elsewhere"] = _digest_of_all(elsewhere)
    write_record(folder / RECORD, record)
    return 0


def write_heads_file(path: Path, heads: Heads) -> None:
    """Write a file of heads."""
    text = json.dumps(heads.model_dump(by_alias=True), separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8")


def _digest_of_all(sentences: Sequence[Placed]) -> str:
    """One digest of all sentences, of which the articles are not ours to list."""
    return hashlib.sha256("\n".join(each.sentence for each in sentences).encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
