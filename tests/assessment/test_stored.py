from __future__ import annotations

import json
from pathlib import Path

import pytest

from gapcheck.assessment import stored
from gapcheck.assessment.stored import SCHEMA, looks_stored, read_stored
from gapcheck.errors import GapcheckError, UsageError, WorkbookError

RESULT = {"schema": SCHEMA, "year": 2022}


def written(folder: Path, content: bytes | str) -> Path:
    path = folder / "result.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("text", [json.dumps(RESULT), f"[{json.dumps(RESULT)}]", f"\ufeff{json.dumps(RESULT)}\n"])
def test_one_result_is_read_also_from_a_list_of_one(tmp_path: Path, text: str) -> None:
    assert read_stored(written(tmp_path, text)) == RESULT


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("", "text that is not JSON"),
        ("{", "text that is not JSON"),
        (b"PK\x03\x04\xff\xfe", "not in UTF-8"),
        ("[]", "0 results in one file"),
        (json.dumps([RESULT, RESULT]), "2 results in one file"),
        ("null", "something else"),
        ("[[]]", "something else"),
        ('{"a": 1}', "something else"),
        ('{"schema": "gapcheck.check/1"}', "the schema 'gapcheck.check/1'"),
        ('{"schema": {"a": [1]}}', "the schema"),
        ('{"schema": "x", "year": 1, "year": 2}', "the key 'year' twice"),
        ('{"schema": "x", "year": NaN}', "NaN, which is no number"),
        ("[" * 100_000, "brackets in brackets"),
        ('{"schema": "x", "year": ' + "9" * 10_000 + "}", "a number of 10,000 digits"),
    ],
)
def test_anything_else_is_refused_in_words(tmp_path: Path, content: bytes | str, found: str) -> None:
    with pytest.raises(WorkbookError) as caught:
        read_stored(written(tmp_path, content))
    (problem,) = caught.value.problems
    assert found in problem.found
    assert problem.where.startswith(str(tmp_path))
    assert problem.mend
    assert caught.value.exit_code == 3


def test_a_file_that_is_not_there_or_is_no_file(tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path, Path("a\0b")):
        with pytest.raises(UsageError):
            read_stored(path)


def test_more_than_any_result_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "MOST_BYTES", 20)
    with pytest.raises(GapcheckError, match="more than"):
        read_stored(written(tmp_path, json.dumps(RESULT)))


def test_results_are_told_from_workbooks_by_name_or_content(tmp_path: Path) -> None:
    assert looks_stored(tmp_path / "not-there.JSON")
    for content, like in (("\ufeff [{", True), ("{}", True), ("PK\x03\x04", False), ("", False)):
        path = tmp_path / "file"
        path.write_text(content, encoding="utf-8")
        assert looks_stored(path) is like
    assert not looks_stored(tmp_path / "none")
