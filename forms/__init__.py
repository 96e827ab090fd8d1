"""The forms as data: form-js schemas named `<slug>.<form>.json`; no code."""
