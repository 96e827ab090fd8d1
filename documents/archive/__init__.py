"""Packages for the archive: everything of a finished dossier in one file that anybody can check without us."""

from documents.archive.package import MANIFEST, VERIFIER, pack

__all__ = ["MANIFEST", "VERIFIER", "pack"]
