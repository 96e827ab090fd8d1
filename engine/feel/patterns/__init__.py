"""XPath regular expressions, run by a matcher whose time grows with the text only."""

from engine.feel.patterns.matching import Matcher, matcher
from engine.feel.patterns.translation import PatternRefused

__all__ = ["Matcher", "PatternRefused", "matcher"]
