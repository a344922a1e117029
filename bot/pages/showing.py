"""A page in its reader's words."""

from zoneinfo import ZoneInfo

from bot.pages.html import Choice, Page, html
from bot.pages.links import Sight
from bot.pages.passes import Passes
from bot.texts.render import Texts
from desk.notices import Notice

SAY = "say"  # what is done with words that were written there


class Showing:
    """What a token's holder sees."""

    def __init__(self, texts: Texts, passes: Passes) -> None:
        self._texts, self._passes = texts, passes

    def page(self, token: str, found: Sight, answer: Notice | None) -> str:
        """The letter as it stands now, below what was just answered."""
        zone = ZoneInfo(found.site.timezone)

        def say(notice: Notice) -> str:
            return self._texts.render(notice, found.language, zone).text

        asked = [*self._question(found), Notice("page.asked")]
        letter = self._texts.render(found.letter.notice, found.language, zone)
        return html(
            Page(
                language=found.language,
                title=found.site.name,
                answer=say(answer) if answer else "",
                words=letter.text,
                writing=self._choice(token, SAY, "\n".join(map(say, asked))) if found.asked else None,
                choices=[self._choice(token, key, label) for row in letter.buttons for key, label in row],
                foot=say(Notice("page.foot", {"until": found.until})),
            )
        )

    def _question(self, found: Sight) -> list[Notice]:
        """What is asked, as it was said in the chat; some questions are said with their answers."""
        key = f"ask.{found.asked}"
        if self._texts.template(key, found.language) is None:
            return []
        return [Notice(key, {"number": found.number, "person": None})]

    def refusal(self, why: Notice, language: str) -> str:
        """Nothing but why."""
        return html(Page(language=language, title=self._texts.render(why, language, ZoneInfo("UTC")).text))

    def _choice(self, token: str, act: str, label: str) -> Choice:
        return Choice(act=act, once=self._passes.once(token, act), label=label)
