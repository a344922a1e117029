"""What WeCom's archive has kept, and the platform that hears it over a stand-in for the vendor's library."""

import base64
import json
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15

from bot.platforms.wecom.archive_platform import ArchivePlatform, ArchiveSettings
from bot.platforms.wecom.archive_sdk import Sdk
from bot.platforms.wecom.client import Client
from storage.lease import Lease
from tests.bot.platforms.wecom_desk import QUICK, Kept, app_settings
from tests.fakes.wecom.client import FakeWecom

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ROOM = "wrResidents"


class Archive:
    """What WeCom has kept, as files that the stand-in reads; each batch follows the one before."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._seq = folder, 0
        folder.mkdir()
        self._write(0, [])

    def keep(self, *messages: dict[str, Any], **odd: Any) -> None:
        before, batch = self._seq, []
        for message in messages:
            self._seq += 1
            own = f"own{self._seq}"
            locked = base64.b64encode(KEY.public_key().encrypt(own.encode(), PKCS1v15())).decode()
            entry = {
                "seq": self._seq,
                "msgid": message.get("msgid", f"m{self._seq}"),
                "publickey_ver": 1,
                "encrypt_random_key": locked,
                "encrypt_chat_msg": f"{own}:{json.dumps(message)}",
            }
            batch.append(entry | odd)
        self._write(self._seq, [])
        self._write(before, batch)

    def _write(self, seq: int, batch: list[Any]) -> None:
        path = self.folder / f"after-{seq}.json"
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps({"errcode": 0, "errmsg": "ok", "chatdata": batch}), encoding="utf-8")
        fresh.replace(path)


def said(text: str, who: str = "wmChen", **more: Any) -> dict[str, Any]:
    fixed = {"msgid": f"id-{text}", "action": "send", "from": who, "roomid": ROOM, "msgtype": "text"}
    return fixed | {"text": {"content": text}} | more


def made(
    wecom: FakeWecom, library: Any, archive: Archive, marks: Kept, lease: Lease | None = None
) -> ArchivePlatform:
    own = app_settings(wecom).account
    settings = ArchiveSettings(
        corp_id=own.corp_id,
        secret=str(archive.folder),
        keys={1: KEY},
        open=lambda corp_id, secret: Sdk(library, corp_id, secret),
    )
    return ArchivePlatform(settings, marks, Client(own, QUICK), timing=QUICK, lease=lease)
