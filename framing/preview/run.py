"""Runs the preview: builds, serves and watches until it is told to stop."""

from __future__ import annotations

import asyncio
import hashlib
import socket
import threading
import time
from collections.abc import Callable, Hashable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Protocol

import anyio
import uvicorn

from framing.errors import FramingError, InputError
from framing.evidence import Comparison
from framing.models import Analysis, Article, Failed, Skipped
from framing.preview.protocol import Connection
from framing.preview.server import LOOPBACK, Board, Built, Problem, make_app
from framing.preview.watch import Places, changes, marks, places_of
from framing.settings import Settings
from framing.shared_copy import with_shared_copy
from framing.study import Study

_TRIED = 20  # ports, from the one that was asked for


class Log(Protocol):
    """Where the preview says what happens, for a person at a terminal."""

    def changed(self, files: tuple[str, ...]) -> None:
        """These files changed."""

    def built(self, built: Built, seconds: float) -> None:
        """A report was built."""

    def failed(self, problem: Problem) -> None:
        """No report could be built."""


class _Stopped(Exception):  # noqa: N818  (no error: somebody pressed Ctrl-C)
    pass


class _Server(uvicorn.Server):
    """A server that, told to end, ends: without raising the signal anew once it has ended."""

    def __init__(self, config: uvicorn.Config, stop: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell_stop = stop

    def handle_exit(self, _sig: int, _frame: FrameType | None) -> None:
        """A signal came."""
        self.force_exit = self.should_exit  # the second time
        self.should_exit = True
        self._tell_stop()


def bind(port: int) -> socket.socket:
    """A socket on loopback, at that port or, where it is taken, at the next free one; 0 for any.

    Raises:
        InputError: none is free, or this user may not take it.
    """
    last = min(port + _TRIED, 65535) if port else 0
    for tried in range(port, last + 1):
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((LOOPBACK, tried))
            listening.listen()  # a browser that comes before the server is ready waits
        except PermissionError as exc:
            listening.close()
            raise InputError(
                f"Port {tried} may not be used ({exc.strerror}).", "Take one above 1023: --port"
            ) from exc
        except OSError:
            listening.close()
            continue
        return listening
    raise InputError(f"The ports {port} to {last} are taken.", "Take another: --port 0 for any.")


class Preview:
    """A running preview.

    Args:
        session: what builds the report.
        listening: a socket that ``bind`` gave.
        log: hears what happens.
        first_places: where to look for changes while the session could not yet say.
    """

    def __init__(
        self, session: Session, listening: socket.socket, log: Log, first_places: Places
    ) -> None:
        self._session, self._socket, self._log = session, listening, log
        self._first_places = first_places
        self._stopping = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: anyio.Event | None = None
        self.port: int = listening.getsockname()[1]

    @property
    def address(self) -> str:
        """What to type into a browser."""
        return f"http://{LOOPBACK}:{self.port}/"

    def run(self) -> None:
        """Serve until ``stop`` is called; while it serves, Ctrl-C calls it, too."""
        asyncio.run(self._main())

    def stop(self) -> None:
        """End the preview, from any thread."""
        self._stopping.set()
        if self._loop and self._stop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._stop.set)

    async def _main(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), anyio.Event()
        try:
            await self._serve(self._stop)
        finally:  # a build that goes on in its thread ends, too
            self._stopping.set()

    async def _serve(self, stop: anyio.Event) -> None:
        board = Board()
        config = uvicorn.Config(
            make_app(board, self.port),
            http=Connection,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=2,
        )
        server = _Server(config, self.stop)
        serving = asyncio.create_task(server.serve(sockets=[self._socket]))
        watching = asyncio.create_task(self._watch(board, stop))
        if self._stopping.is_set():  # told so before the loop ran
            stop.set()
        await asyncio.wait(
            [serving, watching, asyncio.create_task(stop.wait())],
            return_when=asyncio.FIRST_COMPLETED,
        )
        self.stop()
        board.close()
        server.should_exit = True
        await asyncio.gather(serving, watching)

    async def _watch(self, board: Board, stop: anyio.Event) -> None:
        def places() -> Places:
            settings = self._session.settings
            return places_of(settings) if settings else self._first_places

        with suppress(Exception):  # building says so
            self._session.load()
        before = marks(places())  # a file that changes while the first report is built counts
        await self._build(board)
        async for files in changes(places, before, stop):
            self._log.changed(files)
            await self._build(board)

    async def _build(self, board: Board) -> None:
        """Build the report in a thread of its own, so that the browser is answered meanwhile."""
        assert self._loop is not None
        loop = self._loop

        def tell(text: str) -> None:
            if self._stopping.is_set():
                raise _Stopped
            loop.call_soon_threadsafe(board.stage, text)

        began = time.perf_counter()
        try:
            built = await asyncio.to_thread(self._session.build, tell)
        except _Stopped:
            return
        except FramingError as error:
            problem = Problem(error.message, error.hint)
        except Exception as error:  # a preview outlives whatever a file does to it
            problem = Problem(
                f"{type(error).__name__}: {error}",
                "This is a fault of framing. 'framing --debug report' shows where.",
            )
        else:
            board.show(built)
            self._log.built(built, time.perf_counter() - began)
            return
        board.tell_problem(problem)
        self._log.failed(problem)


Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Counted:
    rests_on: tuple[object, ...]
    comparison: Comparison


