"""What is told on stderr where tables are written to be passed on."""

from pathlib import Path

INPUTS = Path(__file__).parents[2] / "inputs"


def test_exposures_are_told_a_line_a_count_with_what_tells_them(gapcheck, tmp_path):
    done = gapcheck("trend", INPUTS / "xaa-2022.xlsx", "-f", "csv", "-o", tmp_path / "tables")
    assert done.returncode == 0
    told = [line for line in done.stderr.decode().splitlines() if line.startswith("Look before")]
    assert len(told) == 2
    sought, charged = told
    assert sought.startswith("Look before you pass this on: in XAA 2022, the levels that rest on safe_haven_share ")
    assert sought.endswith(" at_least 90% seem to say that suspects_sought is none of 1, 2, 3.")
    assert charged.endswith(" at_least 75% seem to say that suspects_surrendered_or_charged is none of 1, 2.")


def test_a_result_of_other_rules_is_told(gapcheck, tmp_path):
    done = gapcheck("trend", INPUTS / "xaa-2021.json", "-f", "csv", "-o", tmp_path / "tables")
    assert done.returncode == 0
    assert "The result of XAA 2021 was made with other rules, version 0.9" in done.stderr.decode()
    assert "Look before" not in done.stderr.decode()
    inside = gapcheck("trend", INPUTS / "xaa-2021.json", "-f", "csv", "-o", tmp_path / "inside", "--internal")
    assert b"other rules" not in inside.stderr
