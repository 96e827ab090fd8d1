"""The desk's reads: rows in, frozen shapes out. Every one of them asks first who is looking."""
