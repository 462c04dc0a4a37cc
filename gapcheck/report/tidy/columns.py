"""The columns of the tidy tables: their names, types and meanings, from which the data dictionary is written.

Names follow the cross-domain concepts of SDMX. Codes of OBS_STATUS are those of its code list CL_OBS_STATUS (2.2),
codes of CONF_STATUS those of CL_CONF_STATUS (1.2, 2018).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

Kind: TypeAlias = Literal["text", "number", "whole", "flag"]
Cell: TypeAlias = str | float | int | bool | None
Row: TypeAlias = Mapping[str, Cell]

NORMAL, MISSING, NONE, SUPPRESSED = "A", "O", "M", "Q"
FREE, NOT_FOR_PUBLICATION = "F", "N"

_STATUS: Final = {
    NORMAL: "normal value",
    MISSING: "missing: blank, not known or not available; STATUS of an answer says which",
    NONE: "missing, since there can be none: not scored, or not applicable",
    SUPPRESSED: "missing, since it is not shown; or the country calls it confidential",
}
_CONFIDENTIAL: Final = {
    FREE: "free",
    NOT_FOR_PUBLICATION: "not for publication: a small count of persons, or what would tell one; which of the two is "
    "not said, since that would tell more; or the country calls it confidential",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its name, its type, what it means, and its codes if it has any."""

    name: str
    kind: Kind
    meaning: str
    codes: Mapping[str, str] = field(default_factory=dict)


_WHO: Final = (
    Field("REF_AREA", "text", "country reported on, ISO 3166-1 alpha-3"),
    Field("FICTIONAL", "flag", "whether the country is invented: there is no such country, and no such figures"),
    Field(
        "TIME_PERIOD",
        "text",
        "period reported on, as SDMX writes it: a calendar year as YYYY; any other as its first day and its length, "
        "YYYY-MM-DD/P1Y, or in months (PnM) or days (PnD)",
    ),
    Field("PERIOD_START", "text", "first day of the period, ISO 8601"),
    Field("PERIOD_END", "text", "last day of the period, ISO 8601"),
    Field("YEAR", "whole", "year that the workbook names"),
    Field("SOURCE", "text", "who speaks", {"self": "the state itself", "outside": "an outside body"}),
)
_WHENCE: Final = (
    Field("RULEBOOK", "text", "version of the method"),
    Field("RULEBOOK_SHA256", "text", "hash of the rule files"),
    Field(
        "RESULT_SHA256",
        "text",
        "hash of the result that the row is from; where numbers are not shown, of the result without them",
    ),
)

SCORES: Final = (
    *_WHO,
    Field("INSTRUMENT", "text", "instrument, by its id"),
    Field("INDICATOR", "text", "instrument or provision that is scored, by its id"),
    Field(
        "NODE",
        "text",
        "what is scored",
        {"instrument": "a whole instrument", "provision": "a provision with parts", "leaf": "a provision with levels"},
    ),
    Field(
        "READING",
        "text",
        "which answers count",
        {
            "verified": "answers that an auditor accepted",
            "documented": "also answers with a document: the headline",
            "claimed": "also answers with nothing cited",
            "possible": "also everything that is not known, as if it were done",
            "coverage": "how much of what the score needs is known",
        },
    ),
    Field("OBS_VALUE", "number", "score or coverage, to one decimal, halves up"),
    Field(
        "OBS_VALUE_EXACT", "text", "the same exactly, as a fraction such as 125/3; in CSV with an apostrophe before it"
    ),
    Field("UNIT_MEASURE", "text", "unit", {"POINTS": "points of 100", "PT": "per cent"}),
    Field("OBS_STATUS", "text", "status of the value (SDMX CL_OBS_STATUS 2.2)", _STATUS),
    Field("LEVEL", "whole", "level of a leaf in that reading, 0 to 4"),
    Field("COVERAGE", "number", "coverage of the same, in per cent, beside every reading"),
    Field("TITLE", "text", "title, in English"),
    Field("CLAUSE", "text", "clause of the instrument"),
    Field("PILLAR", "text", "prosecution, protection, prevention or partnership"),
    *_WHENCE,
)

ANSWERS: Final = (
    *_WHO,
    Field("INDICATOR", "text", "question, by its id"),
    Field("DIMENSION", "text", "row of a table, by its key; nothing outside tables"),
    Field("COLUMN", "text", "column of a table, by its id; nothing outside tables"),
    Field("OBS_VALUE", "number", "the answer, if it is a number; a share as a part of one"),
    Field("OBS_TEXT", "text", "the answer, if it is none: a code, codes with “; ” between them, a date or a text"),
    Field(
        "UNIT_MEASURE", "text", "unit of the number, as the rule files have it; PS for persons, SHARE for a part of one"
    ),
    Field("OBS_STATUS", "text", "status of the value (SDMX CL_OBS_STATUS 2.2)", _STATUS),
    Field("CONF_STATUS", "text", "confidentiality (SDMX CL_CONF_STATUS 1.2)", _CONFIDENTIAL),
    Field(
        "STATUS",
        "text",
        "what the officer answered",
        {
            "answered": "an answer",
            "blank": "nothing",
            "not_known": "not known",
            "not_available": "not available",
            "confidential": "confidential",
            "not_applicable": "not applicable",
        },
    ),
    Field("GRADE", "text", "how well it is evidenced: claimed, documented or verified"),
    Field("CONTESTED", "flag", "whether other answers contradict it"),
    Field("TITLE", "text", "the question, in English"),
    *_WHENCE,
)

DICTIONARY: Final = (
    Field("TABLE", "text", "table: scores or answers"),
    Field("COLUMN", "text", "column, or code of the column above where CODE is filled in"),
    Field("TYPE", "text", "text, number, whole or flag"),
    Field("CODE", "text", "one of the column's codes"),
    Field("MEANING", "text", "what the column or the code means"),
)
