"""The ``gapcheck rules`` commands: the bench of the rule author, one file per command."""
