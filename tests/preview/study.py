"""A small project folder, and a preview of it that runs in a thread."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

from framing.preview import Built, Places, Preview, Problem, Session, bind
from framing.settings import Settings, load_settings, new_project

LIMIT = 60.0  # seconds that anything may take on a busy machine
ARTICLES = {
    "quay.txt": """Quay News

Harbour plan wins backing

The town council backed the plan for a new harbour on Monday, the mayor said.

"We have waited for this for years," Mayor Eva Lind told reporters in the town hall.
""",
    "tide.txt": """Tide Weekly

Fishing crews fear for the old quay

Fishing crews opposed the plan on Monday. They said that the old quay was enough.

The ministry of transport said it would pay half of the cost of the new harbour.
""",
}
PROFILE = """name = "Quay News"
code = "QN"
country = "NO"
kind = "newspaper"
colour = "#12436D"
"""


def make_study(folder: Path) -> Path:
    """A project folder with two short articles, of which one outlet has a profile."""
    new_project(folder)
    for name, text in ARTICLES.items():
        (folder / "articles" / name).write_text(text, encoding="utf-8")
    (folder / "outlets" / "quay-news.toml").write_text(PROFILE, encoding="utf-8")
    return folder


def settings_of(folder: Path) -> Callable[[], Settings]:
    """What 'framing templates preview' makes of a project folder, with the fast analysers."""
    return lambda: load_settings(folder, {"sources": "rules", "tone": "textblob"})


def write(path: Path, text: str) -> None:
    """Write a file, and the folders that it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@dataclass
class Events:
    """What a preview told, in order; tests wait for the next."""

    told: queue.Queue[Built | Problem] = field(default_factory=queue.Queue)

    def changed(self, files: tuple[str, ...]) -> None:
        """A build follows."""

    def built(self, built: Built, seconds: float) -> None:
        """A report was built."""
        self.told.put(built)

    def failed(self, problem: Problem) -> None:
        """None could be built."""
        self.told.put(problem)

    def until(self, wanted: Callable[[Built | Problem], bool]) -> Built | Problem:
        """The next that is as wanted: a save can be seen in two steps, empty and then full."""
        found: Built | Problem | None = None
        while found is None or not wanted(found):
            try:
                found = self.told.get(timeout=LIMIT)
            except queue.Empty:
                raise AssertionError(f"nothing as wanted came; the last was: {found}") from None
        return found

    def report(self, words: str = "") -> Built:
        """The next report that holds the words."""
        found = self.until(lambda told: isinstance(told, Built) and words in told.html)
        assert isinstance(found, Built)
        return found

    def problem(self, words: str = "") -> Problem:
        """The next problem that holds the words."""
        found = self.until(lambda told: isinstance(told, Problem) and words in told.message)
        assert isinstance(found, Problem)
        return found


@dataclass(frozen=True)
class Running:
    """A preview that runs, and what it told."""

    preview: Preview
    events: Events
    folder: Path

    def ask(self, path: str = "/", method: str = "GET", **headers: str) -> tuple[HTTPResponse, str]:
        """Ask the server; the answer and its body. Header names take '_' for '-'."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        with closing(HTTPConnection("127.0.0.1", self.preview.port, timeout=LIMIT)) as connection:
            connection.putrequest(method, path, skip_host="Host" in sent)
            for name, value in sent.items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            return answer, answer.read().decode()


@contextmanager
def previewing(folder: Path, load: Callable[[], Settings] | None = None) -> Iterator[Running]:
    """A preview of a project folder on a free port, in a thread of its own."""
    events = Events()
    with bind(0) as listening:
        session = Session(load or settings_of(folder))
        first = Places(flat=(folder / "framing.toml",))
        preview = Preview(session, listening, events, first)
        thread = threading.Thread(target=preview.run)
        thread.start()
        try:
            yield Running(preview, events, folder)
        finally:
            preview.stop()
            thread.join(LIMIT)
            assert not thread.is_alive()
