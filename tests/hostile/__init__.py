"""Files that nobody in his right mind would send: mutated, overgrown, booby-trapped. Each ends in a clear answer."""
