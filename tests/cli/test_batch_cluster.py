"""A batch by the workers of a real scheduler, one of which dies: nothing is lost, and nothing is there twice."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from distributed import Client

from gapcheck.resources import shipped

XAA = shipped("inputs") / "xaa-2022.xlsx"
WORKBOOKS = 10

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a worker is killed by a signal of POSIX systems")


@dataclass
class Cluster:
    """A scheduler and workers, each a process of its own, as on machines of their own."""

    folder: Path
    scheduler: subprocess.Popen
    workers: list[subprocess.Popen]

    @property
    def address(self) -> str:
        return json.loads((self.folder / "scheduler.json").read_text())["address"]

    def hire(self) -> None:
        words = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--death-timeout", "30"]
        self.workers.append(launched(self.folder, "dask_worker", *words))

    def end(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait(timeout=30)


def launched(folder: Path, module: str, *words: str) -> subprocess.Popen:
    command = [sys.executable, "-m", f"distributed.cli.{module}", "--scheduler-file", "scheduler.json", *words]
    # Somewhere else, and without the working folder of the batch: no file is shared.
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture
def cluster(tmp_path) -> Iterator[Cluster]:
    folder = tmp_path / "cluster"
    folder.mkdir()
    scheduler = launched(folder, "dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    held = Cluster(folder, scheduler, [])
    try:
        deadline = time.monotonic() + 60
        while not (folder / "scheduler.json").exists():
            assert time.monotonic() < deadline
            time.sleep(0.05)
        yield held
    finally:
        held.end()


@pytest.fixture
def archive(tmp_path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(WORKBOOKS):
        shutil.copy(XAA, folder / f"xaa-{number}.xlsx")
    (folder / "bad.xlsx").write_bytes(b"bad")
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def started(archive: Path, cluster: Cluster, out: Path, *words: object) -> subprocess.Popen:
    command = [sys.executable, "-m", "gapcheck", "assess", "in", "--dask", cluster.address, "-o", out, *words]
    return subprocess.Popen(list(map(str, command)), cwd=archive.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def until_lines(out: Path, number: int, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + 60
    while not (out / "batch.jsonl").exists() or (out / "batch.jsonl").read_bytes().count(b"\n") < number:
        assert process.poll() is None, process.communicate()[1].decode()
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_worker_that_is_killed_loses_nothing_and_doubles_nothing(cluster, archive, gapcheck, tmp_path):
    cluster.hire()
    cluster.hire()
    process = started(archive, cluster, tmp_path / "far")
    until_lines(tmp_path / "far", 3, process)
    cluster.workers[0].kill()
    said = process.communicate(timeout=100)[1].decode()
    assert process.returncode == 3, said  # of the bad one
    assert f"{WORKBOOKS} assessed, 1 refused, 0 failed" in said
    near = gapcheck("assess", "in", "--jobs", 1, "-o", tmp_path / "near", cwd=tmp_path)
    assert near.returncode == 3
    far, home = tree(tmp_path / "far"), tree(tmp_path / "near")
    journal = far.pop("batch.jsonl").splitlines()
    assert sorted(journal) == sorted(home.pop("batch.jsonl").splitlines())
    assert len({json.loads(line)["path"] for line in journal}) == len(journal) == WORKBOOKS + 1
    assert far == home


def test_a_cluster_that_ends_leaves_what_is_done(cluster, archive, gapcheck, tmp_path):
    out = tmp_path / "out"
    cluster.hire()
    process = started(archive, cluster, out)
    until_lines(out, 2, process)
    cluster.end()
    said = process.communicate(timeout=100)[1].decode()
    assert process.returncode == 5, said
    assert "go on with --resume" in said
    assert "Traceback" not in said
    done = len((out / "batch.jsonl").read_bytes().splitlines())
    again = gapcheck("assess", "in", "--jobs", 1, "--resume", "-o", out, cwd=tmp_path)
    assert again.returncode == 3
    assert f"{WORKBOOKS} assessed" not in again.stderr.decode()
    assert done >= 2
    assert len(list(out.glob("*.json"))) == WORKBOOKS


def test_workers_that_come_later_know_of_the_batch_and_those_that_stay_forget_it(cluster, archive, tmp_path):
    for path in archive.glob("xaa-*.xlsx"):
        if path.stem != "xaa-0":
            path.unlink()
    # Rules that are nowhere but where the batch is begun.
    shutil.copytree(shipped("rules"), tmp_path / "mine")
    process = started(archive, cluster, tmp_path / "out", "--rules", "mine")
    assert process.stderr is not None
    assert process.stderr.readline() == b"The cluster has no workers yet: it is waited for.\n"
    cluster.hire()
    said = process.communicate(timeout=100)[1].decode()
    assert "1 assessed, 1 refused, 0 failed" in said
    with Client(cluster.address, timeout=10, set_as_default=False) as client:
        assert list(client.run(left_of_batches).values()) == [0]


def left_of_batches() -> int:
    from gapcheck.batch import work

    return len(work._asked)
