"""The Phnom Penh Statement of 2015: its points in order, and nobody bound whom it does not bind."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gapcheck.rulebook import load_rulebook
from gapcheck.rulebook.provisions import Instrument

SOURCE = Path(__file__).parents[2] / "rules" / "sources" / "icapp-phnom-penh-statement-2015.md"
# As the source names the countries whose parties took part, and those whose governments launched COMMIT.
NAMED = {
    "AZE": "Azerbaijan", "BGD": "Bangladesh", "BTN": "Bhutan", "KHM": "Cambodia", "CHN": "China", "TLS": "East Timor",
    "KOR": "Republic of Korea", "LAO": "Laos", "MYS": "Malaysia", "NPL": "Nepal", "SGP": "Singapore", "TUR": "Turkey",
    "MMR": "Myanmar", "THA": "Thailand", "VNM": "Vietnam",
}  # fmt: skip


@pytest.fixture(scope="module")
def statement() -> Instrument:
    return next(item for item in load_rulebook().instruments if item.id == "icapp-phnom-penh-2015")


@pytest.fixture(scope="module")
def paragraphs() -> list[str]:
    """The source's paragraphs behind its title, lists apart; one that a page ends in the middle of is joined."""
    text = SOURCE.read_text(encoding="utf-8").partition("### **Phnom Penh Statement on Human Trafficking**")[2]
    text = text.replace("cases of human trafficking. We\n\nalso pledged", "cases of human trafficking. We also pledged")
    return [part for part in text.split("\n\n") if part.strip() and not part.startswith("- ")]


def test_the_eight_points_stand_in_order_and_whole(statement: Instrument) -> None:
    points = re.findall(r"^- (.*)$", SOURCE.read_text(encoding="utf-8"), re.MULTILINE)
    eighth = next(node for node in statement.provisions if node.clause == "8")
    assert [child.clause for child in eighth.children] == [f"8({number})" for number in range(1, 9)]
    # the word that joins the last two points is no part of either
    assert [child.quotation for child in eighth.children] == [point.removesuffix(" and") for point in points]


def test_clauses_count_the_paragraphs(statement: Instrument, paragraphs: list[str]) -> None:
    assert len(paragraphs) == 11, "ten paragraphs, and the day of adoption"
    for node in statement.provisions:
        assert " ".join(paragraphs[int(node.clause) - 1].split()).count(node.quotation) == 1


def test_what_parties_pledge_is_shown_and_not_scored(statement: Instrument) -> None:
    asked = {node.clause: (node.addressee, node.is_scored, bool(node.shows)) for node in statement.provisions}
    parties, state = ("parties", False, True), ("state", True, False)
    assert asked == {"4": parties, "5": state, "6": parties, "7": state, "8": state}


def test_it_is_put_to_the_countries_that_the_source_names(statement: Instrument, paragraphs: list[str]) -> None:
    assert list(statement.applies_to or ()) == list(NAMED)
    assert [name for name in NAMED.values() if name not in " ".join(paragraphs[:2])] == []
    assert not statement.applies("XAA")


def test_no_government_is_said_to_have_endorsed_it(statement: Instrument) -> None:
    assert statement.endorsers == ()
    assert statement.endorsed("KHM") is None
    assert "binds no government" in statement.status["en"]


def test_no_ladder_is_another_than_that_of_the_call_for_the_same_ask(statement: Instrument) -> None:
    call = next(item for item in load_rulebook().instruments if item.id == "call-to-action-2017")
    levels = {node.id: node.levels for item in (statement, call) for node in item.walk()}
    same = {
        "ICAPP-2015.7.legal": "CALL-2017.1.iv.justice.legal_help",
        "ICAPP-2015.8.1.research": "CALL-2017.2.ii.evidence",
        "ICAPP-2015.8.1.practices": "CALL-2017.1.vi.practices",
        "ICAPP-2015.8.4": "CALL-2017.1.ii.c",
        "ICAPP-2015.8.8": "CALL-2017.1.iii.penalties",
    }
    for here, there in same.items():
        assert levels[here] == levels[there], here
