from __future__ import annotations

import random
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from gapcheck.assessment.contradictions import run_checks
from gapcheck.assessment.readings import open_ledger
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.criteria import Check
from gapcheck.rulebook.model import Country, Indicator, Method
from gapcheck.workbook.answers import Answer, Submission
from gapcheck.workbook.findings import Findings
from gapcheck.workbook.live.checks import DEEPEST, LONGEST, LiveCheck, live_checks
from gapcheck.workbook.live.terms import literal, quote, says
from gapcheck.workbook.sheets.answering import Answering
from gapcheck.workbook.sheets.cells import Cell, Sheet
from gapcheck.workbook.sheets.evidence import Grading
from gapcheck.workbook.sheets.questions import Row
from gapcheck.workbook.texts import matching
from gapcheck.workbook.words import READ_HEADINGS, Words

# ---- a rulebook with a check of every shape ----

LEVELS = {str(level): {"points": str(level * 25), "title": {"en": f"Level {level}"}} for level in range(5)}
WORDS = {
    "yes": {"en": "Yes", "km": "បាទ/ចាស"}, "no": {"en": "No", "km": "ទេ"},
    "complete_none": {"en": "Complete, none", "km": "គ្មានទេ"},
}  # fmt: skip
STAGES = {
    "none": {"en": "None", "km": "គ្មាន"},
    "drafted": {"en": 'A "draft" *?', "km": "ព្រាង\u200bច្បាប់"},
    "in_force": {"en": "In force, " + "long words " * 30 + "end", "km": "អនុម័ត"},
}
COLUMNS = {
    "place": {"type": "text", "key": "true"}, "n": {"type": "count"}, "k": {"type": "count"},
    "x": {"type": "amount"}, "s": {"type": "share"},
}  # fmt: skip


def indicator(name: str, kind: str, **more: Any) -> Indicator:
    asked = {} if "derived" in more else {"question": {"en": f"How is {name}?"}, "pillar": "protection"}
    return Indicator.model_validate({"id": name, "type": kind, **asked, **more})


def book(relations: Mapping[str, Mapping[str, Any]], languages: Sequence[str] = ("en", "km")) -> Rulebook:
    words = {key: {language: texts[language] for language in languages} for key, texts in WORDS.items()}
    stages = {code: {language: texts[language] for language in languages} for code, texts in STAGES.items()}
    indicators = [
        indicator("a", "count"), indicator("b", "count"), indicator("c", "count", not_applicable="true"),
        indicator("m", "amount"), indicator("q", "amount"), indicator("s", "share"), indicator("fund", "yes_no"),
        indicator("stage", "choice", options=stages), indicator("groups", "choices", options=stages),
        indicator("on", "date"), indicator("later", "date"),
        indicator("t", "table", columns=COLUMNS), indicator("u", "table", columns=COLUMNS),
        indicator("share", "share", derived={"ratio": ["a", "b"]}),
        indicator("total", "count", derived={"column": "t.n"}),
        indicator("change", "amount", derived={"difference": ["m", "q"]}),
    ]  # fmt: skip
    checks = [
        Check.model_validate({"id": name, "says": {"en": "They agree."}, "severity": "error", **relation})
        for name, relation in relations.items()
    ]
    fact = {"value": "3", "source": "a test"}
    return Rulebook(
        method=Method.model_validate({"version": "1", "levels": LEVELS, "coverage_threshold": "80%", "words": words}),
        indicators={item.id: item for item in indicators},
        countries={"KHM": Country.model_validate({"country": "KHM", "facts": {"provinces": fact}})},
        instruments=(), checks=tuple(checks), sha256="0" * 64, places={},
    )  # fmt: skip


def where(name: str, **operation: Any) -> dict[str, Any]:
    return {"indicator": name, **{key.removesuffix("_"): operand for key, operand in operation.items()}}


def implies(if_: dict[str, Any], then: dict[str, Any]) -> dict[str, Any]:
    return {"implies": {"if": if_, "then": then}}


