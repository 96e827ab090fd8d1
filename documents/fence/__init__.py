"""A fence: dear and doubtful work (drawing papers, reading scans) is done by processes of their own, held in bounds.

`outside` is the side of the house: it keeps such processes and asks them. `inside` is what such a process does first.
"""
