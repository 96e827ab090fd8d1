"""The engine's commands, one file a rule, on real diagrams and both databases."""
