"""Effort files: what each step would cost, as a small YAML file says it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from gapcheck.errors import Problem, UsageError
from gapcheck.rulebook.book import Rulebook
from gapcheck.rulebook.numbers import parse_number
from gapcheck.rulebook.parsing import parse
from gapcheck.rulebook.words import described, near, quoted

_LARGEST = 1_000_000  # bytes
_MOST, _FINEST = 10_000, 1000  # so that sums of effort stay exact in the solver
_TITLE = "The effort file cannot be used"


def read_efforts(path: Path, rulebook: Rulebook) -> Mapping[str, Fraction]:
    """Return the effort of each question that a file names, such as ``mission_procedure: 2.5``; others cost 1.

    Raises UsageError with every mistake at ``file:line:column``.
    """
    document, problems = parse(str(path), _text(path))
    efforts: dict[str, Fraction] = {}
    if document.data is not None and not isinstance(document.data, dict):
        problems.append(
            Problem(document.place(()), described(document.data), "lines such as 'mission_procedure: 2'", "")
        )
    questions = [indicator.id for indicator in rulebook.asked()]
    for name, value in document.data.items() if isinstance(document.data, dict) else ():
        if name not in questions:
            derived = name in rulebook.indicators
            expected = "a question, since a derived figure is no step" if derived else "the id of a question"
            at = document.place((name,), key=True)
            problems.append(Problem(at, f"the unknown id {quoted(name)}", expected, near(name, questions)))
            continue
        try:
            number = parse_number(value)
        except ValueError:
            number = Fraction(0)
        if not 0 < number <= _MOST or _FINEST % number.denominator or "%" in str(value):
            expected = f"a positive number, such as 2 or 0.5, up to {_MOST:,} and with at most three decimals"
            problems.append(Problem(document.place((name,)), described(value), expected, ""))
            continue
        efforts[name] = number
    if problems:
        raise UsageError(problems, title=_TITLE)
    return efforts


def _text(path: Path) -> str:
    expected = "a small YAML file in UTF-8"
    try:
        if not path.is_file():
            raise UsageError([Problem(str(path), "no file of that name", expected, "")], title=_TITLE)
        if path.stat().st_size > _LARGEST:
            raise UsageError([Problem(str(path), f"more than {_LARGEST:,} bytes", expected, "")], title=_TITLE)
        return path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        found = "text in another encoding" if isinstance(error, UnicodeDecodeError) else "a file that cannot be read"
        raise UsageError([Problem(str(path), found, expected, "")], title=_TITLE) from error