SHAPES: dict[str, dict[str, Any]] = {
    "equal": {"equal": ["a", "b"]},
    "equal_column": {"equal": ["a", {"column": "t.n"}]},
    "equal_sum": {"equal": ["a", {"sum": ["b", "c"]}]},
    "equal_decimals": {"equal": ["m", {"sum": ["q", "0.1"]}]},
    "equal_amounts": {"equal": ["m", {"column": "t.x"}]},
    "equal_shares": {"equal": ["s", {"column": "t.s"}]},
    "equal_ratio": {"equal": ["s", {"ratio": ["a", "b"]}]},
    "equal_below_zero": {"equal": ["change", "-1.5"]},
    "printed_share": {"equal": ["s", {"ratio": ["a", "b"]}], "as_printed": "2"},
    "printed_derived": {"equal": ["share", {"ratio": ["m", "q"]}], "as_printed": "0"},
    "printed_figure": {"equal": [{"ratio": ["m", "q"]}, {"ratio": ["a", "b"]}], "as_printed": "1"},
    "printed_below_zero": {"equal": ["change", {"difference": ["a", "b"]}], "as_printed": "0"},
    "tolerance": {"equal": ["m", "q"], "tolerance": "0.2"},
    "tolerance_whole": {"equal": ["a", "b"], "tolerance": "1"},
    "tolerance_share": {"equal": ["s", "share"], "tolerance": "25%"},
    "at_most": {"at_most": ["a", "b"]},
    "at_most_amount": {"at_most": ["m", {"sum": ["q", "0.2"]}]},
    "at_most_fact": {"at_most": [{"sum": ["a", "b"]}, "provinces"]},
    "at_most_share": {"at_most": ["s", "share"]},
    "at_most_quotient": {"at_most": [{"ratio": ["a", {"difference": ["m", "q"]}]}, "c"]},
    "rows": {"equal": ["a", {"rows": "t"}]},
    "rows_where": {"equal": ["a", {"rows": "t", "where": {"column": "n", "more_than": "0"}}]},
    "rows_where_amount": {"equal": ["a", {"rows": "t", "where": {"column": "x", "at_least": "1.5"}}]},
    "rows_where_share": {"equal": ["a", {"rows": "t", "where": {"column": "s", "at_most": "0.5"}}]},
    "rows_where_less": {"equal": ["a", {"rows": "t", "where": {"column": "s", "less_than": "0.75"}}]},
    "cell": {"at_most": ["a", {"cell": ["t", "North", "n"]}]},
    "cell_share": {"equal": ["s", {"cell": ["t", "south  east", "s"]}], "as_printed": "0"},
    "each": {"at_most": ["n", "k"], "each_row": "t"},
    "each_equal": {"equal": ["n", {"column": "t.k"}], "each_row": "t"},
    "each_figure": {"at_most": ["x", {"sum": ["m", "q"]}], "each_row": "t"},
    "each_figure_left": {"at_most": ["b", "n"], "each_row": "t"},
    "each_number": {"equal": ["k", "2"], "each_row": "t"},
    "each_tolerance": {"equal": ["x", "1.1"], "each_row": "t", "tolerance": "1.1"},
    "if_choice": implies(where("stage", is_=["drafted", "in_force"]), where("a", more_than="0")),
    "if_not": implies(where("fund", is_not="no"), where("stage", is_not="none")),
    "if_derived": implies(where("total", at_least="3"), where("share", at_least="50%")),
    "if_share": implies(where("s", at_least="75%"), where("change", more_than="0")),
    "if_any": implies(
        {"any": [where("s", less_than="0.5"), where("a", at_most="1")]},
        {"all": [where("m", more_than="0.5"), where("fund", is_="yes")]},
    ),
    "if_all": implies(
        {"all": [where("change", at_least="0.1"), where("stage", is_="drafted")]},
        {"any": [where("b", at_least="2"), where("total", at_most="2")]},
    ),
}  # fmt: skip
LEFT_OUT: dict[str, dict[str, Any]] = {
    "dates": {"not_after": ["on", "later"]},
    "date": implies(where("on", before="2022-01-01"), where("a", at_least="1")),
    "choices": implies(where("groups", at_least="1"), where("a", at_least="1")),
    "matched": {"at_most": ["t.n", "u.n"], "each_row": "t", "match": "u"},
    "each_sum": {"at_most": ["n", {"sum": ["k", "1"]}], "each_row": "t"},
    "each_sum_of_column": {"at_most": ["n", {"sum": [{"column": "t.k"}, "1"]}], "each_row": "t"},
    "each_nothing": {"at_most": ["a", "b"], "each_row": "t"},
    "each_share": {"at_most": ["s", "0.5"], "each_row": "t"},
    "each_printed": {"equal": ["n", "k"], "each_row": "t", "as_printed": "0"},
    "each_near": {"equal": ["n", "k"], "each_row": "t", "tolerance": "1"},
}  # fmt: skip
SHIPPED_LEFT_OUT = {
    # dates
    "strategy_before_report", "operation_starts_before_its_end", "operation_decided_before_it_starts",
    "operation_ends_in_the_period", "group_found_after_the_start", "group_found_before_the_end",
    # rows of two tables
    "victims_among_found_of_each_nationality", "female_victims_among_found_of_each_nationality",
    "sexual_exploitation_victims_among_found", "screened_group_among_found_of_each_nationality",
    "screened_group_among_requested_of_province", "outcome_requests_as_listed", "outcome_persons_as_listed",
    # a calculation in each row
    "found_males_requested_of_each_nationality", "outcome_requests_add_up", "outcome_persons_add_up",
    # several options in one cell
    "strategy_has_elements", "unannounced_sectors_fit", "guidelines_with_scope_exist", "screening_with_groups_exists",
    "awareness_with_audience_exists", "procedure_with_steps_exists",
}  # fmt: skip


