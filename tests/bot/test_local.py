"""What a site says of itself: how one pays, whom one can turn to."""

from dataclasses import replace

import pytest

from bot.local import local
from bot.settings import ConfiguredSite
from bot.sites import hand_of
from desk.local import Body, Local, fitting, meant
from desk.people import Site
from desk.reading import TOPICS

SITE = Site(id=1, name="阳光花园")
WATER = Body(name="自来水公司", phone="96390", topics=("供水",))


def test_S2_69_the_sites_own_bodies_come_first_and_then_the_regions() -> None:
    found = local(Local(pay="扫码付给公司账户", bodies=(WATER,)), SITE)
    assert found.pay == "扫码付给公司账户"
    assert found.bodies[0] == WATER
    assert "供电局" in [one.name for one in found.bodies]


def test_of_two_with_one_name_the_sites_own_holds() -> None:
    own = Body(name="供电局", phone="0571-1")
    bodies = local(Local(bodies=(own,)), SITE).bodies
    assert [one.phone for one in bodies if one.name == "供电局"] == ["0571-1"]


@pytest.mark.parametrize("region", ["CN", "HK", "TW", "SG"])
def test_each_body_has_a_telephone_and_topics_that_there_are(region: str) -> None:
    for body in local(Local(), replace(SITE, region=region)).bodies:
        assert body.phone
        assert set(body.topics) <= set(TOPICS)


def test_those_for_the_topic_are_offered_first() -> None:
    bodies = local(Local(bodies=(WATER,)), SITE).bodies
    assert fitting(bodies, "供电")[0].name == "供电局"
    assert fitting(bodies, "供水")[0] == WATER
    assert meant(bodies, "供电局 95598 抢修") == (fitting(bodies, "供电")[0], "95598 抢修")
    assert meant(bodies, "天文台") is None


def test_the_configuration_names_them() -> None:
    written = {
        "name": "阳光花园",
        "pay": " 费用列入下月账单 ",
        "body": [{"name": "自来水公司", "phone": "96390", "topics": ["供水"]}],
    }
    assert hand_of(ConfiguredSite.model_validate(written)).local == Local(
        pay="费用列入下月账单", bodies=(WATER,)
    )


@pytest.mark.parametrize("wrong", [{"body": [{"name": "x", "topics": ["天气"]}]}, {"pay": "长" * 201}])
def test_what_cannot_be_meant_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="1 validation error"):
        ConfiguredSite.model_validate({"name": "阳光花园", **wrong})
