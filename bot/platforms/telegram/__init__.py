"""Telegram, by python-telegram-bot's own client: updates in, messages out.

Updates are taken by a poller or a webhook of ours rather than by the library's Updater, which confirms
an update to Telegram before anything has been done about it.
"""

import os

# Flood waits as timedelta, as the library's next major version has them; without it, it warns at each one.
os.environ.setdefault("PTB_TIMEDELTA", "1")
