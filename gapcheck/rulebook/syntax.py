"""What a YAML parser says of a file it cannot read, in plain words."""

from __future__ import annotations

import re

import yaml

from gapcheck.errors import Problem
from gapcheck.rulebook.words import NEEDS_QUOTES, SPACE_AFTER_COLON

_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# What looks like a space in an editor and is none for YAML, such as the no-break space of a word processor.
_ODD_SPACES = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff"
_ODD_INDENT = re.compile(f" *([{_ODD_SPACES}])")
_LINES_ABOVE = 3
_NO_SPACE_AFTER = re.compile(r"(?:\s*- +)?\s*([A-Za-z0-9_.-]+):(?=[^\s:])")

_CLOSE = ("brackets or a quotation that is not closed", "its end, and commas between the parts")
_INDENT = ("a line that does not fit the lines above it", "keys of one entry in one column, each list item after '- '")

# The libraries differ by a word here and there, so the words of a message are looked for, not the whole of it.
_MEANINGS: tuple[tuple[str, tuple[str, str], str], ...] = (
    ("node content", _CLOSE, "Look for the bracket or quotation mark that was opened before this place."),
    ("expected key", _INDENT, "Check the indentation, and that each quotation mark has its partner."),
    ("expected <block end>", _INDENT, "Check the indentation, and that each quotation mark has its partner."),
    ("expected '-' indicator", _INDENT, "Check the indentation."),
    (
        "mapping values are not allowed",
        ("a colon where none can stand", "one 'key: value' on a line"),
        "Put text that has a colon in quotes; look for a missing colon or a wrong indentation in the line above.",
    ),
    (
        "expected ':'",
        ("a line without a colon", "'key: value'"),
        "Add the colon, or indent the line so that it belongs to the line above.",
    ),
    (
        "unexpected end of stream",
        ("a quotation mark that is not closed", "its partner"),
        "Close the quotation that was opened before this place.",
    ),
    ("escape", ("a backslash that means nothing", "plain text"), "Write two backslashes, or use single quotes."),
)


def syntax_problem(name: str, text: str, error: yaml.YAMLError) -> Problem:
    """Return the problem that stopped the parser, at its place."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return _control_character(name, text)
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    place = f"{name}:{line + 1}:{column + 1}"
    said = f"{error.problem or ''} {error.context or ''}".strip()
    lines = text.splitlines()
    if "cannot start any token" in said:
        return _odd_start(place, lines[line][column : column + 1] if line < len(lines) else "")
    if "a tab character" in said:
        return _odd_start(place, "\t")
    opened = error.context_mark.line if error.context_mark is not None else line
    hidden = _odd_indent(name, lines, line) or _no_space(name, lines, opened, said)
    if hidden is not None:
        return hidden
    if "expected ',' or" in said:
        mend = f"Look for the bracket or quotation mark that was opened in line {opened + 1}. {NEEDS_QUOTES}"
        return Problem(place, *_CLOSE, mend)
    for words, (found, expected), mend in _MEANINGS:
        if words in said:
            return Problem(place, found, expected, mend)
    return Problem(place, f"text that is not YAML ({said})", "valid YAML", "Check indentation, quotes and colons.")


def _odd_start(place: str, character: str) -> Problem:
    if character == "\t":
        return Problem(place, "a tab", "spaces", "Indent with spaces: YAML allows no tabs there.")
    found = f"text that starts with {character!r}"
    return Problem(place, found, "text in quotes, where it starts with such a sign", "Put it in quotes.")


def _odd_indent(name: str, lines: list[str], last: int) -> Problem | None:
    """Return a line, where the parser stopped or just above, that is indented with what only looks like a space."""
    for number in range(min(last, len(lines) - 1), max(last - _LINES_ABOVE, 0) - 1, -1):
        match = _ODD_INDENT.match(lines[number])
        if match is not None:
            found = f"a space that is no ordinary space (U+{ord(match[1]):04X})"
            place = f"{name}:{number + 1}:{match.start(1) + 1}"
            return Problem(place, found, "ordinary spaces", "Delete it, and type spaces.")
    return None


def _no_space(name: str, lines: list[str], line: int, said: str) -> Problem | None:
    """Return a colon that a text follows at once, in the line that the parser took for a key without a colon."""
    match = _NO_SPACE_AFTER.match(lines[line]) if "expected ':'" in said and line < len(lines) else None
    if match is None:
        return None
    place = f"{name}:{line + 1}:{match.end()}"
    return Problem(place, "a colon without a space after it", "'key: value'", SPACE_AFTER_COLON)


def _control_character(name: str, text: str) -> Problem:
    match = _FORBIDDEN.search(text)
    start = match.start() if match else 0
    line = text.count("\n", 0, start) + 1
    column = start - text.rfind("\n", 0, start)
    found = f"the control character U+{ord(match[0]):04X}" if match else "characters that YAML forbids"
    return Problem(f"{name}:{line}:{column}", found, "plain text", "Remove it, and save the file as UTF-8.")
