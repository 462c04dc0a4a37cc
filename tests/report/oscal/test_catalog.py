"""The catalog holds the rules that apply, in the order and the words of their sources."""

from __future__ import annotations

import pytest
from oscal_making import controls, groups, odd, parts, values, written

from gapcheck.errors import UsageError
from gapcheck.report import oscal
from gapcheck.report.oscal.markup import line
from gapcheck.rulebook.provisions import tests_in as atoms_of


def applied(made):
    ids = {held.id for held in made.assessment.instruments}
    return [instrument for instrument in made.rulebook.instruments if instrument.id in ids]


@pytest.mark.parametrize("name", ["khm", "xaa"])
def test_every_leaf_is_a_control_and_every_inner_provision_a_group_in_the_order_of_the_source(name, request):
    made = request.getfixturevalue(name)
    nodes = [node for instrument in applied(made) for node in instrument.walk()]
    held = list(controls(made.catalog))
    assert [control["id"] for control in held] == [node.id for node in nodes if node.is_leaf]
    inner = [group["id"] for group in groups(made.catalog) if group["class"] == "provision"]
    assert inner == [node.id for node in nodes if not node.is_leaf]
    for control, leaf in zip(held, (node for node in nodes if node.is_leaf), strict=True):
        statement = control["parts"][0]
        assert statement["prose"] == line(leaf.quotation or leaf.heading())
        assert values(control, "label") == [leaf.clause]
        assert values(control, "weight") == [str(leaf.weight)]
        assert values(control, "lineage") == list(leaf.lineage)
        assert values(control, "pillar") == [leaf.pillar]
        assert values(control, "addressee") == [leaf.addressee]


def test_every_condition_of_every_level_is_a_part(khm):
    leaves = {node.id: node for instrument in applied(khm) for node in instrument.walk() if node.is_leaf}
    for control in controls(khm.catalog):
        leaf = leaves[control["id"]]
        found = [
            (values(part, "indicator")[0], values(part, "operator")[0], tuple(values(part, "expected")))
            for part in parts(control)
            if part.get("class") == "criterion" and values(part, "indicator")
        ]
        wanted = [
            (test.indicator, test.operator, test.operand if isinstance(test.operand, tuple) else (test.operand,))
            for level in sorted(leaf.levels)
            for test in atoms_of(leaf.levels[level])
        ]
        assert found == wanted


def test_every_instrument_links_its_sources_with_their_hashes(khm):
    held = {f"#{resource['uuid']}": resource["rlinks"][0] for resource in khm.catalog["back-matter"]["resources"]}
    for group, instrument in zip(khm.catalog["groups"], applied(khm), strict=True):
        linked = [held[link["href"]] for link in group["links"]]
        sources = [instrument.source, *(edition.source for edition in instrument.endorsers)]
        assert {(link["href"], link["hashes"][0]["value"]) for link in linked} == {
            (source.file, source.sha256) for source in sources
        }


def test_leaves_beside_groups_stay_in_their_place_in_groups_of_their_own():
    made = written(*odd())
    (instrument,) = made.catalog["groups"]
    assert [group["class"] for group in instrument["groups"]] == ["provision", "single", "single"]
    first = instrument["groups"][0]
    assert [group["id"] for group in first["groups"]] == ["_group-1.a", "_1.b", "_group-a_b"]
    assert [control["id"] for control in controls(made.catalog)] == ["_1.a", "_1.b.4", "a_b", "_4.1", "un"]
    ids = [held["id"] for held in [*groups(made.catalog), *controls(made.catalog)]]
    ids += [part["id"] for control in controls(made.catalog) for part in parts(control)]
    assert len(ids) == len(set(ids))
    assert values(next(controls(made.catalog)), "provision") == ["1.a"]
    addressed = list(controls(made.catalog))[-1]
    assert values(addressed, "scored") == ["false"]
    assert [part["name"] for part in addressed["parts"]] == ["statement"]


def test_the_same_rules_and_day_give_the_same_catalog_whatever_was_answered(khm, khm_whole):
    assert khm.texts["catalog"] == khm_whole.texts["catalog"]


def test_a_result_of_other_rules_is_refused(khm):
    other = khm.assessment.model_copy(
        update={"rulebook": khm.assessment.rulebook.model_copy(update={"sha256": "f" * 64})}
    )
    with pytest.raises(UsageError, match="a result of the rules ffffffffffff"):
        oscal.catalog(other, khm.rulebook)
    with pytest.raises(UsageError, match="assess the workbook anew"):
        oscal.results(other, khm.rulebook, "x.json")
