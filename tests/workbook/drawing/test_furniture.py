from __future__ import annotations

import dataclasses
import re

import openpyxl
import pytest

from gapcheck.workbook import write_template
from gapcheck.workbook.drawing.furniture import CHECK, CHECKS, STATUSES, Furniture, keys
from gapcheck.workbook.languages import ENGLISH, Languages

BRACES = re.compile(r"\{(\w+)\}")


def test_every_text_is_translated_with_its_words_in_braces(shipped_rulebook):
    for key in keys():
        texts = Furniture(shipped_rulebook, ENGLISH).phrases.unfilled(key)
        assert set(texts) == {"en", "km"}, key
        assert len({tuple(sorted(set(BRACES.findall(text)))) for text in texts.values()}) == 1, key


@pytest.mark.parametrize("codes", [("en",), ("km",), ("en", "km")])
def test_every_status_begins_with_its_mark_in_every_language(codes, shipped_rulebook):
    furniture = Furniture(shipped_rulebook, Languages(codes))
    labels = [furniture.label(key) for key in (*STATUSES, *CHECKS)]
    assert len(set(labels)) == len(labels)
    assert all(label.startswith(f"{CHECK} ") for label in map(furniture.label, CHECKS))
    assert [furniture.label(key)[0] for key in STATUSES] == ["○", "–", "◐", "◐", "●"]


def test_words_filled_in_may_hold_braces(rulebook):
    text = Furniture(rulebook, ENGLISH).of("how_body", body="{complete_none} {x}")
    assert text.startswith("This is the part of {complete_none} {x}.")


def test_a_rulebook_may_reword_and_add_a_language(rulebook):
    words = {**rulebook.method.words, "title": {"en": "Fill me in", "fr": "À remplir"}}
    method = rulebook.method.model_copy(update={"words": words})
    furniture = Furniture(dataclasses.replace(rulebook, method=method), Languages(("fr", "en")))
    assert furniture.label("title") == "À remplir / Fill me in"
    assert furniture.label("special_title") == "Special words"


def test_a_draft_is_marked_until_somebody_has_reviewed_it(shipped_rulebook, tmp_path):
    def start(rulebook, codes):
        write_template(rulebook, "KHM", 2023, tmp_path / "t.xlsx", languages=Languages(codes))
        sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["Start"]
        return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)

    notice = "are a draft made by a machine"
    assert notice not in start(shipped_rulebook, ("en",))
    assert notice in start(shipped_rulebook, ("en", "km"))
    assert "ខ្មែរ" in start(shipped_rulebook, ("km",))
    khmer = shipped_rulebook.method.languages["km"].model_copy(update={"reviewed": True})
    method = shipped_rulebook.method.model_copy(update={"languages": {"km": khmer}})
    assert notice not in start(dataclasses.replace(shipped_rulebook, method=method), ("en", "km"))


def test_every_unit_is_translated(shipped_rulebook):
    units = {indicator.unit for indicator in shipped_rulebook.asked() if indicator.unit}
    assert units <= set(shipped_rulebook.method.units)
    assert all("km" in texts for texts in shipped_rulebook.method.units.values())


def test_what_does_not_fit_in_every_language_is_said_whole_in_the_first(rulebook):
    words = {**rulebook.method.words, "title": {"en": "Fill me in, please", "fr": "À remplir, s'il vous plaît"}}
    method = rulebook.method.model_copy(update={"words": words})
    furniture = Furniture(dataclasses.replace(rulebook, method=method), Languages(("en", "fr")))
    assert furniture.fitting("title", 100) == "Fill me in, please\nÀ remplir, s'il vous plaît"
    assert furniture.fitting("title", 30) == "Fill me in, please"
    assert furniture.fitting("title", 10) == "Fill me i…"
