"""check-jsonschema, a tool that is not ours, holds rule files against the schemas that editors use."""

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path, PurePosixPath

import pytest
import yaml

from gapcheck.bench.schemas.kinds import KINDS, file_name, hint, kind_of, text_of

ROOT = Path(__file__).parents[3]
RULES = ROOT / "rules"
EXAMPLES = ROOT / "tests" / "rulebook" / "examples"
UNSEEN = yaml.safe_load(Path(__file__).with_name("unseen.yaml").read_text(encoding="utf-8"))
"""Bad examples that a schema accepts: what is wrong with them is not in the shape of one file; each with its reason."""


def files_by_kind(root):
    found = defaultdict(list)
    for path in sorted(root.rglob("*.yaml")):
        if (kind := kind_of(PurePosixPath(path.relative_to(root).as_posix()))) is not None:
            found[kind].append(path)
    return found


def refused(kind, files, schemas=RULES / "schemas"):
    """Return the files that check-jsonschema refuses."""
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--schemafile", schemas / file_name(kind), "-o", "json", *files],
        capture_output=True,
        timeout=300,
        check=False,
    )
    said = json.loads(done.stdout)
    return {Path(item["filename"]) for key in ("errors", "parse_errors") for item in said.get(key, ())}


@pytest.fixture(scope="module")
def refused_examples():
    """The bad examples of which a file is refused."""
    by_kind = defaultdict(list)
    for case in sorted((EXAMPLES / "bad").iterdir()):
        for kind, files in files_by_kind(case).items():
            by_kind[kind] += files
    found = [path for kind, files in by_kind.items() for path in refused(kind, files)]
    return {path.relative_to(EXAMPLES / "bad").parts[0] for path in found}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if files_by_kind(RULES)[kind]])
def test_shipped_rule_files_are_accepted(kind):
    assert refused(kind, [*files_by_kind(RULES)[kind], *files_by_kind(EXAMPLES / "good")[kind]]) == set()


@pytest.mark.parametrize("case", sorted(path.name for path in (EXAMPLES / "bad").iterdir()))
def test_each_structural_bad_example_is_refused(case, refused_examples):
    assert (case in refused_examples) != (case in UNSEEN)


def test_what_a_schema_cannot_see_has_a_reason():
    assert all(len(reason) > 20 for reason in UNSEEN.values())
    assert set(UNSEEN) <= {path.name for path in (EXAMPLES / "bad").iterdir()}


def test_shipped_schemas_are_what_the_command_writes():
    assert {path.name for path in (RULES / "schemas").iterdir()} == {file_name(kind) for kind in KINDS}
    for kind in KINDS:
        assert (RULES / "schemas" / file_name(kind)).read_text(encoding="utf-8") == text_of(kind)


def test_the_first_line_of_each_rule_file_names_its_schema():
    for kind, files in files_by_kind(RULES).items():
        for path in files:
            first = path.read_text(encoding="utf-8").partition("\n")[0]
            assert first == hint(kind), f"{path} should begin with {hint(kind)}"
            assert (path.parent / first.partition("$schema=")[2]).resolve().is_file()
