"""The demo's guided scenes play to their end over the public contract, whatever was played before."""

import pytest

from bot.web.scenes import Action, Scene, Step, load_scenes
from tests.journeys.visitor import Visitor

SCENES = load_scenes()


def play(visitor: Visitor, scene: Scene) -> int:
    """As the page does it; returns the number of the ticket that the scene opened."""
    number = 0
    for step in scene.step:
        number = _step(visitor, step, number)
    return number


def _step(visitor: Visitor, step: Step, number: int) -> int:
    for action in step.do:
        _act(visitor, action, number)
        if action.opens:
            number = max(one["number"] for one in visitor.tickets())
    assert visitor.bots(step.look.who, step.look.room) or step.look.room == "staff"
    return number


def _act(visitor: Visitor, action: Action, number: int) -> None:
    if action.advance:
        visitor.advance(action.advance)
        return
    who, room = action.who or "", action.room or ""
    if action.say:
        visitor.say(who, room, _unsaid(visitor, action.say).replace("{n}", str(number)))
        visitor.settle()
        return
    wanted = action.on.replace("{n}", str(number)).split("｜")
    found = [
        one
        for one in visitor.bots(who, room)
        if all(word in one.text for word in wanted)
        and any((action.tap or "") in label for label in one.buttons)
    ]
    assert found, f"{who} finds no {action.tap} in {room}"
    key = next(key for label, key in found[-1].buttons.items() if (action.tap or "") in label)
    visitor.press(who, found[-1], key)


def _unsaid(visitor: Visitor, lines: str | list[str]) -> str:
    told = [one["text"] for one in visitor.tickets()]
    several = [lines] if isinstance(lines, str) else lines
    return next((line for line in several if not any(line in text for text in told)), several[-1])


@pytest.mark.parametrize("name", SCENES)
def test_every_scene_plays_to_its_end_twice(visitor: Visitor, name: str) -> None:
    play(visitor, SCENES[name])
    visitor.advance("P1D")
    play(visitor, SCENES[name])


def test_the_scenes_play_one_after_another_in_the_order_they_are_offered(visitor: Visitor) -> None:
    for scene in visitor.http.get("/api/scenes").json():
        play(visitor, SCENES[scene["id"]])


def test_the_scenes_show_what_they_promise(visitor: Visitor) -> None:
    group = play(visitor, SCENES["group_complaint"])
    assert visitor.ticket(group)["class"] == 1
    assert len(visitor.ticket(group)["reporters"]) == 5
    visitor.advance("P1D")
    lift = play(visitor, SCENES["lift_entrapment"])
    kinds = {entry["kind"] for entry in visitor.ticket(lift)["journal"]}
    assert {"gathered", "cleared", "visited"} <= kinds
    staff = play(visitor, SCENES["staff_complaint"])
    assert visitor.ticket(staff)["assignee"] == visitor.people["林芳"]
    assert f"没有 #{staff} 这一单" in visitor.bots("周婷", "private")[-1].text
    revisited = play(visitor, SCENES["revisit"])
    assert visitor.ticket(revisited)["status"] == "closed"


def test_the_page_gets_every_scene_in_three_languages(visitor: Visitor) -> None:
    listed = visitor.http.get("/api/scenes").json()
    assert [one["id"] for one in listed] == list(SCENES)
    for scene in listed:
        assert set(scene["title"]) == {"zh-CN", "zh-TW", "en"}
        assert all(set(step["watch"]) == {"zh-CN", "zh-TW", "en"} for step in scene["step"])
