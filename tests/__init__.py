"""The rule book: what the house promises, told by what it does."""

import gc

# To look through all that is loaded for rubbish again and again would cost a fifth of a whole run.
gc.set_threshold(20_000, 20, 50)
