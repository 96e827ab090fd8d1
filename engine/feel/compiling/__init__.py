"""From the tree of an expression to closures."""

from engine.feel.compiling import literals, loops, operators, paths
from engine.feel.compiling.registry import Code, code

__all__ = ["Code", "code", "literals", "loops", "operators", "paths"]
