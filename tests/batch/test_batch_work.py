"""The work on one workbook: whatever is wrong with it comes back as an outcome, and never as an exception."""

from __future__ import annotations

import hashlib
import pickle
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from gapcheck.assessment import assess
from gapcheck.assessment.gates import gates_of
from gapcheck.batch import work as room
from gapcheck.batch.records import Asked, Source, Task
from gapcheck.batch.work import Stranger, Unprepared, dismiss, prepare, work
from gapcheck.errors import EngineError, Problem
from gapcheck.report import json
from gapcheck.resources import shipped
from gapcheck.workbook import read_workbook

XAA = shipped("inputs") / "xaa-2022.xlsx"


@pytest.fixture
def prepared(asked):
    prepare(asked)
    yield asked
    dismiss(asked.key)


def task(asked: Asked, data: bytes | None = None, name: str = "xaa-2022.xlsx") -> Task:
    data = XAA.read_bytes() if data is None else data
    return Task(asked.key, Source(Path(name), ""), data, hashlib.sha256(data).hexdigest())


def test_a_workbook_gives_what_it_gives_alone(prepared):
    came = pickle.loads(pickle.dumps(work(pickle.loads(pickle.dumps(task(prepared))))))  # noqa: S301 - our own
    (report,) = came.reports
    alone = json.render_one(assess(read_workbook(XAA, prepared.rulebook), prepared.rulebook)).encode()
    assert (report.name, report.data, report.sha256) == ("xaa-2022.json", alone, hashlib.sha256(alone).hexdigest())
    assert (came.kind, came.exit_code, came.country, came.year) == ("assessed", 0, "XAA", 2022)


def test_what_is_asked_survives_the_way_to_a_worker(asked):
    sent = pickle.loads(pickle.dumps(asked))  # noqa: S301
    assert (sent.key, sent.identity, sent.rulebook) == (asked.key, asked.identity, asked.rulebook)


def test_a_gate_that_trips_is_told(asked):
    gated = replace(asked, gates=gates_of(["call-to-action-2017=100"], None, [], asked.rulebook), key="gated")
    prepare(gated)
    came = work(task(gated))
    assert came.kind == "assessed"
    assert came.gates[0].startswith("--min-score call-to-action-2017=100: the documented score is ")


def test_a_bad_workbook_is_refused_with_every_problem(prepared):
    came = work(task(prepared, b"no workbook at all"))
    assert (came.kind, came.exit_code, came.reports) == ("refused", 3, ())
    assert came.problems


@pytest.mark.parametrize("error", [EngineError([Problem("a rule", "yes", "no", "")]), ValueError("odd")])
def test_a_fault_of_ours_is_the_outcome_of_one_workbook(prepared, monkeypatch, error):
    def broken(*_):
        raise error

    monkeypatch.setattr(room, "assess", broken)
    came = work(task(prepared))
    assert (came.kind, came.exit_code) == ("failed", 5)
    assert str(error.problems[0] if isinstance(error, EngineError) else error) in str(came.problems[0])


def test_a_worker_that_was_not_told_says_so(asked):
    dismiss(asked.key)
    with pytest.raises(Unprepared):
        work(task(asked))


def test_a_worker_of_another_kind_says_so(asked):
    other = replace(asked, maker=replace(asked.maker, source="0" * 64), key="other")
    prepare(other)
    with pytest.raises(Stranger) as caught:
        work(task(other))
    assert (caught.value.here, caught.value.expected) == (asked.maker, other.maker)
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301
    assert again.expected == other.maker


def test_two_runs_of_one_batch_are_told_apart(asked):
    other = Asked(asked.rulebook, asked.formats, None, internal=False, gates=asked.gates, maker=asked.maker)
    assert other.identity == asked.identity
    assert other.key != asked.key


def test_two_batches_may_share_a_worker(asked):
    gated = replace(asked, gates=gates_of(["call-to-action-2017=100"], None, [], asked.rulebook), key="gated")
    prepare(asked)
    prepare(gated)
    assert (bool(work(task(asked)).gates), bool(work(task(gated)).gates)) == (False, True)
    dismiss(gated.key)
    assert work(task(asked)).kind == "assessed"


def test_threads_of_a_worker_take_turns(prepared, monkeypatch):
    within, most = 0, 0
    real = room.read_bytes

    def counted(*arguments):
        nonlocal within, most
        within += 1
        most = max(most, within)
        threading.Event().wait(0.02)
        within -= 1
        return real(*arguments)

    monkeypatch.setattr(room, "read_bytes", counted)
    threads = [threading.Thread(target=work, args=(task(prepared, b"bad"),)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
