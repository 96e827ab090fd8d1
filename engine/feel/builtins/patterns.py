"""Functions with regular expressions."""
