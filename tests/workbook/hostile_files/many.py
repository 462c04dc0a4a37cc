"""Elements by the hundred thousand: more than a workbook of answers can have, wherever they stand."""

from __future__ import annotations

from workbook_hostile.making import MAIN, Case, replaced, varied, with_after, with_in, with_names, with_strings

MANY = "hundreds of thousands of elements"

MANY_OF: dict[str, Case] = {
    "many_strings": Case(
        lambda data: with_strings(data, varied("<si><t>#</t></si>", 310_000)),
        f"{MANY} (t), in the part xl/sharedStrings.xml",
    ),
    "many_runs": Case(
        lambda data: with_strings(data, f"<si>{varied('<r><t>#</t></r>', 310_000)}</si>"), "longer than a cell can hold"
    ),
    "many_empty_runs": Case(
        lambda data: with_strings(data, f"<si>{varied('<r><t/></r><!--#-->', 310_000)}</si>"), f"{MANY} (r)"
    ),
    "many_names": Case(
        lambda data: with_names(data, varied('<definedName name="a#">A!$A$1</definedName>', 210_000)),
        f"{MANY} (definedName)",
    ),
    "many_styles": Case(
        lambda data: with_in(data, "xl/styles.xml", "</cellXfs>", varied('<xf xfId="#"/>', 210_000)), f"{MANY} (xf)"
    ),
    "many_relations": Case(
        lambda data: with_in(
            data,
            "xl/_rels/workbook.xml.rels",
            "</Relationships>",
            varied('<Relationship Id="x#" Type="t" Target="x"/>', 210_000),
        ),
        f"{MANY} (Relationship)",
    ),
    "many_types": Case(
        lambda data: with_in(data, "[Content_Types].xml", "</Types>", varied('<Override PartName="/#"/>', 210_000)),
        f"{MANY} (Override)",
    ),
    "many_properties": Case(
        lambda data: replaced(
            data, **{"docProps/custom.xml": ("<a>" + varied('<property pid="#"/>', 210_000) + "</a>").encode()}
        ),
        f"{MANY} (property)",
    ),
    "many_validations": Case(
        lambda data: with_after(
            data,
            "Protection",
            "<dataValidations>"
            + varied('<dataValidation sqref="#"/>', 500_000)
            + "<a/>" * 200_000
            + "</dataValidations>",
        ),
        f"{MANY} (a), in the sheet Protection",
    ),
    "many_conditional_formats": Case(
        lambda data: with_after(
            data, "Start", varied('<conditionalFormatting sqref="A#"/>', 400_000) + "<a/>" * 200_000
        ),
        f"{MANY} (a)",
    ),
    "many_links": Case(
        lambda data: with_after(
            data, "Start", "<hyperlinks>" + varied('<hyperlink ref="#"/>', 600_000) + "</hyperlinks>"
        ),
        f"{MANY} (hyperlink)",
    ),
    "many_comments": Case(
        lambda data: replaced(
            data,
            **{
                "xl/comments1.xml": (
                    f'<comments xmlns="{MAIN}">' + varied('<comment ref="#"/>', 610_000) + "</comments>"
                ).encode()
            },
        ),
        f"{MANY} (comment)",
    ),
    "many_columns": Case(
        lambda data: with_after(data, "Start", "<cols>" + varied('<col min="#"/>', 610_000) + "</cols>"),
        f"{MANY} (col)",
    ),
}
