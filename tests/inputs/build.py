"""Builds the shipped input workbooks from their transcriptions: python tests/inputs/build.py."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from gapcheck.rulebook import Rulebook, load_rulebook
from gapcheck.workbook import fill_template

INPUTS = Path(__file__).parents[2] / "inputs"


def build(transcription: Path, workbook: Path, rulebook: Rulebook) -> None:
    """Write the workbook that a transcription describes, with numbers and days as an officer would type them."""
    data = yaml.load(transcription.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but text
    answers = {
        name: {key: _typed(key, _label(rulebook, name, text) if key == "answer" else text) for key, text in row.items()}
        for name, row in data["answers"].items()
    }
    tables = {
        name: [{key: _typed("answer", text) for key, text in row.items()} for row in table["rows"]]
        for name, table in data.get("tables", {}).items()
    }
    header = {key: _typed(key, text) for key, text in data["header"].items()}
    fill_template(rulebook, header, answers, tables, workbook)


def _label(rulebook: Rulebook, name: str, text: str) -> str:
    """Return codes as the labels that the drop-down lists show."""
    options = rulebook.indicators[name].options
    return "; ".join(options[code].labels["en"] if code in options else code for code in text.split("; "))


def _typed(key: str, text: str) -> Any:
    if key in ("answer", "year") and text.isdecimal():
        return int(text)
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


if __name__ == "__main__":
    build(INPUTS / "sources" / "khm-2022.yaml", INPUTS / "khm-2022.xlsx", load_rulebook())
