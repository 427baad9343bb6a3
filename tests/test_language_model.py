"""spaCy's own model is taken first where it is installed, and the outputs say which one parsed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from framing.text.language_model import DEFAULT_MODEL, language_model, language_model_digest
from tests.cli.helpers import Shell

ARTICLE = (
    "Harbour plan wins backing\n\nThe mayor said on Monday that the town would build a harbour.\n"
)


def stand_in(folder: Path, version: str) -> Path:
    """A folder with a package that is called and made as spaCy's own: its files are those of the
    one that is installed here, its name and version its own."""
    spec = find_spec(DEFAULT_MODEL)
    assert spec
    assert spec.origin
    held = next(path for path in Path(spec.origin).parent.iterdir() if (path / "vocab").is_dir())
    package = folder / "en_core_web_sm"
    data = package / f"en_core_web_sm-{version}"
    data.mkdir(parents=True)
    for path in held.iterdir():
        (data / path.name).symlink_to(path)
    meta = json.loads((held / "meta.json").read_text("utf-8"))
    meta |= {"name": "core_web_sm", "version": version}
    (package / "meta.json").write_text(json.dumps(meta), "utf-8")
    (package / "__init__.py").write_text(
        "from spacy.util import load_model_from_init_py\n"
        "def load(**overrides):\n"
        "    return load_model_from_init_py(__file__, **overrides)\n",
        "utf-8",
    )
    told = folder / f"en_core_web_sm-{version}.dist-info"
    told.mkdir()
    (told / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: en_core_web_sm\nVersion: {version}\n", "utf-8"
    )
    return package


QUICK = ("--sources", "rules", "--tone", "textblob")
REPORT, DOCTOR = ("report", "a.txt", "-o", "r.html", "-q", *QUICK), ("doctor",)
# Both from one process: to start one costs more than what it does.
BOTH = f"""
import sys
from framing.cli import main
for words in ({REPORT}, {DOCTOR}):
    sys.argv = ["framing", *words]
    try:
        main()
    except SystemExit as ended:
        if words[0] == "report" and ended.code:
            raise
"""


def check(folder: Path, doctor: str, taken: str) -> None:
    """See that a report in a folder, and what doctor said, name the model that parsed."""
    manifest = json.loads((folder / "r.data/manifest.json").read_text("utf-8"))
    assert manifest["language_model"]["name"] == taken
    assert len(manifest["language_model"]["sha256"]) == 64
    assert manifest["libraries"][taken.replace("_", "-")] == "3.8.0"
    assert taken in (folder / "r.html").read_text("utf-8")
    assert f"{taken.replace('_', '-')} 3.8.0" in doctor


def test_the_official_model_is_taken_first_where_it_is_of_the_series(tmp_path):
    # In a process of its own, for its package stays imported.
    stand_in(tmp_path / "packages", "3.8.0")
    (tmp_path / "a.txt").write_text(ARTICLE, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", BOTH],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(tmp_path / "packages")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    check(tmp_path, done.stdout, "en_core_web_sm")


@pytest.fixture
def chosen_anew():
    """Which model parses is found out anew, here and afterwards."""
    language_model.cache_clear()
    language_model_digest.cache_clear()
    yield
    language_model.cache_clear()
    language_model_digest.cache_clear()


@pytest.mark.parametrize("version", ["3.7.1", None])
def test_what_is_of_another_series_or_no_model_is_not_taken(
    tmp_path, monkeypatch, capsys, chosen_anew, version
):
    packages = tmp_path / "packages"
    packages.mkdir()
    if version:
        stand_in(packages, version)
    else:  # a folder of that name is no model
        (packages / "en_core_web_sm").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(packages)
    Path("a.txt").write_text(ARTICLE, "utf-8")
    shell = Shell(capsys, monkeypatch)
    ran = shell(*REPORT)
    assert ran.code == 0, ran.err
    check(tmp_path, shell(*DOCTOR).out, DEFAULT_MODEL)


def test_what_is_told_of_a_damaged_official_model_is_how_to_do_without(tmp_path):
    package = stand_in(tmp_path / "packages", "3.8.0")
    (package / "en_core_web_sm-3.8.0/config.cfg").unlink()
    (tmp_path / "a.txt").write_text(ARTICLE, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "framing", "report", "a.txt", "-o", "r.html"],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(tmp_path / "packages")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "'en_core_web_sm' is damaged" in done.stderr
    assert "pip uninstall en-core-web-sm" in " ".join(done.stderr.split())
