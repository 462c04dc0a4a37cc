"""LibreOffice as officers use it, run without a window: workbooks typed into, saved, printed and measured by it.

It is driven by a script that runs in LibreOffice's own Python, as the tests' Python does not know the program. Where
it is not installed, the tests that need it are skipped.
"""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

XLSX, ODS, PDF = "Calc MS Excel 2007 XML", "calc8", "calc_pdf_Export"
_SCRIPT = Path(__file__).with_name("typing_in_office.py")
_TIME = 240  # seconds for all of one call


def office_jobs(
    jobs: Sequence[dict[str, Any]], folder: Path, *, environment: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """Have one run of LibreOffice do every job, and return what each found; see the script for what a job says."""
    order = {"soffice": needed("soffice"), "profile": str(folder / "profile"), "jobs": jobs}
    done = subprocess.run(
        [_python(), str(_SCRIPT)], input=json.dumps(order), capture_output=True, text=True, timeout=_TIME, check=False,
        env=os.environ | dict(environment or {}),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Any]) -> tuple[Path, Any]:
    """Return a folder that ``make`` filled, and what it returned; made once for all the processes that run tests."""
    needed("soffice")
    _python()
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    done, failed = folder / "done.json", folder / "failed"
    try:
        folder.mkdir()
    except FileExistsError:
        limit = time.monotonic() + _TIME
        while not done.exists():
            assert not failed.exists(), "another process could not make it, and says why"
            assert time.monotonic() < limit
            time.sleep(0.1)
        return folder, json.loads(done.read_text(encoding="utf-8"))
    try:
        found = make(folder)
    except BaseException:
        failed.touch()
        raise
    draft = folder / "draft.json"
    draft.write_text(json.dumps(found), encoding="utf-8")
    draft.replace(done)
    return folder, found


def needed(program: str) -> str:
    """Return the path of a program, or skip the test where it is not installed."""
    return shutil.which(program) or pytest.skip(f"{program} is not installed here")


@functools.cache
def _found_python() -> str | None:
    """Return a Python that knows LibreOffice: the system's, or the one that came with the program."""
    soffice = Path(shutil.which("soffice") or "soffice").resolve()
    for python in ("python3", "/usr/bin/python3", str(soffice.with_name("python"))):
        try:
            tried = subprocess.run([python, "-c", "import uno"], capture_output=True, timeout=60, check=False)
        except OSError:
            continue
        if tried.returncode == 0:
            return python
    return None


def _python() -> str:
    return _found_python() or pytest.skip("no Python here can drive LibreOffice (python3-uno is not installed)")
