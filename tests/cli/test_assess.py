import hashlib
import json
import shutil

import jsonschema
import openpyxl
import pytest

from gapcheck.engine.durable import available
from gapcheck.report import json as report_json
from gapcheck.report.plaintext import WIDTH


@pytest.fixture(scope="module")
def report(gapcheck, khm_2022):
    done = gapcheck("assess", khm_2022)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture(scope="module")
def document(gapcheck, khm_2022):
    done = gapcheck("assess", khm_2022, "-f", "json")
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.fixture(scope="module")
def scored(document):
    """The instruments of the result that have a score."""
    held = [item["id"] for item in json.loads(document)["instruments"] if item["scored"]]
    assert set(held) >= {"call-to-action-2017", "icapp-phnom-penh-2015", "tip-khm-2023"}
    return held


def provisions(nodes):
    for node in nodes:
        yield node
        yield from provisions(node.get("children", []))


def test_report_fits_a_terminal_of_80_columns(report):
    assert max(len(line) for line in report.splitlines()) <= WIDTH


def test_report_says_who_speaks_of_what_and_on_which_standing(report):
    words = " ".join(report.split())
    assert "GAP ASSESSMENT: Cambodia (KHM), 2022" in words
    assert "the state itself (self-report)" in words
    assert "18 August 2022 to 19 October 2022" in words
    assert "Voluntary benchmark" in words
    assert "Cambodia is not listed as an endorser in the sources held" in words
    # A check speaks of what labour inspections find; of the state no report says it.
    assert "violation" not in words.lower()


def test_report_says_what_is_a_baseline_who_transcribed_and_what_was_asked_before(report, document):
    words = " ".join(report.split())
    later = [held["id"] for held in json.loads(document)["instruments"] if (held["issued_on"] or "") > "2022-10-19"]
    assert "tip-khm-2023" in later
    assert words.count("BASELINE:") == len(later)
    assert "before this instrument was issued (3 October 2023)" in words
    assert "the state has not seen it" in words
    assert "Asked before, as far as known: 2 (TIP-KHM-2018, TIP-KHM-2019, TIP-KHM-2022)" in words
    assert "rest on thresholds that are proposals" in words


def test_coverage_and_what_was_not_said_come_before_any_score(report):
    assert report.index("left blank") < report.index("documented score lies")
    assert report.index("Coverage") < report.index("documented score lies")


def test_below_the_coverage_threshold_there_is_a_range_and_no_headline(report, scored):
    assert report.count("INSUFFICIENT INFORMATION") == len(scored) >= 2
    assert "HEADLINE" not in report


def test_report_shows_all_17_items_and_every_paragraph_of_the_call(document):
    instruments = {held["id"]: held for held in json.loads(document)["instruments"]}
    items = [node["clause"] for node in instruments["tip-khm-2023"]["provisions"]]
    assert items == [str(number) for number in range(1, 18)]
    clauses = {node["clause"] for node in provisions(instruments["call-to-action-2017"]["provisions"])}
    first = {f"1({number})" for number in ("i", "ii", "iii", "iv", "v", "vi")}
    parts = {f"1(ii)({letter})" for letter in "abcd"}
    second = {f"2({number})" for number in ("i", "ii", "iii", "iv", "v", "vi")}
    assert first | parts | second | {"3"} <= clauses


def test_what_is_scored_stands_before_what_is_only_shown(document, scored):
    instruments = json.loads(document)["instruments"]
    assert [held["id"] for held in instruments[: len(scored)]] == scored
    assert not instruments[-1]["scored"]


def test_ten_gaps_of_each_instrument_name_a_cell_to_fill(report, scored):
    gaps = " ".join(report.split()).split("GAPS THAT RANK FIRST")[1:]
    assert len(gaps) == len(scored)
    for part in gaps:
        assert "10. " in part
        assert part.count("Fill in") + part.count("Name a document in") + part.count("See ") >= 10


def test_json_validates_against_the_shipped_schema(document):
    schema = jsonschema.Draft202012Validator(json.loads(report_json.schema()))
    assert list(schema.iter_errors(json.loads(document))) == []
    assert list(schema.iter_errors({}))  # the schema refuses what is no result


def test_json_has_sorted_keys(document):
    assert report_json.dump(json.loads(document)).encode() == document


@pytest.mark.skipif(not available().here, reason="durable-rules is not on this interpreter")
def test_json_says_that_two_engines_agreed(document):
    data = json.loads(document)
    assert [engine["name"] for engine in data["engines"]] == ["durable-rules", "gapcheck-reference"]
    assert all(engine["agreed"] for engine in data["engines"])


def test_json_is_the_same_on_two_runs_from_two_directories(gapcheck, khm_2022, document, tmp_path):
    shutil.copy(khm_2022, tmp_path / "khm-2022.xlsx")
    again = gapcheck("assess", "khm-2022.xlsx", "-f", "json", cwd=tmp_path, PYTHONHASHSEED="12345")
    assert again.stdout == document


def test_the_shipped_workbook_is_found_from_any_directory(gapcheck, document, tmp_path):
    done = gapcheck("assess", "inputs/khm-2022.xlsx", "-f", "json", cwd=tmp_path)
    assert done.stdout == document
    assert b"ships with gapcheck" in done.stderr


def test_result_hash_covers_all_but_tool_engines_and_file_names(document):
    data = json.loads(document)
    stated = data.pop("result_sha256")
    for key in ("tool", "engines"):
        del data[key]
    for held in (data["workbook"], *data["reviews"]):
        del held["file"]
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == stated


