"""A sheet's comments: the officer's are kept, ours taken out and written anew."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import compress

from gapcheck.workbook.annotation.nodes import Node
from gapcheck.workbook.annotation.notes import END, markup
from gapcheck.workbook.annotation.package import HEAD
from gapcheck.workbook.annotation.splice import Splice
from gapcheck.workbook.annotation.wording import HEADLINE
from gapcheck.workbook.places import letters, row_and_column
from gapcheck.workbook.safety.markup import MAIN

AUTHOR = "gapcheck"
EMPTY = f'{HEAD}<comments xmlns="{MAIN}"><authors></authors><commentList></commentList></comments>'.encode()
_GAP = "\n\n"  # between the officer's words and ours
_OURS = re.compile(f"(?:{_GAP})?{HEADLINE}.*?(?:{END}|\\Z)", re.DOTALL)

Cell = tuple[int, int]
Pieces = Sequence[tuple[bool, str]]


def rewrite(splice: Splice, ours: Mapping[Cell, Pieces]) -> tuple[set[Cell], dict[Cell, str]]:
    """Take our earlier comments out and put the new ones in.

    Returns the cells whose comment was taken out whole, and all that have one now with its text.
    """
    root = splice.root
    removed: set[Cell] = set()
    texts: dict[Cell, str] = {}
    listed = root.need("commentList")
    for node in listed.all("comment"):
        cell = row_and_column(node.attributes.get("ref", ""))
        if cell is None:
            continue
        whole = "".join(leaf.text for leaf in _leaves(node))
        left = _OURS.sub("", whole)
        if not left.strip() and (left != whole or cell in ours):  # nothing of the officer's is in it
            splice.remove(node)
            removed.add(cell)
            continue
        _strip(splice, node, whole)
        if cell in texts:  # a second comment at one cell: no program shows both
            continue
        texts[cell] = left
        if cell in ours:
            pieces = [(ours[cell][0][0], _GAP + ours[cell][0][1]), *ours[cell][1:]]
            _extend(splice, node, pieces)
            texts[cell] += "".join(text for _, text in pieces)
    new = sorted(set(ours) - set(texts))
    if new:
        author = _author(splice, root.need("authors"))
        for cell in new:
            reference = f"{letters(cell[1])}{cell[0]}"
            text = f"<{listed.tag('text')}>{_runs(listed, ours[cell])}</{listed.tag('text')}>"
            tag = listed.tag("comment")
            splice.append(listed, f'<{tag} ref="{reference}" authorId="{author}" shapeId="0">{text}</{tag}>')
            texts[cell] = "".join(text for _, text in ours[cell])
    return removed, texts


def _leaves(comment: Node) -> list[Node]:
    """Return the elements that hold a comment's text: of its runs, or the one without any."""
    found = []
    for text in comment.all("text"):
        for child in text.children:
            found += [child] if child.local == "t" else child.all("t") if child.local == "r" else []
    return found


def _strip(splice: Splice, comment: Node, whole: str) -> None:
    """Take ours out of the elements of a comment in which it stands."""
    kept = bytearray(b"\x01" * len(whole))
    for match in _OURS.finditer(whole):
        kept[match.start() : match.end()] = bytes(len(match[0]))
    at = 0
    for leaf in _leaves(comment):
        left = "".join(compress(leaf.text, kept[at : at + len(leaf.text)]))
        at += len(leaf.text)
        if left == leaf.text:
            continue
        if not left and leaf.parent is not None and leaf.parent.local == "r":
            splice.remove(leaf.parent)
        else:
            splice.refill(leaf, left)


def _extend(splice: Splice, comment: Node, pieces: Pieces) -> None:
    """Put runs after the last of a comment's; text without runs becomes one, for beside it none may stand."""
    text = comment.first("text")
    if text is None:
        tag = comment.tag("text")
        splice.append(comment, f"<{tag}>{_runs(comment, pieces)}</{tag}>")
        return
    run = text.tag("r")
    for leaf in text.all("t"):
        splice.insert(leaf.start, f"<{run}>")
        splice.insert(leaf.end, f"</{run}>")
    last = next((child for child in reversed(text.children) if child.local in ("t", "r")), None)
    if last is not None:
        splice.insert(last.end, _runs(text, pieces))
    else:
        splice.append(text, _runs(text, pieces))


def _runs(parent: Node, pieces: Pieces) -> str:
    tag = parent.tag
    written = []
    for bold, text in pieces:
        look = f'<{tag("sz")} val="9"/><{tag("color")} indexed="81"/><{tag("rFont")} val="Tahoma"/>'
        weight = f"<{tag('b')}/>" if bold else ""
        look = f'{weight}{look}<{tag("family")} val="2"/>'
        piece = f'<{tag("t")} xml:space="preserve">{markup(text)}</{tag("t")}>'
        written.append(f"<{tag('r')}><{tag('rPr')}>{look}</{tag('rPr')}>{piece}</{tag('r')}>")
    return "".join(written)


def _author(splice: Splice, authors: Node) -> int:
    """Return our number among the authors."""
    names = [author.text for author in authors.all("author")]
    if AUTHOR not in names:
        splice.append(authors, f"<{authors.tag('author')}>{AUTHOR}</{authors.tag('author')}>")
        names.append(AUTHOR)
    return names.index(AUTHOR)
