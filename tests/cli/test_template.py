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
    done = gapcheck("template", "--country", "XXX", "--year", "2022", "-o", tmp_path / "x.xlsx")
    assert done.returncode == 2
    assert b"XXX" in done.stderr
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
