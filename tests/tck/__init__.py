"""The DMN Technology Compatibility Kit, run on the whole of FEEL and DMN: `python -m tests.tck DIR`."""
