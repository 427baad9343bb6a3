"""Fine-tune the encoder on targets' tone, from people's labels or a teacher's.

    python -m training.tone.train --base FOLDER --data FOLDER --out FOLDER [--own FILE …]
        [--taught FILE …] [--teacher WEIGHTS --teacher-base FOLDER --asked FILE …] [--taught-only]
        [--start WEIGHTS]

Needs torch, safetensors, tokenizers and pydantic; nothing here is imported by the product. After
every part of an epoch the averaged weights are scored on NewsMTSC dev and written (``last.pt``;
``best.pt`` if none before were better); the test split is never read.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812  (its usual name)
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LambdaLR

from framing.analysers.tone.encoding import Encoded
from training.tone.data import Item, batches, encode_all, read_items, tensors
from training.tone.model import LABELS, TargetTone, load_base
from training.tone.teacher import Teacher

AVERAGE_EVERY = 4
TRAIN = "newsmtsc-train.jsonl.gz"
DEV = ("newsmtsc-dev-rw.jsonl.gz", "newsmtsc-dev-mt.jsonl.gz")


class Lessons(NamedTuple):
    """Encoded items, the probabilities to learn (items × labels), and whether to ask the teacher
    for them instead."""

    encoded: list[Encoded]
    told: Tensor
    asked: Tensor


def macro_f1(gold: list[int], guess: list[int]) -> float:
    """Mean F1 over the three labels."""
    scores = []
    for label in range(len(LABELS)):
        hit = sum(g == p == label for g, p in zip(gold, guess, strict=True))
        total = gold.count(label) + guess.count(label)
        scores.append(2 * hit / total if total else 0.0)
    return sum(scores) / len(LABELS)


def sure_half(gold: list[int], logits: Tensor) -> float:
    """Accuracy on the half of the items whose greatest probability is greatest."""
    sure, guess = logits.softmax(-1).max(1)
    half = sure.argsort(descending=True, stable=True)[: (len(gold) + 1) // 2]
    return float((guess[half] == torch.tensor(gold)[half]).float().mean())


@torch.inference_mode()
def predict(model: TargetTone, encoded: list[Encoded], size: int = 64) -> Tensor:
    """Logits of all items, in order."""
    model.eval()
    out = torch.zeros(len(encoded), len(LABELS))
    for batch in batches(encoded, size, None):
        with torch.autocast("cpu", torch.bfloat16):
            out[batch] = model(*tensors(encoded, batch)).float()
    return out


class Dev:
    """NewsMTSC's dev splits, and how a model does on them."""

    def __init__(self, data: Path) -> None:
        self.items = [read_items(data / name) for name in DEV]
        self.encoded = [encode_all(part) for part in self.items]

    def scores(self, model: TargetTone) -> tuple[float, float, float]:
        """Macro-F1 on rw and on mt, and the accuracy on the surest half of both."""
        logits = [predict(model, part) for part in self.encoded]
        gold = [[item.label for item in part] for part in self.items]
        rw, mt = (macro_f1(g, p.argmax(1).tolist()) for g, p in zip(gold, logits, strict=True))
        return rw, mt, sure_half(gold[0] + gold[1], torch.cat(logits))


def lessons(args: argparse.Namespace) -> Lessons:
    """All that a run learns from: people's labels, our own sentences, a teacher's answers."""
    items: list[Item] = [] if args.taught_only else read_items(args.data / TRAIN)
    for path in args.own:
        items += read_items(path)
    told = F.one_hot(torch.tensor([i.label for i in items], dtype=torch.long), len(LABELS)).float()
    told = told * (1 - args.smoothing) + args.smoothing / len(LABELS)
    for path in args.taught:
        taught, answers = _taught(path, args.heat, args.gold)
        items += taught
        told = torch.cat([told, answers])
    questions = [item for path in args.asked for item in read_items(path)]
    told = torch.cat([told, torch.zeros(len(questions), len(LABELS))])
    asked = torch.arange(len(told)) >= len(items)
    return Lessons(encode_all(items + questions), told, asked)


