"""Builds the shipped input workbooks from their transcriptions: python tests/inputs/build.py."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from gapcheck.assessment import assess
from gapcheck.report.json import render_one
from gapcheck.resources import shipped
from gapcheck.rulebook import Rulebook, load_rulebook
from gapcheck.workbook import fill_template, read_workbook

INPUTS = Path(__file__).parents[2] / "inputs"


def transcriptions() -> dict[Path, Path]:
    """Return every transcription that ships, with the workbook that is built from it."""
    return {path: INPUTS / f"{path.stem}.xlsx" for path in sorted((INPUTS / "sources").glob("*.yaml"))}


def build(transcription: Path, workbook: Path, rulebook: Rulebook) -> None:
    """Write the workbook that a transcription describes, with numbers and days as an officer would type them."""
    data = transcribed(transcription)
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


def transcribed(path: Path) -> dict[str, Any]:
    """Read a transcription; one that is ``based_on`` another is laid over it, key by key.

    Of an answer only the keys that are given change, and an empty text takes a key away; a table changes as a whole.
    ``blank`` lists what is answered in the other one and no longer in this.
    """
    data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but text
    if "based_on" not in data:
        return data
    before = transcribed(path.with_name(data["based_on"]))
    blank = data.get("blank", [])
    unknown = [name for name in blank if name not in before["answers"]]
    if unknown:
        raise ValueError(f"{path.name}: blank, but not answered in {data['based_on']}: {', '.join(unknown)}")
    answers = {name: _over(before["answers"].get(name, {}), row) for name, row in data.get("answers", {}).items()}
    tables = before.get("tables", {}) | data.get("tables", {})
    return {
        "header": before["header"] | data["header"],
        "answers": {name: row for name, row in (before["answers"] | answers).items() if name not in blank},
        "tables": {name: table for name, table in tables.items() if name not in blank},
    }


def _over(before: dict[str, str], row: dict[str, str]) -> dict[str, str]:
    return {key: text for key, text in (before | row).items() if text}


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


def publications() -> dict[Path, Path]:
    """Return every description of earlier rules that ships, with the result that was published under them."""
    return {path: INPUTS / f"{path.stem}.json" for path in sorted((INPUTS / "sources" / "rules").glob("*.yaml"))}


def publish(description: Path) -> str:
    """Return the result of a shipped workbook under earlier rules: today's, but for the changes described."""
    data = yaml.load(description.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but text
    with tempfile.TemporaryDirectory() as folder:
        rules = Path(folder) / "rules"
        shutil.copytree(shipped("rules"), rules)
        method = rules / "method.yaml"
        today = load_rulebook().method.version
        _replace(method, "", f'version: "{today}"', f'version: "{data["version"]}"')
        for change in data["changes"]:
            files = [path for path in (rules / "instruments").glob("*.yaml") if _names(path, change["provision"])]
            if len(files) != 1:
                raise ValueError(f"{description.name}: {change['provision']} stands in {len(files)} files")
            _replace(files[0], f"id: {change['provision']}\n", change["now"], change["then"])
        rulebook = load_rulebook(rules)
        workbook = INPUTS / f"{description.stem}.xlsx"
        return render_one(assess(read_workbook(workbook, rulebook, any_rulebook=True), rulebook))


def _names(path: Path, provision: str) -> bool:
    return f"id: {provision}\n" in path.read_text(encoding="utf-8")


def _replace(path: Path, after: str, now: str, then: str) -> None:
    """Change the first place behind a text; raises ValueError where the rules do not say there what they should."""
    text = path.read_text(encoding="utf-8")
    begin = text.index(after) + len(after)
    end = text.find("- id:", begin) if after else len(text)
    if text.count(now, begin, end) != 1:
        raise ValueError(f"{path.name}: not once behind {after.strip()!r}: {now!r}")
    path.write_text(text[:begin] + text[begin:].replace(now, then, 1), encoding="utf-8")


def build_all() -> None:
    """Write every input that ships: the workbooks, then the results published of them under earlier rules."""
    rulebook = load_rulebook()
    for source, target in transcriptions().items():
        build(source, target, rulebook)
    for description, result in publications().items():
        result.write_text(publish(description), encoding="utf-8")


if __name__ == "__main__":
    build_all()
