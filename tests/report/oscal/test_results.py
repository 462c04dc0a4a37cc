"""Every number of the result is in the document, at the place that its documentation names; ids hold together."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from oscal_making import CATALOG, HOSTILE, LONG, NASTY, written

from gapcheck.report.oscal.markup import string
from gapcheck.report.oscal.naming import token
from gapcheck.rulebook.model import PERSONS

READINGS = ("verified", "documented", "claimed", "possible")
RESULTS = ["khm", "khm_whole", "xaa", "reviewed"]
MARKUP = {"title", "description", "remarks", "prose", "statement", "text"}


@pytest.fixture(params=RESULTS)
def made(request):
    return request.getfixturevalue(request.param)


def values(holder, name, group=None):
    return [prop["value"] for prop in holder.get("props", []) if prop["name"] == name and prop.get("group") == group]


def numbers(held):
    """Every number in plain data as JSON writes it, and every exact fraction, however deep."""
    if isinstance(held, dict):
        return sum((numbers(value) for value in held.values()), Counter()) + Counter(
            value for key, value in held.items() if key == "exact"
        )
    if isinstance(held, list):
        return sum(map(numbers, held), Counter())
    return Counter([json.dumps(held)]) if isinstance(held, (int, float)) and not isinstance(held, bool) else Counter()


def told(holders):
    """Every value of every property of these."""
    return Counter(prop["value"] for holder in holders for prop in holder.get("props", []))


def walk(held, path=()):
    if isinstance(held, dict):
        for key, value in held.items():
            yield from walk(value, (*path, key))
    elif isinstance(held, list):
        for value in held:
            yield from walk(value, path)
    else:
        yield path, held


def nodes(above):
    for node in above:
        yield node
        yield from nodes(node.get("children", []))


def atoms(criteria):
    for criterion in criteria:
        if "indicator" in criterion:
            yield criterion
        else:
            yield from atoms(criterion.get("any", []) + criterion.get("all", []))


def parts(holder):
    for part in holder.get("parts", []):
        yield part
        yield from parts(part)


def controls(above):
    for group in above.get("groups", []):
        yield from group.get("controls", [])
        yield from controls(group)


def observed(made, kind):
    return [observation for observation in made.result["observations"] if observation["types"] == [kind]]


def findings(made):
    return {values(finding, "provision")[0]: finding for finding in made.result["findings"]}


def place(made, node):
    """Where a node is told of: its finding, or the result with its id as group."""
    finding = findings(made).get(node["id"])
    return (made.result, token(node["id"])) if finding is None else (finding, None)


def figures(holder, name, figure, group):
    wanted = ([], []) if figure is None else ([json.dumps(figure["value"])], [figure["exact"]])
    assert (values(holder, name, group), values(holder, f"{name}-exact", group)) == wanted


def test_every_score_level_and_coverage_is_that_of_the_result(made):
    for instrument in made.plain["instruments"]:
        group = token(instrument["id"])
        for name in (*READINGS, "coverage"):
            figures(made.result, f"score-{name}", instrument["score"][name], group)
        figures(made.result, "headline", instrument["headline"], group)
        for reading, counts in instrument["level_counts"].items():
            for level, count in counts.items():
                assert values(made.result, f"level-counts-{reading}-{level}", group) == [str(count)]
        for node in nodes(instrument["provisions"]):
            holder, at = place(made, node)
            for name in (*READINGS, "coverage"):
                figures(holder, f"score-{name}", node["score"][name], at)
            for name in READINGS:
                wanted = [] if node["levels"] is None else [str(node["levels"][name])]
                assert values(holder, f"levels-{name}", at) == wanted
            assert values(holder, "weight", at) == [node["weight"]]


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


def test_every_number_of_every_part_of_the_result_is_there(made):
    result, plain = made.result, made.plain
    by_question = {values(held, "indicator")[0]: held for held in observed(made, "control-objective")}
    for record in plain["answers"]:
        rest = {key: value for key, value in record.items() if key != "voices"}
        assert numbers(rest) <= told([by_question[record["indicator"]]] if record["indicator"] in by_question else [])
    for record, held in zip(plain["contradictions"], observed(made, "contradiction"), strict=True):
        assert numbers(record) <= told([held])
    for instrument in plain["instruments"]:
        for rank, gap in enumerate(instrument["gaps"], start=1):
            held = findings(made)[gap["provision"]]
            assert values(held, "gap-rank") == [str(rank)]
            figures(held, "gap-gain", gap["gain"], None)
            figures(held, "gap-share", gap["share"], None)
            assert numbers(gap) <= told([held])
        own = {key: value for key, value in instrument.items() if key not in ("provisions", "gaps")}
        group = token(instrument["id"])
        assert numbers(own) <= Counter(p["value"] for p in result["props"] if p.get("group") == group)
    for record in plain["reviews"]:
        assert numbers(record) <= told(result["assessment-log"]["entries"])
    for key in ("year", "coverage_threshold", "facts", "unchecked", "problems"):
        assert numbers(plain[key]) <= told([result])
    assert sum(numbers(plain).values()) > 1000


def test_statuses_of_answers_are_counted(khm):
    counted = Counter(record["status"] for record in khm.plain["answers"])
    assert counted["blank"]
    for status, number in counted.items():
        assert values(khm.result, f"answers-{status.replace('_', '-')}") == [str(number)]


def test_answers_that_were_given_are_observed_and_blanks_are_not(reviewed):
    held = {values(observation, "indicator")[0]: observation for observation in observed(reviewed, "control-objective")}
    answers = reviewed.plain["answers"]
    given = [r["indicator"] for r in answers if r["status"] != "blank" or r["original"] or r["review"]]
    assert list(held) == given
    assert len(given) < len(answers)
    assert held["trafficking_law"]["methods"] == ["SELF-REPORT", "EXAMINE"]
    assert held["foreign_workers_with_passport"]["methods"] == ["SELF-REPORT"]
    assert values(held["foreign_workers_found"], "value") == ["2761"]
    assert values(held["foreign_workers_found"], "original-value") == ["2760"]


def test_reviews_and_voices_are_logged_with_who_and_when(reviewed):
    people = {party["uuid"]: party["name"] for party in reviewed.results["metadata"]["parties"]}
    log = reviewed.result["assessment-log"]["entries"]
    said = [(values(e, "kind"), e["start"], [people[by["party-uuid"]] for by in e["logged-by"]]) for e in log]
    decided = (["decision"], "2023-02-01T00:00:00Z", ["An auditor"])
    assert said == [
        ([], "2022-11-18T00:00:00Z", [reviewed.assessment.submitted_by]),
        decided, decided, decided,
        (["voice"], "2023-02-01T00:00:00Z", ["A. Reader"]),
        (["decision"], "2023-02-03T00:00:00Z", ["Another auditor"]),
    ]  # fmt: skip
    assert reviewed.results["metadata"]["last-modified"] == "2023-02-03T00:00:00Z"


def test_contradictions_are_related_to_the_findings_they_touch(khm_whole):
    failed = observed(khm_whole, "contradiction")
    touched = 0
    for record, held in zip(khm_whole.plain["contradictions"], failed, strict=True):
        for name, finding in findings(khm_whole).items():
            related = {entry["observation-uuid"] for entry in finding.get("related-observations", [])}
            assert (held["uuid"] in related) == (name in record["touches"])
            touched += name in record["touches"]
    assert touched


def test_every_uuid_is_given_once_and_every_reference_leads_somewhere(made):
    for document in (made.catalog, made.results):
        given = [value for path, value in walk(document) if path[-1] == "uuid"]
        assert len(given) == len(set(given))
    given = {value for path, value in walk(made.results) if path[-1] == "uuid"}
    used = {value for path, value in walk(made.results) if path[-1].endswith(("-uuid", "-uuids"))}
    used |= {value[1:] for path, value in walk(made.results) if path[-1] == "href" and value.startswith("#")}
    assert used <= given
    ids = {value for path, value in walk(made.catalog) if path[-1] == "id"}
    named = {value for path, value in walk(made.results) if path[-1] in ("control-id", "target-id")}
    groups = {value for path, value in walk(made.results) if path[-1] == "group"}
    assert named | {group for group in groups if group.startswith("_criterion") or group[0] != "_"} <= ids
    roles = {role["id"] for role in made.results["metadata"]["roles"]}
    assert {value for path, value in walk(made.results) if path[-1] == "role-id"} <= roles
    plan = made.results["back-matter"]["resources"][0]
    assert plan["title"].startswith("No assessment plan")
    assert made.results["import-ap"]["href"] == f"#{plan['uuid']}"


def test_the_catalog_is_named_by_its_file_and_its_hash(khm):
    (held,) = [r for r in khm.results["back-matter"]["resources"] if r["title"].startswith("The catalog")]
    digest = sha256(khm.texts["catalog"].encode()).hexdigest()
    assert held["rlinks"] == [
        {"href": "./a%20catalog%20%231%20%3F.json", "hashes": [{"algorithm": "SHA-256", "value": digest}]}
    ]


def test_small_counts_of_persons_are_not_there(khm, khm_whole):
    hidden = [
        (shown["indicator"], whole["value"])
        for shown, whole in zip(khm.plain["answers"], khm_whole.plain["answers"], strict=True)
        if shown["value"] != whole["value"]
    ]
    assert hidden
    answers = {values(held, "indicator")[0]: held for held in observed(khm, "control-objective")}
    small = 0
    for name, held in answers.items():
        indicator = khm.rulebook.indicators[name]
        columns = [key for key, column in indicator.columns.items() if column.persons]
        counted = [*columns, *(["value"] if indicator.unit == PERSONS else [])]
        shown = [p["value"] for p in held["props"] if p["name"] in {key.replace("_", "-") for key in counted}]
        assert not {"1", "2", "3", "4"} & set(shown)
        small += len(shown)
    assert small
    for name, value in hidden:
        if isinstance(value, (int, float)):
            assert json.dumps(value) not in {path_value for _, path_value in walk(answers[name])}
    workbook = [r for r in khm.results["back-matter"]["resources"] if r["title"].startswith("The workbook")]
    assert "hashes" not in workbook[0]["rlinks"][0]


def test_hostile_text_is_inert_and_whole():
    made = written(*HOSTILE)
    reader = MarkdownIt("commonmark")
    shown = []
    for document in (made.catalog, made.results):
        for path, value in walk(document):
            assert not set(value) & set("\u202e\u2066\x07\n") - set("\n" * (path[-1] in MARKUP))
            if path[-1] in MARKUP:
                for token_ in reader.parse(value):
                    assert token_.type in {"paragraph_open", "paragraph_close", "inline"}
                    kinds = {child.type for child in token_.children or ()}
                    assert kinds <= {"text", "text_special"}
                    shown.append("".join(child.content for child in token_.children or ()))
            assert path[-1] != "href" or value.startswith(("./", "#", "sources/"))
    assert string(NASTY) in shown
    assert LONG in shown
    kept = {value for path, value in walk(made.results) if path[-1] == "value"}
    assert {string(NASTY), LONG, "javascript:alert(1)", "data:text/html,x"} <= kept


def test_an_invented_country_is_marked_in_both(xaa):
    for held in (xaa.catalog["metadata"]["remarks"], xaa.result["description"]):
        assert held.startswith("FICTIONAL EXAMPLE")


def test_the_same_bytes_under_another_hash_seed_place_and_time(xaa, tmp_path):
    script = (
        "import sys; from gapcheck.assessment.stored import record; import json; from pathlib import Path;"
        "from gapcheck.rulebook import load_rulebook; from gapcheck.report import oscal; rules = load_rulebook();"
        "held = record(json.loads(Path(sys.argv[1]).read_text(encoding='utf-8')));"
        "Path('catalog').write_bytes(oscal.catalog(held, rules).encode());"
        "Path('assessment-results').write_bytes(oscal.results(held, rules, sys.argv[2]).encode())"
    )
    path = tmp_path / "held.json"
    path.write_text(json.dumps(xaa.plain), encoding="utf-8")
    changed = {"PYTHONHASHSEED": "4", "TZ": "Asia/Phnom_Penh", "LC_ALL": "C", "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run(
        [sys.executable, "-c", script, path, CATALOG], cwd=tmp_path, check=True, env={**os.environ, **changed}
    )
    for name, text in xaa.texts.items():
        assert Path(tmp_path / name).read_bytes() == text.encode()
        assert text.endswith("}\n")
