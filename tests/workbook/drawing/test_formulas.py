"""The formulas of a template: the status of every row and the figures of progress, as LibreOffice works them out."""

from __future__ import annotations

import random
import re
from collections import Counter
from itertools import chain

import openpyxl
import pytest
from workbook_office import XLSX, office_jobs, once

from gapcheck.assessment import assess
from gapcheck.workbook import Grade, Status, fill_template, read_workbook, write_template
from gapcheck.workbook.drawing.furniture import Furniture
from gapcheck.workbook.drawing.guidance import ERROR_LENGTH, PROMPT_LENGTH, PROMPT_TITLE_LENGTH
from gapcheck.workbook.drawing.layout import Layout
from gapcheck.workbook.languages import Languages
from gapcheck.workbook.words import COMPLETE_NONE, SPECIAL

HEADER = {"country": "KHM", "year": 2022, "submitted_on": "2023-01-31"}
LANGUAGES = {"en": ("en",), "km": ("km",), "en-km": ("en", "km")}
DOCUMENT = {"document": "Prakas 012/22"}
DATED = DOCUMENT | {"document_date": "2022-08"}
SEEDS = (1, 2, 3)
# What Excel 2007, LibreOffice, WPS and Google Sheets all have: nothing that a file would have to mark with "_xlfn.".
FUNCTIONS = {
    "ABS", "AND", "COUNT", "COUNTA", "COUNTIF", "EXACT", "FALSE", "FIND", "IF", "INT", "ISLOGICAL", "ISNUMBER", "LEFT",
    "LOWER", "MATCH", "MAX", "MIN", "N", "NOT", "OR", "ROUND", "SUM", "SUMPRODUCT", "TRIM", "TRUE",
}  # fmt: skip


def statuses(rulebook, languages):
    """Return rows and tables that show every status, and the key of each row's status."""
    furniture, words = Furniture(rulebook, languages), rulebook.indicators
    asked = [item for item in rulebook.asked() if item.id not in resting_on_checks(rulebook)]
    kinds = {kind: [item.id for item in asked if item.type == kind] for kind in {item.type for item in asked}}
    optional = iter([item.id for item in rulebook.asked() if item.not_applicable and item.type == "choice"])
    counts, choices = iter(kinds["count"]), iter(kinds["choice"])
    labels = {item.id: languages.label(next(iter(item.options.values())).labels) for item in asked if item.options}
    none = furniture.word("not_applicable")
    number = {"check_number": "many", "check_whole": 1.5, "check_negative": -3, "status_answered": 1310}
    rows = [(next(counts), {"answer": answer}, key) for key, answer in number.items()]
    rows += [(next(counts), {"answer": text}, "status_answered") for text in ("១៣១០", "1,310", " 12 ", 0)]
    rows += [(next(counts), {"answer": furniture.word(status.value)}, "status_special") for status in SPECIAL[:3]]
    rows += [
        (next(counts), {"answer": 3} | DATED, "status_documented"),
        (next(counts), {"answer": 3, "document": " "}, "status_answered"),
        (next(counts), {"answer": " "}, "status_open"),
        (next(counts), DOCUMENT, "check_answer"),
        (next(counts), {"page": "3-4"}, "check_answer"),
        (next(counts), {"comment": "later"}, "status_open"),
        (kinds["amount"][0], {"answer": -0.5}, "check_negative"),
        (kinds["yes_no"][0], {"answer": True}, "status_answered"),
        (kinds["yes_no"][1], {"answer": "perhaps"}, "check_listed"),
        (kinds["date"][0], {"answer": "2022-08"} | DATED, "status_documented"),
        (kinds["text"][0], {"answer": "IOM"} | DOCUMENT, "status_dateless"),
        (next(optional), {"answer": none}, "check_reason"),
        (next(optional), {"answer": none, "comment": "No such law."}, "status_special"),
    ]
    first, second, third, fourth = (next(choices) for _ in range(4))
    code = next(iter(words[second].options))
    rows += [
        (first, {"answer": labels[first]} | DOCUMENT, "status_dateless"),
        (second, {"answer": code} | DATED, "status_documented"),
        (third, {"answer": words[third].options[next(iter(words[third].options))].labels["km"]}, "status_answered"),
        (fourth, {"answer": "something else"}, "check_listed"),
    ]
    complete = furniture.word(COMPLETE_NONE)
    rows += [
        ("cooperation_by_partner", {"answer": complete} | DATED, "status_documented"),
        ("inspections_by_sector", {"answer": furniture.word("not_known")}, "status_special"),
        ("persons_by_nationality", {"answer": complete}, "check_table"),
        ("victims_found_by_nationality", DATED, "status_documented"),
        ("screened_group_by_nationality", {}, "status_answered"),
        ("requests_total", {"answer": 5}, "check_contradiction"),
    ]
    tables = {
        "persons_by_nationality": [{"nationality": "Cambodia"}],
        "victims_found_by_nationality": [{"nationality": "Cambodia", "victims": 3}],
        "screened_group_by_nationality": [{"nationality": "Cambodia"}],
        "requests_by_province": [{"province": "Kep", "requests": 3}],
    }
    return rows, tables


