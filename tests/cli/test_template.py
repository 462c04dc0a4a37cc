import pytest

from gapcheck.errors import UsageError
from gapcheck.rulebook import load_rulebook


def test_an_empty_template_lacks_only_the_day_of_submission(gapcheck, tmp_path):
    path = tmp_path / "khm-2022.xlsx"
    assert gapcheck("template", "--country", "KHM", "--year", "2022", "-o", path).returncode == 0
    done = gapcheck("assess", path, "-f", "json")
    # An officer still has to say when the workbook was handed in.
    assert done.returncode == 3
    assert b"day of submission" in done.stderr


def test_a_template_lists_every_question_once(gapcheck, tmp_path):
    import openpyxl

    path = tmp_path / "empty.xlsx"
    gapcheck("template", "--country", "KHM", "--year", "2022", "-o", path)
    book = openpyxl.load_workbook(path)
    ids = [row[0].value for name in ("Prosecution", "Protection", "Prevention", "Partnership") for row in book[name]]
    asked = [indicator.id for indicator in load_rulebook().asked()]
    assert [name for name in ids if name in set(asked)] == asked


def test_an_unknown_country_is_refused_in_words(gapcheck, tmp_path):
    done = gapcheck("template", "--country", "KHX", "--year", "2022", "-o", tmp_path / "x.xlsx")
    assert done.returncode == 2
    assert b"KHX" in done.stderr
    assert not (tmp_path / "x.xlsx").exists()


