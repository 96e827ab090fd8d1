"""Talking to neighbour systems: one port and one adapter a neighbour, always after the commit, always from a job."""
