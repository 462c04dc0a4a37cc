"""Results on disk: read back with nothing taken on trust but that they are JSON of our kind."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Never

from pydantic import ValidationError

from gapcheck.assessment.result import Assessment
from gapcheck.errors import Problem, UsageError, WorkbookError

SCHEMA: Final = "gapcheck.assessment/1"
MOST_BYTES: Final = 50 * 1024 * 1024
RESULT: Final = "result"
_EXPECTED: Final = "one result, as 'gapcheck assess -f json' writes it"
_MEND: Final = "Write it anew with: gapcheck assess WORKBOOK -f json -o RESULT.json"
_TITLE: Final = "The result cannot be read"
_MOST_TOLD: Final = 5
_MOST_DIGITS: Final = 4_000  # of more Python makes no number


def read_stored(path: Path) -> dict[str, Any]:
    """Return the one result in a file as plain JSON; see ``document``. Raises UsageError where there is no file."""
    return document(stored_bytes(path), str(path))


def document(data: bytes, where: str = RESULT) -> dict[str, Any]:
    """Return the one result in a text as plain JSON, not checked beyond its schema's name.

    A list that holds a single result is taken for it. Raises WorkbookError where the text holds something else, or so
    much that no result can be in it.
    """
    if len(data) > MOST_BYTES:
        raise _refused(where, f"more than {MOST_BYTES // 1024**2} MB")
    held = _parsed(data, where)
    if isinstance(held, list):
        if len(held) != 1:
            mend = "Write one file for each workbook: gapcheck assess ... -f json -o FOLDER"
            raise _refused(where, f"{len(held)} results in one file", mend)
        held = held[0]
    said = held.get("schema") if isinstance(held, Mapping) else None
    if not isinstance(held, Mapping) or said != SCHEMA:
        raise _refused(where, "something else" if said is None else f"the schema {str(said)[:60]!r}")
    return dict(held)


def record(held: Mapping[str, Any], where: str = RESULT) -> Assessment:
    """Return a result as a record; raises WorkbookError with what does not fit this version of gapcheck."""
    try:
        return Assessment.model_validate(held)
    except ValidationError as error:
        problems = []
        for fault in error.errors(include_url=False, include_input=False)[:_MOST_TOLD]:
            at = ".".join(str(step) for step in fault["loc"])[:200]
            found = f"what is no result of this version of gapcheck ({fault['msg'][:120].lower()})"
            problems.append(Problem(f"{where} {at}", found, _EXPECTED, _MEND))
        raise WorkbookError(problems, title=_TITLE) from error
    except (RecursionError, ValueError, OverflowError) as error:
        raise _refused(where, "JSON that is no result") from error


def looks_stored(path: Path) -> bool:
    """Return whether a file is named or begins as JSON does, and not as a workbook."""
    if path.suffix.casefold() == ".json":
        return True
    try:
        with path.open("rb") as stream:
            return stream.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")
    except (OSError, ValueError):
        return False  # the reader of workbooks says what is wrong with the path


def stored_bytes(path: Path) -> bytes:
    """Return the bytes of a result, no more than can be one; raises UsageError where there is no such file."""
    try:
        if not path.is_file():
            raise FileNotFoundError(None, "there is no such file")
        with path.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "the path cannot be used"
        found = f"nothing to read ({reason.lower()})"
        raise UsageError([Problem(str(path), found, _EXPECTED, "Check the path.")]) from error


def _parsed(data: bytes, where: str) -> Any:
    try:
        return json.loads(
            data.decode("utf-8-sig"), object_pairs_hook=_unique, parse_constant=_no_constant, parse_int=_integer
        )
    except UnicodeDecodeError as error:
        raise _refused(where, "text that is not in UTF-8") from error
    except json.JSONDecodeError as error:
        raise _refused(f"{where}:{error.lineno}:{error.colno}", f"text that is not JSON ({error.msg})") from error
    except ValueError as error:
        raise _refused(where, str(error)[:200]) from error
    except RecursionError as error:
        raise _refused(where, "brackets in brackets without end") from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    # Of two keys of one name a reader may see the one and a program the other.
    held: dict[str, Any] = {}
    for key, value in pairs:
        if key in held:
            raise ValueError(f"the key {key[:60]!r} twice in one object")
        held[key] = value
    return held


def _integer(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise ValueError(f"a number of {len(digits):,} digits")
    return int(digits)


def _no_constant(name: str) -> Never:
    raise ValueError(f"{name}, which is no number of JSON")


def _refused(where: str, found: str, mend: str = _MEND) -> WorkbookError:
    return WorkbookError([Problem(where, found, _EXPECTED, mend)], title=_TITLE)
