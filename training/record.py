"""The record of a training, which lies beside the weights: what went in, and what came out.

It holds no date and no path: the same training on the same kind of machine writes the same record.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from importlib.metadata import version
from pathlib import Path
from typing import Any

FORMAT = "framing.training/1"
ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Record:
    """A training as it was run.

    Attributes:
        format: ``framing.training/1``.
        command: the command that was run, without its folders.
        weights: SHA-256 of each file that it wrote, by name.
        inputs: SHA-256 of each file that it read, by what it is to the training.
        scripts: SHA-256 of each module of this repository that took part, and of the data files
            beside them, by path in the repository; None where nobody wrote them down.
        settings: all settings, seeds included.
        libraries: versions, by the name under which each is installed.
        machine: what else the numbers depend on: arithmetic, threads, the processor's instructions.
        scores: figures on the dev splits as the training printed them; None where it was older
            than this record.
    """

    format: str
    command: str
    weights: dict[str, str]
    inputs: dict[str, str]
    scripts: dict[str, str] | None
    settings: dict[str, Any]
    libraries: dict[str, str]
    machine: dict[str, Any]
    scores: dict[str, float] | None


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digests(paths: Mapping[str, Path]) -> dict[str, str]:
    """SHA-256 of each file by the name given; of a folder's files by ``name/file``."""
    found: dict[str, str] = {}
    for name, path in paths.items():
        if path.is_dir():
            files = sorted(file for file in path.rglob("*") if file.is_file())
            found |= {f"{name}/{f.relative_to(path).as_posix()}": digest(f) for f in files}
        else:
            found[name] = digest(path)
    return found


def scripts(*data: Path) -> dict[str, str]:
    """SHA-256 of this repository's modules that are loaded by now, and of the files of the folders
    ``data``, by path in the repository."""
    loaded = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
    paths = {Path(name).resolve() for name in loaded if name}
    paths |= {file for folder in data for file in folder.glob("*.toml")}
    own = ("framing", "training", "evaluation")
    return {
        path.relative_to(ROOT).as_posix(): digest(path)
        for path in sorted(paths)
        if path.is_relative_to(ROOT) and path.relative_to(ROOT).parts[0] in own
    }


def machine(torch: Any, arithmetic: str = "float32") -> dict[str, Any]:
    """What the numbers depend on beside data, settings and versions; ``torch`` is the module."""
    return {
        "arithmetic": arithmetic,
        "threads": torch.get_num_threads(),
        "instructions": torch.backends.cpu.get_cpu_capability(),
    }


def record_of(
    command: str,
    *,
    weights: Path,
    inputs: Mapping[str, Path],
    data: Iterable[Path],
    settings: Any,
    libraries: Iterable[str],
    machine: Mapping[str, Any],
    scores: Mapping[str, float],
) -> Record:
    """The record of a training that has just ended.

    Args:
        weights: the file that was written.
        inputs: the files and folders that were read, by what they are to the training.
        data: folders of this repository whose TOML files took part.
        settings: a frozen dataclass.
        libraries: names of installed packages; Python is added.
    """
    versions = {"python": ".".join(map(str, sys.version_info[:3]))}
    versions |= {name: version(name) for name in libraries}
    return Record(
        FORMAT,
        command,
        {weights.name: digest(weights)},
        digests(inputs),
        scripts(*data),
        asdict(settings),
        versions,
        dict(machine),
        {name: round(value, 4) for name, value in scores.items()},
    )


def write_record(path: Path, record: Record) -> None:
    """Write the record as JSON."""
    text = json.dumps(asdict(record), indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def read_record(path: Path) -> Record:
    """Read and check a record.

    Raises:
        ValueError: it is of another format, a field is missing or unknown, or a digest is none.
    """
    found = json.loads(path.read_text(encoding="utf-8"))
    names = {field.name for field in fields(Record)}
    if found.get("format") != FORMAT or set(found) != names:
        raise ValueError(f"{path}: is no {FORMAT} with the fields {', '.join(sorted(names))}")
    record = Record(**found)
    for name, value in (record.weights | record.inputs | (record.scripts or {})).items():
        if len(value) != 64 or set(value) - set("0123456789abcdef"):
            raise ValueError(f"{path}: {name} has no SHA-256: {value}")
    return record
