"""Write a software bill of materials: what framing is made of and needs, with licences and hashes.

    python tools/sbom.py [-o dist/framing-0.2.0.cdx.json]

CycloneDX 1.6 as JSON, from what is installed beside it: run it where all extras are installed, as
``make setup`` does. A component's hashes are those that constraints.txt pins, if its version is the
pinned one. The same environment gives the same bytes: it bears no date, and its serial number is
made of the rest.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import uuid
from collections.abc import Iterator
from importlib.metadata import Distribution
from pathlib import Path

from packaging.requirements import Requirement

from framing.files import PACKAGE, report_templates
from framing.replication.inventory import needed

ROOT = Path(__file__).resolve().parent.parent
EXTRAS = ("formats", "scale")
_SPDX = re.compile(r"[\w.+-]+( (AND|OR|WITH) [\w.+-]+|[()])*")


def main() -> None:
    """Write the bill, and say how many components it names."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-o", "--output", type=Path)
    bill = bill_of_materials()
    version = bill["metadata"]["component"]["version"]
    target = parser.parse_args().output or ROOT / "dist" / f"framing-{version}.cdx.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(bill, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(bill['components'])} components  {target}")


def bill_of_materials() -> dict:
    """The bill of what is installed here."""
    required = set(needed())
    found = needed(EXTRAS)
    pinned = dict(_pinned((ROOT / "constraints.txt").read_text(encoding="utf-8")))
    framing = found.pop("framing")
    components = [_library(name, each, pinned, name in required) for name, each in found.items()]
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                **_named("framing", framing),
                "type": "application",
                "licenses": list(_licences(framing)),
            }
        },
        "components": [*components, *_own_files()],
        "dependencies": [
            {"ref": _ref(name, each), "dependsOn": _needs(each, found)}
            for name, each in {"framing": framing, **found}.items()
        ],
    }
    digest = hashlib.sha256(json.dumps(bill, sort_keys=True).encode()).hexdigest()
    return {**bill, "serialNumber": f"urn:uuid:{uuid.UUID(digest[:32], version=4)}"}


def _named(name: str, found: Distribution) -> dict:
    ref = _ref(name, found)
    return {"bom-ref": ref, "name": name, "version": found.version, "purl": ref}


def _ref(name: str, found: Distribution) -> str:
    return f"pkg:pypi/{name}@{found.version}"


def _library(name: str, found: Distribution, pinned: dict, required: bool) -> dict:
    hashes = pinned.get((name, found.version), ())
    component = {
        "type": "library",
        **_named(name, found),
        "scope": "required" if required else "optional",
        "licenses": list(_licences(found)),
    }
    if len(hashes) == 1:  # of several files, the bill cannot say which one was installed
        component["hashes"] = [{"alg": "SHA-256", "content": hashes[0]}]
    elif hashes:
        component["properties"] = [
            {"name": "framing:one-of-sha256", "value": digest} for digest in hashes
        ]
    return component


def _licences(found: Distribution) -> Iterator[dict]:
    """What a distribution says of its licence: an SPDX expression, else the names it gives."""
    said = found.metadata
    expression = said.get("License-Expression")
    if expression and _SPDX.fullmatch(expression):
        yield {"expression": expression}
        return
    names = [
        each.rpartition(" :: ")[2]
        for each in said.get_all("Classifier") or ()
        if each.startswith("License :: ")
    ]
    first = (said.get("License") or "").strip().splitlines()
    for name in names or first[:1]:
        yield {"license": {"name": name}}


def _needs(found: Distribution, known: dict[str, Distribution]) -> list[str]:
    names = {
        re.sub(r"[-_.]+", "-", asked.name).lower()
        for asked in map(Requirement, found.requires or ())
        if asked.marker is None or any(asked.marker.evaluate({"extra": e}) for e in ("", *EXTRAS))
    }
    return sorted(_ref(name, known[name]) for name in names if name in known)


def _pinned(constraints: str) -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
    """The hashes of each pinned version."""
    for entry in re.split(r"\n(?=\S)", constraints):
        head = re.match(r"([\w.-]+)==([\w.!+-]+)", entry)
        if head:
            hashes = tuple(re.findall(r"sha256:([0-9a-f]{64})", entry))
            yield (re.sub(r"[-_.]+", "-", head[1]).lower(), head[2]), hashes


def _own_files() -> Iterator[dict]:
    """What ships inside framing and is not its code: typefaces, and models trained for it."""
    fonts = sorted(
        path
        for end in ("ttf", "woff2")
        for path in (report_templates() / "default" / "fonts").rglob(f"*.{end}")
    )
    models = sorted(p for end in ("onnx", "npz") for p in (PACKAGE / "data").rglob(f"*.{end}"))
    for path, kind, licence in (
        *((path, "file", "OFL-1.1") for path in fonts),
        *((path, "machine-learning-model", "MIT") for path in models),
    ):
        name = f"{path.parent.name}/{path.name}"
        yield {
            "type": kind,
            "bom-ref": f"framing:{name}",
            "name": name,
            "licenses": [{"license": {"id": licence}}],
            "hashes": [
                {"alg": "SHA-256", "content": hashlib.sha256(path.read_bytes()).hexdigest()}
            ],
        }


if __name__ == "__main__":
    main()
