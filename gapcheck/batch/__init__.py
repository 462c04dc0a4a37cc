"""The batch room: many workbooks, assessed by one process or many, each with its own reports."""

from gapcheck.batch.records import Asked, Outcome, Task
from gapcheck.batch.running import Crew, run

__all__ = ["Asked", "Crew", "Outcome", "Task", "run"]
