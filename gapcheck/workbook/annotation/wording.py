"""The words of the list and of the comments, and what a comment says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from gapcheck.workbook.annotation.notes import BEGIN, END, Numbered, clean

# In English, where the caller gives no word for a key.
WORDS: Final[Mapping[str, str]] = {
    "to_correct": "To correct", "number": "No.", "severity": "Kind", "place": "Where", "found": "Found",
    "expected": "Expected", "mend": "How to mend it", "done": "Done", "error": "Error", "warning": "Warning",
    "errors": "Errors", "warnings": "Warnings",
    "whole_file": "The whole file", "more": "More of this cell stands in the list.",
    "nothing": "Nothing to correct.",
    "how_to": "Click on a place to go to it; the same words stand there as a note. Mark Done when it is mended.",
    "above": "",  # stands above every printed page of the list
    "errors_first": "Errors must be mended before the workbook can be assessed; warnings should be looked at.",
}  # fmt: skip
HEADLINE: Final = f"{BEGIN} gapcheck"
_LONGEST_COMMENT = 8000  # Excel holds 32,767 characters, and the officer's own stand there too
_LONGEST_WORD = 500


def wording(words: Mapping[str, str]) -> dict[str, str]:
    """Return a word for every key: the caller's, made harmless, else ours."""
    return {key: clean(words.get(key, ""), _LONGEST_WORD) or text for key, text in WORDS.items()}


def comment(notes: Sequence[Numbered], words: Mapping[str, str]) -> list[tuple[bool, str]]:
    """Return the pieces of a comment, bold or not, between our marks; numbers are those of the list."""
    pieces = [(True, f"{HEADLINE}\n")]
    length = 0
    for entry in notes:
        note = entry.note
        text = "".join(
            f"{words[key]}: {clean(value)}\n"
            for key, value in (("found", note.found), ("expected", note.expected), ("mend", note.mend))
            if clean(value)
        )
        length += len(text)
        if length > _LONGEST_COMMENT:
            pieces.append((False, f"{words['more']}\n"))
            break
        pieces += [(True, f"{entry.number}. {words[note.severity]}\n"), (False, text)]
    return [*pieces, (False, END)]
