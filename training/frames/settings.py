"""The settings of the training of frames: all of them, in this place alone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole procedure.

    Attributes:
        version: of the encoder, as its manifest has it.
        most: so many sentences are learned from, and chosen on; None: all.
        seed: of the order and of dropout.
        runs: so many trainings, with ``seed`` and the numbers after it, whose weights are averaged
            (Wortsman et al. 2022): no dearer to read with, and steadier on what is rare.
        lower: so many layers stay as they are, and are shared with the general reading.
        epochs: passes over all sentences.
        batch: sentences a step.
        rate: the highest learning rate, of the uppermost layer.
        head_rate: that of the heads.
        decay: factor of the rate from a layer to the one below.
        weight_decay: of the matrices (AdamW).
        doubtful: what a doubtful code is learned as, between 0 and 1.
        doubtful_weight: how much a doubtful code counts in training.
        story: the sentences of a story count for no more than so many; else what much-coded stories
            have in common (schools, churches, apologies) is learned as the frame.
        joined: how many pairs of sentences are learned from as one sentence, beside each of them,
            as a part of all sentences.
        average: share that the moving average of the weights keeps each step.
        penalty: of the two numbers of each frame's calibration, so that a frame with few examples
            is moved less.
        band: a sentence is doubtful from this part of the threshold on, up to the same part of the
            way from the threshold to 1.
    """

    version: str = "1"
    most: int | None = None
    seed: int = 1
    runs: int = 2
    lower: int = 3
    epochs: int = 3
    batch: int = 32
    rate: float = 2e-4
    head_rate: float = 5e-3
    decay: float = 0.9
    weight_decay: float = 0.01
    doubtful: float = 0.5
    doubtful_weight: float = 0.5
    story: int = 40
    joined: float = 0.15
    average: float = 0.98
    penalty: float = 1.0
    band: float = 0.5


FULL = Settings()
# The same steps, far too short: it shows that the command runs from beginning to end.
SMALL = Settings(version="1-small", most=100, epochs=1, batch=8)
