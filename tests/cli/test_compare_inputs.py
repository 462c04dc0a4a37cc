import csv
import hashlib
import json
import shutil
from fractions import Fraction

import openpyxl
import pytest

from gapcheck.assessment.verification import sha256_of
from gapcheck.rulebook import load_rulebook

YEAR = "xaa-2022.xlsx"


@pytest.fixture(scope="session")
def inputs(khm_2022):
    return khm_2022.parent


@pytest.fixture
def changed(inputs, tmp_path):
    """The workbook of 2021 with one other number: the key of the published result, and another hash."""
    book = openpyxl.load_workbook(inputs / "xaa-2021.xlsx")
    book["Protection"]["C2"] = 95
    path = tmp_path / "xaa-2021-changed.xlsx"
    book.save(path)
    assert hashlib.sha256(path.read_bytes()) != hashlib.sha256((inputs / "xaa-2021.xlsx").read_bytes())
    return path


def refused(done, code):
    told = done.stderr.decode()
    assert done.returncode == code, told
    assert not done.stdout
    assert "fault of gapcheck" not in told
    return " ".join(told.split())


def test_a_published_result_and_a_workbook_changed_since_are_two_files_with_one_key(gapcheck, inputs, changed):
    for command in ("compare", "trend"):
        done = gapcheck(command, inputs / "xaa-2021.json", changed, inputs / YEAR)
        told = refused(done, 2)
        assert "both XAA, 2021-01-01 to 2021-12-31, a self-report" in told
        assert "xaa-2021.json" in told
        assert "xaa-2021-changed.xlsx" in told


def test_a_file_named_twice_and_a_copy_of_it_are_told_by_the_names_that_were_given(gapcheck, inputs, tmp_path):
    copy = tmp_path / "copy.json"
    copy.write_bytes((inputs / "xaa-2021.json").read_bytes())
    for command in ("compare", "trend"):
        told = refused(gapcheck(command, inputs / YEAR, inputs / YEAR, inputs / "xaa-2023.xlsx"), 2)
        assert "xaa-2022.xlsx: found a file that is named 2 times" in told
        told = refused(gapcheck(command, inputs / "xaa-2021.json", copy, inputs / YEAR), 2)
        assert "copy.json: found a result of the same workbook as" in told


@pytest.mark.parametrize(
    ("place", "value", "told"),
    [
        (("instruments", 0, "score", "documented", "exact"), "1/0", "call-to-action-2017 documented"),
        (("instruments", 0, "score", "documented", "exact"), "1e999999999", "call-to-action-2017 documented"),
        (("instruments", 0, "score", "possible", "exact"), "101", "from 0 to 100"),
        (("instruments", 0, "provisions", 0, "weight"), "0", "CALL-2017.1 weight"),
        (("period", "start"), "last year", "period.start"),
        (("period", "start"), "2022-06-01", "a first day that is not after the last"),
        (("period", "end"), "9999-12-31", "period.end"),
    ],
)
def test_a_result_made_by_hand_with_the_right_hash_does_no_harm(gapcheck, inputs, tmp_path, place, value, told):
    plain = json.loads((inputs / "xaa-2021.json").read_text())
    held = plain
    for step in place[:-1]:
        held = held[step]
    held[place[-1]] = value
    plain["result_sha256"] = sha256_of(plain)
    path = tmp_path / "made.json"
    path.write_text(json.dumps(plain))
    said = refused(gapcheck("trend", path, inputs / YEAR), 3)
    assert "made.json: result" in said
    assert told in said


def test_a_provision_moved_by_two_steps_alike_names_both(gapcheck, inputs):
    done = gapcheck("compare", inputs / YEAR, inputs / "xaa-2023.xlsx")
    text = " ".join(done.stdout.decode().split())
    assert (
        "1(vi) No safe havens: documented level 3 to 2; claimed level 3 to 2, by performance and coverage alike" in text
    )
    assert max(map(len, done.stdout.decode().splitlines())) <= 80


def test_of_several_instruments_a_provision_that_moved_is_named_by_its_id(gapcheck, inputs):
    done = gapcheck("compare", inputs / "khm-2021-tip.xlsx", inputs / "khm-2022-tip.xlsx")
    assert "(CALL-2017.1.iii.capacity)" in " ".join(done.stdout.decode().split())


