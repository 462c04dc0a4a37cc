"""Small rulebooks and answers, drawn by hypothesis: nested means and minima, any and all, figures that share inputs.

Every number has one part to play, known by its name, so that the search by brute force needs no analysis of its own:
``whole`` is divided by, ``part`` and ``middle`` are parts of it, ``inner`` is a part of ``middle``; ``paid`` is
compared with ``before``; ``bad`` is wanted low, ``band`` neither too low nor too high.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from assessment_making import answer, check, dated, indicator, inner, instrument, leaf, review, rulebook
from hypothesis import strategies as st

from gapcheck.rulebook import Rulebook
from gapcheck.workbook.answers import Answer, Status
from gapcheck.workbook.decisions import Review

NUMBERS = ("whole", "part", "middle", "inner", "more", "extra", "paid", "before", "bad", "band", "amount")
INDICATORS = (
    *(indicator(name, "count", not_applicable="true" if name == "part" else "false") for name in NUMBERS[:-1]),
    indicator("amount", "amount"),
    indicator("rate", "share"),
    indicator("law", "choice", not_applicable="true"),
    indicator("body", "choice"),
    indicator("groups", "choices", not_applicable="true"),
    indicator("fund", "yes_no"),
    indicator("day", "date"),
    indicator("part_share", "share", derived={"ratio": ["part", "whole"]}),
    indicator("middle_share", "share", derived={"ratio": ["middle", "whole"]}),
    indicator("inner_share", "share", derived={"ratio": ["inner", "middle"]}),
    indicator("good_share", "share", derived={"ratio": [{"difference": ["whole", "bad"]}, "whole"]}),
    indicator("province_share", "share", derived={"ratio": ["amount", "provinces"]}),
    indicator("change", "count", derived={"difference": ["paid", "before"]}),
    indicator("total", "count", derived={"sum": ["part", "more"]}),
    indicator("sum_share", "share", derived={"ratio": [{"sum": ["more", "extra"]}, "whole"]}),
)
POOL: tuple[dict[str, Any], ...] = (
    *({"indicator": "part_share", "at_least": bound} for bound in ("25%", "75%", "90%")),
    *({"indicator": "middle_share", "at_least": bound} for bound in ("50%", "90%")),
    *({"indicator": "inner_share", "at_least": bound} for bound in ("50%", "75%")),
    *({"indicator": "sum_share", "at_least": bound} for bound in ("50%", "100%")),
    {"indicator": "more", "at_least": "2"},
    {"indicator": "extra", "at_least": "3"},
    {"indicator": "good_share", "at_least": "75%"},
    {"indicator": "province_share", "at_least": "75%"},
    {"indicator": "change", "more_than": "0"},
    {"indicator": "change", "at_least": "3"},
    {"indicator": "total", "at_least": "6"},
    {"indicator": "whole", "at_most": "0"},
    {"indicator": "middle", "at_most": "0"},
    {"indicator": "bad", "at_most": "0"},
    {"indicator": "bad", "less_than": "3"},
    {"indicator": "band", "at_least": "2"},
    {"indicator": "band", "more_than": "3"},
    {"indicator": "band", "at_most": "4"},
    {"indicator": "rate", "at_least": "50%"},
    {"indicator": "law", "is": ["a", "b"]},
    {"indicator": "law", "is": "b"},
    {"indicator": "law", "is_not": "c"},
    {"indicator": "body", "is": "a"},
    {"indicator": "body", "is": "c"},
    {"indicator": "groups", "includes": ["a", "b"]},
    {"indicator": "groups", "includes_any": ["c", "nobody"]},
    {"indicator": "groups", "at_least": "2"},
    {"indicator": "groups", "at_most": "1"},
    {"indicator": "fund", "is": "yes"},
    {"indicator": "day", "within_months": "6"},
    {"indicator": "day", "on_or_after": "2022-06-15"},
    {"indicator": "day", "before": "2022-07-15"},
    {"indicator": "day", "by_period_end": "true"},
)
VALUES: Mapping[str, tuple[Any, ...]] = {
    **dict.fromkeys(NUMBERS, tuple(map(Fraction, (4, 0, 1, 2, 3, 5)))),
    "whole": tuple(map(Fraction, (4, 5, 1, 0))),
    "rate": (Fraction(1, 4), Fraction(1, 2), Fraction(1)),
    "law": ("a", "b", "c"),
    "body": ("a", "b", "c"),
    "groups": (("a",), ("a", "b"), ("c",), ("nobody",)),
    "fund": ("no", "yes"),
    "day": tuple(map(dated, ("2021-01-01", "2022-05-01", "2022-07", "2022", "2022-08-01"))),
}
CHECKS: tuple[Mapping[str, Any], ...] = (
    {"at_most": ["part", "whole"]},
    {"equal": ["paid", "before"]},
    {"implies": {"if": {"indicator": "fund", "is": "yes"}, "then": {"indicator": "law", "is": "b"}}},
    {"equal": ["bad", "band"]},
    {"at_most": ["middle", "whole"], "severity": "warning"},
)


@dataclass(frozen=True)
class Case:
    """A rulebook with one instrument to plan for, what a workbook says, and what reviewers decided."""

    book: Rulebook
    answers: Mapping[str, Answer]
    reviews: tuple[Review, ...]

    def __repr__(self) -> str:
        """The instrument and the answers, without all that is the same in every case."""
        nodes = [
            (node.id, str(node.weight), node.combine, [[str(c) for c in held] for held in node.levels.values()])
            for node in self.book.instruments[0].walk()
        ]
        said = {name: f"{held.status} {held.value} {held.grade}" for name, held in self.answers.items()}
        decided = [(held.indicator, held.verdict) for one in self.reviews for held in one.decisions]
        return f"{self.book.instruments[0].combine} {nodes}\n{said}\n{decided}\n{[c.id for c in self.book.checks]}"


@st.composite
def cases(draw: st.DrawFn) -> Case:
    pool = draw(st.lists(st.sampled_from(POOL), min_size=2, max_size=7))
    pick, upto = (lambda of: draw(st.sampled_from(of))), (lambda most: draw(st.integers(1, most)))

    def criterion(depth: int) -> dict[str, Any]:
        if depth and upto(3) == 3:
            return {pick(("any", "all")): [criterion(depth - 1) for _ in range(upto(3))]}
        return dict(pick(pool))

    def provision(name: str, depth: int) -> dict[str, Any]:
        weight = {"weight": pick(("1", "2", "0.5"))}
        if depth == 0 or upto(2) == 1:
            levels = [level for level in (1, 2, 3) if upto(2) == 1]
            return leaf(name, {level: [criterion(2) for _ in range(upto(2))] for level in [*levels, 4]}, **weight)
        children = [provision(f"{name}.{number}", depth - 1) for number in range(upto(3))]
        return inner(name, *children, combine=pick(("weakest", "mean")), **weight)

    made = instrument("i", *(provision(f"P{n}", 2) for n in range(upto(3))), combine=pick(("mean", "weakest")))
    checks = [check(f"c{n}", **pick(CHECKS)) for n in range(upto(3) - 1)]
    answers, decisions = {}, {}
    for item in (item for item in INDICATORS if item.derived is None):
        how = pick(("blank", "documented", "claimed", "documented", "claimed", "other"))
        if how in ("documented", "claimed"):
            answers[item.id] = answer(item.id, pick(VALUES[item.id]), how)
            decision = pick((None, None, None, "accepted", "rejected"))
        else:
            words = (Status.NOT_APPLICABLE if item.not_applicable else Status.NOT_KNOWN) if how == "other" else None
            answers[item.id] = answer(item.id, status=words or Status.BLANK, reason="A reason")
            decision = pick(("not_applicable_approved", None)) if words is Status.NOT_APPLICABLE else None
        if decision is not None:
            decisions[item.id] = decision
    return Case(rulebook(INDICATORS, [made], checks), answers, (review(**decisions),) if decisions else ())
