"""The words of the workbook in every language of the rulebook: special words, yes and no, the columns' headings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from gapcheck.rulebook.model import Method
from gapcheck.workbook.answers import Status
from gapcheck.workbook.languages import joined
from gapcheck.workbook.texts import matching

COMPLETE_NONE: Final = "complete_none"
SPECIAL: Final = (Status.NOT_KNOWN, Status.NOT_AVAILABLE, Status.CONFIDENTIAL, Status.NOT_APPLICABLE)

# Where the method names no words; the method may also translate the headings, under the same keys.
_DEFAULTS: Mapping[str, str] = {
    "yes": "Yes", "no": "No",
    "not_known": "Not known", "not_available": "Not available", "confidential": "Confidential",
    "not_applicable": "Not applicable", COMPLETE_NONE: "Complete, none",
    "id": "ID", "question": "Question", "answer": "Answer", "unit": "Unit", "responsible_body": "Responsible body",
    "document": "Document", "link": "Link", "document_date": "Document date", "page": "Page or article",
    "comment": "Comment",
    "status": "Status", "why": "Why this is asked", "previous_answer": "Answer last time",
    "previous_document": "Document last time, perhaps still in force", "previous_missing": "Found missing last time",
    "change": "Question since last time",
    "self": "self-report", "outside": "outside assessment",
}  # fmt: skip
HEADINGS: Final = (
    "id", "question", "answer", "unit", "responsible_body", "document", "link", "document_date", "page", "comment",
)  # fmt: skip
# Beyond the contract's columns, in our own locked cells: never read as answers.
SHOWN_HEADINGS: Final = ("status", "why")
CARRIED_HEADINGS: Final = ("previous_answer", "previous_document", "previous_missing", "change")
READ_HEADINGS: Final = tuple(heading for heading in HEADINGS if heading not in ("id", "question", "unit"))
_KEPT: Final = 4  # rulebooks whose words are kept: a run seldom has more than two


class Words:
    """Looks words up by key and language, and texts by what they mean."""

    def __init__(self, method: Method) -> None:
        self._words = {key: {"en": text} | method.words.get(key, {}) for key, text in _DEFAULTS.items()}
        self._statuses = {form: status for status in SPECIAL for form in self.forms(status.value)}
        self._complete_none = self.forms(COMPLETE_NONE)
        self._headings = {form: heading for heading in HEADINGS for form in self.forms(heading)}
        self._others = {form: key for key in (*SHOWN_HEADINGS, *CARRIED_HEADINGS) for form in self.forms(key)}

    def label(self, key: str, language: str = "en") -> str:
        """Return the word for a key in a language, or in English."""
        words = self._words[key]
        return words.get(language) or words["en"]

    def labels(self, key: str) -> Mapping[str, str]:
        """Return the words for a key, by language."""
        return self._words[key]

    def status(self, text: str) -> Status | None:
        """Return what a special word says, or None where the text is none."""
        return self._statuses.get(matching(text))

    def is_complete_none(self, text: str) -> bool:
        """Return whether the text says that a table is complete and has no rows."""
        return matching(text) in self._complete_none

    def heading(self, text: str) -> str | None:
        """Return the key of a column by its heading, or None where it is not ours."""
        return self._headings.get(matching(text))

    def other_heading(self, text: str) -> str | None:
        """Return the key of a column that the template shows and nobody fills in, or None."""
        return self._others.get(matching(text))

    def specials(self, language: str = "en", *, not_applicable: bool = True) -> list[str]:
        """Return the special words in a language, with or without "not applicable"."""
        statuses = SPECIAL if not_applicable else SPECIAL[:-1]
        return [self.label(status.value, language) for status in statuses]

    def forms(self, key: str) -> frozenset[str]:
        """Return every way to write the word for a key, in the form in which texts are compared."""
        labels = self._words[key].values()
        words = {key, key.replace("_", " "), _DEFAULTS[key], *labels, *joined(labels)}
        return frozenset(matching(word) for word in words)


_kept: tuple[tuple[Method, Words], ...] = ()


def words_of(method: Method) -> Words:
    """Return the words of a rulebook's method, made once: a batch reads thousands of workbooks under one."""
    global _kept
    for known, words in _kept:
        if known is method:
            return words
    words = Words(method)
    _kept = ((method, words), *_kept[: _KEPT - 1])
    return words
