"""The one-stop desk: procedures, dossiers, deadlines, reception, handling, results. Knows no BPMN word."""
