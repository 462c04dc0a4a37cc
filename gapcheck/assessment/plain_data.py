"""The plain data of a result: made once, for its hash and for its report as JSON."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Final
from weakref import ref

from gapcheck.assessment.result import Assessment
from gapcheck.assessment.verification import covered
from gapcheck.assessment.writing import written

_last: Final[dict[int, tuple[ref[Assessment], Mapping[str, Any]]]] = {}
"""The result that was hashed last, by its identity, with its data; nothing once it is let go."""


def hashed(assessment: Assessment) -> Assessment:
    """Return a result with its hash; its data stays at hand until it is let go, or another result is hashed."""
    data = assessment.in_order()
    data["result_sha256"] = _sha256(data)
    done = assessment.model_copy(update={"result_sha256": data["result_sha256"]})
    key = id(done)
    _last.clear()
    _last[key] = ref(done, lambda _: _last.pop(key, None)), data
    return done


def fingerprint(assessment: Assessment) -> str:
    """Return the SHA-256 of a result, over everything but tool, engines, file names and itself."""
    return _sha256(assessment.in_order())


def plain_data(assessment: Assessment) -> Mapping[str, Any]:
    """Return a result as plain data, all keys in order; not to be changed, for others may be given the same."""
    held, data = _last.get(id(assessment), (None, None))
    if data is not None and held is not None and held() is assessment:
        return data
    return assessment.in_order()


def _sha256(data: Mapping[str, Any]) -> str:
    return hashlib.sha256(written(covered(data))).hexdigest()
