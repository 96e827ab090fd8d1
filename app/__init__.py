"""Settings, factory, worker and command line: the only place that knows everyone."""

import gc

# To look through all that is loaded for rubbish again and again costs a fifth of the start and a tenth of the work.
gc.set_threshold(20_000, 20, 50)
