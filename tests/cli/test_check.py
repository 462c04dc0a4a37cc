"""``gapcheck check``, as an officer runs it: over a workbook in which 25 mistakes of many kinds were planted."""

import io
import json
import shutil
import zipfile
from datetime import datetime

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.image import Image

from gapcheck.report.plaintext import WIDTH
from gapcheck.rulebook import load_rulebook
from gapcheck.workbook import fill_template
from gapcheck.workbook.reading import inspect_bytes

START = {
    "country": "KHM", "year": 2022, "period_start": "2022-01-01", "period_end": "2022-12-31", "source": "self-report",
    "submitted_by": "NCCT", "submitted_on": "2023-03-31",
}  # fmt: skip
PICTURE = bytes.fromhex(  # a whole PNG of one grey pixel
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c636800000082008177cd72b60000000049454e44ae426082"
)
# What is wrong in the answers, on the Start sheet and in tables; what is written beside stays right.
WRONG_START = {"country": "Atlantis", "year": datetime(1905, 7, 14), "submitted_on": "03/04/2023"}  # noqa: DTZ001 - as Excel has it
WRONG_ANSWERS = {
    "court_cases": "many",
    "cases_charged": "#DIV/0!",
    "trafficking_law": "In forse",
    "offences_in_law": "None; Forced labour",
    "data_published_on": "03/04/2022",
    "placement_contracts_checked": -5,
    "foreign_workers_permit_share": 1,
    "fisher_services": "n/a",
    "victims_fund": "Not applicable",
    "cooperation_by_partner": "Complete, none",
}
OTHER_ANSWERS = {
    "ilo_c29_status": {"answer": "In force", "document": "Convention No. 29", "document_date": "31 February 1969"},
    "supply_chain_framework": {"answer": "Not applicable"},
    # Each of these pairs and sums contradicts itself.
    "foreign_workers_found": {"answer": 100},
    "foreign_workers_with_passport": {"answer": 60},
    "foreign_workers_without_passport": {"answer": 30},
    "national_strategy_published_on": {"answer": "2022-05-01"},
    "progress_report_published_on": {"answer": "2021-01-01"},
    "victims_identified": {"answer": 10},
    "victims_identified_female": {"answer": 12},
    # These are right, and would be contradicted by what can be read of the tables below.
    "requests_total": {"answer": 8},
    "persons_found": {"answer": 9},
    "victims_found": {"answer": 9},
    "screened_group_persons": {"answer": 7},
    "courts": {"answer": 3},
}
TABLES = {
    "requests_by_province": [{"province": "Kep", "requests": 5}, {"province": "KEP", "requests": 3}],
    "persons_by_nationality": [{"nationality": "A", "found": 2}, {"nationality": "Total", "found": 2}],
    "victims_found_by_nationality": [{"nationality": "A", "victims": 4}, {"victims": 5}],
    "screened_group_by_nationality": [{"nationality": "A", "persons": 4}, {"nationality": "B", "persons": "a few"}],
    "cooperation_by_partner": [{"partner": "Thailand", "joint_cases": 1}],
}


class Picture(Image):
    """A picture put in without Pillow, which tests do not need otherwise."""

    def __init__(self):
        self.ref, self.width, self.height, self.format = io.BytesIO(PICTURE), 1, 1, "png"

    def _data(self):
        return PICTURE


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """The workbook with its mistakes, and every place at which one was planted."""
    rulebook = load_rulebook()
    path = tmp_path_factory.mktemp("planted") / "khm-2022.xlsx"
    answers = OTHER_ANSWERS | {name: {"answer": value} for name, value in WRONG_ANSWERS.items()}
    fill_template(rulebook, START | WRONG_START, answers, TABLES, path)
    book = openpyxl.load_workbook(path)
    rows = {sheet.title: {row[0].value: row[0].row for row in sheet.iter_rows() if row[0].value} for sheet in book}

    def at(name, column="C"):
        sheet = next(
            sheet
            for sheet in ("Start", "Prosecution", "Protection", "Prevention", "Partnership")
            if name in rows[sheet]
        )
        return f"{sheet}!{column}{rows[sheet][name]}"

    sheet = book["Prosecution"]
    sheet[at("persons_convicted").partition("!")[2]].value = "=1+1"  # openpyxl calculates nothing
    last = sheet.max_row
    for row, name in enumerate(("courts", "police_dogs"), last + 1):
        sheet.cell(row, 1).value, sheet.cell(row, 3).value = name, 4
    sheet.add_image(Picture(), "L2")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=2, max_row=9))
    sheet.add_chart(chart, "L8")
    book.create_sheet("Our notes")["A1"].value = "=SUM(1,2)"
    book.save(path)
    unreadable = {
        *(at(name, "B") for name in WRONG_START),
        *(at(name) for name in WRONG_ANSWERS),
        at("persons_convicted"), at("ilo_c29_status", "H"), f"Prosecution!A{last + 1}", f"Prosecution!A{last + 2}",
        "requests_by_province!A5", "persons_by_nationality!A5", "victims_found_by_nationality!A5",
        "screened_group_by_nationality!B5",
    }  # fmt: skip
    contradictions = {
        frozenset(map(at, names))
        for names in (
            ("foreign_workers_found", "foreign_workers_with_passport", "foreign_workers_without_passport"),
            ("national_strategy_published_on", "progress_report_published_on"),
            ("victims_identified", "victims_identified_female"),
        )
    }
    return path, unreadable, contradictions, at("supply_chain_framework", "J")


