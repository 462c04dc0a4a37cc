"""Crews on this machine: the process itself, or several processes."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from typing import ParamSpec, TypeVar

from gapcheck.batch.records import Asked
from gapcheck.batch.running import Crew
from gapcheck.batch.work import prepare

_P = ParamSpec("_P")
_T = TypeVar("_T")

_AHEAD = 2
"""So many tasks are given out for each worker: one it works on, and one that it finds when that is done."""

_GARBAGE = 200_000
"""A worker looks for garbage after so many new objects, as every command does."""

_PRELOADED = ["gapcheck.batch.work", "gapcheck.report.json"]


class Inline(Executor):
    """Does each task where it is given, in this process."""

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Do a task at once; what it raises is kept for whoever asks for the result."""
        future: Future[_T] = Future()
        future.set_running_or_notify_cancel()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - as every executor does
            future.set_exception(error)
        return future


def in_this_process(asked: Asked) -> Crew:
    """Return a crew of one, this process."""
    prepare(asked)
    return Crew(Inline, lambda: 1)


def processes(asked: Asked, jobs: int) -> Crew:
    """Return a crew of so many processes of this machine."""
    context = _context()

    def hire() -> Executor:
        return ProcessPoolExecutor(jobs, context, _begin, (asked,))

    return Crew(hire, lambda: _AHEAD * jobs)


def usable_cpus() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def end_workers() -> None:
    """End the processes of this one at once, whatever they are doing."""
    for process in multiprocessing.active_children():
        process.kill()


def _context() -> BaseContext:
    """Return how processes are started.

    A fork of this process would take its locks along and not its threads, of which a pool, a progress bar and libraries
    of numbers have some. A server that has imported gapcheck and done nothing else is forked instead: as cheap, and
    safe. Where there is none, as on Windows, each process starts from nothing.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


def _begin(asked: Asked) -> None:
    """Begin to work: Ctrl-C is for the parent to answer, and without a parent there is nothing left to do."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    prepare(asked)
    gc.freeze()
    gc.set_threshold(_GARBAGE)


def _end_with(sentinel: int) -> None:
    """End this process once its parent has ended: killed, the parent could not tell it."""
    wait([sentinel])
    os._exit(1)
