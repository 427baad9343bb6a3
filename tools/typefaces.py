"""Cut the bundled typefaces ahead of time to what HTML documents need of them.

    python tools/typefaces.py        (make typefaces)

Writes ``fonts/prepared/`` of the default templates: each face twice as WOFF2 without hinting, cut
to ``framing.report.embedding.LATIN`` and to all that it holds, and ``index.json``: for the SHA-256
of each face, the characters that it holds (first and last of each run), and the name and SHA-256
of its cuts. To be run when a face or LATIN changes. The licence of the faces asks that what is made
of them bears another name than 'Source': theirs are Framing Sans and Framing Serif.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from io import BytesIO

from fontTools.ttLib import TTFont

from framing.files import report_templates
from framing.report.embedding import CUTS, LATIN, cut, prepared_folder

FAMILIES = {"Source Sans 3": "Framing Sans", "Source Serif 4": "Framing Serif"}
FONTS = report_templates() / "default" / "fonts"
NAMED = (1, 3, 4, 6, 16)  # the records of a name table that say what a face is called


def main() -> None:
    """Write all cuts of all faces, and the index."""
    folder = prepared_folder()
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.woff2"):
        old.unlink()
    index = {}
    for path in sorted(FONTS.glob("*.ttf")):
        data = path.read_bytes()
        files = {}
        for kind in CUTS:
            made = made_of(data, kind)
            name = f"{path.stem.replace('Source', 'Framing')}.{kind}.woff2"
            (folder / name).write_bytes(made)
            files[kind] = {"name": name, "sha256": hashlib.sha256(made).hexdigest()}
        held = runs(TTFont(path, lazy=True).getBestCmap())
        index[hashlib.sha256(data).hexdigest()] = {"face": path.name, "holds": held, "files": files}
    written = json.dumps(index, indent=1)
    # A line for each run of characters would make a thousand of them.
    for face in index.values():
        many = json.dumps(face["holds"], indent=1).replace("\n", "\n  ")
        written = written.replace(many, json.dumps(face["holds"], separators=(",", ":")))
    (folder / "index.json").write_text(f"{written}\n", "utf-8")


def made_of(data: bytes, kind: str) -> bytes:
    """One cut of a face, as WOFF2: ``kind`` is one of ``CUTS``."""
    whole = TTFont(BytesIO(data), lazy=True).getBestCmap()
    font = cut(data, LATIN if kind == "latin" else whole)
    for record in font["name"].names:
        if record.nameID in NAMED:
            said = record.toUnicode()
            for family, ours in FAMILIES.items():
                said = said.replace(family, ours)
                said = said.replace(family.replace(" ", ""), ours.replace(" ", ""))
            record.string = said
    font.flavor = "woff2"
    made = BytesIO()
    font.save(made)
    return made.getvalue()


def runs(letters: Iterable[int]) -> list[list[int]]:
    """Code points as first and last of each run."""
    found: list[list[int]] = []
    for letter in sorted(letters):
        if found and letter == found[-1][1] + 1:
            found[-1][1] = letter
        else:
            found.append([letter, letter])
    return found


if __name__ == "__main__":
    main()
