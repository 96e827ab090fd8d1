"""What every floor may use and what uses nobody: errors, the clock, the database, XML, digests, messages."""