# ---- scenarios: what is typed, on sheets that hold many of them side by side ----

TABLE_ROWS = 6
ANSWERS = "ចម្លើយ ១"


@dataclass(frozen=True)
class Typed:
    """What stands in a cell; ``read`` is what the reader is given, ``plain`` whether formulas must read it too."""

    value: Any
    number_format: str = "General"
    plain: bool = True
    read: Any = None

    def cell(self, place: str) -> Cell:
        if self.value == "=1/0":
            return Cell(None, place, fault="the error #DIV/0!")
        return Cell(self.value if self.read is None else self.read, place, self.number_format)


BLANK = Typed(None)
ERROR = Typed("=1/0", plain=False)


@dataclass
class Scenario:
    answers: dict[str, Typed] = field(default_factory=dict)
    tables: dict[str, list[dict[str, Typed]]] = field(default_factory=dict)
    ragged: set[str] = field(default_factory=set)  # tables with a row that the reader refuses, or half a person

    def plain(self, names: Sequence[str]) -> bool:
        cells = [self.answers.get(name, BLANK) for name in names]
        cells += [cell for name in names for row in self.tables.get(name, ()) for cell in row.values()]
        return all(cell.plain for cell in cells) and not self.ragged & set(names)


@dataclass(frozen=True)
class Places:
    """Where the answers of one scenario stand: a column of its own on the sheet of answers."""

    rulebook: Rulebook
    number: int = 0

    def answer(self, name: str) -> str | None:
        return f"'{ANSWERS}'!${get_column_letter(self.number + 1)}${[*self.rulebook.indicators].index(name) + 1}"

    def column(self, table: str, column: str) -> str | None:
        letter = get_column_letter(self.letter(table, column))
        return f"{table}!${letter}$1:${letter}${TABLE_ROWS}"

    def letter(self, table: str, column: str) -> int:
        columns = [*self.rulebook.indicators[table].columns]
        return self.number * len(columns) + columns.index(column) + 1


