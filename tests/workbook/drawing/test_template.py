from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import zipfile
from datetime import date

import openpyxl
import pytest
from workbook_hostile import parts_of

from gapcheck.errors import UsageError, WorkbookError
from gapcheck.workbook import Grade, Status, fill_template, read_bytes, read_workbook, write_template
from gapcheck.workbook.drawing.furniture import Furniture
from gapcheck.workbook.drawing.guidance import ERROR_LENGTH, PROMPT_LENGTH, PROMPT_TITLE_LENGTH
from gapcheck.workbook.languages import Languages

HEADINGS = [
    "ID", "Question", "Answer", "Unit", "Responsible body", "Document", "Link", "Document date", "Page or article",
    "Comment",
]  # fmt: skip


@pytest.fixture
def template(rulebook, tmp_path):
    path = tmp_path / "template.xlsx"
    write_template(rulebook, "KHM", 2022, path)
    return path


@pytest.fixture
def opened(template):
    return openpyxl.load_workbook(template)


def test_sheets(opened):
    assert opened.sheetnames == [
        "Start", "Prosecution", "Protection", "Prevention", "Partnership", "requests_by_province", "lists",
    ]  # fmt: skip
    assert opened["lists"].sheet_state == "hidden"


def test_headings_and_rows(opened, rulebook):
    assert [cell.value for cell in opened["Protection"][1]] == [*HEADINGS, "Status", "Why this is asked"]
    ids = [cell.value for pillar in opened.sheetnames[1:5] for cell in opened[pillar]["A"][1:]]
    assert ids == [indicator.id for indicator in rulebook.asked()]
    assert opened["Prosecution"]["D3"].value == "persons"


def test_start_is_prefilled(opened, rulebook):
    values = {row[0].value: row[1].value for row in opened["Start"].iter_rows()}
    assert values["country"] == "KHM"
    assert values["year"] == 2022
    assert (values["period_start"], values["period_end"]) == ("2022-01-01", "2022-12-31")
    assert values["source"] == "self-report"
    assert values["rulebook"] == f"1.2 {rulebook.sha256[:12]}"
    assert [values[key] for key in ("submitted_by", "submitted_on", "submission")] == [None, None, None]
    assert "transcribed_by" in values


