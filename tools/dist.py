"""Build what is released, and try it as a stranger would: in an environment and folder of its own.

    python tools/dist.py

Builds the sdist, and the wheel from the unpacked sdist; installs the wheel with the pinned versions
of its libraries into a fresh environment; writes a report on the samples from another folder,
and reads the PDF. Fails if anything fails, or if the wheel is too large.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from pypdf import PdfReader

import framing

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
MOST = 60_000_000  # bytes of the wheel
OUTLETS = ("Ahram Online", "DNA", "Global Times", "The Korea Herald", "Yonhap")
PAGES = range(5, 21)
DATA = ("articles.csv", "sentences.csv", "statements.csv", "comparison.json", "manifest.json")


def main() -> None:
    """Build, install, run; say the sizes."""
    shutil.rmtree(DIST, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="framing-dist-") as temporary:
        folder = Path(temporary)
        sdist, wheel = built(folder)
        for path in (sdist, wheel):
            print(f"{path.stat().st_size / 1e6:5.1f} MB  {path.relative_to(ROOT)}", flush=True)
        if wheel.stat().st_size > MOST:
            sys.exit(f"The wheel is larger than {MOST / 1e6:.0f} MB.")
        python = installed(wheel, folder / "venv")
        told = tried(python, folder / "elsewhere")
    print(f"Installed elsewhere, the wheel wrote {told}.")


def built(folder: Path) -> tuple[Path, Path]:
    """The sdist, and the wheel that is made from it, both in dist/."""
    hatch = (sys.executable, "-m", "hatchling", "build", "-d", str(DIST))
    run(*hatch, "-t", "sdist", cwd=ROOT)
    sdist = next(DIST.glob("*.tar.gz"))
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    run(*hatch, "-t", "wheel", cwd=folder / sdist.name.removesuffix(".tar.gz"))
    wheel = next(DIST.glob("*.whl"))
    for path in (sdist, wheel):
        if f"framing-{framing.__version__}" not in path.name:
            sys.exit(f"{path.name} is not of version {framing.__version__}.")
    return sdist, wheel


def installed(wheel: Path, venv: Path) -> Path:
    """The Python of a fresh environment that has the wheel, and the pinned versions of what it
    needs."""
    run(sys.executable, "-m", "venv", str(venv), cwd=ROOT)
    python = next(iter([*venv.glob("bin/python"), *venv.glob("Scripts/python.exe")]))
    # Without hashes: the wheel that was just built has none there.
    pins = re.findall(
        r"^\S+==\S+.*?(?= \\?$)", (ROOT / "constraints.txt").read_text(), re.MULTILINE
    )
    constraints = venv / "constraints.txt"
    constraints.write_text("\n".join(pins) + "\n", encoding="utf-8")
    pip = (str(python), "-m", "pip", "--disable-pip-version-check", "install", "-q")
    run(*pip, "-c", str(constraints), str(wheel), cwd=venv)
    return python


def tried(python: Path, folder: Path) -> str:
    """What a report on the sample articles holds, written in a folder that knows nothing of the
    repository."""
    folder.mkdir()
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL"))}
    command = python.with_name("framing").with_suffix(python.suffix)
    words = ("report", str(ROOT / "seeds"), "-o", "report.pdf", "--quiet")
    run(str(command), *words, cwd=folder, env=environment)
    pages = [page.extract_text() for page in PdfReader(folder / "report.pdf").pages]
    text = " ".join(" ".join(pages).split())
    lacking = [name for name in OUTLETS if name not in text]
    lacking += [name for name in DATA if not (folder / "report.data" / name).stat().st_size]
    if lacking or len(pages) not in PAGES:
        sys.exit(f"The report has {len(pages)} pages, and lacks {', '.join(lacking) or 'nothing'}.")
    return f"a report of {len(pages)} pages on {len(OUTLETS)} outlets, and its data"


def run(*words: str, cwd: Path, env: dict[str, str] | None = None) -> None:
    """Run a command; the program ends where it fails."""
    done = subprocess.run(words, cwd=cwd, env=env, check=False)
    if done.returncode:
        sys.exit(f"Failed ({done.returncode}): {' '.join(words)}")


if __name__ == "__main__":
    main()
