"""Answers are checked on the server, whatever the page let through."""