def pick(chance: random.Random, indicator: Indicator, words: Words) -> Typed:
    special = [BLANK, Typed("Not known")]
    match indicator.type:
        case "count":
            odd = [Typed("1,310", plain=False), Typed("៣០", plain=False), Typed(2.5), Typed(-1), ERROR]
            return (
                chance.choice(special + odd)
                if chance.random() < 0.12
                else Typed(chance.choice([0, 0, 1, 1, 1, 2, 2, 2, 3, 4, 6, 30]))
            )
        case "amount":
            odd = [Typed("1.5", plain=False), Typed(-0.5), ERROR]
            plain = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 0.8, 1, 1.1, 1.2, 1.5, 2, 2.2, 3.3, 123456.78]
            return chance.choice(special + odd) if chance.random() < 0.12 else Typed(chance.choice(plain))
        case "share":
            odd = [Typed("75 %", plain=False), Typed(1), Typed(1.0, "0%", plain=False), Typed(-0.5), Typed(150), ERROR]
            plain = [0, 0.5, 0.25, 50, 75, 0.75, 66.67, 33.33, 0.3333, 12.3, 100, 99.995, 2, 33.335]
            percent = [Typed(0.5, "0%"), Typed(0.3333, "0.00%")]
            return (
                chance.choice(special + odd)
                if chance.random() < 0.12
                else chance.choice([*map(Typed, plain), *percent])
            )
        case "choice" | "yes_no":
            return chance.choice([*special, ERROR, *labels(indicator, words)])
        case _:
            return BLANK


def labels(indicator: Indicator, words: Words) -> list[Typed]:
    found = []
    for code in indicator.codes:
        texts = words.labels(code) if indicator.type == "yes_no" else indicator.options[code].labels
        found += [Typed(code), Typed(code.upper().replace("_", " ")), *map(Typed, texts.values())]
        found += [Typed(matching(text)) for text in texts.values()]
        found += [Typed(f" {one} / {two} ", read=one) for one in texts.values() for two in texts.values() if one != two]
    return found


def scenario(chance: random.Random, rulebook: Rulebook, names: Sequence[str], words: Words) -> Scenario:
    made = Scenario()
    for name in names:
        item = rulebook.indicators[name]
        if item.type != "table":
            made.answers[name] = pick(chance, item, words)
            continue
        none = [Typed(text) for text in words.labels("complete_none").values()]
        rows = chance.choice([0, 1, 2, 3, 4])
        if chance.random() < 0.1 or (not rows and chance.random() < 0.7):
            made.answers[name] = chance.choice([*none, *none, Typed("Not known")])
        made.tables[name] = [table_row(chance, item, words, key) for key in ["North", "SOUTH East", "West", "*"][:rows]]
        if rows and chance.random() < 0.05:
            made.tables[name][-1][item.key_column] = chance.choice([BLANK, Typed("Total of all"), Typed("សរុប")])
            made.ragged.add(name)
        if any(cell.value in (2.5, "=1/0") for row in made.tables[name] for cell in row.values()):
            made.ragged.add(name)
    if "a" in names and chance.random() < 0.5:  # totals that fit, so that not every sum is a contradiction
        cells = [row["n"].value for row in made.tables.get("t", ())]
        made.answers["a"] = Typed(sum(cell for cell in cells if isinstance(cell, int)))
    return made


def table_row(chance: random.Random, table: Indicator, words: Words, key: str) -> dict[str, Typed]:
    row = {
        name: pick(chance, Indicator.model_construct(id=name, type=column.type), words)
        for name, column in table.columns.items()
    }
    for name in row:
        if row[name] is ERROR and chance.random() < 0.7:
            row[name] = BLANK
    return row | {table.key_column: Typed(key)}


# ---- the real thing: the reader and the checks of the assessment ----


def contradicted(rulebook: Rulebook, made: Scenario) -> set[str]:
    """Return what the assessment finds; a cell that the reader refuses is not known, and the rest is."""
    sheets = {}
    for name, rows in made.tables.items():
        columns = list(rulebook.indicators[name].columns)
        cells = {3: {at: Cell(column, "h") for at, column in enumerate(columns, 1)}}
        for number, row in enumerate(rows, 4):
            held = {at: row.get(column, BLANK).cell(f"{name}!{at}") for at, column in enumerate(columns, 1)}
            cells[number] = {at: cell for at, cell in held.items() if not cell.blank}
        sheets[name] = Sheet(name, cells)
    answering = Answering(Words(rulebook.method), Grading(date(2023, 1, 31), "", ""), sheets, Findings())
    answers: dict[str, Answer] = {}
    for item in rulebook.asked():
        cells_of = {heading: Cell(None, heading) for heading in READ_HEADINGS}
        cells_of["answer"] = made.answers.get(item.id, BLANK).cell(item.id)
        answers[item.id] = answering.answer(Row(item, cells_of))
    day = date(2022, 12, 31)
    submission = Submission("x", "0" * 64, "KHM", 2022, date(2022, 1, 1), day, "self", "", day, "", answers)
    return {found.check for found in run_checks(open_ledger(rulebook, submission)).contradictions}


