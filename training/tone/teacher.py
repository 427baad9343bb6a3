"""A larger model that teaches the small one, on more targets than people labelled.

    python -m training.tone.teacher --base FOLDER --data FOLDER --out FOLDER --own FILE
    python -m training.tone.teacher --base FOLDER --label ITEMS.jsonl --weights FILE --out FILE

The base is all-mpnet-base-v2 (Apache-2.0; sha256 of the weights begins 78c0197b). Needs
``transformers`` beside what ``train`` needs. The second form writes the teacher's logits of each
item, as JSON lines, for ``train --taught``.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  (its usual name)
from transformers import MPNetModel

from framing.analysers.tone.encoding import Encoded
from training.tone.data import (
    batches,
    encode_all,
    load_tokenizer,
    read_items,
    read_newsmtsc,
    tensors,
)
from training.tone.train import DEV, macro_f1

START, STOP, PAD = 0, 2, 1  # MPNet's special tokens


class Teacher(nn.Module):
    """MPNet with the same reading of the target as the small model's."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.encoder = MPNetModel.from_pretrained(base, add_pooling_layer=False)
        size = self.encoder.config.hidden_size
        self.hidden = nn.Linear(2 * size, size)
        self.out = nn.Linear(size, 3)

    def forward(self, ids: Tensor, target: Tensor) -> Tensor:
        """``ids`` as the small model's encoding gives them, with 0 for padding."""
        present = (ids != 0).long()
        x = self.encoder(_mpnet(ids, present), attention_mask=present).last_hidden_state
        pooled = torch.cat([_mean(x, target), _mean(x, present)], dim=1)
        pooled = F.dropout(pooled, 0.1, self.training)
        return self.out(F.dropout(torch.tanh(self.hidden(pooled)), 0.1, self.training))


def _mpnet(ids: Tensor, present: Tensor) -> Tensor:
    """MPNet's special tokens in place of BERT's."""
    ids = torch.where(present == 1, ids, PAD)
    ids[:, 0] = START
    ids[torch.arange(len(ids)), present.sum(1) - 1] = STOP
    return ids


def _mean(states: Tensor, marks: Tensor) -> Tensor:
    weights = marks.to(states.dtype)
    return (states * weights[:, :, None]).sum(1) / weights.sum(1, keepdim=True).clamp(min=1.0)


@torch.inference_mode()
def logits_of(model: Teacher, encoded: list[Encoded], size: int = 32) -> Tensor:
    """Logits of all items, in order."""
    model.eval()
    out = torch.zeros(len(encoded), 3)
    for batch in batches(encoded, size, None):
        with torch.autocast("cpu", torch.bfloat16):
            out[batch] = model(*tensors(encoded, batch)).float()
    return out


def train(args: argparse.Namespace) -> None:
    """One run; ``teacher.pt`` is overwritten every half epoch."""
    rng = random.Random(args.seed)
    tokenizer = load_tokenizer(args.base / "tokenizer.json")
    items = read_newsmtsc(args.data / "newsmtsc-train.jsonl.gz")
    for path in args.own:
        items += read_items(path)
    encoded = encode_all(tokenizer, items)
    labels = torch.tensor([item.label for item in items])
    dev = [read_newsmtsc(args.data / name) for name in DEV]
    dev_encoded = [encode_all(tokenizer, part) for part in dev]
    model = Teacher(args.base)
    head = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [
            {"params": list(model.encoder.parameters()), "lr": args.rate},
            {"params": head, "lr": 5e-4},
        ],
        weight_decay=0.01,
    )
    per_epoch = (len(items) + args.batch - 1) // args.batch
    total = round(per_epoch * args.epochs)
    warm = total // 12
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.0, (total - s) / (total - warm)))
    )
    args.out.mkdir(parents=True, exist_ok=True)
    step, began = 0, time.time()
    while step < total:
        for batch in batches(encoded, args.batch, rng):
            if step >= total:
                break
            model.train()
            with torch.autocast("cpu", torch.bfloat16):
                logits = model(*tensors(encoded, batch))
            loss = F.cross_entropy(logits.float(), labels[batch], label_smoothing=0.05)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            if step % 20 == 0:
                print(f"{step}/{total} {loss.item():.3f} {time.time() - began:.0f}s", flush=True)
            if step % (per_epoch // 2) == 0 or step == total:
                torch.save(model.state_dict(), args.out / "teacher.pt")
                scores = [
                    macro_f1([i.label for i in part], logits_of(model, enc).argmax(1).tolist())
                    for part, enc in zip(dev, dev_encoded, strict=True)
                ]
                print(
                    f"== {step / per_epoch:.1f} rw {scores[0]:.3f} mt {scores[1]:.3f}", flush=True
                )


def label(args: argparse.Namespace) -> None:
    """Write the teacher's logits of each item of ``args.label`` beside the item."""
    tokenizer = load_tokenizer(args.base / "tokenizer.json")
    rows = [json.loads(line) for line in args.label.read_text(encoding="utf-8").splitlines()]
    model = Teacher(args.base)
    model.load_state_dict(torch.load(args.weights))
    logits = logits_of(model, encode_all(tokenizer, read_items(args.label)))
    lines = [
        json.dumps(row | {"logits": [round(x, 3) for x in each]}, ensure_ascii=False)
        for row, each in zip(rows, logits.tolist(), strict=True)
    ]
    args.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(argv: list[str]) -> None:
    """Read the command line; train, or label."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--own", type=Path, action="append", default=[])
    parser.add_argument("--label", type=Path)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--epochs", type=float, default=2.5)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=3e-5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args(argv)
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    (label if args.label else train)(args)


if __name__ == "__main__":
    main(sys.argv[1:])
