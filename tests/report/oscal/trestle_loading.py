"""Run by a python that has compliance-trestle: load documents with its models, and compare what comes back.

Arguments: pairs of a model's name (catalog, assessment-results) and a file. Exit code 1 and a line for each
difference where a document is not what NIST's schema describes, or does not come back whole.
"""

from __future__ import annotations

import importlib
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from trestle.oscal import OSCAL_VERSION

_MODULES = {"catalog": "trestle.oscal.catalog", "assessment-results": "trestle.oscal.assessment_results"}
_MOMENTS = ("last-modified", "start", "end", "collected")


def differences(model: str, path: Path) -> list[str]:
    """Return what is wrong with one document; nothing where it loads and comes back whole."""
    text = path.read_text(encoding="utf-8")
    written = json.loads(text)
    if written[model]["metadata"]["oscal-version"] != OSCAL_VERSION:
        return [f"{path.name}: made for another version than {OSCAL_VERSION}"]
    try:
        held = importlib.import_module(_MODULES[model]).Model.model_validate_json(text)
    except ValidationError as error:
        return [f"{path.name}: {fault['loc']}: {fault['msg']}" for fault in error.errors()[:20]]
    back = json.loads(held.model_dump_json(by_alias=True, exclude_none=True))
    return list(_differing(written, back, path.name))


def _differing(one: Any, other: Any, at: str, key: str = "") -> list[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        found = [f"{at}: {name} is on one side only" for name in sorted(one.keys() ^ other.keys())]
        for name in one.keys() & other.keys():
            found += _differing(one[name], other[name], f"{at}.{name}", name)
        return found
    if isinstance(one, list) and isinstance(other, list):
        found = [] if len(one) == len(other) else [f"{at}: {len(one)} entries became {len(other)}"]
        for number, (before, after) in enumerate(zip(one, other, strict=False)):
            found += _differing(before, after, f"{at}[{number}]")
        return found
    if one == other and type(one) is type(other):
        return []
    if key in _MOMENTS and datetime.fromisoformat(one) == datetime.fromisoformat(other):
        return []
    return [f"{at}: {one!r} became {other!r}"]


if __name__ == "__main__":
    pairs = zip(sys.argv[1::2], sys.argv[2::2], strict=True)
    wrong = [told for model, file in pairs for told in differences(model, Path(file))]
    sys.stdout.write("\n".join(wrong) + "\n" if wrong else "")
    sys.exit(1 if wrong else 0)
