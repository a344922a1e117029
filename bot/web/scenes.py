"""The demo's guided scenes: who says and taps what, step by step, and what to watch; the page plays them."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

FOLDER = Path(__file__).parents[1] / "scenes"
RoomName = Literal["residents", "staff", "managers", "private"]  # private: who acts and the desk alone


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Said(_Strict):
    """The same words in the page's three languages."""

    zh_cn: str = Field(alias="zh-CN", min_length=1)
    zh_tw: str = Field(alias="zh-TW", min_length=1)
    en: str = Field(min_length=1)


class Look(_Strict):
    """Where to watch, through whose eyes."""

    room: RoomName
    who: str


class Action(_Strict):
    """One message, tap or move of the clock. "{n}" stands for the number of the ticket that was opened."""

    who: str | None = None
    room: RoomName | None = None
    say: str | list[str] | None = None  # of several the first that no ticket has: a scene is played again
    opens: bool = False  # the newest ticket is {n} from then on
    tap: str | None = None  # words on the button, of the newest message that has it
    on: str = ""  # words in that message, several parted by ｜
    advance: str | None = None  # ISO 8601

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        done = [one for one in (self.say, self.tap, self.advance) if one]
        if len(done) != 1 or (self.advance is None) != (self.who is not None and self.room is not None):
            raise ValueError("an action is one of say, tap (by who, in a room) and advance")
        return self


class Step(_Strict):
    """What happens, and what to watch."""

    watch: Said
    look: Look
    do: list[Action]


class Scene(_Strict):
    """One scene."""

    order: int
    title: Said
    about: Said
    step: list[Step] = Field(min_length=1)


@cache
def load_scenes(folder: Path = FOLDER) -> dict[str, Scene]:
    """The scenes by name, in their order; raises pydantic's ValidationError for one that cannot be played."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.toml")}
    scenes = {name: Scene.model_validate(tomllib.loads(text)) for name, text in texts.items()}
    return dict(sorted(scenes.items(), key=lambda pair: pair[1].order))


def routes() -> list[BaseRoute]:
    """GET /api/scenes: the list, with everything that the page needs to play them."""
    listed: list[dict[str, Any]] = [
        {"id": name, **scene.model_dump(by_alias=True, exclude={"order"})}
        for name, scene in load_scenes().items()
    ]

    async def scenes(_request: Request) -> Response:
        return JSONResponse(listed)

    return [Route("/api/scenes", scenes)]