# ---- LibreOffice: every formula of every scenario in one file ----


def calculate(
    rulebook: Rulebook, scenarios: Sequence[Scenario], folder: Path
) -> tuple[tuple[LiveCheck, ...], list[dict[str, Any]]]:
    """Return the live checks, and what LibreOffice makes of each in each scenario."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not installed: no formula can be calculated")
    words = Words(rulebook.method)
    workbook = openpyxl.Workbook()
    answers, results = workbook.active, workbook.create_sheet("results")
    answers.title = ANSWERS
    tables = {item.id: workbook.create_sheet(item.id) for item in rulebook.asked() if item.type == "table"}
    checks: tuple[LiveCheck, ...] = ()
    for number, made in enumerate(scenarios):
        places = Places(rulebook, number)
        for name, typed in made.answers.items():
            write(answers.cell([*rulebook.indicators].index(name) + 1, number + 1), typed)
        for name, rows in made.tables.items():
            for at, row in enumerate(rows, 1):
                for column, typed in row.items():
                    write(tables[name].cell(at, places.letter(name, column)), typed)
        checks = live_checks(rulebook, places, words=words, country="KHM")
        for column, check in enumerate(checks, 1):
            results.cell(number + 1, column, f"={check.formula}")
    source, out = folder / "live.xlsx", folder / "out"
    workbook.save(source)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, "--headless", profile, "--convert-to", "xlsx", "--outdir", str(out), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    rows = openpyxl.load_workbook(out / source.name, data_only=True)["results"].iter_rows(values_only=True)
    return checks, [{check.id: value for check, value in zip(checks, row, strict=False)} for row in rows]


def write(cell: Any, typed: Typed) -> None:
    cell.value = typed.value
    if typed.number_format != "General":
        cell.number_format = typed.number_format


def compare(rulebook: Rulebook, scenarios: Sequence[Scenario], folder: Path) -> Counter[tuple[str, bool]]:
    """Hold the live checks against the assessment's in every scenario; return how often each said what."""
    checks, calculated = calculate(rulebook, scenarios, folder)
    assert len(calculated) == len(scenarios)
    said: Counter[tuple[str, bool]] = Counter()
    wrong = []
    for made, results in zip(scenarios, calculated, strict=True):
        found = contradicted(rulebook, made)
        for check in checks:
            live = results[check.id]
            assert isinstance(live, bool), (check.id, live, made)
            said[check.id, live] += 1
            if live != (check.id in found) and (live or made.plain(check.indicators)):
                wrong.append((check.id, live, {name: made.answers.get(name) for name in check.indicators}, made.tables))
    assert not wrong, f"{len(wrong)} wrong, the first: {wrong[:3]}"
    return said


def scenarios_for(rulebook: Rulebook, number: int) -> list[Scenario]:
    chance, words = random.Random(f"live {number}"), Words(rulebook.method)  # noqa: S311 - the same every time
    checks = live_checks(rulebook, Places(rulebook), words=words, country="KHM")
    names = list(dict.fromkeys(name for check in checks for name in check.indicators))
    return [scenario(chance, rulebook, names, words) for _ in range(number)]


# ---- the tests ----

ALLOWED = {
    "IF", "AND", "OR", "NOT", "ISNUMBER", "SUM", "COUNT", "COUNTA", "COUNTBLANK", "ABS", "ROUND", "SUMPRODUCT",
    "COUNTIF", "EXACT", "LOWER", "TRIM", "N", "MAX", "MIN",
}  # fmt: skip


@dataclass(frozen=True)
class Some:
    """Places of which some are not there."""

    missing: tuple[str, ...] = ()

    def answer(self, name: str) -> str | None:
        return None if name in self.missing else f"Protection!$C${len(name)}"

    def column(self, table: str, column: str) -> str | None:
        return None if f"{table}.{column}" in self.missing else f"{table}!${column[0].upper()}$4:$B$1003"


