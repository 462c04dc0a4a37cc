"""Notes for the officer in the officer's own file: comments at the cells, and a sheet that lists them."""

from gapcheck.workbook.annotation.annotating import annotate
from gapcheck.workbook.annotation.notes import Note

__all__ = ["Note", "annotate"]
