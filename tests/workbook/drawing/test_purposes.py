from __future__ import annotations

from gapcheck.rulebook.provisions import tests_in as atomic
from gapcheck.workbook.drawing.furniture import Furniture
from gapcheck.workbook.drawing.purposes import purposes
from gapcheck.workbook.languages import ENGLISH


def test_every_question_says_what_it_is_asked_for(shipped_rulebook):
    why = purposes(shipped_rulebook, "KHM", Furniture(shipped_rulebook, ENGLISH))
    assert set(why) == {indicator.id for indicator in shipped_rulebook.asked()}
    assert all(why.values())
    assert why["ilo_c29_status"] == "Call to Action 2017, 1(i): Conventions in force for the country"
    assert why["untoc_status"].splitlines() == [
        "Call to Action 2017, 1(i): Conventions in force for the country",
        "ICAPP Statement 2015, 5: The Convention ratified and implemented",
    ]
    assert why["male_victim_services"].splitlines() == ["Action Plan 2023-2024, 8: Men and boys"]
    assert why["suspects_arrested"] == "Not scored. It is shown beside AL KHM 2/2022, 1; AL KHM 2/2022, 8."
    assert why["sexual_exploitation_suspects"] == "Not scored. It is compared with other answers."


def test_a_provision_is_named_exactly_where_its_ladder_uses_the_answer(shipped_rulebook):
    why = purposes(shipped_rulebook, "KHM", Furniture(shipped_rulebook, ENGLISH))
    for instrument in (item for item in shipped_rulebook.instruments if item.applies("KHM")):
        for leaf in (provision for provision in instrument.walk() if provision.levels):
            used = {
                question
                for criteria in leaf.levels.values()
                for test in atomic(criteria)
                for question in shipped_rulebook.underlying(test.indicator)
            }
            named = f"{instrument.called()}, {leaf.clause}: {leaf.heading()}"
            for question, words in why.items():
                if question in used:
                    assert named in words.splitlines() or " more" in words
                elif named in words.splitlines():
                    # Another leaf of the same clause may have the same title.
                    assert [p.heading() for p in instrument.walk() if p.levels].count(leaf.heading()) > 1


def test_another_country_sees_only_the_instruments_that_are_put_to_it(shipped_rulebook):
    why = purposes(shipped_rulebook, "VNM", Furniture(shipped_rulebook, ENGLISH))
    assert not any("Action Plan" in words for words in why.values())
    assert why["male_victim_services"].startswith("Not scored")
