"""The parts of a run made by a Dask cluster that is there already, on one machine or many.

Only the address of its scheduler is needed, so clusters of every kind are reached the same way:
``dask scheduler`` and ``dask worker`` by hand, dask-jobqueue on SLURM, a managed cluster.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from framing.analysers.base import Setup
from framing.errors import FramingError, MissingDependencyError, OutputError
from framing.parts.files import PartRow
from framing.parts.plan import name_of
from framing.parts.work import Task, do_task

# Tasks handed out for each of the cluster's threads: one it works on, one that waits.
_AHEAD = 2
# How often a part is given to another worker after its worker died, or the connection did.
_RETRIES = 10
# spaCy's pipeline is not made for several threads; more processes do more.
_one_at_a_time = threading.Lock()


def check_dask() -> None:
    """Find out before the work whether Dask is there.

    Raises:
        MissingDependencyError: it is not.
    """
    try:
        import distributed  # noqa: F401, PLC0415  (an optional extra)
    except ImportError as exc:
        raise MissingDependencyError(
            "--dask needs Dask distributed, which is not installed.",
            "Install it, here and for the workers: pip install 'framing[scale]'",
        ) from exc


def on_cluster(
    setup: Setup, folder: Path, tasks: Iterator[Task], address: str
) -> Iterator[tuple[Task, PartRow]]:
    """Let the workers of a Dask cluster do tasks; one that dies is replaced by the others.

    Args:
        setup: what the analysers are made from.
        folder: where the parts go; the workers must see it under the same path.
        tasks: asked for as workers are free, few ahead.
        address: of the scheduler, such as 'tcp://10.0.0.1:8786'.

    Yields:
        Each task with what is known of its part, as they are done.

    Raises:
        MissingDependencyError: Dask is not installed.
        FramingError: the scheduler cannot be reached; workers die again and again; a worker has
            other versions than this machine.
        OutputError: a part cannot be written, or the workers do not see the folder.
    """
    check_dask()
    from distributed import Client, as_completed  # noqa: PLC0415

    target = folder.resolve()
    work: Callable[[Task], PartRow] = partial(_work, setup, target)
    try:
        client = Client(address, timeout=30)
    except (OSError, ValueError) as exc:
        raise FramingError(
            f"No Dask scheduler answers at {address} ({exc}).",
            "Start one: dask scheduler; and workers: dask worker ADDRESS --nthreads 1",
        ) from exc
    with client:
        held: dict[str, Task] = {}
        done = as_completed()
        while True:
            threads = sum(client.nthreads().values())
            for task in islice(tasks, max(0, threads * _AHEAD + 1 - len(held))):
                key = f"framing-{task.part.name}"
                held[key] = task
                # Not pure: a result that the cluster remembers of an earlier run says nothing of
                # what is in the folder now.
                done.add(
                    client.submit(
                        work,
                        task,
                        key=key,
                        pure=False,
                        retries=_RETRIES,
                        priority=-task.part.number,
                    )
                )
            if not held:
                return
            future = next(done)
            row = _result(future)
            task = held.pop(future.key)
            future.release()
            if not (target / row.name).is_file():
                raise OutputError(
                    f"The workers wrote {row.name}, but not into the {target} of this machine.",
                    "Name a folder that all machines share: -o /shared/analysed",
                )
            yield task, row


def _result(future: object) -> PartRow:
    """What a worker gave; its error if it gave one."""
    from distributed import KilledWorker  # noqa: PLC0415

    try:
        row: PartRow = future.result()  # type: ignore[attr-defined]
    except KilledWorker as exc:
        raise FramingError(
            f"Workers of the Dask cluster died again and again: {exc}.",
            "They may be short of memory: see their logs; what is done stays.",
        ) from exc
    return row


def _work(setup: Setup, folder: Path, task: Task) -> PartRow:
    """What a worker of the cluster does: nothing but ``do_task``, if it would write the same."""
    with _one_at_a_time:
        if name_of(task.part.number, task.articles, setup) != task.part.name:
            raise FramingError(
                "A worker of the Dask cluster has other versions of framing, its models or its "
                "analysers than this machine.",
                "Install the same on all of them.",
            )
        return do_task(setup, folder, task)
