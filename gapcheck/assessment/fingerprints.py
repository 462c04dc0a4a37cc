"""Fingerprints: the hash of a result, by which it is known again, and any change of it seen."""

from __future__ import annotations

import hashlib
from typing import Any, Final

from gapcheck.assessment.result import Assessment
from gapcheck.assessment.verification import UNCOVERED
from gapcheck.assessment.writing import written

# What ``verification.covered`` leaves out of plain data, said of the record.
_LEFT_OUT: Final[dict[str, Any]] = {
    **dict.fromkeys(UNCOVERED, True), "workbook": {"file": True}, "reviews": {"__all__": {"file": True}},
}  # fmt: skip


def hashed(assessment: Assessment) -> Assessment:
    """Return a result with its hash."""
    return assessment.model_copy(update={"result_sha256": fingerprint(assessment)})


def fingerprint(assessment: Assessment) -> str:
    """Return the SHA-256 of a result, over everything but tool, engines, file names and itself."""
    return hashlib.sha256(written(assessment, without=_LEFT_OUT)).hexdigest()