def made(rulebook: Rulebook, *missing: str, country: str | None = "KHM") -> dict[str, LiveCheck]:
    checks = live_checks(rulebook, Some(missing), words=Words(rulebook.method), country=country)
    return {check.id: check for check in checks}


def test_every_shape_says_what_the_assessment_says(tmp_path):
    rulebook = book(SHAPES)
    said = compare(rulebook, scenarios_for(rulebook, 400), tmp_path)
    seldom = {(name, live) for name in SHAPES for live in (True, False) if said[name, live] < 3}
    assert not seldom


def test_the_shipped_checks_say_what_the_assessment_says(shipped_rulebook, tmp_path):
    said = compare(shipped_rulebook, scenarios_for(shipped_rulebook, 200), tmp_path)
    assert all(said[name, True] and said[name, False] for name, _ in said)


NORTH = {"place": "North", "n": 2, "k": 1, "x": 1.5, "s": 75}
CASES: list[tuple[str, dict[str, Any], list[dict[str, Any]], bool]] = [
    ("equal", {"a": 1, "b": 2}, [], True),
    ("equal", {"a": 2, "b": 2}, [], False),
    ("equal", {"a": 1}, [], False),  # a blank is no zero
    ("equal", {"a": "1,310", "b": 2}, [], False),
    ("equal", {"a": "៣០", "b": 2}, [], False),
    ("equal", {"a": "Not known", "b": 2}, [], False),
    ("equal", {"a": "=1/0", "b": 2}, [], False),
    ("equal", {"a": 1.5, "b": 2}, [], False),  # no count
    ("equal", {"a": -1, "b": 2}, [], False),
    ("equal_decimals", {"m": 0.3, "q": 0.2}, [], False),  # 0.2 + 0.1 is no 0.3 in binary
    ("equal_decimals", {"m": 0.31, "q": 0.2}, [], True),
    ("equal_decimals", {"m": 90000000000.12, "q": 90000000000.02}, [], False),
    ("equal_decimals", {"m": 90000000000.13, "q": 90000000000.02}, [], True),
    ("equal_ratio", {"s": 75, "a": 3, "b": 4}, [], False),
    ("equal_ratio", {"s": 0.75, "a": 3, "b": 4}, [], False),
    ("equal_ratio", {"s": 74, "a": 3, "b": 4}, [], True),
    ("equal_ratio", {"s": 1, "a": 3, "b": 4}, [], False),  # 1 % or all
    ("equal_ratio", {"s": 74, "a": 3, "b": 0}, [], False),
    ("equal_ratio", {"s": 74, "a": 0, "b": 0}, [], False),
    ("equal_ratio", {"s": 150, "a": 3, "b": 4}, [], False),
    ("printed_share", {"s": 66.67, "a": 2, "b": 3}, [], False),
    ("printed_share", {"s": 66.66, "a": 2, "b": 3}, [], True),
    ("printed_share", {"s": 0.13, "a": 1, "b": 800}, [], True),  # below 1 it is a fraction: 13 %
    ("tolerance", {"m": 0.3, "q": 0.1}, [], False),
    ("tolerance", {"m": 0.31, "q": 0.1}, [], True),
    ("equal_column", {"a": 3}, [], False),  # nothing is said of the table yet
    ("equal_column", {"a": 3, "t": "Complete, none"}, [], True),
    ("equal_column", {"a": 3, "t": "complete,  none"}, [], True),
    ("equal_column", {"a": 3, "t": "គ្មានទេ / Complete, none"}, [], True),
    ("equal_column", {"a": 0, "t": "Complete, none"}, [], False),
    ("equal_column", {"a": 3, "t": "Complete, none"}, [NORTH], False),  # one or the other
    ("equal_column", {"a": 3, "t": "Not known"}, [NORTH], False),
    ("equal_column", {"a": 3}, [NORTH], True),
    ("equal_column", {"a": 2}, [NORTH], False),
    ("equal_column", {"a": 3}, [NORTH, {"place": "South"}], False),
    ("equal_column", {"a": 3}, [NORTH, {"place": "South", "n": 0}], True),
    ("equal_column", {"a": 3}, [NORTH, {"place": "South", "n": "1"}], False),
    ("equal_column", {"a": 3}, [NORTH, {"n": 2}], False),  # no key
    ("equal_column", {"a": 3}, [NORTH, {"place": "Total", "n": 2}], False),
    ("equal_column", {"a": 3}, [NORTH, {"place": "South", "n": 0.5}, {"place": "West", "n": 0.5}], False),
    ("cell", {"a": 3}, [NORTH], True),
    ("cell", {"a": 3}, [NORTH | {"place": " north "}, {"place": "Total of it", "k": "x"}], False),
    ("cell", {"a": 3}, [NORTH | {"place": " north "}, {"place": "East", "n": "Not known"}], True),
    ("cell", {"a": 3}, [NORTH | {"place": "South"}], False),
    ("each", {}, [NORTH | {"n": "Not known"}, {"place": "South", "n": 3, "k": 2}], True),
    ("each", {}, [NORTH | {"n": 1}, {"place": "South", "n": 3, "k": "2"}], False),
    ("each", {"t": "Confidential"}, [NORTH], False),
    ("if_choice", {"stage": "Drafted", "a": 0}, [], True),  # the code
    ("if_choice", {"stage": ' a "DRAFT"  *? ', "a": 0}, [], True),
    ("if_choice", {"stage": 'a "draft" and more', "a": 0}, [], False),  # * is no wildcard
    ("if_choice", {"stage": "ព្រាងច្បាប់", "a": 0}, [], True),  # typed without the mark that is not seen
    ("if_choice", {"stage": f"{STAGES['in_force']['km']} / {STAGES['in_force']['en']}", "a": 0}, [], True),
    ("if_choice", {"stage": "None", "a": 0}, [], False),
    ("if_choice", {"stage": "=1/0", "a": 0}, [], False),
    ("if_any", {"s": 0.2, "a": "=1/0", "m": 0.5}, [], True),  # one that is met is enough
    ("if_any", {"s": "Not known", "a": 1, "m": 2, "fund": "No / ទេ"}, [], True),
    ("if_any", {"s": "Not known", "a": 2, "m": 0}, [], False),
    ("if_all", {"m": 0.4, "q": 0.3, "stage": "drafted", "b": 1, "t": "Complete, none"}, [], False),
    ("if_all", {"m": 0.4, "q": 0.3, "stage": "drafted", "b": 1}, [NORTH | {"n": 3}], True),  # 0.4 - 0.3 is 0.1
    # In binary the difference of these is nearer to 0.09999.
    ("if_all", {"m": 90000000000.12, "q": 90000000000.02, "stage": "drafted", "b": 1}, [NORTH | {"n": 3}], True),
]


