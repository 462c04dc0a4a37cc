"""Commands in processes of their own, forked from one that has imported gapcheck and has done nothing else.

A short command spends most of its time on imports. A parent does them once, and forks for every command, which has its
own arguments, working folder, environment, output and exit code, and ends as any process does. Two parents take turns,
with other hashes of texts, so that two runs in a row never agree only because a set has the same order in both.

This file is both sides: imported, what asks for commands; run as a script, a parent.
"""

from __future__ import annotations

import gc
import itertools
import json
import os
import pkgutil
import runpy
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path

Done = subprocess.CompletedProcess[bytes]
COMMAND = [sys.executable, "-m", "gapcheck"]
_SECONDS = 120
_FORKS = hasattr(os, "fork") and hasattr(socket, "send_fds")


def fresh(arguments: Sequence[object], cwd: Path | None = None, **environment: str) -> Done:
    """Run the command in a process that starts from nothing, as a person does."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        cwd=cwd,
        env={**_shown(), **environment},
        timeout=_SECONDS,
        check=False,
    )


def _shown() -> dict[str, str]:
    """Return the environment of a command: what it shows is as wide everywhere, and has no colour."""
    return {**os.environ, "COLUMNS": "80", "NO_COLOR": "1"}


class Parents:
    """Two parents that take turns, each started when it is first asked; `close` ends them."""

    def __init__(self) -> None:
        self._parents: dict[int, _Parent] = {}
        self._turns = itertools.cycle((1, 2))

    def run(self, arguments: Sequence[object], cwd: Path | None = None, **environment: str) -> Done:
        """Run the command in a process that is forked; where this system cannot, or it is given variables, a fresh one.

        Some variables are read when an interpreter starts or a module is imported, so a parent is not to change them.
        """
        if environment or not _FORKS:
            return fresh(arguments, cwd, **environment)
        seed = next(self._turns)
        if seed not in self._parents:
            self._parents[seed] = _Parent(seed)
        return self._parents[seed].run([str(argument) for argument in arguments], cwd or Path.cwd())

    def close(self) -> None:
        for parent in self._parents.values():
            parent.close()


class _Parent:
    """The side that asks: each request goes with the pipes that the command is to write to."""

    def __init__(self, seed: int) -> None:
        self._socket, theirs = socket.socketpair()
        # Libraries of numbers start threads as they are imported, and a process that has some is not to be forked.
        environment = {**_shown(), "PYTHONHASHSEED": str(seed), "OPENBLAS_NUM_THREADS": "1"}
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(theirs.fileno())],
            stdin=subprocess.DEVNULL,
            # Children write to pipes: what their interpreter asks of a stream as it starts, it asks of these.
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pass_fds=[theirs.fileno()],
            env=environment,
        )
        theirs.close()
        self._replies = self._socket.makefile("r")

    def run(self, arguments: list[str], cwd: Path) -> Done:
        asked = json.dumps({"arguments": arguments, "cwd": str(cwd), "environment": _shown()}).encode() + b"\n"
        with ExitStack() as stack:
            pipes = [os.pipe(), os.pipe()]
            ends = [stack.enter_context(os.fdopen(reading, "rb")) for reading, _ in pipes]
            sent = socket.send_fds(self._socket, [asked], [writing for _, writing in pipes])
            assert sent == len(asked)
            for _, writing in pipes:
                os.close(writing)
            reply = self._replies.readline()
            assert reply, self._process.communicate()[1].decode()
            child = int(reply)
            overdue = threading.Timer(_SECONDS, os.kill, (child, signal.SIGKILL))
            overdue.start()
            with ThreadPoolExecutor(len(ends)) as pool:
                stdout, stderr = pool.map(lambda end: end.read(), ends)
            code = int(self._replies.readline())
            overdue.cancel()
        return Done([*COMMAND, *arguments], code, stdout, stderr)

    def close(self) -> None:
        self._replies.close()
        self._socket.close()
        _, said = self._process.communicate(timeout=_SECONDS)
        assert (self._process.returncode, said) == (0, b"")


def _preload() -> None:
    """Import every module of gapcheck, and what the command line imports where it says that something is wrong."""
    package = import_module("gapcheck")
    import_module("typer.rich_utils")
    for found in pkgutil.walk_packages(package.__path__, "gapcheck."):
        if found.name != "gapcheck.__main__":
            import_module(found.name)
    assert threading.active_count() == 1
    gc.collect()
    gc.freeze()


def _become(asked: Mapping[str, object], pipes: Sequence[int]) -> None:
    """Let this process be the one that the command was asked to run in."""
    for number, pipe in enumerate(pipes, start=1):
        os.dup2(pipe, number)
        os.close(pipe)
    os.chdir(str(asked["cwd"]))
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.argv[1:] = asked["arguments"]
    sys.path[0] = str(Path.cwd())


def _serve(requests: socket.socket) -> bool:
    """Fork for every request, and tell its process number and then its exit code; true in a child, false at the end."""
    while True:
        text, pipes, _, _ = socket.recv_fds(requests, 1 << 20, 2)
        while text and not text.endswith(b"\n"):
            text += requests.recv(1 << 20)
        if not text:
            return False
        child = os.fork()
        if child == 0:
            requests.close()
            _become(json.loads(text), pipes)
            return True
        for pipe in pipes:
            os.close(pipe)
        requests.sendall(b"%d\n" % child)
        _, status = os.waitpid(child, 0)
        requests.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    sys.path.pop(0)  # this folder: what lies in it is no module of a command
    sys.path.insert(0, "")
    _preload()
    if _serve(socket.socket(fileno=int(sys.argv[1]))):
        runpy.run_module("gapcheck", run_name="__main__", alter_sys=True)
