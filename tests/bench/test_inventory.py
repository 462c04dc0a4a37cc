"""What a rulebook holds, counted; what of it is said at the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from gapcheck.bench.inventory import inventory
from gapcheck.bench.texts import texts_of
from gapcheck.report.bench.inventory import render
from gapcheck.rulebook import load_rulebook

GOOD = Path(__file__).parents[1] / "rulebook" / "examples" / "good"


@pytest.fixture(scope="module")
def good():
    return load_rulebook(GOOD)


@pytest.fixture(scope="module")
def shipped():
    return load_rulebook()


def test_an_instrument_is_counted(good):
    held = inventory(good)
    [plan] = held.instruments
    assert (plan.id, plan.provisions, plan.leaves, plan.scored_leaves) == ("plan", 7, 5, 4)
    # The derived shares rest on questions: these are counted, and what is only shown; a fact is none.
    named = {"guidelines", "adopted_on", "groups_screened", "fund", "requests_total", "remarks"}
    rests_on = set(good.underlying("province_coverage")) | set(good.underlying("share_resolved"))
    assert plan.questions == len(named | rests_on)
    assert plan.place == "rules/instruments/plan.yaml:1:5"


def test_everything_is_there_once(shipped):
    held = inventory(shipped)
    assert [item.id for item in held.instruments] == [item.id for item in shipped.instruments]
    assert [item.id for item in held.indicators] == list(shipped.indicators)
    assert [item.id for item in held.checks] == [item.id for item in shipped.checks]
    assert [item.id for item in held.countries] == sorted(shipped.countries)
    assert {item.source.file for item in shipped.instruments} <= {item.file for item in held.sources}
    assert held.version == shipped.method.version
    assert held.sha256 == shipped.sha256


def test_languages_are_counted(shipped, good):
    languages = {item.code: item for item in inventory(shipped).languages}
    assert list(languages) == ["en", *shipped.method.languages]
    assert languages["en"].texts == languages["en"].of == len(texts_of(shipped))
    assert not languages["km"].reviewed
    assert [item.code for item in inventory(good).languages] == ["en"]


@pytest.mark.parametrize("what", [None, "instruments", "indicators", "checks", "sources", "countries"])
def test_lists_fit_80_columns_and_name_everything(shipped, what):
    held = inventory(shipped)
    text = render(held, what)
    assert max(map(len, text.splitlines())) <= 80
    named = {
        None: [item.id for item in held.instruments],
        "instruments": [item.id for item in held.instruments],
        "indicators": [item.id for item in held.indicators],
        "checks": [item.id for item in held.checks],
        "sources": [item.file for item in held.sources],
        "countries": [item.id for item in held.countries],
    }[what]
    assert all(name in text for name in named)
