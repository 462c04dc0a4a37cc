"""The template's own words: how to fill it in, what special words mean, and the hint shown at each cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from gapcheck.rulebook.model import Indicator, TableColumn
from gapcheck.workbook.words import Words

TITLE: Final = "How to fill in this workbook"
HOW_TO: Final = (
    (
        "Answer in the white cells of the sheets Prosecution, Protection, Prevention and Partnership. Grey cells hold "
        "the questions and are locked. Click a white cell to see what is asked for. Offices can each fill in a copy."
    ),
    (
        "A blank is not zero. Where the true number is zero, write 0. Where you cannot give an answer, use a special "
        "word (below) instead of a guess."
    ),
    (
        "An answer counts as documented only where you name a document (its title or number) and its date. The report "
        "that you are filling in is not a document."
    ),
    (
        "Numbers: 1310 or 1,310. Shares: 75 %. Dates: 2022-08-18, or 2022-08 or 2022 where only that is known. Where "
        "several options hold, separate them by a semicolon (;)."
    ),
    (
        "Some questions have a sheet of their own, named by the question's ID: one row for each place or case, no row "
        "of totals. If there was nothing to list, write “{complete_none}” as the answer on the question's row."
    ),
    "Never write a victim's name, or anything that could identify a person.",
)
SPECIAL_TITLE: Final = "Special words"
SPECIAL_WORDS: Final[Mapping[str, str]] = {
    "not_known": "Nobody has this information, or you could not find out.",
    "not_available": "The information is collected, but you could not get it.",
    "confidential": "You know the answer and may not give it.",
    "not_applicable": "The question cannot arise in your country. Write why in Comment; an auditor decides.",
}
ABOUT_TITLE: Final = "About this workbook"
KEY_HINTS: Final[Mapping[str, str]] = {
    "country": "Three letters (ISO 3166), such as KHM",
    "year": "The year that is reported on",
    "period_start": "First day of the period reported on",
    "period_end": "Last day of the period reported on",
    "source": "self-report: the state speaks. outside assessment: somebody else does",
    "submitted_by": "Name or office",
    "submitted_on": "Day of submission, such as 2022-11-18",
    "submission": "Title or number of the report this workbook is or transcribes, if there is one",
    "transcribed_by": "Who copied a report into this workbook, if it was not the submitting office",
    "rulebook": "Version of the questions; leave it as it is",
}
# Excel offers to "repair" a file whose input messages are longer.
PROMPT_LENGTH: Final = 255
PROMPT_TITLE_LENGTH: Final = 32

_HOW: Final[Mapping[str, str]] = {
    "choice": "Choose one from the list.",
    "choices": "Choose from the list; several are separated by a semicolon (;).",
    "yes_no": "Choose Yes or No.",
    "count": "Write a whole number in digits. Zero is 0.",
    "amount": "Write a number in digits. Zero is 0.",
    "share": "Write per cent with the sign, such as 75 %.",
    "date": "Write 2022-08-18, or 2022-08 or 2022 where only that is known.",
    "text": "Write in your own words.",
}
_UNITS: Final[Mapping[str, str]] = {
    "choice": "one of the list", "choices": "any of the list", "yes_no": "yes or no", "count": "number",
    "amount": "number", "share": "%", "date": "date", "text": "text",
}  # fmt: skip
EVIDENCE_HINTS: Final[Mapping[str, str]] = {
    "responsible_body": "The ministry or body that answers for this row.",
    "document": "Title or number of the law, register, decision or statistics that shows it. Not this report itself.",
    "link": "Where the document can be read, if it is public.",
    "document_date": "2022-08-18, or 2022-08 or 2022. A document later than the submission does not count.",
    "page": "Page, article or table in the document.",
    "comment": "Anything a reader should know; for “not applicable”, the reason.",
}


def unit(indicator: Indicator) -> str:
    """Return what stands in the column Unit."""
    if indicator.unit:
        return indicator.unit
    return f"see sheet {indicator.id}" if indicator.type == "table" else _UNITS[indicator.type]


def prompt(indicator: Indicator, words: Words, language: str) -> tuple[str, bool]:
    """Return the message shown at an answer's cell, and whether the guidance fitted into it whole."""
    guidance = " ".join(guidance_of(indicator, language).split())
    if indicator.type == "table":
        none = words.label("complete_none", language)
        how = f"Fill in the sheet {indicator.id}. Here write “{none}” if there is nothing to list, or a special word."
    else:
        how = _HOW[indicator.type]
    whole = f"{guidance}\n{how}" if guidance else how
    if len(whole) <= PROMPT_LENGTH:
        return whole, True
    return f"{guidance[: PROMPT_LENGTH - len(how) - 2]}…\n{how}", False


def guidance_of(indicator: Indicator, language: str) -> str:
    """Return the guidance in a language, or in English, or nothing."""
    texts = indicator.guidance or {}
    return (texts.get(language) or texts.get("en") or "").strip()


def column_hint(column: TableColumn) -> str:
    """Return the message shown at the cells of a table's column."""
    return "One row for each; no row of totals." if column.key else _HOW[column.type]
