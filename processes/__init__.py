"""The procedures as data: diagrams, sheets, scenarios and result templates, one bundle a slug; no code."""
