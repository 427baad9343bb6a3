"""Install Pango, which sets the PDF, where it is missing and we may.

    python tools/install_pango.py

``make report`` and ``make test`` run it. It does what the line of ``framing doctor`` says, without
a question: as root or through a sudo that asks for no password, with apt or dnf; or with Homebrew.
Exit status 1 if Pango is still missing then; the line is printed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

from framing.report.pdf import pango_install_line

# What an 'install' of each manager is when nobody is there to answer it.
_UNATTENDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "apt": (("apt-get", "update", "-qq"), ("apt-get", "install", "-y", "-qq")),
    "dnf": (("dnf", "install", "-y", "-q"),),
    "brew": (("brew", "install", "--quiet"),),
}
_MINUTES = 10


def commands(line: str, *, root: bool) -> list[list[str]]:
    """The commands that do what an install line says, without a question; none if we cannot.

    Args:
        line: as a person types it: ``sudo apt install NAME``.
        root: whether this process may do everything.
    """
    words = line.split()
    privileged = words[0] == "sudo"
    manager, verb, *packages = words[1:] if privileged else words
    if verb != "install" or manager not in _UNATTENDED:
        return []
    before = ["sudo", "-n"] if privileged and not root else []
    *first, last = _UNATTENDED[manager]
    asked = [*(list(command) for command in first), [*last, *packages]]
    return [[*before, *command] for command in asked]


def pango_is_there() -> bool:
    """Whether a fresh process finds Pango: this one keeps what it found at first."""
    code = "from framing.report.pdf import import_weasyprint; import_weasyprint()"
    return (
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode
        == 0
    )


def install(asked: Sequence[Sequence[str]]) -> str:
    """Run the commands; what kept them from it, in the words of the one that failed last."""
    problem = ""
    for command in asked:
        if not shutil.which(command[0]):
            return f"{command[0]} is not on this machine"
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
                timeout=60 * _MINUTES,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return f"{' '.join(command)} took more than {_MINUTES} minutes"
        # A source that cannot be renewed need not be the one that has Pango: go on.
        said = done.stderr.strip().splitlines()
        problem = (
            (said or [f"{command[0]} ended with {done.returncode}"])[-1] if done.returncode else ""
        )
    return problem


def main() -> int:
    """Install Pango if it is missing; 0 if it is there then."""
    if pango_is_there():
        return 0
    line = pango_install_line()
    asked = commands(line, root=not hasattr(os, "geteuid") or os.geteuid() == 0)
    problem = "this system's way to install is not known"
    if asked:
        print(
            f"Pango, which sets the PDF, is missing. Installing it: {' '.join(asked[-1])}",
            flush=True,
        )
        problem = install(asked)
        if pango_is_there():
            return 0
    why = problem or "it is not found even so"
    print(
        f"Pango, which sets the PDF, is missing and could not be installed: {why}.\n"
        f"Install it: {line}\n"
        "Until then reports are written as HTML.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
