"""The command line's words, one a file: `HELP`, `arguments(parser)` and `run(settings, given) -> exit code`."""
