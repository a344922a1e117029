"""What people can do with a card: its keys, its questions, and the answer that a tap makes."""

from tests.fakes.serving import ControlError
from tests.fakes.wecom.model import Json

Answers = dict[str, list[str]]


def buttons(card: Json) -> list[Json]:
    """The card's tap targets that call back: {text, key, menu}, the "…" menu last."""
    if card.get("replace_text"):
        return []
    plain = [button for button in card.get("button_list") or [] if button.get("type", 0) == 0]
    if card.get("submit_button"):
        plain.append(card["submit_button"])
    menu = (card.get("action_menu") or {}).get("action_list") or []
    return [{"text": one["text"], "key": one["key"], "menu": one not in plain} for one in [*plain, *menu]]


def pick(card: Json, wanted: str) -> Json:
    """The button with this key or text; ControlError where the card has none."""
    for button in buttons(card):
        if wanted in {button["key"], button["text"]}:
            return button
    raise ControlError(f"no such button: {wanted!r} in {[one['text'] for one in buttons(card)]}")


def answers(card: Json, chosen: Answers) -> Answers:
    """Question by question what is submitted: chosen, else preset."""
    given = {question["question_key"]: _answer(question, chosen) for question in _questions(card)}
    unknown = chosen.keys() - given.keys()
    if unknown:
        raise ControlError(f"the card does not ask {sorted(unknown)}")
    return given


def _questions(card: Json) -> list[Json]:
    single = [card[name] for name in ("button_selection", "checkbox") if card.get(name)]
    return single + list(card.get("select_list") or [])


def _answer(question: Json, chosen: Answers) -> list[str]:
    ids = [option["id"] for option in question["option_list"]]
    picked = chosen.get(question["question_key"], _preset(question))
    if not set(picked) <= set(ids):
        raise ControlError(f"options are {ids}")
    if question.get("mode", 0) == 0 and len(picked) > 1:
        raise ControlError("one answer only")
    return picked


def _preset(question: Json) -> list[str]:
    checked = [option["id"] for option in question["option_list"] if option.get("is_checked")]
    selected = question.get("selected_id")
    return checked or ([selected] if selected else [])