@pytest.fixture(scope="module")
def annotated(gapcheck, planted, tmp_path_factory):
    path = tmp_path_factory.mktemp("annotated") / "khm-2022-checked.xlsx"
    done = gapcheck("check", planted[0], "--annotate", path, "-f", "json")
    assert done.returncode == 3, done.stderr.decode()
    return path, json.loads(done.stdout)


def test_exactly_the_25_planted_mistakes_are_found_at_their_cells(planted, annotated):
    _, unreadable, contradictions, evidence = planted
    problems = annotated[1]["problems"]
    assert len(unreadable) + len(contradictions) + 1 == 25
    assert len(problems) == 25
    of_kind = {
        kind: [problem for problem in problems if problem["kind"] == kind] for kind in {p["kind"] for p in problems}
    }
    assert {cell for problem in of_kind["cannot be read"] for cell in problem["cells"]} == unreadable
    assert all(problem["severity"] == "error" for problem in of_kind["cannot be read"])
    assert {frozenset(problem["cells"]) for problem in of_kind["contradiction"]} == contradictions
    assert [problem["cells"] for problem in of_kind["missing evidence"]] == [[evidence]]
    assert all(problem["found"] and problem["expected"] and problem["mend"] for problem in problems)


def test_the_copy_has_a_comment_at_every_cell_concerned_and_at_no_other(annotated, planted):
    _, unreadable, contradictions, evidence = planted
    book = openpyxl.load_workbook(annotated[0])
    commented = {
        f"{sheet.title}!{cell.coordinate}"
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }
    assert commented == unreadable | frozenset().union(*contradictions) | {evidence}


def test_the_list_in_the_copy_names_every_mistake_and_leads_to_its_cell(annotated):
    sheet = openpyxl.load_workbook(annotated[0])["To correct"]
    problems = annotated[1]["problems"]
    rows = [row for row in sheet.iter_rows() if isinstance(row[0].value, int)]
    told = [(row[3].value, row[4].value, row[5].value) for row in rows]
    assert told == [(problem["found"], problem["expected"], problem["mend"]) for problem in problems]
    assert len(told) == 25
    led = [row[2].hyperlink.location.replace("'", "") for row in rows]
    assert led == [problem["cells"][0] for problem in problems]


def test_the_copy_reads_to_the_same_answers_and_the_same_mistakes(gapcheck, planted, annotated):
    rulebook = load_rulebook()
    before, after = (inspect_bytes(path.read_bytes(), "khm-2022.xlsx", rulebook) for path in (planted[0], annotated[0]))
    assert after.answers == before.answers
    assert (after.errors, after.warnings) == (before.errors, before.warnings)
    again = json.loads(gapcheck("check", annotated[0], "-f", "json").stdout)
    for key in ("problems", "completeness"):
        assert again[key] == annotated[1][key]


def test_the_copy_still_holds_picture_chart_formula_and_foreign_sheet(planted, annotated):
    with zipfile.ZipFile(planted[0]) as before, zipfile.ZipFile(annotated[0]) as after:
        kept = [name for name in before.namelist() if name.startswith(("xl/media/", "xl/charts/", "xl/drawings/"))]
        assert {"xl/media/image1.png", "xl/charts/chart1.xml"} <= set(kept)
        assert all(before.read(name) == after.read(name) for name in kept)
    book = openpyxl.load_workbook(annotated[0])
    assert len(book["Prosecution"]._charts) == 1
    assert book["Our notes"]["A1"].value == "=SUM(1,2)"


