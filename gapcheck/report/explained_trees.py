"""The explanation of an instrument or of a provision with others below it: a tree of scores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from gapcheck.assessment.explanation import Explanation, Node, TreeExplanation
from gapcheck.assessment.figures import Figure
from gapcheck.assessment.rounding import shown
from gapcheck.report.bar import PARTS, bar_of
from gapcheck.report.explained_leaves import clause
from gapcheck.report.explained_parts import section
from gapcheck.report.plaintext import wrap

_BAR = 20
_NO_SCORE = {
    "addressee": "not addressed to the state, no score",
    "instrument": "shown, not scored",
    "provision": "shown, not scored",
    "not_applicable": "not applicable",
}
_HOW = {"mean": "the mean of its items", "weakest": "the lowest of its items"}


def tree_part(tree: TreeExplanation, explanation: Explanation) -> Iterator[str]:
    """Yield the lines about a tree."""
    yield from clause(tree.clause, tree.title, tree.text, tree.above, tree.instrument, tree.place, explanation)
    yield from section("HOW ITS SCORE IS MADE")
    yield from wrap(tree.words, indent="  ")
    bar = bar_of(tree.score)
    if bar is not None:
        yield f"  [{bar.drawn(_BAR * 2)}]"
        yield from wrap("; ".join(f"{letter} {name}" for letter, name in PARTS) + ".", indent="  ")
    for low in _holding_down(tree.nodes, tree.combine):
        yield from wrap(low, indent="  ")
    yield from section(
        "ITS ITEMS",
        "Scores are of 100 points: as documented / as claimed / if everything not known were done. An item with levels "
        "shows these in the same order.",
    )
    yield from _nodes(tree.nodes, 0)
    yield from section("HOW TO ASK FURTHER")
    example = tree.nodes[0].id if tree.nodes else tree.id
    yield from wrap(
        f"Ask about any item by its id: gapcheck explain {explanation.workbook.file} {example}", indent="  "
    )


def _holding_down(nodes: Sequence[Node], how: str) -> Iterator[str]:
    low = [node for node in nodes if node.holds_down]
    if not low:
        return
    if len(low) == sum(node.score.documented is not None for node in nodes) > 1:
        yield "All of its items hold it down to the same extent."
        return
    names = "; ".join(f"{node.title} ({node.id})" for node in low[:4])
    more = f"; and {len(low) - 4} more" if len(low) > 4 else ""
    held = "What holds it down" if how == "weakest" else "It loses most by"
    lost = f": {low[0].lost} of 100 points{' each' if len(low) > 1 else ''}" if low[0].lost else ""
    yield f"{held}{lost}. {names}{more}." if lost else f"{held}: {names}{more}."


def _nodes(nodes: Sequence[Node], depth: int) -> Iterator[str]:
    """Yield items; which of them hold the one above down is said where not all of them do."""
    telling = any(not node.holds_down and node.score.documented is not None for node in nodes)
    indent = "  " * depth
    for node in nodes:
        marked = " <- holds it down" if node.holds_down and telling else ""
        number = f"{node.clause} " if depth == 0 else ""
        yield from wrap(f"{number}{node.title}{marked}", indent=f"{indent}    ", first=f"{indent}  - ")
        weight = "" if node.weight == "1" else f", weight {node.weight}"
        how = f", {_HOW[node.combine]}" if node.combine else ""
        yield from wrap(f"{node.id}: {_score(node)}{how}{weight}", indent=f"{indent}      ", first=f"{indent}    ")
        yield from _nodes(node.children, depth + 1)


def _score(node: Node) -> str:
    if node.score.documented is None:
        return _NO_SCORE.get(node.no_score or "", "no score")
    figures = (node.score.documented, node.score.claimed, node.score.possible)
    words = " / ".join(_points(figure) for figure in figures)
    if node.levels is not None:
        levels = (node.levels.documented, node.levels.claimed, node.levels.possible)
        words = f"{words}, levels {' / '.join(map(str, levels))}"
    return words


def _points(figure: Figure | None) -> str:
    return "" if figure is None else shown(Fraction(figure.exact))