def resting_on_checks(rulebook):
    """Return the questions that a check compares: what they show depends on others."""
    return {name for check in rulebook.checks for name in re.findall(r"[a-z_0-9]+", check.model_dump_json())}


def at_random(rulebook, seed):
    """Return rows of every kind that can be read, many of them contradicting each other."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    rows, tables = {}, {}
    for indicator in rulebook.asked():
        row = {}
        if draw.random() < 0.3:
            row |= DOCUMENT | ({"document_date": "2022-08"} if draw.random() < 0.7 else {})
        if draw.random() < 0.1:
            row["comment"] = "A remark."
        if draw.random() < 0.7:
            specials = [status.value for status in (SPECIAL if indicator.not_applicable else SPECIAL[:3])]
            if draw.random() < 0.2:
                row["answer"] = draw.choice(specials)
            elif indicator.type == "table":
                tables[indicator.id] = [
                    {key: name if column.key else draw.randrange(9) for key, column in indicator.columns.items()}
                    for name in ("Kep", "Takeo")
                ]
            else:
                row["answer"] = {
                    "count": lambda: draw.randrange(20),
                    "amount": lambda: draw.randrange(100) / 4,
                    "share": lambda: "75 %",
                    "date": lambda: draw.choice(["2022", "2021-05-06"]),
                    "text": lambda: "IOM",
                    "yes_no": lambda: draw.choice(["yes", "No"]),
                }.get(indicator.type, lambda options=list(indicator.options or ()): draw.choice(options))()
        rows[indicator.id] = row
    return rows, tables


@pytest.fixture(scope="module")
def folder(shipped_rulebook, tmp_path_factory):
    """A folder of templates, empty, in every status and filled in at random, with the results of their formulas."""

    def make(folder):
        for name, codes in LANGUAGES.items():
            languages = Languages(codes)
            write_template(shipped_rulebook, "KHM", 2022, folder / f"empty-{name}.xlsx", languages=languages)
            rows, tables = statuses(shipped_rulebook, languages)
            answers = {indicator: row for indicator, row, _ in rows}
            path = folder / f"statuses-{name}.xlsx"
            fill_template(shipped_rulebook, HEADER, answers, tables, path, languages=languages)
        for seed, codes in zip(SEEDS, LANGUAGES.values(), strict=True):
            rows, tables = at_random(shipped_rulebook, seed)
            path = folder / f"random-{seed}.xlsx"
            fill_template(shipped_rulebook, HEADER, rows, tables, path, languages=Languages(codes))
        jobs = [
            {"open": str(path), "save": [[str(path.with_stem(f"{path.stem}-done")), XLSX]]}
            for path in sorted(folder.glob("*.xlsx"))
        ]
        office_jobs(jobs, folder)

    return once(tmp_path_factory, "formulas", make)[0]


def shown_statuses(path, layout):
    """Return the status that each question's row shows."""
    book, letter = openpyxl.load_workbook(path, data_only=True), layout.letter("status")
    return {
        indicator.id: book[indicator.pillar.capitalize()][f"{letter}{layout.row(indicator.id)}"].value
        for indicator in layout.asked()
    }


def figures(path):
    """Return the rows of the table of progress, the last of them the sums."""
    start = openpyxl.load_workbook(path, data_only=True)["Start"]
    rows = [[cell.value for cell in row[1:7]] for row in start.iter_rows(max_col=8)]
    return [row for row in rows if all(isinstance(value, (int, float)) for value in row)]


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_status(name, folder, shipped_rulebook):
    languages = Languages(LANGUAGES[name])
    furniture, (rows, _) = Furniture(shipped_rulebook, languages), statuses(shipped_rulebook, languages)
    shown = shown_statuses(folder / f"statuses-{name}-done.xlsx", Layout(shipped_rulebook))
    says = next(check.says for check in shipped_rulebook.checks if check.id == "requests_add_up")
    for indicator, row, key in rows:
        expected = furniture.label(key)
        if key == "check_contradiction":
            expected += f": {languages.label(says)}"
        assert shown[indicator] == expected, (indicator, row)
    assert {key for _, _, key in rows} == {
        "status_open", "status_special", "status_answered", "status_dateless", "status_documented", "check_answer",
        "check_reason", "check_listed", "check_number", "check_whole", "check_negative", "check_table",
        "check_contradiction",
    }  # fmt: skip


@pytest.mark.parametrize("name", LANGUAGES)
def test_an_empty_template_is_open(name, folder, shipped_rulebook):
    layout, path = Layout(shipped_rulebook), folder / f"empty-{name}-done.xlsx"
    word = Furniture(shipped_rulebook, Languages(LANGUAGES[name])).label("status_open")
    assert set(shown_statuses(path, layout).values()) == {word}
    asked = [len(layout.of(pillar)) for pillar in ("prosecution", "protection", "prevention", "partnership")]
    assert figures(path) == [[number, 0, 0, 0, number, 0] for number in (*asked, sum(asked))]


