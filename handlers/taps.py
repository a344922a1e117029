"""Buttons: the table of what each does. A late, double or foreign tap is answered with the true state."""

from collections.abc import Callable, Mapping
from datetime import datetime

from desk.errors import Refused
from desk.notices import OF_SITE, Button, Notice, parse_button
from desk.ticket import Ticket
from handlers import (
    acknowledging,
    all_clear,
    appending,
    appointing,
    archiving,
    asking,
    away,
    bulletins,
    calling,
    caring,
    checklist,
    clear_answers,
    coming_back,
    complaint,
    consenting,
    day_reports,
    desk_intake,
    digests,
    drafting,
    drafts,
    drills,
    duty_log,
    enquiries,
    explaining,
    feedback,
    gathering,
    handover,
    hands,
    identity,
    incident_visits,
    merging,
    months,
    numbers,
    obeying,
    open_letters,
    outside,
    personal,
    phoned,
    planning,
    progress,
    proposing,
    questions,
    quoting,
    remarks,
    remedies,
    reviewing,
    revisit,
    revisit_else,
    revisit_review,
    several,
    signing,
    slips,
    spot_checks,
    surveys,
    swaps,
    tapped,
    triage,
    waiting,
    work,
)
from handlers.act import Act
from handlers.post import Post
from handlers.rewording import reworded
from handlers.scene import Scene, answer, at_site, with_person
from handlers.tools import Toast, Tools
from handlers.turn import Turn

TAPS: Mapping[str, Callable[[Act], Notice]] = {
    "register": triage.register,
    "reclassify": triage.reclassify,
    "dismiss": lambda act: outside.instead_of_dismissing(act) or triage.dismiss(act),
    "withdraw": triage.withdraw,
    "accept": work.accept,
    "transfer": work.transfer,
    "sign": slips.sign,
    "contact": work.contact,
    "arrive": work.arrive,
    "resume": work.resume,
    "note": lambda act: questions.ask(act, "note"),
    "wait": lambda act: (
        outside.instead_of_waiting(act) or waiting.chosen(act) if act.arg else questions.ask(act, "wait")
    ),
    "appoint": lambda act: appointing.wished(act) or questions.ask(act, "appoint"),
    "counter": lambda act: questions.ask(act, "counter"),
    "agree": appointing.agree,
    "finish": lambda act: questions.ask(act, "finish"),
    "plan": proposing.plan,
    "choose": planning.choose,
    "object": planning.object_to,
    "outside": outside.wait,
    "refer": outside.refer,
    "quote": drafting.begin,
    "line": drafting.change,
    "pass_quote": consenting.judge_passed,
    "return_quote": consenting.judge_returned,
    "agree_quote": consenting.agree,
    "refuse_quote": consenting.refuse,
    "unrepaired": consenting.unrepaired,
    "material": quoting.material,
    "warned": consenting.warned,
    "sign_off": signing.sign_off,
    "charged": signing.charged,
    "append": appending.append,
    "remark": remarks.chosen,
    "add": lambda act: questions.ask(act, "add"),
    "join": feedback.join,
    "confirm": signing.confirm,
    "reject": feedback.reject,
    "attitude": feedback.rate_attitude,
    "outcome": feedback.rate_outcome,
    "revisit": revisit.revisit,
    "escalate": lambda act: questions.ask(act, "escalate"),
    "return": lambda act: questions.ask(act, "return"),
    "assist": hands.assist,
    "acknowledge": acknowledging.acknowledge,
    "called": calling.called,
    "step": checklist.step,
    "all_clear": all_clear.all_clear,
    "separate": gathering.split,
    "real": drills.real,
    "another": several.another,
    "split": merging.split,
    "visited": incident_visits.asked,
    "reputation": lambda act: questions.ask(act, "reputation"),
    "as_is": reviewing.as_is,
    "reword": reworded,
    "approve": reviewing.approve,
    "send_back": lambda act: questions.ask(act, "send_back", act.arg),
    "identity": identity.look,
    "hide": identity.hide,
    "unhide": identity.unhide,
    "question": explaining.question,
    "proven": archiving.proven,
    "unproven": archiving.unproven,
    "archive": archiving.archive,
    "send_news": drafts.send,
    "draft": drafts.show,
    "rewrite": drafts.rewrite,
    "phoned": phoned.phoned,
    "answer": revisit_else.answered_in_chat,
    "sign_visit": revisit_else.signed_by_tap,
    "merge": merging.merge,
    "apart": merging.apart,
    "clear": clear_answers.tapped,
    "care": caring.care,
}
ON_DUTY: Mapping[str, Callable[[Turn], Notice]] = {
    "swap_agree": swaps.agree,
    "swap_decline": swaps.decline,
    "swap_approve": swaps.approve,
    "swap_refuse": swaps.refuse,
    "hand_over": handover.hand_over,
    "take_over": handover.take_over,
    "confirm_log": duty_log.confirm,
    "leave": away.decide,
    "intake": desk_intake.tapped,
    "enquire": enquiries.ask,
    "review": revisit_review.tapped,
    "forget": personal.tapped,
    "month": months.turned,
    "ask": asking.tapped,
    "drafts": drafts.tapped,
    "survey": surveys.tapped,
    "spot_check": spot_checks.tapped,
    "remedy": remedies.tapped,
    "day_report": day_reports.send,
    "number": numbers.tapped,
    "month_late": months.late,
    "month_how": months.how,
    "still": bulletins.still,
    "approve_letter": open_letters.approve,
    "return_letter": open_letters.give_back,
    "explain": explaining.begin,
    "hand_back": coming_back.hand_back,
}


