"""The kill test: server and worker die at any moment under load, and nothing acknowledged is lost or done twice.

`python -m tests.kill --kills 25 --operations 2500` on a fresh folder; the seed and the histories are the bug report.
"""
