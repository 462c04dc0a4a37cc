"""Killed at any moment, a command leaves no output, the old one, or the whole new one."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

# Runs a command, and kills its own process at the n-th call that touches the file system or at the end of one.
HARNESS = """
import os, signal, sys
left = int(sys.argv[1])
def killing(call):
    def wrapped(*arguments, **more):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        done = call(*arguments, **more)
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return done
    return wrapped
for name in ("open", "fsync", "replace", "rename", "unlink", "fdopen"):
    setattr(os, name, killing(getattr(os, name)))
import io
class Slow(io.FileIO):
    def write(self, data):
        global left
        half = bytes(data)[: len(data) // 2]
        done = super().write(half) if half else 0
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return done + (super().write(bytes(data)[done:]) or 0)
import pathlib
def opened(self, mode="r", *arguments, **more):
    global left
    if "x" in mode and "b" in mode:
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return Slow(os.fspath(self), mode.replace("b", ""))
    return real(self, mode, *arguments, **more)
real = pathlib.Path.open
pathlib.Path.open = opened
from gapcheck.files import write_whole
write_whole(pathlib.Path(sys.argv[2]), b"new" * 100_000)
"""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a process is killed by a signal of POSIX systems")


def killed_at(moment: int, target: Path) -> bool:
    arguments = [sys.executable, "-c", HARNESS, str(moment), str(target)]
    done = subprocess.run(arguments, capture_output=True, timeout=60, check=False)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr.decode()
    return done.returncode != 0


@pytest.mark.parametrize("old", [None, b"old"])
def test_a_file_is_never_half_written_at_whichever_call_the_process_dies(tmp_path: Path, old: bytes | None) -> None:
    target, new = tmp_path / "out.json", b"new" * 100_000
    kept = replaced = 0
    for moment in range(1, 40):
        target.unlink(missing_ok=True)
        if old is not None:
            target.write_bytes(old)
        killed = killed_at(moment, target)
        left = target.read_bytes() if target.exists() else None
        assert left in (old, new)
        kept, replaced = kept + (left == old), replaced + (left == new)
        if not killed:
            assert left == new
            break
    else:
        pytest.fail("the process was killed at every one of 39 moments: the last of them was never reached")
    # Deaths before and after the moment in which the new file takes its place were both seen.
    assert kept > 2
    assert replaced > 1


@pytest.mark.parametrize("command", ["assess", "review"])
def test_commands_killed_at_random_leave_the_old_file_or_the_whole_new_one(command, tmp_path, khm_2022):
    output = tmp_path / ("out.json" if command == "assess" else "out.xlsx")
    options = ["-f", "json"] if command == "assess" else ["--force"]
    arguments = [sys.executable, "-m", "gapcheck", command, str(khm_2022), *options, "-o", str(output)]
    begun = time.monotonic()
    subprocess.run(arguments, check=True, capture_output=True, timeout=120)
    lasted, whole = time.monotonic() - begun, output.read_bytes()
    chance = random.Random(5)  # noqa: S311 - moments, not secrets
    for _ in range(8):
        output.write_bytes(b"old")
        running = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.5, 1.05) * lasted)
        running.kill()
        running.wait(timeout=60)
        assert output.read_bytes() in (b"old", whole)
