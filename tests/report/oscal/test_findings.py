"""Findings: what each scored leaf comes to, and why it is satisfied or not."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from oscal_making import atoms, controls, findings, nodes, observed, odd, parts, place, values, written

from gapcheck.assessment.figures import LevelsReached
from gapcheck.assessment.readings import READINGS
from gapcheck.report.oscal.findings import reason_of
from gapcheck.report.oscal.naming import token


def test_every_scored_leaf_has_a_finding_and_nothing_else_has(made):
    leaves = [node for held in made.plain["instruments"] for node in nodes(held["provisions"]) if "criteria" in node]
    assert [leaf["id"] for leaf in leaves if leaf["scored"]] == list(findings(made))


def test_satisfied_is_level_four_in_the_documented_reading(made):
    leaves = {node["id"]: node for held in made.plain["instruments"] for node in nodes(held["provisions"])}
    for name, finding in findings(made).items():
        levels = leaves[name]["levels"]
        status = finding["target"]["status"]
        assert (status["state"] == "satisfied") == (levels["documented"] == 4)
        first = next((reading for reading in READINGS[1:] if levels[reading] == 4), None)
        reasons = {"documented": "pass", "claimed": "undocumented", "possible": "unknown", None: "fail"}
        assert status["reason"] == reasons[first]


def test_what_was_found_of_every_condition_stands_under_the_id_of_its_part(made):
    asked = {
        control["id"]: [
            (part["id"], values(part, "indicator")[0]) for part in parts(control) if values(part, "indicator")
        ]
        for control in controls(made.catalog)
    }
    met = Counter()
    for instrument in made.plain["instruments"]:
        for leaf in nodes(instrument["provisions"]):
            holder, _ = place(made, leaf)
            for (part, name), criterion in zip(
                asked.get(token(leaf["id"]), []), atoms(leaf.get("criteria", [])), strict=True
            ):
                assert name == criterion["indicator"]
                assert values(holder, "truth", part) == [criterion["truth"]]
                assert values(holder, "counts-in", part) == criterion["counts_in"]
                assert values(holder, "cells", part) == criterion["cells"]
                found = criterion["found"]
                listed = found if isinstance(found, list) else [] if found is None else [found]
                assert values(holder, "found", part) == [
                    value if isinstance(value, str) else json.dumps(value) for value in listed
                ]
                met[criterion["truth"]] += 1
    assert len(met) > 1


def test_contradictions_are_related_to_the_findings_they_touch(khm_whole):
    failed = observed(khm_whole, "contradiction")
    touched = 0
    for record, held in zip(khm_whole.plain["contradictions"], failed, strict=True):
        for name, finding in findings(khm_whole).items():
            related = {entry["observation-uuid"] for entry in finding.get("related-observations", [])}
            assert (held["uuid"] in related) == (name in record["touches"])
            touched += name in record["touches"]
    assert touched


@pytest.mark.parametrize(
    ("levels", "reason"),
    [
        ((4, 4, 4, 4), "pass"),
        ((0, 4, 4, 4), "pass"),
        ((0, 3, 4, 4), "undocumented"),
        ((0, 0, 3, 4), "unknown"),
        ((3, 3, 3, 3), "fail"),
    ],
)
def test_the_reason_is_the_first_reading_that_reaches_level_four(levels, reason):
    assert reason_of(LevelsReached(**dict(zip(READINGS, levels, strict=True)))) == reason


def test_a_leaf_that_is_not_scored_stands_in_the_result_with_the_reason():
    made = written(*odd())
    assert "un" not in findings(made)
    assert values(made.result, "scored", "un") == ["false"]
    assert values(made.result, "no-score", "un") == ["addressee"]


def test_what_is_missing_stands_in_the_remarks_and_a_whole_leaf_has_none(xaa):
    for instrument in xaa.plain["instruments"]:
        gaps = {gap["provision"]: gap for gap in instrument["gaps"]}
        for name, finding in findings(xaa).items():
            assert ("remarks" in finding) == (name in gaps)
            if name in gaps:
                assert finding["remarks"].count("\n\n") == len(gaps[name]["missing"]) - 1
                assert values(finding, "gap-next-level") == [str(gaps[name]["next_level"])]
