"""The faces papers are set in, and how a paper gets only the letters it uses."""
