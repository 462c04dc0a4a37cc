"""What an officer types in LibreOffice reads as what a program writes, however it was typed and saved."""

from __future__ import annotations

import json
from datetime import date

import openpyxl
import pytest
from workbook_office import ODS, XLSX, office_jobs, once

from gapcheck.assessment import assess
from gapcheck.report.json import render_one
from gapcheck.workbook import Grade, Status, fill_template, read_workbook, write_template
from gapcheck.workbook.drawing.layout import TABLE_HEADER, Layout
from gapcheck.workbook.languages import JOINT, Languages
from gapcheck.workbook.places import letters
from gapcheck.workbook.words import COMPLETE_NONE, SPECIAL, Words

HEADER = {"country": "KHM", "year": 2022, "submitted_on": "2023-01-31", "submitted_by": "គ.ជ.ប.ជ. (NCCT)"}
EVIDENCE = {
    "responsible_body": "ក្រសួងយុត្តិធម៌ / Ministry of Justice",
    "document": "Prakas 012/22",
    "link": "https://example.org/prakas?id=1",
    "document_date": "2022-08-18",
    "page": "3-4",
    "comment": "=1+1 is what the report says;\nsee also 1/2",
}
DATES = ("2022-08-18", "2022-08", "2022")
KHMER = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")
# How each officer works: the template's languages, and how an answer comes into its cell.
STYLES = {"text": ("en",), "numbers": ("en",), "digits": ("km",), "labels": ("en", "km")}


