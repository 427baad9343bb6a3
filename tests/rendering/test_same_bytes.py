"""The PDF is the same bytes under another clock and hash seed, with HarfBuzz's subsetter or without.

Small documents with a typeface of every make: the bundled ones, variable, emoji, WOFF. The library
is hidden for real: the loader finds an empty file in its place.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
from fontTools.misc import timeTools
from pypdf import PdfReader

from framing.files import report_templates
from framing.report.pdf import render_pdf
from tests.rendering.typefaces import LETTERS, write_typefaces

pytestmark = pytest.mark.pdf

SUBSETTER = "libharfbuzz-subset.so.0"
BUNDLED = "SourceSans3-Regular.ttf"

# Run in a process of its own under a clock of its own: the time of day is its argument.
RENDER = """
import datetime, json, os, sys, time
from pathlib import Path
folder, out, now = Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])
time.time = lambda: now
time.time_ns = lambda: int(now * 1e9)
class Clock(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.datetime.fromtimestamp(now, tz)
datetime.datetime = Clock
from framing.report.pdf import render_pdf
before = dict(os.environ)
out.write_bytes(render_pdf((folder / "page.html").read_text("utf-8"), [folder]))
from weasyprint.text.ffi import harfbuzz_subset
print(json.dumps({"subsetter": harfbuzz_subset is not None, "kept": before == dict(os.environ)}))
"""


@pytest.fixture(scope="module")
def theme(tmp_path_factory) -> Path:
    """A folder with typefaces and a page that uses each, bold and slanted, and attaches files."""
    folder = tmp_path_factory.mktemp("theme")
    names = write_typefaces(folder)
    shutil.copy(report_templates() / "default" / "fonts" / BUNDLED, folder)
    (folder / "data.csv").write_text("a,b\n1,2\n", "utf-8")
    (folder / "note.txt").write_text("note\n", "utf-8")
    (folder / "page.html").write_text(page({**names, "Bundled": BUNDLED}), "utf-8")
    (folder / "small.html").write_text(page({"Var Glyf": names["Var Glyf"]}), "utf-8")
    return folder


def page(typefaces: Mapping[str, str]) -> str:
    """A page with one line in each typeface (family: file), and two files attached."""
    faces = "".join(
        f"@font-face {{ font-family: '{family}'; src: url('theme:{name}'); font-weight: 100 900 }}"
        for family, name in typefaces.items()
    )
    words = f"{LETTERS} <b>{LETTERS[::-1]}</b> <i style='font-stretch: condensed'>bad cafe</i>"
    # One word in the bundled face: without the library, each of its cuts takes half a second.
    lines = "".join(
        f"<p style=\"font-family: '{family}'\">{words if family != 'Bundled' else 'cafe'}</p>"
        for family in typefaces
    )
    return (
        f"<html lang=en><head><title>Typefaces</title><style>{faces}</style>"
        f"<link rel=attachment href='theme:data.csv'></head><body>{lines}"
        "<p style=\"font-family: 'Var Glyf'\"><a rel=attachment href='theme:note.txt'>bad</a></p>"
        "</body></html>"
    )


def rendered(theme: Path, out: Path, *, now: int, seed: str, **environment: str) -> dict[str, bool]:
    """Set the page under a clock, a hash seed and an environment; what the process tells."""
    given = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", RENDER, theme, out, str(now)],
        env={**given, "PYTHONHASHSEED": seed, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1])


@pytest.fixture(params=["subsetter", "no subsetter"])
def loader(request, tmp_path) -> dict[str, str]:
    """An environment in which the library is found, or one in which it is not."""
    if request.param == "subsetter":
        from weasyprint.text.ffi import harfbuzz_subset

        if harfbuzz_subset is None:
            pytest.skip("this machine has no HarfBuzz subsetter")
        return {}
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux's loader can be misled by LD_LIBRARY_PATH")
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / SUBSETTER).touch()
    return {"LD_LIBRARY_PATH": str(tmp_path / "hidden")}


def test_the_bytes_hang_on_neither_clock_nor_hash_seed(theme, tmp_path, loader):
    one, two = tmp_path / "one.pdf", tmp_path / "two.pdf"
    told = [
        rendered(theme, one, now=1_300_000_000, seed="1", **loader),
        rendered(theme, two, now=1_900_000_000, seed="4242", **loader),
    ]
    assert told == [{"subsetter": not loader, "kept": True}] * 2
    assert one.read_bytes() == two.read_bytes()
    # Everything that the clock or the seed could get into is there.
    pdf = PdfReader(one)
    families = {
        str(font.get_object()["/BaseFont"]).split("+")[1]
        for font in pdf.pages[0]["/Resources"]["/Font"].values()
    }
    for family in ("Var-Glyf", "Var-CFF", "Layers-One", "Drawn", "Pictures", "Woff", "Bundled"):
        assert any(name.startswith(family) for name in families), (family, families)
    assert pdf.attachments["data.csv"] == [b"a,b\n1,2\n"]
    notes = [note.get_object() for note in pdf.pages[0]["/Annots"]]
    assert [note["/FS"]["/UF"] for note in notes] == ["note.txt"]


def test_a_date_that_the_user_set_is_kept(theme, monkeypatch):
    small = (theme / "small.html").read_text("utf-8")
    pdfs = {}
    for date in ("0", "1700000000", "today"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", date)
        pdfs[date] = render_pdf(small, [theme])
        assert os.environ["SOURCE_DATE_EPOCH"] == date
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    default = render_pdf(small, [theme])
    assert pdfs["1700000000"] != default
    # What is no number is none of theirs, and no reason to fail.
    assert pdfs["today"] == pdfs["0"] == default


def test_threads_keep_the_clock_still_for_each_other(theme, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    ticks = itertools.count(1_300_000_000, 1_000)
    monkeypatch.setattr(timeTools, "time", SimpleNamespace(time=lambda: next(ticks)))
    small = (theme / "small.html").read_text("utf-8")
    with ThreadPoolExecutor(4) as pool:
        pdfs = set(pool.map(lambda _: render_pdf(small, [theme]), range(4)))
    assert len(pdfs) == 1
    assert "SOURCE_DATE_EPOCH" not in os.environ
