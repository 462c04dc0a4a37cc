"""Time against size, with the exponent: python tests/benchmarks/growth.py [--workbooks 100 1000 10000] [--jobs 1].

Two growths: so many workbooks through ``gapcheck assess FOLDER``, as one process each; and rulebooks of so many leaves
through loading, reading a filled workbook of theirs, assessing and writing the result, each the median of some rounds.
The workbook has three contradictions whatever its size; each is weighed with all leaves, so a second one, in which they
grow with the leaves, is assessed too.
The exponent is the slope of a line through the logarithms by least squares: 1 is time in proportion to size.
"""

from __future__ import annotations

import argparse
import gc
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import corpus
import rulebooks

from gapcheck.assessment.assessment import assess
from gapcheck.report.json import render_one
from gapcheck.rulebook import load_rulebook
from gapcheck.workbook.reading import read_workbook

ONE = ("load the rules", "read the workbook", "assess", "write JSON")


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """Return the slope of the logarithm of time over the logarithm of size."""
    return statistics.linear_regression([*map(math.log, sizes)], [*map(math.log, seconds)]).slope


def show(title: str, sizes: Sequence[int], taken: Mapping[str, Sequence[float]]) -> None:
    """Print the seconds for each size, and the exponent."""
    print(f"\n{title:36}{''.join(f'{size:>10,}' for size in sizes)}{'exponent':>10}")
    for name, seconds in taken.items():
        grown = f"{exponent(sizes, seconds):10.2f}" if len(sizes) > 1 else ""
        print(f"{name:36}{''.join(f'{each:10.3f}' for each in seconds)}{grown}")


def batch(folder: Path, count: int, jobs: int) -> float:
    """Return the wall time of assessing so many workbooks that were made before it began."""
    corpus.make(folder / "in", count)
    command = [sys.executable, "-m", "gapcheck", "assess", str(folder / "in")]
    start = time.perf_counter()
    subprocess.run([*command, "--jobs", str(jobs), "-o", str(folder / "out")], check=True, capture_output=True)
    seconds = time.perf_counter() - start
    written = sum(1 for _ in (folder / "out").rglob("*.json"))
    assert written == count, f"{written} results of {count} workbooks"
    return seconds


def steps(folder: Path, leaves: int, rounds: int) -> dict[str, float]:
    """Return the median CPU time of each step of one assessment under rules with so many leaves."""
    rules, workbook = folder / "rules", folder / "filled.xlsx"
    rulebooks.write_rules(rules, leaves)
    rulebooks.write_workbook(rules, workbook)
    rulebooks.write_workbook(rules, folder / "contested.xlsx", contradictions=leaves // 20)
    rulebook = load_rulebook(rules)
    assert sum(node.is_leaf for instrument in rulebook.instruments for node in instrument.walk()) == leaves
    submission, contested = (read_workbook(path, rulebook) for path in (workbook, folder / "contested.xlsx"))
    result = assess(submission, rulebook)
    works: dict[str, Callable[[], object]] = {
        "load the rules": lambda: load_rulebook(rules),
        "read the workbook": lambda: read_workbook(workbook, rulebook),
        "assess": lambda: assess(submission, rulebook),
        "assess, 1 in 20 shares contradicted": lambda: assess(contested, rulebook),
        "write JSON": lambda: render_one(result),
    }
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            start = time.process_time()
            work()
            taken[name].append(time.process_time() - start)
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def main() -> None:
    """Print both growths."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workbooks", type=int, nargs="*", default=[100, 1000, 10_000])
    parser.add_argument("--leaves", type=int, nargs="*", default=[50, 200, 800])
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    gc.set_threshold(200_000)  # as the command does: at every 700 objects it grows faster than the rest
    if options.leaves:
        found = []
        for leaves in options.leaves:
            with tempfile.TemporaryDirectory() as folder:
                found.append(steps(Path(folder), leaves, options.rounds))
        taken = {name: [each[name] for each in found] for name in found[0]}
        taken["one assessment in all"] = [sum(each[name] for name in ONE) for each in found]
        show("Leaves in a rulebook, CPU seconds", options.leaves, taken)
    if options.workbooks:
        seconds = []
        for count in options.workbooks:
            with tempfile.TemporaryDirectory() as folder:
                seconds.append(batch(Path(folder), count, options.jobs))
        title = f"Workbooks by --jobs {options.jobs}, seconds"
        show(title, options.workbooks, {"assess FOLDER": seconds})
        print(
            "workbooks a second: " + ", ".join(f"{n / s:.1f}" for n, s in zip(options.workbooks, seconds, strict=True))
        )


if __name__ == "__main__":
    main()
