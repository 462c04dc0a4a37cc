"""Changed workbooks by the thousand: python tests/benchmarks/fuzz_workbooks.py WORKBOOK FIRST COUNT [RULES].

Prints how many changes of every kind were read and how many refused, and every fault with the number that makes it
again. FIRST is the first number; the test run uses others.
"""

from __future__ import annotations

import importlib.util
import sys
import time
from pathlib import Path

from gapcheck.rulebook import load_rulebook

FUZZING = Path(__file__).parents[1] / "workbook" / "fuzzing.py"


def main(workbook: Path, first: int, count: int, rules: Path | None) -> int:
    """Run so many changes over one workbook and return the number of faults."""
    spec = importlib.util.spec_from_file_location("workbook_fuzzing", FUZZING)
    assert spec is not None
    assert spec.loader is not None
    fuzzing = importlib.util.module_from_spec(spec)
    sys.modules["workbook_fuzzing"] = fuzzing
    spec.loader.exec_module(fuzzing)
    fuzzer = fuzzing.Fuzzer(workbook.read_bytes(), load_rulebook(rules))
    start, faults = time.perf_counter(), 0
    for seed in range(first, first + count):
        try:
            fuzzer.run(range(seed, seed + 1))
        except fuzzing.Fault as fault:
            faults += 1
            print("FAULT", fault, flush=True)
    for (kind, outcome), times in sorted(fuzzer.figures.items()):
        print(f"{kind:24} {outcome:28} {times:6}")
    print(f"{count} changes, {faults} faults, {time.perf_counter() - start:.0f} s")
    return faults


if __name__ == "__main__":
    rules = Path(sys.argv[4]) if len(sys.argv) > 4 else None
    sys.exit(bool(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), rules)))
