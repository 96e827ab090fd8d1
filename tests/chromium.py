"""Where Debian keeps Chromium, and how it is started in tests."""

CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
