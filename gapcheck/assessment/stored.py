"""Results on disk: read back with nothing taken on trust but that they are JSON of our kind."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Never

from gapcheck.errors import Problem, UsageError, WorkbookError

SCHEMA: Final = "gapcheck.assessment/1"
MOST_BYTES: Final = 50 * 1024 * 1024
_MEND = "Write it anew with: gapcheck assess WORKBOOK -f json -o RESULT.json"
_TITLE = "The result cannot be read"


def read_stored(path: Path) -> dict[str, Any]:
    """Return the one result in a file as plain JSON, not checked beyond its schema's name.

    A list that holds a single result is taken for it. Raises UsageError where there is no such file, WorkbookError
    where it holds something else, or so much that no result can be in it.
    """
    data = _parsed(_bytes(path), path)
    if isinstance(data, list):
        if len(data) != 1:
            _refuse(path, f"{len(data)} results in one file", "one result", "Assess the workbooks one by one.")
        data = data[0]
    if not isinstance(data, Mapping) or data.get("schema") != SCHEMA:
        said = data.get("schema") if isinstance(data, Mapping) else None
        found = f"the schema {str(said)[:60]!r}" if said is not None else "something else"
        _refuse(path, found, f"a result of gapcheck ({SCHEMA})", _MEND)
    return dict(data)


def looks_stored(path: Path) -> bool:
    """Return whether a file is named or begins as JSON does, and not as a workbook."""
    if path.suffix.casefold() == ".json":
        return True
    try:
        with path.open("rb") as stream:
            return stream.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")
    except (OSError, ValueError):
        return False


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise FileNotFoundError(None, "there is no such file")
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "the path cannot be used"
        found, expected = f"nothing to read ({reason.lower()})", "a result of gapcheck assess (.json)"
        raise UsageError([Problem(str(path), found, expected, "Check the path.")]) from error
    if len(data) > MOST_BYTES:
        _refuse(path, f"more than {MOST_BYTES // 1024**2} MB", "a result of gapcheck", _MEND)
    return data


def _parsed(data: bytes, path: Path) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_unique, parse_constant=_no_constant)
    except UnicodeDecodeError:
        _refuse(path, "something that is not UTF-8 text", "a result of gapcheck (JSON)", _MEND)
    except json.JSONDecodeError as error:
        where = f"{path}:{error.lineno}:{error.colno}"
        _refuse(where, f"text that is not JSON ({error.msg})", "a result of gapcheck (JSON)", _MEND)
    except ValueError as error:
        _refuse(path, str(error), "a result of gapcheck (JSON)", _MEND)
    except RecursionError:
        _refuse(path, "brackets in brackets without end", "a result of gapcheck (JSON)", _MEND)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    # Of two keys of one name a reader may see the one and a program the other.
    held: dict[str, Any] = {}
    for key, value in pairs:
        if key in held:
            raise ValueError(f"the key {key[:60]!r} twice in one object")
        held[key] = value
    return held


def _no_constant(name: str) -> Never:
    raise ValueError(f"{name}, which is no number of JSON")


def _refuse(where: Path | str, found: str, expected: str, mend: str) -> Never:
    raise WorkbookError([Problem(str(where), found, expected, mend)], title=_TITLE)