def test_two_templates_are_the_same_to_the_byte(gapcheck, tmp_path):
    for name in ("one.xlsx", "two.xlsx"):
        gapcheck("template", "--country", "KHM", "--year", "2022", "-o", tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_workbook_that_is_there_is_kept_unless_forced(gapcheck, tmp_path):
    path = tmp_path / "khm-2022.xlsx"
    path.write_bytes(b"filled in")
    done = gapcheck("template", "--country", "KHM", "--year", "2022", "-o", path)
    assert done.returncode == 2
    assert b"there already" in done.stderr
    assert b"--force" in done.stderr
    assert path.read_bytes() == b"filled in"
    assert gapcheck("template", "--country", "KHM", "--year", "2022", "-o", path, "--force").returncode == 0
    assert path.read_bytes().startswith(b"PK")


def test_a_folder_is_not_forced(gapcheck, tmp_path):
    done = gapcheck("template", "--country", "KHM", "--year", "2022", "-o", tmp_path)
    assert done.returncode == 2
    assert b"it is a folder" in done.stderr


def test_help_names_every_command(gapcheck):
    words = gapcheck("--help").stdout.decode()
    assert "assess" in words
    assert "template" in words
    assert gapcheck("--version").stdout.startswith(b"gapcheck 0.")


def test_next_year_starts_from_the_shipped_workbook_in_any_directory(gapcheck, tmp_path):
    done = gapcheck("template", "--previous", "inputs/khm-2022.xlsx", "-o", "khm-2023.xlsx", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert b"ships with gapcheck" in done.stderr
    import openpyxl

    book = openpyxl.load_workbook(tmp_path / "khm-2023.xlsx")
    values = {row[0].value: row[1].value for row in book["Start"].iter_rows()}
    assert (values["country"], values["year"], values["period_start"]) == ("KHM", 2023, "2023-01-01")
    assert values["submitted_on"] is None
    rows = {row[0].value: [cell.value for cell in row] for row in book["Prosecution"].iter_rows()}
    assert rows["cases_found"][2] is None
    assert any(str(text).startswith("290\n") for text in rows["cases_found"])
    assert "Kept" in book.sheetnames


def test_a_workbook_is_issued_again_and_the_old_one_is_not_touched(gapcheck, khm_2022, tmp_path):
    before = khm_2022.read_bytes()
    done = gapcheck("template", "--from", khm_2022, "-o", tmp_path / "again.xlsx")
    assert done.returncode == 0, done.stderr.decode()
    assert gapcheck("template", "--from", tmp_path / "again.xlsx", "-o", tmp_path / "twice.xlsx").returncode == 0
    assert (tmp_path / "again.xlsx").read_bytes() == (tmp_path / "twice.xlsx").read_bytes()
    assert khm_2022.read_bytes() == before


def test_the_workbook_that_is_read_is_never_written_over(gapcheck, tmp_path):
    path = tmp_path / "khm-2022.xlsx"
    gapcheck("template", "--country", "KHM", "--year", "2022", "-o", path)
    before = path.read_bytes()
    for option in ("--from", "--previous"):
        done = gapcheck("template", option, path, "-o", path, "--force")
        assert done.returncode == 2
        assert b"another file to write to" in done.stderr
    assert path.read_bytes() == before


def test_options_that_make_no_sense_together_are_refused_in_words(tmp_path):
    from pathlib import Path

    from gapcheck.cli.template import TemplateOptions, check

    path = Path("w.xlsx")
    cases = [
        ({}, ["--country", "--year"]),
        ({"country": "KHM"}, ["--year"]),
        ({"country": "KHM", "year": 2023, "bodies": ("Police",)}, ["--body or --unassigned"]),
        ({"previous": path, "origin": path}, ["--previous and --from"]),
        ({"origin": path, "year": 2023}, ["--country or --year"]),
        ({"origin": path, "bodies": (" ",)}, ["--body"]),
    ]
    for options, wheres in cases:
        with pytest.raises(UsageError) as caught:
            check(TemplateOptions(tmp_path / "x.xlsx", **options))
        assert [problem.where for problem in caught.value.problems] == wheres
    check(TemplateOptions(path, previous=path, country="KHM", year=2023, bodies=("Police",), unassigned=True))


def test_an_unknown_body_is_told_with_those_there_are(gapcheck, khm_2022, tmp_path):
    done = gapcheck("template", "--from", khm_2022, "--body", "Polise", "-o", tmp_path / "x.xlsx")
    assert done.returncode == 2
    assert 'Did you mean "Police"?' in done.stderr.decode()
    assert not (tmp_path / "x.xlsx").exists()


def test_an_unknown_language_is_refused(gapcheck, tmp_path):
    done = gapcheck("template", "--country", "KHM", "--year", "2022", "--lang", "en,xx", "-o", tmp_path / "x.xlsx")
    assert done.returncode == 2
    assert b"xx" in done.stderr


def test_a_file_that_is_no_workbook_ends_in_words(gapcheck, tmp_path):
    (tmp_path / "x.xlsx").write_text("no workbook")
    done = gapcheck("template", "--from", tmp_path / "x.xlsx", "-o", tmp_path / "y.xlsx")
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr
    assert gapcheck("template", "--from", tmp_path / "none.xlsx", "-o", tmp_path / "y.xlsx").returncode == 2


def test_an_output_that_is_no_workbook_and_an_unknown_language_are_refused_at_once(gapcheck, tmp_path):
    done = gapcheck("template", "--country", "KHM", "--year", "2022", "-o", tmp_path / "x.xls")
    assert done.returncode == 2
    assert b"a name that ends with .xlsx" in done.stderr
    done = gapcheck("template", "--previous", "inputs/khm-2022.xlsx", "--lang", "fr", "-o", "x.xlsx", cwd=tmp_path)
    assert done.returncode == 2
    assert b"ships with gapcheck" not in done.stderr


def test_a_part_says_how_much_it_holds(gapcheck, khm_2022, tmp_path):
    done = gapcheck("template", "--from", khm_2022, "--body", "Police", "-o", tmp_path / "x.xlsx")
    assert done.returncode == 0
    assert b"The part holds " in done.stderr


def test_a_misspelt_id_is_told_when_a_workbook_is_issued_again(gapcheck, khm_2022, tmp_path):
    import openpyxl

    book = openpyxl.load_workbook(khm_2022)
    for row in book["Prosecution"].iter_rows():
        if row[0].value == "cases_found":
            row[0].value = "cases_fund"
    book.save(tmp_path / "w.xlsx")
    for option in ("--from", "--previous"):
        done = gapcheck("template", option, tmp_path / "w.xlsx", "-o", tmp_path / f"{option}.xlsx")
        assert done.returncode == 0
        assert "Did you mean cases_found? Its answer is on Kept." in done.stderr.decode()
        assert "1 thing written where nothing is read, now on Kept:" in done.stderr.decode()


def test_a_period_that_does_not_move_is_told(gapcheck, khm_2022, tmp_path):
    import openpyxl

    book = openpyxl.load_workbook(khm_2022)
    for row in book["Start"].iter_rows():
        if row[0].value == "period_start":
            row[1].value = "2022-03-01"
    book.save(tmp_path / "w.xlsx")
    done = gapcheck("template", "--previous", tmp_path / "w.xlsx", "-o", tmp_path / "x.xlsx")
    assert b"the calendar year 2023 was taken" in done.stderr
