"""`python -m bot`, or `wuyebot`: the command line."""

import os

from bot.cli import wuyebot


def main() -> None:
    """Carry out the command; exits 0 if fine, 1 with a refusal explained, 2 for wrong usage."""
    os.umask(0o077)  # homes, telephone numbers and words: what it writes is its owner's alone
    wuyebot(prog_name="wuyebot")


if __name__ == "__main__":
    main()
