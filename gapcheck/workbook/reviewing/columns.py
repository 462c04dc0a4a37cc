"""The sheets and columns of a review workbook, and the words of its decisions."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Final

from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.decisions import Verdict
from gapcheck.workbook.texts import matching, trimmed

REVIEW: Final = "Review"
QUEUE: Final = "Queue"
VOICES: Final = "Other voices"
LEFT: Final = "Left over"
SHEETS: Final = (REVIEW, QUEUE, VOICES, LEFT)

KEYS: Final = ("workbook", "workbook_sha256", "rulebook", "rulebook_sha256", "country", "year", "period", "source")

# By key: the heading and the column's width, in the order of the sheet.
SHOWN: Final = {
    "number": ("No", 5.0), "id": ("ID", 31.0), "why": ("Why here", 38.0), "question": ("Question", 40.0),
    "answer": ("Answer", 24.0), "cell": ("Cell", 16.0), "grade": ("Grade", 11.0), "document": ("Document", 32.0),
    "document_date": ("Document date", 12.0), "page": ("Page or article", 12.0), "link": ("Link", 16.0),
    "comment": ("Officer's comment", 62.0), "provisions": ("Provisions it touches", 25.0), "moves": ("Can move", 11.0),
}  # fmt: skip
FILLED: Final = {
    "decision": ("Decision", 16.0), "value": ("Corrected value", 20.0), "reason": ("Reason", 34.0),
    "reviewer": ("Reviewer", 16.0), "date": ("Date", 12.0),
}  # fmt: skip
COMPLETE: Final = {"complete": ("Row complete?", 16.0)}
MARK: Final = {"mark": ("Mark", 10.0)}
BEFORE: Final = {
    "decision_before": ("Decided before", 16.0), "value_before": ("Value before", 20.0),
    "reason_before": ("Reason before", 30.0), "reviewer_before": ("Reviewer before", 16.0),
    "date_before": ("Date before", 12.0), "carried": ("Carried over?", 24.0),
}  # fmt: skip
COLUMNS: Final = {**SHOWN, **FILLED, **COMPLETE, **MARK, **BEFORE}

VOICE_COLUMNS: Final = {
    "id": ("ID", 26.0), "source": ("Who says it", 24.0), "says": ("What it says", 46.0),
    "document": ("Document", 28.0), "document_date": ("Document date", 13.0), "link": ("Link", 22.0),
    "recorded_by": ("Recorded by", 18.0), "recorded_on": ("Date", 12.0),
}  # fmt: skip
LEFT_COLUMNS: Final = {
    "what": ("What", 14.0), "id": ("ID", 26.0), "written": ("What was recorded", 90.0),
    "reason": ("Why it is here", 40.0),
}  # fmt: skip

DECISIONS: Final = {
    Verdict.ACCEPTED: "accepted", Verdict.CORRECTED: "corrected", Verdict.REJECTED: "rejected",
    Verdict.NOT_APPLICABLE_APPROVED: "not applicable approved",
}  # fmt: skip
COMPLETE_NONE: Final = "Complete, none"
CARRIED: Final = "carried over"
_NEAR = 0.5
_MEANT = {
    "ok": Verdict.ACCEPTED, "yes": Verdict.ACCEPTED, "agreed": Verdict.ACCEPTED, "verified": Verdict.ACCEPTED,
    "confirmed": Verdict.ACCEPTED, "no": Verdict.REJECTED, "refused": Verdict.REJECTED, "wrong": Verdict.REJECTED,
    "changed": Verdict.CORRECTED, "approved": Verdict.NOT_APPLICABLE_APPROVED, "n/a": Verdict.NOT_APPLICABLE_APPROVED,
    "not applicable": Verdict.NOT_APPLICABLE_APPROVED,
}  # fmt: skip


def verdict_of(text: str) -> Verdict | None:
    """Return the decision that a text is, in any case and spacing, or None."""
    return _BY_FORM.get(_form(text))


def near_verdict(text: str) -> str | None:
    """Return the word of the decision that was perhaps meant, or None."""
    written = matching(trimmed(text[:60]))
    if written in _MEANT:
        return DECISIONS[_MEANT[written]]
    near = difflib.get_close_matches(written, DECISIONS.values(), n=1, cutoff=_NEAR)
    return near[0] if near else None


def headings_of(columns: Mapping[str, tuple[str, float]]) -> dict[str, str]:
    """Return the keys of columns by their headings, in the form in which these are compared."""
    return {matching(trimmed(label)): key for key, (label, _) in columns.items()}


def sheet_of(table: Indicator | str) -> str:
    """Return the name of a table's sheet: its id, but for one that another sheet has."""
    name = table if isinstance(table, str) else table.id
    return f"{name[:30]}_" if matching(name) in map(matching, SHEETS) else name


def _form(text: str) -> str:
    return "".join(letter for letter in matching(trimmed(text)) if letter.isalnum())


_BY_FORM: Final = {_form(word): verdict for verdict, word in DECISIONS.items()}