def test_single_cases(tmp_path):
    rulebook = book(SHAPES)
    scenarios = [
        Scenario(
            # The reader is told the first of two labels.
            {
                name: Typed(value, read=str(value).partition(" / ")[0] if " / " in str(value) else None)
                for name, value in answers.items()
            },
            {"t": [{column: Typed(value) for column, value in row.items()} for row in rows]},
        )
        for _, answers, rows, _ in CASES
    ]
    _, calculated = calculate(rulebook, scenarios, tmp_path)
    for (check, *typed, expected), scene, results in zip(CASES, scenarios, calculated, strict=True):
        assert results[check] is expected, (check, typed)
        assert not expected or check in contradicted(rulebook, scene), (check, typed)


def test_which_shapes_formulas_can_tell():
    assert [*made(book(SHAPES))] == [*SHAPES]
    assert not made(book(LEFT_OUT))


def test_which_shipped_checks_formulas_can_tell(shipped_rulebook):
    assert {check.id for check in shipped_rulebook.checks} - made(shipped_rulebook).keys() == SHIPPED_LEFT_OUT


def test_formulas_are_plain(shipped_rulebook):
    for check in [*made(shipped_rulebook).values(), *made(book(SHAPES)).values()]:
        outside = re.sub(r'"[^"]*"', "", check.formula)
        assert set(re.findall(r"[A-Z]+(?=\()", outside)) <= ALLOWED
        assert outside.count("(") == outside.count(")")
        assert not set("{}@;") & set(outside)
        assert not check.formula.startswith("=")
        assert len(check.formula) < LONGEST
        assert depth(outside) < DEEPEST
        assert all(len(text) <= 255 for text in re.findall(r'"((?:[^"]|"")*)"', check.formula))


