"""The decision of the shipped rules by our engines and by their peers: python tests/benchmarks/engines.py.

Two situations. *One assessment*: what the assessment of each shipped workbook asks, set up and decided; the mean of
all. *Many*: set up once, then so many vectors, first those of the workbooks, then drawn ones. Every answer of every
peer is asserted equal to the reference evaluator's before anything is timed. Peers take turns in every round; figures
are medians of CPU time, ratios the medians of the rounds' own.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from peers import ADAPTER, PEERS, Decide, Peer
from questions import INPUTS, Question, many, questions

from gapcheck.engine.reference import ReferenceEvaluator


def here(question: Question) -> dict[str, Peer]:
    """Return the peers that are installed, each of which answers as the reference evaluator does."""
    expected = ReferenceEvaluator().evaluate(question.rules, question.vectors)
    found = {}
    for name, peer in PEERS.items():
        try:
            said = peer(question.rules)(question.vectors)
        except ImportError as error:
            print(f"{name}: not here, passed over ({error})")
            continue
        assert said == expected, f"{name} gives other answers"
        found[name] = peer
    return found


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds of one piece of work, without the rubbish of the one before."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def turns(works: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Return the CPU seconds of every piece of work in every round, after one round that is not counted."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds + 1):
        for name, work in works.items():
            seconds = cpu(work)
            if number:
                taken[name].append(seconds)
    return taken


def show(title: str, taken: Mapping[str, list[float]], decisions: int) -> None:
    """Print the time of one decision by every peer, and its ratio to the adapter's in the same rounds."""
    print(f"\n{title}\n{'':38} {'ms':>9} {'times the adapter':>18}")
    for name, seconds in taken.items():
        ratio = statistics.median(one / ours for one, ours in zip(seconds, taken[ADAPTER], strict=True))
        print(f"{name:38} {statistics.median(seconds) / decisions * 1000:9.3f} {ratio:18.2f}")


def assessments(asked: list[Question], peer: Peer) -> Callable[[], object]:
    """Return the work of deciding every question of the workbooks, each set up anew."""
    return lambda: [peer(question.rules)(question.vectors) for question in asked]


def decisions(decide: Decide, question: Question) -> Callable[[], object]:
    """Return the work of deciding many vectors with what was set up."""
    return lambda: decide(question.vectors)


def main() -> None:
    """Print both situations."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--vectors", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inputs", type=Path, default=INPUTS, help="a folder of other workbooks")
    options = parser.parse_args()
    asked = questions(options.inputs)
    crowd = many(asked, options.vectors, options.seed)
    peers = here(crowd)
    for question in asked:
        here(question)
    one = turns({name: assessments(asked, peer) for name, peer in peers.items()}, options.rounds)
    vectors = sorted(len(question.vectors) for question in asked)
    show(f"One assessment, mean of {len(asked)}: set up, then {vectors[0]} to {vectors[-1]} vectors", one, len(asked))
    prepared = {name: decisions(peer(crowd.rules), crowd) for name, peer in peers.items()}
    show(
        f"Many: {len(crowd.rules)} rules set up once, time a vector of {len(crowd.vectors)}",
        turns(prepared, options.rounds),
        len(crowd.vectors),
    )


if __name__ == "__main__":
    main()
