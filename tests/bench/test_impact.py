"""What a change of rules does to scores: a shipped workbook under the shipped rules and under changed ones."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from gapcheck.bench.differences import differences
from gapcheck.bench.impact import impacts
from gapcheck.errors import WorkbookError
from gapcheck.rulebook import load_rulebook
from gapcheck.workbook.reading import read_workbook

ROOT = Path(__file__).parents[2]
WORKBOOK = ROOT / "inputs" / "xaa-2023.xlsx"
INSTRUMENT = "instruments/call-to-action-2017.yaml"

TABLE = """
  - id: a_new_table
    question: {en: "Which?"}
    type: table
    columns: {name: {type: text, key: true}, number: {type: count}}
    pillar: protection
"""


@pytest.fixture(scope="module")
def shipped():
    return load_rulebook(ROOT / "rules")


@pytest.fixture
def changed(tmp_path):
    """Returns the rulebook with some words of some files replaced, each of which must be there."""

    def change(*replaced):
        folder = Path(tempfile.mkdtemp(dir=tmp_path)) / "rules"
        shutil.copytree(ROOT / "rules", folder)
        for name, old, new in replaced:
            text = (folder / name).read_text(encoding="utf-8")
            assert old in text
            (folder / name).write_text(text.replace(old, new), encoding="utf-8")
        return load_rulebook(folder)

    return change


def impact_of(old, new):
    changes = differences(old, new)
    [impact] = impacts([WORKBOOK], (old, new), changes)
    return impact, changes


def test_the_same_rules_move_nothing(shipped):
    impact, changes = impact_of(shipped, shipped)
    assert (changes, impact.same, impact.country, impact.year) == ([], True, "XAA", 2023)
    assert [item.id for item in impact.instruments] == ["call-to-action-2017"]
    assert impact.instruments[0].before == impact.instruments[0].after
    assert impact.instruments[0].before.documented > 0


def test_a_stricter_threshold_lowers_a_leaf_and_says_why(shipped, changed):
    new = changed((INSTRUMENT, "at_least: 75%", "at_least: 99%"), (INSTRUMENT, "at_least: 90%", "at_least: 99%"))
    impact, changes = impact_of(shipped, new)
    [instrument] = impact.instruments
    assert not impact.same
    assert instrument.after.documented < instrument.before.documented
    told = {change.explain() for change in changes}
    for leaf in instrument.leaves:
        assert leaf.after.documented <= leaf.before.documented
        assert leaf.because
        assert set(leaf.because) <= told
        assert any(f"provision {leaf.id}," in words and "-> 99%" in words for words in leaf.because)


def test_a_question_that_one_of_the_two_lacks_is_not_there(shipped, changed):
    book = changed(("indicators/protection.yaml", "indicators:\n", f"indicators:\n{TABLE}"))
    for old, new in ((shipped, book), (book, shipped)):
        impact, changes = impact_of(old, new)
        assert [change.id for change in changes if change.kind in ("added", "removed")] == ["a_new_table"]
        assert impact.same


def test_a_table_that_only_the_workbook_lacks_is_unanswered(shipped, changed):
    new_table = ("indicators/protection.yaml", "indicators:\n", f"indicators:\n{TABLE}")
    old = changed(new_table)
    new = changed(new_table, (INSTRUMENT, "at_least: 75%", "at_least: 99%"))
    with pytest.raises(WorkbookError, match="no sheet a_new_table"):
        read_workbook(WORKBOOK, old, any_rulebook=True)
    impact, _ = impact_of(old, new)
    bare, _ = impact_of(shipped, new)
    assert not impact.same
    assert impact.instruments == bare.instruments


def test_a_table_that_the_workbook_lists_must_have_its_sheet(shipped, tmp_path):
    book = load_workbook(WORKBOOK)
    del book["suspects_by_nationality"]
    book.save(tmp_path / "less.xlsx")
    with pytest.raises(WorkbookError, match="no sheet suspects_by_nationality"):
        impacts([tmp_path / "less.xlsx"], (shipped, shipped), [])


def test_a_renamed_question_is_unknown_under_the_new_rules(shipped, changed):
    files = [path for path in (ROOT / "rules").glob("*/*.yaml") if "national_strategy" in path.read_text("utf-8")]
    names = [path.relative_to(ROOT / "rules").as_posix() for path in files if path.parent.name != "tests"]
    new = changed(*((name, "national_strategy", "national_plan") for name in names))
    impact, changes = impact_of(shipped, new)
    [instrument] = impact.instruments
    assert instrument.after.coverage < instrument.before.coverage
    assert "Perhaps renamed to national_plan, which says the same." in {change.hint for change in changes}


def test_what_is_wrong_with_a_workbook_is_told_once(shipped, tmp_path):
    file = tmp_path / "note.xlsx"
    file.write_bytes(b"no workbook")
    with pytest.raises(WorkbookError) as caught:
        impacts([file], (shipped, shipped), [])
    assert len(caught.value.problems) == 1
    assert caught.value.problems[0].where.startswith("note.xlsx: ")