def depth(formula: str) -> int:
    level = deepest = 0
    for sign in formula:
        level += {"(": 1, ")": -1}.get(sign, 0)
        assert level >= 0
        deepest = max(deepest, level)
    return deepest


def test_one_formula_in_full():
    number = "IF(ISNUMBER({0}),AND({0}>=0,{0}<=1000000000000000,{0}=ROUND({0},0)),FALSE)"
    a, b = (number.format(f"P!${name}$1") for name in "ab")

    class Two:
        def answer(self, name: str) -> str | None:
            return f"P!${name}$1"

        def column(self, table: str, column: str) -> str | None:
            return f"{table}!{column}"

    rulebook = book({"at_most": {"at_most": ["a", "b"]}})
    (check,) = live_checks(rulebook, Two(), words=Words(rulebook.method))
    assert check == LiveCheck(
        "at_most", "error", {"en": "They agree."}, ("a", "b"),
        f'ISNUMBER(IF(IF(AND({a},{b}),P!$a$1>P!$b$1,FALSE),1,""))',
    )  # fmt: skip


def test_indicators_are_the_questions_behind():
    checks = made(book(SHAPES))
    assert checks["if_derived"].indicators == ("t", "a", "b")
    assert checks["each_figure"].indicators == ("t", "m", "q")
    assert checks["at_most_fact"].indicators == ("a", "b")
    assert checks["if_any"].indicators == ("s", "a", "m", "fund")


def test_what_is_not_in_the_workbook_is_left_out():
    gone = SHAPES.keys() - made(book(SHAPES), "b", "t.remark", "t.s").keys()
    assert {"equal", "equal_column", "each", "rows", "if_all", "if_derived"} <= gone
    assert not {"equal_decimals", "tolerance", "if_choice", "if_any"} & gone
    assert "each" not in made(book(SHAPES), "t")
    assert "if_choice" not in made(book(SHAPES), "stage")


def test_facts_are_those_of_the_country():
    assert "at_most_fact" in made(book(SHAPES), country="KHM")
    assert "at_most_fact" not in made(book(SHAPES), country="FRA")
    assert "at_most_fact" not in made(book(SHAPES), country=None)


def test_a_formula_too_long_or_never_true_is_left_out():
    many = {"all": [where("stage", is_="none")] + [where("a", at_least=str(number)) for number in range(90)]}
    assert not made(book({"long": implies(many, where("b", at_least="1"))}))
    assert not made(book({"never": implies(where("stage", is_=[*STAGES]), where("stage", is_=[*STAGES]))}))
    deep: dict[str, Any] = where("a", at_least="1")
    for _ in range(40):
        deep = {"any": [{"all": [deep, where("b", at_least="1")]}, where("fund", is_="yes")]}
    assert not made(book({"deep": implies(deep, where("b", at_least="1"))}))


def test_a_label_of_two_options_decides_nothing():
    rulebook = book({"if": implies(where("stage", is_="none"), where("a", at_least="1"))})
    # The loader compares labels by case only, the reader by width too.
    options = {"none": {"en": "None", "fr": "Rien"}, "other": {"en": "Other", "fr": "Ｎone"}}
    indicators = {**rulebook.indicators, "stage": indicator("stage", "choice", options=options)}
    ambiguous = replace(rulebook, indicators=indicators)
    formula = made(ambiguous)["if"].formula
    assert '"rien"' in formula
    assert '"none")' not in formula


def test_texts_and_numbers_in_formulas():
    assert quote('a "b"') == '"a ""b"""'
    assert quote("x" * 600) == "&".join(['"' + "x" * 250 + '"'] * 2 + ['"' + "x" * 100 + '"'])
    assert [literal(Fraction(text)) for text in ("25", "0.5", "-1.5", "1/8")] == ["25", "0.5", "(-1.5)", "0.125"]
    assert says("A1", ["In  force "]) == 'IF(ISNUMBER(N(A1)),EXACT(LOWER(TRIM(A1)),"in force"),FALSE)'
    assert says("A1", []) == "FALSE"