class Session:
    """Builds the report again and again, and keeps what still holds.

    Args:
        load: what to show, asked for before every build, because framing.toml may have changed.
    """

    def __init__(self, load: Callable[[], Settings]) -> None:
        self._load = load
        self._analyses: dict[Hashable, Analysis] = {}
        self._failed: dict[Hashable, Skipped] = {}
        self._counted: _Counted | None = None
        self.settings: Settings | None = None

    def load(self) -> Settings:
        """What to show, as framing.toml and the folders are now.

        Raises:
            FramingError: framing.toml is broken, or a folder that was named is not there.
        """
        self.settings = self._load()
        return self.settings

    def build(self, tell: Tell = lambda _text: None) -> Built:
        """The report as files and settings are now.

        Args:
            tell: called with what is being done, in words; what it raises ends the work.

        Raises:
            FramingError: something asked for could not be done; the next call tries again.
        """
        study = Study(self.load())
        setup = study.setup
        outcome = study.read_for_report()
        keys = [setup.rests_on(article) for article in outcome.articles]
        analysed = self._analyse(outcome.articles, keys, study, tell)
        skipped = (*outcome.skipped, *(self._failed[k] for k in keys if k in self._failed))
        keys = [key for key in keys if key in self._analyses]
        if not keys:
            raise InputError(f"No article is left. {skipped[-1].path}: {skipped[-1].reason}")
        comparison = self._count(keys, skipped, study, tell)
        files: dict[str, Path] = {}
        html = study.html(comparison, address=lambda file: _address(file, files))
        self._analyses = {key: self._analyses[key] for key in keys}  # the others are gone
        return Built(html, files, len(keys), analysed, skipped)

    def _analyse(
        self, articles: Sequence[Article], keys: Sequence[Hashable], study: Study, tell: Tell
    ) -> int:
        """Analyse the articles that no kept analysis fits; how many they were."""
        new = {
            key: article
            for key, article in zip(keys, articles, strict=True)
            if key not in self._analyses
        }
        self._failed = {}  # a stranger's analyser may be mended by now
        if new:
            of = f"{len(new)} article{'s' if len(new) > 1 else ''}"
            tell(f"Analysing {of}")
            failed: list[Failed] = []
            found = study.analyse_each(
                list(new.values()), lambda done: tell(f"Analysed {done} of {of}"), failed.append
            )
            keys_of = {article.id: key for key, article in new.items()}
            self._analyses |= {keys_of[each.article.id]: each for each in found}
            self._failed = {keys_of[each.id]: each.skipped for each in failed}
        return len(new)

    def _count(
        self, keys: Sequence[Hashable], skipped: Sequence[Skipped], study: Study, tell: Tell
    ) -> Comparison:
        """The comparison of the kept analyses: the last one, if it rests on the same."""
        said = tuple(study.settings.that_change("comparison").values())
        rests_on = (tuple(keys), study.profiles, tuple(skipped), said)
        if self._counted is None or self._counted.rests_on != rests_on:
            tell("Comparing")
            analyses = with_shared_copy([self._analyses[key] for key in keys])
            self._counted = _Counted(rests_on, study.count(analyses, skipped))
        return self._counted.comparison


def _address(file: Path, files: dict[str, Path]) -> str:
    """An address for a file of the theme, by its content, so that browsers may keep it."""
    digest = hashlib.sha256(file.read_bytes()).hexdigest()[:16]
    address = f"/theme/{digest}{file.suffix.lower()}"
    files[address] = file
    return address
