"""The shipped ladders keep the policy on zero: it counts as nothing to do up to level 3; level 4 asks for the share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

RULES = Path(__file__).parents[2] / "rules"
INSTRUMENTS = [
    yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - the base loader makes nothing but text
    for path in sorted((RULES / "instruments").glob("*.yaml"))
]
# Where zero is itself the shortfall: no broker registered, no action of the strategy due.
SHORTFALLS = {"brokers_registered", "strategy_actions_due"}
ON_TEXTS_ALONE = {
    "CALL-2017.1.i.ratified", "CALL-2017.1.i.legislation", "CALL-2017.1.iv.not_penalised.rule",
    "ICAPP-2015.5.protocols",
}  # fmt: skip


def _leaves(nodes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for node in nodes:
        if "levels" in node:
            yield node
        yield from _leaves(node.get("children", []))


def _alternatives(criterion: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every criterion that stands in an `any`, at any depth."""
    for part in criterion.get("any", []):
        yield from _single(part)
    for part in criterion.get("all", []):
        yield from _alternatives(part)


def _single(criterion: dict[str, Any]) -> Iterator[dict[str, Any]]:
    parts = [*criterion.get("any", []), *criterion.get("all", [])]
    if not parts:
        yield criterion
    for part in parts:
        yield from _single(part)


LEAVES = {leaf["id"]: leaf for held in INSTRUMENTS for leaf in _leaves(held["provisions"])}


@pytest.mark.parametrize("name", LEAVES)
def test_no_zero_counts_as_nothing_to_do_at_level_4(name: str) -> None:
    level = LEAVES[name]["levels"]["4"]
    assert [part for criterion in level for part in _alternatives(criterion) if part.get("at_most") == "0"] == []


@pytest.mark.parametrize("name", LEAVES)
def test_no_zero_that_is_the_shortfall_counts_as_nothing_to_do(name: str) -> None:
    levels = LEAVES[name]["levels"].values()
    used = {part["indicator"] for level in levels for criterion in level for part in _single(criterion)}
    assert not used & SHORTFALLS


def test_restitution_not_granted_is_nothing_to_do_only_where_none_was_claimed() -> None:
    pairs = [
        {part["indicator"] for part in alternative.get("all", [alternative])}
        for criterion in LEAVES["TIP-KHM-2023.13.procedure"]["levels"]["3"]
        for alternative in criterion["any"]
    ]
    assert [pair for pair in pairs if "restitution_granted" in pair] == [{"restitution_granted", "restitution_claims"}]


def test_punishing_some_victims_is_no_start() -> None:
    levels = LEAVES["CALL-2017.1.iv.not_penalised.practice"]["levels"]
    assert list(levels) == ["3", "4"]
    assert {part.get("at_least") for part in _single(levels["3"][0])} >= {"90%"}
    assert {"victims_penalised"} == {part["indicator"] for part in levels["4"] if part.get("at_most") == "0"}


@pytest.mark.parametrize("name", sorted(ON_TEXTS_ALONE))
def test_a_ladder_on_texts_alone_says_so(name: str) -> None:
    files = [path.read_text(encoding="utf-8").splitlines() for path in (RULES / "instruments").glob("*.yaml")]
    lines = next(file for file in files if any(line.strip() == f"- id: {name}" for line in file))
    at = next(number for number, line in enumerate(lines) if line.strip() == f"- id: {name}")
    comment: list[str] = []
    while lines[at - 1].lstrip().startswith("#"):
        at -= 1
        comment.insert(0, lines[at].strip("# "))
    assert "on texts alone" in " ".join(" ".join(comment).split())
