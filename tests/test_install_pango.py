"""Pango where it is missing: installed where we may, else its line is named and the report is HTML.

Pango is hidden for real (the loader finds an empty file in its place); apt-get, dnf, brew and sudo
are scripts of the test's own, the only ones on PATH, that note what they were asked.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from framing.report import pdf
from tools.install_pango import commands

ROOT = Path(__file__).parent.parent
RELEASES = {
    "debian": {"ID": "ubuntu", "ID_LIKE": "debian"},
    "fedora": {"ID": "rocky", "ID_LIKE": "rhel"},
}

needs_linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux's loader reads LD_LIBRARY_PATH"
)


def on(monkeypatch: pytest.MonkeyPatch, system: str, release: Mapping[str, str] = {}) -> str:
    """The line on another system."""
    monkeypatch.setattr(pdf.platform, "system", lambda: system)
    monkeypatch.setattr(pdf.platform, "freedesktop_os_release", lambda: dict(release))
    return pdf.pango_install_line()


def test_the_commands_are_those_of_the_line_and_ask_nothing(monkeypatch):
    apt = on(monkeypatch, "Linux", RELEASES["debian"])
    packages = apt.split()[3:]
    assert "libpango-1.0-0" in packages
    install = ["apt-get", "install", "-y", "-qq", *packages]
    assert commands(apt, root=True) == [["apt-get", "update", "-qq"], install]
    assert commands(apt, root=False)[-1] == ["sudo", "-n", *install]
    dnf = on(monkeypatch, "Linux", RELEASES["fedora"])
    assert commands(dnf, root=False) == [["sudo", "-n", "dnf", "install", "-y", "-q", "pango"]]
    brew = on(monkeypatch, "Darwin")
    assert commands(brew, root=False) == [["brew", "install", "--quiet", "pango"]]


@pytest.mark.parametrize(
    ("system", "release"),
    [("Linux", {"ID": "arch"}), ("Linux", {"ID": "alpine"}), ("Windows", {})],
)
def test_where_we_cannot_install_a_line_is_named_all_the_same(monkeypatch, system, release):
    line = on(monkeypatch, system, release)
    assert "pango" in line
    assert commands(line, root=True) == []


def test_the_package_names_stand_in_one_place():
    names = {word for line in pdf._INSTALL.values() for word in line.split() if "libpango" in word}
    for place in ("Makefile", ".ci/run", "tools/install_pango.py", "framing/diagnosis.py"):
        text = (ROOT / place).read_text("utf-8")
        assert not [name for name in names if name in text], place
    assert pdf._INSTALL["debian"] in (ROOT / "README.md").read_text("utf-8")


def test_a_mac_seeks_libraries_where_homebrew_puts_them(monkeypatch, tmp_path):
    from ctypes.macholib.dyld import dyld_find

    (tmp_path / "lib").mkdir()
    library = tmp_path / "lib" / "libpango-1.0.dylib"
    library.touch()
    monkeypatch.setenv("HOMEBREW_PREFIX", str(tmp_path))
    monkeypatch.delenv("DYLD_FALLBACK_LIBRARY_PATH", raising=False)
    on(monkeypatch, "Darwin")
    seen = []

    class Finder:
        """Looks for the library when WeasyPrint is imported, as WeasyPrint does."""

        def find_spec(self, name, path=None, target=None):
            if name == "weasyprint":
                seen.append(dyld_find("libpango-1.0.dylib"))
                raise OSError("seen enough")

    for name in [m for m in sys.modules if m.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Finder(), *sys.meta_path])
    with pytest.raises(pdf.MissingDependencyError):
        pdf.import_weasyprint()
    assert seen == [str(library)]
    assert "DYLD_FALLBACK_LIBRARY_PATH" not in os.environ


@pytest.fixture
def machine(tmp_path):
    """A machine without Pango, whose package managers are the test's own.

    Gives what runs a command there; ``managers`` are the names and what each does when asked.
    """
    hidden, tools = tmp_path / "hidden", tmp_path / "bin"
    hidden.mkdir()
    tools.mkdir()
    (hidden / "libpango-1.0.so.0").touch()
    log = tmp_path / "asked.txt"
    log.touch()

    def run(
        *words: object, managers: Mapping[str, str], folder: Path = tmp_path, hide: bool = True
    ) -> tuple[subprocess.CompletedProcess[str], list[str]]:
        for name, does in managers.items():
            script = tools / name
            script.write_text(f'#!/bin/sh\necho "{name} $*" >> {log}\n{does}\n', "utf-8")
            script.chmod(0o755)
        for name in ("sh", "rm", "test", "touch", "make"):
            if (found := shutil.which(name)) and not (tools / name).exists():
                (tools / name).symlink_to(found)
        done = subprocess.run(
            [str(word) for word in words],
            cwd=folder,
            env={
                **os.environ,
                "PATH": str(tools),
                "PYTHONPATH": str(ROOT),
                **({"LD_LIBRARY_PATH": str(hidden)} if hide else {}),
                "HIDDEN": str(hidden),
                "PYTEST_XDIST_AUTO_NUM_WORKERS": "1",
            },
            capture_output=True,
            text=True,
            check=False,
        )
        return done, log.read_text("utf-8").splitlines()

    return run


INSTALLS = 'case "$*" in *install*) rm "$HIDDEN/libpango-1.0.so.0";; esac'
REFUSES = 'echo "E: Unable to locate package" >&2; exit 100'
NO_PASSWORD = '[ "$1" = -n ] && shift && exec "$@"'
PASSWORD = 'echo "sudo: a password is required" >&2; exit 1'
TOOL = """
import os, platform, runpy, sys
platform.freedesktop_os_release = lambda: {"ID": sys.argv[2]}
os.geteuid = lambda: int(sys.argv[3])
runpy.run_path(sys.argv[1], run_name="__main__")
"""


def tool(machine, *, system: str, uid: int, managers: Mapping[str, str], hide: bool = True):
    script = ROOT / "tools" / "install_pango.py"
    return machine(sys.executable, "-c", TOOL, script, system, uid, managers=managers, hide=hide)


@needs_linux
@pytest.mark.pdf
@pytest.mark.parametrize(
    ("system", "uid", "managers", "expected"),
    [
        (
            "debian",
            0,
            {"apt-get": INSTALLS},
            ["apt-get update -qq", "apt-get install -y -qq libpango-1.0-0"],
        ),
        ("fedora", 0, {"dnf": INSTALLS}, ["dnf install -y -q pango"]),
        (
            "debian",
            1000,
            {"apt-get": INSTALLS, "sudo": NO_PASSWORD},
            [
                "sudo -n apt-get update",
                "apt-get update -qq",
                "sudo -n apt-get install -y",
                "apt-get install -y",
            ],
        ),
    ],
)
def test_it_is_installed_where_we_may(machine, system, uid, managers, expected):
    done, asked = tool(machine, system=system, uid=uid, managers=managers)
    assert done.returncode == 0, done.stderr
    assert [line[: len(start)] for line, start in zip(asked, expected, strict=True)] == expected


@pytest.mark.pdf
def test_where_it_is_nothing_is_done(machine):
    done, asked = tool(machine, hide=False, system="debian", uid=0, managers={"apt-get": REFUSES})
    assert (done.returncode, done.stdout, done.stderr, asked) == (0, "", "", [])


@needs_linux
@pytest.mark.parametrize(
    ("uid", "managers", "why"),
    [
        (0, {"apt-get": REFUSES}, "Unable to locate package"),
        (0, {"apt-get": "exit 0"}, "not found even so"),
        (0, {}, "apt-get is not on this machine"),
        (1000, {"apt-get": INSTALLS, "sudo": PASSWORD}, "a password is required"),
        (1000, {"apt-get": INSTALLS}, "sudo is not on this machine"),
    ],
)
def test_where_we_may_not_the_line_is_named(machine, uid, managers, why):
    done, _ = tool(machine, system="debian", uid=uid, managers=managers)
    assert done.returncode == 1
    assert f"Install it: {pdf._INSTALL['debian']}\n" in done.stderr
    assert why in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def clone(tmp_path) -> Path:
    """A clone that is set up: Makefile, one article, one test, and this environment as its own."""
    folder = tmp_path / "clone"
    for name in ("tools", "seeds", "tests", ".venv/bin", "output"):
        (folder / name).mkdir(parents=True)
    shutil.copy(ROOT / "tools" / "install_pango.py", folder / "tools")
    (folder / "seeds" / "ferry.txt").write_text(
        "Ferry to sail again\n\nThe mayor said on Monday that the ferry would sail again.\n",
        "utf-8",
    )
    (folder / "framing.toml").write_text('sources = "rules"\ntone = "textblob"\n', "utf-8")
    shutil.copy(ROOT / "tests" / "conftest.py", folder / "tests")
    (folder / "tests" / "test_small.py").write_text(
        "import pytest\n\n\ndef test_words():\n    pass\n\n\n"
        "@pytest.mark.pdf\ndef test_pages():\n    raise AssertionError('no page can be set')\n",
        "utf-8",
    )
    for name, words in (("python", '"$@"'), ("framing", '-m framing "$@"')):
        script = folder / ".venv" / "bin" / name
        script.write_text(f"#!/bin/sh\nexec {sys.executable} {words}\n", "utf-8")
        script.chmod(0o755)
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, folder)
    (folder / ".venv" / ".installed").touch()
    return folder


@needs_linux
def test_make_report_writes_html_where_pango_cannot_be_installed(machine, clone):
    done, asked = machine(
        "make",
        "report",
        managers={"apt-get": REFUSES, "sudo": PASSWORD, "dnf": REFUSES},
        folder=clone,
    )
    assert asked, "nobody was asked to install it"
    assert "Error 1" in done.stderr, "framing ends with 1, which make tells and ends with 2"
    assert done.returncode == 2
    assert done.stderr.count(f"Install it: {pdf.pango_install_line()}") == 2
    assert "output/report.html" in done.stderr
    assert (clone / "output" / "report.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert (clone / "output" / "report.data" / "sentences.csv").is_file()
    assert not (clone / "output" / "report.pdf").exists()


@needs_linux
def test_make_test_runs_what_it_can_and_fails(machine, clone):
    done, _ = machine(
        "make",
        "test",
        managers={"apt-get": REFUSES, "sudo": PASSWORD, "dnf": REFUSES},
        folder=clone,
    )
    assert "Error 1" in done.stderr, done.stdout + done.stderr
    assert ".s" in done.stdout or "s." in done.stdout
    assert (
        "Tests that set a PDF and were passed over: 1. Pango is missing. Install it:" in done.stdout
    )
