"""Text made inert: whatever it holds, Markdown shows it as it was and makes nothing of it."""

from __future__ import annotations

import re
from typing import Final

from gapcheck.report.plaintext import clean

GUARD: Final = "\u2060"
"""WORD JOINER, which nobody sees. It parts what sites link in the text that a reader sees, where no escape helps.

``clean`` takes it out of all text that is given, so without it the text is again what was given.
"""

_ENTITIES: Final = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}  # understood even where `\<` is not
_SHORT: Final = 6  # digits of a commit's hash that are too few to be taken for one
_ACTIVE: Final = re.compile(
    r"""
      (?P<entity>[<>&])
    | (?P<called>\#(?=\d) | @(?=\S))                # an issue: #12; a person, or the address of one
    | (?P<money>\$)                               # a formula between two of them; an escape alone does not prevent it
    | (?P<mark>[\\`*_\[\]{}\#~|^])
    | (?P<twice>(?P<one>[=+])(?=(?P=one)))        # ==marked== and ++inserted++ in wikis
    | (?P<start>^[-+=:])                          # list, underline of a heading, definition
    | (?P<listed>(?<=^)[0-9]{1,9}(?=[.)](?:\s|$)))
    | (?P<opening>:(?=//)                         # a scheme
        | :(?=[\w+-]+:)                           # an emoji by its name
        | \bGH-(?=\d))                            # an issue again
    | (?P<slash>(?<=/)/)
    | (?P<host>(?<=[^\W_])\.(?=[^\W\d_])|(?<=www)\.)   # a site's name without its scheme
    | (?P<commit>\b(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{7,40}\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)


def flat(text: str) -> str:
    """Return text as it is shown: on one line, single spaces, no control characters or direction overrides."""
    return " ".join(clean(text).split())  # what is taken out may leave two spaces, or one in front


def inert(text: str) -> str:
    """Return Markdown that shows a text of anybody, on one line: no link, no image, no tag, no mention, no structure.

    It may stand in a paragraph, a heading, an item of a list or a cell of a table, with space on both sides.
    """
    return _ACTIVE.sub(_dead, flat(text))


def _dead(found: re.Match[str]) -> str:
    character, kind = found.group(), found.lastgroup
    if kind == "entity":
        return _ENTITIES[character]
    if kind == "listed":
        return f"{character}\\"
    if kind == "called":
        return f"\\{character}{GUARD}"
    if kind == "money":
        return f"{GUARD}\\{character}"
    if kind == "opening":
        return f"{character}{GUARD}"
    if kind == "commit":
        return GUARD.join(character[at : at + _SHORT] for at in range(0, len(character), _SHORT))
    if kind == "start" and character == ":":
        return f"\\{character}{GUARD}"
    return f"\\{character}"
