"""The DMN Technology Compatibility Kit, run on the expression language: `python -m tests.tck DIR`."""
