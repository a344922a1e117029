"""Who complains of somebody in plain words is kept from whoever is complained of (S4-28, S4-30)."""

import pytest

from tests.journeys.visitor import Visitor

PLAINLY = [
    "保洁阿姨偷我快递",
    "個保安好惡，成日鬧人",
    "the guard at gate 2 shouted at my kid",
    "王强师傅修个灯要我红包",
    "你们赵卫东就是个流氓",
    "2栋这帮保安就是吃干饭的",
    "我想反映：保安昨晚对我家老人态度很差",
    "何靜態度好差",
    "夜班保安又在岗亭睡觉",
    "师傅收了钱不开单",
    "師傅上門修冷氣偷咗我啲嘢",
]


@pytest.mark.parametrize("room", ["private", "residents"])
@pytest.mark.parametrize("words", PLAINLY)
def test_no_card_in_the_staff_room_tells_who_complains_of_a_person(
    visitor: Visitor, words: str, room: str
) -> None:
    visitor.say("陈建国", room, words)
    assert visitor.tickets()[0]["text"] == words, "it is heard"
    for who in ("孙桂芳", "赵卫东", "王强"):
        assert not [m for m in visitor.bots(who, "staff") if "陈建国" in m.text or words in m.text]


@pytest.mark.parametrize("words", PLAINLY)
def test_whoever_says_it_privately_may_stay_unnamed(visitor: Visitor, words: str) -> None:
    visitor.say("陈建国", "private", words)
    assert "匿名" in visitor.bots("陈建国", "private")[-1].buttons
