"""The fake WeCom's own crypto agrees with WeCom's published example and with wechatpy."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wechatpy.enterprise import WeChatCrypto
from wechatpy.enterprise.exceptions import InvalidCorpIdException
from wechatpy.exceptions import InvalidSignatureException

from tests.fakes.wecom.crypto import CryptoError, Seal, aes_decrypt, aes_encrypt, key_of, new_aes_key
from tests.fakes.wecom.wire import xml_of

OFFICIAL = Seal(
    token="QDG6eK",  # noqa: S106  # published by WeCom
    aes_key="jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C",
    receiveid="wx5823bf96d3bd56c7",
)
ECHO = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="
MESSAGE = (
    "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/"
    "sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZ"
    "fJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LA"
    "VGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H"
    "3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q=="
)
ASCII = st.text(string.ascii_letters + string.digits, min_size=1, max_size=20)


def test_the_official_echo_is_signed_and_read_as_published() -> None:
    signature = OFFICIAL.sign("1409659589", "263014780", ECHO)
    assert signature == "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3"
    assert OFFICIAL.decrypt(ECHO) == "1616140317555161061"


def test_the_official_message_is_signed_and_read_as_published() -> None:
    signature = OFFICIAL.sign("1409659813", "1372623149", MESSAGE)
    assert signature == "477715d11cdb4164915debcba66cb864d751f3e6"
    xml = OFFICIAL.decrypt(MESSAGE)
    for part in (
        "<![CDATA[hello]]>",
        "<![CDATA[mycreate]]>",
        "4561255354251345929",
        "<AgentID>218</AgentID>",
    ):
        assert part in xml


@given(message=st.text(max_size=100), token=ASCII, receiveid=ASCII | st.just(""))
def test_what_the_fake_seals_wechatpy_opens(message: str, token: str, receiveid: str) -> None:
    seal = Seal(token=token, aes_key=new_aes_key(), receiveid=receiveid)
    coded = seal.encrypt(message)
    theirs = WeChatCrypto(token, seal.aes_key, receiveid)
    assert theirs.check_signature(seal.sign("1", "2", coded), "1", "2", coded) == message
    assert seal.decrypt(coded) == message


def test_what_wechatpy_seals_the_fake_opens() -> None:
    theirs = WeChatCrypto(OFFICIAL.token, OFFICIAL.aes_key, OFFICIAL.receiveid)
    envelope = theirs.encrypt_message("<xml>好</xml>", "nonce", "17")
    coded = envelope.partition("<Encrypt><![CDATA[")[2].partition("]]>")[0]
    assert OFFICIAL.decrypt(coded) == "<xml>好</xml>"
    assert OFFICIAL.sign("17", "nonce", coded) in envelope


def test_another_receiveid_key_or_signature_is_noticed() -> None:
    other = Seal(token=OFFICIAL.token, aes_key=OFFICIAL.aes_key, receiveid="wx-other")
    with pytest.raises(CryptoError, match="receiveid"):
        other.decrypt(MESSAGE)
    with pytest.raises(CryptoError):
        Seal(token="t", aes_key=new_aes_key(), receiveid=OFFICIAL.receiveid).decrypt(MESSAGE)  # noqa: S106  # any
    theirs = WeChatCrypto(OFFICIAL.token, OFFICIAL.aes_key, OFFICIAL.receiveid)
    coded = other.encrypt("x")
    with pytest.raises(InvalidCorpIdException):
        theirs.check_signature(other.sign("1", "2", coded), "1", "2", coded)
    with pytest.raises(InvalidSignatureException):
        theirs.check_signature(other.sign("1", "2", coded), "1", "3", coded)


def test_what_is_not_padded_as_agreed_is_noticed() -> None:
    key = key_of(OFFICIAL.aes_key)
    assert aes_decrypt(key, aes_encrypt(key, b"x" * 32)) == b"x" * 32
    with pytest.raises(CryptoError, match="padding"):
        aes_decrypt(key, aes_encrypt(key, b"x" * 32)[:32])


def test_xml_keeps_text_whole_even_where_it_would_end_cdata() -> None:
    xml = xml_of({"Content": "a]]>b", "N": 3, "Item": ["x", "y"], "Deep": {"In": "z"}})
    assert xml == (
        "<xml><Content><![CDATA[a]]]]><![CDATA[>b]]></Content><N>3</N>"
        "<Item><![CDATA[x]]></Item><Item><![CDATA[y]]></Item><Deep><In><![CDATA[z]]></In></Deep></xml>"
    )
