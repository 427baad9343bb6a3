"""How long the live preview takes from a saved file to the new page.

    python -m evaluation.preview [--times 9] [--large]

Starts the preview on a copy of the sample articles in a project folder of its own, saves a file,
and waits for the page that shows the change, as a browser would: for the event, then for the page.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path

from evaluation import corpora
from framing.preview import Built, Places, Preview, Problem, Session, bind
from framing.settings import load_settings, new_project

LIMIT = 2.0  # seconds that a template change may take
SEEDS = Path(__file__).parent.parent / "seeds"


class Quiet:
    """Keeps what was built, and fails where nothing could be."""

    def __init__(self) -> None:
        self.last = Built("")

    def changed(self, files: tuple[str, ...]) -> None:
        """Nothing to say."""

    def built(self, built: Built, seconds: float) -> None:  # noqa: ARG002
        """Keep it."""
        self.last = built

    def failed(self, problem: Problem) -> None:
        """The figures would mean nothing."""
        raise SystemExit(f"{problem.message} {problem.hint}")


def get(port: int) -> str:
    """The page as it is now."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/")
    return connection.getresponse().read().decode()


def news(port: int) -> Iterator[None]:
    """Once for each event of the preview."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/events")
    answer = connection.getresponse()
    for line in iter(answer.readline, b""):
        if line.startswith(b"event: page"):
            yield


def seconds_until_shown(port: int, save: Callable[[str], None], mark: str) -> float:
    """From saving a file to having read the page that shows it."""
    events = news(port)
    next(events)
    began = time.perf_counter()
    save(mark)
    for _ in events:
        if mark in get(port):
            return time.perf_counter() - began
    raise SystemExit("The preview ended.")


def measure(folder: Path, times: int) -> dict[str, list[float]]:
    """Seconds for each kind of change, ``times`` of each."""

    section = folder / "report_templates" / "sections" / "cover.html.j2"
    section.parent.mkdir(parents=True, exist_ok=True)
    article = sorted((folder / "articles").iterdir())[0]
    first = article.read_text("utf-8")
    log = Quiet()
    with bind(0) as listening:
        preview = Preview(Session(lambda: load_settings(folder)), listening, log, Places())
        thread = threading.Thread(target=preview.run)
        thread.start()
        try:
            events = news(preview.port)
            while "<title>framing: preview" in get(preview.port):
                next(events)

            def save_template(mark: str) -> None:
                section.write_text(f"<p>{mark}</p>", "utf-8")

            def save_article(mark: str) -> None:
                article.write_text(f"{first}\n\nThe port {mark} was closed on Monday.\n", "utf-8")

            saves = {"template": save_template}
            if article.suffix == ".txt":
                saves["article"] = save_article
            found: dict[str, list[float]] = {kind: [] for kind in saves}
            for number in range(times):
                for kind, save in saves.items():
                    mark = f"{kind}{number}x"
                    found[kind].append(seconds_until_shown(preview.port, save, mark))
                    wanted = 0 if kind == "template" else 1
                    if log.last.analysed != wanted:
                        raise SystemExit(f"{log.last.analysed} articles analysed for a {kind}.")
            return found
        finally:
            preview.stop()
            thread.join()


def main() -> None:
    """Measure, print, and fail if a template change takes too long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="60 made-up articles, 12 outlets")
    parser.add_argument("--times", type=int, default=9)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "study"
        new_project(folder)
        if asked.large:
            corpora.write(corpora.twelve(), folder / "articles" / "articles.jsonl")
        else:
            for file in sorted(SEEDS.glob("*.txt")):
                shutil.copy(file, folder / "articles" / file.name)
        found = measure(folder, asked.times)
    number = 60 if asked.large else 5
    print(f"{number} articles; seconds from a save to the new page, median and worst")
    for kind, taken in found.items():
        print(f"  {kind:10}{statistics.median(taken):6.2f}{max(taken):6.2f}")
    if statistics.median(found["template"]) > LIMIT:
        raise SystemExit(f"A template change should take at most {LIMIT} s.")


if __name__ == "__main__":
    main()
