"""One instrument in a comparison, in words for a terminal: its verdict, its bridge, its provisions year by year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from tabulate import tabulate

from gapcheck.assessment.result import Score
from gapcheck.assessment.rounding import half_up, shown
from gapcheck.comparison.result import PLAYERS, Comparison, NodeChange, Steps, Verdict
from gapcheck.report.plaintext import WIDTH, listed, wrap

VERDICTS: Mapping[str, str] = {
    "improved": "improved", "better_documented": "better documented", "claimed_higher": "claimed higher",
    "unchanged": "unchanged", "less_documented": "less documented", "worse": "worse",
    "not_comparable": "not comparable",
}  # fmt: skip
_MEANING: Mapping[str, str] = {
    "improved": "both the claimed and the documented score are higher.",
    "better_documented": "the documented score is higher, the claimed one is as it was.",
    "claimed_higher": "the claimed score is higher, the documented one is not.",
    "unchanged": "claimed and documented scores are as they were.",
    "less_documented": "the documented score is lower, the claimed one is as it was.",
    "worse": "the claimed score is lower.",
    "not_comparable": "too little is known in both years (the threshold is 60 % of the weight).",
}
_READINGS = ("verified", "documented", "claimed", "possible")
_STATES: Mapping[str, str] = {
    "new": "new", "dropped": "dropped", "not_scored_before": "scored now", "not_scored_after": "no longer scored",
    "not_scored": "not scored",
}  # fmt: skip
_TITLE = 22
_VERDICT = 12
_QUESTIONS = 8


def bridged_instrument(node: NodeChange, comparison: Comparison) -> Iterator[str]:
    """Yield the lines about one instrument on both sides."""
    yield ""
    yield "-" * WIDTH
    yield from wrap(node.title.upper())
    if node.verdict is not None:
        yield ""
        yield from _verdict(node.verdict)
    if node.bridge is None:
        yield from wrap(f"No bridge: {_STATES.get(node.state, node.state)}.")
    else:
        yield ""
        yield from _bridge(node, comparison)
    below = [item for item in comparison.nodes if item.instrument == node.instrument and item.provision is not None]
    years = [str(record.year) for record in (comparison.earlier, comparison.later)]
    rows = [_row(item, years) for item in below if _worth(item)]
    same = len(below) - len(rows)
    if rows:
        yield ""
        yield tabulate(
            rows,
            headers=["Clause", "What is asked", "Year", "V", "D", "C", "P", "Verdict"],
            colalign=("left", "left", "left", "right", "right", "right", "right", "left"),
            disable_numparse=True,
            preserve_whitespace=True,
        )
    if same:
        unchanged = "1 provision has" if same == 1 else f"{same} provisions have"
        yield from wrap(f"{unchanged} the same scores in both years and {'is' if same == 1 else 'are'} left out.")


def _verdict(verdict: Verdict) -> Iterator[str]:
    share = f"{shown(Fraction(verdict.core_share.exact))} %"
    yield from wrap(
        f"VERDICT: {VERDICTS[verdict.verdict].upper()}. On the {share} of the weight that is wholly known in both "
        f"years, {_MEANING[verdict.verdict]}"
    )
    if verdict.newly_disclosed:
        yield from wrap(_questions("Newly disclosed", verdict.newly_disclosed), indent="  ", first="  ")
    if verdict.fallen_silent:
        yield from wrap(_questions("Fallen silent", verdict.fallen_silent), indent="  ", first="  ")


def _questions(words: str, names: Sequence[str]) -> str:
    number = "1 question" if len(names) == 1 else f"{len(names)} questions"
    return f"{words}: {number} ({listed(names, most=_QUESTIONS)})."


def _bridge(node: NodeChange, comparison: Comparison) -> Iterator[str]:
    assert node.bridge is not None  # noqa: S101 - the caller looked
    before, after = (str(record.year) for record in (comparison.earlier, comparison.later))
    rows = []
    for reading in _READINGS:
        steps: Steps = getattr(node.bridge, reading)
        first, *parts, last = printed(steps)
        rows.append([reading.capitalize(), first, *parts, last])
    yield tabulate(
        rows,
        headers=["The bridge", before, *(player.capitalize() for player in PLAYERS), after],
        colalign=("left", *("right",) * (len(PLAYERS) + 2)),
        disable_numparse=True,
    )
    if node.rescored is not None:
        yield from wrap(_again(node.rescored, before, comparison))
    if node.bridge.unscored_mixtures:
        yield from wrap("Some mixtures of the two years have no score here; the mean of the two ends stood for them.")


def _again(score: Score, year: str, comparison: Comparison) -> str:
    """Return the scores of the earlier answers under the later rules, beside which those of their own rules stand."""
    scores = ", ".join(f"{name} {text}" for name, text in zip(_READINGS, _shown(score), strict=True))
    stands = "as it was published" if comparison.form == "published" else "under its own rules"
    return f"{year} stands {stands}. Scored again under version {comparison.later.rulebook.version}: {scores}."


def printed(steps: Steps) -> list[str]:
    """Return before, the four steps with their signs, and after, rounded so that they add up as printed."""
    edges = [Fraction(steps.before.exact)]
    for player in PLAYERS:
        edges.append(edges[-1] + Fraction(getattr(steps, player).exact))
    rounded = [half_up(edge) for edge in edges]
    parts = [other - one for one, other in pairwise(rounded)]
    return [shown(rounded[0]), *(f"{'+' if part > 0 else ''}{shown(part)}" for part in parts), shown(rounded[-1])]


def _worth(node: NodeChange) -> bool:
    scores = [node.before, node.after, *([] if node.rescored is None else [node.rescored])]
    return node.state != "not_scored" and (node.state != "scored" or len(set(map(_figures, scores))) > 1)


def _figures(score: Score | None) -> tuple[str | None, ...]:
    named = (score.verified, score.documented, score.claimed, score.possible) if score is not None else ()
    return tuple(figure.exact if figure is not None else None for figure in named)


def _row(node: NodeChange, years: Sequence[str]) -> list[str]:
    lines = [(years[0], node.before), (years[1], node.after)]
    if node.rescored is not None and _figures(node.rescored) != _figures(node.before):
        lines.insert(1, (f"{years[0]}*", node.rescored))
    columns = ["\n".join(column) for column in zip(*(_shown(score) for _, score in lines), strict=True)]
    words = VERDICTS[node.verdict.verdict] if node.verdict is not None else ""
    if node.state != "scored":
        words = _STATES[node.state]
    title = "\n".join(wrap(node.title, width=_TITLE))
    return [
        node.clause or "",
        title,
        "\n".join(year for year, _ in lines),
        *columns,
        "\n".join(wrap(words, width=_VERDICT)),
    ]


def _shown(score: Score | None) -> list[str]:
    figures = [getattr(score, reading) if score is not None else None for reading in _READINGS]
    return [shown(Fraction(figure.exact)) if figure is not None else "none" for figure in figures]
