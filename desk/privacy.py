"""What must not stand in a group (S2-04, S2-127)."""

import re

# A mobile or landline number; the look-arounds keep it from eating longer digit strings such as ids.
_PHONE = re.compile(r"(?<!\d)(1[3-9]\d|0\d{2,3}-?|[2-9]\d{3}[- ]?)(\d{4})(\d{4})?(?!\d)")


def masked(text: str) -> str:
    """The text with the middle of each phone number hidden: 139****0021."""
    return _PHONE.sub(lambda found: f"{found[1]}****{found[3] or ''}", text)
