"""Runs BPMN and knows no government word."""
