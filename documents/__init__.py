"""Paper: render it, sign it, number it, keep it by its digest. Knows HTML, PDF and keys; knows no dossier."""
