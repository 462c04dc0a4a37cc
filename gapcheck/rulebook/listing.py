"""Files that hold a list of entries under one key: indicators and checks."""

from __future__ import annotations

from gapcheck.errors import Problem
from gapcheck.rulebook.documents import Data, Document
from gapcheck.rulebook.words import described, near, quoted


def entries_in(document: Document, key: str) -> tuple[list[Data] | None, list[Problem]]:
    """Return the entries that a file lists under its one key, and what is wrong with the file's outline.

    A misspelt key is taken for the one it resembles. None where there is no list to be read.
    """
    data = document.data
    if data is None:
        return None, []
    expected = f"the one key '{key}', with a list of entries under it"
    if not isinstance(data, dict):
        return None, [Problem(document.place(()), described(data), expected, f"Start the file with '{key}:'.")]
    problems = []
    for name in [name for name in data if name != key]:
        mend = near(name, [key]) if key not in data else ""
        place = document.place((name,), key=True)
        problems.append(Problem(place, f"the unknown key {quoted(name)}", expected, mend or "Remove it."))
        if mend:
            document.rename((name,), key)
    if key not in data:
        if not problems:
            problems.append(Problem(document.place(()), "no key", expected, "Add it."))
        return None, problems
    entries = data[key]
    if not isinstance(entries, list) or not entries:
        mend = "Start each entry with '- id:'."
        problems.append(Problem(document.place((key,)), described(entries), f"a list of {key}", mend))
    return entries if isinstance(entries, list) else None, problems
