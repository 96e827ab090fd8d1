"""Settings, factory, worker and command line: the only place that knows everyone."""
