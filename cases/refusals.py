"""What the engine refuses, for the doors to tell apart: a door knows the desk only."""

from engine.steps import TaskChanged

__all__ = ["TaskChanged"]
