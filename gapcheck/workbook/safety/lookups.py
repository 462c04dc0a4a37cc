"""The lists that cells refer to by number: the texts that they share, and their styles. Defined names beside them."""

from __future__ import annotations

from typing import Final

from gapcheck.workbook.safety.markup import MAIN, Budget, Damaged, Forbidden, TextListener, WholeListener

# Excel holds 32,767 characters in a cell; some are written as seven in the file (_x000D_).
MAX_TEXT: Final = 100_000
# Excel allows 255 and 8,192 letters; the patterns that openpyxl searches them with take the square of their length.
MAX_FORMAT: Final = 255
MAX_NAME: Final = 10_000

_TEXT = f"{MAIN} t"
_RUN = f"{MAIN} r"
_SHARED = f"{MAIN} si"
_EXTENSIONS = f"{MAIN} extLst"


class Pieces:
    """Follows the pieces of one text, and refuses those that two programs would put together in two ways."""

    __slots__ = ("_begun", "_in_run", "_in_text")

    def __init__(self) -> None:
        self._begun = self._in_run = self._in_text = False

    def start(self, name: str, depth: int) -> None:
        """Take the start of an element, so many levels within the text."""
        if self._in_text:
            raise Damaged("a text with elements inside")
        if depth == 1:
            self._in_run = False
            if name == _TEXT and self._begun:
                raise Damaged("a cell's text in two")
            self._begun = self._begun or name in (_TEXT, _RUN)
        elif depth == 2 and name == _TEXT:
            if self._in_run:
                raise Damaged("a piece of text in two")
            self._in_run = True
        self._in_text = name == _TEXT

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if name == _TEXT:
            self._in_text = False


class StringsListener(TextListener):
    """Keeps the length of every text that cells share."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.lengths: list[int] = []
        self._pieces = Pieces()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        super().start(name, attributes)
        if self.depth == 2:
            if name not in (_SHARED, _EXTENSIONS):
                raise Damaged("a list of texts with something else in it")
            self._pieces = Pieces()
            if name == _SHARED:
                self.lengths.append(0)
        elif self.depth > 2:
            if name == _SHARED:
                raise Damaged("a shared text within another")
            self._pieces.start(name, self.depth - 2)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self._pieces.end(name)
        super().end(name)

    def text(self, data: str) -> None:
        """Take a piece of text."""
        if self.depth > 2 and self.lengths:
            self.lengths[-1] += len(data)
            check_length(self.lengths[-1])


class StylesListener(WholeListener):
    """Counts the styles that cells refer to."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.cells = 0
        self._named = 0
        self._list = ""
        self._asked: set[int] = set()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        super().start(name, attributes)
        local = name.rpartition(" ")[2]
        if self.depth == 2:
            self._list = local
        elif self.depth == 3 and local == "xf":
            self.cells += self._list == "cellXfs"
            self._named += self._list == "cellStyleXfs"
        elif self.depth == 3 and local == "cellStyle":
            number = attributes.get("xfId", "0")
            self._asked.add(int(number) if number.isascii() and number.isdigit() and len(number) < 9 else -1)
        if len(attributes.get("formatCode", "")) > MAX_FORMAT:
            raise Forbidden(f"a number format of more than {MAX_FORMAT} letters")

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if self.depth == 1 and not all(0 <= number < self._named for number in self._asked):
            # openpyxl says so on the standard output, in the midst of a report.
            raise Damaged("a named style that leads nowhere")
        super().end(name)


class WorkbookListener(WholeListener, TextListener):
    """Measures the defined names of a workbook."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self._length = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        super().start(name, attributes)
        self._length = 0

    def text(self, data: str) -> None:
        """Take a piece of text."""
        self._length += len(data)
        if self._length > MAX_NAME:
            raise Forbidden(f"a defined name of more than {MAX_NAME} letters")


def check_length(letters: int) -> None:
    """Refuse a text that no cell can hold."""
    if letters > MAX_TEXT:
        raise Forbidden("a text longer than a cell can hold (32,767 letters)")
