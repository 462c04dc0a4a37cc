"""A batch against reading the same files alone: python tests/benchmarks/batch.py [--workbooks 200] [--rounds 5].

Whole processes in turn over the same workbooks: a batch by one process and by two; the same files only read by
gapcheck's own reader, in one process; and only walked through by openpyxl. Ratios are medians of the rounds' own.
Those of CPU time bear other work on the machine; that of two processes to one is of wall time, on two idle processors.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import corpus

# as seldom as the command itself looks for garbage, so that it has no advantage
SELDOM = """
import gc
gc.set_threshold(200_000)
"""
READ = f"""{SELDOM}
import sys
from pathlib import Path
from gapcheck.rulebook.remembered import recall_rulebook
from gapcheck.workbook.reading import read_workbook
rulebook = recall_rulebook()
for path in sorted(Path(sys.argv[1]).rglob("*.xlsx")):
    read_workbook(path, rulebook)
"""
WALK = f"""{SELDOM}
import sys
from pathlib import Path
import openpyxl
for path in sorted(Path(sys.argv[1]).rglob("*.xlsx")):
    for sheet in openpyxl.load_workbook(path, read_only=True, data_only=True):
        for row in sheet.iter_rows(values_only=True):
            pass
"""
ONE, TWO, READING, WALKING = "a batch, --jobs 1", "a batch, --jobs 2", "our reader alone", "openpyxl alone"


def works(folder: Path) -> Mapping[str, Sequence[str]]:
    """Return what is timed over the workbooks in a folder."""
    batch = ["-m", "gapcheck", "assess", str(folder / "in"), "-o", str(folder / "out"), "--jobs"]
    return {
        ONE: [*batch, "1"],
        TWO: [*batch, "2"],
        READING: ["-c", READ, str(folder / "in")],
        WALKING: ["-c", WALK, str(folder / "in")],
    }


@dataclass(frozen=True)
class Taken:
    """The seconds of one process, and those that it had a processor."""

    wall: float
    cpu: float


def run(folder: Path, command: Sequence[str]) -> Taken:
    """Return what one process takes; a batch begins anew."""
    shutil.rmtree(folder / "out", ignore_errors=True)
    start = time.perf_counter()
    with subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    return Taken(wall, usage.ru_utime + usage.ru_stime)


def main() -> None:
    """Print workbooks a second, and the ratios of throughput."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workbooks", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus.make(folder / "in", options.workbooks)
        taken: dict[str, list[Taken]] = {work: [] for work in works(folder)}
        for number in range(options.rounds + 1):
            for work, command in works(folder).items():
                spent = run(folder, command)
                if number:  # the first round fills caches
                    taken[work].append(spent)
    for work, times in taken.items():
        rate = options.workbooks / statistics.median(each.wall for each in times)
        print(f"{work:20} {rate:7.1f} workbooks a second")
    print(f"\n{'throughput':44} {'wall':>6} {'CPU':>6}")
    for fast, slow in ((ONE, READING), (ONE, WALKING), (TWO, ONE)):
        pairs = [*zip(taken[slow], taken[fast], strict=True)]
        wall = statistics.median(one.wall / other.wall for one, other in pairs)
        cpu = statistics.median(one.cpu / other.cpu for one, other in pairs)
        # the CPU time of several workers is not the command's own
        print(f"{f'{fast} / {slow}':44} {wall:6.2f}" + ("" if fast == TWO else f" {cpu:6.2f}"))


if __name__ == "__main__":
    main()
