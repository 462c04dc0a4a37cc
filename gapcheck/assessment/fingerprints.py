"""Fingerprints: the hash of a result, by which it is known again, and any change of it seen."""

from __future__ import annotations

import hashlib
from typing import Any, Final

from gapcheck.assessment.result import Assessment
from gapcheck.assessment.verification import FILE_NAMES, UNCOVERED
from gapcheck.assessment.writing import written

_NO_NAME: Final[dict[str, Any]] = {"file": True}
# As ``covered`` leaves it out of plain data: the name is of one file, or of each in a list.
_LEFT_OUT: Final[dict[str, Any]] = {
    **dict.fromkeys(UNCOVERED, True), **{key: _NO_NAME | {"__all__": _NO_NAME} for key in FILE_NAMES},
}  # fmt: skip


def hashed(assessment: Assessment) -> Assessment:
    """Return a result with its hash."""
    return assessment.model_copy(update={"result_sha256": fingerprint(assessment)})


def fingerprint(assessment: Assessment) -> str:
    """Return the SHA-256 of a result, over everything but tool, engines, file names and itself."""
    return hashlib.sha256(written(assessment, without=_LEFT_OUT)).hexdigest()
