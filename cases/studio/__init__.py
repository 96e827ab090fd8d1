"""The studio: a designer draws a procedure, tries it out and hands it in; a second person approves it."""
