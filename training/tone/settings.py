"""The settings of the tone model's training: all of them, in this place alone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Own:
    """A list of our own sentences (``diplomatic.py``).

    Attributes:
        number: of the items.
        seed: of the choice of words and actors.
        joined: share of the sentences that join two clauses.
    """

    number: int
    seed: int
    joined: float


@dataclass(frozen=True, slots=True)
class Run:
    """One run of ``train.py``.

    Attributes:
        seed: of the order, dropout, new layers and changed words.
        epochs: length of the schedule, in passes over all items.
        until: the run is ended after so many epochs; None: at the schedule's end.
        batch: targets a step.
        rate: the highest learning rate, of the uppermost layer.
        head_rate: that of the layers that the base encoder does not have.
        decay: factor of the rate from a layer to the one below.
        weight_decay: of the matrices (AdamW).
        smoothing: share of a label's weight that is spread over all labels.
        average: share that the moving average of the weights keeps each step.
        score_every: epochs between two scores on dev.
        freeze_words: leave the word embeddings as they are.
        gold: weight of people's labels beside the teacher's answers.
        likeness: weight of reading as the teacher reads.
    """

    seed: int
    epochs: float
    until: float | None
    batch: int
    rate: float
    head_rate: float
    decay: float
    smoothing: float
    average: float
    score_every: float
    freeze_words: bool = False
    gold: float = 0.0
    likeness: float = 0.0
    weight_decay: float = 0.01


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole procedure.

    Attributes:
        version: of the model, as its manifest has it.
        people: how many of NewsMTSC's train targets are used; None: all.
        asked: how many of the targets that nobody labelled are used; None: all that are found.
        sample_seed: of which these are.
        per_sentence: targets that nobody labelled, at most, in a sentence.
        transfer_seed: of which these are.
        label_seed: of the order in which the teacher's answers are written.
        changed: shares of a sentence's words that are changed before the teacher is asked while
            the student learns; each as often.
        near: how many near words a word may be changed for.
        own_teacher, own_labelled, own_first, own_second: our own sentences for the teacher, for
            its answers, and for the student's two runs.
        teacher, first, second: the three runs.
    """

    version: str
    people: int | None
    asked: int | None
    own_teacher: Own
    own_labelled: Own
    own_first: Own
    own_second: Own
    teacher: Run
    first: Run
    second: Run
    sample_seed: int = 1
    per_sentence: int = 4
    transfer_seed: int = 1
    label_seed: int = 1
    changed: tuple[float, ...] = (0.0, 0.0, 0.1, 0.2, 0.3)
    near: int = 8


FULL = Settings(
    version="2",
    people=None,
    asked=None,
    own_teacher=Own(1500, seed=1, joined=0.0),
    own_labelled=Own(6000, seed=5, joined=0.0),
    own_first=Own(10_000, seed=9, joined=0.5),
    own_second=Own(16_000, seed=12, joined=0.5),
    teacher=Run(
        seed=11, epochs=3, until=None, batch=32, rate=5e-5, head_rate=5e-4, decay=0.9,
        smoothing=0.1, average=0.99, score_every=0.5, freeze_words=True,
    ),
    first=Run(
        seed=31, epochs=4, until=2.5, batch=64, rate=3e-4, head_rate=1e-3, decay=0.95,
        smoothing=0.1, average=0.998, score_every=0.25, gold=0.3,
    ),
    second=Run(
        seed=41, epochs=1.5, until=None, batch=64, rate=2e-4, head_rate=6e-4, decay=0.95,
        smoothing=0.1, average=0.998, score_every=0.1, likeness=2.0,
    ),
)  # fmt: skip

# The same steps on very little text: it shows that the command runs from beginning to end where
# FULL would take a day (a machine without matrix units). Its model is far below the floors.
SMALL = Settings(
    version="2-small",
    people=300,
    asked=300,
    own_teacher=Own(100, seed=1, joined=0.0),
    own_labelled=Own(100, seed=5, joined=0.0),
    own_first=Own(200, seed=9, joined=0.5),
    own_second=Own(200, seed=12, joined=0.5),
    teacher=Run(
        seed=11, epochs=1, until=None, batch=32, rate=1e-4, head_rate=1e-3, decay=0.9,
        smoothing=0.1, average=0.9, score_every=1, freeze_words=True,
    ),
    first=Run(
        seed=31, epochs=3, until=2, batch=32, rate=3e-4, head_rate=1e-3, decay=0.95,
        smoothing=0.1, average=0.95, score_every=2, freeze_words=True, gold=0.3,
    ),
    second=Run(
        seed=41, epochs=1, until=None, batch=32, rate=2e-4, head_rate=6e-4, decay=0.95,
        smoothing=0.1, average=0.95, score_every=1, freeze_words=True, likeness=2.0,
    ),
)  # fmt: skip
