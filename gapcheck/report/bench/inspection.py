"""What was found in a folder of rules, in words for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from gapcheck.report.json import dump
from gapcheck.report.plaintext import clean, wrap
from gapcheck.rulebook.inspection import Inspection
from gapcheck.rulebook.linting import Finding

_HASH = 16
_SHIPPED = "the shipped rules (--rules names another folder)"


def render(inspection: Inspection) -> str:
    """Return the findings by file, each with its place, its code and a way out."""
    return "\n".join(_lines(inspection)) + "\n"


def render_json(inspection: Inspection) -> str:
    """Return the findings as one JSON document: version, hash, whether it is locked, and ``findings[]``."""
    now = inspection.history.now
    return dump(
        {
            "schema": "gapcheck.rules-check/1",
            "version": now.version,
            "sha256": now.sha256,
            "locked": inspection.locked,
            "findings": [_plain(finding) for finding in inspection.findings],
        }
    )


def failed_tests(failures: int) -> str:
    """Return why no lock was written where rule tests fail."""
    cases = "1 rule test fails" if failures == 1 else f"{failures} rule tests fail"
    return f"The lock was not written: {cases}. See gapcheck rules test."


def _plain(finding: Finding) -> dict[str, Any]:
    problem = finding.problem
    return {
        "code": finding.code,
        "severity": problem.severity,
        "where": problem.where,
        "found": problem.found,
        "expected": problem.expected,
        "mend": problem.mend,
    }


def _lines(inspection: Inspection) -> Iterator[str]:
    for file, findings in groupby(inspection.findings, key=lambda finding: finding.file):
        yield clean(file)
        for finding in findings:
            yield from _entry(finding)
        yield ""
    now, number = inspection.history.now, len(inspection.findings)
    said = "Nothing found" if not number else "1 finding" if number == 1 else f"{number} findings"
    where = inspection.history.subject.called if inspection.folder is not None else _SHIPPED
    lock = "as its lock says" if inspection.locked else "not locked"
    yield from wrap(f"{said} in {clean(where)}. Rules {now.version}, sha256 {now.sha256[:_HASH]}, {lock}.")


def _entry(finding: Finding) -> Iterator[str]:
    problem = finding.problem
    at = problem.where.removeprefix(finding.file).lstrip(":")
    yield from wrap(f"{at} {finding.code} ({problem.severity})", indent="    ", first="  ")
    yield from wrap(f"Found {problem.found}; expected {problem.expected}.", indent="    ")
    yield from wrap(problem.mend, indent="    ") if problem.mend else ()
