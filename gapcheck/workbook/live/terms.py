"""The pieces of live formulas: figures and when they are known, numbers and texts as every program reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Final, Protocol

from gapcheck.workbook.languages import joined
from gapcheck.workbook.texts import matching

FALSE: Final = "FALSE"
TRUE: Final = "TRUE"
NEAR: Final = "1E-9"  # numbers nearer to each other than this are taken as equal: binary floats are not exact
_ROUNDING: Final = "1E-15"  # of a number's size: what a few steps of binary arithmetic may be off
_LITERAL = 250  # characters; Excel refuses a text of more than 255 in a formula
_MOST_TERMS = 250  # Excel takes 255 arguments


class Addresses(Protocol):
    """Where the answers stand: absolute references, with the sheet's name quoted where it has to be."""

    def answer(self, indicator_id: str) -> str | None:
        """Return the cell of an answer, such as ``Protection!$C$12``; None where the workbook does not ask it."""

    def column(self, table_id: str, column_id: str) -> str | None:
        """Return the cells of a table's column, such as ``requests!$B$4:$B$1003``; None where there is none."""


class Unwritable(Exception):  # noqa: N818 - not an error: such a check is left out
    """A check, or a part of one, that no plain formula can decide for certain."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in formulas: when it is known, its value where it is, and its size, without regard to signs.

    A ``whole`` figure is exact through sums and differences; an ``exact`` one is so as it stands.
    """

    known: str
    value: str
    size: str
    whole: bool = False
    exact: bool = False
    share: bool = False


def constant(number: Fraction) -> Figure:
    """Return a number that the rulebook states."""
    return Figure(TRUE, literal(number), literal(abs(number)), number.denominator == 1, exact=True)


def literal(number: Fraction) -> str:
    """Return a number in digits; one below zero in brackets, since it may follow an operator."""
    with localcontext() as context:
        context.prec = 50  # rule files write at most 15 digits and 11 decimals
        digits = format(Decimal(number.numerator) / Decimal(number.denominator), "f")
    return f"({digits})" if number < 0 else digits


def quote(text: str) -> str:
    """Return a text as a formula writes it."""
    parts = [text[start : start + _LITERAL] for start in range(0, len(text), _LITERAL)] or [""]
    return "&".join('"' + part.replace('"', '""') + '"' for part in parts)


def both(conditions: Iterable[str]) -> str:
    """Return the formula that all of some conditions hold; what always holds is left out."""
    wanted = [condition for condition in dict.fromkeys(conditions) if condition != TRUE]
    if FALSE in wanted:
        return FALSE
    return f"AND({_listed(wanted)})" if len(wanted) > 1 else (wanted[0] if wanted else TRUE)


def either(conditions: Iterable[str]) -> str:
    """Return the formula that one of some conditions holds; what never holds is left out."""
    wanted = [condition for condition in dict.fromkeys(conditions) if condition != FALSE]
    if TRUE in wanted:
        return TRUE
    return f"OR({_listed(wanted)})" if len(wanted) > 1 else (wanted[0] if wanted else FALSE)


def where(condition: str, then: str) -> str:
    """Return ``then`` where the condition holds, else FALSE; unlike AND, IF looks at ``then`` only in that case."""
    if condition == TRUE:
        return then
    return FALSE if FALSE in (condition, then) else f"IF({condition},{then},FALSE)"


def slack(*figures: Figure) -> str:
    """Return by how much figures may differ and yet be equal, as a term to add; nothing where they are exact."""
    if all(figure.exact for figure in figures):
        return ""
    return f"({NEAR}+{_ROUNDING}*({'+'.join(figure.size for figure in figures)}))"


def says(reference: str, texts: Iterable[str]) -> str:
    """Return the formula that a cell holds one of some texts, and no error.

    EXACT compares the same in every program and setting, which ``=`` and COUNTIF do not: those disregard case
    or not, take * for anything, and Excel takes some signs of a script for none. An error would spread from
    TRIM, so N looks first: of text it makes 0, of an error it stays one, and that is no number.
    """
    forms = dict.fromkeys(form for text in texts for form in _forms(text))
    if not forms:
        return FALSE
    return where(
        f"ISNUMBER(N({reference}))", either(f"EXACT(LOWER(TRIM({reference})),{quote(form)})" for form in forms)
    )


def spelled(key: str, labels: Iterable[str]) -> Iterator[str]:
    """Yield the texts that stand for a key: the key, its labels by language, and these side by side."""
    labels = list(labels)
    yield key
    yield key.replace("_", " ")
    yield from labels
    yield from joined(labels)


def _forms(text: str) -> tuple[str, str]:
    """Return a text as LOWER and TRIM leave it, and without marks that are not seen, as some type it."""
    return " ".join(word for word in text.lower().split(" ") if word), matching(text)


def _listed(terms: list[str]) -> str:
    if len(terms) > _MOST_TERMS:
        raise Unwritable("more terms than a formula takes")
    return ",".join(terms)
