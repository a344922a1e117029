"""The questions and answers of a site: faq.toml beside the database, read once as the desk starts."""

import tomllib
from pathlib import Path

from desk.faq import Answer, FaqError, parse_faq

SAMPLE = Path(__file__).parent / "sample_faq.toml"
NAME = "faq.toml"


def load_faq(file: Path | None) -> tuple[Answer, ...]:
    """What the file answers; nothing where there is none. Raises FaqError."""
    if file is None or not file.exists():
        return ()
    try:
        return parse_faq(tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FaqError(f"{file.name}: {error}") from error