def test_the_report_says_the_same_in_words_within_80_columns(gapcheck, planted):
    done = gapcheck("check", planted[0])
    report = done.stdout.decode()
    assert done.returncode == 3
    assert "21 errors stand in the way of an assessment; 3 contradictions and 1 warning." in report
    assert (report.count(": ERROR"), report.count(": CONTRADICTION"), report.count(": WARNING")) == (21, 3, 1)
    assert max(map(len, report.splitlines())) <= WIDTH
    assert report.index("HOW MUCH IS FILLED IN") < report.index("TO CORRECT: sheet Start")
    assert report.index("TO CORRECT: sheet Start") < report.index("TO CORRECT: sheet Prosecution")


def test_a_clean_workbook_has_nothing_to_correct(gapcheck, tmp_path):
    path = tmp_path / "khm-2022.xlsx"
    fill_template(load_rulebook(), START, {"courts": {"answer": 3}}, {}, path)
    done = gapcheck("check", path, "--annotate", tmp_path / "copy.xlsx")
    assert done.returncode == 0, done.stdout.decode()
    assert b"Nothing stands in the way of an assessment." in done.stdout
    assert b"TO CORRECT" not in done.stdout
    assert (tmp_path / "copy.xlsx").exists()


def test_contradictions_and_warnings_alone_are_no_error(gapcheck, khm_2022):
    done = gapcheck("check", khm_2022)
    assert done.returncode == 0
    assert b"Nothing stands in the way" in done.stdout
    assert b"CONTRADICTION" in done.stdout


def test_hostile_text_in_cells_stays_in_its_line(gapcheck, tmp_path):
    texts = ["=cmd|' /C calc'!A0", "_x001B_[31mred", "\u202eevil", "x" * 30_000, "one\ntwo", "-- \t|"]
    path = tmp_path / "khm-2022.xlsx"
    names = ["courts", "court_cases", "trafficking_law", "ilo_c29_status", "untoc_status", "complicity_reports"]
    answers = {name: {"answer": text} for name, text in zip(names, texts, strict=True)}
    fill_template(load_rulebook(), START, answers, {}, path)
    done = gapcheck("check", path, "--annotate", tmp_path / "copy.xlsx")
    report = done.stdout.decode()
    assert (done.returncode, report.count(": ERROR")) == (3, 6), done.stderr.decode()
    assert max(map(len, report.splitlines())) <= WIDTH
    assert "\x1b" not in report
    assert "\u202e" not in report
    listed = openpyxl.load_workbook(tmp_path / "copy.xlsx")["To correct"]
    assert not [cell for row in listed.iter_rows() for cell in row if cell.data_type == "f"]


def test_several_workbooks_are_all_reported_and_the_worst_decides(gapcheck, khm_2022, planted, tmp_path):
    (tmp_path / "bad.xlsx").write_bytes(b"no workbook")
    shutil.copy(khm_2022, tmp_path / "good.xlsx")
    (tmp_path / "copies").mkdir()
    done = gapcheck("check", planted[0], "good.xlsx", "bad.xlsx", "-f", "json", "--annotate", "copies", cwd=tmp_path)
    assert done.returncode == 3
    assert [(one["workbook"]["file"], one["can_be_assessed"]) for one in json.loads(done.stdout)] == [
        ("khm-2022.xlsx", False), ("good.xlsx", True), ("bad.xlsx", False),
    ]  # fmt: skip
    assert sorted(path.name for path in (tmp_path / "copies").iterdir()) == [
        "good-checked.xlsx",
        "khm-2022-checked.xlsx",
    ]
    assert b"bad-checked.xlsx" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_workbook_that_is_not_there_does_not_hide_the_others(gapcheck, khm_2022, tmp_path):
    done = gapcheck("check", "missing.xlsx", khm_2022, "-f", "json", cwd=tmp_path)
    assert done.returncode == 2
    assert len(json.loads(done.stdout)) == 1
    assert b"missing.xlsx" in done.stderr


