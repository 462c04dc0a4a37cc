"""Rule files of any size, with a filled workbook for each: python tests/benchmarks/rulebooks.py FOLDER LEAVES.

Every leaf asks how far a procedure is in force, how many offices there are and how many apply it; its ladder has two or
three criteria a level, of those questions, of the share and of the questions of the leaf before. The method and the
invented country are the shipped ones.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gapcheck.rulebook import load_rulebook
from gapcheck.rulebook.model import PILLARS
from gapcheck.workbook.drawing.fill import fill_template

RULES = Path(__file__).parents[2] / "rules"
STATES = ("none", "drafted", "in_force")


def write_rules(folder: Path, leaves: int) -> None:
    """Write valid rule files with so many leaves, ten to a provision, and three questions for each leaf."""
    for name in ("method.yaml", "countries/XAA.yaml"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(RULES / name, folder / name)
    source = "".join(f"- {_text(number)}\n" for number in range(leaves)).encode()
    indicators = [indicator for number in range(leaves) for indicator in _indicators(number)]
    instrument = {
        "id": "many-leaves",
        "title": {"en": f"A plan of {leaves} tests"},
        "source": {"file": "sources/many-leaves.md", "sha256": hashlib.sha256(source).hexdigest()},
        "status": {"en": "Invented, to measure growth"},
        "scored": True,
        "combine": "mean",
        "provisions": [_provision(first, min(first + 10, leaves)) for first in range(0, leaves, 10)],
    }
    for name, content in (("indicators/many.yaml", {"indicators": indicators}), ("instruments/many.yaml", instrument)):
        (folder / name).parent.mkdir(exist_ok=True)
        # JSON is YAML; with a line for each key, as people write it
        (folder / name).write_text(json.dumps(content, indent=1), encoding="utf-8")
    (folder / "sources").mkdir()
    (folder / "sources" / "many-leaves.md").write_bytes(source)


def _text(number: int) -> str:
    return f"Apply procedure {number} in every office that meets victims."


def _indicators(number: int) -> Iterator[dict[str, Any]]:
    pillar = PILLARS[number // 10 % len(PILLARS)]
    common = {"pillar": pillar, "kind": "process"}
    yield {
        "id": f"procedure_{number}",
        "question": {"en": f"How far is procedure {number} in force?"},
        "type": "choice",
        "options": {state: {"en": state.replace("_", " ").capitalize()} for state in STATES},
        "pillar": pillar,
        "kind": "structure",
    }
    for what, asked in (("offices", "are there for"), ("offices_applying", "apply")):
        question = {"en": f"How many offices {asked} procedure {number}?"}
        yield {"id": f"{what}_{number}", "question": question, "type": "count", "unit": "offices", **common}
    yield {
        "id": f"offices_share_{number}",
        "question": {"en": f"Share of the offices that apply procedure {number}"},
        "type": "share",
        "derived": {"ratio": [f"offices_applying_{number}", f"offices_{number}"]},
        "zero": "shortfall",
        **common,
    }


def _provision(first: int, end: int) -> dict[str, Any]:
    return {
        "id": f"MANY.{first}",
        "clause": str(first),
        "title": {"en": f"Procedures from {first}"},
        "text": _text(first),
        "pillar": PILLARS[first // 10 % len(PILLARS)],
        "addressee": "state",
        "children": [
            {
                "id": f"MANY.{first}.{number}",
                "title": {"en": f"Procedure {number}"},
                "text": _text(number),
                **_ladder(number),
            }
            for number in range(first, end)
        ],
    }


def _ladder(number: int) -> dict[str, Any]:
    state, share = {"indicator": f"procedure_{number}"}, {"indicator": f"offices_share_{number}"}
    beside = {"indicator": f"procedure_{max(number - 1, 0)}"}
    counted = {"indicator": f"offices_{number}", "at_least": 1}
    some = {"any": [{**share, "at_least": "50%"}, {**beside, "is": "in_force"}]}
    return {
        "levels": {
            1: [{**state, "is": ["drafted", "in_force"]}, counted],
            2: [{**state, "is": "in_force"}, {**share, "at_least": "25%"}],
            3: [{**share, "at_least": "75%"}, some, counted],
            4: [{**share, "at_least": "90%"}, {**beside, "is": ["drafted", "in_force"]}],
        }
    }


def write_workbook(rules: Path, path: Path, *, contradictions: int = 3, seed: int = 1) -> None:
    """Write a workbook of the rules of a folder with every answer, and so many shares above the whole."""
    source = random.Random(seed)  # noqa: S311 -- nothing secret is drawn
    rulebook = load_rulebook(rules)
    leaves = sum(indicator.derived is not None for indicator in rulebook.indicators.values())
    wrong = set(source.sample(range(leaves), contradictions))
    answers: dict[str, dict[str, Any]] = {}
    for number in range(leaves):
        offices = source.randint(1, 40)
        applying = offices + 1 if number in wrong else source.randint(0, offices)
        state = source.choice(STATES).replace("_", " ").capitalize()
        given = {f"procedure_{number}": state, f"offices_{number}": offices, f"offices_applying_{number}": applying}
        document = {"document": f"Report {source.randint(1, 9)}", "document_date": "2023-06-30"}
        answers |= {name: {"answer": answer, **document} for name, answer in given.items()}
    header = {"country": "XAA", "year": 2023, "submitted_on": "2024-02-01", "submitted_by": "An officer"}
    fill_template(rulebook, header, answers, {}, path)


def main() -> None:
    """Write rules/ and a workbook into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("leaves", type=int)
    options = parser.parse_args()
    write_rules(options.folder / "rules", options.leaves)
    write_workbook(options.folder / "rules", options.folder / "filled.xlsx")


if __name__ == "__main__":
    main()
