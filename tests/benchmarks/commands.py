"""How long each command takes beside ``assess``, as whole processes: python tests/benchmarks/commands.py."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

INPUTS = Path(__file__).parents[2] / "inputs"
KHM, XAA = INPUTS / "khm-2022.xlsx", [INPUTS / f"xaa-{year}.xlsx" for year in (2021, 2022, 2023)]
ROUNDS = 5


def commands(folder: Path) -> dict[str, list[str]]:
    """Return what is timed, by name; the first is what the others are measured by."""
    result = folder / "result.json"
    subprocess.run([*_gapcheck(), "assess", str(KHM), "-f", "json", "-o", str(result)], check=True, capture_output=True)
    return {
        "assess khm-2022": ["assess", str(KHM)],
        "assess xaa-2023, complete": ["assess", str(XAA[2])],
        "explain a provision": ["explain", str(KHM), "TIP-KHM-2023.2.applied"],
        "explain, from a result": ["explain", str(result), "TIP-KHM-2023.2.applied"],
        "review": ["review", str(KHM), "-o", str(folder / "review.xlsx"), "--force"],
        "verify": ["verify", str(result), str(KHM)],
        "compare two complete years": ["compare", str(XAA[0]), str(XAA[1])],
        "trend, three complete years": ["trend", *map(str, XAA)],
        "plan, 5 steps": ["plan", str(KHM), "--instrument", "tip-khm-2023"],
        "assess as csv, small counts kept back": ["assess", str(KHM), "-f", "csv", "-o", str(folder / "tables")],
        "assess as a page": ["assess", str(KHM), "-f", "html", "-o", str(folder / "khm.html")],
        "assess as an Excel report": ["assess", str(KHM), "-f", "xlsx", "-o", str(folder / "khm.report.xlsx")],
        "assess as OSCAL": ["assess", str(KHM), "-f", "oscal", "-o", str(folder / "oscal")],
    }


def _gapcheck() -> list[str]:
    return [sys.executable, "-m", "gapcheck"]


def timed(arguments: list[str]) -> float:
    """Return the seconds of one run."""
    begun = time.perf_counter()
    subprocess.run([*_gapcheck(), *arguments], check=True, capture_output=True)
    return time.perf_counter() - begun


def main() -> None:
    """Time every command in turn, several rounds, and print each median and its ratio to the first."""
    with tempfile.TemporaryDirectory() as folder:
        asked = commands(Path(folder))
        taken: dict[str, list[float]] = {name: [] for name in asked}
        for _ in range(ROUNDS):
            for name, arguments in asked.items():
                taken[name].append(timed(arguments))
    medians = {name: statistics.median(seconds) for name, seconds in taken.items()}
    first = next(iter(medians.values()))
    for name, median in medians.items():
        print(f"{name:<40} {median:6.2f} s  {median / first:5.2f} times")


if __name__ == "__main__":
    main()
