"""Fine-tune the encoder on targets' tone, from people's labels or a teacher's.

After every part of an epoch the averaged weights are scored on NewsMTSC dev and written
(``last.pt``; ``best.pt`` if none before were better); the test split is never read.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Sequence
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812  (its usual name)
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LambdaLR

from evaluation.tone_score import best, confident_half, macro_f1
from framing.analysers.tone.encoding import Encoded
from framing.analysers.tone.towards import LABELS
from training.tone.data import batches, encode_all, tensors
from training.tone.items import DEV, Item, items_of, read_items, read_rows
from training.tone.model import TargetTone, fast, load_base
from training.tone.settings import Run
from training.tone.teacher import Teacher

LAST, BEST = "last.pt", "best.pt"
AVERAGE_EVERY = 4  # steps


class Lessons(NamedTuple):
    """Encoded items, the probabilities to learn (items × labels), and whether to ask the teacher
    for them instead."""

    encoded: list[Encoded]
    told: Tensor
    asked: Tensor


class Scores(NamedTuple):
    """Macro-F1 on the two dev splits, and the accuracy on the surest half of both."""

    rw: float
    mt: float
    surest_half: float

    def __str__(self) -> str:
        return f"rw {self.rw:.3f}, mt {self.mt:.3f}, surest half {self.surest_half:.3f}"


@torch.inference_mode()
def predict(model: TargetTone, encoded: list[Encoded], size: int = 64) -> Tensor:
    """Logits of all items, in order."""
    model.eval()
    out = torch.zeros(len(encoded), len(LABELS))
    for batch in batches(encoded, size, None):
        with fast():
            out[batch] = model(*tensors(encoded, batch)).float()
    return out


class Dev:
    """NewsMTSC's dev splits, and how a model does on them."""

    def __init__(self, data: Path) -> None:
        self.items = [read_items(data / name) for name in DEV.values()]
        self.encoded = [encode_all(part) for part in self.items]

    def scores(self, model: TargetTone) -> Scores:
        """How the model does."""
        return self.scores_of([predict(model, part) for part in self.encoded])

    def scores_of(self, logits: Sequence[Tensor]) -> Scores:
        """How a model does that has these logits on the splits."""
        told = [
            [dict(zip(LABELS, row, strict=True)) for row in part.softmax(-1).tolist()]
            for part in logits
        ]
        gold = [[item.label or "" for item in part] for part in self.items]
        rw, mt = (macro_f1(g, best(t)) for g, t in zip(gold, told, strict=True))
        return Scores(rw, mt, confident_half(gold[0] + gold[1], told[0] + told[1]))


def one_hot(items: Sequence[Item]) -> Tensor:
    """Items × labels: 1 at the label that people gave, nothing where they gave none."""
    rows = [[float(item.label == label) for label in LABELS] for item in items]
    return torch.tensor(rows).view(-1, len(LABELS))


def lessons(
    run: Run, labelled: Sequence[Path], taught: Sequence[Path] = (), asked: Sequence[Path] = ()
) -> Lessons:
    """All that a run learns from.

    Args:
        labelled: files of items with people's labels, our own sentences among them.
        taught: files of items with a teacher's logits (``label.py``).
        asked: files of items about which the teacher is asked while the student learns.
    """
    items = [item for path in labelled for item in read_items(path)]
    told = one_hot(items) * (1 - run.smoothing) + run.smoothing / len(LABELS)
    for path in taught:
        rows = read_rows(path)
        known = one_hot(items_of(rows))
        weight = run.gold * known.sum(1, keepdim=True)
        answers = torch.tensor([row["logits"] for row in rows]).softmax(-1)
        items += items_of(rows)
        told = torch.cat([told, known * run.gold + answers * (1 - weight)])
    questions = [item for path in asked for item in read_items(path)]
    told = torch.cat([told, torch.zeros(len(questions), len(LABELS))])
    return Lessons(encode_all(items + questions), told, torch.arange(len(told)) >= len(items))


def _groups(model: TargetTone, run: Run) -> list[dict]:
    """Lower layers learn more slowly: each layer's rate is ``run.decay`` times that above it."""
    depth = len(model.layers)
    groups = []
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith(("hidden.", "out.")):
            lr = run.head_rate
        elif found := re.search(r"layers\.(\d+)\.", name):
            lr = run.rate * run.decay ** (depth - 1 - int(found[1]))
        else:
            lr = run.rate * run.decay**depth
        weight_decay = run.weight_decay if parameter.dim() > 1 else 0.0
        groups.append({"params": [parameter], "lr": lr, "weight_decay": weight_decay})
    return groups


