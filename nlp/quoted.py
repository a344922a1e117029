"""What a message only repeats: lines of our own cards and notices, and what it quotes of others."""

import re

_SIGN = re.compile("[#>📢📣」]")
_OURS = re.compile(
    r"[\u2190-\u2bff\U0001f300-\U0001f5ff\U0001f645-\U0001f64f\U0001f680-\U0001f9ff]\ufe0f?\s?[^\d#\n]{0,12}#\d{1,6}(?![\d楼栋号座])"
    r"|工单\s?#\d{1,6}\s?已|[📢📣]\s?(?:\S{0,8}公告\s?\d|停[水电气暖]\s?\d)"
)
_MORE = re.compile(r"[\U0001f300-\U0001f5ff]|\S{2,5}[:：]|「")  # lines of a card below its first
_REPLIED = re.compile(r"「[^」]{0,600}」\s{0,3}\n(?:\s?[-—]){3,40}")  # as WeChat writes what is answered


def said(text: str) -> str:
    """The text without what it repeats."""
    if not _SIGN.search(text):
        return text
    kept, card = [], False
    for line in _REPLIED.sub("", text).split("\n"):
        card = bool(_OURS.match(line) or (card and _MORE.match(line)))
        if not card and not line.startswith((">", "＞")):
            kept.append(line)
    return "\n".join(kept)
