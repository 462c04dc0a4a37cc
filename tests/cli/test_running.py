"""Commands that are forked do and say what they do and say when they start from nothing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

INPUTS = Path(__file__).parents[2] / "inputs"
# Every command, every format of a report, what goes wrong in each way; with the exit code.
COMMANDS = [
    (0, "--help"),
    (0, "assess khm.xlsx -f html -f xlsx -f md -f oscal -f json -f table -o x"),
    (0, "assess khm.xlsx -f csv -f parquet -o x"),
    (1, "assess khm.xlsx --fail-on contradiction"),
    (2, "assess --unknown"),
    (3, "assess notes.xlsx"),
    (4, "assess khm.xlsx --rules rules"),
    (0, "check khm.xlsx --annotate x.xlsx"),
    (0, "compare 2021.xlsx 2022.xlsx -f html -o x.html"),
    (0, "explain khm.xlsx TIP-KHM-2023.2.applied"),
    (0, "merge khm.xlsx khm.xlsx -o x.xlsx"),
    (0, "plan khm.xlsx --instrument tip-khm-2023 --steps 2"),
    (0, "review khm.xlsx -o x.xlsx"),
    (0, "template --country KHM --year 2023 --lang en,km -o x.xlsx"),
    (0, "trend 2021.xlsx 2022.xlsx"),
    (1, "verify 2021.json 2021.xlsx"),
]


@pytest.fixture
def folder(tmp_path):
    for name, source in (("khm", "khm-2022"), ("2021", "xaa-2021"), ("2022", "xaa-2022")):
        shutil.copy(INPUTS / f"{source}.xlsx", tmp_path / f"{name}.xlsx")
    shutil.copy(INPUTS / "xaa-2021.json", tmp_path / "2021.json")
    (tmp_path / "notes.xlsx").write_bytes(b"no workbook")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "method.yaml").write_text("version: [", encoding="utf-8")
    return tmp_path


def left(folder):
    """Take away what a command wrote, and return it."""
    kept = {"khm.xlsx", "2021.xlsx", "2022.xlsx", "2021.json", "notes.xlsx", "rules", "rules/method.yaml"}
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    written = {name: path.read_bytes() for name, path in files.items() if name not in kept}
    for path in folder.iterdir():
        if path.name not in kept:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    return written


@pytest.mark.parametrize(("code", "words"), COMMANDS)
def test_a_forked_command_does_what_a_fresh_one_does(gapcheck, fresh, folder, code, words):
    done = [(run(*words.split(), cwd=folder), left(folder)) for run in (gapcheck, fresh)]
    (forked, wrote), (started, written) = done
    assert (forked.returncode, forked.stdout, forked.stderr) == (started.returncode, started.stdout, started.stderr)
    assert wrote == written
    assert started.returncode == code, started.stderr.decode()


def test_a_command_changes_nothing_for_the_next_one(gapcheck, tmp_path):
    here, before = Path.cwd(), dict(os.environ)
    assert gapcheck("--version", cwd=tmp_path).returncode == 0
    assert (Path.cwd(), dict(os.environ)) == (here, before)
    said = [gapcheck("assess", "inputs/khm-2022.xlsx", cwd=at).stdout for at in (tmp_path, tmp_path, here, here)]
    assert len(said[0]) > 10_000
    assert set(said) == {said[0]}
