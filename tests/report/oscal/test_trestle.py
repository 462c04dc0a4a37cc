"""Both documents load in compliance-trestle, whose models forbid what NIST's schema does not know, and lose nothing."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from oscal_making import HOSTILE, odd, written

LOADING = Path(__file__).with_name("trestle_loading.py")


def load(python, folder, texts):
    arguments = []
    for model, text in texts.items():
        path = folder / f"{model}.json"
        path.write_text(text, encoding="utf-8")
        arguments += [model, path]
    return subprocess.run(
        [python, LOADING, *arguments], capture_output=True, text=True, check=False, env={"PYTHONUTF8": "1"}
    )


@pytest.mark.parametrize("name", ["khm", "khm_whole", "xaa", "reviewed"])
def test_documents_come_back_whole(name, request, trestle, tmp_path):
    ended = load(trestle, tmp_path, request.getfixturevalue(name).texts)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


@pytest.mark.parametrize("made", [HOSTILE, odd(), odd(empty=True)], ids=["hostile", "odd tree", "no instrument"])
def test_documents_of_odd_rules_and_answers_come_back_whole(made, trestle, tmp_path):
    ended = load(trestle, tmp_path, written(*made).texts)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


def test_the_loading_tells_what_the_schema_does_not_know(trestle, tmp_path):
    made = written(*HOSTILE)
    results = json.loads(made.texts["assessment-results"])
    results["assessment-results"]["results"][0]["findings"][0]["extra"] = "x"
    ended = load(trestle, tmp_path, {"assessment-results": json.dumps(results)})
    assert ended.returncode == 1
    assert "extra" in ended.stdout
    results["assessment-results"]["results"][0]["findings"][0].pop("extra")
    results["assessment-results"]["results"][0]["props"][0]["value"] = ""
    assert load(trestle, tmp_path, {"assessment-results": json.dumps(results)}).returncode == 1


def test_trestle_imports_and_validates_both(khm, trestle, tmp_path):
    def run(*arguments):
        ended = subprocess.run(
            [trestle, "-m", "trestle", *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return ended.stdout + ended.stderr

    run("init", "--local")
    for model, text in khm.texts.items():
        outside = tmp_path.parent / f"{tmp_path.name}-{model}.json"
        outside.write_text(text, encoding="utf-8")
        run("import", "-f", str(outside), "-o", "cambodia")
        assert "VALID" in run("validate", "-t", model, "-n", "cambodia")
