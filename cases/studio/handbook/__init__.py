"""The handbook of a procedure: everything its files say, as an office prints it and keeps it at hand."""
