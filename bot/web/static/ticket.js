/** One ticket as a card of the drawer. */
import { bdi, el } from "./dom.js";
import { naming, t } from "./i18n.js";
import { moment, secondsUntil, span } from "./time.js";

const OVER = new Set(["closed", "dismissed", "merged"]);

export const isActive = (ticket) => !OVER.has(ticket.status);

export const isOverdue = (ticket) => isActive(ticket) && ticket.clocks.some((clock) => dueState(clock) === "missed");

/** The ticket's summary, opening to its clocks and journal. */
export function ticketCard(ticket, scene, open) {
  const summary = el("summary", {}, headline(ticket), bdi(ticket.text, { class: "ticket-text" }), facts(ticket, scene));
  const details = el("div", { class: "ticket-more" }, section("ticket.because", reasons(ticket)), section("ticket.clocks", clocks(ticket)), section("ticket.journal", journal(ticket, scene)));
  return el("details", { class: "ticket", open, data: { number: ticket.number, overdue: isOverdue(ticket) } }, summary, details);
}

function headline(ticket) {
  return el("div", { class: "ticket-head" },
    el("strong", { class: "ticket-number", text: `#${ticket.number}` }),
    chip("status", ticket.status),
    chip("class", ticket.class),
    ticket.urgency === "normal" ? null : chip("urgency", ticket.urgency),
    ticket.category && el("span", { class: "ticket-kind", text: [naming("category", ticket.category), ticket.topic].filter(Boolean).join(" · ") }));
}

function chip(family, code) {
  if (code === null || code === undefined) return null;
  return el("span", { class: `mark mark-${family}`, data: { code }, text: naming(family, code) });
}

function facts(ticket, scene) {
  const place = placeText(ticket.place);
  const called = (id) => ticket.names?.[id] ?? scene.nameOf(id); // who has no chat is in no list of the page
  const rows = [
    place && ["ticket.place", place],
    ["ticket.assignee", ticket.assignee ? scene.nameOf(ticket.assignee) : t("ticket.nobody")],
    ["ticket.reporters", ticket.reporters.map(called).join("、")],
    ["ticket.opened", moment(ticket.opened_at)],
  ];
  return el("dl", { class: "facts" }, rows.filter(Boolean).map(([key, value]) => el("div", {}, el("dt", { text: t(key) }), el("dd", {}, bdi(value)))));
}

/** "3栋2单元 电梯"; the server may also send it worded. */
export function placeText(place) {
  if (!place || typeof place === "string") return place || "";
  const parts = ["building", "unit", "floor", "room"].filter((key) => place[key]).map((key) => t(`place.${key}`, { n: place[key] }));
  const area = place.unit ? place.area?.replace(/^单元|^單元/, "") : place.area; // 2单元门口 has its 单元门口
  return [parts.join("").trim(), place.relation, area].filter(Boolean).join(" ");
}

function section(key, content) {
  return content.childElementCount ? el("section", {}, el("h4", { text: t(key) }), content) : null;
}

function reasons(ticket) {
  return el("ul", { class: "reasons" }, (ticket.because ?? []).map((reason) => el("li", {}, bdi(reason))));
}

/** "met", "late" (met after all), "cancelled", "paused", "missed" (and still open) or "running" */
function dueState(clock) {
  if (clock.met_at) return clock.missed ? "late" : "met";
  if (clock.cancelled_at) return "cancelled";
  if (clock.paused_at) return "paused";
  return clock.missed || secondsUntil(clock.due_at) < 0 ? "missed" : "running";
}

function clocks(ticket) {
  return el("ul", { class: "dues" }, ticket.clocks.map((clock) => {
    const state = dueState(clock);
    return el("li", { data: { state }, title: clock.rule }, el("span", { class: "due-kind", text: naming("due", clock.kind) }), el("span", { text: dueText(clock, state) }));
  }));
}

function dueText(clock, state) {
  if (clock.met_at) return t(`due.${state}`, { at: moment(clock.met_at) });
  if (state === "running") return t("due.left", { at: moment(clock.due_at), span: span(secondsUntil(clock.due_at)) });
  return t(`due.${state}`, { at: moment(clock.due_at) });
}

function journal(ticket, scene) {
  return el("ol", { class: "journal" }, ticket.journal.map((entry) => el("li", {},
    el("div", { class: "entry-head" },
      el("time", { datetime: entry.at, text: moment(entry.at) }),
      entry.actor ? bdi(scene.nameOf(entry.actor), { class: "entry-actor" }) : null,
      chip("audience", entry.audience)),
    bdi(entry.text || naming("entry", entry.kind), { class: "entry-text" }))));
}