def test_answers_are_unlocked_and_questions_are_not(opened):
    sheet = opened["Protection"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    locked = {sheet.cell(1, cell.column).value for cell in sheet[2] if cell.protection.locked}
    assert locked == {"ID", "Question", "Unit", "Status", "Why this is asked"}
    assert opened["requests_by_province"].column_dimensions["A"].protection.locked is False


def test_lists_offer_options_then_special_words_and_refuse_nothing(opened):
    rules = {str(rule.sqref): rule for rule in opened["Protection"].data_validations.dataValidation}
    rule = rules["C2"]
    sheet, area = rule.formula1.split("!")
    offered = [cell.value for (cell,) in opened[sheet][area.replace("$", "")]]
    assert offered == ["None", "Drafted", "Adopted; in force", "Not known", "Not available", "Confidential"]
    for sheet in opened.worksheets:
        for rule in sheet.data_validations.dataValidation:
            # A list with an error would refuse what is typed; a warning lets it pass.
            assert not rule.showErrorMessage or (rule.type, rule.errorStyle) == ("custom", "warning")
            assert len(rule.prompt) <= PROMPT_LENGTH
            assert len(rule.promptTitle) <= PROMPT_TITLE_LENGTH
            assert len(rule.formula1 or "") <= 255  # Excel takes no longer one
            assert len(rule.error or "") <= ERROR_LENGTH


def test_a_number_that_cannot_be_is_asked_about(opened):
    rules = {str(rule.sqref): rule for rule in opened["Prosecution"].data_validations.dataValidation}
    assert rules["C3"].type == "custom"
    assert "C3=INT(C3)" in rules["C3"].formula1
    assert "Choose Yes to keep" in rules["C3"].error


def test_guidance_too_long_for_a_hint_stands_with_the_question(opened, rulebook):
    guidance = rulebook.indicators["victim_guidelines"].guidance["en"]
    assert guidance in opened["Protection"]["B2"].value
    assert "\n" not in opened["Prosecution"]["B3"].value


def test_dates_and_pages_are_text_so_that_no_program_changes_them(opened):
    assert opened["Prevention"]["C2"].number_format == "@"
    assert [opened["Protection"][f"{letter}2"].number_format for letter in "EFGHIJ"] == ["@"] * 6
    assert opened["Prosecution"]["C3"].number_format == "General"


def test_another_language(rulebook, tmp_path):
    path = tmp_path / "km.xlsx"
    write_template(rulebook, "khm", 2022, path, languages=Languages(("km",)))
    sheet = openpyxl.load_workbook(path)["Prosecution"]
    assert sheet["B2"].value == "តើមានច្បាប់ទេ?"
    assert [sheet["A1"].value, sheet["C1"].value] == ["ID", "ចម្លើយ"]


def test_another_language_is_read(rulebook, tmp_path):
    path = tmp_path / "km.xlsx"
    header = {"country": "KHM", "year": 2022, "submitted_on": "2023-01-31", "submitted_by": "NCCT"}
    answers = {"trafficking_law": {"answer": "ទេ"}, "convictions": {"answer": "មិនដឹង"}}
    fill_template(rulebook, header, answers, {}, path, languages=Languages(("km",)))
    read = read_workbook(path, rulebook)
    assert read.answers["trafficking_law"].value == "no"
    assert read.answers["convictions"].status is Status.NOT_KNOWN
    assert read.problems == ()


def test_a_template_reads_as_all_blank(template, rulebook, blank):
    with pytest.raises(WorkbookError) as caught:
        read_workbook(template, rulebook)
    assert [problem.expected[:21] for problem in caught.value.problems] == ["the day of submission"]
    submission = read_bytes(blank, "blank.xlsx", rulebook)
    assert submission.problems == ()
    assert {answer.status for answer in submission.answers.values()} == {Status.BLANK}
    assert {answer.grade for answer in submission.answers.values()} == {Grade.CLAIMED}
    assert list(submission.answers) == [indicator.id for indicator in rulebook.asked()]


def test_the_shipped_rulebook_makes_a_readable_template(shipped_rulebook, tmp_path):
    path = tmp_path / "shipped.xlsx"
    write_template(shipped_rulebook, "KHM", 2022, path)
    header = {"country": "KHM", "year": 2022, "submitted_on": "2023-01-31", "submitted_by": "NCCT"}
    fill_template(shipped_rulebook, header, {}, {}, path)
    submission = read_workbook(path, shipped_rulebook)
    assert submission.problems == ()
    assert len(submission.answers) == len(shipped_rulebook.asked())


def test_every_option_of_the_shipped_rulebook_can_be_chosen_by_its_label(shipped_rulebook, tmp_path):
    path = tmp_path / "shipped.xlsx"
    header = {"country": "KHM", "year": 2022, "submitted_on": "2023-01-31", "submitted_by": "NCCT"}
    asked = [indicator for indicator in shipped_rulebook.asked() if indicator.options]
    for number in range(max(len(indicator.options) for indicator in asked)):
        chosen = {i.id: list(i.options)[min(number, len(i.options) - 1)] for i in asked}
        labels = {i.id: {"answer": i.options[chosen[i.id]].labels["en"]} for i in asked}
        fill_template(shipped_rulebook, header, labels, {}, path)
        answers = read_workbook(path, shipped_rulebook).answers
        for indicator in asked:
            code = chosen[indicator.id]
            assert answers[indicator.id].value == (code if indicator.type == "choice" else (code,))


def test_the_same_bytes_every_time(template, rulebook, tmp_path):
    other = tmp_path / "other.xlsx"
    write_template(rulebook, "KHM", 2022, other, period=(date(2022, 1, 1), date(2022, 12, 31)))
    assert other.read_bytes() == template.read_bytes()
    with zipfile.ZipFile(template) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_bytes_in_another_process(template, tmp_path, request):
    rules = request.path.parents[1] / "rules"
    code = (
        "import sys; from pathlib import Path; from gapcheck.rulebook import load_rulebook;"
        "from gapcheck.workbook import write_template;"
        "write_template(load_rulebook(Path(sys.argv[1])), 'KHM', 2022, Path(sys.argv[2]))"
    )
    for seed in ("1", "2"):
        other = tmp_path / f"{seed}.xlsx"
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": "Asia/Phnom_Penh"}
        subprocess.run([sys.executable, "-c", code, str(rules), str(other)], check=True, env=environment)
        assert other.read_bytes() == template.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "where"),
    [
        ({"country": "KH"}, "country"),
        ({"country": "KHX"}, "country"),
        ({"year": 22}, "year"),
        ({"period": (date(2022, 2, 1), date(2022, 1, 1))}, "period"),
        ({"languages": Languages(("fr",))}, "language"),
        ({"languages": Languages(("km", "km"))}, "language"),
        ({"languages": Languages(())}, "language"),
    ],
)
def test_arguments_are_checked(arguments, where, rulebook, tmp_path):
    path = tmp_path / "t.xlsx"
    call = {"country": "KHM", "year": 2022} | arguments
    with pytest.raises(UsageError) as caught:
        write_template(rulebook, call.pop("country"), call.pop("year"), path, **call)
    assert [problem.where for problem in caught.value.problems] == [where]
    assert not path.exists()