class Officer:
    """Writes answers in one style; without a style, as a program does."""

    def __init__(self, rulebook, style=None):
        self.words = Words(rulebook.method)
        self.style = style
        self.languages = STYLES.get(style, ("en",))

    def label(self, labels):
        return JOINT.join(dict.fromkeys(labels.get(code) or labels["en"] for code in self.languages))

    def word(self, key):
        return self.label(self.words.labels(key))

    def number(self, number):
        if self.style == "text":
            return ("text", f"{number:,}")
        if self.style == "labels":
            return ("typed", f"{number:,}")
        if self.style == "digits":
            return ("typed", str(number).translate(KHMER))
        return ("number", number)

    def share(self):
        return {"numbers": ("number", 75), "digits": ("typed", "៧៥ ភាគរយ"), None: ("text", "75 %")}.get(
            self.style, ("typed", "75 %")
        )

    def day(self, text):
        if self.style == "digits":
            return ("typed", text.translate(KHMER))
        if self.style in ("numbers", "labels") and len(text) == 10:
            return ("day", date.fromisoformat(text))
        return self.text(text)

    def text(self, text):
        return ("text" if self.style in (None, "text") else "typed", text)

    def rows(self, rulebook):
        """Yield every question with what stands in its row."""
        for number, indicator in enumerate(rulebook.asked()):
            row = {}
            if answer := self.answer(indicator, number):
                row["answer"] = answer
            if number % 4 == 1 or number % 30 == 3:
                row |= {key: self.text(text) for key, text in EVIDENCE.items()}
                row["document_date"] = self.day(DATES[number % 3])
            elif number % 11 == 2:
                row["document"] = self.text(EVIDENCE["document"])
            yield indicator, row

    def answer(self, indicator, number):
        if indicator.type == "table":
            return self.text(self.word(COMPLETE_NONE)) if indicator.id == "cooperation_by_partner" else None
        if number % 13 == 7 and indicator.type != "share":
            return None
        if indicator.not_applicable and indicator.type != "share":
            return self.text(self.word("not_applicable"))
        if number % 8 == 4 and indicator.type != "share":
            return self.text(self.word(SPECIAL[number // 8 % 3].value))
        options = list(indicator.options.values())
        if indicator.type == "choice":
            return self.text(self.label(options[number % len(options)].labels))
        if indicator.type == "choices":
            return self.text("; ".join(self.label(option.labels) for option in options[: 1 + number % 2]))
        if indicator.type == "yes_no":
            return self.text(self.word(("yes", "no")[number % 2]))
        if indicator.type == "count":
            return self.number(0 if number % 7 == 0 else 1000 + 31 * number)
        if indicator.type == "amount":
            return self.number(1_250_000.5)
        if indicator.type == "share":
            return self.share()
        return self.day(DATES[number % 3]) if indicator.type == "date" else self.text("IOM, UNODC\n3-4")

    def tables(self, rulebook):
        """Yield the rows of the tables, but for two: one is blank, one has nothing to list."""
        for table in Layout(rulebook).tables():
            if table.id in ("cooperation_by_partner", "inspections_by_sector"):
                continue
            for number, name in enumerate(("Kep", "ភ្នំពេញ", "=Takeo")):
                row = {}
                for place, (key, column) in enumerate(table.columns.items()):
                    row[key] = self.text(name) if column.key else self.number(10 * number + 1200 - place)
                yield table, number, row


def by_program(rulebook, path):
    """Fill a template with openpyxl."""
    officer, tables = Officer(rulebook), {}
    answers = {
        indicator.id: {key: value for key, (_, value) in row.items()} for indicator, row in officer.rows(rulebook)
    }
    for table, _, row in officer.tables(rulebook):
        tables.setdefault(table.id, []).append({key: value for key, (_, value) in row.items()})
    fill_template(rulebook, HEADER, answers, tables, path)


def by_hand(rulebook, style, path):
    """Write an empty template, and return what an officer types into it, cell by cell."""
    officer, layout = Officer(rulebook, style), Layout(rulebook)
    write_template(rulebook, "KHM", 2022, path, languages=Languages(officer.languages))
    start = openpyxl.load_workbook(path)["Start"]
    places = {cell.value: f"B{cell.row}" for cell in start["A"]}
    typed = [["Start", places[key], *officer.text(HEADER[key])] for key in ("submitted_by", "submitted_on")]
    for indicator, row in officer.rows(rulebook):
        sheet = indicator.pillar.capitalize()
        typed += [[sheet, f"{layout.letter(key)}{layout.row(indicator.id)}", *put] for key, put in row.items()]
    for table, number, row in officer.tables(rulebook):
        row_number = TABLE_HEADER + 1 + number
        typed += [[table.id, f"{letters(at)}{row_number}", *put] for at, put in enumerate(row.values(), 1)]
    return [[*place, how, (value - date(1899, 12, 30)).days if how == "day" else value] for *place, how, value in typed]


@pytest.fixture(scope="module")
def folder(shipped_rulebook, tmp_path_factory):
    """A folder with the workbook filled in by a program, and those filled in by hand, as both ways to save them."""

    def make(folder):
        by_program(shipped_rulebook, folder / "program.xlsx")
        jobs = []
        for style in STYLES:
            typed = by_hand(shipped_rulebook, style, folder / f"{style}.xlsx")
            jobs.append({"open": str(folder / f"{style}.xlsx"), "type": typed, "save": saved(folder, style)})
        jobs += [
            {"open": str(folder / f"{style}.ods"), "save": [[str(folder / f"{style}-ods.xlsx"), XLSX]]}
            for style in STYLES
        ]
        office_jobs(jobs, folder)

    return once(tmp_path_factory, "typed", make)[0]


def saved(folder, style):
    return [[str(folder / f"{style}-xlsx.xlsx"), XLSX], [str(folder / f"{style}.ods"), ODS]]


@pytest.fixture(scope="module")
def expected(shipped_rulebook, folder):
    return read_workbook(folder / "program.xlsx", shipped_rulebook)


def result(submission, rulebook):
    """Return an assessment as plain data, without what tells one file from another."""
    data = json.loads(render_one(assess(submission, rulebook)))
    return {key: value for key, value in data.items() if key not in ("workbook", "result_sha256")}


def test_the_sample_has_something_of_everything(shipped_rulebook, expected):
    answered = {name for name, answer in expected.answers.items() if answer.status is Status.ANSWERED}
    assert {shipped_rulebook.indicators[name].type for name in answered} == {
        indicator.type for indicator in shipped_rulebook.asked()
    }
    assert {answer.status for answer in expected.answers.values()} == set(Status)
    assert {answer.grade for answer in expected.answers.values()} == {Grade.CLAIMED, Grade.DOCUMENTED}
    tables = [answer.value.rows for answer in expected.answers.values() if type(answer.value).__name__ == "Table"]
    assert sorted(map(len, tables)) == [0, *[3] * 11]


@pytest.mark.parametrize("way", ["xlsx", "ods"])
@pytest.mark.parametrize("style", STYLES)
def test_typed_in_libreoffice_it_reads_and_is_assessed_the_same(style, way, folder, expected, shipped_rulebook):
    submission = read_workbook(folder / f"{style}-{way}.xlsx", shipped_rulebook)
    for name, answer in expected.answers.items():
        assert submission.answers[name] == answer, name
    assert submission.problems == expected.problems
    assert result(submission, shipped_rulebook) == result(expected, shipped_rulebook)


@pytest.mark.parametrize("way", ["xlsx", "ods"])
def test_the_marks_survive(way, folder):
    """Conditional formats with fills, and with marks before the IDs by number formats, and messages at cells."""
    book = openpyxl.load_workbook(folder / f"labels-{way}.xlsx")
    for name in ("Prosecution", "Protection", "Prevention", "Partnership"):
        rules = [(str(area.sqref), rule) for area in book[name].conditional_formatting for rule in area.rules]
        marks = [rule.dxf.numFmt.formatCode for area, rule in rules if area.startswith("A2") and rule.dxf.numFmt]
        assert sorted(code.strip('"')[0] for code in marks) == sorted("○–◐●!"), name
        assert all(code.endswith("@") for code in marks)
        assert len([rule for _, rule in rules if rule.dxf.fill]) >= 9
        assert all("\u00a0" not in cell.value for cell in book[name]["A"][1:])  # the mark is shown, not written
        assert book[name].protection.sheet
        assert len(book[name].data_validations.dataValidation) >= 8
