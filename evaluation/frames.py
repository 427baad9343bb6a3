"""How well frames are read: every figure of the table in frames_data/README.md.

    python -m evaluation.frames own                       on sentences of our own, with floors
    python -m evaluation.frames coded --texts FOLDER      on coded news (dev), beside two baselines
    python -m evaluation.frames once --texts FOLDER   the part that is scored once
    python -m evaluation.frames false --bbc FOLDER        false alarms in sport, business, culture
    python -m evaluation.frames learn --texts FOLDER      a frame of one's own from 100 sentences
    python -m evaluation.frames agree --texts FOLDER      machine and coder against coder and coder
    python -m evaluation.frames shares --texts FOLDER     what outlets differ by, machine and coders
    python -m evaluation.frames speed                     sentences a CPU second, and what it costs
    python -m evaluation.frames wheel                     the size of the wheel

FOLDER holds the texts (README.md says which). A doubtful sentence is left out of a score; beside it
stands the score with every doubtful one counted as without the frame. ``own`` ends with 1 when a
figure is below its floor.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from evaluation import frames_score as measured
from evaluation.frames_shares import shares
from framing.errors import InputError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one of the commands; 1 when a floor is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("own", "speed", "wheel"):
        commands.add_parser(name)
    for name in ("coded", "once", "learn", "agree", "shares"):
        command = commands.add_parser(name)
        command.add_argument("--texts", type=Path, required=True)
    false = commands.add_parser("false")
    false.add_argument("--bbc", type=Path, required=True)
    false.add_argument("--part", choices=("dev", "once"), default="dev")
    false.add_argument("--list", action="store_true", help="print what was found")
    options = parser.parse_args(arguments)
    run: Callable[[], bool] = {
        "own": measured.own,
        "coded": lambda: measured.coded(options.texts),
        "once": lambda: measured.once(options.texts),
        "false": lambda: measured.false_alarms(options.bbc, listed=options.list, part=options.part),
        "learn": lambda: measured.learn(options.texts),
        "agree": lambda: measured.agree(options.texts),
        "shares": lambda: shares(options.texts),
        "speed": measured.speed,
        "wheel": measured.wheel,
    }[options.command]
    try:
        return 0 if run() else 1
    except InputError as error:
        parser.error(str(error))


if __name__ == "__main__":
    sys.exit(main())
