"""Whether a faster reader gives the same cells: python tests/benchmarks/readers.py, after pip install python-calamine.

Reads every sheet of the shipped workbooks, and of the harmless, costly and hostile ones that the tests make, with
openpyxl's read-only mode and with python-calamine, each file in a process that may die or hang without harm. Prints
the ratio of times, what became of the files, and the cells that differ, by kind; apart for files that the safety scan
passes, since no other file would come to a reader.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import multiprocessing
import statistics
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from reader_differences import Cells, differences

ROOT = Path(__file__).parents[2]
SECONDS, GIGABYTES = 20, 3  # what a reader may take for one file
ROUNDS = 5  # of the shipped workbooks, whose times count
HEADER = {
    "country": "KHM", "year": 2022, "period_start": "2022-01-01", "period_end": "2022-10-31",
    "submitted_on": "2022-11-18", "submitted_by": "NCCT",
}  # fmt: skip
# Of every kind whose meaning hangs on a number format or on its type, one.
ANSWERS: dict[str, Any] = {
    "convictions": 12, "victim_guidelines": "Drafted", "screened_share": 0.45, "police_budget": 1250000.5,
    "strategy_adopted": "2019-03", "trafficking_law": "Yes", "partners": "IOM\nUNODC",
}  # fmt: skip
READ, ABORTED, HUNG = "read", "ABORTED", "HUNG"


@dataclass(frozen=True)
class Outcome:
    """What a reader made of one file: its cells with their number formats, or how it failed; and the time."""

    cells: Cells
    end: str = READ
    seconds: float = 0.0


def by_openpyxl(data: bytes) -> Cells:
    """Return the cells that are not blank; an error value is told by the format ``error``."""
    import openpyxl

    found: Cells = {}
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what a file says of its extent may be wrong
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    known = "error" if cell.data_type == "e" else cell.number_format or ""
                    found[sheet.title, cell.row, cell.column] = (cell.value, known)
    return found


def by_calamine(data: bytes) -> Cells:
    """Return the cells that are not blank; there are no number formats."""
    from python_calamine import CalamineWorkbook

    found: Cells = {}
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        for number, row in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), 1):
            for column, value in enumerate(row, 1):
                if value != "":
                    found[name, number, column] = (value, "")
    return found


READERS = {"openpyxl": by_openpyxl, "calamine": by_calamine}


def attempt(reader: str, data: bytes) -> Outcome:
    """Read a file, in a process with little memory."""
    if importlib.util.find_spec("resource"):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (GIGABYTES << 30, GIGABYTES << 30))
    begun = time.process_time()
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            cells = READERS[reader](data)
    except BaseException as error:  # noqa: BLE001 - a panic of Rust is no Exception
        return Outcome({}, f"error ({type(error).__name__})")
    return Outcome(cells, READ, time.process_time() - begun)


class Laboratory:
    """A process for each reader; one that died or hung is replaced."""

    def __init__(self) -> None:
        self._pools: dict[str, ProcessPoolExecutor] = {}

    def read(self, reader: str, data: bytes) -> Outcome:
        """Return what a reader makes of a file."""
        if reader not in self._pools:
            self._pools[reader] = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
        try:
            return self._pools[reader].submit(attempt, reader, data).result(SECONDS)
        except BrokenProcessPool:
            self.close(reader)
            return Outcome({}, f"{ABORTED}, with the whole process")
        except TimeoutError:
            self.close(reader)
            return Outcome({}, f"{HUNG} for {SECONDS} seconds")

    def close(self, *readers: str) -> None:
        """End the processes of some readers, or of all."""
        for reader in readers or tuple(self._pools):
            pool = self._pools.pop(reader)
            for process in multiprocessing.active_children() if readers else ():
                if process.pid in (pool._processes or {}):
                    process.kill()
            pool.shutdown(wait=True, cancel_futures=True)


@dataclass
class Group:
    """What became of the files of one kind."""

    files: int = 0
    ends: Counter[tuple[str, str]] = field(default_factory=Counter)
    kinds: dict[str, list[str]] = field(default_factory=dict)
    bad: list[str] = field(default_factory=list)

    def take(self, name: str, data: bytes, ours: Outcome, theirs: Outcome) -> None:
        """Take what both readers made of a file."""
        self.files += 1
        for reader, outcome in zip(READERS, (ours, theirs), strict=True):
            self.ends[reader, outcome.end] += 1
            if outcome.end.startswith((ABORTED, HUNG)):
                self.bad.append(f"{reader} {outcome.end}: {name} ({len(data):,} bytes)")
        if ours.end == theirs.end == READ:
            for kind, where in differences(ours.cells, theirs.cells):
                self.kinds.setdefault(kind, []).append(f"{name}, {where}")

    def tell(self, called: str) -> None:
        """Print it all, with one example of each kind."""
        print(f"\n{self.files} files {called}")
        for (reader, end), times in sorted(self.ends.items()):
            print(f"  {reader:<10} {end:<40} {times:6} files")
        for kind, found in sorted(self.kinds.items()):
            print(f"  {kind:<66} {len(found):7} cells, such as {found[0]}")
        for line in self.bad:
            print(f"  {line}")


def corpus() -> Iterator[tuple[str, str, bytes]]:
    """Yield every file with its group and its name."""
    for path in sorted((ROOT / "inputs").glob("*.xlsx")):
        yield "shipped", path.stem, path.read_bytes()
    sys.path.insert(0, str(ROOT / "tests"))
    from sharing import share

    from gapcheck.rulebook import load_rulebook
    from gapcheck.workbook import fill_template

    hostile = share("workbook", "hostile")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "khm-2022.xlsx"
        answers = {name: {"answer": value} for name, value in ANSWERS.items()}
        fill_template(load_rulebook(ROOT / "tests" / "workbook" / "rules"), HEADER, answers, {}, path)
        blank = path.read_bytes()
    yield "passed by the scan", "typed_in_excel", typed(blank)
    makers = {**hostile.HARMLESS, **hostile.COSTLY}
    makers |= {name: case.make for name, case in {**hostile.REFUSED, **hostile.HEAVY}.items()}
    for name, make in makers.items():
        data = make(blank)
        yield "passed by the scan" if passed(data) else "refused by the scan", name, data


def typed(data: bytes) -> bytes:
    """Return a workbook in which Excel made formats of what was typed: 45 %, and a month."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data))
    shapes = {"screened_share": (0.45, "0%"), "strategy_adopted": (date(2019, 3, 1), "mmm yy")}
    for sheet in book.worksheets:
        for row in sheet.iter_rows(max_col=3):
            if row[0].value in shapes:
                row[2].value, row[2].number_format = shapes[row[0].value]
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def passed(data: bytes) -> bool:
    """Return whether the safety scan passes a file, all of its sheets being ours."""
    from gapcheck.errors import WorkbookError
    from gapcheck.workbook.safety.archive import Scan

    try:
        scan = Scan(data, "a.xlsx")
        scan.screen(tuple(scan.names.values()))
    except WorkbookError:
        return False
    return True


def main() -> None:
    """Read everything with both, and print what differs."""
    if importlib.util.find_spec("python_calamine") is None:
        sys.exit("python-calamine is not installed: pip install python-calamine")
    laboratory, groups, ratios = Laboratory(), dict[str, Group](), list[float]()
    for called, name, data in corpus():
        group = groups.setdefault(called, Group())
        group.take(name, data, *(laboratory.read(reader, data) for reader in READERS))
        for _ in range(ROUNDS if called == "shipped" else 0):
            times = [laboratory.read(reader, data).seconds for reader in READERS]
            ratios.append(times[0] / times[1])
    laboratory.close()
    print(
        f"openpyxl / calamine, shipped workbooks, median of {len(ratios)} pairs: {statistics.median(ratios):.1f} times"
    )
    for called, group in groups.items():
        group.tell(called)


if __name__ == "__main__":
    main()
