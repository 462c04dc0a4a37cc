"""The Markdown room: the story of an assessment to paste into a document, an issue or a wiki."""

from gapcheck.report.markdown.document import render

__all__ = ["render"]
