"""`python -m bot`, or `wuyebot`: the command line."""

from bot.cli import wuyebot


def main() -> None:
    """Carry out the command; exits 0 if fine, 1 with a refusal explained, 2 for wrong usage."""
    wuyebot(prog_name="wuyebot")


if __name__ == "__main__":
    main()
