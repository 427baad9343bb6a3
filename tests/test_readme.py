"""README's commands do what it says: each is run, in order, in one folder with articles."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.cli.helpers import Shell

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^ *\$ (framing [^#\n]+)", README, re.MULTILINE)


def test_readme_names_commands():
    assert len(COMMANDS) >= 6
    assert 'framing outlets new "Kyodo News" --country JP' in [c.strip() for c in COMMANDS]


def test_every_command_of_the_readme_runs(tmp_path, capsys, monkeypatch, seeds):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(seeds, tmp_path / "articles")
    shell = Shell(capsys, monkeypatch)
    for command in COMMANDS:
        ran = shell(*shlex.split(command)[1:])
        assert ran.code == 0, (command, ran.err)
    assert (tmp_path / "outlets/kyodo-news.toml").is_file()
    assert (tmp_path / "study/report.pdf").is_file()
    assert (tmp_path / "report_templates/outlets/kyodo-news.html.j2").is_file()
    assert (tmp_path / "output/report.pdf").is_file()


def test_the_make_targets_of_the_readme_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^\$ make (\w+)", README, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_file_that_the_docs_name_is_there(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    for path in re.findall(
        r"`((?:framing|report_templates|evaluation|training|tests|docs)/[\w/.-]+)`", text
    ):
        assert (ROOT / path).exists(), path
    for path in re.findall(r"\]\((?!https?:)([\w/.-]+)\)", text):
        assert (ROOT / path).exists(), path


def test_the_python_of_the_readme_runs(tmp_path, monkeypatch, seeds):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(seeds, tmp_path / "seeds")
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL).group(1)
    exec(compile(code, "README.md", "exec"), {})
    assert (tmp_path / "output/report.pdf").is_file()


def test_the_project_file_of_the_readme_is_sound(tmp_path):
    from framing.project import load_project

    block = re.search(r"```toml\n(title = .*?)```", README, re.DOTALL).group(1)
    (tmp_path / "framing.toml").write_text(block, encoding="utf-8")
    settings = load_project(tmp_path).settings
    assert settings.outlets == ("yonhap", "global-times")
    assert "our_note" in settings.sections
