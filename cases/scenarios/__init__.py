"""Stories as tests: what a procedure must do, told beside its diagram and played in three ways."""

from cases.scenarios.playing import play_all, play_bundle
from cases.scenarios.report import Report

__all__ = ["Report", "play_all", "play_bundle"]
