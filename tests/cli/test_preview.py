"""framing templates preview, as a person starts and ends it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from urllib.request import urlopen

import pytest

from tests.preview.study import LIMIT, make_study, write


@pytest.fixture
def start(tmp_path):
    """Starts the command in a folder; what it prints can be read line by line."""
    started = []

    def run(folder, *words):
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        process = subprocess.Popen(
            [sys.executable, "-m", "framing", "templates", "preview", "--no-open", *words],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate(timeout=LIMIT)


def until(process, pattern: str) -> re.Match[str]:
    """The first line that matches."""
    lines = []
    for line in process.stdout:
        lines.append(line)
        if match := re.search(pattern, line):
            return match
    raise AssertionError("".join(lines))


def test_in_a_project_folder_it_needs_no_argument_and_ctrl_c_ends_it(start, tmp_path):
    folder = make_study(tmp_path / "study")
    process = start(folder, "--port", "0", "--sources", "rules", "--tone", "textblob")
    address = until(process, r"http://127\.0\.0\.1:\d+/")[0]
    until(process, "The report is ready: 2 articles, 2 analysed")
    assert "Harbour plan" in urlopen(address, timeout=LIMIT).read().decode()
    write(folder / "report_templates/sections/cover.html.j2", "{{ titel }}")
    until(process, r"Changed: report_templates/sections/cover\.html\.j2")
    until(process, r"cover\.html\.j2, line 1: there is no name 'titel'")
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(timeout=LIMIT)
    assert process.returncode == 0
    assert rest.endswith("The preview has ended.\n")
    assert "Traceback" not in rest


def test_ctrl_c_while_articles_are_analysed_ends_it_too(start, tmp_path):
    folder = make_study(tmp_path / "study")
    process = start(folder, "--port", "0")
    until(process, "http://127")
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(timeout=LIMIT)
    assert process.returncode == 0
    assert "Traceback" not in rest
    assert "Error" not in rest


def test_it_starts_where_framing_toml_is_broken(start, tmp_path):
    folder = make_study(tmp_path / "study")
    write(folder / "framing.toml", "titel = 1")
    process = start(folder, "--port", "0")
    until(process, r"framing\.toml, line 1: unknown key 'titel'")


def test_outside_a_project_it_asks_for_articles(framing, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ran = framing("templates", "preview", "--no-open")
    assert ran.code == 2
    assert "framing init" in ran.err


def test_a_port_that_cannot_be(framing, tmp_path, monkeypatch):
    monkeypatch.chdir(make_study(tmp_path / "study"))
    ran = framing("templates", "preview", "--no-open", "--port", "70000")
    assert ran.code == 2
