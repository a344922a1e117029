/** The scrolling list of a room: grows, is patched in place, and keeps the reader's place. */
import { el, icon } from "./dom.js";
import { fillRow, makeRow, snippet, turn } from "./bubble.js";
import { onLanguage, t } from "./i18n.js";
import { dayName } from "./time.js";
import { announce } from "./toast.js";

const NEAR_BOTTOM = 48; // px

export class Thread {
  /** `view` as for bubble.js, less `find` and `onJump`, plus `title()` and `onUnread()`. */
  constructor(view, empty) {
    this.view = { ...view, find: (id) => this.known.get(String(id))?.message, onJump: (id) => this.jump(id) };
    this.known = new Map(); // id → {message, row, print}
    this.last = null;
    this.unread = 0;
    this.size = ""; // of what is shown, when its reader was last seen to scroll or was taken to the end
    this.stuck = true; // the reader is at the bottom and wants to stay there
    this.build(empty);
    this.setLoaded(false);
    this.watch();
  }

  build(empty) {
    this.list = el("ol", { class: "messages" });
    this.empty = empty;
    this.refusal = el("p", { class: "refusal", role: "status", hidden: true });
    this.scroller = el("div", { class: "scroller", tabindex: "0", role: "log", "aria-live": "off", tLabel: "messages" }, empty, this.refusal, this.list);
    this.pillText = el("span");
    this.pill = el("button", { class: "pill", type: "button", hidden: true, on: { click: () => this.toBottom() } }, icon("down"), this.pillText);
    this.element = el("div", { class: "thread" }, this.scroller, this.pill);
  }

  watch() {
    const keep = new ResizeObserver(() => this.keep());
    keep.observe(this.list);
    keep.observe(this.scroller);
    this.scroller.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.scroller.addEventListener("keydown", (event) => this.walk(event));
    onLanguage(() => this.reword());
  }

  visible() {
    return this.scroller.clientHeight > 0;
  }

  scrolled() {
    if (!this.visible()) return;
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    if (scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM) this.stuck = true;
    else if (this.size === this.measure()) this.stuck = false; // only its reader leaves: what grows does not
    this.size = this.measure();
    if (this.stuck) this.setUnread(0);
  }

  measure() {
    return `${this.scroller.scrollHeight} ${this.scroller.clientHeight}`;
  }

  /** After what is shown changed its size. */
  keep() {
    if (this.visible() && this.stuck) this.toBottom();
    else this.size = this.measure();
  }

  toBottom() {
    this.stuck = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.size = this.measure();
    if (this.visible()) this.setUnread(0);
  }

  setUnread(count) {
    const changed = count !== this.unread;
    this.unread = count;
    if (changed) this.view.onUnread();
    this.pill.hidden = count === 0 || this.stuck;
    this.pillText.textContent = t("new", { n: count });
  }

  /** What is there already when the room is opened is no news. */
  setLoaded(loaded) {
    this.loaded = loaded;
    this.scroller.setAttribute("aria-busy", String(!loaded));
  }

  /** Takes messages from the feed; `whole` means that they are all there are. */
  take(messages, whole) {
    const first = !this.loaded;
    this.setLoaded(true);
    this.refusal.hidden = true;
    if (whole) this.drop(messages);
    const fresh = messages.filter((message) => !this.patch(message));
    this.append(fresh);
    this.empty.hidden = this.known.size > 0;
    if (fresh.length) this.arrived(fresh.filter(({ from }) => from !== this.view.me), first);
  }

  /** Forgets rows that the server no longer has. */
  drop(messages) {
    const ids = new Set(messages.map(({ id }) => String(id)));
    for (const [id, { row }] of this.known) {
      if (ids.has(id)) continue;
      row.remove();
      this.known.delete(id);
    }
    if (this.known.size === 0) this.last = null;
  }

  /** True if the message was known; its row is rebuilt, and flashes, if it changed. */
  patch(message) {
    const entry = this.known.get(String(message.id));
    if (!entry) return false;
    const print = JSON.stringify(message);
    if (print === entry.print) return true;
    Object.assign(entry, { message, print });
    this.rebuild(entry);
    return true;
  }

  rebuild({ row, message }) {
    const key = row.contains(document.activeElement) ? document.activeElement.dataset.key ?? "" : null;
    fillRow(row, message, this.view);
    if (key !== null) (row.querySelector(`[data-key="${CSS.escape(key)}"]`) ?? row).focus({ preventScroll: true });
    flash(row);
  }

  append(messages) {
    const rows = document.createDocumentFragment();
    for (const message of messages) {
      const row = makeRow(message, this.last, this.view);
      this.known.set(String(message.id), { message, row, print: JSON.stringify(message) });
      this.last = message;
      rows.append(row);
    }
    this.list.append(rows);
  }

  arrived(others, first) {
    if (this.stuck) this.toBottom();
    if (first) return;
    if (!this.stuck || !this.visible()) this.setUnread(this.unread + others.length);
    const latest = others.at(-1);
    if (latest && this.visible()) announce(`${this.view.title()} ${latest.from_name}: ${snippet(latest)}`);
  }

  clear() {
    this.known.clear();
    this.list.replaceChildren();
    this.last = null;
    this.stuck = true;
    this.setUnread(0);
    this.setLoaded(false);
    this.empty.hidden = true;
  }

  /** The person may not look: nothing is shown but why. */
  refuse(reason) {
    this.clear();
    this.setLoaded(true);
    this.refusal.textContent = reason;
    this.refusal.hidden = false;
  }

  /** Another person now looks at the same room. */
  lookAs(me) {
    this.view.me = me;
    for (const { row } of this.known.values()) turn(row, me);
  }

  jump(id) {
    const row = this.known.get(String(id))?.row;
    if (!row) return;
    row.scrollIntoView({ block: "center" });
    row.focus({ preventScroll: true });
    flash(row);
  }

  /** Arrow keys go from message to message, Enter or R answers the one in focus. */
  walk(event) {
    const row = document.activeElement.closest(".message");
    if (event.target !== row && event.target !== this.scroller) return;
    const next = { ArrowUp: row?.previousElementSibling ?? (row ? null : this.list.lastElementChild), ArrowDown: row?.nextElementSibling }[event.key];
    if (next) next.focus();
    else if (!row || !["Enter", "r", "R"].includes(event.key) || event.ctrlKey || event.metaKey) return;
    else this.view.onReply(this.known.get(row.dataset.id).message);
    event.preventDefault();
  }

  reword() {
    for (const node of this.list.querySelectorAll("[data-day-of]")) node.textContent = dayName(node.dataset.dayOf);
    this.setUnread(this.unread);
  }
}

function flash(row) {
  row.classList.remove("flash");
  void row.offsetWidth; // starts the animation anew
  row.classList.add("flash");
  row.addEventListener("animationend", () => row.classList.remove("flash"), { once: true });
}

/** What an empty room says: what will appear here, and a first line to try. */
export function emptyState(kind, onSuggest) {
  const node = el("div", { class: "empty" }, el("span", { class: "empty-icon" }, icon(kind)), el("h3", { t: `empty.${kind}` }), el("p", { t: `empty.${kind}.hint` }));
  const key = `empty.${kind}.say`;
  if (t(key) !== key) {
    const words = el("bdi", { t: key });
    node.append(el("button", { class: "suggestion", type: "button", on: { click: () => onSuggest(words.textContent) } }, words));
  }
  return node;
}
