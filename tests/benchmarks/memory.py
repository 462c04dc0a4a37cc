"""Memory of a batch as it goes on, and of one assessment: python tests/benchmarks/memory.py [--workbooks 10000].

A batch runs as a process of its own; its resident memory and that of its workers are added up several times a second,
beside the number of workbooks done. Pages that a worker shares with its parent count in both. The figure at 500 is the
median of the samples while the next tenth of so many was done, that at the end the median of the last as many.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import corpus
import psutil
from assess_floor import FLOOR, KHM

MB = 2**20
KB_OF_MAXRSS = 1 if sys.platform == "darwin" else 1024
"""ru_maxrss is in bytes there, in kB elsewhere."""


def samples(folder: Path, jobs: int) -> Iterator[tuple[int, int]]:
    """Run a batch over the workbooks of a folder, and yield how many are done and the bytes that are resident."""
    out = folder.with_name("out")
    command = [sys.executable, "-m", "gapcheck", "assess", str(folder), "--jobs", str(jobs), "-o", str(out)]
    done = 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        process = psutil.Process(running.pid)
        while not (out / "batch.jsonl").exists() and running.poll() is None:
            time.sleep(0.05)
        with (out / "batch.jsonl").open("rb") as journal:
            while running.poll() is None:
                done += journal.read().count(b"\n")
                size = resident(process)
                if size:  # not where it has just ended
                    yield done, size
                time.sleep(0.1)
    assert running.returncode == 0, f"the batch ended with exit code {running.returncode}"


def resident(process: psutil.Process) -> int:
    """Return the bytes of a process and of those it started; one that ends meanwhile counts nothing."""
    total = 0
    with contextlib.suppress(psutil.NoSuchProcess):
        for each in (process, *process.children(recursive=True)):
            with contextlib.suppress(psutil.NoSuchProcess):
                total += each.memory_info().rss
    return total


def near(seen: Sequence[tuple[int, int]], first: int, last: int) -> float:
    """Return the median of the bytes while so many workbooks were done, or what was seen next."""
    within = [size for done, size in seen if first <= done <= last]
    after = [size for done, size in seen if done >= first]
    return statistics.median(within or after[:1] or [seen[-1][1]])


def peak(*command: str) -> int:
    """Return the largest resident memory of a process that runs a command of Python, in bytes."""
    with subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        _, status, usage = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    assert running.returncode == 0, command
    return usage.ru_maxrss * KB_OF_MAXRSS


def main() -> None:
    """Print both figures with their ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workbooks", type=int, default=10_000)
    parser.add_argument("--early", type=int, default=500, help="how many are done at the first figure")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5, help="of one assessment")
    options = parser.parse_args()
    pairs = [(peak("-m", "gapcheck", "assess", KHM), peak("-c", FLOOR, KHM)) for _ in range(options.rounds)]
    one, floor = (statistics.median(sizes) for sizes in zip(*pairs, strict=True))
    print(f"peak of one assess {one / MB:.0f} MB, of its floor {floor / MB:.0f} MB: {one / floor:.2f} times")
    if not options.workbooks:
        return
    with tempfile.TemporaryDirectory() as folder:
        corpus.make(Path(folder) / "in", options.workbooks)
        begun = time.monotonic()
        seen = [*samples(Path(folder) / "in", options.jobs)]
        seconds = time.monotonic() - begun
    window = max(options.early // 10, 1)
    early = near(seen, options.early, options.early + window)
    late = near(seen, options.workbooks - window, options.workbooks)
    highest = max(size for _, size in seen)
    print(
        f"--jobs {options.jobs}: after {options.early:,} workbooks {early / MB:.0f} MB, after {options.workbooks:,} "
        f"{late / MB:.0f} MB: {late / early:.2f} times; never more than {highest / MB:.0f} MB; in {seconds:.0f} s"
    )


if __name__ == "__main__":
    main()
