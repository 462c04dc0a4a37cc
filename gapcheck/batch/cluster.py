"""The crew of a cluster: the workers of a Dask scheduler, on whichever machines they are.

Dask schedules, and gives a task to another worker where one dies. What a worker needs besides gapcheck is sent to it:
the rules with the first word, to workers that come later too, and the bytes of a workbook with each task. So no file
system is shared, and no worker can go by other rules.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from typing import Any, Final, ParamSpec, TypeVar

import dask
from distributed import Client, KilledWorker, WorkerPlugin
from distributed.comm.addressing import get_address_host_port

from gapcheck.batch.records import Asked
from gapcheck.batch.running import Crew
from gapcheck.batch.work import Unprepared, dismiss, prepare
from gapcheck.errors import Problem, UsageError

_P = ParamSpec("_P")
_T = TypeVar("_T")

_SECONDS: Final = 5
_AHEAD: Final = 2
_AT_LEAST: Final = 4
"""So many tasks are given out where no worker is there yet: a cluster that grows with its work must see some."""


class Prepared(WorkerPlugin):
    """Prepares a worker for a batch when it is there, and lets it forget the batch at the end."""

    idempotent = True

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.name = f"gapcheck-{asked.key}"

    def setup(self, worker: Any) -> None:  # noqa: ARG002 - as Dask calls it
        """Prepare a worker."""
        prepare(self.asked)

    def teardown(self, worker: Any) -> None:  # noqa: ARG002
        """Let a worker forget the batch."""
        dismiss(self.asked.key)


@contextmanager
def connected(address: str, asked: Asked) -> Iterator[Crew]:
    """Connect to a scheduler; raises UsageError where none answers."""
    # A workbook of 20 MB goes to its worker in one piece: that is meant.
    with _quiet(), dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GB"}):
        try:
            get_address_host_port(address)  # a client waits long for an address that can be none
            client = Client(address, timeout=_SECONDS, set_as_default=False, name="gapcheck")
        except (OSError, ValueError) as error:
            found = f"no scheduler that answers within {_SECONDS} seconds"
            mend = "Such as --dask tcp://HOST:8786, where 'dask scheduler' runs."
            raise UsageError([Problem(f"--dask {address}", found, "the address of a Dask scheduler", mend)]) from error
        with client:
            plugin = Prepared(asked)
            client.register_plugin(plugin)
            try:
                yield Crew(lambda: _Workers(client), _Room(client), (KilledWorker, Unprepared), _words(client))
            finally:
                with suppress(OSError):  # the scheduler may be gone; then its workers have nothing to forget
                    client.unregister_worker_plugin(plugin.name)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask from logging: of a lost connection it shows where in its program; what matters, the batch says."""
    before = logging.root.manager.disable
    logging.disable(logging.ERROR)
    try:
        yield
    finally:
        logging.disable(before)


class _Workers(Executor):
    """Dask's own executor; ``cancel_futures``, which it does not know, is what it does when it need not wait."""

    def __init__(self, client: Client) -> None:
        # Each task is one of its own: two workbooks of the same bytes are still two.
        self._executor = client.get_executor(pure=False)

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Give a task to the cluster."""
        future: Future[_T] = self._executor.submit(fn, *args, **kwargs)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more tasks; a scheduler that is gone has none to take back."""
        with suppress(OSError):
            self._executor.shutdown(wait=wait and not cancel_futures)


def _words(client: Client) -> str:
    threads = client.nthreads()
    if not threads:
        return "The cluster has no workers yet: it is waited for."
    return f"Workers of the cluster: {len(threads)}, with threads: {sum(threads.values())}."


class _Room:
    """How many tasks to give out at once: what keeps the workers busy that are there now."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._room = 0
        self._asked_at = 0.0

    def __call__(self) -> int:
        now = time.monotonic()
        if not self._room or now - self._asked_at > _SECONDS:
            threads = 0
            with suppress(OSError):  # where the scheduler is gone, the tasks that it held say so
                threads = sum(self._client.nthreads().values())
            self._room, self._asked_at = max(_AT_LEAST, _AHEAD * threads), now
        return self._room
