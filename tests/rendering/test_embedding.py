"""Typefaces in the HTML edition: cut ahead of time where they are ours, and drawn as before."""

from __future__ import annotations

import base64
import hashlib
import io
import json

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from framing.files import report_templates
from framing.report.embedding import LATIN, prepared, prepared_folder, subset_as_data
from tests.rendering.typefaces import LETTERS, write_typefaces

FACES = sorted((report_templates() / "default" / "fonts").glob("*.ttf"))


def embedded(text, file):
    """What stands for a typeface in a document: its kind, and its bytes."""
    kind, _, content = subset_as_data(text)(file).partition(";base64,")
    return kind, base64.b64decode(content)


def drawn(font, letters):
    """How a typeface draws characters: the width and the outline of each."""
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    outlines = {}
    for letter in letters:
        pen = DecomposingRecordingPen(glyphs)
        glyphs[names[letter]].draw(pen)
        outlines[letter] = (glyphs[names[letter]].width, pen.value)
    return outlines


@pytest.mark.parametrize("path", FACES, ids=lambda path: path.stem)
def test_the_bundled_faces_were_cut_as_they_are_now(path):
    data = path.read_bytes()
    face = json.loads((prepared_folder() / "index.json").read_text("utf-8"))[sha256(data)]
    for cut in face["files"].values():
        content = (prepared_folder() / cut["name"]).read_bytes()
        assert sha256(content) == cut["sha256"]
        assert len(content) < len(data) / 3
    assert prepared()[sha256(data)].holds == set(TTFont(path).getBestCmap())


def sha256(data):
    return hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("name", ["SourceSans3-Regular", "SourceSerif4-Semibold"])
def test_a_cut_draws_what_the_whole_face_draws(name):
    (path,) = (path for path in FACES if path.stem == name)
    whole = TTFont(path)
    face = prepared()[sha256(path.read_bytes())]
    for kind, letters in (("latin", face.holds & LATIN), ("whole", face.holds)):
        font = TTFont(face.files[kind])
        assert set(font.getBestCmap()) == letters
        some = sorted(letters)[::7]
        assert drawn(font, some) == drawn(whole, some)
        assert "kern" in {each.FeatureTag for each in font["GPOS"].table.FeatureList.FeatureRecord}
        names = {record.nameID: record.toUnicode() for record in font["name"].names}
        # What the licence asks of a face that is made of another: its name, and whose it is.
        assert not [names[n] for n in (1, 4, 6) if "Source" in names[n]]
        assert "Reserved Font Name" in names[0]
        assert "SIL Open Font License" in names[13]


def test_a_document_gets_the_smallest_face_that_draws_it():
    path = FACES[0]
    latin, whole = (
        (prepared_folder() / f"{path.stem.replace('Source', 'Framing')}.{kind}.woff2").read_bytes()
        for kind in ("latin", "whole")
    )
    for text in ("Café, Łódź: “3 × ₩5” ▲ ◐", "김정은 and الجزيرة, which no bundled face has"):
        assert embedded(text, path) == ("data:font/woff2", latin)
    assert embedded("Ελλάδα", path) == ("data:font/woff2", whole)


def test_a_themes_own_face_is_cut_to_the_document(tmp_path):
    own = tmp_path / write_typefaces(tmp_path)["Layers Zero"]
    kind, content = embedded("a", own)
    assert kind == "data:font/ttf"
    # Latin letters may be typed into the filters.
    assert {*map(ord, LETTERS)} <= set(TTFont(io.BytesIO(content)).getBestCmap())
    # A face of ours under another name is ours.
    copied = tmp_path / "brand.ttf"
    copied.write_bytes(FACES[0].read_bytes())
    assert embedded("a", copied) == embedded("a", FACES[0])
