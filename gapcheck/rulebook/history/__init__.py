"""The history of a rulebook: its versions, what changed, the ids that are retired, and the lock of its content."""
