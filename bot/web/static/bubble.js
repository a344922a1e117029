/** One message as a row of the thread. */
import { bdi, el, harmless, icon } from "./dom.js";
import { t } from "./i18n.js";
import { avatar, roleTag } from "./people.js";
import { dayName, dayOf, hourMinute } from "./time.js";

const TOGETHER = 5 * 60_000; // ms: lines of one sender this close share one avatar
const LONG_TEXT = 700; // characters
const LONG_LINES = 18;
const QUOTE_LENGTH = 60; // characters
const MOST_IN_LINE = 5; // buttons: five stars; more words than that would break in two
const LABELLED = /^([^：:\s]{2,6})[：:]\s*(\S.*)$/; // "地点：3栋2单元" on the bot's cards

/**
 * A new row. `view`: {me, scene, find(id), onReply(message), onTap(message, key, button), onJump(id), onPhoto(src, title)}.
 */
export function makeRow(message, previous, view) {
  const row = el("li", { class: "message", tabindex: "-1", data: { id: message.id, from: message.from } });
  if (!previous || dayOf(previous.at) !== dayOf(message.at)) row.dataset.day = message.at;
  row.classList.toggle("cont", continues(message, previous) && !row.dataset.day);
  row.classList.toggle("from-bot", message.from === "bot");
  turn(row, view.me);
  fillRow(row, message, view);
  return row;
}

function continues(message, previous) {
  return previous?.from === message.from && Date.parse(message.at) - Date.parse(previous.at) < TOGETHER;
}

/** Puts the row on the right side if `me` said it. */
export function turn(row, me) {
  row.classList.toggle("mine", row.dataset.from === me);
}

/** (Re)builds the row's inside after the message changed. */
export function fillRow(row, message, view) {
  row.classList.toggle("has-actions", message.buttons?.length > 0);
  const line = el("div", { class: "line" }, avatar(view.scene, message.from, message.from_name), body(message, view), replyButton(message, view));
  const day = row.dataset.day ? el("div", { class: "day", data: { dayOf: row.dataset.day }, text: dayName(row.dataset.day) }) : null;
  row.replaceChildren(...[day, line].filter(Boolean));
}

function body(message, view) {
  const who = el("div", { class: "who" }, bdi(message.from_name), roleTag(view.scene, message.from));
  const bubble = el("div", { class: "bubble" }, quote(message, view), words(message), photos(message, view), file(message), meta(message));
  return el("div", { class: "body" }, who, bubble, actions(message, view));
}

function words(message) {
  const text = harmless(message.text ?? "");
  if (!text) return null;
  const lines = text.split("\n");
  const node = el("div", { class: "text", dir: "auto" });
  if (message.from === "bot" && lines.length > 2) node.append(...cardLines(lines));
  else node.append(bdi(text));
  return text.length > LONG_TEXT || lines.length > LONG_LINES ? folded(node) : node;
}

/** The bot's cards: the first line is the title, "label: value" lines have a quiet label. */
function cardLines(lines) {
  return lines.flatMap((line, index) => {
    const end = index < lines.length - 1 ? "\n" : "";
    const parts = index > 0 ? LABELLED.exec(line) : null;
    if (!parts) return [bdi(line, { class: index === 0 ? "card-title" : "" }), end];
    const label = line.slice(0, line.length - parts[2].length);
    return [el("span", { class: "card-label", text: label }), bdi(parts[2]), end];
  });
}

function folded(node) {
  node.classList.add("folded");
  const toggle = el("button", { class: "fold", type: "button", t: "more", "aria-expanded": "false" });
  toggle.addEventListener("click", () => {
    const open = !node.classList.toggle("folded");
    toggle.setAttribute("aria-expanded", String(open));
    toggle.dataset.t = open ? "less" : "more";
    toggle.textContent = t(toggle.dataset.t);
  });
  const group = document.createDocumentFragment();
  group.append(node, toggle);
  return group;
}

function quote(message, view) {
  if (message.reply_to === null || message.reply_to === undefined) return null;
  const target = view.find(message.reply_to);
  const jump = { class: "quote", type: "button", on: { click: () => view.onJump(message.reply_to) } };
  if (!target) return el("button", { ...jump, t: "reply.gone" });
  return el("button", jump, bdi(target.from_name, { class: "quote-name" }), bdi(snippet(target), { class: "quote-text" }));
}

/** A message in one short line. */
export function snippet(message) {
  const text = (message.text ?? "").replace(/\s+/g, " ").trim();
  if (!text) return t("photo.only");
  return text.length > QUOTE_LENGTH ? `${text.slice(0, QUOTE_LENGTH)}…` : text;
}

function photos(message, view) {
  const sources = message.photos ?? [];
  if (sources.length === 0) return null;
  const thumbs = sources.map((src, at) => src.endsWith(".pdf") ? letter(src) : thumb(src, message.photo_titles?.[at], view));
  return el("div", { class: sources.length === 1 ? "photos single" : "photos" }, thumbs);
}

function thumb(src, title, view) {
  const label = title ? { "aria-label": title, title } : { tLabel: "photo" };
  const opens = { class: "thumb", type: "button", on: { click: () => view.onPhoto(src, title) } };
  return el("button", { ...opens, ...label }, picture(src));
}

function letter(src) {
  return el("a", { href: src, target: "_blank", rel: "noopener", text: "📄 PDF" });
}

function file(message) {
  if (!message.document) return null;
  const { name, url } = message.document;
  return el("a", { class: "file", href: url, download: name, text: `📎 ${name}` });
}

function picture(src) {
  const broken = (event) => event.target.replaceWith(el("span", { class: "broken", t: "photo.broken" }));
  return el("img", { src, alt: "", loading: "lazy", decoding: "async", on: { error: broken } });
}

function meta(message) {
  const edited = message.edited_at ? el("span", { class: "edited", t: "edited" }) : null;
  return el("div", { class: "meta" }, edited, el("time", { datetime: message.at, text: hourMinute(message.at) }));
}

function actions(message, view) {
  if (!message.buttons?.length) return null;
  const buttons = message.buttons.map(({ key, label }) => {
    const button = el("button", { class: "action", type: "button", data: { key } }, bdi(label));
    button.addEventListener("click", () => view.onTap(message, key, button));
    return button;
  });
  return el("div", { class: "actions", data: { fit: fitting(message.buttons) } }, buttons);
}

/** How narrow a row of buttons may get: ratings stand in one line, four words make two by two, many go in threes. */
function fitting(buttons) {
  const longest = Math.max(...buttons.map(({ label }) => label.length));
  const numbers = buttons.every(({ label }) => label.startsWith("#"));
  if (buttons.length > MOST_IN_LINE && longest <= 5 && !numbers) return "threes";
  if (longest <= 3) return "tiny";
  if (buttons.length === 4) return "pairs";
  return longest <= 4 ? "short" : "plain";
}

function replyButton(message, view) {
  const props = { class: "reply-button", type: "button", tabindex: "-1", tLabel: "reply", on: { click: () => view.onReply(message) } };
  return el("button", props, icon("reply"));
}
