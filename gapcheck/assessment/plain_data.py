"""The plain data of a result: made once, for its hash and for its report as JSON."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Final, NamedTuple
from weakref import ref

from gapcheck.assessment.result import Assessment
from gapcheck.assessment.verification import covered
from gapcheck.assessment.writing import close_written


class PlainData(NamedTuple):
    """A result as plain data, all keys in order; ``small`` unless it is known that no number in it is small.

    The data is not to be changed, for others may be given the same.
    """

    data: Mapping[str, Any]
    small: bool = True


_last: Final[dict[int, tuple[ref[Assessment], PlainData]]] = {}
"""The result that was hashed last, by its identity, with its data; nothing once it is let go."""


def hashed(assessment: Assessment) -> Assessment:
    """Return a result with its hash; its data stays at hand until it is let go, or another result is hashed."""
    data = assessment.in_order()
    data["result_sha256"], small = _sha256(data)
    done = assessment.model_copy(update={"result_sha256": data["result_sha256"]})
    key = id(done)
    _last.clear()
    # What the hash leaves out has no numbers.
    _last[key] = ref(done, lambda _: _last.pop(key, None)), PlainData(data, small)
    return done


def fingerprint(assessment: Assessment) -> str:
    """Return the SHA-256 of a result, over everything but tool, engines, file names and itself."""
    return _sha256(assessment.in_order())[0]


def plain_data(assessment: Assessment) -> PlainData:
    """Return a result as plain data: what is at hand, or made anew."""
    held, plain = _last.get(id(assessment), (None, None))
    if plain is not None and held is not None and held() is assessment:
        return plain
    return PlainData(assessment.in_order())


def _sha256(data: Mapping[str, Any]) -> tuple[str, bool]:
    text, small = close_written(covered(data))
    return hashlib.sha256(text).hexdigest(), small
