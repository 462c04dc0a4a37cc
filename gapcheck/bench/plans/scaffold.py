"""The scaffold of a plan: the three files that a rule author begins with, as text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from gapcheck.bench.plans.items import Item
from gapcheck.bench.plans.nearness import Guess, Nearness
from gapcheck.bench.schemas.kinds import hint
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.linting.texts import STATUS_TO_WRITE
from gapcheck.rulebook.quotations import sha256_of

_WIDE: Final = 100
# What YAML does not take as it stands, beyond what JSON escapes.
_ESCAPED: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Plan:
    """A new plan: what it is called and says of itself, and its items."""

    id: str
    title: str
    items: tuple[Item, ...]
    applies_to: tuple[str, ...] = ()
    issued_on: date | None = None
    origin: str = ""

    @property
    def prefix(self) -> str:
        """What the ids of the provisions begin with."""
        return self.id.upper()


def source_text(plan: Plan, text: str) -> str:
    """Return the source as it is kept: the text as it was given, after where it came from."""
    return f"Source: {plan.origin}\n\n---\n\n{text}" if plan.origin else text


def instrument_text(plan: Plan, source: str, rulebook: Rulebook) -> str:
    """Return the instrument: one provision an item, with what is to be written in comments."""
    return "\n".join(_instrument(plan, source, rulebook)) + "\n"


def tests_text(plan: Plan) -> str:
    """Return the file of tests, with no test in it yet."""
    leaf = f"{plan.prefix}.{plan.items[0].label}"
    return f"""{hint("tests")}
# Tests of {plan.id}: given answers and the level expected. Each ladder needs a case at every level, 0 too, and on
# both sides of every threshold. Write a group for each leaf in place of the brackets, such as:
#
# tests:
#   - provision: {leaf}
#     given: {{a_question: adopted, another_question: 90}}
#     cases:
#       - {{level: 4}}
#       - {{given: {{another_question: 89}}, level: 3, why: "below 90 %"}}
#       - {{given: {{a_question: none}}, level: 0}}
tests: []
"""


def _instrument(plan: Plan, source: str, rulebook: Rulebook) -> Iterator[str]:
    languages = [code for code in rulebook.method.languages if code != "en"]
    yield hint("instrument")
    yield from _comment(
        f"{_one_line(plan.title)}, item by item. Texts are verbatim. Made from the text of the plan; the ladders are "
        "to be written: see the guide, rules/README.md."
    )
    yield "#"
    yield from _comment(
        "Nothing is scored yet. Write the ladder of one item after the other, in place of its comment; take "
        "'scored: false' away from here when the first is written, and put it at the items that have none yet."
    )
    if languages:
        yield from _comment(f"Every text for people may have more languages beside en: {', '.join(languages)}.")
    yield f"id: {plan.id}"
    yield f"title: {{en: {_quoted(plan.title)}}}"
    yield f"source: {{file: sources/{plan.id}.md, sha256: {sha256_of(source.encode())}}}"
    yield "# Say in the status whose text it is and whether it binds, such as: Recommendations of ...; voluntary"
    yield f'status: {{en: "{STATUS_TO_WRITE}"}}'
    if plan.issued_on is not None:
        yield f"issued_on: {plan.issued_on.isoformat()}"
    if plan.applies_to:
        yield f"applies_to: [{', '.join(plan.applies_to)}]"
    yield "scored: false"
    yield "combine: mean"
    yield ""
    yield "provisions:"
    nearness = Nearness(rulebook)
    for number, item in enumerate(plan.items):
        if number:
            yield ""
        yield from _provision(plan, item, nearness.guess(item.text))


def _provision(plan: Plan, item: Item, guess: Guess) -> Iterator[str]:
    yield f"  - id: {plan.prefix}.{item.label}"
    yield f"    clause: {_quoted(item.label)}"
    yield f"    text: {_quoted(item.text)}"
    why = "a guess, from the nearest questions" if guess.founded else "a guess without ground: choose"
    yield f"    pillar: {guess.pillar}   # {why}"
    yield '    # title: {en: "A few words that name it"}'
    yield "    # Does it ask several things? Then 'children:', each with id, title, its words as text, and a ladder."
    yield from (f"    {line}" for line in _LADDER)
    if guess.questions:
        yield "    # Nearest questions, by shared words:"
        for indicator in guess.questions:
            words = f"{indicator.id} ({indicator.type}): {indicator.title()}"
            yield f"    #   {_one_line(words)}"
    else:
        yield "    # No question shares enough words with it; see gapcheck rules list indicators."


_LADDER: Final = (
    "# levels:",
    "#   1: [{indicator: a_question, is: [drafted, adopted]}]",
    "#   2: [{indicator: a_question, is: adopted}]",
    "#   3: [{indicator: a_share, at_least: 75%}]",
    "#   4: [{indicator: a_share, at_least: 90%}]",
)


def _comment(words: str) -> Iterator[str]:
    line = "#"
    for word in words.split():
        if len(line) + len(word) + 1 > _WIDE:
            yield line
            line = "#"
        line = f"{line} {word}"
    yield line


def _quoted(text: str) -> str:
    """Return text in quotation marks, as YAML reads it back letter by letter."""
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def _one_line(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in " ".join(text.split()))


def names_of(plan: Plan) -> Sequence[str]:
    """Return the files of a plan, by their paths in the folder of rules: source, instrument, tests."""
    return f"sources/{plan.id}.md", f"instruments/{plan.id}.yaml", f"tests/{plan.id}.yaml"
