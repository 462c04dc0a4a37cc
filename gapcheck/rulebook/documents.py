"""YAML files as data with places: every scalar is text, every key knows its line and column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from gapcheck.errors import Problem

# The base loader resolves nothing: `no` stays "no" and 1.10 stays "1.10". The C build is twenty times faster.
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

Data: TypeAlias = "str | list[Data] | dict[str, Data] | None"
Path: TypeAlias = Sequence[str | int]

_PLAIN_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map")}


@dataclass(frozen=True, slots=True)
class Document:
    """One parsed file: its name as shown to people, its data, and the nodes that know the places."""

    name: str
    data: Data
    root: yaml.Node | None

    def place(self, path: Path, *, key: bool = False) -> str:
        """Return ``file:line:column`` of the value (or, with ``key``, of the key) nearest to ``path``.

        Steps that are not in the file (a missing key, a name that validation added) are passed over.
        """
        node = self.root
        mark = node.start_mark if node is not None else None
        for index, step in enumerate(path):
            found = _child(node, step)
            if found is None:
                continue
            key_node, node = found
            last = index == len(path) - 1
            mark = key_node.start_mark if key_node is not None and key and last else node.start_mark
        return f"{self.name}:1:1" if mark is None else f"{self.name}:{mark.line + 1}:{mark.column + 1}"

    def keys_at(self, path: Path) -> list[str]:
        """Return the keys of the mapping at ``path``, or nothing where there is none."""
        value: Data = self.data
        for step in path:
            if isinstance(value, dict) and str(step) in value:
                value = value[str(step)]
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                value = value[step]
        return list(value) if isinstance(value, dict) else []


def parse(name: str, text: str) -> tuple[Document, list[Problem]]:
    """Parse one YAML file, giving its data and every problem of form: syntax, duplicate keys, tags, aliases."""
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{name}:{mark.line + 1}:{mark.column + 1}" if mark else f"{name}:1:1"
        problem = Problem(
            place, error.problem or "text that is not YAML", "valid YAML", "Check indentation, quotes and colons."
        )
        return Document(name, None, None), [problem]
    except yaml.YAMLError as error:
        found = str(error).splitlines()[0]
        return Document(name, None, None), [Problem(f"{name}:1:1", found, "valid YAML in UTF-8", "Save as UTF-8.")]
    problems: list[Problem] = []
    data = None if root is None else _plain(root, name, problems, set())
    return Document(name, data, root), problems


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if key_node.value == str(step):
                return key_node, value_node
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
        return None, node.value[step]
    return None


def _plain(node: yaml.Node, name: str, problems: list[Problem], seen: set[int]) -> Data:
    place = f"{name}:{node.start_mark.line + 1}:{node.start_mark.column + 1}"
    if id(node) in seen:
        # An alias may repeat itself without end, and hides what a reader of the file should see.
        problems.append(Problem(place, "a YAML alias", "the value itself", "Write the value out where it is used."))
        return None
    seen.add(id(node))
    if node.tag not in _PLAIN_TAGS and node.tag != "?":
        problems.append(Problem(place, f"the YAML tag {node.tag!r}", "no tags", "Remove the tag."))
    if isinstance(node, yaml.ScalarNode):
        return None if node.value == "" and node.style is None else str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, name, problems, seen) for item in node.value]
    mapping: dict[str, Data] = {}
    for key_node, value_node in node.value:
        at = f"{name}:{key_node.start_mark.line + 1}:{key_node.start_mark.column + 1}"
        if not isinstance(key_node, yaml.ScalarNode):
            problems.append(Problem(at, "a key that is not text", "a plain key", "Write the key as one word."))
            continue
        if key_node.value in mapping:
            problems.append(
                Problem(at, f"the key {key_node.value!r} a second time", "each key once", "Remove or rename one.")
            )
            continue
        mapping[str(key_node.value)] = _plain(value_node, name, problems, seen)
    return mapping
