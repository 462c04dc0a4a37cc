"""The rule author's guide: its tutorial is done, step by step, and its worked example is worked out."""

import re
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from gapcheck.rulebook.history.catalogue import RULES
from gapcheck.rulebook.linting.catalogue import LINTS

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "rules" / "README.md").read_text(encoding="utf-8")
TUTORIAL = GUIDE.partition("## An hour: a plan of three items")[2].partition("\n## ")[0]
BLOCK = re.compile(r"^```(\w+) ?([^\n]*)\n(.*?)^```$", flags=re.DOTALL | re.MULTILINE)
KEY = re.compile(r"^(?=\w+:)", flags=re.MULTILINE)


@dataclass
class Desk:
    """A folder in which a newcomer does what the tutorial says, with the shipped rules and inputs beside."""

    folder: Path
    run: object
    said: dict[str, str]

    def do(self, kind, where, text):
        if kind == "sh":
            for line in text.splitlines():
                self._command(line)
        elif where:
            self._write(*where.split("#"), text=text)

    def _command(self, line):
        written, _, note = line.partition("#")
        words = shlex.split(written)
        assert words[0] == "gapcheck"
        done = self.run(*words[1:], cwd=self.folder)
        expected = int(note.split()[-1]) if "exit" in note else 0
        assert done.returncode == expected, f"{line}\n{done.stdout}\n{done.stderr}"
        self.said[written.strip()] = (done.stdout + done.stderr).decode()

    def _write(self, name, part=None, *, text):
        path = self.folder / name
        if part is None:
            path.write_text(text, encoding="utf-8")
            return
        held = path.read_text(encoding="utf-8")
        changed = (
            f"{held}\n{text}" if part == "end" else _heads(held, text) if part == "head" else _part(held, part, text)
        )
        path.write_text(changed, encoding="utf-8")


def _heads(held, text):
    """Put each key of a block in the place of the line that has it."""
    for chunk in filter(None, KEY.split(text)):
        key = chunk.partition(":")[0]
        held, changed = re.subn(rf"^{key}:.*\n", lambda _, chunk=chunk: chunk, held, count=1, flags=re.MULTILINE)
        assert changed == 1, key
    return held


def _part(held, part, text):
    """Put a provision in the place of the one with its id; add cases at the end of the group of a provision."""
    entries = re.split(r"(?=^  - )", held, flags=re.MULTILINE)
    (at,) = [number for number, entry in enumerate(entries) if re.match(rf"  - \w+: {re.escape(part)}\n", entry)]
    entries[at] = f"{text}\n" if text.startswith("  - ") else f"{entries[at].rstrip()}\n{text}\n"
    return "".join(entries)


@pytest.fixture(scope="module")
def desk(gapcheck, tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "rules", folder / "rules")
    (folder / "inputs").mkdir()
    shutil.copyfile(ROOT / "inputs" / "xaa-2023.xlsx", folder / "inputs" / "xaa-2023.xlsx")
    desk = Desk(folder, gapcheck, {})
    for kind, where, text in BLOCK.findall(TUTORIAL):
        desk.do(kind, where, text)
    return desk


def test_the_tutorial_can_be_done_as_it_is_written(desk):
    assert len(desk.said) >= 12
    assert "my-rules" in {path.name for path in desk.folder.iterdir()}


def test_the_scaffold_quotes_every_item(desk):
    # Section 5 wrote the ladders over it; the questions it suggested were shown on the way.
    assert "LABOUR-PLAN-2026.2" in desk.said["gapcheck rules show LABOUR-PLAN-2026.2 --rules my-rules"]


def test_all_that_is_left_to_check_is_the_version(desk):
    said = desk.said["gapcheck rules check --rules my-rules"]
    assert "content-changed" in said
    assert "1 finding in my-rules." in said


def test_mutation_finds_the_months_that_no_case_tells_apart(desk):
    said = desk.said["gapcheck rules mutate labour-plan-2026 --rules my-rules"]
    assert "12 to 11" in said
    assert "12 to 13" in said
    assert "100.0 %" in desk.said["gapcheck rules mutate labour-plan-2026 --rules my-rules --at-least 100"]


def test_the_difference_leaves_the_other_scores_alone(desk):
    said = desk.said["gapcheck rules diff rules my-rules inputs/xaa-2023.xlsx"]
    assert "labour-plan-2026" in said
    assert "agency_list" in said


@pytest.mark.parametrize("kind", [*LINTS, *RULES], ids=lambda kind: kind.code)
def test_the_guide_tells_what_rules_check_finds(kind):
    assert f"| `{kind.code}` | {kind.says} |\n" in GUIDE
