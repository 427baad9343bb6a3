"""Fine-tune the encoder on targets' tone.

    python -m training.tone.train --base FOLDER --data FOLDER --out FOLDER [--own FILE …]

Needs torch, safetensors, tokenizers and pydantic; nothing here is imported by the product. The
epoch is chosen on NewsMTSC dev; the test split is never read. A checkpoint is written every half
epoch, so that an interrupted run is not lost.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812  (its usual name)

from training.tone.data import (
    Item,
    batches,
    encode_all,
    load_tokenizer,
    read_items,
    tensors,
)
from training.tone.model import TargetTone, load_base

AVERAGE_EVERY = 4
DEV = ("newsmtsc-dev-rw.jsonl.gz", "newsmtsc-dev-mt.jsonl.gz")


def macro_f1(gold: list[int], guess: list[int]) -> float:
    """Mean F1 over the three labels."""
    scores = []
    for label in range(3):
        hit = sum(g == p == label for g, p in zip(gold, guess, strict=True))
        total = gold.count(label) + guess.count(label)
        scores.append(2 * hit / total if total else 0.0)
    return sum(scores) / 3


@torch.inference_mode()
def predict(model: TargetTone, encoded: list, size: int = 64) -> Tensor:
    """Logits of all items, in order."""
    model.eval()
    out = torch.zeros(len(encoded), 3)
    for batch in batches(encoded, size, None):
        with torch.autocast("cpu", torch.bfloat16):
            out[batch] = model(*tensors(encoded, batch)).float()
    return out


def _groups(model: TargetTone, rate: float, head_rate: float, decay: float) -> list[dict]:
    """Lower layers learn more slowly: each layer's rate is ``decay`` times that above it."""
    depth = len(model.layers)
    groups = []
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith(("hidden.", "out.")):
            lr = head_rate
        elif found := re.search(r"layers?\.(\d+)\.", name):
            lr = rate * decay ** (depth - 1 - int(found[1]))
        else:
            lr = rate * decay**depth
        weight_decay = 0.01 if parameter.dim() > 1 else 0.0
        groups.append({"params": [parameter], "lr": lr, "weight_decay": weight_decay})
    return groups


def _taught(path: Path, heat: float, gold: float) -> tuple[list[Item], Tensor]:
    """Items of the teacher and its probabilities, people's labels mixed in with weight ``gold``."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    items = read_items(path)
    told = (torch.tensor([row["logits"] for row in rows]) / heat).softmax(-1)
    label = F.one_hot(torch.tensor([item.label for item in items]), 3).float()
    weight = torch.tensor([gold if "polarity" in row else 0.0 for row in rows])[:, None]
    return items, label * weight + told * (1 - weight)


def train(args: argparse.Namespace) -> None:  # noqa: PLR0912, PLR0915  (one run, told from top to bottom)
    """One run: ``best.pt`` is the averaged model of the best half epoch on dev."""
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    tokenizer = load_tokenizer(args.base / "tokenizer.json")
    items = [] if args.taught_only else read_items(args.data / "newsmtsc-train.jsonl.gz")
    for path in args.own:
        items += read_items(path)
    encoded = encode_all(tokenizer, items)
    soft = F.one_hot(torch.tensor([i.label for i in items], dtype=torch.long), 3).float()
    soft = soft * (1 - args.smoothing) + args.smoothing / 3
    for path in args.taught:
        taught, told = _taught(path, args.heat, args.gold)
        encoded += encode_all(tokenizer, taught)
        soft = torch.cat([soft, told])
    dev = [read_items(args.data / name) for name in DEV]
    dev_encoded = [encode_all(tokenizer, part) for part in dev]
    model = load_base(args.base)
    if args.start:
        model.load_state_dict(torch.load(args.start))
    # Half of the weights are the word embeddings; a small training set moves few of them, and
    # leaving them as they are halves the time of a step.
    model.words.weight.requires_grad_(not args.freeze_words)
    for layer in model.layers[: args.freeze_layers]:
        layer.requires_grad_(requires_grad=False)
    optimiser = torch.optim.AdamW(_groups(model, args.rate, args.head_rate, args.decay))
    per_epoch = (len(encoded) + args.batch - 1) // args.batch
    total = round(per_epoch * args.epochs)
    warm = max(1, total // 12)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.0, (total - s) / max(1, total - warm)))
    )
    average = {k: v.detach().clone() for k, v in model.state_dict().items()}
    args.out.mkdir(parents=True, exist_ok=True)
    best, step, began = -1.0, 0, time.time()
    while step < total:
        for batch in batches(encoded, args.batch, rng):
            if step >= total:
                break
            model.train()
            ids, target = tensors(encoded, batch)
            with torch.autocast("cpu", torch.bfloat16):
                logits = model(ids, target)
            loss = F.cross_entropy(logits.float(), soft[batch])
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            if step % AVERAGE_EVERY == 0 or step == total:
                keep = min(args.average, (1 + step) / (10 + step)) ** AVERAGE_EVERY
                with torch.no_grad():
                    for name, value in model.named_parameters():
                        if value.requires_grad:
                            average[name].lerp_(value, 1 - keep)
            if step % 50 == 0:
                print(
                    f"{step}/{total} loss {loss.item():.3f} {time.time() - began:.0f}s", flush=True
                )
            if step % (per_epoch // 2) == 0 or step == total:
                own = {k: v.clone() for k, v in model.state_dict().items()}
                model.load_state_dict(average)
                scores = [
                    macro_f1([i.label for i in part], predict(model, enc).argmax(1).tolist())
                    for part, enc in zip(dev, dev_encoded, strict=True)
                ]
                print(
                    f"== {step / per_epoch:.1f} rw {scores[0]:.3f} mt {scores[1]:.3f}", flush=True
                )
                torch.save(average, args.out / "last.pt")
                if sum(scores) > best:
                    best = sum(scores)
                    torch.save(average, args.out / "best.pt")
                model.load_state_dict(own)


def main(argv: list[str]) -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--own", type=Path, action="append", default=[])
    parser.add_argument("--start", type=Path)
    parser.add_argument(
        "--taught", type=Path, action="append", default=[], help="items with a teacher's logits"
    )
    parser.add_argument("--heat", type=float, default=1.0, help="divides the teacher's logits")
    parser.add_argument("--gold", type=float, default=0.0, help="weight of labels beside them")
    parser.add_argument("--taught-only", action="store_true", help="no items but the teacher's")
    parser.add_argument("--epochs", type=float, default=3)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--decay", type=float, default=0.9)
    parser.add_argument("--smoothing", type=float, default=0.05)
    parser.add_argument("--average", type=float, default=0.99)
    parser.add_argument("--freeze-words", action="store_true")
    parser.add_argument("--freeze-layers", type=int, default=0, help="this many of the lowest")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    train(parser.parse_args(argv))


if __name__ == "__main__":
    main(sys.argv[1:])
