"""One part of a rulebook by its id: provisions, questions with all that they serve, checks, countries."""

from __future__ import annotations

from pathlib import Path

import pytest

from gapcheck.bench.showing import show
from gapcheck.errors import UsageError
from gapcheck.report.bench.portrait import render
from gapcheck.rulebook import load_rulebook
from gapcheck.rulebook.provisions import tests_in as atoms_in

GOOD = Path(__file__).parents[1] / "rulebook" / "examples" / "good"


@pytest.fixture(scope="module")
def good():
    return load_rulebook(GOOD)


@pytest.fixture(scope="module")
def shipped():
    return load_rulebook()


def test_a_leaf_with_its_ladder_in_words(good):
    shown = show("PLAN.1.applied", good).shown
    assert (shown.kind, shown.instrument, shown.above, shown.clause) == ("provision", "plan", ["PLAN.1"], "1")
    assert [level.level for level in shown.levels] == [1, 2, 3, 4]
    [criterion] = shown.levels[2].criteria
    assert criterion.rule == "province_coverage at least 75%"
    assert criterion.words.endswith("Needed: at least 75 %.")
    assert criterion.place == "rules/instruments/plan.yaml:17:15"
    assert [item.rule for item in shown.levels[1].criteria] == [
        "guidelines is adopted",
        "adopted_on by the end of the period",
    ]


def test_groups_are_shown_with_their_parts(good):
    [group] = show("PLAN.2.requests", good).shown.levels[0].criteria
    assert group.rule == "any of (share_resolved at least 75%; requests_total at most 0)"
    assert [part.indicator for part in group.parts] == ["share_resolved", "requests_total"]


def test_an_inner_provision_and_one_addressed_to_others(good):
    inner = show("PLAN.1", good).shown
    assert (inner.combine, [child.id for child in inner.children]) == ("weakest", ["PLAN.1.applied", "PLAN.1.groups"])
    other = show("PLAN.3", good).shown
    assert (other.scored, other.addressee, other.shows) == (False, "un", ["remarks"])
    assert "no: shown with its answers only" in render(show("PLAN.3", good))


def test_a_question_tells_what_it_serves_and_through_what(good):
    shown = show("provinces_applying", good).shown
    assert shown.derives == ["province_coverage"]
    [use] = shown.uses
    assert (use.provision, use.levels, use.through) == ("PLAN.1.applied", [3, 4], ["province_coverage"])
    assert use.criteria == ["level 3: province_coverage at least 75%", "level 4: province_coverage at least 90%"]
    assert show("remarks", good).shown.shown_at[0].provision == "PLAN.3"
    assert show("remarks", good).shown.uses == []


def test_every_use_of_every_question_is_shown(shipped):
    for name in shipped.indicators:
        told = {use.provision for use in show(name, shipped).shown.uses}
        true = {
            node.id
            for instrument in shipped.instruments
            for node in instrument.walk()
            for criteria in node.levels.values()
            for test in atoms_in(criteria)
            if name == test.indicator or name in shipped.underlying(test.indicator)
        }
        # A derived figure in another derived figure is a use too, which `underlying` does not name.
        assert true <= told
        if shipped.indicators[name].derived is None:
            assert true == told


def test_a_country_and_its_facts(shipped):
    shown = show("KHM", shipped).shown
    assert (shown.name, shown.fictional) == ("Cambodia", False)
    assert [(fact.id, fact.value) for fact in shown.facts] == [("provinces", "25")]
    assert "guidelines_province_coverage" in shown.facts[0].used_by
    assert "tip-khm-2023" in shown.instruments
    assert show("XAA", shipped).shown.fictional


@pytest.mark.parametrize("name", ["tip-khm-2023", "TIP-KHM-2023.2.applied", "requests_total", "requests_add_up", "XAA"])
def test_what_is_shown_fits_80_columns_and_says_where_it_stands(shipped, name):
    portrait = show(name, shipped)
    text = render(portrait)
    assert max(map(len, text.splitlines())) <= 80
    assert portrait.shown.place.startswith("rules/")
    assert portrait.shown.place in text
    assert name in text


def test_every_id_can_be_shown(good):
    ids = ["plan", *(node.id for node in good.instruments[0].walk()), *good.indicators, *good.countries]
    ids += [check.id for check in good.checks]
    for name in ids:
        assert show(name, good).shown.id == name
        assert name in render(show(name, good))


def test_an_unknown_id_is_told_with_the_nearest(good):
    with pytest.raises(UsageError, match=r"the unknown id 'PLAN.1.aplied'.*Did you mean 'PLAN.1.applied'"):
        show("PLAN.1.aplied", good)
