"""Scans: made up from real slips, read back, and what must not be read."""