class Average:
    """The running mean of a model's weights, which errs less than the last step's."""

    def __init__(self, model: TargetTone, keep: float) -> None:
        self.model = model
        self.keep = keep
        self.weights = {k: v.detach().clone() for k, v in model.state_dict().items()}

    @torch.no_grad()
    def update(self, step: int) -> None:
        """Take the model's weights in; the first steps count for more."""
        keep = min(self.keep, (1 + step) / (10 + step)) ** AVERAGE_EVERY
        for name, value in self.model.named_parameters():
            if value.requires_grad:
                self.weights[name].lerp_(value, 1 - keep)

    def scores(self, dev: Dev) -> Scores:
        """How the mean does; the model keeps its own weights."""
        own = {k: v.clone() for k, v in self.model.state_dict().items()}
        self.model.load_state_dict(self.weights)
        scores = dev.scores(self.model)
        self.model.load_state_dict(own)
        return scores


def loss_of(
    model: TargetTone, teacher: Teacher | None, given: Lessons, batch: list[int], likeness: float
) -> Tensor:
    """The loss of a batch: of the answers, and of reading otherwise than the teacher does."""
    ids, target = tensors(given.encoded, batch)
    told, asked = given.told[batch], given.asked[batch]
    answer = None
    if teacher and asked.any():
        answer = teacher.answer(ids[asked], target[asked])
        ids[asked], told[asked] = answer.ids, answer.probabilities
    with fast():
        reading = model.read(ids, target)
        logits = model.answer(reading)
    loss = F.cross_entropy(logits.float(), told)
    if teacher and answer:
        loss = loss + likeness * teacher.unlikeness(reading[asked], answer.reading)
    return loss


def _schedule(optimiser: Optimizer, total: int) -> LambdaLR:
    """Up for a twelfth of the steps, then down to nothing."""
    warm = max(1, total // 12)
    return LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.0, (total - s) / max(1, total - warm)))
    )


def train(
    run: Run, base: Path, given: Lessons, dev: Dev, out: Path, *,
    start: Path | None = None, teacher_of: Callable[[TargetTone], Teacher] | None = None,
) -> Scores:  # fmt: skip
    """One run, told from top to bottom; the scores of its last weights on dev.

    Args:
        base: folder of the base encoder.
        out: folder for ``last.pt`` and ``best.pt``.
        start: weights of an earlier run to go on from.
        teacher_of: makes the teacher of the student, if one is to be asked.
    """
    torch.manual_seed(run.seed)
    rng = random.Random(run.seed)
    model = load_base(base)
    if start:
        model.load_state_dict(torch.load(start))
    # Half of the weights are the word embeddings; a small training set moves few of them, and
    # leaving them as they are saves much of a step's time.
    model.words.weight.requires_grad_(not run.freeze_words)
    groups = _groups(model, run)
    teacher = teacher_of(model) if teacher_of else None
    if teacher:
        groups.append({"params": [*teacher.likeness.parameters()], "lr": run.head_rate})
    learning = [parameter for group in groups for parameter in group["params"]]
    optimiser = torch.optim.AdamW(groups, fused=True)
    per_epoch = (len(given.encoded) + run.batch - 1) // run.batch
    total = round(per_epoch * run.epochs)
    end = total if run.until is None else round(per_epoch * run.until)
    schedule = _schedule(optimiser, total)
    average = Average(model, run.average)
    out.mkdir(parents=True, exist_ok=True)
    greatest, began = -1.0, time.monotonic()
    every = max(1, round(per_epoch * run.score_every))
    order = (batch for _ in count() for batch in batches(given.encoded, run.batch, rng))
    for step, batch in enumerate(islice(order, end), 1):
        model.train()
        loss = loss_of(model, teacher, given, batch, run.likeness)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learning, 1.0)
        optimiser.step()
        schedule.step()
        if step % AVERAGE_EVERY == 0 or step == end:
            average.update(step)
        if step % 50 == 0 or step == 1:
            seconds = time.monotonic() - began
            print(f"{step}/{end} loss {loss.item():.3f} {seconds:.0f} s", flush=True)
        if step % every == 0 or step == end:
            scores = average.scores(dev)
            print(f"== {step / per_epoch:.2f} epochs: {scores}", flush=True)
            torch.save(average.weights, out / LAST)
            if sum(scores) > greatest:
                greatest = sum(scores)
                torch.save(average.weights, out / BEST)
    return scores
