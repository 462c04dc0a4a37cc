"""``python -m gapcheck``: the same command where no script is on the path."""

from gapcheck.cli import main

main()
