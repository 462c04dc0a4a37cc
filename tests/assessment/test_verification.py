from __future__ import annotations

import copy
import dataclasses
import json
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from assessment_making import (
    answer,
    check,
    dated,
    indicator,
    inner,
    instrument,
    leaf,
    review,
    rulebook,
    submission,
    table,
)  # fmt: skip

import gapcheck.report
from gapcheck.assessment import assess
from gapcheck.assessment.fingerprints import fingerprint
from gapcheck.assessment.verification import covered, differences, sha256_of
from gapcheck.errors import Problem
from gapcheck.workbook.decisions import Voice

DAY, NEXT = date(2022, 9, 1), date(2022, 9, 2)
NINE = {"indicator": "a", "at_least": "9"}
ROWS = [{"place": name, "n": n, "m": None, "s": None} for name, n in (("Kep", 20), ("Takeo", 2))]
BOOK = rulebook(
    [
        indicator("fund", "yes_no", not_applicable="true"), indicator("a", "count"), indicator("b", "count"),
        indicator("t", "table"), indicator("kind", "choices"), indicator("law", "date"), indicator("gone", "yes_no"),
        indicator("share", "share", derived={"ratio": ["a", "provinces"]}),
    ],
    [
        instrument(
            "plan",
            inner(
                "P",
                leaf(
                    "P.1",
                    {
                        2: [{"any": [{"indicator": "fund", "is": "yes"}, {"all": [NINE]}]}],
                        4: [{"indicator": "share", "at_least": "75%", "proposal": "true"}],
                    },
                ),
                leaf("P.2", {4: [{"indicator": "gone", "is": "yes"}]}, lineage=["P-2020"]),
            ),
            leaf("P.3", {4: [{"indicator": "kind", "includes": ["a"]}, {"indicator": "law", "during_period": "true"}]}),
            issued_on="2023-01-01",
        ),
        instrument("shown", leaf("S.1", {4: [{"indicator": "a", "at_least": "1"}]}), scored="false"),
    ],
    [
        check("adds_up", equal=["a", "b"]), check("table_adds_up", equal=[{"column": "t.n"}, "b"]),
        check("cannot", equal=["a", {"column": "t.m"}]),
    ],
)  # fmt: skip


def made() -> dict[str, Any]:
    """A result that has an entry of every kind."""
    said = submission([
        answer("fund", status="not_applicable", reason="A federal matter"),
        answer("a", Fraction(12)), answer("b", Fraction(21)),
        answer("t", table("t", ROWS)),
        answer("kind", ("a", "b")), answer("law", dated("2022-03"), "claimed"), answer("gone", "no"),
    ])  # fmt: skip
    problem = Problem("Protection!F3", "no document", "its title", "Write it.", "warning")
    said = dataclasses.replace(said, problems=(problem,))
    voice = Voice(
        "law", "NGO", "Never seen.", "Report", "An auditor", DAY, dated("2022"), "https://example.org", "V!A1"
    )
    reviews = [
        review(
            DAY,
            by="A",
            fund="not_applicable_approved",
            gone="rejected",
            law="accepted",
            kind="accepted",
            voices=[voice],
        ),
        review(NEXT, by="B", law="rejected", kind=("corrected", ("a", "b")), fund="not_applicable_approved"),
    ]
    return assess(said, BOOK, reviews, four_eyes=True).model_dump(mode="json", by_alias=True)


RESULT = made()