def test_no_formula_fails(folder):
    checked = 0
    for path in sorted(folder.glob("*-done.xlsx")):
        ours = openpyxl.load_workbook(folder / f"{path.stem.removesuffix('-done')}.xlsx")
        done = openpyxl.load_workbook(path, data_only=True)
        for cell in (cell for sheet in ours for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            worked_out = done[cell.parent.title][cell.coordinate]
            assert worked_out.data_type != "e", (path.name, cell.parent.title, cell.coordinate)
            assert worked_out.value is not None, (path.name, cell.parent.title, cell.coordinate)
            checked += 1
    assert checked > 2000


@pytest.mark.parametrize("seed", SEEDS)
def test_progress_is_what_is_read(seed, folder, shipped_rulebook):
    languages = Languages(list(LANGUAGES.values())[SEEDS.index(seed)])
    furniture, layout = Furniture(shipped_rulebook, languages), Layout(shipped_rulebook)
    submission = read_workbook(folder / f"random-{seed}.xlsx", shipped_rulebook)
    contradicted = furniture.label("check_contradiction")
    shown = shown_statuses(folder / f"random-{seed}-done.xlsx", layout)
    flagged = {name for name, text in shown.items() if text.startswith(f"{contradicted}: ")}
    told = {words for found in assess(submission, shipped_rulebook).contradictions for words in [found.says]}
    says = {languages.label(check.told): check.told["en"] for check in shipped_rulebook.checks}
    assert flagged
    assert {says[shown[name].removeprefix(f"{contradicted}: ")] for name in flagged} <= told

    table, counts = {}, {}
    for pillar in ("prosecution", "protection", "prevention", "partnership"):
        states = ["check" if item.id in flagged else state(submission.answers[item.id]) for item in layout.of(pillar)]
        for item, expected in zip(layout.of(pillar), states, strict=True):
            if expected != "check":
                assert shown[item.id] == furniture.label(f"status_{expected}"), item.id
        counts[pillar] = Counter(states)
        found = counts[pillar]
        answered = found["answered"] + found["dateless"] + found["documented"]
        table[pillar] = [len(states), answered, found["documented"], found["special"], found["open"], found["check"]]
    rows = list(table.values())
    assert figures(folder / f"random-{seed}-done.xlsx") == [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def state(answer):
    """Return how an answer that was read should be shown."""
    evidence = answer.evidence
    if answer.status is Status.ANSWERED:
        if answer.grade is Grade.DOCUMENTED:
            return "documented"
        return "dateless" if evidence.document else "answered"
    if answer.status is Status.BLANK:
        return "check" if evidence.document else "open"
    return "check" if answer.status is Status.NOT_APPLICABLE and not evidence.comment else "special"


@pytest.mark.parametrize("name", LANGUAGES)
def test_formulas_are_within_what_every_program_takes(name, shipped_rulebook, tmp_path):
    path = tmp_path / "template.xlsx"
    write_template(shipped_rulebook, "KHM", 2022, path, languages=Languages(LANGUAGES[name]))
    book = openpyxl.load_workbook(path)
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    rules = [rule for sheet in book for area in sheet.conditional_formatting for rule in area.rules]
    checks = [check for sheet in book for check in sheet.data_validations.dataValidation]
    formulas = [*cells, *chain.from_iterable(rule.formula for rule in rules)]
    formulas += [check.formula1 for check in checks if check.formula1]
    assert len(cells) > 230
    for formula in formulas:
        texts, outside = formula.split('"')[1::2], "".join(formula.split('"')[::2])
        assert len(formula) <= 8192
        assert all(len(text) <= 255 for text in texts)  # Excel's limit for a text within a formula
        assert set(re.findall(r"([A-Za-z_.][\w.]*)\(", outside)) <= FUNCTIONS
        assert not re.search(r"[{}@#]|:\$?[A-Z]+(?![$A-Z\d])", outside)  # no array, no spill, no whole column
        assert deepest(outside) <= 64
        # Within SUMPRODUCT these would need an array formula in Excel.
        assert not re.search(r"\b(IF|AND|OR)\(", "".join(within(outside, "SUMPRODUCT(")))
    for check in checks:
        assert len(check.formula1 or "") <= 255
        assert len(check.prompt or "") <= PROMPT_LENGTH <= 255
        assert len(check.promptTitle or "") <= PROMPT_TITLE_LENGTH <= 32
        assert len(check.error or "") <= ERROR_LENGTH <= 225
        assert len(check.errorTitle or "") <= 32
    numbers = {rule.dxf.numFmt.numFmtId: rule.dxf.numFmt.formatCode for rule in rules if rule.dxf.numFmt}
    assert len(numbers) == 5
    assert min(numbers) >= 164  # those below belong to the programs
    assert all(re.fullmatch(r'"[○–◐●!]\u00a0"@', code) for code in numbers.values())


def deepest(formula):
    level = most = 0
    for sign in formula:
        level += (sign == "(") - (sign == ")")
        most = max(most, level)
    return most


def within(formula, name):
    """Yield what stands in the brackets of a function."""
    for piece in formula.split(name)[1:]:
        level, end = 1, 0
        while level:
            level += (piece[end] == "(") - (piece[end] == ")")
            end += 1
        yield piece[:end]
