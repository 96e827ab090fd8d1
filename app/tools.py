"""The tools that jobs work with: where papers are kept, who signs, how letters leave."""
