"""A plan as an analyst has it, a text of numbered items, is what its instrument quotes; its lineage can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gapcheck.rulebook import load_rulebook

HERE = Path(__file__).parent / "plans"
RULES = Path(__file__).parents[2] / "rules"
INSTRUMENTS = {item.id: item for item in load_rulebook().instruments}
PLANS = sorted(HERE.glob("*.txt"))
ITEM = re.compile(r"(\d+)\. (.+)")


def items(path: Path) -> list[tuple[str, str]]:
    """The number and the words of every line."""
    found = [ITEM.fullmatch(line) for line in path.read_text("utf-8").splitlines()]
    return [(item[1], item[2]) for item in found if item is not None]


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.stem)
def test_every_line_of_a_plan_is_an_item_and_a_provision_in_its_order(plan: Path) -> None:
    provisions = INSTRUMENTS[plan.stem].provisions
    assert [(node.clause, node.quotation) for node in provisions] == items(plan)
    assert len(items(plan)) == len(plan.read_text("utf-8").splitlines()) > 1


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.stem)
def test_the_source_of_a_plan_holds_its_items_and_no_other(plan: Path) -> None:
    lines = (RULES / INSTRUMENTS[plan.stem].source.file).read_text("utf-8").splitlines()
    assert [line for line in lines if ITEM.fullmatch(line)] == plan.read_text("utf-8").splitlines()


# What of an item stood in the list of the year before, word for word as far as it did.
SEEN_IN_2018 = {
    "1": "increase efforts to identify victims through proactive screening of vulnerable populations",
    "3": "Amend the trafficking statute to explicitly remove the possibility of a fine alone",
    "4": "to define the sex trafficking of children as not requiring the use of deception or coercion",
    "5": "increase resources for anti-trafficking law enforcement",
    "6": "update the national action plan to address current trafficking trends in the country",
    "7": "provide trafficking training to judges and prosecutors",
}


def test_lineage_is_stated_for_just_the_items_that_were_recommended_the_year_before() -> None:
    before = " ".join((RULES / "sources" / "tip-nzl-2018.md").read_text("utf-8").split())
    assert [words for words in SEEN_IN_2018.values() if words not in before] == []
    stated = {node.clause for node in INSTRUMENTS["tip-nzl-2019"].walk() if node.lineage}
    assert stated == set(SEEN_IN_2018)
    assert {year for node in INSTRUMENTS["tip-nzl-2019"].walk() for year in node.lineage} == {"TIP-NZL-2018"}


def test_the_country_of_the_plan_endorsed_the_call() -> None:
    (country,) = INSTRUMENTS["tip-nzl-2019"].applies_to or ()
    assert INSTRUMENTS["call-to-action-2017"].endorsed(country) is True
