"""Many different workbooks, quickly: python tests/benchmarks/corpus.py FOLDER COUNT [--bad 0.01] [--seed 1].

Each is a shipped workbook with one or two numbers changed among the answers of a sheet, packed again: all are of real
size and shape. A share of them is bad, in turn: cut off, no workbook at all, a text where a number is asked.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

INPUTS = Path(__file__).parents[2] / "inputs"
IN_A_FOLDER = 250

_SHEETS = re.compile(rb'<sheet name="(?:Prosecution|Protection|Prevention|Partnership)" sheetId="(\d+)"')
_NUMBER = re.compile(rb'(<c r="C\d+" s="\d+" t="n"><v>)(\d+)(</v></c>)')
_CHANGED, _BY = 2, 6
"""At most so many numbers of a workbook are changed, each by at most so much; more would contradict each other."""


@dataclass(frozen=True)
class Original:
    """A shipped workbook without one of its sheets, and that sheet with its numbers."""

    rest: bytes
    part: str
    text: bytes
    numbers: Sequence[re.Match[bytes]]

    def packed(self, text: bytes) -> bytes:
        """Return the workbook with another text of the sheet."""
        stream = io.BytesIO(self.rest)
        stream.seek(0, io.SEEK_END)
        with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(zipfile.ZipInfo(self.part), text, zipfile.ZIP_DEFLATED)
        return stream.getvalue()

    def changed(self, source: random.Random) -> bytes:
        """Return the workbook with other numbers."""
        chosen = source.sample(self.numbers, source.randint(1, _CHANGED))
        text, end = [], 0
        for number in sorted(chosen, key=lambda number: number.start()):
            value = max(0, int(number[2]) + source.randint(-_BY, _BY))
            text += [self.text[end : number.start(2)], b"%d" % value]
            end = number.end(2)
        return self.packed(b"".join([*text, self.text[end:]]))

    def spoilt(self, source: random.Random, kind: int) -> bytes:
        """Return what is no workbook that can be assessed; there are three kinds."""
        if kind % 3 == 0:
            return self.rest[: source.randrange(1_000, len(self.rest))]
        if kind % 3 == 1:
            return source.randbytes(20_000)
        number = source.choice(self.numbers)
        said = re.sub(rb' t="n"><v>\d+</v>', b' t="inlineStr"><is><t>about twelve</t></is>', number[0])
        return self.packed(self.text[: number.start()] + said + self.text[number.end() :])


def originals(folder: Path = INPUTS) -> list[Original]:
    """Return every shipped workbook once for each sheet with at least three numbers among its answers."""
    return [each for path in sorted(folder.glob("*.xlsx")) for each in _originals(path)]


def _originals(path: Path) -> Iterator[Original]:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for sheet in _SHEETS.findall(parts["xl/workbook.xml"]):
        part = f"xl/worksheets/sheet{sheet.decode()}.xml"
        numbers = [*_NUMBER.finditer(parts[part])]
        if len(numbers) > 2:
            stream = io.BytesIO()
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
                for name, data in parts.items():
                    if name != part:
                        archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
            yield Original(stream.getvalue(), part, parts[part], numbers)


def make(folder: Path, count: int, *, bad: float = 0.0, seed: int = 1) -> list[Path]:
    """Write so many workbooks into subfolders of a folder, and return their paths."""
    source = random.Random(seed)  # noqa: S311 -- nothing secret is drawn
    models = originals()
    wrong = set(source.sample(range(count), round(bad * count)))
    paths = []
    for number in range(count):
        model = models[number % len(models)]
        data = model.spoilt(source, number) if number in wrong else model.changed(source)
        path = folder / f"{number // IN_A_FOLDER:04}" / f"workbook-{number:06}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        paths.append(path)
    return paths


def main() -> None:
    """Write the workbooks that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--bad", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    paths = make(options.folder, options.count, bad=options.bad, seed=options.seed)
    print(f"{len(paths)} workbooks, {sum(path.stat().st_size for path in paths) / 2**20:.0f} MB")


if __name__ == "__main__":
    main()
