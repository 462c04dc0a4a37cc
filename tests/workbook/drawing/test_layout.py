from __future__ import annotations

import openpyxl

from gapcheck.workbook import write_template
from gapcheck.workbook.drawing.layout import Layout
from gapcheck.workbook.plan import Carried, Kept, Plan


def test_addresses_are_where_the_template_puts_things(rulebook, tmp_path):
    write_template(rulebook, "KHM", 2022, tmp_path / "t.xlsx")
    workbook, layout = openpyxl.load_workbook(tmp_path / "t.xlsx"), Layout(rulebook)
    for indicator in rulebook.asked():
        sheet, cell = layout.answer(indicator.id).split("!")
        row = workbook[sheet][cell.replace("$", "")].row
        assert workbook[sheet][f"{layout.letter('id')}{row}"].value == indicator.id
    assert layout.column("requests_by_province", "requests") == "requests_by_province!$B$4:$B$1003"
    assert layout.answer("nothing_such") is layout.column("nothing_such", "x") is None


def test_a_part_holds_its_questions_only(rulebook, tmp_path):
    plan = Plan(body="The police", asked=frozenset({"convictions", "strategy_adopted"}))
    write_template(rulebook, "KHM", 2022, tmp_path / "t.xlsx", plan=plan)
    workbook = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert workbook.sheetnames == ["Start", "Prosecution", "Protection", "Prevention", "Partnership", "lists"]
    ids = [cell.value for pillar in workbook.sheetnames[1:5] for cell in workbook[pillar]["A"][1:]]
    assert ids == ["convictions", "strategy_adopted"]
    texts = [cell.value for row in workbook["Start"].iter_rows() for cell in row if cell.value]
    assert any(str(text).startswith("This is the part of The police.") for text in texts)
    assert texts[texts.index("body") + 1] != "The police"  # the caller says so in the header


def test_what_is_carried_stands_beside_and_never_in_the_answer(rulebook, tmp_path):
    plan = Plan(
        previous="KHM 2021",
        carried={"convictions": Carried("=1+1", "Register, 2021", "Needs a document", "changed")},
        kept=(Kept("Prosecution!C9", "old_one", "Old?", "=cmd|' /C calc'!A0", "No longer asked"),),
    )
    write_template(rulebook, "KHM", 2022, tmp_path / "t.xlsx", plan=plan)
    workbook = openpyxl.load_workbook(tmp_path / "t.xlsx")
    row = {sheet_cell.value: cell for sheet_cell, cell in zip(workbook["Prosecution"][1], workbook["Prosecution"][3],
                                                              strict=True)}  # fmt: skip
    assert row["ID"].value == "convictions"
    assert row["Answer"].value is None
    carried = [row[name] for name in list(row)[-4:]]
    assert [cell.value for cell in carried] == ["=1+1", "Register, 2021", "Needs a document", "changed"]
    assert all(cell.data_type == "s" and cell.protection.locked for cell in carried)
    kept = workbook["Kept"]
    assert [cell.value for cell in kept[3]] == [
        "Prosecution!C9", "old_one", "Old?", "=cmd|' /C calc'!A0", "No longer asked",
    ]  # fmt: skip
    assert kept["D3"].data_type == "s"
