"""Average the weights of several runs, greedily, by their score on dev.

    python -m training.tone.soup RUN/best.pt … --base FOLDER --data FOLDER --out soup.pt

The runs start from the same base, so the mean of their weights is a model again, and usually a
better one at no cost in use (Wortsman et al. 2022, 'Model soups': the greedy recipe).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import torch

from training.tone.model import load_base
from training.tone.train import Dev

State = dict[str, torch.Tensor]


def mean_of(states: list[State]) -> State:
    """The mean of the weights."""
    return {name: torch.stack([s[name] for s in states]).mean(0) for name in states[0]}


def main(argv: list[str]) -> None:
    """Try the runs best first, and keep each that makes the mean better."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", type=Path, nargs="+")
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args(argv)
    torch.set_num_threads(args.threads)
    dev = Dev(args.data)
    model = load_base(args.base)

    def score(state: State) -> tuple[float, float, float]:
        model.load_state_dict(state)
        return dev.scores(model)

    found = []
    for path in args.runs:
        state = torch.load(path)
        found.append((score(state), path, state))
        print(path, *(f"{x:.3f}" for x in found[-1][0]), flush=True)
    found.sort(key=lambda run: -sum(run[0]))
    kept, best = [found[0][2]], sum(found[0][0])
    for _, path, state in found[1:]:
        tried = score(mean_of([*kept, state]))
        print("with", path, *(f"{x:.3f}" for x in tried), flush=True)
        if sum(tried) >= best:
            kept.append(state)
            best = sum(tried)
    torch.save(mean_of(kept), args.out)
    print(f"kept {len(kept)}: {best / 3:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
