"""Every number of the result is in the document, at the place that its documentation names; ids hold together."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

from markdown_it import MarkdownIt
from oscal_making import (
    CATALOG,
    HOSTILE,
    LONG,
    NASTY,
    findings,
    nodes,
    numbers,
    observed,
    place,
    told,
    values,
    walk,
    written,
)

from gapcheck.report.oscal.markup import string
from gapcheck.report.oscal.naming import token

READINGS = ("verified", "documented", "claimed", "possible")
RESULTS = ["khm", "khm_whole", "xaa", "reviewed"]
MARKUP = {"title", "description", "remarks", "prose", "statement", "text"}


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
