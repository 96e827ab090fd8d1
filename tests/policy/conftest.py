"""The furnished office the JSON door's tests start from."""

from tests.api.conftest import sqlite_template

__all__ = ["sqlite_template"]