def _taught(path: Path, heat: float, gold: float) -> tuple[list[Item], Tensor]:
    """Items of the teacher and its probabilities, people's labels mixed in with weight ``gold``."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    items = read_items(path)
    told = (torch.tensor([row["logits"] for row in rows]) / heat).softmax(-1)
    label = F.one_hot(torch.tensor([item.label for item in items]), len(LABELS)).float()
    weight = torch.tensor([gold if "polarity" in row else 0.0 for row in rows])[:, None]
    return items, label * weight + told * (1 - weight)


def _groups(model: TargetTone, rate: float, head_rate: float, decay: float) -> list[dict]:
    """Lower layers learn more slowly: each layer's rate is ``decay`` times that above it."""
    depth = len(model.layers)
    groups = []
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith(("hidden.", "out.")):
            lr = head_rate
        elif found := re.search(r"layers\.(\d+)\.", name):
            lr = rate * decay ** (depth - 1 - int(found[1]))
        else:
            lr = rate * decay**depth
        weight_decay = 0.01 if parameter.dim() > 1 else 0.0
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

    def scores(self, dev: Dev) -> tuple[float, float, float]:
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
    with torch.autocast("cpu", torch.bfloat16):
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


def train(args: argparse.Namespace) -> None:
    """One run, told from top to bottom."""
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    given, dev = lessons(args), Dev(args.data)
    model = load_base(args.base)
    if args.start:
        model.load_state_dict(torch.load(args.start))
    # Half of the weights are the word embeddings; a small training set moves few of them, and
    # leaving them as they are saves much of a step's time.
    model.words.weight.requires_grad_(not args.freeze_words)
    groups = _groups(model, args.rate, args.head_rate, args.decay)
    teacher = Teacher(args.teacher_base, args.teacher, model) if args.teacher else None
    if teacher:
        groups.append({"params": [*teacher.likeness.parameters()], "lr": args.head_rate})
    learning = [parameter for group in groups for parameter in group["params"]]
    optimiser = torch.optim.AdamW(groups, fused=True)
    per_epoch = (len(given.encoded) + args.batch - 1) // args.batch
    total = round(per_epoch * args.epochs)
    schedule = _schedule(optimiser, total)
    average = Average(model, args.average)
    args.out.mkdir(parents=True, exist_ok=True)
    best, began = -1.0, time.time()
    every = max(1, round(per_epoch * args.score_every))
    order = (batch for _ in count() for batch in batches(given.encoded, args.batch, rng))
    for step, batch in enumerate(islice(order, total), 1):
        model.train()
        loss = loss_of(model, teacher, given, batch, args.likeness)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learning, 1.0)
        optimiser.step()
        schedule.step()
        if step % AVERAGE_EVERY == 0 or step == total:
            average.update(step)
        if step % 50 == 0:
            print(f"{step}/{total} loss {loss.item():.3f} {time.time() - began:.0f}s", flush=True)
        if step % every == 0 or step == total:
            scores = average.scores(dev)
            at = f"{step / per_epoch:.2f}"
            print("==", at, *(f"{score:.3f}" for score in scores), flush=True)
            torch.save(average.weights, args.out / "last.pt")
            if sum(scores) > best:
                best = sum(scores)
                torch.save(average.weights, args.out / "best.pt")


def main(argv: list[str]) -> None:
    """Parse the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True, help="folder of the base encoder")
    parser.add_argument("--data", type=Path, required=True, help="folder of NewsMTSC train and dev")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="weights of an earlier run to go on from")
    parser.add_argument("--own", type=Path, action="append", default=[], help="more labelled items")
    parser.add_argument(
        "--taught", type=Path, action="append", default=[], help="items with a teacher's logits"
    )
    parser.add_argument("--teacher", type=Path, help="weights of a teacher to ask while learning")
    parser.add_argument("--teacher-base", type=Path, help="folder of its base encoder")
    parser.add_argument(
        "--asked", type=Path, action="append", default=[], help="items to ask the teacher about"
    )
    parser.add_argument("--likeness", type=float, default=2.0, help="weight of reading alike")
    parser.add_argument("--heat", type=float, default=1.0, help="divides the teacher's logits")
    parser.add_argument("--gold", type=float, default=0.0, help="weight of labels beside them")
    parser.add_argument("--taught-only", action="store_true", help="no items but the teacher's")
    parser.add_argument("--epochs", type=float, default=3)
    parser.add_argument("--score-every", type=float, default=0.5, help="in epochs")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--decay", type=float, default=0.9)
    parser.add_argument("--smoothing", type=float, default=0.05)
    parser.add_argument("--average", type=float, default=0.99)
    parser.add_argument("--freeze-words", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    train(parser.parse_args(argv))


if __name__ == "__main__":
    main(sys.argv[1:])