@pytest.mark.parametrize(
    "content", [b"\x05Sokha".ljust(165, b" "), b",sokha,office,22.11.2026 12:00,file:///home/sokha;", b""]
)
@pytest.mark.parametrize("name", ["~$wf.xlsx", ".~lock.wf.xlsx#"])
def test_the_lock_file_of_an_open_workbook_is_to_be_left_out(name, content, gapcheck, tmp_path):
    (tmp_path / name).write_bytes(content)
    done = gapcheck("check", name, cwd=tmp_path)
    assert done.returncode == 3
    report = " ".join(done.stdout.decode().split())
    assert "the lock file of a workbook that is open" in report
    assert "Leave it out" in report


def test_a_copy_in_a_folder_that_is_not_there(gapcheck, khm_2022, tmp_path):
    done = gapcheck("check", khm_2022, "--annotate", "newdir/", cwd=tmp_path)
    assert done.returncode == 2
    assert b"newdir: found no folder, and no workbook's name" in done.stderr
    assert b"make it first" in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_part_without_a_day_of_submission_is_checked_and_not_assessed(gapcheck, tmp_path):
    def ask(command, day, body):
        start = {key: value for key, value in START.items() if key != "submitted_on"} | {"submitted_on": day}
        row = {"convictions_published": {"answer": "Yes"}, "court_cases": {
            "answer": 5, "document": "Register 12", "document_date": "2022-05-01",
        }}  # fmt: skip
        rulebook = load_rulebook()
        path = tmp_path / "part.xlsx"
        fill_template(rulebook, start, {name: row[name] for name in row if name in rulebook.indicators}, {}, path)
        book = openpyxl.load_workbook(path)
        for (cell,) in book["Start"]["A1:A60"]:
            if cell.value == "rulebook":
                book["Start"].cell(cell.row + 1, 1).value = "body" if body else None
                book["Start"].cell(cell.row + 1, 2).value = body
        book.save(path)
        return gapcheck(command, path, "-f", "json"), gapcheck(command, path)

    plain, words = ask("check", None, "Ministry of Justice")
    checked = json.loads(plain.stdout)
    assert (plain.returncode, checked["errors"], checked["can_be_assessed"]) == (0, 0, False)
    assert checked["completeness"]["total"]["documented"] == 1
    assert b"is not written yet" in words.stdout
    assert ask("assess", None, "Ministry of Justice")[0].returncode == 3
    plain, words = ask("check", None, None)
    checked = json.loads(plain.stdout)
    assert (plain.returncode, checked["errors"], checked["can_be_assessed"]) == (3, 1, False)
    assert checked["completeness"]["total"]["documented"] == 1
    plain, _ = ask("check", "2023-03-31", "Ministry of Justice")
    assert json.loads(plain.stdout)["can_be_assessed"]


def test_the_shipped_workbook_is_found_from_any_directory(gapcheck, tmp_path):
    done = gapcheck("check", "inputs/khm-2022.xlsx", cwd=tmp_path)
    assert done.returncode == 0
    assert b"ships with gapcheck" in done.stderr


def test_a_copy_is_never_written_over_a_file_unless_forced_and_never_over_the_workbook(gapcheck, khm_2022, tmp_path):
    workbook, other = tmp_path / "khm-2022.xlsx", tmp_path / "copy.xlsx"
    shutil.copy(khm_2022, workbook)
    other.write_bytes(b"mine")
    done = gapcheck("check", workbook, "--annotate", other)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"--force" in done.stderr
    assert other.read_bytes() == b"mine"
    assert gapcheck("check", workbook, "--annotate", workbook, "--force").returncode == 2
    assert workbook.read_bytes() == khm_2022.read_bytes()
    assert gapcheck("check", workbook, "--annotate", other, "--force").returncode == 0
    assert other.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "missing.xlsx"],
        ["check", "KHM", "--annotate", "nowhere/copy.xlsx"],
        ["check", "KHM", "--annotate", "copy.pdf"],
        ["check", "KHM", "KHM", "--annotate", "copy.xlsx"],
        ["check", "KHM", "KHM", "--annotate", "."],
        ["check", "KHM", "-f", "html"],
        ["check", "KHM", "--rules", "nowhere"],
    ],
)
def test_wrong_use_ends_in_words(gapcheck, khm_2022, tmp_path, arguments):
    done = gapcheck(*[khm_2022 if word == "KHM" else word for word in arguments], cwd=tmp_path)
    assert done.returncode == 2, done.stderr.decode()
    assert done.stderr
    assert b"Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []
