"""Many workbooks at once: each with its own reports, one bad file no matter, and a run that can be taken up again."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from sharing import share

from gapcheck.resources import shipped

INPUTS = shipped("inputs")
KHM, XAA = INPUTS / "khm-2022.xlsx", INPUTS / "xaa-2022.xlsx"
POSIX = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX systems")
JOURNAL = "batch.jsonl"


class Done:
    """What a command did, as text."""

    def __init__(self, done):
        self.exit_code, self.stdout, self.stderr = done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture(scope="module")
def run(gapcheck):
    return lambda *words, **how: Done(gapcheck("assess", *words, **how))


def lines(folder: Path) -> list[dict]:
    return [json.loads(line) for line in (folder / JOURNAL).read_text(encoding="utf-8").splitlines()]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder; the lines of the journal in order of path, since workers end in any."""
    held = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    held[JOURNAL] = b"".join(sorted(held[JOURNAL].splitlines(keepends=True)))
    return held


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """Good, bad, hostile and other files in a tree."""
    share("workbook", "hostile")
    from workbook_hostile import REFUSED

    root = tmp_path_factory.mktemp("archive")
    good = XAA.read_bytes()
    (root / "khm").mkdir()
    (root / "xaa" / "old").mkdir(parents=True)
    shutil.copy(KHM, root / "khm" / "khm-2022.xlsx")
    shutil.copy(XAA, root / "xaa" / "xaa-2022.xlsx")
    shutil.copy(INPUTS / "xaa-2021.xlsx", root / "xaa" / "old" / "xaa-2021.xlsx")
    bad = {"empty": b"", "text": b"hello", "cut": good[: len(good) // 2], "zip": b"PK\3\4" + b"\0" * 40}
    chosen = list(REFUSED)[:: max(1, len(REFUSED) // 6)]
    bad |= {f"hostile-{number}": REFUSED[name].make(good) for number, name in enumerate(chosen)}
    for name, data in bad.items():
        (root / "khm" / f"{name}.xlsx").write_bytes(data)
    (root / "khm" / "gone.xlsx").symlink_to(root / "nowhere.xlsx")
    (root / "khm" / "~$khm-2022.xlsx").write_bytes(b"lock")
    (root / "khm" / "old.xls").write_bytes(b"old")
    (root / "readme.txt").write_text("not a workbook")
    return root, {f"khm/{name}.xlsx" for name in bad} | {"khm/gone.xlsx"}


@pytest.fixture(scope="module")
def alone(archive, run, tmp_path_factory):
    """The archive done by one process, and what was said."""
    out = tmp_path_factory.mktemp("alone") / "new" / "reports"
    return out, run(archive[0], "--jobs", 1, "-o", out)


def test_good_workbooks_have_their_reports_and_bad_ones_are_told(archive, alone):
    root, bad = archive
    out, done = alone
    assert done.exit_code == 3
    reports = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert reports == {JOURNAL, "khm/khm-2022.json", "xaa/xaa-2022.json", "xaa/old/xaa-2021.json"}
    told = {line["path"]: line for line in lines(out)}
    refused = {Path(path).relative_to(root).as_posix() for path, line in told.items() if line["outcome"] == "refused"}
    assert refused == bad
    assert len(lines(out)) == len(told) == len(bad) + 3
    assert f"3 assessed, {len(bad)} refused, 0 failed, in " in done.stderr
    assert "1 spreadsheets that are no .xlsx" in done.stderr
    for name in bad:
        (said,) = [line for line in done.stderr.splitlines() if line.startswith(f"{root / name}: ")]
        first, *others = told[str(root / name)]["problems"]
        assert f": refused: {first['where']}: found " in said
        assert ("all in batch.jsonl" in said) == bool(others)
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_each_report_is_what_the_workbook_gives_by_itself(alone, run, tmp_path):
    out, _ = alone
    for path, report in ((KHM, "khm/khm-2022.json"), (XAA, "xaa/xaa-2022.json")):
        single = tmp_path / report.replace("/", "-")
        assert run(path, "-f", "json", "-o", single).exit_code == 0
        assert (out / report).read_bytes() == single.read_bytes()


def test_two_processes_give_what_one_gives(archive, alone, run, tmp_path):
    out, done = alone
    both = run(archive[0], "--jobs", 2, "-o", tmp_path / "out")
    assert both.exit_code == done.exit_code
    assert tree(tmp_path / "out") == tree(out)
    assert both.stdout == ""


def test_a_trend_is_made_of_the_whole_tree(alone, gapcheck):
    done = gapcheck("trend", alone[0], "-f", "json")
    assert done.returncode == 0, done.stderr.decode()
    assert {held["country"] for held in json.loads(done.stdout)["series"]} == {"KHM", "XAA"}


def test_what_is_done_is_passed_over_and_what_changed_is_not(archive, alone, run, tmp_path):
    root, bad = archive
    work, out = tmp_path / "archive", tmp_path / "out"
    shutil.copytree(root, work, symlinks=True)
    before = run("archive", "--jobs", 1, "-o", "out", cwd=tmp_path)
    assert before.exit_code == 3
    first = tree(out)
    assert {name: data for name, data in first.items() if name != JOURNAL} == {
        name: data for name, data in tree(alone[0]).items() if name != JOURNAL
    }
    again = run("archive", "--resume", "--jobs", 1, "-o", "out", cwd=tmp_path)
    # The bad ones are tried and told again, so that nobody takes the archive for whole.
    assert (again.exit_code, f"0 assessed, {len(bad)} refused, 0 failed, 3 done before" in again.stderr) == (3, True)
    assert {name: data for name, data in tree(out).items() if name != JOURNAL} == {
        name: data for name, data in first.items() if name != JOURNAL
    }
    shutil.copy(INPUTS / "xaa-2023.xlsx", work / "xaa" / "xaa-2022.xlsx")
    (out / "khm" / "khm-2022.json").write_bytes(b"{}")
    anew = run("archive", "--resume", "--jobs", 1, "-o", "out", cwd=tmp_path)
    assert f"2 assessed, {len(bad)} refused, 0 failed, 1 done before" in anew.stderr
    assert (out / "khm" / "khm-2022.json").read_bytes() == first["khm/khm-2022.json"]
    assert (out / "xaa" / "xaa-2022.json").read_bytes() != first["xaa/xaa-2022.json"]


def test_a_report_of_what_cannot_be_assessed_any_more_is_told(run, tmp_path):
    (tmp_path / "in").mkdir()
    shutil.copy(XAA, tmp_path / "in" / "a.xlsx")
    assert run(tmp_path / "in", "-o", tmp_path / "out").exit_code == 0
    (tmp_path / "in" / "a.xlsx").write_bytes(b"broken")
    assert run(tmp_path / "in", "--jobs", 1, "-o", tmp_path / "out").exit_code == 3
    (line,) = lines(tmp_path / "out")
    assert line["problems"][-1]["found"] == "a report of an earlier run"
    assert line["problems"][-1]["where"].endswith("a.json")


def test_several_formats_and_gates_and_what_is_passed_over_keeps_its_gate(run, tmp_path):
    out = tmp_path / "out"
    words = (XAA, KHM, "--jobs", 1, "-f", "json", "-f", "table", "--min-coverage", "60", "-o", out)
    for more, said in (((), "2 assessed"), (("--resume",), "2 done before")):
        done = run(*words, *more)
        assert done.exit_code == 1
        assert said in done.stderr
        assert "Gates tripped by 1." in done.stderr
    assert sorted(path.name for path in out.iterdir()) == [
        JOURNAL, "khm-2022.json", "khm-2022.txt", "xaa-2022.json", "xaa-2022.txt",
    ]  # fmt: skip
    gates = {Path(line["path"]).name: line["gates"] for line in lines(out)}
    assert gates["xaa-2022.xlsx"] == []
    assert gates["khm-2022.xlsx"][0].startswith("--min-coverage 60: the coverage of ")
    assert "gate tripped: --min-coverage 60" in run(*words).stderr
    # Other bounds are another question: all is asked anew.
    assert "2 assessed" in run(*words[:-4], "--min-coverage", "1", "-o", out, "--resume").stderr


def test_for_use_inside_every_format_is_made(run, tmp_path):
    formats = [word for name in ("html", "xlsx", "md", "oscal") for word in ("-f", name)]
    done = run(XAA, "--jobs", 1, *formats, "--lang", "km", "--internal", "-o", tmp_path)
    assert done.exit_code == 0, done.stderr
    assert done.stderr.startswith("INTERNAL: small counts of persons are shown.")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        JOURNAL,
        "xaa-2022.internal.html",
        "xaa-2022.internal.md",
        "xaa-2022.internal.oscal-catalog.json",
        "xaa-2022.internal.oscal-results.json",
        "xaa-2022.internal.report.xlsx",
    ]
    assert '<html lang="km">' in (tmp_path / "xaa-2022.internal.html").read_text(encoding="utf-8")


def test_reports_beside_the_workbooks_are_not_taken_for_workbooks(run, tmp_path):
    shutil.copy(XAA, tmp_path / "a.xlsx")
    words = (tmp_path, "--jobs", 1, "-f", "xlsx", "--internal", "-o", tmp_path / "reports")
    for _ in range(2):
        assert "1 assessed, 0 refused" in run(*words).stderr
    shutil.copy(tmp_path / "reports" / "a.internal.report.xlsx", tmp_path)
    done = run(*words)
    assert "1 assessed, 0 refused" in done.stderr
    assert "Passed over: 1 named as reports (*.report.xlsx)." in done.stderr


def test_shipped_workbooks_are_found_from_anywhere(run, tmp_path):
    done = run("inputs/xaa-2022.xlsx", "--jobs", 1, "-o", "out", cwd=tmp_path)
    assert done.exit_code == 0
    assert (tmp_path / "out" / "xaa-2022.json").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "-o: found nothing; expected a folder for the reports of many workbooks"),
        (("-o", "file"), "file, which is a file"),
        (("-o", "out", "-f", "csv"), "gapcheck trend FOLDER -f csv -o tables"),
        (("-o", "out", "-f", "html"), "of workbooks that are not looked at together"),
        (("-o", "out", "-f", "json", "-f", "oscal"), "add --internal"),
        (("-o", "out", "--review", "x.xlsx"), "A review is made for one workbook"),
        (("-o", "out", "--four-eyes"), "--four-eyes: found no review"),
        (("-o", "out", "--jobs", "0"), "--jobs: found 0; expected 1 or more"),
        (("-o", "out", "--jobs", "2", "--dask", "x:1"), "one of the two"),
        (("-o", "out", "--lang", "km"), "html, xlsx or md, which can be in another language"),
        (("-o", "out", "--min-score", "x=1"), "the unknown instrument 'x'"),
        (("-o", "in"), "a folder for the reports alone"),
        (("-o", "out", "void"), "no workbook"),
        (("-o", "out", "--dask", "nowhere"), "expected the address of a Dask scheduler"),
        (("-o", "out", "--dask", "odd://localhost:1"), "expected the address of a Dask scheduler"),
    ],
)
def test_what_no_batch_can_do_is_refused_before_anything_is_written(run, tmp_path, words, said):
    for name in ("in", "void"):
        (tmp_path / name).mkdir()
    (tmp_path / "in" / "a.xlsx").write_bytes(b"never read")
    (tmp_path / "file").write_text("mine")
    done = run("in", *words, cwd=tmp_path)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()
    assert (tmp_path / "file").read_text() == "mine"


def test_without_dask_the_way_to_it_is_told(tmp_path):
    code = "import sys; sys.modules['distributed'] = None; from gapcheck.cli import main; main()"
    words = [
        sys.executable,
        "-c",
        code,
        "assess",
        str(XAA),
        "--dask",
        "tcp://localhost:8786",
        "-o",
        str(tmp_path / "out"),
    ]
    done = subprocess.run(words, capture_output=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "pip install 'gapcheck[dask]'" in done.stderr.decode()


def test_a_place_that_cannot_be_written_is_the_loss_of_one_workbook(run, tmp_path):
    shutil.copy(XAA, tmp_path / "a.xlsx")
    shutil.copy(XAA, tmp_path / "b.xlsx")
    (tmp_path / "out" / "a.json").mkdir(parents=True)
    done = run(tmp_path / "a.xlsx", tmp_path / "b.xlsx", "--jobs", 1, "-o", tmp_path / "out")
    assert done.exit_code == 2
    assert [line["outcome"] for line in lines(tmp_path / "out")] == ["failed", "assessed"]
    assert "a place that cannot be written" in done.stderr


@POSIX
def test_a_bar_is_drawn_on_a_terminal_only(tmp_path):
    import pty

    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.xlsx").write_bytes(b"bad [red]")
    parent, child = pty.openpty()
    words = [sys.executable, "-m", "gapcheck", "assess", str(tmp_path / "in"), "--jobs", "1", "-o", str(tmp_path / "o")]
    process = subprocess.Popen(words, stderr=child, stdout=subprocess.PIPE, env={**os.environ, "TERM": "xterm"})
    os.close(child)
    said = b""
    while True:
        try:
            block = os.read(parent, 65536)
        except OSError:  # the terminal is gone
            break
        if not block:
            break
        said += block
    os.close(parent)
    assert process.communicate(timeout=60)[0] == b""
    assert process.returncode == 3
    assert b"Assessing" in said
    assert b"0 assessed, 1 refused" in said


@pytest.fixture(scope="module")
def many(tmp_path_factory, run):
    """Eight workbooks, and what they come to where nothing disturbs the run."""
    root = tmp_path_factory.mktemp("many")
    for number in range(8):
        folder = root / "in" / f"part-{number % 2}"
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(XAA, folder / f"xaa-{number}.xlsx")
    assert run("in", "--jobs", 1, "-o", "out", cwd=root).exit_code == 0
    return root / "in", tree(root / "out")


@pytest.fixture
def started(many, tmp_path_factory):
    """Starts a batch over the eight; what a killed process leaves for its workers lies where it is cleared away."""
    environment = {**os.environ, "TMPDIR": str(tmp_path_factory.mktemp("t"))}

    def start(*words: object) -> subprocess.Popen:
        command = [sys.executable, "-m", "gapcheck", "assess", "in", *map(str, words)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(command, cwd=many[0].parent, env=environment, start_new_session=True, **pipes)

    return start


def until_lines(out: Path, number: int) -> None:
    """Wait until so many workbooks are done."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if (out / JOURNAL).exists() and (out / JOURNAL).read_bytes().count(b"\n") >= number:
            return
        time.sleep(0.01)
    pytest.fail("nothing was done in a minute")


@POSIX
def test_killed_midway_and_taken_up_again_it_gives_the_same_tree(many, started, run, tmp_path):
    inside, whole = many
    out = tmp_path / "out"
    process = started("--jobs", 2, "-o", out)
    until_lines(out, 2)
    workers = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.communicate(timeout=60)
    # Nobody is left to work for nobody.
    _, left = psutil.wait_procs(workers, timeout=20)
    assert left == []
    done = len((out / JOURNAL).read_bytes().splitlines())
    assert 2 <= done < 8
    # As a crash in the midst of writing would leave it.
    (out / "part-0" / ".xaa-0.json.0123abcd.part").write_bytes(b"half")
    with (out / JOURNAL).open("ab") as stream:
        stream.write(b'{"path": "in/part-0/xa')
    again = run("in", "--jobs", 2, "--resume", "-o", out, cwd=inside.parent)
    assert again.exit_code == 0, again.stderr
    assert f"{8 - done} assessed, 0 refused, 0 failed, {done} done before" in again.stderr
    assert tree(out) == whole


@POSIX
@pytest.mark.parametrize("presses", [1, 2])
def test_stopped_by_ctrl_c_what_is_done_stays_and_it_goes_on(many, started, run, tmp_path, presses):
    inside, whole = many
    out = tmp_path / "out"
    process = started("--jobs", 2, "-o", out)
    until_lines(out, 1)
    for _ in range(presses):
        os.killpg(process.pid, signal.SIGINT)  # a terminal sends it to the workers too
        time.sleep(0.02)
    said = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 130
    done = len(lines(out))
    assert f"Stopped, {done} of 8 done; go on with --resume." in said
    assert "Traceback" not in said
    assert 1 <= done < 8
    again = run("in", "--jobs", 2, "--resume", "-o", out, cwd=inside.parent)
    assert again.exit_code == 0
    assert tree(out) == whole


@POSIX
def test_a_worker_that_is_killed_costs_nothing(many, started, tmp_path):
    _, whole = many
    out = tmp_path / "out"
    process = started("--jobs", 2, "-o", out)
    until_lines(out, 1)
    # The server forks the workers: they are its children.
    workers = [grand for child in psutil.Process(process.pid).children() for grand in child.children()]
    assert len(workers) == 2
    workers[0].kill()
    said = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 0, said
    assert "8 assessed, 0 refused, 0 failed" in said
    assert tree(out) == whole
