"""Actors and files: each named once, and the catalog by its hash."""

from __future__ import annotations

from hashlib import sha256

from assessment_making import answer
from oscal_making import BOOK, odd, values, written


def test_the_catalog_is_named_by_its_file_and_its_hash(khm):
    (held,) = [r for r in khm.results["back-matter"]["resources"] if r["title"].startswith("The catalog")]
    digest = sha256(khm.texts["catalog"].encode()).hexdigest()
    assert held["rlinks"] == [
        {"href": "./a%20catalog%20%231%20%3F.json", "hashes": [{"algorithm": "SHA-256", "value": digest}]}
    ]


def test_a_body_that_is_not_named_is_no_party():
    made = written([answer("fund", "yes")], BOOK, submitted_by=" ")
    assert not {"roles", "parties", "responsible-parties"} & made.results["metadata"].keys()
    assert all("origins" not in held for held in made.result["observations"] if held["types"] == ["control-objective"])


def test_the_program_and_its_engines_are_the_assets(khm):
    held = khm.result["local-definitions"]["assessment-assets"]
    names = [values(component, "name") for component in held["components"]]
    assert names == [[khm.assessment.tool.name], *([engine.name] for engine in khm.assessment.engines)]
    used = [entry["component-uuid"] for entry in held["assessment-platforms"][0]["uses-components"]]
    assert used == [component["uuid"] for component in held["components"]]
    actors = {actor["actor-uuid"] for finding in khm.result["findings"] for actor in finding["origins"][0]["actors"]}
    assert actors == {held["components"][0]["uuid"]}


def test_a_whole_result_names_the_hash_of_its_workbook_and_reviews():
    made = written(*odd())
    workbook = made.results["back-matter"]["resources"][2]["rlinks"]
    sha256 = made.assessment.workbook.sha256
    assert workbook == [{"href": "./answers.xlsx", "hashes": [{"algorithm": "SHA-256", "value": sha256}]}]
