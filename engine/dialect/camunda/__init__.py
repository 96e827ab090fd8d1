"""Camunda 7 diagrams, said in this dialect: settings as `zeebe:` elements, expressions as FEEL."""