def test_an_invented_country_is_marked_in_what_programs_read_and_among_the_ranks(gapcheck, inputs, tmp_path):
    book = openpyxl.load_workbook(inputs / YEAR)
    book["Start"]["B29"] = "XAB"
    book.save(tmp_path / "xab.xlsx")
    text = gapcheck("trend", inputs / YEAR, tmp_path / "xab.xlsx").stdout.decode()
    assert "Xanadia (XAA), invented" in text[text.index("RANK RANGES") :]
    done = gapcheck("compare", inputs / YEAR, inputs / "xaa-2023.xlsx", "-f", "json")
    (held,) = json.loads(done.stdout)["comparisons"]
    assert held["earlier"]["fictional"] is held["later"]["fictional"] is True
    plain = json.loads((inputs / "xaa-2021.json").read_text())
    plain["country"]["fictional"] = False
    plain["result_sha256"] = sha256_of(plain)
    (tmp_path / "made.json").write_text(json.dumps(plain))
    assert "FICTIONAL EXAMPLE" in gapcheck("trend", tmp_path / "made.json").stdout.decode()
    done = gapcheck("trend", tmp_path / "made.json", "-f", "csv", "-o", tmp_path / "tables")
    assert done.returncode == 0, done.stderr.decode()
    for name in ("scores.csv", "answers.csv"):
        with (tmp_path / "tables" / name).open(encoding="utf-8-sig", newline="") as stream:
            assert {row["FICTIONAL"] for row in csv.DictReader(stream)} == {"true"}


def test_published_and_rescored_scores_stand_side_by_side_for_every_provision(gapcheck, inputs):
    files = [inputs / "xaa-2021.json", inputs / "xaa-2021.xlsx", inputs / YEAR]
    done = gapcheck("compare", *files)
    text = done.stdout.decode()
    assert "2021 stands as it was published. Scored again under version 2026.11: verified 0.0," in " ".join(
        text.split()
    )
    assert "criminal justice        2021*   0.0   50.0   50.0   50.0" in text
    assert max(map(len, text.splitlines())) <= 80
    (held,) = json.loads(gapcheck("compare", *files, "-f", "json").stdout)["comparisons"]
    for node in held["nodes"]:
        if node["bridge"]:
            steps = node["bridge"]["documented"]
            again = Fraction(steps["before"]["exact"]) + Fraction(steps["rules"]["exact"])
            assert again == Fraction(node["rescored"]["documented"]["exact"])


def test_with_the_earlier_rules_at_hand_the_rescored_scores_are_shown_too(gapcheck, inputs, tmp_path):
    rules = tmp_path / "earlier"
    shutil.copytree(inputs.parent / "rules", rules)
    ladder = rules / "instruments" / "call-to-action-2017.yaml"
    text = ladder.read_text(encoding="utf-8")
    changed = text.replace("    weight: 6\n", "    weight: 3\n")
    assert changed != text
    ladder.write_text(changed, encoding="utf-8")
    book = openpyxl.load_workbook(inputs / YEAR)
    earlier = load_rulebook(rules)
    book["Start"]["B38"] = f"{earlier.method.version} {earlier.sha256[:12]}"
    book.save(tmp_path / "old.xlsx")
    done = gapcheck("compare", tmp_path / "old.xlsx", inputs / "xaa-2023.xlsx", "--earlier-rules", rules)
    text = " ".join(done.stdout.decode().split())
    assert "each year under its own rules" in text
    assert "2022 stands under its own rules. Scored again under version 2026.11: verified 0.0, documented 35.7," in text


def made(inputs, folder, year):
    """A result like that of 2021 under its earlier rules, of another year."""
    plain = json.loads((inputs / "xaa-2021.json").read_text())
    plain |= {"year": year, "period": {"start": f"{year}-01-01", "end": f"{year}-12-31"}}
    plain["workbook"] = {"file": f"xaa-{year}.xlsx", "sha256": f"{year}" * 16}
    plain["result_sha256"] = sha256_of(plain)
    path = folder / f"{year}.json"
    path.write_text(json.dumps(plain))
    return path


def test_two_results_under_the_same_earlier_rules_are_not_said_to_differ_in_them(gapcheck, inputs, tmp_path):
    done = gapcheck("compare", *(made(inputs, tmp_path, year) for year in (2019, 2020)))
    text = " ".join(done.stdout.decode().split())
    earlier = json.loads((inputs / "xaa-2021.json").read_text(encoding="utf-8"))["rulebook"]["sha256"]
    assert f"made with the same rules (version 0.9, {earlier[:8]}), which are not the ones at hand" in text
    assert "side by side; 0 others are left out" in text


def test_ten_years_with_one_missing_fit_the_width(gapcheck, inputs, tmp_path):
    for year in {*range(2008, 2019)} - {2012}:
        made(inputs, tmp_path, year)
    text = gapcheck("trend", tmp_path).stdout.decode()
    assert max(map(len, text.splitlines())) <= 80
    assert "no report" in text
    assert "2012" in text
