"""Start-up, as whole processes in turn: python tests/benchmarks/assess_floor.py [RUNS].

The floor of ``assess`` starts Python, imports the libraries that an assessment cannot do without, and reads every cell
of the same workbook with openpyxl's read-only mode: no safety scan, no rules, no report. Much of pydantic is imported
when its first model is made, so the floor makes one. The *safe* floor reads with gapcheck's own reader instead, which
scans the file before openpyxl sees it; it too knows no rules. The floor of ``--help`` is ``python -c "import typer"``.

Everything runs in rounds, each thing once a round, and a ratio is the median of the ratios of the rounds; the first
round, in which files and the cache of rules become warm, is not counted.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

INPUTS = Path(__file__).parents[2] / "inputs"
KHM, XAA = str(INPUTS / "khm-2022.xlsx"), str(INPUTS / "xaa-2023.xlsx")

LIBRARIES = """
import sys
import durable_rules_engine, openpyxl, pycountry, pydantic, tabulate, typer, yaml
class Model(pydantic.BaseModel):
    field: int
"""
FLOOR = f"""{LIBRARIES}
book = openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True)
for sheet in book:
    for row in sheet.iter_rows(values_only=True):
        pass
"""
SAFE_FLOOR = f"""{LIBRARIES}
from pathlib import Path
from gapcheck.workbook.safety.archive import Scan
from gapcheck.workbook.sheets.worksheets import read_sheets
scan = Scan(Path(sys.argv[1]).read_bytes(), "workbook.xlsx")
assert read_sheets(scan, scan.screen(scan.names.values()))
"""
GAPCHECK = ("-m", "gapcheck")
MEASURED = {
    "import typer": ("-c", "import typer"),
    "gapcheck --help": (*GAPCHECK, "--help"),
    "floor, khm-2022": ("-c", FLOOR, KHM),
    "safe floor, khm-2022": ("-c", SAFE_FLOOR, KHM),
    "check khm-2022": (*GAPCHECK, "check", KHM),
    "assess khm-2022": (*GAPCHECK, "assess", KHM),
    "floor, xaa-2023": ("-c", FLOOR, XAA),
    "safe floor, xaa-2023": ("-c", SAFE_FLOOR, XAA),
    "assess xaa-2023": (*GAPCHECK, "assess", XAA),
}
RATIOS = [
    ("gapcheck --help", "import typer"),
    ("check khm-2022", "floor, khm-2022"),
    ("assess khm-2022", "floor, khm-2022"),
    ("assess khm-2022", "safe floor, khm-2022"),
    ("assess xaa-2023", "floor, xaa-2023"),
    ("assess xaa-2023", "safe floor, xaa-2023"),
]


def seconds(command: tuple[str, ...], environment: dict[str, str]) -> float:
    """Return the wall time of one run of a command."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *command], check=True, capture_output=True, env=environment)
    return time.perf_counter() - start


def main(runs: int) -> None:
    """Print medians over so many rounds."""
    with tempfile.TemporaryDirectory() as cache:
        warm = {**os.environ, "GAPCHECK_CACHE": cache}
        rounds = [{name: seconds(command, warm) for name, command in MEASURED.items()} for _ in range(runs + 1)][1:]
    never = {**os.environ, "GAPCHECK_CACHE": "off"}
    without = [seconds(MEASURED["assess khm-2022"], never) for _ in range(max(3, runs // 3))]
    for name in MEASURED:
        print(f"{name:<24} {statistics.median(taken[name] for taken in rounds) * 1000:6.0f} ms")
    print(f"{'... rules not in cache':<24} {statistics.median(without) * 1000:6.0f} ms")
    for name, floor in RATIOS:
        print(f"{name} / {floor}: {statistics.median(taken[name] / taken[floor] for taken in rounds):.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
