"""The result as JSON: one document with sorted keys, and the schema that describes it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from gapcheck.assessment.result import Assessment


def render(assessments: Sequence[Assessment]) -> str:
    """Return one assessment as one JSON document, or several as an array of them, the same on every machine."""
    documents = [assessment.model_dump(mode="json", by_alias=True) for assessment in assessments]
    return dump(documents[0] if len(documents) == 1 else documents)


def schema() -> str:
    """Return the JSON Schema (draft 2020-12) of an assessment."""
    described = Assessment.model_json_schema(by_alias=True, mode="serialization")
    described["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    described["title"] = "gapcheck.assessment/1"
    return dump(described)


def dump(data: Any) -> str:
    """Return data as JSON with sorted keys, in UTF-8 text that ends with a line end."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
