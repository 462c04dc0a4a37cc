"""Cells that say what no spreadsheet program writes, or what no answer can be."""

from __future__ import annotations

from workbook_hostile.making import (
    Case,
    edited,
    sheet_part,
    with_cell,
    with_row,
    with_strings,
)

RELS = "xl/_rels/workbook.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _cell(cell: str, says: str, place: str = "Prosecution!C3") -> Case:
    sheet, _, reference = place.partition("!")
    return Case(lambda data: with_cell(data, sheet, reference, cell), says)


CELLS: dict[str, Case] = {
    "not_a_number": _cell('<c r="@"><v>NaN</v></c>', "Prosecution!C3: found 'NaN' stored as a number"),
    "infinite": _cell('<c r="@"><v>INF</v></c>', "'INF' stored as a number"),
    "beyond_float": _cell('<c r="@"><v>1e999</v></c>', "Prosecution!C3"),
    "large_float": _cell('<c r="@"><v>1e308</v></c>', "Prosecution!C3"),
    "tiny_float": _cell('<c r="@"><v>1e-300</v></c>', "Prosecution!C4", "Prosecution!C4"),
    "negative": _cell('<c r="@"><v>-5</v></c>', "Prosecution!C3"),
    "many_digits": _cell(f'<c r="@"><v>{"9" * 5000}</v></c>', "…' stored as a number"),
    "no_such_string": _cell(
        '<c r="@" t="s"><v>99999999</v></c>', "Prosecution!C3: found a reference to text no. 100000000"
    ),
    "negative_string": _cell('<c r="@" t="s"><v>-1</v></c>', "'-1' stored as a reference to a text"),
    "no_such_style": _cell('<c r="@" s="99999"><v>1</v></c>', "Prosecution!C3: found a reference to style no. 100000"),
    "odd_style": _cell('<c r="@" s="-1"><v>1</v></c>', "Prosecution!C3: found the style '-1'"),
    "other_kind": _cell('<c r="@" t="z"><v>1</v></c>', "a cell of an unknown kind (in row 3)"),
    "other_boolean": _cell(
        '<c r="@" t="b"><v>7</v></c>', "Prosecution!C2: found '7' stored as TRUE or FALSE", "Prosecution!C2"
    ),
    "two_values": _cell('<c r="@"><v>1</v><v>2</v></c>', "a cell with two values (in row 3)"),
    "two_inline_texts": _cell(
        '<c r="@" t="inlineStr"><is><t>1</t></is><is><t>2</t></is></c>', "a cell with two texts (in row 3)"
    ),
    "two_texts_in_one": _cell('<c r="@" t="inlineStr"><is><t>1</t><t>2</t></is></c>', "a cell's text in two"),
    "two_texts_in_a_run": _cell(
        '<c r="@" t="inlineStr"><is><r><t>1</t><t>2</t></r></is></c>', "a piece of text in two"
    ),
    "elements_in_a_text": _cell('<c r="@" t="inlineStr"><is><t>1<b/>2</t></is></c>', "a text with elements inside"),
    "inline_text_and_value": _cell(
        '<c r="@" t="inlineStr"><v>12</v></c>', "whose kind and contents do not agree (in row 3)"
    ),
    "elements_in_a_value": _cell('<c r="@"><v>1<v>2</v></v></c>', "a cell's value with elements inside"),
    "long_text": _cell(f'<c r="@" t="str"><v>{"a" * 200_000}</v></c>', "a text longer than a cell can hold"),
    "long_inline_text": _cell(
        f'<c r="@" t="inlineStr"><is>{"<r><t>abcdefghij</t></r>" * 20_000}</is></c>',
        "a text longer than a cell can hold",
    ),
    "long_shared_text_everywhere": Case(
        lambda data: with_row(
            with_strings(data, f"<si><t>{' a' * 16_000}</t></si>"),
            "Partnership",
            ("<row>" + '<c t="s"><v>0</v></c>' * 190 + "</row>") * 10,
        ),
        "texts of 60 million letters in all",
    ),
    "nested_shared_text": Case(
        lambda data: with_strings(data, "<si><si><t>a</t></si></si>"), "a shared text within another"
    ),
    "no_such_date": _cell('<c r="@" t="d"><v>2022-02-30</v></c>', "'2022-02-30' stored as a date", "Prevention!C2"),
    "cell_out_of_order": _cell('<c r="A3" t="str"><v>1</v></c>', "cells out of order (in row 3)"),
    "cell_of_another_row": _cell('<c r="C9"><v>1</v></c>', "cells out of order (in row 3)"),
    "row_out_of_order": Case(
        lambda data: with_row(data, "Prosecution", '<row r="2"><c r="C2" t="str"><v>No</v></c></row>'),
        "rows out of order (at row 2)",
    ),
    "odd_row_number": Case(
        lambda data: with_row(data, "Prosecution", '<row r="1e3"><c/></row>'), "without a proper number"
    ),
    "no_cell_in_a_row": Case(
        lambda data: with_row(data, "Prosecution", '<row r="99"><x r="C99"><v>1</v></x></row>'),
        "something that is no cell in a row",
    ),
    "cells_in_two": Case(
        lambda data: edited(
            data, sheet_part(data, "Prosecution"), ("</sheetData>", '</sheetData><sheetData><row r="99"/></sheetData>')
        ),
        "the cells of a sheet in two",
    ),
    "row_outside": Case(
        lambda data: edited(data, sheet_part(data, "Prosecution"), ("</sheetData>", '</sheetData><row r="99"/>')),
        "a row outside of the cells",
    ),
    "uncalculated": _cell('<c r="@"><f>1+1</f></c>', "Prosecution!C3: found a formula that was never calculated"),
    "uncalculated_by_openpyxl": _cell('<c r="@"><f>1+1</f><v></v></c>', "a formula that was never calculated"),
    "reference_error": _cell('<c r="@" t="e"><v>#REF!</v></c>', "Prosecution!C3: found the error #REF!"),
    "reference_error_as_text": _cell('<c r="@" t="str"><v>#REF!</v></c>', "the error #REF!"),
    "boolean_for_a_number": _cell('<c r="@" t="b"><v>1</v></c>', "Prosecution!C3"),
    "date_for_a_number": _cell('<c r="@" t="d"><v>2022-02-03</v></c>', "Prosecution!C3"),
    "date_beyond_the_calendar": _cell('<c r="@" t="d"><v>9999-12-31</v></c>', "Prevention!C2", "Prevention!C2"),
    "number_for_a_date": _cell('<c r="@"><v>44883</v></c>', "Prevention!C2", "Prevention!C2"),
    "control_characters": _cell(
        '<c r="@" t="str"><v>_x0007_evil_x001B_[31m&#x202E;txt&#x9b;</v></c>', "Protection!C2", "Protection!C2"
    ),
}