def tap(scene: Scene, tools: Tools, now: datetime) -> Toast:
    """Do what the button says, where the person may; answer in one short line."""
    button = parse_button(scene.incoming.button or "")
    if button and button.verb in OF_SITE:
        scene = at_site(scene, tools, button.ticket)
    try:
        return scene.toast(_done(scene, tools, button, now))
    except Refused as refused:
        return scene.toast(_named(scene, tools, refused.notice, now))


def _done(scene: Scene, tools: Tools, button: Button | None, now: datetime) -> Notice:
    if button is None:
        raise Refused("unknown_button")
    if button.verb == "report":
        return _report(scene, tools, now)
    if button.verb == "at_site":
        return _named(scene, tools, obeying.at_site(scene, tools, now, button.ticket), now)
    if button.verb in ON_DUTY:
        turn = Turn(scene=scene, tools=tools, now=now, words=button.arg)
        return _named(scene, tools, ON_DUTY[button.verb](turn), now)
    if button.verb == "late":
        return _next_page(scene, tools, button, now)
    if scene.in_public:
        scene = with_person(scene, tools)
    scene, ticket = _where_it_is(scene, tools, button.ticket)
    ticket = merging.meant(tools, ticket, button.verb)
    act = Act(scene=scene, tools=tools, now=now, ticket=ticket, arg=button.arg)
    if button.verb == "progress":
        answer(scene, tools, progress.story(act), now, ticket)
        return Notice("done.shown", {"number": ticket.number})
    if button.verb not in TAPS:
        raise Refused("unknown_button")
    try:
        return _named(scene, tools, TAPS[button.verb](act), now)
    except Refused as refused:
        raise refused.of(ticket) from None


def _where_it_is(scene: Scene, tools: Tools, key: int) -> tuple[Scene, Ticket]:
    """The ticket, and the scene at its site; raises Refused for somebody who is nobody there."""
    ticket = tools.uow.tickets.get(key)
    if ticket is None:
        raise Refused("unknown_button")
    scene = at_site(scene, tools, ticket.site)
    if ticket.site != scene.site.id:
        raise Refused("unknown_button")
    return scene, ticket


def _next_page(scene: Scene, tools: Tools, button: Button, now: datetime) -> Notice:
    """继续: the digest's next screen, as it stands now."""
    start = int(button.arg) if button.arg.isascii() and button.arg.isdigit() else 0
    answer(scene, tools, digests.late(scene, tools, now, start), now)
    return Notice("done.more")


def _report(scene: Scene, tools: Tools, now: datetime) -> Notice:
    if not complaint.report_anyway(scene, tools, now):
        raise Refused("nothing_to_report")
    tapped.done(scene, tools, Notice("done.report"), now)
    return Notice("done.report")


def _named(scene: Scene, tools: Tools, notice: Notice, now: datetime) -> Notice:
    return Post(tools=tools, site=scene.site, now=now).named(notice)
