import json

import pytest

from gapcheck.report.plaintext import WIDTH


@pytest.fixture(scope="module")
def result(gapcheck, khm_2022, tmp_path_factory):
    path = tmp_path_factory.mktemp("results") / "khm-2022.json"
    done = gapcheck("assess", khm_2022, "-f", "json", "-o", path)
    assert done.returncode == 0, done.stderr.decode()
    return path


def test_a_provision_is_explained_from_the_workbook_and_from_its_result_alike(gapcheck, khm_2022, result):
    said = [gapcheck("explain", source, "TIP-KHM-2023.2.applied") for source in (khm_2022, result)]
    assert [done.returncode for done in said] == [0, 0], said[1].stderr.decode()
    assert said[0].stdout == said[1].stdout
    text = said[0].stdout.decode()
    assert max(map(len, text.splitlines())) <= WIDTH
    assert "Level 1, Started (25 points): REACHED" in text
    assert "both gave the same levels" in " ".join(text.split()) or "alone" in text


def test_json_is_one_record_of_the_schema_it_names(gapcheck, khm_2022):
    done = gapcheck("explain", khm_2022, "requests_total", "-f", "json")
    told = json.loads(done.stdout)
    assert told["schema"] == "gapcheck.explanation/1"
    assert told["subject"]["kind"] == "indicator"


def test_a_clause_that_one_provision_has_is_a_name(gapcheck, khm_2022):
    done = gapcheck("explain", khm_2022, "2(I)", "-f", "json")
    assert json.loads(done.stdout)["about"] == "CALL-2017.2.i"


def test_why_not(gapcheck, khm_2022):
    done = gapcheck("explain", khm_2022, "CALL-2017.1.ii.c", "--why-not", "2")
    words = " ".join(done.stdout.decode().split())
    assert "WHY NOT LEVEL 2?" in words
    assert "No document with its title and date is named in Partnership!F2" in words
    assert "Claimed: level 2 is reached." in words


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("no_such_thing",), 2, "unknown name"),
        (("TIP-KHM-2023.2.aplied",), 2, "Did you mean TIP-KHM-2023.2.applied"),
        (("TIP-KHM-2023.2", "--why-not", "2"), 2, "Ask of TIP-KHM-2023.2.applied"),
        (("TIP-KHM-2023.2.applied", "--why-not", "5"), 2, "less than or equal to 4"),
    ],
)
def test_wrong_use_is_told(gapcheck, khm_2022, arguments, code, words):
    done = gapcheck("explain", khm_2022, *arguments)
    assert done.returncode == code
    assert words in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_a_result_that_was_changed_is_refused(gapcheck, result, tmp_path):
    path = tmp_path / "changed.json"
    path.write_text(result.read_text().replace('"year": 2022', '"year": 2021'))
    done = gapcheck("explain", path, "requests_total")
    assert done.returncode == 3
    assert f"{path}: found a result that was changed" in done.stderr.decode()


@pytest.mark.parametrize("content", [b"{", b"[]", b"", b"[" * 100_000])
def test_a_broken_result_is_refused_in_words(gapcheck, tmp_path, content):
    path = tmp_path / "broken.json"
    path.write_bytes(content)
    done = gapcheck("explain", path, "requests_total")
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr


def test_a_path_that_is_not_there_is_wrong_use(gapcheck, tmp_path):
    assert gapcheck("explain", tmp_path / "none.json", "requests_total").returncode == 2
    assert gapcheck("explain", tmp_path, "requests_total").returncode == 2
