"""Every hostile file through the real command, in processes that die beyond 10 seconds of work or 512 MB.

These are limits of safety, not measures of speed: the issue states them, and a process that the system kills fails.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from workbook_hostile import COSTLY, HEAVY, REFUSED

pytest.importorskip("resource", reason="limits on a process are set in the way of Unix")

RULES = Path(__file__).parents[1] / "rules"
SECONDS, MEGABYTES = 10, 512
# The memory is limited as addresses: more than what is resident, so the bound is the stricter one.
LIMITED = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))
resource.setrlimit(resource.RLIMIT_AS, ({MEGABYTES} << 20, {MEGABYTES} << 20))
from gapcheck.cli import main
main()
"""
# A bomb or a part of many elements takes up to a second and more: a few share a process, and of the others many.
CASES = {**HEAVY, **REFUSED}
GROUPS = [list(HEAVY)[at : at + 4] for at in range(0, len(HEAVY), 4)]
GROUPS += [list(REFUSED)[at : at + 60] for at in range(0, len(REFUSED), 60)]


def run(*arguments, cwd):
    return subprocess.run(
        [sys.executable, "-c", LIMITED, "assess", "--format", "json", "--rules", RULES, *arguments],
        capture_output=True, check=False, timeout=300, cwd=cwd, env={**os.environ, "GAPCHECK_DEBUG": "1"}, text=True,
    )  # fmt: skip


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group[0])
def test_refused_within_bounds_and_beside_a_good_one(group, blank, fill, tmp_path):
    for case in group:
        (tmp_path / f"{case}.xlsx").write_bytes(CASES[case].make(blank))
    (tmp_path / "good.xlsx").write_bytes(fill({"convictions": 12}))
    done = run(*(f"{case}.xlsx" for case in group), "good.xlsx", cwd=tmp_path)
    assert done.returncode == 3, done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    for case in group:
        assert f"{case}.xlsx: The workbook cannot be assessed yet" in done.stderr
        assert CASES[case].says in done.stderr
    assert "good.xlsx: The workbook" not in done.stderr
    [report] = json.loads(done.stdout)
    assert report["workbook"]["file"] == "good.xlsx"
    assert {"12"} == {str(answer["value"]) for answer in report["answers"] if answer["indicator"] == "convictions"}


@pytest.mark.parametrize("case", COSTLY)
def test_costly_but_within_bounds(case, blank, tmp_path):
    (tmp_path / "costly.xlsx").write_bytes(COSTLY[case](blank))
    done = run("costly.xlsx", cwd=tmp_path)
    assert done.returncode in (0, 3), done.stderr[-2000:]
    assert "Traceback" not in done.stderr
