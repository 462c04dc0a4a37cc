"""The result as JSON: one document with sorted keys, and the schema that describes it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from gapcheck.assessment.result import Assessment
from gapcheck.assessment.writing import written


def render(assessments: Sequence[Assessment]) -> str:
    """Return an array of assessments: what several workbooks give, also where only one could be assessed."""
    return _written(assessments).decode()


def render_one(assessment: Assessment) -> str:
    """Return one assessment as one JSON document, the same on every machine."""
    return render_bytes(assessment).decode()


def render_bytes(assessment: Assessment) -> bytes:
    """Return the same document as a file holds it."""
    return _written(assessment)


def _written(held: Assessment | Sequence[Assessment]) -> bytes:
    """Return what ``dump`` does, in a tenth of the time: records bring their keys in order."""
    return written(held, indent=1) + b"\n"


def schema() -> str:
    """Return the JSON Schema (draft 2020-12) of an assessment."""
    described = Assessment.model_json_schema(by_alias=True, mode="serialization")
    described["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    described["title"] = "gapcheck.assessment/1"
    return dump(described)


def dump(data: Any) -> str:
    """Return data as JSON with sorted keys, in UTF-8 text that ends with a line end."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