def paths(data: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield every path to a value, an empty list or an empty object among them."""
    if isinstance(data, dict) and data:
        for key, value in data.items():
            yield from paths(value, (*at, key))
    elif isinstance(data, list) and data:
        for number, value in enumerate(data):
            yield from paths(value, (*at, number))
    else:
        yield at


def altered(value: Any) -> list[Any]:
    """Other values, of the same type and of others."""
    if isinstance(value, bool):
        return [not value, int(value), None]
    if isinstance(value, int):
        return [value + 1, float(value), str(value)]
    if isinstance(value, float):
        return [value + 0.1, str(value), int(value) if value.is_integer() else None]
    if isinstance(value, str):
        return [value + "x", "", None] if value else ["x", None]
    return [0, "x"] if value is None else [None, [0] if isinstance(value, list) else {"x": 0}]


def put(data: Any, path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    changed = copy.deepcopy(data)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return changed


PATHS = list(paths(covered(RESULT)))


def kind_of(path: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple("*" if isinstance(key, int) else key for key in path)


def test_a_result_does_not_differ_from_itself():
    assert differences(RESULT, copy.deepcopy(RESULT)) == []
    assert sha256_of(RESULT) == RESULT["result_sha256"] == sha256_of(json.loads(json.dumps(RESULT)))


def test_the_result_of_these_tests_has_an_entry_of_every_kind():
    schema = json.loads(
        (Path(gapcheck.report.__file__).parent / "assessment-1.schema.json").read_text(encoding="utf-8")
    )
    named = {key for model in [schema, *schema["$defs"].values()] for key in model.get("properties", {})}
    found = {key for path in PATHS for key in path if isinstance(key, str)}
    assert named - found == {"tool", "engines", "result_sha256", "file", "name", "version", "note", "agreed"} - found


@pytest.mark.parametrize("path", PATHS, ids=lambda path: ".".join(map(str, path)))
def test_any_altered_value_is_found_and_named(path):
    value = covered(RESULT)
    for key in path:
        value = value[key]
    for other in altered(value):
        found = differences(put(RESULT, path, other), RESULT)
        # The hash stated no longer fits the content either; the first difference names the place itself.
        assert len(found) >= 2, other
        assert found[-1].path == "result_sha256"
        assert str(path[0]) in found[0].path
        last = next(key for key in reversed(path) if isinstance(key, str))
        assert any(last in one.path or str(other) in str(one) for one in found[:-1])


@pytest.mark.parametrize("path", PATHS, ids=lambda path: ".".join(map(str, path)))
def test_a_value_that_was_left_out_is_found(path):
    changed = copy.deepcopy(RESULT)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]
    assert [one.path for one in differences(changed, RESULT)][-1] == "result_sha256"
    assert len(differences(changed, RESULT)) >= 2
    assert len(differences(RESULT, changed)) >= 2


def test_what_was_added_and_another_order_are_found():
    added = {**RESULT, "extra": 1}
    assert [one.path for one in differences(added, RESULT)] == ["extra", "result_sha256"]
    turned = {**RESULT, "answers": RESULT["answers"][::-1]}
    assert [one.path for one in differences(turned, RESULT)] == ["answers", "result_sha256"]
    twice = {**RESULT, "answers": [*RESULT["answers"], RESULT["answers"][0]]}
    assert differences(twice, RESULT)


def test_only_the_hash_is_named_where_only_the_hash_was_altered():
    (found,) = differences({**RESULT, "result_sha256": "0" * 64}, RESULT)
    assert found.path == "result_sha256"
    assert found.stated == json.dumps("0" * 64)


def test_a_difference_names_entries_by_what_identifies_them():
    answers = copy.deepcopy(RESULT["answers"])
    next(entry for entry in answers if entry["indicator"] == "a")["value"] = 13
    found = differences({**RESULT, "answers": answers}, RESULT)
    assert str(found[0]) == "answers[a].value: the result says 13; repeated, it is 12"


def test_what_the_hash_leaves_out_may_differ():
    other = copy.deepcopy(RESULT)
    other["tool"]["version"] = "99"
    other["engines"] = []
    other["workbook"]["file"] = "renamed.xlsx"
    other["reviews"][0]["file"] = "renamed.xlsx"
    assert differences(other, RESULT) == []


def test_the_hash_of_a_result_is_that_of_its_content():
    result = assess(submission([answer("a", Fraction(1))]), BOOK)
    assert fingerprint(result) == sha256_of(result.model_dump(mode="json", by_alias=True)) == result.result_sha256
