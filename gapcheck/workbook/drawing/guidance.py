"""What the template says about one question: its words, its guidance, the hint shown at its cell."""

from __future__ import annotations

from typing import Final

from gapcheck.rulebook.model import Indicator, TableColumn
from gapcheck.workbook.drawing.furniture import Furniture

# Excel offers to "repair" a file whose messages are longer.
PROMPT_LENGTH: Final = 255
PROMPT_TITLE_LENGTH: Final = 32
ERROR_LENGTH: Final = 225


def question(indicator: Indicator, furniture: Furniture) -> str:
    """Return a question as its cell holds it: in every language, with the guidance where no hint can hold it whole."""
    words = furniture.languages.text(indicator.question or {"en": indicator.title()})
    _, whole = prompt(indicator, furniture)
    return words if whole else f"{words}\n{_guidance(indicator, furniture)}"


def prompt(indicator: Indicator, furniture: Furniture) -> tuple[str, bool]:
    """Return the message shown at an answer's cell, and whether the guidance fitted into it whole."""
    guidance = _guidance(indicator, furniture)
    none = furniture.word("complete_none")
    how = furniture.fitting(f"how_{indicator.type}", PROMPT_LENGTH, sheet=indicator.id, complete_none=none)
    if indicator.type in ("count", "amount", "share", "date"):
        specials = "; ".join(furniture.specials(not_applicable=indicator.not_applicable))
        special = furniture.of("how_special", words=specials)
        # The special words are left out sooner than the guidance: they stand on Start too.
        how = f"{how}\n{special}" if len(guidance) + len(how) + len(special) + 2 <= PROMPT_LENGTH else how
    whole = f"{guidance}\n{how}" if guidance else how
    if len(whole) <= PROMPT_LENGTH:
        return whole, True
    room = PROMPT_LENGTH - len(how) - 2
    return (f"{guidance[:room]}…\n{how}" if room > 0 else how[:PROMPT_LENGTH]), False


def column_hint(column: TableColumn, furniture: Furniture) -> str:
    """Return the message shown at the cells of a table's column."""
    return furniture.fitting("how_key" if column.key else f"how_{column.type}", PROMPT_LENGTH)


def column_title(name: str, column: TableColumn, furniture: Furniture) -> str:
    """Return the title of a table's column: its own, or its id as words."""
    return furniture.languages.label(column.title or {"en": name.replace("_", " ").capitalize()})


def _guidance(indicator: Indicator, furniture: Furniture) -> str:
    """Return the guidance in every language, a line each, or nothing."""
    texts = {language: " ".join(text.split()) for language, text in (indicator.guidance or {}).items()}
    return furniture.languages.text(texts) if texts else ""
