"""The result as JSON: one document with sorted keys, and the schema that describes it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, Final

from pydantic_core import to_json

from gapcheck.assessment.result import Assessment

# Python writes an exponent where pydantic writes noughts, and an exponent of two digits where it writes one. Words end
# with a quotation mark, so that what stands bare at the end of a line is a number.
_SMALL: Final = re.compile(rb"(?:\.0000[0-9]+|e-[0-9]+)(?=,?\n)")


def render(assessments: Sequence[Assessment]) -> str:
    """Return an array of assessments: what several workbooks give, also where only one could be assessed."""
    return _written([_plain(assessment) for assessment in assessments])


def render_one(assessment: Assessment) -> str:
    """Return one assessment as one JSON document, the same on every machine."""
    return _written(_plain(assessment))


def _plain(assessment: Assessment) -> Any:
    return assessment.model_dump(mode="json", by_alias=True)


def _written(data: Any) -> str:
    """Return what ``dump`` does, in a tenth of the time, of data whose keys are in order: a record sees to that."""
    text = to_json(data, indent=1)
    pieces, done = list[bytes](), 0
    for found in _SMALL.finditer(text):
        start = text.rindex(b" ", done, found.start()) + 1
        pieces += text[done:start], repr(float(text[start : found.end()])).encode()
        done = found.end()
    return b"".join([*pieces, text[done:], b"\n"]).decode()


def schema() -> str:
    """Return the JSON Schema (draft 2020-12) of an assessment."""
    described = Assessment.model_json_schema(by_alias=True, mode="serialization")
    described["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    described["title"] = "gapcheck.assessment/1"
    return dump(described)


def dump(data: Any) -> str:
    """Return data as JSON with sorted keys, in UTF-8 text that ends with a line end."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
