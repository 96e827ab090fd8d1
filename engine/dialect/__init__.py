"""Reads BPMN 2.0 with the `zeebe:` extension elements, as Camunda Modeler 8 and bpmn.io write it."""

from engine.dialect.reader import DrawingHasNoProcess, DrawingNotReadable, read_processes

__all__ = ["DrawingHasNoProcess", "DrawingNotReadable", "read_processes"]
