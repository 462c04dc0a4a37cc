"""The bench room: rules tried by their author. Tests of rules, what they cover, and how well they hold the rules."""
