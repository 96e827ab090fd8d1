"""The rules of the desk, one file a rule, each on both databases."""