def test_a_renamed_workbook_has_the_same_result(gapcheck, khm_2022, document, tmp_path):
    shutil.copy(khm_2022, tmp_path / "renamed.xlsx")
    again = json.loads(gapcheck("assess", tmp_path / "renamed.xlsx", "-f", "json").stdout)
    assert again["workbook"]["file"] == "renamed.xlsx"
    assert again["result_sha256"] == json.loads(document)["result_sha256"]


def test_output_goes_to_a_file_and_only_talk_to_stderr(gapcheck, khm_2022, document, tmp_path):
    done = gapcheck("assess", khm_2022, "-f", "json", "-o", tmp_path / "result.json")
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"Written:" in done.stderr
    assert (tmp_path / "result.json").read_bytes() == document


def test_a_folder_gets_one_file_for_each_workbook(gapcheck, khm_2022, tmp_path):
    shutil.copy(khm_2022, tmp_path / "other.xlsx")
    (tmp_path / "out").mkdir()
    done = gapcheck("assess", khm_2022, tmp_path / "other.xlsx", "-f", "json", "-o", tmp_path / "out")
    assert done.returncode == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["khm-2022.json", "other.json"]


def test_a_report_is_never_written_over_its_workbook(gapcheck, khm_2022, tmp_path):
    copy = tmp_path / "khm-2022.xlsx"
    shutil.copy(khm_2022, copy)
    done = gapcheck("assess", copy, "-o", copy)
    assert done.returncode == 2
    assert copy.read_bytes() == khm_2022.read_bytes()


def test_one_bad_workbook_does_not_hide_the_good_one(gapcheck, khm_2022, tmp_path):
    (tmp_path / "bad.xlsx").write_bytes(b"not a workbook")
    done = gapcheck("assess", tmp_path / "bad.xlsx", khm_2022, "-f", "json")
    assert done.returncode == 3
    # Two were asked for, so it is an array, however many could be assessed.
    assert [held["country"]["code"] for held in json.loads(done.stdout)] == ["KHM"]
    assert b"bad.xlsx" in done.stderr
    assert b"Traceback" not in done.stderr


def test_five_faults_in_one_workbook_are_all_told_at_once_with_their_cells(gapcheck, khm_2022, tmp_path):
    book = openpyxl.load_workbook(khm_2022)
    rows = {row[0].value: row for sheet in ("Prosecution", "Protection") for row in book[sheet].iter_rows(min_row=2)}
    cells = {}
    for name, column, value in [
        ("trafficking_law", 2, "In forse"),
        ("court_cases", 2, "twenty-two"),
        ("ilo_c29_status", 7, "31 February 1969"),
        ("courts", 0, "cuorts"),
    ]:
        rows[name][column].value = value
        cells[name] = f"{rows[name][column].parent.title}!{rows[name][column].coordinate}"
    del book["screened_group_by_nationality"]
    book.save(tmp_path / "faulty.xlsx")
    done = gapcheck("assess", tmp_path / "faulty.xlsx")
    words = done.stderr.decode()
    assert done.returncode == 3
    assert all(cell in words for cell in cells.values()), words
    assert "screened_group_by_nationality" in words
    assert words.count("found ") == 5, words
    assert "Traceback" not in words
    assert done.stdout == b""


def test_nothing_is_written_where_no_workbook_can_be_assessed(gapcheck, tmp_path):
    (tmp_path / "bad.xlsx").write_bytes(b"not a workbook")
    done = gapcheck("assess", tmp_path / "bad.xlsx", "-o", tmp_path / "report.txt")
    assert done.returncode == 3
    assert not (tmp_path / "report.txt").exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["assess"], 2),
        (["assess", "missing.xlsx"], 2),
        (["assess", "KHM", "--rules", "nowhere"], 2),
        (["assess", "KHM", "-f", "pdf"], 2),
        (["assess", "KHM", "-o", "nowhere/deep/report.txt"], 2),
        (["unknown"], 2),
    ],
)
def test_wrong_use_ends_in_words_with_its_exit_code(gapcheck, khm_2022, tmp_path, arguments, code):
    done = gapcheck(*[khm_2022 if word == "KHM" else word for word in arguments], cwd=tmp_path)
    assert done.returncode == code, done.stderr.decode()
    assert done.stderr
    assert b"Traceback" not in done.stderr


def test_a_rule_file_with_four_faults_names_all_four_and_exits_4(gapcheck, khm_2022, tmp_path):
    rules = khm_2022.parents[1] / "rules"
    shutil.copytree(rules, tmp_path / "rules")
    path = tmp_path / "rules" / "indicators" / "faulty.yaml"
    path.write_text(
        "indicators:\n"
        "  - id: first_faulty\n"
        "    question: {en: One}\n"
        "    type: count\n"
        "    pillar: protection\n"
        "    guidence: {en: One}\n"
        "  - id: second_faulty\n"
        "    question: {en: Two}\n"
        "    type: share\n"
        "    type: share\n"
        "    derived: {ratio: [courtz, courts]}\n"
        "  - id: third_faulty\n"
        "    type: count\n"
        "    derived: {sum: [trafficking_law, courts]}\n"
    )
    done = gapcheck("assess", khm_2022, "--rules", tmp_path / "rules")
    words = done.stderr.decode()
    assert done.returncode == 4
    for place in ("faulty.yaml:6:5", "faulty.yaml:10:5", "faulty.yaml:11:23", "faulty.yaml:14:21"):
        assert place in words, words
    assert "'guidance'" in words
    assert "'courts'" in words
    assert "Traceback" not in words
