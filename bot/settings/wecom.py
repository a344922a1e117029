"""What can be set about 企业微信 (WeCom)."""

from collections.abc import Mapping
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field

from bot.settings.shapes import (
    AesKey,
    Secret,
    Secrets,
    Section,
    Text,
    Texts,
    is_http,
    is_https,
    listed,
)
from desk.local import Switches


def _is_socket(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("ws", "wss") or not parts.hostname:
        raise ValueError(url)
    return url


class WecomKf(Section):
    """微信客服."""

    secret: Secret | None = None
    token: Secret | None = None
    aes_key: AesKey | None = None
    open_kfids: Texts = ()
    servicers: Texts = ()


class WecomWebhook(Section):
    """群机器人."""

    keys: Secrets = ()


class WecomAibot(Section):
    """智能机器人."""

    token: Secret | None = None
    aes_key: AesKey | None = None
    bot_id: Text | None = None
    bot_secret: Secret | None = None
    address: Annotated[str, AfterValidator(_is_socket)] = "wss://openws.work.weixin.qq.com"


def _versions(written: tuple[str, ...]) -> tuple[str, ...]:
    for one in written:
        number, _, path = one.partition("=")
        if not number.isdecimal() or not path:
            raise ValueError(one)
    return written


class WecomAppchat(Section):
    """应用群聊: groups that the app makes and posts to."""

    rooms: Annotated[tuple[Literal["staff", "managers"], ...], BeforeValidator(listed)] = ("staff",)


class WecomArchive(Section):
    """会话内容存档."""

    library: Text  # the vendor's shared library
    secret: Secret
    private_keys: Annotated[Texts, AfterValidator(_versions)]  # "1=/path/to/key.pem", by the key's version

    @property
    def keys(self) -> list[tuple[str, str]]:
        """(version, path) of each private key."""
        return [(number, path) for number, _, path in (one.partition("=") for one in self.private_keys)]


PLATFORMS: Mapping[str, str] = {
    "app": "wecom",
    "kf": "wecom_kf",
    "webhook": "wecom_bot",
    "aibot": "wecom_aibot",
    "archive": "wecom_archive",
    "appchat": "wecom_chat",
}  # by what it is called under [wecom.use]
_CARDS = frozenset({"wecom", "wecom_aibot"})

_Use = Literal["auto", "on", "off"]


def _is_base(url: str) -> str:
    """An address to which a path can be put."""
    if urlsplit(is_https(url)).query or "#" in url:
        raise ValueError(url)
    return url.rstrip("/")


class WecomUse(Section):
    """What the desk uses: "auto" whatever is configured, "on" what must be, "off" not even that."""

    buttons: _Use = "auto"  # else numbered lines
    markdown: _Use = "auto"  # else text
    update_card: _Use = "auto"  # else cards are posted anew
    app: _Use = "auto"
    kf: _Use = "auto"
    webhook: _Use = "auto"
    aibot: _Use = "auto"
    archive: _Use = "auto"
    appchat: _Use = "auto"

    def off(self, general: "WecomUse") -> frozenset[str]:
        """What a site does not use: its own word counts, and where it has none the general one."""
        names = type(self).model_fields
        said = {name: getattr(self, name) for name in names}
        return frozenset(
            name for name in names if "off" in (said[name], said[name] == "auto" and getattr(general, name))
        )


def switches(own: WecomUse, general: WecomUse) -> Switches:
    """What a site does not use, by the names of platforms."""
    off = own.off(general)

    def without(name: str) -> frozenset[str]:
        return _CARDS if name in off else frozenset()

    return Switches(
        closed=frozenset(platform for name, platform in PLATFORMS.items() if name in off),
        buttonless=without("buttons"),
        listless=without("markdown"),
        unpainted=without("update_card"),
    )


class Wecom(Section):
    """企业微信, each way in by itself."""

    api_base: Annotated[str, AfterValidator(is_http)] = "https://qyapi.weixin.qq.com"
    corp_id: Text | None = None
    agent_id: int | None = Field(default=None, ge=1)
    secret: Secret | None = None
    token: Secret | None = None
    aes_key: AesKey | None = None
    public_url: Annotated[str, AfterValidator(_is_base)] | None = (
        None  # where people reach [web] from outside
    )
    kf: WecomKf | None = None
    webhook: WecomWebhook | None = None
    aibot: WecomAibot | None = None
    archive: WecomArchive | None = None
    appchat: WecomAppchat | None = None
    use: WecomUse = WecomUse()

    @property
    def closed(self) -> tuple[str, ...]:
        """The ways in that are configured, at least in part, and switched off."""
        there = {
            "app": self.agent_id,
            "kf": self.kf,
            "webhook": self.webhook,
            "aibot": self.aibot,
            "archive": self.archive,
            "appchat": self.appchat,
        }
        return tuple(
            name for name, one in there.items() if one is not None and getattr(self.use, name) == "off"
        )
