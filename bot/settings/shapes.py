"""Shapes that values have in every section."""

import re
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, SecretStr, StringConstraints

_LOCAL = ("127.0.0.1", "localhost", "::1")


def is_http(url: str) -> str:
    """The URL; raises ValueError where it is none."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(url)
    return url


def is_https(url: str) -> str:
    """The URL; platforms call nothing else. This machine itself may be called in plain text."""
    parts = urlsplit(url)
    if parts.hostname and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOCAL)):
        return url
    raise ValueError(url)


def matches(pattern: str) -> AfterValidator:
    """A secret of that shape; the error does not repeat it."""

    def check(secret: SecretStr) -> SecretStr:
        if not re.fullmatch(pattern, secret.get_secret_value()):
            raise ValueError
        return secret

    return AfterValidator(check)


def listed(value: Any) -> Any:
    """In the environment a list is written with commas."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Secret = Annotated[SecretStr, matches(r"\S+")]
AesKey = Annotated[SecretStr, matches(r"[A-Za-z0-9]{43}")]
Secrets = Annotated[tuple[Secret, ...], BeforeValidator(listed)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(listed)]


class Section(BaseModel):
    """One table of the file."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, validate_by_name=True)