def test_names_that_the_rulebook_lacks_are_refused(rulebook, tmp_path):
    with pytest.raises(UsageError) as caught:
        fill_template(
            rulebook,
            {"country": "KHM", "yeer": 2022},
            {"convitions": {}, "convictions": {"anser": 1}},
            {"convictions": []},
            tmp_path / "t.xlsx",
        )
    assert len(caught.value.problems) == 5
    assert "Did you mean convictions?" in str(caught.value)


SOFFICE = shutil.which("soffice")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed here")
def test_saved_again_by_libreoffice_it_reads_the_same(fill, rulebook, tmp_path):
    answers = {
        "trafficking_law": "Yes",
        "convictions": "1,310",
        "police_budget": 1310.5,
        "victim_guidelines": {
            "answer": "Drafted", "document": "Prakas 12", "document_date": "2022-08", "page": "3-4", "comment": "=1+1",
        },
        "groups_screened": "Women; Men and boys",
        "screened_share": "75 %",
        "strategy_adopted": date(2022, 8, 18),
        "partners": "IOM\nUNODC",
    }  # fmt: skip
    rows = [{"province": "Kep", "requests": 3, "covered": "50 %", "since": "2021-05"}, {"province": "Takéo"}]
    for name, data in (("filled", fill(answers, {"requests_by_province": rows})), ("blank", fill())):
        (tmp_path / "in").mkdir(exist_ok=True)
        path = tmp_path / "in" / f"{name}.xlsx"
        path.write_bytes(data)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [SOFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        again = (tmp_path / path.name).read_bytes()
        assert "xl/sharedStrings.xml" in parts_of(again)  # it is LibreOffice's own file
        before, after = read_bytes(data, path.name, rulebook), read_bytes(again, path.name, rulebook)
        assert after.answers == before.answers
        assert after.problems == before.problems
        assert (after.country, after.year, after.period_start) == (before.country, before.year, before.period_start)


def test_bytes_open_in_the_normal_mode_too(template):
    assert openpyxl.load_workbook(io.BytesIO(template.read_bytes())).sheetnames


@pytest.mark.parametrize("codes", [("en",), ("km",), ("en", "km")])
def test_an_invented_country_is_called_so_on_start_and_on_every_printed_page(codes, shipped_rulebook, tmp_path):
    write_template(shipped_rulebook, "xaa", 2023, tmp_path / "t.xlsx", languages=Languages(codes))
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    said = Furniture(shipped_rulebook, Languages(codes)).label("fictional")
    assert book["Start"]["A1"].value == said
    assert {sheet.oddHeader.center.text for sheet in book} == {said}
    assert ("FICTIONAL EXAMPLE: no such country" in said) == ("en" in codes)
    # The line stands in the margin: room for it below the edge that printers leave.
    assert all(sheet.page_margins.top - sheet.page_margins.header > 0.25 for sheet in book)


@pytest.mark.parametrize("country", ["KHM", "FRA", "XAB"])
def test_of_no_other_country_is_that_said(country, shipped_rulebook, tmp_path):
    write_template(shipped_rulebook, country, 2023, tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert {sheet.oddHeader.center.text for sheet in book} == {None}
    assert "FICTIONAL" not in str([cell.value for row in book["Start"].iter_rows() for cell in row])
