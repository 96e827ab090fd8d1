"""Lists of steps: their filters in the address, their columns, and what is done to many rows at once."""
