"""Lays out BPMN drawings that come without a picture: `lay_out` gives a file its diagram interchange.

Whoever writes BPMN by hand, or by a program, writes what happens; where the boxes stand is worked out here. Pools are
bands, lanes are rows, time goes from left to right, loops go back above or below, and the same file always gives the
same picture. From the command line: `motcua layout FILE`.
"""

from engine.layout.drawing import is_drawn, lay_out, pictured
from engine.layout.sketch import Box, Sketch, sketch, windows

__all__ = ["Box", "Sketch", "is_drawn", "lay_out", "pictured", "sketch", "windows"]
