"""Recorded files: the bytes of a result read back as a record, or every reason why they are none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final, NoReturn

from pydantic import ValidationError

from gapcheck.assessment.result import Assessment
from gapcheck.errors import Problem, UsageError, WorkbookError

RESULT: Final = "result"
MAX_BYTES: Final = 50 * 1024 * 1024
_EXPECTED: Final = "one result, as 'gapcheck assess -f json' writes it"
_MOST_TOLD: Final = 5


def result_bytes(path: Path) -> bytes:
    """Return the bytes of a result, no more than can be one; raises UsageError where there is no such file."""
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "the path cannot be used"
        raise UsageError([Problem(str(path), f"nothing to read ({reason.lower()})", _EXPECTED, "")]) from error


def parsed(data: bytes) -> Assessment:
    """Return a result from its JSON; raises WorkbookError with what is wrong where it is none."""
    if len(data) > MAX_BYTES:
        raise _refused("a file of more than 50 MB", "Give the workbook itself.")
    held = _loaded(data)
    if isinstance(held, list):
        if len(held) != 1:
            mend = "Write one file for each workbook: gapcheck assess ... -f json -o FOLDER"
            raise _refused(f"an array of {len(held)} results", mend)
        held = held[0]
    if not isinstance(held, dict):
        raise _refused("JSON that is no result")
    try:
        return Assessment.model_validate(held)
    except ValidationError as error:
        raise WorkbookError(_faults(error), title="The result cannot be explained") from error
    except (RecursionError, ValueError, OverflowError) as error:
        raise _refused("JSON that is no result") from error


def _loaded(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise _refused("text that is not in UTF-8") from error
    except json.JSONDecodeError as error:
        raise _refused(f"no JSON at line {error.lineno}, column {error.colno}") from error
    except (RecursionError, ValueError) as error:
        raise _refused("JSON that is nested too deep, or holds a number that is none") from error


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


def _faults(error: ValidationError) -> list[Problem]:
    """Return the first faults of a record, each at its place in the document."""
    problems = []
    for fault in error.errors(include_url=False, include_input=False)[:_MOST_TOLD]:
        where = ".".join(str(step) for step in fault["loc"])[:200]
        found = f"what is no result of this version of gapcheck ({fault['msg'][:120].lower()})"
        problems.append(Problem(f"{RESULT} {where}", found, _EXPECTED, "Give the workbook itself."))
    return problems


def _refused(found: str, mend: str = "Give the workbook itself.") -> WorkbookError:
    return WorkbookError([Problem(RESULT, found, _EXPECTED, mend)], title="The result cannot be explained")
