"""One assessment against its floor, as whole processes in turn: python tests/benchmarks/assess_floor.py [RUNS].

The floor starts Python, imports openpyxl and pydantic, and reads every cell of the same workbook. Beside the
ratio stands the share of a run that loading the rulebook takes.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
WORKBOOK = ROOT / "inputs" / "khm-2022.xlsx"

FLOOR = f"""
import openpyxl, pydantic
book = openpyxl.load_workbook({str(WORKBOOK)!r}, read_only=True, data_only=True)
for sheet in book:
    for row in sheet.iter_rows(values_only=True):
        pass
"""
LOADING = """
import time
from gapcheck.rulebook import load_rulebook
start = time.perf_counter()
load_rulebook()
print(time.perf_counter() - start)
"""


def seconds(*command: str) -> float:
    """Return the wall time of one run of a command."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *command], check=True, capture_output=True)
    return time.perf_counter() - start


def main(runs: int) -> None:
    """Print medians over so many paired runs, after one that is not counted."""
    pairs = [(seconds("-m", "gapcheck", "assess", str(WORKBOOK)), seconds("-c", FLOOR)) for _ in range(runs + 1)][1:]
    loading = [
        float(subprocess.run([sys.executable, "-c", LOADING], check=True, capture_output=True).stdout)
        for _ in range(runs)
    ]
    assess, floor = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"assess {assess * 1000:.0f} ms, floor {floor * 1000:.0f} ms")
    print(f"assess / floor, median of paired ratios: {statistics.median(a / b for a, b in pairs):.2f}")
    print(f"loading the rulebook / assess: {statistics.median(loading) / assess:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
