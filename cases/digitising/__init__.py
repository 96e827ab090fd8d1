"""Paper becomes digital: scanned at the counter or taken in by lists, read, confirmed, signed, counted."""
