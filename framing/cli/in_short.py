"""What reading has to say, in short: one warning for each kind, with how many it is about and
which. ``framing read`` says all of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from framing.readers import ReadOutcome

_NAMED = 3  # of those that a warning is about
_LONG = 140  # characters of one
# What differs between two warnings of a kind: what is quoted, named in brackets, counted.
_VARIES = re.compile(r"(?<!\w)'.*?'(?!\w)|“[^”]*”|\((?:[^()]|\([^()]*\))*\)|\d[\d.,:/-]*\d|\d")
_IN_PATH = re.compile(r"[./]")
_OF_FILE = re.compile(r"(?P<path>[^:]*): (?P<note>.+)", re.S)


def in_short(outcome: ReadOutcome, *, quiet: bool = False) -> list[tuple[str, str]]:
    """The warnings with their hints: first what could not be read, then what was noticed.

    Args:
        outcome: of reading.
        quiet: leave out what was noticed.
    """
    skipped = _grouped((each.path, each.reason, each.hint) for each in outcome.skipped)
    found = []
    for paths, reason, hint in skipped:
        was = "was" if len(paths) == 1 else "were"
        found.append((f"{_which(paths, 'inputs')} {was} skipped: {_short(reason)}", hint))
    if quiet:
        return found
    split = (_OF_FILE.fullmatch(note) for note in outcome.notes)
    of_files = [
        (match["path"], match["note"]) if match and _IN_PATH.search(match["path"]) else ("", note)
        for match, note in zip(split, outcome.notes, strict=True)
    ]
    of_articles = [(a.path, note) for a in outcome.articles for note in a.notes]
    told = list(_grouped((path, note, "") for path, note in (*of_files, *of_articles)))
    for paths, note, hint in told:
        which = _which([path for path in paths if path], "articles")
        found.append((f"{which}: {_short(note)}" if which else _short(note), hint))
    if any(len(paths) > 1 or _short(note) != note for paths, note, _ in told):
        found.append(("All of it in full:", "framing read, with the same paths."))
    return found


def _grouped(told: Iterable[tuple[str, str, str]]) -> Iterable[tuple[list[str], str, str]]:
    """By kind: what it is about, the words (what differs left out, where several differ), the
    hint."""
    kinds: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for path, words, hint in told:
        kinds[_VARIES.sub("…", words)].append((path, words, hint))
    for kind, each in kinds.items():
        paths = list(dict.fromkeys(path for path, _, _ in each))
        several = len({words for _, words, _ in each}) > 1
        words = re.sub(r"…(?: …)+|…\.$", "…", kind) if several else each[0][1]
        hints = {hint for _, _, hint in each}
        yield paths, words, hints.pop() if len(hints) == 1 else ""


def _which(paths: list[str], what: str) -> str:
    more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
    listed = ", ".join(paths[:_NAMED]) + more
    return f"{len(paths)} {what} ({listed})" if len(paths) > 1 else listed


def _short(words: str) -> str:
    """Whole sentences up to a length; of a longer one its first words."""
    if len(words) <= _LONG:
        return words
    cut = words[:_LONG]
    ends = [match.end() for match in re.finditer(r"[.!?](?=\s)", cut)]
    return cut[: ends[-1]] if ends else f"{cut.rsplit(' ', 1)[0].rstrip(',;:')} …"
