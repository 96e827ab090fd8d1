"""Reads BPMN 2.0 with the `zeebe:` extension elements, as Camunda Modeler 8 writes it; Camunda 7 is translated."""

from engine.dialect.camunda import Change
from engine.dialect.reader import DrawingHasNoProcess, DrawingNotReadable, Reading, read_drawing, read_processes

__all__ = ["Change", "DrawingHasNoProcess", "DrawingNotReadable", "Reading", "read_drawing", "read_processes"]
